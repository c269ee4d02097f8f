"""Which language words in Latin letters are, by their n-grams: also Nepali, Thai, Burmese … as people romanise them.

Naive Bayes over runs of one to five letters and whole words, learned from the examples of `data/nlu` (`learn.py`). The
folder a message stands in is its language; who writes English with Tagalog words stands in both, so that lines which
look like another language's are left out of the second counting.
"""

import json
import math
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

LONGEST = 5
"""Letters of the longest run."""
LEAST = 2
"""Times an n-gram must have been seen."""
SMOOTHING = 0.5
PARTS = 4
"""A line is judged by what the other parts of the lines taught."""
CLEAR = 1.0
"""Lead (see `Grams.guess`) from which a line that looks like another language's is left out."""


@dataclass(frozen=True)
class Grams:
    """*weights* [n-grams, languages]: logarithms of how likely each n-gram is in each language."""

    languages: tuple[str, ...]
    places: Mapping[str, int]
    weights: npt.NDArray[np.float16]

    def guess(self, words: Sequence[str]) -> tuple[str, float]:
        """The likeliest language of *words* (lower case, accents as typed) and its lead over the second, in nats over the
        root of the number of n-grams; ('', 0) when nothing of them is known."""
        rows = [place for gram in grams(words) if (place := self.places.get(gram)) is not None]
        if not rows:
            return "", 0.0
        sums = self.weights[rows].sum(0, dtype=np.float32)
        second, first = np.argsort(sums)[-2:]
        return self.languages[first], float(sums[first] - sums[second]) / math.sqrt(len(rows))

    def write(self, path: Path) -> None:
        """Write everything as arrays to *path*, nothing that could hold code."""
        names = json.dumps({"languages": self.languages, "grams": list(self.places)}, ensure_ascii=False).encode()
        with path.open("wb") as file:
            np.savez(file, names=np.frombuffer(names, np.uint8), weights=self.weights)


def read(path: Path) -> Grams:
    """What `Grams.write` wrote; raises OSError, ValueError or KeyError for anything else."""
    with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
        names: dict[str, Any] = json.loads(arrays["names"].tobytes())
        places = {gram: place for place, gram in enumerate(names["grams"])}
        return Grams(tuple(names["languages"]), places, arrays["weights"])


def learn(lines: Mapping[str, Sequence[Sequence[str]]]) -> Grams:
    """What *lines* (by language, each a line's words) teach, without those that look like another language's."""
    kept: dict[str, list[Sequence[str]]] = defaultdict(list)
    for part in range(PARTS):
        others = _counted({code: [line for n, line in enumerate(some) if n % PARTS != part] for code, some in lines.items()})
        for code, some in lines.items():
            for line in some[part::PARTS]:
                guessed, lead = others.guess(line)
                if guessed in {code, ""} or lead < CLEAR:
                    kept[code].append(line)
    return _counted(kept)


def grams(words: Iterable[str]) -> list[str]:
    """All runs of letters of *words*, borders included, and each word whole."""
    found: list[str] = []
    for word in words:
        padded = f" {word} "
        for length in range(1, LONGEST + 1):
            found += [padded[at : at + length] for at in range(len(padded) - length + 1)]
        found.append(f"#{word}")
    return found


def bare(word: str) -> str:
    """*word* as it is typed without accents."""
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c)).replace("đ", "d")


def _counted(lines: Mapping[str, Sequence[Sequence[str]]]) -> Grams:
    languages = tuple(sorted(lines))
    counts = {code: Counter[str]() for code in languages}
    for code, some in lines.items():
        for line in some:
            counts[code].update(grams(line))
            if (plain := [bare(word) for word in line]) != list(line):  # as often typed without accents as with
                counts[code].update(grams(plain))
    total = sum(counts.values(), Counter[str]())
    known = sorted(gram for gram, times in total.items() if times >= LEAST)
    weights = np.empty((len(known), len(languages)), np.float16)
    for column, code in enumerate(languages):
        whole = counts[code].total() + SMOOTHING * len(known)
        weights[:, column] = [math.log((counts[code][gram] + SMOOTHING) / whole) for gram in known]
    return Grams(languages, {gram: place for place, gram in enumerate(known)}, weights)
