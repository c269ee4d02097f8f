"""How like a message is to examples known by heart: to the nearest cry, and to the nearest calm one.

A network learns what examples have in common; a message that is told like one of them and like no other is heard by this.
Vectors are kept in 8 bits, and in their file: which of them may be near is seen along the few directions in which they differ
most, and those alone are read (31 MB less in memory, .3 ms more a message).
"""

import os
import weakref
from dataclasses import dataclass
from typing import Any, BinaryIO
from zipfile import ZipFile

import numpy as np
import numpy.typing as npt

from bot.nets.wording import Floats

DIRECTIONS = 48
NEAR = 96
"""Examples of each side that are compared in full."""
_BLOCK, _SOME = 64, 4_096
_LENGTHS = 26
"""Where the header of a part of a zip file says how long the rest of it is: its name and what else stands before the content."""
_REACH, _TINY = np.float32(127), np.float32(1e-6)


class OnDisk:
    """Rows [n, d] in 8 bits that stay in the open *file* they were written to by `numpy.savez`, as its array *name*: also when it
    is closed, and another has its place. Read by any number of threads; raises OSError, KeyError, BadZipFile or ValueError
    for another file."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        self._file = os.dup(file.fileno())
        weakref.finalize(self, os.close, self._file)
        with ZipFile(file) as parts, parts.open(f"{name}.npy") as array:
            np.lib.format.read_magic(array)
            self._shape, _, _ = np.lib.format.read_array_header_1_0(array)
            _, self._width = self._shape
            header = parts.getinfo(f"{name}.npy").header_offset
            lengths = np.frombuffer(os.pread(self._file, 4, header + _LENGTHS), "<u2")
            self._begin = header + _LENGTHS + 4 + int(lengths.sum()) + array.tell()

    def __getitem__(self, places: npt.NDArray[np.intp]) -> npt.NDArray[np.int8]:
        width = self._width
        content = b"".join(os.pread(self._file, width, self._begin + place * width) for place in places.ravel().tolist())
        return np.frombuffer(content, np.int8).reshape(*places.shape, width)

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> npt.NDArray[np.int8]:
        """All of them."""
        return self[np.arange(self._shape[0])]


@dataclass(frozen=True, slots=True)
class Likeness:
    """*rows* [n, d] in 8 bits, the first *cries* of them cries; *rough* [n, few] are they along *directions* [d, few]."""

    rows: npt.NDArray[np.int8] | OnDisk
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
        """What was kept: what can be made of it again is made."""
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
