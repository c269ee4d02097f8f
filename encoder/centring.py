"""The lean of a script taken off: vectors of texts in one script all point a little the same way, which says nothing."""

import re
from collections.abc import Sequence

import numpy as np

from encoder.network import Floats, Ints

# Han; kana; every other script but Latin and its neighbours.
_SCRIPTS = (re.compile("[\u3400-\u9fff]"), re.compile("[\u3041-\u30ff]"), re.compile("[\u0590-\u1dff\ua000-\ud7ff]"))
_SOME = 50
"""Texts below which a script's lean cannot be told from its words."""


def scripts(texts: Sequence[str]) -> Ints:
    """The group of each text; the last is Latin."""
    groups = (next((k for k, script in enumerate(_SCRIPTS) if script.search(text)), len(_SCRIPTS)) for text in texts)
    return np.fromiter(groups, np.int64, len(texts))


def leans(vectors: Floats, groups: Ints) -> Floats:
    """The mean of *vectors* [n, 2, d] of each group, [groups, 2, d]; of a group with few, the mean of all."""
    overall = vectors.mean(0)
    own = [vectors[groups == k] for k in range(len(_SCRIPTS) + 1)]
    found: Floats = np.stack([some.mean(0) if len(some) >= _SOME else overall for some in own])
    return found


def centred(vectors: Floats, groups: Ints, means: Floats) -> Floats:
    """*vectors* [n, 2, d] without their script's lean, of length one again."""
    moved = vectors - means[groups]
    found: Floats = (moved / np.maximum(np.linalg.norm(moved, axis=2, keepdims=True), 1e-6)).astype(np.float32)
    return found


def flat(centred: Floats) -> Floats:
    """[n, 2d] as a network takes it: numbers of about one half."""
    found: Floats = centred.reshape(len(centred), -1) * np.float32(centred.shape[2] ** 0.5 / 2)
    return found
