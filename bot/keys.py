"""The key files under AKARI_HOME/keys: made once, read by the process that needs each, never printed.

- gateway.key: the gateway's master key (wraps keys of open talks, keys every hash).
- console.pub: seals closed talks; every process may read it.
- console.key: opens closed talks. In clear only until the first account of staff exists; from then on it lies sealed
  under each staff password (see bot/console), and this file is gone.
"""

import contextlib
from pathlib import Path

from nacl.public import PrivateKey

from bot.stores.sealing import Master, new_key, read_key, write_key

GATEWAY, CONSOLE_PUBLIC, CONSOLE_PRIVATE = "gateway.key", "console.pub", "console.key"


def create(folder: Path) -> list[str]:
    """Make the keys that are missing; the names of those made. A lost key is never silently replaced."""
    made = []
    if not (folder / GATEWAY).exists():
        with contextlib.suppress(FileExistsError):
            write_key(folder / GATEWAY, new_key())
            made.append(GATEWAY)
    if not (folder / CONSOLE_PUBLIC).exists():
        pair = PrivateKey.generate()
        with contextlib.suppress(FileExistsError):
            write_key(folder / CONSOLE_PRIVATE, bytes(pair))
            write_key(folder / CONSOLE_PUBLIC, bytes(pair.public_key))
            made += [CONSOLE_PRIVATE, CONSOLE_PUBLIC]
    return made


def gateway_master(folder: Path) -> Master:
    """The gateway's master key, or raise SealBroken with the cure."""
    return Master(read_key(folder / GATEWAY, "the gateway's key"))


def console_public_key(folder: Path) -> bytes:
    """The key that seals talks for the console, or raise SealBroken with the cure."""
    return read_key(folder / CONSOLE_PUBLIC, "the console's public key")
