"""The vectors of examples, kept beside the encoder that made them: learning anew after an edit encodes what is new alone.

Encoding 50,000 examples takes more than a minute, and the engine and the safety net learn from the same ones. Only
examples from `data/` come here, never what a person wrote. Another encoder has another folder, and so another memory.
"""

import hashlib
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final
from uuid import uuid4

import numpy as np
import numpy.typing as npt

from encoder.encoder import DIMENSIONS, Encoder, Floats

NAME: Final = "remembered.npz"
MOST: Final = 200_000
"""Texts remembered; one more, and only those of the last call are kept."""

_THREADS: Final = 2
_PARTS: Final = 16

_Halves = npt.NDArray[np.float16]


def depths(encoder: Encoder, texts: "list[str]") -> Floats:
    """The vectors [n, 2, 384] of examples, as `Encoder.depths` gives them but for rounding to half precision."""
    file = encoder.folder / NAME
    known = _read(file)
    keys = [_key(text) for text in texts]
    new = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
    if new:
        known.update(zip(new, at_once(encoder, list(new.values())).astype(np.float16), strict=True))
        _write(file, known if len(known) <= MOST else {key: known[key] for key in keys})
    found: Floats = np.array([known[key] for key in keys], np.float16).astype(np.float32).reshape(-1, 2, DIMENSIONS)
    return found


def at_once(encoder: Encoder, texts: "list[str]") -> Floats:
    """The vectors [n, 2, 384] of *texts*, of many by two threads."""
    if len(texts) < _PARTS:
        return encoder.depths(texts)
    # Neighbours in length make full batches.
    order = sorted(range(len(texts)), key=lambda k: len(texts[k]))
    parts = np.array_split(np.array(order, np.int64), _PARTS)
    with ThreadPoolExecutor(_THREADS) as threads:
        vectors = np.concatenate(list(threads.map(lambda part: encoder.depths([texts[k] for k in part]), parts)))
    found = np.empty_like(vectors)
    found[np.concatenate(parts)] = vectors
    return found


def _key(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def _read(file: Path) -> "dict[int, _Halves]":
    try:
        with file.open("rb") as source, np.load(source, allow_pickle=False) as arrays:
            return dict(zip(arrays["keys"].tolist(), arrays["vectors"], strict=True))
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return {}


def _write(file: Path, known: "dict[int, _Halves]") -> None:
    """Whole or not at all; a memory that cannot be kept is only slower."""
    new = file.with_name(f"{uuid4().hex}.new.npz")
    try:
        np.savez(new, keys=np.array(list(known), np.uint64), vectors=np.array(list(known.values()), np.float16))
        new.replace(file)
    except OSError:
        new.unlink(missing_ok=True)
