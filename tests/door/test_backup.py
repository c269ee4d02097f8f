"""Backup and restore as operators do them: nothing is lost, and nothing that was erased comes back."""

import asyncio
import itertools
import shutil
import sqlite3
import tarfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import sqlalchemy as sa
from nacl.public import PrivateKey

from bot.console.accounts import Accounts
from bot.console.vault import Cost, Vault
from bot.core.messages import Address, Message, Reply
from bot.core.ports import HandledBy, Holder, Turn
from bot.door.backup import KEYS, NotDone, backup, restore
from bot.keys import CONSOLE_PRIVATE, CONSOLE_PUBLIC, GATEWAY, console_public_key, create, gateway_master
from bot.settings import Settings, read
from bot.stores.archive import Archive, Gone
from bot.stores.database import connect
from bot.stores.schema import erased, erasures, talk_keys, talks
from bot.stores.sealing import read_key
from bot.stores.sql import SQLStore
from tests.fakes.ports import free_port
from tests.stores.conftest import new_database

KINDS = [("sqlite", "sqlite"), ("sqlite", "postgresql"), ("postgresql", "postgresql")]
"""Of the data, of the keys."""
HELLO = (Reply("notice", "en", "A program."),)
PASSWORD = "correct horse battery"

type Kind = tuple[str, str]


@dataclass
class Home:
    """One deployment: a folder and its two databases."""

    settings: Settings
    private: PrivateKey | None = None

    def store(self) -> SQLStore:
        secrets = self.settings.secrets
        master, public = gateway_master(secrets), console_public_key(secrets)
        return SQLStore(self.settings.store_url, self.settings.keys_url, master, public)

    def does[T](self, work: Callable[[SQLStore], T]) -> T:
        """What a gateway does between its start and its end."""

        async def run() -> T:
            store = self.store()
            await store.start()
            try:
                return await work(store)  # type: ignore[misc,no-any-return]
            finally:
                store.close_files()

        return asyncio.run(run())

    def writes(self, person: str, text: str) -> str:
        """A message with its turn; the talk's id."""

        async def write(store: SQLStore) -> str:
            message = Message(Address("telegram", person), f"{person} {text}", text=text)
            accepted = await store.accept(message, None, (), HELLO)
            waiting = await store.next(accepted.talk)
            assert waiting
            turn = Turn(waiting.id, waiting.talk, waiting.message, HELLO, HandledBy.ENGINE, "en")
            assert await store.answer(turn, "", None, {}, Holder.BOT)
            return accepted.talk

        return self.does(write)  # type: ignore[arg-type,return-value]

    def erases(self, talk: str) -> None:
        self.does(lambda store: store.erase(talk))

    def reads(self, talk: str) -> list[str] | None:
        """What the staff read of a talk; None when nobody can."""
        private = self.private or PrivateKey(read_key(self.settings.secrets / CONSOLE_PRIVATE, "the console's key"))

        async def read() -> list[str] | None:
            archive = Archive(self.settings.store_url, self.settings.keys_url, frozenset())
            await archive.start()
            try:
                return [turn.parts["text"] for turn in await archive.turns(talk, private)]
            except Gone:
                return None
            finally:
                archive.close_files()

        return asyncio.run(read())

    def column(self, column: sa.Column[str], keys: bool = False) -> list[str]:
        engine = connect(self.settings.keys_url if keys else self.settings.store_url)
        with engine.connect() as c:
            found = list(c.scalars(sa.select(column)))
        engine.dispose()
        return found


@dataclass
class Homes:
    """Makes deployments of one kind; *saved* are backups by name."""

    kind: Kind
    folder: Path
    database: Callable[[], str]
    count: int = 0
    saved: dict[str, Path] = field(default_factory=dict)

    def new(self, store_url: str = "", keys_url: str = "") -> Home:
        """An empty one, or one beside a database that is there already."""
        self.count += 1
        environment = {"AKARI_HOME": str(self.folder / f"home{self.count}")}
        environment |= {name: str(free_port()) for name in ("AKARI_WEB_PORT", "AKARI_CONSOLE_PORT")}
        for name, kind, url in zip(("AKARI_STORE_URL", "AKARI_KEYS_URL"), self.kind, (store_url, keys_url), strict=True):
            if url or kind == "postgresql":
                environment[name] = url or self.database()
        return Home(read(environment))

    def save(self, home: Home, name: str, keys: bool) -> None:
        self.saved[name] = self.folder / f"{name}.tar.gz"
        backup(home.settings, self.saved[name], keys)


@pytest.fixture(params=KINDS, ids=" and keys on ".join)
def homes(request: pytest.FixtureRequest, tmp_path: Path) -> Homes:
    def database() -> str:
        return new_database(request.getfixturevalue("postgres"))

    return Homes(request.param, tmp_path, database)


