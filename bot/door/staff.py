"""`./akari staff`: add, list, recover, reset-totp, disable. Passwords are asked for, never given as words of the command."""

import argparse
import getpass
import sys
from collections.abc import Callable

import pyotp
import segno

from bot.console.accounts import Accounts, NotPossible, account_name
from bot.console.entry import ISSUER, grouped
from bot.console.vault import SHORTEST, Vault
from bot.settings import Settings
from bot.stores.sealing import SealBroken

CURES = {
    "name_wrong": "A name is 2 to 32 letters, digits, dots or hyphens.",
    "name_taken": "There is an account of this name: ./akari staff list",
    "name_unknown": "There is no account of this name: ./akari staff list",
    "account_meanwhile": "Somebody else made the first account at this moment; please run it again.",
    "password_weak": f"A password needs {SHORTEST} characters or more, different ones, and not the name.",
    "password_wrong": "That name and password do not open the console's key.",
    "recovery_wrong": "That is not the recovery key.",
    "passwords_differ": "The two passwords differ.",
}


def run(settings: Settings, words: list[str], vault: Vault | None = None) -> int:
    """One command; 0 when done, 1 when not possible (the message says the cure)."""
    given = _parser().parse_args(words)
    try:
        accounts = Accounts(settings.secrets, vault)
        try:
            COMMANDS[given.act](accounts, given)
        finally:
            accounts.close()
    except NotPossible as no:
        sys.stderr.write(f"{CURES[no.why]}\n")
        return 1
    except SealBroken as broken:
        sys.stderr.write(f"{broken}\n")
        return 1
    except EOFError:
        sys.stderr.write("A password is needed.\n")
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("./akari staff", description="Accounts of the staff who use the console.")
    acts = parser.add_subparsers(dest="act", required=True, metavar="add | list | recover | reset-totp | disable")
    add = acts.add_parser("add", help="make an account; the first one takes the console's key out of its clear file")
    add.add_argument("name")
    add.add_argument("--by", default="", help="an account already there, whose password opens the console's key")
    acts.add_parser("list", help="all accounts")
    acts.add_parser("recover", help="a new password with the recovery key").add_argument("name")
    acts.add_parser("reset-totp", help="the phone is lost: set up the app anew at the next sign-in").add_argument("name")
    acts.add_parser("disable", help="end an account and its sessions").add_argument("name")
    return parser


def _add(accounts: Accounts, given: argparse.Namespace) -> None:
    by = by_password = ""
    if accounts.everyone():
        by = given.by or _ask("An account already there (its password opens the console's key): ")
        by_password = _secret(f"Password of {by}: ")
    password = _new_password(given.name)
    recovery_key = accounts.add(given.name, password, by, by_password)
    _say(f"The account {account_name(given.name)} is made.")
    if recovery_key:
        _say(
            "",
            "Recovery key (shown once; write it on paper and lock it away, it opens every talk if all passwords are lost):",
            "",
            f"    {recovery_key}",
            "",
            "The console's key now lies sealed under the password; its clear file is destroyed.",
        )
    if sys.stdin.isatty():
        _enrol(accounts, account_name(given.name), password)
    else:
        _say("The app for codes is set up at the first sign-in.")


def _enrol(accounts: Accounts, name: str, password: str) -> None:
    """The QR code in the terminal; without a right code the page shows one at the first sign-in."""
    opened = accounts.check(name, password, "")
    if opened is None:
        return
    secret = pyotp.random_base32()
    _say("", "Scan this with an authenticator app (or press Enter below to do it on the page at the first sign-in):")
    segno.make(pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=ISSUER), error="l", micro=False).terminal(compact=True)
    _say(f"Key to type by hand: {grouped(secret)}")
    for _ in range(3):
        code = _ask("The six digits the app shows: ")
        if not code:
            break
        try:
            codes = accounts.enrol(name, opened.wrapping, secret, code)
        except NotPossible:
            _say("That code does not fit.")
            continue
        shown = (f"    {one}" for one in codes)
        _say("", "Recovery codes, each good for one sign-in without the phone (shown once):", "", *shown)
        return
    _say("The app for codes is set up at the first sign-in.")


def _list(accounts: Accounts, _: argparse.Namespace) -> None:
    for one in accounts.everyone():
        state = "disabled" if one.disabled else "codes set up" if one.enrolled else "sets up codes at the next sign-in"
        last = f"{one.signed_in_at:%Y-%m-%d %H:%M} UTC" if one.signed_in_at else "never"
        _say(f"{one.name:<24} {state:<34} last sign-in: {last:<22} recovery codes: {one.codes_left}")
    if not accounts.everyone():
        _say("There is no account yet: ./akari staff add NAME")


def _recover(accounts: Accounts, given: argparse.Namespace) -> None:
    recovery_key = _secret("Recovery key: ")
    accounts.recover(given.name, recovery_key, _new_password(given.name))
    _say("The password is new and every session has ended. The app for codes is set up at the next sign-in.")


def _reset_totp(accounts: Accounts, given: argparse.Namespace) -> None:
    accounts.reset_totp(given.name)
    _say("Every session has ended. The app for codes is set up anew at the next sign-in.")


def _disable(accounts: Accounts, given: argparse.Namespace) -> None:
    accounts.disable(given.name)
    _say("The account is disabled, its sessions have ended and its copy of the console's key is destroyed.")


COMMANDS: dict[str, Callable[[Accounts, argparse.Namespace], None]] = {
    "add": _add, "list": _list, "recover": _recover, "reset-totp": _reset_totp, "disable": _disable,
}  # fmt: skip


def _new_password(name: str) -> str:
    password = _secret(f"New password for {name} ({SHORTEST} characters or more): ")
    if sys.stdin.isatty() and _secret("Once more: ") != password:
        raise NotPossible("passwords_differ")
    return password


def _secret(prompt: str) -> str:
    """A secret from the terminal without echo, or the next line of standard input when that is no terminal."""
    return getpass.getpass(prompt) if sys.stdin.isatty() else _line()


def _ask(prompt: str) -> str:
    return input(prompt).strip() if sys.stdin.isatty() else _line()


def _line() -> str:
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line.rstrip("\r\n")


def _say(*lines: str) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    sys.stdout.flush()
