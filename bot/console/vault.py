"""How secrets of the staff are kept: passwords hashed, the console's private key wrapped under each password and a recovery key.

1. The key that wraps is derived from the password alone (Argon2id) and is never stored.
2. Random codes carry enough chance of their own (80 bits and more), so a fast hash keeps them.
"""

import base64
import hashlib
import secrets
import unicodedata
from dataclasses import dataclass

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from nacl import pwhash
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

SHORTEST, LONGEST = 12, 256
"""Characters of a password."""
RECOVERY_CODES = 10
SALT = pwhash.argon2id.SALTBYTES


@dataclass(frozen=True, slots=True)
class Cost:
    """Work of one Argon2id run. The default is the second choice of RFC 9106 (64 MiB, 3 passes)."""

    passes: int = 3
    kibibytes: int = 64 * 1024


class Vault:
    """Hashes and wraps at one *cost*; every call blocks for as long as that takes."""

    def __init__(self, cost: Cost | None = None) -> None:
        self._cost = cost or Cost()
        self._hasher = PasswordHasher(time_cost=self._cost.passes, memory_cost=self._cost.kibibytes, parallelism=1)
        self._nobody = self._hasher.hash(secrets.token_hex(16))

    def hash(self, password: str) -> str:
        return self._hasher.hash(plain(password))

    def fits(self, hashed: str | None, password: str) -> bool:
        """Whether *password* is the one; for nobody (None) it takes as long and is false."""
        try:
            fits = self._hasher.verify(hashed or self._nobody, plain(password))
        except (VerificationError, InvalidHashError):
            return False
        return fits and hashed is not None

    def derive(self, password: str, salt: bytes) -> bytes:
        """The key that wraps what belongs to the owner of *password*."""
        memory = max(self._cost.kibibytes * 1024, pwhash.argon2id.MEMLIMIT_MIN)
        return pwhash.argon2id.kdf(SecretBox.KEY_SIZE, plain(password).encode(), salt, self._cost.passes, memory)


def plain(password: str) -> str:
    """One spelling of a password, whatever input method typed it."""
    return unicodedata.normalize("NFKC", password)


def wrap(key: bytes, secret: bytes) -> bytes:
    return bytes(SecretBox(key).encrypt(secret))


def unwrap(key: bytes, wrapped: bytes) -> bytes | None:
    """What was wrapped, or None when *key* is not the one."""
    try:
        return SecretBox(key).decrypt(wrapped)
    except CryptoError:
        return None


def new_salt() -> bytes:
    return secrets.token_bytes(SALT)


def new_code(bits: int = 80) -> str:
    """A random code to write on paper: groups of four of the Base32 alphabet."""
    letters = base64.b32encode(secrets.token_bytes(bits // 8)).decode().rstrip("=")
    return "-".join(letters[i : i + 4] for i in range(0, len(letters), 4))


def read_code(given: str) -> str:
    """A code as typed from paper, without its groups."""
    return "".join(letter for letter in plain(given).upper() if letter.isalnum())


def digest(purpose: bytes, value: str) -> bytes:
    """A hash of a random value, for comparing or as a key."""
    return hashlib.blake2b(value.encode("utf-8", "surrogatepass"), person=purpose[:16], digest_size=32).digest()