@pytest.fixture
def lived(homes: Homes) -> tuple[Homes, Home, str, str]:
    """A home with backups of before and after an erasing; the talk that is kept and the one that was erased."""
    home = homes.new()
    create(home.settings.secrets)
    kept, gone = home.writes("1", "kept words"), home.writes("2", "erased words")
    homes.save(home, "old data", keys=False)
    homes.save(home, "old keys", keys=True)
    home.erases(gone)
    homes.save(home, "new data", keys=False)
    homes.save(home, "new keys", keys=True)
    home.private = PrivateKey(read_key(home.settings.secrets / CONSOLE_PRIVATE, "the console's key"))
    return homes, home, kept, gone


def assert_erased(home: Home, kept: str, gone: str) -> None:
    """Nothing is left of one talk, and the other one is whole."""
    assert [kept] == home.column(talk_keys.c.talk, keys=True)
    assert [kept] == home.column(talks.c.id)
    assert [gone] == home.column(erased.c.talk) == home.column(erasures.c.talk, keys=True)
    assert home.reads(gone) is None
    assert ["kept words"] == home.reads(kept)


def test_what_was_erased_stays_erased_in_every_order(lived: tuple[Homes, Home, str, str]) -> None:
    """Whichever of data and keys is older and whichever comes first: I erased, and nobody reads it."""
    homes, _, kept, gone = lived
    for data, keys, first in itertools.product(("old data", "new data"), ("old keys", "new keys"), ("data", "keys")):
        if (data, keys) == ("old data", "old keys"):
            continue
        home = homes.new()
        for name in (data, keys) if first == "data" else (keys, data):
            restore(home.settings, homes.saved[name])
        assert_erased(home, kept, gone)


def test_a_newer_backup_of_the_keys_mends_two_old_ones(lived: tuple[Homes, Home, str, str]) -> None:
    """Two old backups know of no erasing; the list in a newer backup of the keys, put on top, is obeyed."""
    homes, _, kept, gone = lived
    home = homes.new()
    restore(home.settings, homes.saved["old data"])
    restore(home.settings, homes.saved["old keys"])
    assert {kept, gone} == set(home.column(talk_keys.c.talk, keys=True))

    restore(home.settings, homes.saved["new keys"])

    assert_erased(home, kept, gone)


def test_old_keys_beside_todays_data(lived: tuple[Homes, Home, str, str]) -> None:
    """The keys are lost and only an old backup of them is left: today's data know what I erased."""
    homes, today, kept, gone = lived
    home = homes.new(store_url=today.settings.store_url)

    restore(home.settings, homes.saved["old keys"])

    assert_erased(home, kept, gone)


def test_old_data_beside_todays_keys(lived: tuple[Homes, Home, str, str]) -> None:
    """The data are lost and only an old backup of them is left: today's keys know what I erased."""
    homes, today, kept, gone = lived
    home = homes.new(keys_url=today.settings.keys_url)
    shutil.copytree(today.settings.secrets, home.settings.secrets, dirs_exist_ok=True)

    restore(home.settings, homes.saved["old data"])

    assert_erased(home, kept, gone)


def test_old_keys_over_todays_keys(lived: tuple[Homes, Home, str, str]) -> None:
    """The store of keys is there and a key file is lost: the file comes back, my erased key does not, newer keys stay."""
    homes, home, kept, gone = lived
    newest = home.writes("3", "words after the backup")
    (home.settings.secrets / GATEWAY).unlink()

    assert {CONSOLE_PUBLIC, CONSOLE_PRIVATE} == set(restore(home.settings, homes.saved["old keys"]))

    assert {kept, newest} == set(home.column(talk_keys.c.talk, keys=True))
    assert [gone] == home.column(erasures.c.talk, keys=True)
    assert home.does(lambda store: store.find(Address("telegram", "3")))


def test_a_restored_home_goes_on(lived: tuple[Homes, Home, str, str]) -> None:
    """After the machine burned down my talk goes on where it was, and I can still erase it."""
    homes, _, kept, _ = lived
    home = homes.new()
    restore(home.settings, homes.saved["new data"])
    restore(home.settings, homes.saved["new keys"])

    assert kept == home.writes("1", "I am back")
    assert ["kept words", "I am back"] == home.reads(kept)
    home.erases(kept)
    assert home.reads(kept) is None
    for file in [*home.settings.secrets.iterdir(), *home.settings.home.glob("*.db*")]:
        assert 0 == file.stat().st_mode & 0o077, file.name


def test_a_backup_of_the_data_holds_no_key(lived: tuple[Homes, Home, str, str], tmp_path: Path) -> None:
    """Whoever has it reads nothing, also where the keys were put into the same database."""
    homes, home, kept, _ = lived
    if homes.kind == ("postgresql", "postgresql"):
        home = homes.new(store_url=home.settings.store_url, keys_url=home.settings.store_url)
        create(home.settings.secrets)
        kept = home.writes("4", "more words")
        homes.save(home, "shared", keys=False)
    engine = connect(home.settings.keys_url)
    with engine.connect() as c:
        key = c.scalar(sa.select(talk_keys.c.for_console).where(talk_keys.c.talk == kept))
    engine.dispose()
    assert key
    for name in ("new data", "old data", *(["shared"] if "shared" in homes.saved else [])):
        with tarfile.open(homes.saved[name]) as tar:
            for member in (one for one in tar.getmembers() if one.isfile()):
                file = tar.extractfile(member)
                assert file
                whole = file.read()
                assert key not in whole and key.hex().encode() not in whole
                assert b"TABLE DATA public talk_keys" not in whole and b"CREATE TABLE public.talk_keys" not in whole


