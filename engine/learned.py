"""What a text means: all that was learned from the examples, as plain arrays, and how sure it is.

Two views of a text are learned apart and their scores added: its two sentence vectors (meaning, in any language) through
a small network, and its n-grams (wording: the better view of kana and of romanised Japanese) through one-vs-rest
logistic regression. One model serves all languages. By five-fold cross-validation on data/nlu (16,563 examples, 66 intents)
the first intent is right in .845 of English and .867 of Japanese examples; the network alone: .807 and .791, n-grams alone:
.735 and .801. Lower-cased, unpunctuated or misspelt copies of the examples were tried and are not worth their time.

The confidence of the first intent is the probability that it is right. It is calibrated on a fifth of the examples,
which a second model has not seen; that model has seen nothing of `out_of_scope` at all, so that what is learned is how
sure one may be when a message is of a kind nobody thought of. It rests on the score, on its lead over the other
intents', and on the nearest example of the intent.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import combinations_with_replacement
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from encoder import network
from encoder.adaptation import held_out
from encoder.centring import centred, flat, leans, scripts

from engine import ngrams
from engine.fitting import Floats, Ints, calibration, one_vs_rest
from engine.heart import SURE, Heart

OUT_OF_SCOPE = "out_of_scope"

_NGRAMS = 2.0
"""Weight of the n-grams beside the network: by cross-validation on data/nlu."""

_BESIDE, _ASKS = 2.0, -1.0
"""A clause may ask something else than the whole when the n-grams give another intent so little less, and at least so much:
half of the clauses of the frozen messages, with 202 of the 210 in which a second question was found."""

_EVENNESS = 2.0
"""Divides the scores of those that are not first: of held-out examples whose first intent is wrong, the second is right in
.56, and gets .55 of what is left."""

_BELOW = np.float32(0.999)
"""Share of the first one's probability that another may have: with equal ones the alphabet would choose."""

_UNCALIBRATED = np.array([1.0, 0.0, 3.0, -3.0], np.float32)
"""For fewer examples than can be held out: score and nearness, of six scores the pair that rejects best on HINT3 and CLINC150
(`docs/nlu.md`)."""

SAME = 0.97
"""Cosine from which two examples say the same."""
_BLOCK = 1_024
_DIRECTIONS = 24
_ROUNDING = 1e-4
_FEW = 1_000
"""Examples below which none are held out."""
_OFTEN = 2
"""An n-gram counts from so many examples on."""
_STEPS = 127
_THRESHOLDS = (0.2, 0.3, 0.4, 0.5, 0.6)


@dataclass
class Views:
    """What was learned of the two views."""

    means: Floats
    network: list[Floats]
    grams: ngrams.Ngrams
    weights: ngrams.Rounded

    def scores(self, texts: list[str], own: Floats, rows: sp.csr_matrix | None = None) -> Floats:
        """A score for every intent, [texts, intents]; *own* are the texts' centred vectors, *rows* their n-grams if counted."""
        worded = self.grams.scores(texts, self.weights) if rows is None else self.weights.scores(rows)
        scores: Floats = network.scores(self.network, flat(own)) + np.float32(_NGRAMS) * worded
        return scores


@dataclass
class Examples:
    """The examples' centred last vectors in 8 bits, intent by intent: those of intent k from ``starts[k]`` on."""

    vectors: npt.NDArray[np.int8]
    starts: Ints

    @classmethod
    def of(cls, centred: Floats, y: Ints, classes: int) -> Examples:
        order = np.argsort(y, kind="stable")
        vectors = np.round(centred[order, 0] * _STEPS).astype(np.int8)
        return cls(vectors, np.searchsorted(y[order], np.arange(classes + 1)).astype(np.int64))

    def cosine(self, vector: Floats, intent: int) -> float:
        """How near the nearest example of *intent* is to *vector*."""
        near = self.vectors[self.starts[intent] : self.starts[intent + 1]].astype(np.float32)
        return float((near @ vector).max()) / _STEPS if len(near) else 0.0


