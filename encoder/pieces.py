"""Cuts normalised text into the pieces the model knows (SentencePiece unigram, best path by Viterbi).

The vocabulary lies in memory-mapped arrays, so a process that loads it pays for the pieces of the messages it
has seen and nothing else: a table of slots (CRC-32 of the piece, open addressing), the letters of all pieces end
to end, where each ends, and its score. The work for one text is bounded: characters times the longest piece.
"""

import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from encoder.weights import Vocabulary

SPACE: Final = "\u2581"
"""Stands for a space inside the vocabulary."""

LONGEST_PIECE: Final = 16
"""Characters of the longest piece of this vocabulary."""

_SLOTS: Final = 1 << 20
_UNKNOWN_PENALTY: Final = 10.0


@dataclass(frozen=True)
class Pieces:
    """The vocabulary, ready for look-ups."""

    slots: memoryview
    letters: memoryview
    ends: memoryview
    scores: memoryview
    first: int
    last: int
    unknown: int
    unknown_score: float

    def numbers(self, text: str) -> list[int]:
        """The numbers of the pieces of *text* (normalised, any length), between those of start and end."""
        return [self.first, *self._best_path(text.replace(" ", SPACE)), self.last]

    def _best_path(self, text: str) -> list[int]:
        letters = [c.encode("utf-8", "replace") for c in SPACE + text.removeprefix(SPACE)]
        length = len(letters)
        best = [0.0] + [-1e30] * length
        piece = [self.unknown] * (length + 1)
        came_from = list(range(-1, length))
        for start in range(length):
            here, candidate, check = best[start], b"", 0
            for end in range(start + 1, min(length, start + LONGEST_PIECE) + 1):
                candidate += letters[end - 1]
                check = zlib.crc32(letters[end - 1], check)
                number = self._find(candidate, check)
                if number >= 0 and here + self.scores[number] > best[end]:
                    best[end], piece[end], came_from[end] = here + self.scores[number], number, start
            if here + self.unknown_score > best[start + 1]:
                best[start + 1], piece[start + 1], came_from[start + 1] = here + self.unknown_score, self.unknown, start
        return self._back(piece, came_from)

    def _back(self, piece: list[int], came_from: list[int]) -> list[int]:
        found: list[int] = []
        end = len(piece) - 1
        while end > 0:
            # The model was trained with runs of unknown characters made one.
            if piece[end] != self.unknown or not found or found[-1] != self.unknown:
                found.append(piece[end])
            end = came_from[end]
        return found[::-1]

    def _find(self, letters: bytes, check: int) -> int:
        slot = check % _SLOTS
        while number := self.slots[slot]:
            if self.letters[self.ends[number - 1] : self.ends[number]] == letters:
                return number - 1
            slot = (slot + 1) % _SLOTS
        return -1


def write(vocabulary: Vocabulary, folder: Path) -> list[str]:
    """Write the arrays of *vocabulary* into *folder* and return the names of the files."""
    slots = np.zeros(_SLOTS, np.int32)
    for number, letters in enumerate(vocabulary.pieces):
        # A person who types "<s>" types three characters, not the sign that begins a text.
        if number in vocabulary.special:
            continue
        slot = zlib.crc32(letters) % _SLOTS
        while slots[slot]:
            slot = (slot + 1) % _SLOTS
        slots[slot] = number + 1
    ends = np.cumsum([0, *map(len, vocabulary.pieces)]).astype(np.uint32)
    arrays: dict[str, npt.NDArray[np.generic]] = {
        "piece-slots.npy": slots,
        "piece-letters.npy": np.frombuffer(b"".join(vocabulary.pieces), np.uint8),
        "piece-ends.npy": ends,
        "piece-scores.npy": vocabulary.scores,
    }
    for name, array in arrays.items():
        np.save(folder / name, array, allow_pickle=False)
    return list(arrays)


def load(folder: Path, first: int, last: int, unknown: int) -> Pieces:
    """The vocabulary written into *folder*, memory-mapped."""

    def mapped(name: str) -> memoryview:
        return memoryview(np.load(folder / name, mmap_mode="r", allow_pickle=False))

    scores = mapped("piece-scores.npy")
    unknown_score = float(np.asarray(scores).min()) - _UNKNOWN_PENALTY
    return Pieces(
        mapped("piece-slots.npy"),
        mapped("piece-letters.npy"),
        mapped("piece-ends.npy"),
        scores,
        first,
        last,
        unknown,
        unknown_score,
    )
