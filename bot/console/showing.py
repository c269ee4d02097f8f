"""What pages show: labels in the staff's language, talks and turns as plain values for the templates."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import jinja2
import yaml

from bot.core.messages import Reply
from bot.core.ports import Holder
from bot.core.wire import WrongShape, reply_from_json
from bot.stores.lines import TalkLine, TurnLine, WaitingLine

HERE = Path(__file__).parent
JST = timezone(timedelta(hours=9))
UI_LANGUAGES = ("ja", "en")
NAMES = {
    "ja": {
        "ja": "日本語", "en": "英語", "zh": "中国語", "zh-TW": "中国語（繁体）", "ko": "韓国語", "vi": "ベトナム語",
        "tl": "フィリピン語", "th": "タイ語", "id": "インドネシア語", "pt": "ポルトガル語", "es": "スペイン語",
        "ne": "ネパール語", "my": "ビルマ語", "km": "クメール語", "ja-x-easy": "やさしい日本語", "und": "不明",
    },
    "en": {
        "ja": "Japanese", "en": "English", "zh": "Chinese", "zh-TW": "Chinese (traditional)", "ko": "Korean", "vi": "Vietnamese",
        "tl": "Filipino", "th": "Thai", "id": "Indonesian", "pt": "Portuguese", "es": "Spanish", "ne": "Nepali", "my": "Burmese",
        "km": "Khmer", "ja-x-easy": "easy Japanese", "und": "unknown",
    },
}  # fmt: skip
"""Names of languages for staff; a code without a name is shown as it is."""

type Titles = Callable[[str], Mapping[str, str]]
"""An intent's id → its name by language, empty when it has none; made in app.py."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A turn for the template; *replies* are the core's values, *ranking* (title, id, per cent)."""

    id: int
    at: datetime
    staff: str
    kind: str
    text: str
    pressed: str
    replies: Sequence[Reply]
    handled_by: str
    language: str | None
    intent: str | None
    confidence: float | None
    corrected: str | None
    ranking: Sequence[tuple[str, float]]
    alarm: str | None
    rule: str | None


class Look:
    """Renders templates; *intents* are ids in the order of the domain, *telling* gives the words that weighed in an alarm."""

    def __init__(self, intents: Sequence[str], titles: Titles, telling: Callable[[str], Sequence[str]]) -> None:
        self.intents, self._titles = intents, titles
        self.labels: Mapping[str, Mapping[str, str]] = yaml.load(
            (HERE / "labels.yml").read_text("utf-8"), Loader=yaml.BaseLoader  # noqa: S506 - the base loader makes strings only
        )
        self._jinja = jinja2.Environment(
            loader=jinja2.FileSystemLoader(HERE / "templates"), autoescape=True, undefined=jinja2.StrictUndefined,
            trim_blocks=True, lstrip_blocks=True,
        )  # fmt: skip
        self._jinja.filters |= {"clock": clock, "machine_time": lambda at: at.isoformat(timespec="seconds")}
        self._jinja.globals |= {"intents": intents, "Holder": Holder, "telling": telling}

    def label(self, key: str, language: str, **values: object) -> str:
        """The label *key*; what is put into it is plain text."""
        found = self.labels[key]
        return found.get(language, found["ja"]).format(**values)

    def render(self, template: str, language: str, **values: Any) -> str:
        """*template* with the words of *language*."""

        def t(key: str, **parts: object) -> str:
            return self.label(key, language, **parts)

        def lang(code: str | None) -> str:
            return NAMES[language].get(code, code) if code else t("unknown")

        return self._jinja.get_template(template).render(
            t=t, ui=language, language_name=lang, intent_title=lambda id: self.title(id, language), **values
        )

    def title(self, intent: str | None, language: str) -> str:
        """An intent's name in words, its id when it has none."""
        if not intent:
            return "–"
        titles = self._titles(intent) or self.labels.get(f"intent_{intent}", {})
        return titles.get(language) or intent


def clock(at: datetime | None) -> str:
    """Japan time, short."""
    return f"{at.astimezone(JST):%m/%d %H:%M}" if at else ""


def minutes_since(at: datetime | None, now: datetime) -> int:
    return max(0, int((now - at).total_seconds() // 60)) if at else 0


def shown_turn(line: TurnLine) -> Shown:
    """A journalled turn for the template."""
    parts = line.parts
    understood = parts.get("understood") or {}
    ranking = [(str(name), float(share)) for name, share in understood.get("ranking", ())]
    return Shown(
        line.id, line.at, parts.get("staff", ""), parts["kind"], parts["text"], parts.get("choice") or parts.get("command", ""),
        _replies(parts.get("replies", ())), line.handled_by, line.language, line.intent, line.confidence,
        line.corrected_intent, ranking, line.alarm, line.alarm_rule,
    )  # fmt: skip


def shown_waiting(line: WaitingLine) -> Shown:
    """A message without an answer yet, for the template."""
    message = line.message
    return Shown(
        line.id, line.at, "", message.kind.value, message.text, message.choice or message.command, (), "", message.language, None,
        None, None, (), line.alarm, line.alarm_rule,
    )  # fmt: skip


def _replies(packed: Sequence[object]) -> Sequence[Reply]:
    replies = []
    for parts in packed:
        try:
            replies.append(reply_from_json(parts))
        except WrongShape:  # of a later or earlier release: what is left of the turn is still shown
            continue
    return replies


@dataclass(frozen=True, slots=True)
class Call:
    """A talk in the urgent list."""

    talk: TalkLine
    minutes: int


def calls(lines: Sequence[TalkLine], now: datetime) -> Sequence[Call]:
    return [Call(line, minutes_since(line.alarm_at or line.wants_person_at, now)) for line in lines]


type Spoken = Callable[[str, str], Reply]
"""(key, language) → the notice for the person; the adapter to content's words is made in app.py."""
