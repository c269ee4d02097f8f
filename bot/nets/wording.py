"""The wording of a text as hashed n-grams of its folded characters, and a linear classifier on them: plain NumPy arrays.

An n-gram's place is a hash, so that nothing has to be kept but weights. Two that share a place are rare enough.
"""

import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from bot.nets.fold import BORDER, is_word, tokens

type Floats = npt.NDArray[np.float32]
type Ints = npt.NDArray[np.int64]

LONGEST = 4
"""Characters of an n-gram."""
PLACES = 1 << 18
_FACTOR, _SPREAD, _WORD = np.uint64(1_000_003), np.uint64(2_654_435_761), np.uint64(0xFFFF_FFFF)
_PIECE = re.compile(r"[^ .]+")
_BATCH, _EPOCHS, _RATE, _TINY = 512, 3, 0.3, 1e-6
_CHUNK, _SMOOTH = 4_096, 1e-3


def places(text: str) -> Ints:
    """The places of the n-grams of *text*, each once; any string will do."""
    return np.unique(np.concatenate(_runs(_laid_out(text))))


def scores(weights: Floats, some: Ints) -> Floats:
    """The score of every class; *weights* are [PLACES + 1, classes], the last row the bias."""
    found: Floats = weights[some].sum(0) / np.float32(len(some) ** 0.5) + weights[-1]
    return found


def telling(weights: Floats, text: str, kind: int, most: int) -> list[str]:
    """At most *most* pieces of *text* (folded; words whole) whose n-grams spoke most for class *kind* against the first one."""
    laid, pull = _laid_out(text), weights[:, kind] - weights[:, 0]
    weight = np.zeros(len(laid), np.float32)
    for length, run in enumerate(_runs(laid), 1):
        for shift in range(length):
            weight[shift : shift + len(run)] += pull[run] / length
    found: dict[str, float] = {}
    for match in _PIECE.finditer(laid):
        for piece, start in _pieces(match.group(), match.start(), weight):
            found[piece] = max(found.get(piece, 0.0), float(weight[start : start + len(piece)].sum()))
    return sorted((piece for piece in found if found[piece] > 0), key=lambda piece: -found[piece])[:most]


def _pieces(part: str, start: int, weight: Floats) -> list[tuple[str, int]]:
    """*part* if it is a word, else its runs of characters that weigh more than half of the heaviest."""
    if is_word(part):
        return [(part, start)]
    own = weight[start : start + len(part)]
    heavy = "".join("x" if own.max() > 0 and each >= own.max() / 2 else " " for each in own)
    return [(part[run.start() : run.end()], start + run.start()) for run in re.finditer("x+", heavy)]


def _runs(laid: str) -> list[Ints]:
    """For each length from 1 to LONGEST the places of all runs of so many characters, in the order of the text."""
    signs = np.frombuffer(laid.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
    found, hashed = [], np.zeros(len(signs), np.uint64)
    for length in range(1, LONGEST + 1):
        hashed = (hashed[: len(signs) - length + 1] * _FACTOR + signs[length - 1 :]) & _WORD
        found.append(((hashed * _SPREAD >> np.uint64(7)) & np.uint64(PLACES - 1)).astype(np.int64))
    return found


def learn(texts: Sequence[Ints], y: Ints, classes: int) -> Floats:
    """Weights of class-balanced one-vs-rest logistic regression, seeded; *texts* are their `places`.

    It begins with naive Bayes' log ratios (Wang and Manning 2012) and goes on by AdaGrad (Duchi et al. 2011): three rounds
    are as good as eight from nothing.
    """
    dice = np.random.default_rng(0)
    count = np.maximum(np.bincount(y, minlength=classes), 1)
    rest = np.maximum(len(y) - count, 1)
    yes, no = len(y) / (2 * count), len(y) / (2 * rest)
    weights, squares = np.zeros((PLACES + 1, classes), np.float32), np.full((PLACES + 1, 1), _TINY, np.float32)
    weights[:-1] = _ratios(texts, y, count, rest)
    for epoch in range(_EPOCHS):
        order = dice.permutation(len(texts))
        for at in range(0, len(order), _BATCH):
            chosen = order[at : at + _BATCH]
            inside, share, sizes = _together([texts[k] for k in chosen])
            starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
            held = np.add.reduceat(weights[inside] * share[:, None], starts) + weights[-1]
            pull = 1 / (1 + np.exp(-np.clip(held, -30, 30)))
            own = (np.arange(len(chosen)), y[chosen])
            right = (pull[own] - 1) * yes[y[chosen]]
            pull *= no
            pull[own] = right
            columns, back = np.unique(inside, return_inverse=True)
            pulls = np.repeat(pull, sizes, axis=0) * share[:, None]
            slope = np.stack([np.bincount(back, pulls[:, k], len(columns)) for k in range(classes)], axis=1)
            columns, slope = np.append(columns, PLACES), np.vstack([slope, pull.sum(0, keepdims=True)]).astype(np.float32)
            squares[columns] += (slope * slope).mean(1, keepdims=True)
            weights[columns] -= np.float32(_RATE * (1 - epoch / _EPOCHS)) * slope / np.sqrt(squares[columns])
    return weights


def _ratios(texts: Sequence[Ints], y: Ints, count: Ints, rest: Ints) -> Floats:
    """[PLACES, classes]: the logarithm of a place's mean in a class over its mean in all others."""
    sums = np.zeros((len(count), PLACES))
    for kind in range(len(count)):
        own = np.flatnonzero(y == kind)
        for at in range(0, len(own), _CHUNK):
            inside, share, _ = _together([texts[k] for k in own[at : at + _CHUNK]])
            sums[kind] += np.bincount(inside, share, PLACES)
    means, others = sums.T / count, (sums.sum(0) - sums).T / rest
    ratios: Floats = np.log((means + _SMOOTH) / (others + _SMOOTH)).astype(np.float32)
    return ratios


def _together(some: Sequence[Ints]) -> tuple[Ints, Floats, Ints]:
    """The places of all of *some*, the share of each in the score of its text, and how many each text has."""
    sizes = np.array([len(text) for text in some])
    return np.concatenate(some), np.repeat(1 / np.sqrt(sizes), sizes).astype(np.float32), sizes


def _laid_out(text: str) -> str:
    """The folded tokens of *text* with a space around words, none between characters, and a full stop between sentences."""
    parts = (f" {token} " if is_word(token) else "." if token == BORDER else token for token in tokens(text))
    return re.sub(" {2,}", " ", f".{''.join(parts)}.")
