"""How like a message is to examples known by heart: to the nearest cry, and to the nearest calm one.

A network learns what examples have in common; a message that is told like one of them and like no other is heard by this.
Vectors are kept in 8 bits and read from the file; which of them may be near is seen along the few directions in which they
differ most.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.nets.wording import Floats

DIRECTIONS = 48
NEAR = 96
"""Examples of each side that are compared in full."""
_BLOCK, _SOME = 64, 4_096
_REACH, _TINY = np.float32(127), np.float32(1e-6)


@dataclass(frozen=True, slots=True)
class Likeness:
    """*rows* [n, d] in 8 bits, the first *cries* of them cries; *rough* [n, few] are they along *directions* [d, few]."""

    rows: npt.NDArray[np.int8]
    cries: int
    directions: Floats
    rough: Floats

    @classmethod
    def of(cls, vectors: Floats, cry: npt.NDArray[np.bool_]) -> "Likeness":
        """Of examples with these *vectors* [n, d], a sign for each whether it is a *cry*."""
        order = np.argsort(~cry, kind="stable")
        own = unit(vectors[order])
        directions = np.linalg.eigh(own.T @ own)[1][:, -DIRECTIONS:].astype(np.float32)
        return cls.kept(_rounded(own), int(cry.sum()), directions)

    @classmethod
    def kept(cls, rows: npt.NDArray[np.int8], cries: int, directions: Floats) -> "Likeness":
        """What was written: what can be made of it again is made."""
        blocks = np.array_split(rows, 1 + len(rows) // _SOME)
        return cls(rows, cries, directions, np.concatenate([unit(block.astype(np.float32)) @ directions for block in blocks]))

    def nearest(self, vectors: Floats) -> Floats:
        """[k, 2]: the cosine of each of *vectors* [k, d] to the nearest cry and to the nearest calm example; 0 where there is none."""
        found = np.zeros((len(vectors), 2), np.float32)
        for at in range(0, len(vectors), _BLOCK):
            own = unit(vectors[at : at + _BLOCK])
            rough = (own @ self.directions @ self.rough.T).astype(np.float32, copy=False)
            found[at : at + _BLOCK, 0] = self._most(own, rough[:, : self.cries], 0)
            found[at : at + _BLOCK, 1] = self._most(own, rough[:, self.cries :], self.cries)
        return found

    def _most(self, own: Floats, rough: Floats, begin: int) -> Floats:
        """The greatest cosine of each of *own* to the rows from *begin* on that *rough* scores belong to."""
        if not rough.shape[1]:
            return np.zeros(len(own), np.float32)
        few = min(NEAR, rough.shape[1])
        near = begin + np.argpartition(rough, -few, axis=1)[:, -few:]
        rows = self.rows[near].astype(np.float32)
        cosines = np.einsum("kfd,kd->kf", rows, own) / np.maximum(np.linalg.norm(rows, axis=2), _TINY)
        most: Floats = cosines.max(1)
        return most


def unit(vectors: Floats) -> Floats:
    """*vectors*, each of length one."""
    found: Floats = (vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), _TINY)).astype(np.float32)
    return found


def _rounded(vectors: Floats) -> npt.NDArray[np.int8]:
    most = np.maximum(np.abs(vectors).max(1, keepdims=True), _TINY)
    return np.round(vectors / most * _REACH).astype(np.int8)
