"""`python -m bot.languages.learn DATA FILE`: learns the n-grams of every language from the examples in DATA/nlu."""

import sys
from pathlib import Path

from bot.examples import examples
from bot.languages import grams
from bot.languages.words import latin

LATIN = 0.6
"""Share of a line's letters that must be Latin."""
TOGETHER = {"zh-TW": "zh"}
"""Pinyin says nothing of the characters it stands for."""


def lines(data: Path) -> dict[str, list[list[str]]]:
    """The words of every line in Latin letters below *data*/nlu, by language."""
    found: dict[str, list[list[str]]] = {}
    for folder in sorted(folder for folder in (data / "nlu").iterdir() if folder.is_dir()):
        some = found.setdefault(TOGETHER.get(folder.name, folder.name), [])
        for _, text in examples(folder):
            words, letters = latin(text), sum(map(str.isalpha, text))
            if words and sum(map(len, words)) >= LATIN * letters:
                some.append(words)
    return {code: some for code, some in found.items() if some}


if __name__ == "__main__":
    source, target = map(Path, sys.argv[1:])
    target.parent.mkdir(parents=True, exist_ok=True)
    new = target.with_suffix(".new")
    grams.learn(lines(source)).write(new)
    new.replace(target)
