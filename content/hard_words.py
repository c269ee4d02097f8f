"""Words of offices that are hard to read, and what to say instead."""

import re
from collections.abc import Iterable, Iterator, Mapping

from content.parts import Part
from content.texts import TAGS, UNSPACED

NAME = "hard_words"
_MARKS = "\u0300-\u036f\u0900-\u0963"
"""Accents that stand alone and the vowel signs of Devanagari: parts of a word that `\\w` does not know."""

type HardWords = Mapping[str, Mapping[str, str]]
"""By language: what to say instead, by the word; a `*` at its end stands for any letters."""


def read_hard_words(part: Part) -> HardWords:
    """The file hard_words.yml."""
    fields = part.fields(("owner", "words"))
    fields["owner"].text()
    found = {}
    for language, entry in fields["words"].entries().items():
        if language not in TAGS:
            entry.wrong(f"`{language}` is not one of our languages", f"use one of: {', '.join(TAGS)}")
        found[language] = {word: instead.text() for word, instead in entry.entries().items()}
    return found


def check_hard_words(words: HardWords, parts: Iterable[Part]) -> None:
    """Note every text in *parts* that says one of the *words* of its language."""
    patterns = {language: _pattern(hard, language) for language, hard in words.items() if hard}
    for part in parts:
        for language, scalar in _said(part, ""):
            if language in patterns and (found := patterns[language].search(str(scalar.node.value))):
                word, instead = _entry(words[language], found)
                scalar.blemish(f"`{word}` is hard to read", f"say: {instead}")


def _entry(hard: Mapping[str, str], found: re.Match[str]) -> tuple[str, str]:
    """The entry of *hard* that was *found*, and what to say instead."""
    return list(hard.items())[int(found.lastindex or 1) - 1]


def _pattern(hard: Mapping[str, str], language: str) -> re.Pattern[str]:
    """Each word in a group of its own; where words are not spaced, it may stand anywhere."""
    before, after = ("", "") if language in UNSPACED else (rf"(?<![\w{_MARKS}])", rf"(?![\w{_MARKS}])")
    words = (f"{re.escape(word.rstrip('*'))}{'' if word.endswith('*') else after}" for word in hard)
    return re.compile(before + "(?:" + "|".join(f"({word})" for word in words) + ")", re.IGNORECASE)


def _said(part: Part, language: str) -> Iterator[tuple[str, Part]]:
    """Every text inside *part*, with the language under which it stands."""
    if part.is_mapping:
        for name, entry in part.entries().items():
            if name not in ("state", "of"):
                yield from _said(entry, name if name in TAGS else language)
    elif part.is_list:
        for item in part.items():
            yield from _said(item, language)
    elif language:
        yield language, part
