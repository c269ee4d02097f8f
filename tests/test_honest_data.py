"""Nothing is measured with what was learned: no example of data/ is a row of a frozen set."""

import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import yaml

from bot.door.evaluate import read_rows
from bot.examples import examples
from bot.settings import ROOT
from tests.test_architecture import FROZEN

SETS = ("nlu", "safety")
WORDS, LETTERS = 2, 8
"""What everybody writes ("hello", "help me", "はい") has to be learned and is measured too: so many words of an alphabet
with spaces, so many letters of a script that needs few of them."""


def same(text: str) -> str:
    """*text* without what makes no difference: case, width, spaces, punctuation."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in folded if c.isalnum() or unicodedata.category(c)[0] == "M")


def everybodys(text: str) -> bool:
    """Whether *text* is so short that two people write it without knowing of each other."""
    dense = sum(ord(character) > 0x0DFF and character.isalpha() for character in text)  # Thai and all that follow
    return dense <= LETTERS and len(text.split()) <= WORDS


def frozen() -> set[str]:
    """What is measured with, folded."""
    files = [file for name in SETS for file in sorted((ROOT / FROZEN / name).glob("*.tsv"))]
    return {key for file in files for row in read_rows(file) if (key := same(row.text)) and not everybodys(row.text)}


def learned(data: Path) -> Iterator[tuple[str, str]]:
    """(file or folder, text) of every example below *data*; phrases are rules and no examples."""
    for folder in sorted(folder for folder in (data / "nlu").iterdir() if folder.is_dir()):
        yield from ((f"nlu/{folder.name}", text) for _, text in examples(folder))
    for file in sorted((data / "safety").rglob("*.yml")):
        book = yaml.load(file.read_text("utf-8"), yaml.CBaseLoader)
        groups = [lines for part in ("must", "must_not") for lines in book.get(part, {}).values()]
        yield from ((str(file.relative_to(data)), text) for lines in groups for text in lines.splitlines())


def test_no_example_is_a_row_of_a_frozen_set() -> None:
    """A figure says how people we have never read are understood. Remove the example, never the row; nobody reads the rows,
    so that only counts are shown."""
    rows, examples_of, copied = frozen(), Counter[str](), Counter[str]()
    for place, text in learned(ROOT / "data"):
        examples_of[place] += 1
        copied[place] += same(text) in rows
    counted = len(rows)
    assert counted >= 6_000
    assert len(examples_of) >= 14 + 14 + 14 and examples_of.total() >= 20_000
    assert +copied == {}
