"""Examples known by heart: who writes what stands under an intent, word for word, is understood so.

A network weighs what many examples have in common, and may find that a bare word is another's: हजुर ("yes", to elders) was
taken for a greeting, which often ends with it, although it stands under `affirm`.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

SURE = 0.97
"""Confidence in what is known by heart."""
_SILENT = "PZC"
"""Punctuation, spaces and controls make no difference; marks do, in Thai they are vowels, and so do emoji."""


@dataclass(frozen=True)
class Heart:
    """*keys*, in order, are those of texts that stand under one intent only; *intents* say under which."""

    keys: npt.NDArray[np.uint64]
    intents: npt.NDArray[np.int16]

    @classmethod
    def of(cls, texts: Sequence[str], y: Sequence[int] | npt.NDArray[np.int64]) -> "Heart":
        """Of examples and the numbers of their intents."""
        known: dict[int, int] = {}
        twice: set[int] = set()
        for text, intent in zip(texts, y, strict=True):
            key = _key(text)
            if known.setdefault(key, int(intent)) != intent:
                twice.add(key)
        kept = sorted(known.keys() - twice)
        return cls(np.array(kept, np.uint64), np.array([known[key] for key in kept], np.int16))

    def intent(self, text: str) -> int | None:
        """The intent under which *text* stands, or None."""
        key = np.uint64(_key(text))
        at = int(np.searchsorted(self.keys, key))
        return int(self.intents[at]) if at < len(self.keys) and self.keys[at] == key else None


def _key(text: str) -> int:
    folded = unicodedata.normalize("NFKC", text).casefold()
    said = "".join(c for c in folded if unicodedata.category(c)[0] not in _SILENT) or folded.strip()
    return int.from_bytes(blake2b(said.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")
