"""What the layers learned from our own examples: a small correction B·A of every weight matrix (LoRA, arXiv 2106.09685).

`adaptation.npz` holds it (half precision, rank 16). `tools/adapt.py` makes it, which takes an hour and PyTorch; the
product needs neither. A fifth of the examples (`held_out`) takes no part, so that confidences can be calibrated on
messages that neither the layers nor the classifier have seen.
"""

import zlib
from pathlib import Path
from typing import Final

import numpy as np

from encoder.weights import Floats

FILE: Final = Path(__file__).with_name("adaptation.npz")

_PARTS: Final = 5


def read(path: Path = FILE) -> "dict[str, Floats]":
    """By name of the matrix (``l0.q``) what is added to it, float32 of its shape."""
    with np.load(path, allow_pickle=False) as arrays:
        names = sorted(name[: -len(".A")] for name in arrays.files if name.endswith(".A"))
        return {name: arrays[f"{name}.B"].astype(np.float32) @ arrays[f"{name}.A"].astype(np.float32) for name in names}


def held_out(text: str) -> bool:
    """Whether the layers never saw *text*, even if it is one of our examples."""
    return zlib.crc32(text.encode("utf-8", "replace")) % _PARTS == 0
