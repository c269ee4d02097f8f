"""The list of stores; every promise of the Store port is tested on each."""

import secrets
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from nacl.public import PrivateKey

from bot.core.messages import Address, Message, Reply
from bot.core.ports import HandledBy, Turn, Waiting
from bot.stores.database import connect
from bot.stores.sealing import Master, new_key
from bot.stores.sql import SQLStore

KINDS = ["sqlite", "postgresql"]


@dataclass
class Clock:
    """A clock that tests move."""

    now: datetime = field(default_factory=lambda: datetime(2026, 11, 22, 12, 0, tzinfo=UTC))

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, **span: float) -> None:
        self.now += timedelta(**span)


@dataclass
class Place:
    """Where a store lives and the keys it was made with, so that it can be opened again as after a restart."""

    url: str
    keys_url: str
    master: Master
    private: PrivateKey
    clock: Clock

    def open(self) -> SQLStore:
        return SQLStore(self.url, self.keys_url, self.master, bytes(self.private.public_key), now=self.clock)


def new_database(server: str) -> str:
    """The address of an empty database on a PostgreSQL server."""
    name = f"akari_{secrets.token_hex(6)}"
    engine = connect(server)
    with engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(sa.text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return server.replace("/postgres?", f"/{name}?")


@pytest.fixture(params=KINDS)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """An empty store of each kind; the keys lie apart, in a database of the same kind."""
    if request.param == "sqlite":
        url, keys_url = f"sqlite:///{tmp_path}/akari.db", f"sqlite:///{tmp_path}/keys.db"
    else:
        url, keys_url = (new_database(request.getfixturevalue("postgres")) for _ in range(2))
    return Place(url, keys_url, Master(new_key()), PrivateKey.generate(), Clock())


@pytest.fixture
async def store(place: Place) -> AsyncIterator[SQLStore]:
    store = place.open()
    await store.start()
    yield store
    store.close_files()


@pytest.fixture
def clock(place: Place) -> Clock:
    return place.clock


PERSON = Address("telegram", "4242424242")


def message(key: str, text: str = "hello", sender: Address = PERSON) -> Message:
    return Message(sender, key, text=text, receipt=f"9{key}")


def reply(text: str, kind: str = "text") -> Reply:
    return Reply(kind, "en", text)  # type: ignore[arg-type]


FIRST = (reply("A program.", "notice"),)

type Answer = Callable[[SQLStore, Waiting, str], object]


def turn(waiting: Waiting, *texts: str, handled_by: HandledBy = HandledBy.ENGINE) -> Turn:
    return Turn(waiting.id, waiting.talk, waiting.message, tuple(map(reply, texts)), handled_by, "en", waiting.alarm)
