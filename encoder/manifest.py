"""What an encoder folder must hold: the SHA-256 of each file, and of the data file they were made from."""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from encoder.weights import SHA256

NAME: Final = "manifest.json"
FORMAT: Final = 2
"""Counts up when the files change their meaning, so that a folder of an older release is built again."""

_CHUNK: Final = 1 << 20


class NoEncoder(Exception):
    """The folder holds no encoder, an unfinished one, a changed one, or one of another release."""


@dataclass(frozen=True)
class Manifest:
    """The contents of an encoder folder."""

    format: int
    source: str
    first: int
    last: int
    unknown: int
    files: dict[str, str]

    @property
    def identity(self) -> str:
        """One hash for the whole encoder: two folders with the same one give the same vectors."""
        return hashlib.sha256(_written(self)).hexdigest()


def write(folder: Path, first: int, last: int, unknown: int) -> Manifest:
    """Describe every file in *folder*, and write the description beside them."""
    hashes = {path.name: _hash(path) for path in sorted(folder.iterdir())}
    manifest = Manifest(FORMAT, SHA256, first, last, unknown, hashes)
    (folder / NAME).write_bytes(_written(manifest))
    return manifest


def check(folder: Path) -> Manifest:
    """The manifest of *folder*, every file of which was hashed again; else `NoEncoder`."""
    try:
        manifest = Manifest(**json.loads((folder / NAME).read_bytes()))
    except (OSError, ValueError, TypeError) as error:
        raise NoEncoder("no encoder is built here (python -m encoder.build <folder>)") from error
    if manifest.format != FORMAT or manifest.source != SHA256:
        raise NoEncoder("the encoder was built by another release, or from other weights: build it again")
    for name, expected in manifest.files.items():
        try:
            found = _hash(folder / name)
        except OSError as error:
            raise NoEncoder(f"{name} of the encoder is missing: build it again") from error
        if found != expected:
            raise NoEncoder(f"{name} of the encoder was changed: build it again")
    return manifest


def _hash(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _written(manifest: Manifest) -> bytes:
    return json.dumps(asdict(manifest), indent=1, sort_keys=True).encode() + b"\n"