@dataclass
class Learned:
    """A trained classifier. *report* is what the held-out examples said of it."""

    names: list[str]
    views: Views
    examples: Examples
    heart: Heart
    calibration: Floats
    report: dict[str, Any]

    def confidences(self, texts: list[str], vectors: Floats) -> Floats:
        """The probability of each intent, [texts, intents]; *vectors* are the texts' from `Encoder.depths`.

        The first is the one that is known by heart, or else that with the best score, whose probability is calibrated; what is
        left of one is shared among the others by their scores, all below the first.
        """
        scores, signs = self.signs(texts, vectors)
        rows, first = np.arange(len(scores)), scores.argmax(1)
        sure = _probability(signs, self.calibration)[:, None]
        for row, text in enumerate(texts):
            if (known := self.heart.intent(text)) is not None:
                first[row], sure[row] = known, SURE
        others = np.exp((scores - scores.max(1, keepdims=True)) / _EVENNESS)
        others[rows, first] = 0
        found = (1 - sure) * others / np.maximum(others.sum(1, keepdims=True), 1e-9)
        found = np.minimum(found, sure * _BELOW)
        found[rows, first] = sure[:, 0]
        probabilities: Floats = found.astype(np.float32)
        return probabilities

    def beside(self, texts: list[str], first: str) -> list[str]:
        """Those of *texts* whose wording alone lets them ask something else than *first*: the others need no vectors."""
        if not texts:
            return []
        scores = self.views.grams.scores(texts, self.views.weights)
        known = [self.names.index(name) for name in (first, OUT_OF_SCOPE) if name in self.names]
        least = np.maximum(scores[:, self.names.index(first)] - _BESIDE, _ASKS)
        scores[:, known] = -np.inf
        return [text for text, near in zip(texts, scores.max(1) > least, strict=True) if near]

    def signs(self, texts: list[str], vectors: Floats, rows: sp.csr_matrix | None = None) -> tuple[Floats, Floats]:
        """The scores, and what the confidence of the first intent rests on; *rows* as in `Views.scores`."""
        own = centred(vectors, scripts(texts), self.views.means)
        scores = self.views.scores(texts, own, rows)
        best = scores.max(1)
        lead = -np.log(np.exp(scores - best[:, None]).sum(1))
        near = [self.examples.cosine(c[0], int(first)) for c, first in zip(own, scores.argmax(1), strict=True)]
        return scores, np.stack([best, lead, np.array(near, np.float32)], axis=1)

    def write(self, folder: Path) -> None:
        """Write everything into *folder*: arrays and JSON, nothing that could hold code."""
        known = {"names": self.names, "report": self.report}
        (folder / "learned.json").write_text(json.dumps(known), "utf-8")
        arrays: dict[str, npt.NDArray[Any]] = {
            "means": self.views.means, "weights": self.views.weights.rows, "steps": self.views.weights.steps,
            "bias": self.views.weights.bias, "calibration": self.calibration,
            "examples": self.examples.vectors, "starts": self.examples.starts,
            "heart": self.heart.keys, "heart_intents": self.heart.intents,
        }  # fmt: skip
        arrays |= {f"network{k}": part for k, part in enumerate(self.views.network)}
        for k, kind in enumerate(self.views.grams.kinds):
            arrays |= {f"grams{k}": kind.keys, f"rarity{k}": kind.rarity}
        for name, array in arrays.items():
            np.save(folder / f"{name}.npy", array, allow_pickle=False)


def read(folder: Path) -> Learned:
    """What `Learned.write` wrote into *folder*. The two large arrays stay on the disk: of forty megabytes a message needs a few
    rows. The folder may be deleted meanwhile."""

    def array(name: str, mapped: bool = False) -> npt.NDArray[Any]:
        found: npt.NDArray[Any] = np.load(folder / f"{name}.npy", "r" if mapped else None, allow_pickle=False)
        return np.asarray(found)

    known = json.loads((folder / "learned.json").read_text("utf-8"))
    kinds = range(ngrams.KINDS)
    grams = ngrams.of([array(f"grams{k}") for k in kinds], [array(f"rarity{k}") for k in kinds])
    weights = ngrams.Rounded(array("weights", mapped=True), array("steps"), array("bias"))
    views = Views(array("means"), [array(f"network{k}") for k in range(4)], grams, weights)
    examples = Examples(array("examples", mapped=True), array("starts"))
    heart = Heart(array("heart"), array("heart_intents"))
    return Learned(known["names"], views, examples, heart, array("calibration"), known["report"])


