"""The key file: one data key per talk, kept apart from the data so that a backup of the data opens nothing."""

from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime

import sqlalchemy as sa

from bot.stores.schema import keys_metadata, talk_keys
from bot.stores.sealing import Master, for_console, new_key

REMEMBERED = 5_000


class TalkKeys:
    """Makes, finds and drops the keys of talks; all calls block."""

    def __init__(self, engine: sa.Engine, master: Master, console_key: bytes, now: Callable[[], datetime]) -> None:
        self._engine, self._master, self._console_key, self._now = engine, master, console_key, now
        self._open: OrderedDict[str, bytes] = OrderedDict()

    def prepare(self) -> None:
        keys_metadata.create_all(self._engine)

    def make(self, talk: str) -> bytes:
        """A new data key for *talk*, durable before it is used."""
        key = new_key()
        with self._engine.begin() as connection:
            connection.execute(
                sa.insert(talk_keys).values(
                    talk=talk, for_console=for_console(self._console_key, key),
                    for_gateway=self._master.wrap(talk, key), made_at=self._now(),
                )
            )
        return self._remember(talk, key)

    def of(self, talk: str) -> bytes | None:
        """The data key of an open talk; None once it was closed or erased."""
        if key := self._open.get(talk):
            self._open.move_to_end(talk)
            return key
        with self._engine.connect() as connection:
            wrapped = connection.scalar(sa.select(talk_keys.c.for_gateway).where(talk_keys.c.talk == talk))
        return self._remember(talk, self._master.unwrap(talk, wrapped)) if wrapped else None

    def drop(self, talk: str) -> None:
        """The talk is closed: only the console can open it from now on."""
        self._open.pop(talk, None)
        with self._engine.begin() as connection:
            connection.execute(sa.update(talk_keys).where(talk_keys.c.talk == talk).values(for_gateway=None))

    def forget(self, talk: str) -> None:
        """Drop the key from memory, before it is destroyed."""
        self._open.pop(talk, None)

    def _remember(self, talk: str, key: bytes) -> bytes:
        self._open[talk] = key
        while len(self._open) > REMEMBERED:
            self._open.popitem(last=False)
        return key
