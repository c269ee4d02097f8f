"""`./akari backup` and `restore`: the data and the keys apart, so that a backup of the data alone opens nothing.

1. Nothing that exists is overwritten; a store of keys that is there gets what it lacks.
2. What was erased stays erased: both stores hold the list of erasures (bot/stores/erasing.py), which is replayed after each
   restore as soon as both are there, whichever came first and whichever is older.
3. The talks' keys are always carried in a SQLite file, also from and to PostgreSQL.
"""

import os
import shutil
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from bot.console.staffdb import FILE as STAFF
from bot.door.parts import is_up, parts
from bot.keys import CONSOLE_PRIVATE, CONSOLE_PUBLIC, GATEWAY
from bot.settings import Settings
from bot.stores.database import connect, migrate
from bot.stores.erasing import copy_keys, replay
from bot.stores.schema import keys_metadata, talk_keys, talks
from bot.stores.shelf import utc_now

DATA, DUMP, KEYS = "akari.db", "akari.dump", "talks.db"
UNCHANGING = (GATEWAY, CONSOLE_PUBLIC)
KEY_FILES = (*UNCHANGING, CONSOLE_PRIVATE, STAFF)


class NotDone(Exception):
    """A backup or restore that was not made; the message says why and what to do."""


def backup(settings: Settings, target: Path, keys: bool) -> None:
    """Write the data (or with *keys* the keys) to *target* while everything runs, or raise NotDone."""
    if target.exists():
        raise NotDone(f"{target} exists already; choose another name.")
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        if keys:
            _save_keys(settings, folder)
        else:
            _save_data(settings, folder)
        target.touch(mode=0o600)
        with tarfile.open(target, "w:gz") as tar:
            tar.add(folder, arcname="keys" if keys else "data")


def restore(settings: Settings, source: Path) -> list[str]:
    """Put a backup where its data or keys belong, while nothing runs, or raise NotDone; the names of what was there and stays."""
    if any(is_up(part) for part in parts(settings) if part.name in {"gateway", "console"}):
        raise NotDone("Akari is running; stop it before restoring.")
    if not source.exists():
        raise NotDone(f"There is no file {source}.")
    with tempfile.TemporaryDirectory() as scratch:
        try:
            with tarfile.open(source) as tar:
                tar.extractall(scratch, filter="data")
        except (tarfile.TarError, OSError, EOFError):
            raise NotDone(f"{source} is no backup of Akari.") from None
        if (keys := Path(scratch) / "keys").is_dir():
            kept = _put_keys(settings, keys)
        elif (data := Path(scratch) / "data").is_dir():
            kept = _put_data(settings, data)
        else:
            raise NotDone(f"{source} is no backup of Akari.")
    _replay(settings)
    return kept


# ------------------------------------------------------------------------ data


def _save_data(settings: Settings, folder: Path) -> None:
    url = settings.store_url
    if not _holds(url, talks):
        raise NotDone("There are no data yet: nothing has run with this AKARI_HOME and AKARI_STORE_URL.")
    if path := _file(url):
        _copy_sqlite(path, folder / DATA)
    else:  # keys that were put into the same database do not belong in a backup of the data
        apart = [f"--exclude-table=*.{table.name}" for table in keys_metadata.sorted_tables]
        _postgres(["pg_dump", "--format=custom", f"--file={folder / DUMP}", *apart], url)


def _put_data(settings: Settings, folder: Path) -> list[str]:
    url, path = settings.store_url, _file(settings.store_url)
    if path and path.exists():
        raise NotDone(f"{path} is there already; restore into an empty AKARI_HOME.")
    if not (folder / (DATA if path else DUMP)).exists():
        kind = "PostgreSQL" if path else "SQLite"
        raise NotDone(f"This backup was made of {kind}; set AKARI_STORE_URL to a store of its kind.")
    if path:
        _put(folder / DATA, path)
    elif _holds(url, talks):
        raise NotDone("The database of AKARI_STORE_URL holds talks already; restore into an empty one.")
    else:
        _postgres(["pg_restore", "--single-transaction", "--no-owner", "--no-privileges", str(folder / DUMP)], url)
    return []


# ------------------------------------------------------------------------ keys


