"""Turns texts into vectors: similar meanings lie near each other, whatever the language."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import onnxruntime

from encoder import manifest, pieces
from encoder.normalise import normalise
from encoder.tables import HALFWAY, INPUT, LAYERS, OUTPUT, POSITIONS, Words

DIMENSIONS: Final = 384

_PREFIX: Final = "query: "
"""The model was trained with this word before every question."""

_BATCH: Final = 32
_ONLY_ERRORS: Final = 3

Floats = npt.NDArray[np.float32]


class Encoder:
    """multilingual-e5-small, built by `encoder.build` into *folder*; raises `NoEncoder` when that is not so.

    Safe to share between threads. Uses one thread for one call.
    """

    def __init__(self, folder: Path) -> None:
        contents = manifest.check(folder)
        self.folder: Final = folder
        self.identity: Final = contents.identity
        self._pieces = pieces.load(folder, contents.first, contents.last, contents.unknown)
        self._words = Words(folder, DIMENSIONS)
        self._positions = np.load(folder / POSITIONS, allow_pickle=False)
        self._session = onnxruntime.InferenceSession(str(folder / LAYERS), _options(), providers=["CPUExecutionProvider"])

    def vectors(self, texts: Sequence[str]) -> Floats:
        """One vector of length one for each text, float32 [n, 384]; any string will do, the first 300 characters count.

        A text's vector is the same alone and in company.
        """
        return self.depths(texts)[:, 0]

    def depths(self, texts: Sequence[str]) -> Floats:
        """Two vectors of length one for each text, float32 [n, 2, 384]: the one above, and one from halfway there.

        For classifiers: meaning alone is a little less than meaning and wording.
        """
        found = np.empty((len(texts), 2, DIMENSIONS), np.float32)
        for places, numbers in self._batches(texts):
            last, halfway = self._session.run([OUTPUT, HALFWAY], {INPUT: self._embedded(numbers)})
            found[places, 0], found[places, 1] = last, halfway
        return found

    def _batches(self, texts: Sequence[str]) -> Iterator[tuple[list[int], npt.NDArray[np.int32]]]:
        """Texts of the same number of pieces, so that no padding is needed."""
        by_length: dict[int, list[tuple[int, list[int]]]] = defaultdict(list)
        for place, text in enumerate(texts):
            numbers = self._pieces.numbers(_PREFIX + normalise(text))
            by_length[len(numbers)].append((place, numbers))
        for alike in by_length.values():
            for start in range(0, len(alike), _BATCH):
                batch = alike[start : start + _BATCH]
                yield [place for place, _ in batch], np.array([numbers for _, numbers in batch], np.int32)

    def _embedded(self, numbers: npt.NDArray[np.int32]) -> Floats:
        words = self._words.rows(numbers.ravel().tolist()).reshape(*numbers.shape, DIMENSIONS)
        embedded: Floats = words + self._positions[: numbers.shape[1]]
        return embedded


def _options() -> onnxruntime.SessionOptions:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = _ONLY_ERRORS
    return options