def learn(texts: list[str], intents: list[str], vectors: Floats, aimed: Sequence[bool] = ()) -> Learned:
    """What can be learned from examples; *vectors* are theirs from `Encoder.depths`. Takes two threads.

    Those *aimed* at what an earlier model got wrong are learned from, and do not tell how sure one may be.
    """
    names = sorted(set(intents))
    y = np.array([names.index(intent) for intent in intents], np.int64)
    kept, held = _held_out(texts)
    seen = kept[np.array(intents)[kept] != OUT_OF_SCOPE]
    groups = scripts(texts)
    rounds = [np.arange(len(y)), seen] if len(held) and len(seen) else [np.arange(len(y))]

    def meant(chosen: Ints) -> tuple[Floats, list[Floats], Examples]:
        means = leans(vectors[chosen], groups[chosen])
        own = centred(vectors[chosen], groups[chosen], means)
        return means, network.learn(flat(own), y[chosen], len(names)), Examples.of(own, y[chosen], len(names))

    def worded(chosen: Ints) -> tuple[ngrams.Ngrams, ngrams.Rounded, ngrams.Terms]:
        grams, terms = ngrams.learn(counted, chosen, _OFTEN if len(chosen) >= _FEW else 1)
        return grams, ngrams.Rounded.of(one_vs_rest(terms.rows(chosen), y[chosen], len(names))), terms

    with ThreadPoolExecutor(2) as threads:
        # Networks need no n-grams: they are learned while these are counted.
        meanings = [threads.submit(meant, chosen) for chosen in rounds]
        counted = ngrams.count(texts)
        wordings = [threads.submit(worded, chosen) for chosen in rounds]
        doubtful = threads.submit(conflicts, texts, y, names, vectors[:, 0])
    found: list[tuple[Learned, ngrams.Terms]] = []
    for chosen, meaning, wording in zip(rounds, meanings, wordings, strict=True):
        means, parts, examples = meaning.result()
        grams, weights, terms = wording.result()
        heart = Heart.of([texts[k] for k in chosen], y[chosen])
        found.append((Learned(names, Views(means, parts, grams, weights), examples, heart, _UNCALIBRATED, {}), terms))
    whole, _ = found[0]
    whole.report["conflicts"] = doubtful.result()
    asked = held[~np.array(aimed, bool)[held]] if aimed else held
    for part, terms in found[1:]:
        if len(asked):
            _calibrate(whole, *part.signs([texts[k] for k in asked], vectors[asked], terms.rows(asked)), y[asked])
    return whole


def conflicts(texts: list[str], y: Ints, names: list[str], vectors: Floats) -> list[list[str]]:
    """[text, intent, text, intent] of examples that mean the same to the encoder and stand under two intents, nearest first;
    *vectors* [n, d] are of length one.

    Two are no nearer whole than along the few directions in which vectors differ most: those alone are looked at first.
    """
    rough = vectors @ _directions(vectors)
    half, unit = (rough * rough).sum(1, keepdims=True) / 2, np.ones((len(texts), 1), np.float32)
    left, right = np.hstack([rough, -half, unit]), np.hstack([rough, unit, -half])
    found: list[tuple[float, int, int]] = []
    for row, column in combinations_with_replacement(range(0, len(texts), _BLOCK), 2):
        # a·b - |a|²/2 - |b|²/2 = -|a - b|²/2; rounding allowed for
        halved = left[row : row + _BLOCK] @ right[column : column + _BLOCK].T
        ones, others = np.divmod(np.flatnonzero(halved > SAME - 1 - _ROUNDING), halved.shape[1])
        ones, others = ones + row, others + column
        some = (ones < others) & (y[ones] != y[others])
        ones, others = ones[some], others[some]
        cosines = np.einsum("ij,ij->i", vectors[ones], vectors[others])
        same = cosines > SAME
        found += zip(cosines[same].tolist(), ones[same].tolist(), others[same].tolist(), strict=True)
    return [[texts[one], names[y[one]], texts[other], names[y[other]]] for _, one, other in sorted(found, reverse=True)]


def _directions(vectors: Floats) -> Floats:
    """[d, few]: the directions in which *vectors* differ most, at right angles."""
    moved = vectors - vectors.mean(0)
    found: Floats = np.linalg.eigh(moved.T @ moved)[1][:, -_DIRECTIONS:]
    return found


def _calibrate(found: Learned, scores: Floats, signs: Floats, y: Ints) -> None:
    """Calibrate *found* by what another, who has not seen them, makes of examples of the intents *y*."""
    right = scores.argmax(1) == y
    if right.all() or not right.any():
        return
    found.calibration = calibration(signs, right)
    sure = _probability(signs, found.calibration)
    known = np.array([found.names[k] != OUT_OF_SCOPE for k in y])
    found.report |= {
        "held_out": len(y),
        "right": _mean(right[known]),
        "at": {
            str(threshold): {
                "answered": _mean(sure[known] >= threshold),
                "of_these_right": _mean(right[known & (sure >= threshold)]),
                "never_seen_answered": _mean(sure[~known] >= threshold),
            }
            for threshold in _THRESHOLDS
        },
    }


def _held_out(texts: list[str]) -> tuple[Ints, Ints]:
    """Places of the examples kept and of the fifth held out, which the encoder has not learned from; of few, none is."""
    held = np.array([len(texts) >= _FEW and held_out(text) for text in texts], bool)
    return np.flatnonzero(~held), np.flatnonzero(held)


def _probability(signs: Floats, weights: Floats) -> Floats:
    sure: Floats = 1 / (1 + np.exp(-np.clip(signs @ weights[:-1] + weights[-1], -30, 30)))
    return sure


def _mean(values: npt.NDArray[np.bool_]) -> float | None:
    return round(float(values.mean()), 4) if len(values) else None
