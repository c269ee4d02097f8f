"""`./akari keys`: makes the keys that are missing, shows fingerprints; a key itself is never shown."""

import argparse
import hashlib
import sys

from bot.console.staffdb import FILE
from bot.keys import CONSOLE_PRIVATE, CONSOLE_PUBLIC, GATEWAY, create
from bot.settings import Settings
from bot.stores.sealing import SealBroken, read_key

KEYS = {
    GATEWAY: "the gateway's key: wraps the keys of open talks",
    CONSOLE_PUBLIC: "the console's public key: seals talks",
    CONSOLE_PRIVATE: "the console's private key, in clear: goes with the first account (./akari staff add)",
}


def run(settings: Settings, words: list[str]) -> int:
    """`create` or `show`; 0 when every key that must be there is there and readable."""
    parser = argparse.ArgumentParser("./akari keys", description="The key files under AKARI_HOME/keys.")
    parser.add_argument("act", choices=["create", "show"], help="create: make what is missing; show: fingerprints")
    given = parser.parse_args(words)
    if given.act == "create":
        made = create(settings.secrets)
        sys.stdout.write(f"Made: {', '.join(made)}\n" if made else "Nothing was missing.\n")
    return _show(settings)


def _show(settings: Settings) -> int:
    whole = True
    for name, what in KEYS.items():
        path = settings.secrets / name
        if not path.exists():
            if name == CONSOLE_PRIVATE:
                held = (settings.secrets / FILE).exists()
                where = "sealed under the passwords of the staff" if held else "missing, and there is no account that holds it"
                sys.stdout.write(f"{name:<12} {where}\n")
            else:
                sys.stdout.write(f"{name:<12} missing: ./akari keys create\n")
                whole = False
            continue
        try:
            print_of = fingerprint(read_key(path, what))
        except SealBroken as broken:
            sys.stdout.write(f"{name:<12} {broken}\n")
            whole = False
            continue
        sys.stdout.write(f"{name:<12} {print_of}  {what}\n")
    return 0 if whole else 1


def fingerprint(key: bytes) -> str:
    """Eighty bits that tell keys apart and nothing about them."""
    digest = hashlib.blake2b(key, person=b"akari print", digest_size=10).hexdigest()
    return "-".join(digest[i : i + 4] for i in range(0, len(digest), 4))
