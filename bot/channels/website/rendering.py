"""Replies and pages as HTML: one place that escapes, for the page, for its script and for browsers without one."""

import re
from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from bot.core.messages import Reply
from bot.core.ports import Words

LABELS = (
    "button_emergency", "button_erase", "button_language", "call", "charged", "closed_now", "connected_again",
    "connection_lost", "erase_question", "free", "hours_label", "languages_label", "leave_link", "leave_note",
    "leave_note_no_script", "leave_now", "log_label", "look_for_answers", "message_label", "new_window", "no_script_note",
    "not_sent", "open_chat", "open_now", "page_intro", "page_lost", "page_title", "program_said", "read_on_label",
    "send", "send_again", "sending", "show_this", "sources_label", "staff_said", "talk_closed", "too_long_to_send", "web_page",
    "who_reads", "write", "you_said",
)  # fmt: skip
"""Keys asked of *labels*, in every served language; and language_name_<code>, where a missing one shows the code."""
NOTICES = ("choice_gone", "erased", "holding", "rate_limited", "refused")
"""Keys asked of Words.say."""

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ps", "ur"})
LONG_NUMBER = r"0\d{1,4}[- ]\d{1,4}[- ]\d{3,4}|#\d{4}|\+\d{1,3}(?:-\d{1,8}){2,4}"
WITH_READINGS = frozenset({"ja-x-easy", "und"})
"""Languages whose texts hold easy Japanese; ``und`` is answered in it and in English."""
READING = re.compile(r"([㐀-䶿一-鿿豈-﫿々〆ヶ]+)（([ぁ-ゖー・ 　]+)）")
"""Kanji with their reading behind them, as content writes them (`content/easy.py`): 漢字（かんじ）."""
_READ = Markup("<ruby>{}<rp>（</rp><rt>{}</rt><rp>）</rp></ruby>")


class Rendering:
    """Renders with the words it is handed."""

    def __init__(
        self, words: Words, labels: Callable[[str, str], str], privacy: Callable[[str], Sequence[str]], languages: Sequence[str],
        exit_url: str, short_numbers: Sequence[str],
    ) -> None:  # fmt: skip
        self._words, self._labels, self._privacy, self._languages, self._exit_url = words, labels, privacy, languages, exit_url
        self._templates = Environment(
            loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True, undefined=StrictUndefined,
            trim_blocks=True, lstrip_blocks=True,
        )  # fmt: skip
        self._templates.filters |= {
            "tels": partial(tels, short=tuple(short_numbers)), "tel": tel, "paragraphs": paragraphs, "ruby": ruby,
        }  # fmt: skip

    def page(self, name: str, language: str, status: int = 200, **values: object) -> HTMLResponse:
        """The page *name* in *language*."""
        html = self._templates.get_template(name).render(
            self._base(language), languages=self._languages, exit_url=self._exit_url,
            first_words=self._words.first_words("website", language), privacy=self._privacy(language), **values,
        )  # fmt: skip
        return HTMLResponse(html, status)

    def bubbles(self, replies: Sequence[Reply], language: str) -> str:
        """*replies* as list items of the page."""
        return self._templates.get_template("bubbles.html").render(self._base(language), replies=self.shown(replies), fresh="")

    def shown(self, replies: Sequence[Reply]) -> tuple[Reply, ...]:
        """*replies* without the first words, which the page itself shows at its top before there is a talk."""
        languages = (*self._languages, "und")
        first = {reply.text for language in languages for reply in self._words.first_words("website", language)}
        return tuple(reply for reply in replies if reply.text not in first)

    def say(self, key: str, language: str) -> str:
        """A notice's text."""
        return self._words.say(key, language).text

    def label(self, key: str, language: str) -> str:
        return self._labels(key, language)

    def _base(self, language: str) -> dict[str, Any]:
        def name_of(code: str, shown_in: str = language) -> Markup:
            try:
                return ruby(self._labels(f"language_name_{code}", shown_in), shown_in)
            except KeyError:
                return escape(code)

        def label(key: str) -> str:
            return self._labels(key, language)

        def t(key: str) -> Markup:
            return ruby(label(key), language)

        return {
            "language": language, "direction": direction(language), "t": t, "label": label, "name_of": name_of,
            "direction_of": direction,
        }  # fmt: skip


def direction(language: str) -> str:
    return "rtl" if language.partition("-")[0] in RIGHT_TO_LEFT else "ltr"


def paragraphs(text: str) -> list[str]:
    """The bubbles inside one text, which are parted by an empty line."""
    return [part for part in re.split(r"\n\s*\n", text) if part.strip()]


def tel(number: str) -> str:
    """The address that dials *number*."""
    return "tel:" + quote(re.sub(r"[^\d+*#]", "", number), safe="+*")


def ruby(text: str, language: str) -> Markup:
    """*text*, escaped, with the readings of easy Japanese above their kanji.

    One element round all of it, since in a button each ruby alone would be a box of its own.
    """
    if language not in WITH_READINGS or not READING.search(text):
        return escape(text)
    parts = READING.split(text)
    read = [_READ.format(kanji, reading) for kanji, reading in zip(parts[1::3], parts[2::3], strict=True)]
    said = Markup("").join(piece for pair in zip(parts[::3], [*read, ""], strict=True) for piece in pair)
    return Markup("<span>{}</span>").format(said)


def tels(text: str, kind: str, language: str, short: tuple[str, ...]) -> Markup:
    """*text*, escaped, with its telephone numbers to tap and its readings above the kanji; the *short* numbers only where a
    text is about calling (a card, a notice), since 110 may be a count."""
    parts, end = [], 0
    for found in _numbers(short if kind in {"card", "notice"} else ()).finditer(text):
        link = Markup('<a class="number" href="{}">{}</a>').format(tel(found[0]), found[0])
        parts += [ruby(text[end : found.start()], language), link]
        end = found.end()
    return Markup("").join([*parts, ruby(text[end:], language)])


@cache
def _numbers(short: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\d-])(?:{'|'.join([LONG_NUMBER, *map(re.escape, short)])})(?![\d-])")
