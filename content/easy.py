"""Easy Japanese, a variant of ja: spaces between phrases, and behind every kanji its reading, written as 漢字（かんじ）."""

import re
from collections.abc import Collection

from content.parts import Part

EASY = "ja-x-easy"
"""A person may choose it; whoever writes a language that we cannot tell is answered in it and in English."""
_KANJI = "[㐀-䶿一-鿿豈-﫿々〆ヶ]+"
_READ = re.compile(rf"({_KANJI})（[ぁ-ゖー・ 　]+）")
_ALONE = re.compile(_KANJI)


def plain(language: str) -> str:
    """The language that *language* is a variant of (ja for ja-x-easy), else itself: what people speak and write."""
    return language.partition("-x-")[0]


def without_variants(served: Collection[str]) -> tuple[str, ...]:
    """Those of *served* in which a text must stand that has no easy form, such as a place's name."""
    return tuple(language for language in served if plain(language) == language)


def bare(text: str) -> str:
    """*text* without its readings."""
    return _READ.sub(r"\1", text)


def length(text: str, language: str) -> int:
    """Characters of *text* that take room: readings stand above their kanji."""
    return len(bare(text)) if language == EASY else len(text)


def unread(text: str) -> str | None:
    """The first kanji in *text* that no reading follows, or None."""
    found = _ALONE.search(_READ.sub("", text))
    return found.group() if found else None


def check_readings(part: Part) -> None:
    """Note every text in *part* with kanji that whoever reads easy Japanese could not read aloud."""
    for scalar in part.scalars(skip=("state", "of")):
        if kanji := unread(str(scalar.node.value)):
            scalar.blemish(f"`{kanji}` has no reading", "write it behind the kanji alone, in hiragana: 働（はたら）く")
