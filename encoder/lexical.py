"""How alike texts are in their wording: runs of characters, the rarer the weightier (TF-IDF, as scikit-learn's `char_wb`).

Plain arrays, kept by run, so that a question looks up its own and nothing else. A run is known by its hash; no text is kept.
"""

import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from encoder.network import Floats, Ints
from encoder.normalise import normalise

LENGTHS = (3, 4)
"""Characters of a run; white space counts as one on both sides of a word."""


@dataclass(frozen=True)
class Wording:
    """*runs* are hashes in order; run k is in the texts *rows* from starts[k] to starts[k + 1], with these *weights* [0, 1].
    *count* is how many texts there are."""

    runs: "npt.NDArray[np.uint32]"
    starts: Ints
    rows: "npt.NDArray[np.unsignedinteger[Any]]"
    weights: "npt.NDArray[np.float16]"
    count: int

    def alike(self, text: str) -> Floats:
        """The cosine of *text* with each of the texts [count], of the runs that any of them has; 0 where none is shared."""
        counted = Counter(_runs(text))
        asked = np.array(sorted(counted), np.uint32)
        places = np.searchsorted(self.runs, asked)
        known = places < len(self.runs)
        known[known] = self.runs[places[known]] == asked[known]
        places, times = places[known], np.array([counted[int(run)] for run in asked[known]], np.float64)
        first, last = self.starts[places], self.starts[places + 1]
        own = (1 + np.log(times)) * _rarity(last - first, self.count)
        found = np.zeros(self.count)
        for start, end, weight in zip(first, last, own / max(np.linalg.norm(own), 1e-9), strict=True):
            found[self.rows[start:end]] += self.weights[start:end] * weight
        return found.astype(np.float32)

    def arrays(self) -> "dict[str, npt.NDArray[Any]]":
        """What `of` takes, without *count*."""
        return {"runs": self.runs, "starts": self.starts, "rows": self.rows, "weights": self.weights}


def learn(texts: "Sequence[str]") -> Wording:
    """The wording of *texts*."""
    counted = [Counter(_runs(text)) for text in texts]
    sizes = [len(one) for one in counted]
    runs = np.fromiter((run for one in counted for run in one), np.uint32, sum(sizes))
    times = np.fromiter((times for one in counted for times in one.values()), np.float64, sum(sizes))
    rows = np.repeat(np.arange(len(texts)), sizes)
    order = np.argsort(runs, kind="stable")
    each, spread = np.unique(runs, return_counts=True)
    starts = np.concatenate([[0], np.cumsum(spread)]).astype(np.int64)
    weights = (1 + np.log(times[order])) * np.repeat(_rarity(spread, len(texts)), spread)
    lengths = np.sqrt(np.bincount(rows[order], weights**2, minlength=len(texts)))
    weights = (weights / lengths[rows[order]]).astype(np.float16)
    return Wording(each, starts, rows[order].astype(np.min_scalar_type(len(texts))), weights, len(texts))


def of(arrays: "Mapping[str, npt.NDArray[Any]]", count: int) -> Wording:
    """What `Wording.arrays` gave; raises KeyError for what is not there."""
    return Wording(arrays["runs"], arrays["starts"], arrays["rows"], arrays["weights"], count)


def _rarity(spread: Ints, count: int) -> "npt.NDArray[np.float64]":
    found: npt.NDArray[np.float64] = np.log((1 + count) / (1 + spread)) + 1
    return found


def _runs(text: str) -> "list[int]":
    """The hashes of the runs in *text*, as often as they stand there; a word shorter than a run is one by itself."""
    found = []
    for word in normalise(text).lower().split():
        padded = f" {word} "
        for length in LENGTHS:
            pieces = range(max(1, len(padded) - length + 1))
            found += [zlib.crc32(padded[at : at + length].encode("utf-8", "surrogatepass")) for at in pieces]
            if len(padded) <= length:
                break
    return found
