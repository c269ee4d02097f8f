"""The n-grams of a text, weighted by how rare they are (TF-IDF): wording, for any script, with no tokenizer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer

from engine.fitting import Floats, Ints
from engine.folding import fold

Keys = npt.NDArray[np.uint64]

_LONGEST = 4
_KINDS: tuple[dict[str, Any], ...] = (
    {"analyzer": "char_wb", "ngram_range": (1, _LONGEST)},
    {"analyzer": "word", "ngram_range": (1, 2), "token_pattern": r"\w+"},
)
KINDS = len(_KINDS)
_REACH, _TINY = 127, 1e-9
_LETTER = 21
"""Bits of a character."""
# Each kind's row has length one; both together have too.
_SHARE = np.float32(len(_KINDS) ** -0.5)


@dataclass
class Kind:
    """The n-grams of one kind, characters or words: the *keys* of those that count, in order, and how rare each is. The text of
    260,000 n-grams would take forty megabytes."""

    cut: Callable[[str], Iterable[str]]
    keys: Keys
    rarity: Floats

    def row(self, folded: str) -> tuple[Ints, Floats]:
        """Places and weights of the n-grams of a text, the same as `TfidfTransformer` gives in a fifth of its time."""
        count = Counter(self.cut(folded))
        asked, often = keys(count), np.fromiter(count.values(), np.float32, len(count))
        places = np.searchsorted(self.keys, asked)
        known = places < len(self.keys)
        known[known] = self.keys[places[known]] == asked[known]
        places, often = places[known].astype(np.int64), often[known]
        weights = (1 + np.log(often)) * self.rarity[places]
        return places, weights / max(float(np.linalg.norm(weights)), 1e-6)


@dataclass
class Rounded:
    """Weights [n, m] in 8 bits, each row with a step of its own, and the bias [m]."""

    rows: npt.NDArray[np.int8]
    steps: Floats
    bias: Floats

    @classmethod
    def of(cls, weights: Floats) -> Rounded:
        """*weights* [n + 1, m], the last row the bias."""
        steps = np.maximum(np.abs(weights[:-1]).max(1), _TINY) / _REACH
        return cls(np.round(weights[:-1] / steps[:, None]).astype(np.int8), steps.astype(np.float32), weights[-1])

    def sum(self, places: Ints, values: Floats) -> Floats:
        """The rows in these *places*, each times its value, added."""
        found: Floats = (values * self.steps[places]) @ self.rows[places].astype(np.float32)
        return found

    def scores(self, rows: sp.csr_matrix) -> Floats:
        """What `Ngrams.scores` says of texts of which the *rows* are at hand."""
        found: Floats = rows @ (self.rows * self.steps[:, None]) + self.bias
        return found


@dataclass
class Ngrams:
    """All kinds; places count through."""

    kinds: list[Kind]

    def scores(self, texts: list[str], weights: Rounded) -> Floats:
        """For each text the sum of its n-grams' rows of *weights* [n-grams, m], and the bias."""
        found = np.repeat(weights.bias[None], len(texts), axis=0)
        for text, scores in zip(texts, found, strict=True):
            folded, begin = fold(text), 0
            for kind in self.kinds:
                places, values = kind.row(folded)
                scores += weights.sum(places + begin, values * _SHARE)
                begin += len(kind.keys)
        return found


@dataclass(frozen=True)
class Counted:
    """How often each n-gram stands in each of some texts: its *names* and a row a text, kind by kind."""

    names: list[npt.NDArray[Any]]
    rows: list[sp.csr_matrix]


def count(texts: list[str]) -> Counted:
    """The n-grams of *texts*."""
    folded = [fold(text) for text in texts]
    counter = CountVectorizer(dtype=np.float32, **_KINDS[1])
    words = counter.fit_transform(folded)
    names, characters = _characters(folded)
    return Counted([names, counter.get_feature_names_out()], [characters, words])


def _characters(folded: list[str]) -> tuple[npt.NDArray[Any], sp.csr_matrix]:
    """What `CountVectorizer` counts of characters, in another order and half of its time: each n-gram is a number, that of
    the n-gram one shorter and the letter that follows."""
    words = [[f" {word} " for word in text.lower().split()] for text in folded]
    whole = "".join(word for some in words for word in some)
    letters = np.frombuffer(whole.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.int64)
    sizes = np.array([len(word) for some in words for word in some], np.int64)
    places, ends = np.arange(len(letters)), np.repeat(np.cumsum(sizes), sizes)
    rows = np.repeat(np.arange(len(words)), [sum(map(len, some)) for some in words])
    names, counted, shorter = [], [], np.zeros(len(letters), np.int64)
    for length in range(1, _LONGEST + 1):
        at = places[places + length <= ends]
        found, first, which = np.unique(shorter[at] << _LETTER | letters[at + length - 1], return_index=True, return_inverse=True)
        shorter[at] = which
        names += [whole[begin : begin + length] for begin in at[first].tolist()]
        counted.append(sp.csr_matrix((np.ones(len(at), np.float32), (rows[at], which)), (len(words), len(found))))
    return np.array(names), sp.hstack(counted, "csr")


@dataclass(frozen=True)
class Terms:
    """Counted texts in terms of n-grams that were learned: for each kind its columns and their weighing."""

    kinds: list[tuple[sp.csr_matrix, Ints, TfidfTransformer]]

    def rows(self, some: Ints) -> sp.csr_matrix:
        """Rows of the texts in the places *some*."""
        return sp.hstack([weigh.transform(row[some][:, columns]) for row, columns, weigh in self.kinds]).tocsr() * _SHARE


def learn(counted: Counted, chosen: Ints, least: int) -> tuple[Ngrams, Terms]:
    """The n-grams found in at least *least* of the texts in the places *chosen*, weighted by how rare they are in these."""
    known, kinds = [], []
    for names, row in zip(counted.names, counted.rows, strict=True):
        some = row[chosen]
        often = np.flatnonzero(np.bincount(some.indices, minlength=some.shape[1]) >= least)
        found = keys(names[often])
        order = np.argsort(found)
        columns = often[order]
        kinds.append((row, columns, TfidfTransformer(sublinear_tf=True).fit(some[:, columns])))
        known.append(found[order])
    return of(known, [weigh.idf_ for _, _, weigh in kinds]), Terms(kinds)


def of(known: Iterable[Keys], rarities: Iterable[npt.NDArray[np.float32]]) -> Ngrams:
    """The n-grams with these keys, in order, and *rarities*, kind by kind."""
    found = []
    for kind, some, rarity in zip(_KINDS, known, rarities, strict=True):
        found.append(Kind(CountVectorizer(**kind).build_analyzer(), some, rarity.astype(np.float32)))
    return Ngrams(found)


def keys(grams: Iterable[str]) -> Keys:
    """A number for each of *grams*; two of a million share one once in 40 million trainings."""
    digests = b"".join(blake2b(gram.encode("utf-8", "surrogatepass"), digest_size=8).digest() for gram in grams)
    return np.frombuffer(digests, np.uint64)
