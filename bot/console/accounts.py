"""Accounts of the staff: made, checked, recovered, disabled; each holds the console's private key under its own password."""

import re
import secrets
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pyotp
import sqlalchemy as sa
from nacl.public import PrivateKey

from bot.console.staffdb import accounts, browsers, codes, open_staff_db, recovery
from bot.console.vault import (
    LONGEST,
    RECOVERY_CODES,
    SHORTEST,
    Vault,
    digest,
    new_code,
    new_salt,
    plain,
    read_code,
    unwrap,
    wrap,
)  # fmt: skip
from bot.keys import CONSOLE_PRIVATE, console_public_key
from bot.stores.database import reader, truncate_wal
from bot.stores.sealing import SealBroken, read_key

NAME = re.compile(r"\w[\w.-]{1,31}")
BROWSER_DAYS = 90
STEP = 30
"""Seconds a code of the authenticator app lasts (RFC 6238)."""


class NotPossible(Exception):
    """It cannot be done; *why* is a key of the console's labels."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Account:
    """What may be shown of an account."""

    name: str
    disabled: bool
    enrolled: bool
    codes_left: int
    made_at: datetime
    signed_in_at: datetime | None


@dataclass(frozen=True, slots=True)
class Opened:
    """Somebody who gave the right password (and code, when *enrolled*): their name and the console's private key."""

    name: str
    generation: int
    enrolled: bool
    key: PrivateKey = field(repr=False)
    wrapping: bytes = field(repr=False)
    """What the password derives to; needed to set up the app for codes."""


def account_name(given: str) -> str:
    """One spelling of an account's name."""
    return unicodedata.normalize("NFKC", given).strip().casefold()


