"""`./akari backup` and `restore`: the data and the keys apart, so that a backup of the data alone opens nothing."""

import shutil
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from bot.door.parts import is_up, parts
from bot.keys import CONSOLE_PRIVATE, CONSOLE_PUBLIC, GATEWAY
from bot.settings import Settings

DATA, KEYS = "akari.db", "talks.db"
KEY_FILES = (GATEWAY, CONSOLE_PUBLIC, CONSOLE_PRIVATE, "staff.db", KEYS)


class NotDone(Exception):
    """A backup or restore that was not made; the message says why and what to do."""


def backup(settings: Settings, target: Path, keys: bool) -> None:
    """Write the data (or with *keys* the key files) to *target* while everything runs, or raise NotDone."""
    if target.exists():
        raise NotDone(f"{target} exists already; choose another name.")
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        if keys:
            for name in KEY_FILES:
                _copy(settings.secrets / name, folder / name)
        elif settings.store_url.startswith("sqlite"):
            _copy(Path(settings.store_url.removeprefix("sqlite:///")), folder / DATA)
        else:
            _postgres(["pg_dump", "--format=custom", f"--file={folder / 'akari.dump'}"], settings.store_url)
        target.touch(mode=0o600)
        with tarfile.open(target, "w:gz") as tar:
            tar.add(folder, arcname="keys" if keys else "data")


def restore(settings: Settings, source: Path) -> None:
    """Put a backup where its data or keys belong; nothing that exists is overwritten, and nothing may be running."""
    if any(is_up(part) for part in parts(settings) if part.name in {"gateway", "console"}):
        raise NotDone("Akari is running; stop it before restoring.")
    if not source.exists():
        raise NotDone(f"There is no file {source}.")
    with tempfile.TemporaryDirectory() as scratch:
        try:
            with tarfile.open(source) as tar:
                tar.extractall(scratch, filter="data")
        except (tarfile.TarError, OSError):
            raise NotDone(f"{source} is no backup of Akari.") from None
        if (keys := Path(scratch) / "keys").is_dir():
            _put([*keys.iterdir()], settings.secrets)
            _replay_erasures(settings)
        elif (data := Path(scratch) / "data").is_dir():
            if settings.store_url.startswith("sqlite"):
                store = Path(settings.store_url.removeprefix("sqlite:///"))
                _put([data / DATA], store.parent, store.name)
            else:
                _postgres(["pg_restore", "--exit-on-error", "--dbname=", str(data / "akari.dump")], settings.store_url)
        else:
            raise NotDone(f"{source} is no backup of Akari.")


def _copy(source: Path, target: Path) -> None:
    if not source.exists():
        return
    if source.suffix == ".db":
        reading, writing = sqlite3.connect(f"file:{source}?mode=ro", uri=True), sqlite3.connect(target)
        with writing:
            reading.backup(writing)
        reading.close()
        writing.close()
    else:
        shutil.copyfile(source, target)


def _put(files: list[Path], folder: Path, name: str | None = None) -> None:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    there = [target.name for file in files if (target := folder / (name or file.name)).exists()]
    if there:
        raise NotDone(f"{folder} holds {', '.join(there)} already; restore into an empty AKARI_HOME.")
    for file in files:
        target = folder / (name or file.name)
        shutil.copyfile(file, target)
        target.chmod(0o600)


def _replay_erasures(settings: Settings) -> None:
    """A key that was erased after this backup was made stays erased: the data's own list of talks says which exist."""
    store, keys = Path(settings.store_url.removeprefix("sqlite:///")), settings.secrets / KEYS
    if not store.exists() or not keys.exists():
        return
    data, file = sqlite3.connect(f"file:{store}?mode=ro", uri=True), sqlite3.connect(keys)
    kept = {row[0] for row in data.execute("SELECT id FROM talks")}
    with file:
        for (talk,) in file.execute("SELECT talk FROM talk_keys").fetchall():
            if talk not in kept:
                file.execute("DELETE FROM talk_keys WHERE talk = ?", (talk,))
    data.close()
    file.close()


def _postgres(command: list[str], url: str) -> None:
    plain = url.replace("postgresql+psycopg://", "postgresql://")
    words = [word + plain if word == "--dbname=" else word for word in command]
    if "--dbname=" not in command:
        words.append(f"--dbname={plain}")
    if shutil.which(words[0]) is None:
        raise NotDone(f"{words[0]} is needed: install PostgreSQL's client.")
    if subprocess.run(words, check=False).returncode:  # noqa: S603 - our own command
        raise NotDone(f"{words[0]} failed; its words are above.")


def run(settings: Settings, target: Path, keys: bool, restoring: bool) -> int:
    """The verb; 1 with a sentence when it was not done."""
    try:
        if restoring:
            restore(settings, target)
        else:
            backup(settings, target, keys)
    except NotDone as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    sys.stdout.write(f"{'Restored from' if restoring else 'Written to'} {target}\n")
    return 0