# ------------------------------------------------------------------ one kind is enough


@pytest.fixture
def local(tmp_path: Path) -> Homes:
    return Homes(("sqlite", "sqlite"), tmp_path, lambda: "")


def test_nothing_that_exists_is_overwritten(local: Homes) -> None:
    """A restore at the wrong place destroys nothing, and says what is in the way."""
    one, other = local.new(), local.new()
    for home in (one, other):
        create(home.settings.secrets)
        home.writes("1", "words")
    local.save(one, "data", keys=False)
    local.save(one, "keys", keys=True)
    before = {path: path.read_bytes() for path in other.settings.home.rglob("*") if path.is_file()}

    for name, said in (("data", "akari.db is there already"), ("keys", "another gateway.key")):
        with pytest.raises(NotDone, match=said):
            restore(other.settings, local.saved[name])
    with pytest.raises(NotDone, match="exists already"):
        backup(one.settings, local.saved["data"], keys=False)

    assert before == {path: path.read_bytes() for path in other.settings.home.rglob("*") if path.is_file()}


def test_accounts_that_are_there_stay(local: Homes) -> None:
    """Staff who were disabled since the backup do not come back, and the console's clear key neither."""
    home = local.new()
    create(home.settings.secrets)
    home.writes("1", "words")
    local.save(home, "keys", keys=True)
    accounts = Accounts(home.settings.secrets, Vault(Cost(passes=1, kibibytes=8)))
    accounts.add("mei", PASSWORD)
    accounts.close()
    assert not (home.settings.secrets / CONSOLE_PRIVATE).exists()
    (home.settings.secrets / GATEWAY).unlink()

    restore(home.settings, local.saved["keys"])

    assert (home.settings.secrets / GATEWAY).exists()
    assert not (home.settings.secrets / CONSOLE_PRIVATE).exists()


def test_lost_accounts_come_back(local: Homes) -> None:
    """staff.db was lost and the console made an empty one at its start: the backup's accounts take its place."""
    home = local.new()
    create(home.settings.secrets)
    cheap = Vault(Cost(passes=1, kibibytes=8))
    accounts = Accounts(home.settings.secrets, cheap)
    accounts.add("mei", PASSWORD)
    accounts.close()
    local.save(home, "keys", keys=True)
    for file in home.settings.secrets.glob("staff.db*"):
        file.unlink()
    Accounts(home.settings.secrets, cheap).close()

    restore(home.settings, local.saved["keys"])

    accounts = Accounts(home.settings.secrets, cheap)
    assert ["mei"] == [account.name for account in accounts.everyone()]
    assert accounts.check("mei", PASSWORD, "")
    accounts.close()


def test_what_is_no_backup_is_refused(local: Homes, tmp_path: Path) -> None:
    """A wrong file is told as such, and a backup of nothing is not made."""
    home = local.new()
    (tmp_path / "letter.tar.gz").write_bytes(b"dear operator")
    for path, said in ((tmp_path / "letter.tar.gz", "no backup"), (tmp_path / "nothing", "no file")):
        with pytest.raises(NotDone, match=said):
            restore(home.settings, path)
    with pytest.raises(NotDone, match="no data yet"):
        backup(home.settings, tmp_path / "empty.tar.gz", keys=False)
    assert not (tmp_path / "empty.tar.gz").exists()


def test_a_backup_of_the_other_kind_of_database_is_told(local: Homes) -> None:
    """SQLite's file cannot go into PostgreSQL; the sentence says what to set."""
    home = local.new()
    create(home.settings.secrets)
    home.writes("1", "words")
    local.save(home, "data", keys=False)
    other = local.new(store_url="postgresql+psycopg://nobody@127.0.0.1:1/nothing")

    with pytest.raises(NotDone, match="AKARI_STORE_URL"):
        restore(other.settings, local.saved["data"])


def test_backups_are_made_while_everything_runs(local: Homes) -> None:
    """The gateway writes on; the copy is whole, and for its owner's eyes only."""
    home = local.new()
    create(home.settings.secrets)
    home.writes("1", "words")

    async def meanwhile(store: SQLStore) -> None:
        for number in range(5):
            await store.accept(Message(Address("telegram", "1"), str(number), text="more"), None, (), HELLO)
            await asyncio.to_thread(local.save, home, f"data{number}", False)
            await asyncio.to_thread(local.save, home, f"keys{number}", True)

    home.does(meanwhile)  # type: ignore[arg-type]
    for path in local.saved.values():
        assert 0o600 == path.stat().st_mode & 0o777
    with tarfile.open(local.saved["keys4"]) as tar:
        tar.extractall(local.folder / "out", filter="data")
    copy = sqlite3.connect(local.folder / "out" / "keys" / KEYS)
    assert "ok" == copy.execute("PRAGMA integrity_check").fetchone()[0]
    assert 1 == copy.execute("SELECT count(*) FROM talk_keys").fetchone()[0]
    copy.close()