def _save_keys(settings: Settings, folder: Path) -> None:
    for name in KEY_FILES:
        if (settings.secrets / name).exists():
            (_copy_sqlite if name == STAFF else _put)(settings.secrets / name, folder / name)
    if _holds(settings.keys_url, talk_keys):
        with _open(settings.keys_url) as present, _open(f"sqlite:///{folder / KEYS}") as copy:
            keys_metadata.create_all(copy)
            copy_keys(present, copy)  # closing the last connection puts SQLite's write-ahead log into the file


def _put_keys(settings: Settings, folder: Path) -> list[str]:
    there = {name for name in KEY_FILES if (settings.secrets / name).exists()}
    if STAFF in there and not _has_accounts(settings.secrets / STAFF):
        there.remove(STAFF)
    for name in [name for name in UNCHANGING if name in there]:
        if (folder / name).exists() and (folder / name).read_bytes() != (settings.secrets / name).read_bytes():
            raise NotDone(f"{settings.secrets} holds another {name}; restore into an empty AKARI_HOME.")
    if STAFF in there:
        there.add(CONSOLE_PRIVATE)  # it was destroyed when the first account was made
    for name in KEY_FILES:
        if name not in there and (folder / name).exists():
            _put(folder / name, settings.secrets / name)
    if (folder / KEYS).exists():
        if (path := _file(settings.keys_url)) and not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            path.touch(mode=0o600)
        with _open(f"sqlite:///{folder / KEYS}") as saved, _open(settings.keys_url) as present:
            keys_metadata.create_all(present)
            copy_keys(saved, present)
    return sorted(there & {path.name for path in folder.iterdir()})


def _has_accounts(staff: Path) -> bool:
    """Whether anybody could sign in with it: an empty one is made by every start of the console."""
    with closing(sqlite3.connect(f"file:{staff}?mode=ro", uri=True)) as file:
        return bool(file.execute("SELECT count(*) FROM accounts").fetchone()[0])


# ------------------------------------------------------------------ both stores


def _replay(settings: Settings) -> None:
    """Destroy what was erased since the backup; the start of the gateway and the console do so as well."""
    if _holds(settings.store_url, talks) and _holds(settings.keys_url, talk_keys):
        with _open(settings.store_url) as data, _open(settings.keys_url) as keys:
            migrate(data)
            replay(data, keys, utc_now())


def _file(url: str) -> Path | None:
    """The file of a SQLite store."""
    return Path(url.removeprefix("sqlite:///")) if url.startswith("sqlite") else None


def _holds(url: str, table: sa.Table) -> bool:
    """Whether the store is there and has *table*; a missing SQLite file is not made."""
    if (path := _file(url)) and not path.exists():
        return False
    with _open(url) as engine:
        return sa.inspect(engine).has_table(table.name)


@contextmanager
def _open(url: str) -> Iterator[sa.Engine]:
    engine = connect(url)
    try:
        yield engine
    except SQLAlchemyError as error:
        raise NotDone(f"A database could not be read or written: {type(error).__name__}.") from None
    finally:
        engine.dispose()


def _copy_sqlite(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as reading, closing(sqlite3.connect(target)) as writing:
        reading.backup(writing)


def _put(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    for leftover in ("-wal", "-shm"):  # of a database that stood here: SQLite would take it for the new one's
        target.with_name(target.name + leftover).unlink(missing_ok=True)
    target.touch(mode=0o600)
    shutil.copyfile(source, target)
    target.chmod(0o600)


def _postgres(command: list[str], url: str) -> None:
    """Run one of PostgreSQL's own programs; the password goes by the environment, since everybody sees command lines."""
    where = sa.make_url(url)
    address = where.set(drivername="postgresql", password=None).render_as_string(hide_password=False)
    if shutil.which(command[0]) is None:
        raise NotDone(f"{command[0]} is needed: install PostgreSQL's client.")
    environment = dict(os.environ) | ({"PGPASSWORD": str(where.password)} if where.password else {})
    if subprocess.run([*command, f"--dbname={address}"], check=False, env=environment).returncode:  # noqa: S603 - our own command
        raise NotDone(f"{command[0]} failed; its words are above.")


def run(settings: Settings, target: Path, keys: bool, restoring: bool) -> int:
    """The verb; 1 with a sentence when it was not done."""
    kept: list[str] = []
    try:
        if restoring:
            kept = restore(settings, target)
        else:
            backup(settings, target, keys)
    except NotDone as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    sys.stdout.write(f"{'Restored from' if restoring else 'Written to'} {target}\n")
    if kept:
        sys.stdout.write(f"These were there and stay as they are: {', '.join(kept)}\n")
    return 0
