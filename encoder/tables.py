"""What stands before the twelve layers, the word table and the positions, and what the parts are called.

The word table (54 MB) stays in 4 bits on the disk, and the rows of a message are read from it one by one: a map of
the file into memory would be counted, and kept, as memory of every process.
"""

import os
import weakref
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import numpy as np

from encoder.weights import BLOCK, BLOCK_BYTES, Bytes, Floats, Weights

LAYERS: Final = "layers.onnx"
WORDS: Final = "words.q4"
POSITIONS: Final = "positions.npy"

INPUT: Final = "embedded"
OUTPUT: Final = "vectors"
HALFWAY: Final = "halfway"
"""What the graph of the layers takes and gives: the vectors of the last layer, and of one on the way."""
HALFWAY_LAYER: Final = 8
"""That layer still knows words that the last has made one meaning. With both, intents are told apart better than with
the last alone (by one point of a hundred; tried: 4, 6, 8, 10)."""


def unpack(blocks: Bytes, width: int) -> Floats:
    """The rows, *width* numbers each, that 4-bit *blocks* (see `weights`) stand for."""
    scales = blocks[..., :2].copy().view("<f2").astype(np.float32)
    halves = blocks[..., 2:]
    steps = np.concatenate([halves & 15, halves >> 4], axis=-1).astype(np.float32) - 8
    rows: Floats = (steps * scales).reshape(-1, width)
    return rows


class Words:
    """The word table in *folder*."""

    def __init__(self, folder: Path, width: int) -> None:
        self._width = width
        self._row = width // BLOCK * BLOCK_BYTES
        self._file = os.open(folder / WORDS, os.O_RDONLY | os.O_CLOEXEC)
        weakref.finalize(self, os.close, self._file)

    def rows(self, numbers: Iterable[int]) -> Floats:
        """The vectors of the pieces with these *numbers*. Safe to call from several threads at once."""
        file, row = self._file, self._row
        content = b"".join(os.pread(file, row, number * row) for number in numbers)
        return unpack(np.frombuffer(content, np.uint8).reshape(-1, BLOCK_BYTES), self._width)


def write(weights: Weights, folder: Path) -> None:
    """Write both tables to *folder*."""
    hidden = weights.sizes.hidden
    blocks = hidden // BLOCK * len(weights.vocabulary.pieces)
    (folder / WORDS).write_bytes(weights.packed["emb.word"][:blocks].tobytes())
    # A message is one sentence to the model: the first row of the "which sentence" table belongs to every token.
    positions = weights.plain["emb.pos"].reshape(-1, hidden) + weights.plain["emb.type"][:hidden]
    np.save(folder / POSITIONS, positions, allow_pickle=False)