class Accounts:
    """Everything in staff.db but the trail; all calls block."""

    def __init__(
        self, folder: Path, vault: Vault | None = None, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._folder, self._vault, self._now = folder, vault or Vault(), now
        self.engine = open_staff_db(folder)
        self._reader = reader(self.engine)
        self.tidy()

    def close(self) -> None:
        self.engine.dispose()

    # ------------------------------------------------------------------ making
    def add(self, name: str, password: str, by: str = "", by_password: str = "") -> str | None:
        """Make an account, or raise NotPossible.

        The first one takes the private key out of the clear file, which is destroyed, and returns the recovery key, to be
        shown once; for every further one *by*, an account already there, opens the key with *by_password*.
        """
        name = account_name(name)
        if not NAME.fullmatch(name):
            raise NotPossible("name_wrong")
        self._check_password(name, password)
        first = not self.everyone()
        key = self._clear_key() if first else self._key_of(account_name(by), by_password)
        told = new_code(160) if first else None
        values = self._wrapped(password, key) | {"name": name, "made_at": self._now()}
        with self.engine.begin() as c:
            if first != (c.scalar(sa.select(sa.func.count()).select_from(accounts)) == 0):
                raise NotPossible("account_meanwhile")
            if c.scalar(sa.select(accounts.c.name).where(accounts.c.name == name)):
                raise NotPossible("name_taken")
            c.execute(sa.insert(accounts).values(**values))
            if told:
                c.execute(sa.delete(recovery))
                wrapped = wrap(digest(b"akari recovery", read_code(told)), bytes(key))
                c.execute(sa.insert(recovery).values(id=1, console_key=wrapped))
        self.tidy()
        return told

    def recover(self, name: str, recovery_key: str, password: str) -> None:
        """A new password for *name*, whose old one is lost; the app for codes must be set up anew."""
        name = account_name(name)
        self._check_password(name, password)
        with self._reader.connect() as c:
            wrapped = c.scalar(sa.select(recovery.c.console_key))
        opened = unwrap(digest(b"akari recovery", read_code(recovery_key)), wrapped) if wrapped else None
        if opened is None:
            raise NotPossible("recovery_wrong")
        self._change(name, **self._wrapped(password, PrivateKey(opened)), totp=None, disabled=False)

    def change_password(self, name: str, old: str, new: str) -> None:
        """A new password; every session of the account ends, the app for codes stays."""
        row = self._row(name)
        if row is None or not self._vault.fits(row.password, old):
            raise NotPossible("password_wrong")
        self._check_password(name, new)
        under_old = self._vault.derive(old, row.salt)
        key, totp = unwrap(under_old, row.console_key), unwrap(under_old, row.totp) if row.totp else None
        if key is None:
            raise NotPossible("password_wrong")
        salt = new_salt()
        under_new = self._vault.derive(new, salt)
        wrapped = {"console_key": wrap(under_new, key), "totp": wrap(under_new, totp) if totp else None}
        self._change(name, password=self._vault.hash(new), salt=salt, **wrapped)

    def disable(self, name: str) -> None:
        """Nobody signs in with *name* any more; the key it holds is destroyed. `recover` brings it back."""
        self._change(account_name(name), disabled=True, console_key=b"", totp=None)

    def reset_totp(self, name: str) -> None:
        """The app for codes was lost: it is set up anew at the next sign-in, on the page."""
        self._change(account_name(name), totp=None)

    def _change(self, name: str, **values: object) -> None:
        with self.engine.begin() as c:
            query = sa.update(accounts).where(accounts.c.name == name)
            if c.execute(query.values(**values, generation=accounts.c.generation + 1)).rowcount != 1:
                raise NotPossible("name_unknown")
            if values.get("totp", b"") is None:
                c.execute(sa.delete(codes).where(codes.c.account == name))
            c.execute(sa.delete(browsers).where(browsers.c.account == name))
        truncate_wal(self.engine)

    # ---------------------------------------------------------------- checking
    def check(self, name: str, password: str, code: str) -> Opened | None:
        """Who that is, or None; as long for an unknown name or a disabled account as for a wrong password.

        An account without an app for codes comes back with *enrolled* false: it may only set one up.
        """
        row = self._row(account_name(name))
        usable = row is not None and not row.disabled
        fits = self._vault.fits(row.password if usable and row else None, password[: LONGEST + 1])
        wrapping = self._vault.derive(password[: LONGEST + 1], row.salt if row else new_salt())
        key = unwrap(wrapping, row.console_key) if fits and row else None
        if row is None or key is None:
            return None
        if row.totp:
            secret = unwrap(wrapping, row.totp)
            if secret is None or not (self._fresh(row.name, secret.decode(), code) or self._spend(row.name, code)):
                return None
        return Opened(row.name, row.generation, bool(row.totp), PrivateKey(key), wrapping)

    def _fresh(self, name: str, secret: str, code: str) -> bool:
        """Whether *code* is of now (or one step away) and newer than the last one used."""
        now, digits = int(self._now().timestamp()) // STEP, read_code(code)
        at = [step for step in (now - 1, now, now + 1) if secrets.compare_digest(_code(secret, step), digits.encode())]
        if not at:
            return False
        with self.engine.begin() as c:
            newer = sa.update(accounts).where(accounts.c.name == name, accounts.c.totp_step < at[-1])
            return c.execute(newer.values(totp_step=at[-1])).rowcount == 1

    def _spend(self, name: str, code: str) -> bool:
        """Whether *code* is one of the recovery codes, which is used up by it."""
        hashed = digest(b"akari code", read_code(code))
        with self.engine.begin() as c:
            return c.execute(sa.delete(codes).where(codes.c.account == name, codes.c.code == hashed)).rowcount == 1

    def enrol(self, name: str, wrapping: bytes, secret: str, code: str) -> Sequence[str]:
        """Set up the app that holds *secret*, which *code* proves; the recovery codes, to be shown once.

        Only while there is none: a second sign-in cannot replace what a first one has just set up.
        """
        row = self._row(name)
        if row is None or row.disabled or row.totp or unwrap(wrapping, row.console_key) is None:
            raise NotPossible("password_wrong")
        if not self._fresh(row.name, secret, code):
            raise NotPossible("code_wrong")
        made = [new_code() for _ in range(RECOVERY_CODES)]
        with self.engine.begin() as c:
            sealed = wrap(wrapping, secret.encode())
            c.execute(sa.update(accounts).where(accounts.c.name == row.name).values(totp=sealed))
            c.execute(sa.delete(codes).where(codes.c.account == row.name))
            hashed = [{"account": row.name, "code": digest(b"akari code", read_code(one))} for one in made]
            c.execute(sa.insert(codes), hashed)
        return made

    # ----------------------------------------------------------------- looking
    def everyone(self) -> Sequence[Account]:
        """All accounts by name."""
        left = sa.select(sa.func.count()).where(codes.c.account == accounts.c.name).scalar_subquery()
        with self._reader.connect() as c:
            rows = c.execute(sa.select(accounts, left.label("left")).order_by(accounts.c.name)).all()
        return [Account(r.name, r.disabled, bool(r.totp), r.left, r.made_at, r.signed_in_at) for r in rows]

    def generation(self, name: str) -> int | None:
        """The account's generation; None once it is disabled."""
        row = self._row(name)
        return None if row is None or row.disabled else int(row.generation)

    def _row(self, name: str) -> sa.Row[tuple[object, ...]] | None:
        with self._reader.connect() as c:
            return c.execute(sa.select(accounts).where(accounts.c.name == name)).first()

    # ---------------------------------------------------------------- browsers
    def signed_in(self, name: str, mark: str) -> None:
        """Note the sign-in and the browser it came from."""
        now = self._now()
        with self.engine.begin() as c:
            c.execute(sa.update(accounts).where(accounts.c.name == name).values(signed_in_at=now))
            hashed = digest(b"akari browser", mark)
            c.execute(sa.delete(browsers).where(browsers.c.mark == hashed))
            c.execute(sa.insert(browsers).values(mark=hashed, account=name, at=now))

    def knows(self, name: str, mark: str) -> bool:
        """Whether *name* signed in from the browser that bears *mark*, of late."""
        hashed = digest(b"akari browser", mark)
        with self._reader.connect() as c:
            query = sa.select(browsers.c.at).where(browsers.c.mark == hashed, browsers.c.account == account_name(name))
            at: datetime | None = c.scalar(query)
        return at is not None and (self._now() - at).days < BROWSER_DAYS

    # -------------------------------------------------------------------- keys
    def tidy(self) -> None:
        """Destroy the clear key once an account holds it (also after a crash between the two)."""
        path = self._folder / CONSOLE_PRIVATE
        if not path.exists() or not any(not account.disabled for account in self.everyone()):
            return
        with path.open("r+b") as file:
            file.write(b"0" * path.stat().st_size)
            file.flush()
        path.unlink()

    def _clear_key(self) -> PrivateKey:
        key = PrivateKey(read_key(self._folder / CONSOLE_PRIVATE, "the console's private key"))
        if bytes(key.public_key) != console_public_key(self._folder):
            raise SealBroken("console.key and console.pub do not belong together: restore both from the backup of the keys")
        return key

    def _key_of(self, name: str, password: str) -> PrivateKey:
        row = self._row(name)
        usable = row is not None and not row.disabled
        fits = self._vault.fits(row.password if usable and row else None, password)
        key = unwrap(self._vault.derive(password, row.salt), row.console_key) if fits and row else None
        if key is None:
            raise NotPossible("password_wrong")
        return PrivateKey(key)

    def _wrapped(self, password: str, key: PrivateKey) -> dict[str, bytes | str | None]:
        salt = new_salt()
        wrapped = wrap(self._vault.derive(password, salt), bytes(key))
        return {"password": self._vault.hash(password), "salt": salt, "console_key": wrapped}

    def _check_password(self, name: str, password: str) -> None:
        if not SHORTEST <= len(plain(password)) <= LONGEST or len(set(password)) < 5 or name in plain(password).casefold():
            raise NotPossible("password_weak")


def _code(secret: str, step: int) -> bytes:
    return pyotp.HOTP(secret).at(step).encode()
