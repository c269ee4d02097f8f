"""What the gateway and the actions say, as plain values: notices, first words, who reads this, the card."""

import logging
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from content.card import BUTTONS, OneCard, ShowText
from content.easy import plain
from content.reachable import reachable
from content.reading import Content
from content.showing import show
from content.texts import closest

log = logging.getLogger(__name__)

UNKNOWN = "und"
"""The language of whoever writes one that we cannot tell or do not serve."""
_END = ".!?。！？။។៕"
"""What ends a sentence, in all our scripts."""


def served(content: Content, language: str | None) -> bool:
    """Whether content speaks *language*."""
    return language in content.languages


def nearest(content: Content, language: str) -> str | None:
    """*language*, or the one it is a variant of, whichever content speaks; None for neither."""
    return next((one for one in (language, plain(language)) if served(content, one)), None)


def say(content: Content, key: str, language: str, /, **values: str) -> str:
    """The words *key* with *values* in the places of their names in braces; several bubbles become paragraphs.

    A sentence whose value is not given is left out: nobody is shown a brace. Raises KeyError where there is no such key.
    """
    return "\n\n".join(bubbles(content, key, language, **values))


def bubbles(content: Content, key: str, language: str, /, **values: str) -> list[str]:
    """As *say*, one text a bubble. For an unknown language: in each that is said to anyone."""
    said = content.interface.words[key]
    spoken = content.country.to_anyone if language == UNKNOWN else (language,)
    return [filled for one in spoken for text in closest(said, one) if (filled := _fill(text, values))]


def first_words(content: Content, language: str, /, **values: str | int | bool) -> list[str]:
    """A program, run by whom, what is kept and how long, how to leave; *values* as *running* takes them."""
    return _in_each(content, "first_words", language, **values)


def privacy(content: Content, language: str, /, **values: str | int | bool) -> list[str]:
    """Who reads this and what is kept, from the settings that are in force; *values* as *running* takes them."""
    return _in_each(content, "privacy", language, **values)


def _in_each(content: Content, key: str, language: str, **values: str | int | bool) -> list[str]:
    """Whole texts one after the other for an unknown language, so that no name of one language stands in the other."""
    spoken = content.country.to_anyone if language == UNKNOWN else (language,)
    return [text for one in spoken for text in bubbles(content, key, one, **running(content, one, **values))]


def running(content: Content, language: str, /, **values: str | int | bool) -> dict[str, str]:
    """The settings in force as words: operator ('' means the content's own name for it), operator_is_immigration,
    retention_days, web_minutes, app_hours, channel (the words for it, where it is known)."""
    spoken = {name: str(value) for name, value in values.items() if value != "" and not isinstance(value, bool)}
    spoken.setdefault("operator", say(content, "operator", language))
    if f"channel_{spoken.get('channel')}" in content.interface.words:
        spoken["channel"] = say(content, f"channel_{spoken['channel']}", language)
    key = "immigration_operator" if values.get("operator_is_immigration", True) else "other_operator"
    return {**spoken, "immigration_sentence": say(content, key, language)}


def card(content: Content, kind: str, language: str, now: datetime, again: bool = False) -> list[dict[str, Any]]:
    """The card *kind* (one of `content.card.CARDS` or SITUATIONS) as replies in the shape of the engine's.

    The first bubble carries all that is needed, and the numbers; *again*: that one alone, in short words. Before the
    question at the end of a whole card stands who else can be reached at *now*.
    """
    one = content.card.named(kind)
    if language == UNKNOWN:
        unknown = content.card.to_anyone(kind)
        texts = ["\n\n".join(unknown[spoken]) for spoken in content.country.to_anyone]
    else:
        texts = list(closest((content.card.again(kind) if again else one).text, language).say)
    replies = [_reply("card", language, text) for text in texts]
    replies[0]["counters"] = [show(content, content.counters[id], language, now) for id in one.numbers]
    if again:
        return replies
    replies[-1].update(_shown(one.show, language))
    if one.say_this:
        replies.append({**_reply("card", language, say(content, "say_this_label", language)), **_shown(one.say_this, language)})
    asked = content.country.to_anyone if language == UNKNOWN else (language,)
    after = _reply("question", language, "\n\n".join(b for each in asked for b in closest(content.card.after, each).say))
    after["buttons"] = [
        {"title": closest(content.card.buttons[name], language), "choice": choice} for name, choice in BUTTONS.items()
    ]
    return [*replies, *_then(content, one, language, now), after]


def _then(content: Content, one: OneCard, language: str, now: datetime) -> list[dict[str, Any]]:
    """The counters to ask after the card, or nothing: whatever goes wrong here, the card goes out without them."""
    try:
        counters = reachable(content, one.then, language, now)
        found = {**_reply("counters", language, say(content, "counters_found", language)), "counters": counters}
    except Exception as error:  # a card without them is worth more than none
        log.error("the card goes out without counters: %s", type(error).__name__)
        return []
    return [found] if counters else []


def _reply(kind: str, language: str, text: str) -> dict[str, Any]:
    return {"kind": kind, "language": language, "text": text}


def _shown(shown: ShowText | None, language: str) -> dict[str, Any]:
    if shown is None:
        return {}
    return {"show": {"ja": shown.text, "reading": closest(shown.reading, language), "language": shown.language}}


def _fill(text: str, values: Mapping[str, str]) -> str:
    for name in re.findall(r"\{(\w+)\}", text):
        given = name in values
        text = text.replace(f"{{{name}}}", values[name]) if given else re.sub(_sentence_with(name), "", text)
    return text.strip()


def _sentence_with(name: str) -> str:
    return rf"(?:[^\s{_END}][^{_END}]*)?\{{{name}\}}[^{_END}]*[{_END}]?\s*"
