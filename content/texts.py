"""Texts in several languages: one original, its translations, and the mark that tells when a translation is stale."""

import hashlib
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from content.easy import EASY, check_readings, length
from content.parts import Part

type Said = Mapping[str, str]
"""One short text by language."""

LANGUAGES = (
    "en", "ja", "zh", "zh-TW", "ko", "vi", "tl", "th", "id", "pt", "es", "ne", "my", "km",
)
"""The languages we may ever serve; those we serve now are the ones interface.yml names."""
TAGS = (*LANGUAGES, EASY)
"""All that may stand as the key of a text."""

UNSPACED = frozenset({"ja", EASY, "zh", "zh-TW", "th", "my", "km"})
"""Languages that are written without spaces between words."""
BUBBLES = 3


@dataclass(frozen=True, slots=True)
class Room:
    """Characters there is room for: *letters*, or another number where one character says more or less."""

    letters: int
    others: Mapping[str, int]

    def of(self, language: str) -> int:
        return self.others.get(language, self.letters)


LONGEST = Room(600, {"ja": 300, "zh": 300, "zh-TW": 300, "ko": 300, EASY: 300})
"""Characters of a bubble. An operator's own measure, no standard."""


@dataclass(frozen=True, slots=True)
class Text:
    """Bubbles in one language. *of* is the mark of the original a translation was made from."""

    state: str
    say: tuple[str, ...]
    of: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Where facts were seen. *page_date* is a year, month, day or ``unknown``, as the page bears it."""

    title: str
    url: str
    page_date: str
    read_on: date
    grade: str


GRADES = ("A", "B", "C", "official", "public", "media", "third-party", "code")


def mark(say: Sequence[str]) -> str:
    """The first 12 hex digits of the SHA-256 of the bubbles joined by an empty line."""
    return hashlib.sha256("\n\n".join(say).encode()).hexdigest()[:12]


def read_said(part: Part, served: Collection[str], longest: Room | None = None) -> Said:
    """One short text in every served language."""
    if part.absent:
        return MappingProxyType({})
    found = _languages(part, served)
    said = {language: entry.text() for language, entry in found.items()}
    for language, text in said.items():
        if longest and length(text, language) > longest.of(language):
            found[language].blemish(f"this has {length(text, language)} characters", f"say it in at most {longest.of(language)}")
    return MappingProxyType(said)


def read_said_lists(part: Part, served: Collection[str]) -> Mapping[str, tuple[str, ...]]:
    """A list of short texts in every served language."""
    if part.absent:
        return MappingProxyType({})
    return MappingProxyType({language: entry.texts() for language, entry in _languages(part, served).items()})


def read_texts(part: Part, served: Collection[str]) -> Mapping[str, Text]:
    """Bubbles in every served language: exactly one original, and no translation of an older original."""
    if part.absent:
        return MappingProxyType({})
    texts: dict[str, Text] = {}
    found = _languages(part, served)
    for language, entry in found.items():
        fields = entry.fields(("state", "say"), ("of",))
        say = _bubbles(fields["say"], language)
        of = fields["of"].text_or_none() if "of" in fields else None
        texts[language] = Text(_state(fields["state"]), say, of or "")
    originals = [language for language, text in texts.items() if text.state == "original"]
    if len(originals) != 1:
        part.wrong(f"{len(originals)} texts are `state: original`", "mark exactly one; the others are translations of it")
        return MappingProxyType(texts)
    wanted = mark(texts[originals[0]].say)
    for language, text in texts.items():
        if text.state != "original" and text.of != wanted:
            what = "it was made from an older original" if text.of else "it does not say which original it was made from"
            found[language].blemish(what, "compare it with the original, then run `python -m content stamp`")
    return MappingProxyType(texts)


def read_sources(part: Part, needed: bool = True, grades: Collection[str] = GRADES) -> tuple[Source, ...]:
    """The sources, each of one of the *grades*; at least one unless nothing of it is ever shown (not *needed*)."""
    sources = []
    for item in part.items():
        fields = item.fields(("title", "url", "page_date", "read_on", "grade"))
        sources.append(
            Source(
                fields["title"].text(), fields["url"].url(), fields["page_date"].page_date(),
                fields["read_on"].day(), fields["grade"].one_of(grades),
            )
        )
    if needed and not sources:
        part.wrong("no source is given", "name the page the facts were read on")
    return tuple(sources)


def read_verified(fields: Mapping[str, Part]) -> str | None:
    """Who of the operator re-read or dialled it, and when; None when nobody has."""
    part = fields.get("verified_on")
    value = part.text_or_none() if part else None
    if part and value and not re.fullmatch(r"\S.* on \d{4}-\d\d-\d\d", value):
        part.wrong(f"`{value}` does not say who and when", "write NAME on 2026-11-22, or null")
    return value


def _languages(part: Part, served: Collection[str]) -> dict[str, Part]:
    found = part.entries()
    for language, entry in found.items():
        if language not in TAGS:
            entry.wrong(f"`{language}` is not one of our languages", f"use one of: {', '.join(TAGS)}")
    if EASY in found:
        check_readings(found[EASY])
    for language in served:
        if found and language not in found:
            part.wrong(f"the text in `{language}` is missing", f"add `{language}:`, since interface.yml says we serve it")
    return found


def _bubbles(part: Part, language: str) -> tuple[str, ...]:
    items = part.items()
    say = tuple(item.text() for item in items)
    longest = LONGEST.of(language)
    if not say:
        part.wrong("there is no bubble", f"write one to {BUBBLES}")
    if len(say) > BUBBLES:
        part.blemish(f"there are {len(say)} bubbles", f"write one to {BUBBLES}")
    for item, bubble in zip(items, say, strict=True):
        if (letters := length(bubble, language)) > longest:
            item.blemish(f"this bubble has {letters} characters", f"say it in at most {longest}, one idea a bubble")
    return say


def check_states(part: Part, served: Collection[str]) -> None:
    """Note what is wrong with the states that a file of short texts names for all of them, by language."""
    for entry in part.entries().values():
        _state(entry)
    for language in served:
        if language not in part.entries():
            part.wrong(f"`{language}` has no state", f"add `{language}: machine`, or who has reviewed it")


def _state(part: Part) -> str:
    state = part.text()
    if state and not re.fullmatch(r"original|machine|reviewed by \S.* on \d{4}-\d\d-\d\d", state):
        part.wrong(f"`{state}` is no state", "write original, machine, or reviewed by NAME on 2026-11-22")
    return state


def closest[T](said: Mapping[str, T], language: str) -> T:
    """What is said in *language*, else in its base (zh-TW: zh, ja-x-easy: ja), else in English, else in whatever there is."""
    for candidate in (language, language.split("-")[0], "en"):
        if candidate in said:
            return said[candidate]
    return next(iter(said.values()))
