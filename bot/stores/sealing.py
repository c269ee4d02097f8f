"""Sealing: a data key per talk, openable by the console for good and by the gateway only while the talk is open.

1. The gateway's master key (a file of its own) wraps the keys of open talks and keys every hash.
2. The console's public key seals the same data key; its private half is never in this process.
3. Closing drops the gateway's copy; erasing drops both, so old backups of the data stay shut.
"""

import hashlib
import os
import secrets
from pathlib import Path

from nacl.exceptions import CryptoError
from nacl.public import PublicKey, SealedBox
from nacl.secret import Aead

KEY_BYTES = 32


class SealBroken(Exception):
    """A sealed value does not open with this key: changed, or of another talk."""


def read_key(path: Path, what: str) -> bytes:
    """The 32 bytes in *path*, or raise SealBroken with the cure."""
    try:
        key = bytes.fromhex(path.read_text("ascii").strip())
    except (OSError, ValueError):
        raise SealBroken(f"{what} cannot be read from {path.name}: run ./akari keys create") from None
    if len(key) != KEY_BYTES:
        raise SealBroken(f"{what} in {path.name} has the wrong length: restore it from its backup")
    return key


def write_key(path: Path, key: bytes) -> None:
    """Write *key* for this account's eyes only; an existing file is never overwritten."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(key.hex() + "\n")
        file.flush()
        os.fsync(file.fileno())


def new_key() -> bytes:
    return secrets.token_bytes(KEY_BYTES)


def seal(key: bytes, about: str, plain: bytes) -> bytes:
    """*plain* under *key* (XChaCha20-Poly1305), bound to *about*: it opens nowhere else."""
    return bytes(Aead(key).encrypt(plain, about.encode()))


def unseal(key: bytes, about: str, sealed: bytes) -> bytes:
    """What was sealed, or raise SealBroken."""
    try:
        return Aead(key).decrypt(sealed, about.encode())
    except (CryptoError, ValueError):
        raise SealBroken("a sealed value does not open") from None


class Master:
    """The gateway's own key: wraps the keys of open talks, keys the hashes."""

    def __init__(self, key: bytes) -> None:
        self._wrap = hashlib.blake2b(key=key, person=b"akari wrap", digest_size=KEY_BYTES).digest()
        self._index = hashlib.blake2b(key=key, person=b"akari index", digest_size=KEY_BYTES).digest()

    def wrap(self, talk: str, data_key: bytes) -> bytes:
        return seal(self._wrap, f"key of {talk}", data_key)

    def unwrap(self, talk: str, wrapped: bytes) -> bytes:
        return unseal(self._wrap, f"key of {talk}", wrapped)

    def hash(self, *parts: str) -> bytes:
        """A keyed hash of *parts*; without the key nobody can test a guess."""
        digest = hashlib.blake2b(key=self._index, digest_size=24)
        for part in parts:
            encoded = part.encode("utf-8", "surrogatepass")
            digest.update(len(encoded).to_bytes(8, "big") + encoded)
        return digest.digest()


def for_console(public_key: bytes, data_key: bytes) -> bytes:
    """*data_key* so that only the holder of the console's private key can read it (libsodium sealed box)."""
    return SealedBox(PublicKey(public_key)).encrypt(data_key)
