"""An encoder that can say once more what it said of the last texts: who answers a message need not read it again."""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from encoder.network import Floats

if TYPE_CHECKING:  # loading ONNX Runtime takes a while, and nobody waits for it who only asks what was said
    from encoder.encoder import Encoder

MOST: Final = 256
"""Texts of which the vectors are kept, least recent dropped first: 0.8 MB. The texts themselves are not."""


class Lately:
    """Reads as its *encoder* does. Safe to share between threads."""

    def __init__(self, encoder: "Encoder") -> None:
        self.identity: Final = encoder.identity
        self._encoder = encoder
        self._said: OrderedDict[bytes, Floats] = OrderedDict()
        self._one_at_a_time = threading.Lock()

    def depths(self, texts: "Sequence[str]") -> Floats:
        """See `Encoder.depths`; what is read alone is kept, the many pieces of one long message are not."""
        found = self._encoder.depths(texts)
        if len(texts) == 1:
            with self._one_at_a_time:
                self._said[_key(texts[0])] = found[0]
                while len(self._said) > MOST:
                    self._said.popitem(last=False)
        return found

    def said(self, text: str) -> "Floats | None":
        """The two vectors [2, 384] of *text* if it was read lately, else None."""
        with self._one_at_a_time:
            return self._said.get(_key(text))


def _key(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
