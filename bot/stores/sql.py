"""The store on SQLite or PostgreSQL: the Store port, each method one blocking call off the event loop."""

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa

from bot.core.messages import Address, Message, Reply
from bot.core.ports import Accepted, Holder, Outcome, Parcel, Posted, Talk, Turn, Waiting
from bot.core.safety import Alarm
from bot.stores import accepting, answering, delivering
from bot.stores.database import Hands, connect, migrate, reader
from bot.stores.erasing import erase_talk, replay, unlike
from bot.stores.housekeeping import Spans, sweep
from bot.stores.schema import inbox, talks
from bot.stores.sealing import Master
from bot.stores.shelf import Shelf, utc_now
from bot.stores.talkkeys import TalkKeys

log = logging.getLogger(__name__)


class SQLStore:
    """Implements the Store port; see there for what each method promises."""

    def __init__(
        self, url: str, keys_url: str, master: Master, console_key: bytes, spans: Spans | None = None,
        pushing: frozenset[str] = frozenset({"telegram"}), now: Callable[[], datetime] = utc_now,
    ) -> None:  # fmt: skip
        self._engine, self._keys_engine = connect(url), connect(keys_url)
        self._keys = TalkKeys(self._keys_engine, master, console_key, now)
        self._shelf = Shelf(self._engine, reader(self._engine), self._keys, master, pushing, now)
        self._hands, self._spans, self._now = Hands(self._engine), spans or Spans(), now

    async def start(self) -> None:
        """Bring the schema up to date and replay the erasures."""
        await self._hands.do(self._prepare)

    def _prepare(self) -> None:
        self._keys.prepare()
        migrate(self._engine)
        self._replay()

    def _replay(self) -> None:
        for talk in replay(self._engine, self._keys_engine, self._now()):
            self._keys.forget(talk)

    def close_files(self) -> None:
        """Finish what is under way and let go of the databases."""
        self._hands.close()
        self._engine.dispose()
        self._keys_engine.dispose()

    async def _read[T](self, work: Callable[[sa.Connection], T]) -> T:
        return await self._hands.do(lambda: self._shelf.read(work))

    async def ping(self) -> None:
        """Raise StoreDown unless a row can be read."""
        await self._read(lambda c: c.scalar(sa.select(talks.c.id).limit(1)))

    async def open(self, address: Address, chosen: str | None, replies: Sequence[Reply]) -> Sequence[Posted]:
        return await self._hands.do(lambda: self._open(address, chosen, replies))

    def _open(self, address: Address, chosen: str | None, replies: Sequence[Reply]) -> Sequence[Posted]:
        if earlier := self._shelf.read(lambda c: self._shelf.talk_at(c, address)):
            self._close(earlier)
        return accepting.open_talk(self._shelf, address, chosen, replies)

    async def find(self, address: Address) -> Talk | None:
        return await self._read(lambda c: self._find(c, address))

    def _find(self, c: sa.Connection, address: Address) -> Talk | None:
        id = self._shelf.talk_at(c, address)
        return self._shelf.talk(c, id) if id else None

    async def accept(
        self, message: Message, alarm: Alarm | None, card: Sequence[Reply], first_words: Sequence[Reply] | None
    ) -> Accepted:
        return await self._hands.do(lambda: accepting.accept(self._shelf, message, alarm, card, first_words))

    async def next(self, talk: str) -> Waiting | None:
        return await self._read(lambda c: accepting.next_waiting(self._shelf, c, talk))

    async def answer(
        self, turn: Turn, state: str, chosen: str | None, choices: Mapping[str, str], holder: Holder
    ) -> Outcome | None:
        return await self._hands.do(lambda: answering.answer(self._shelf, turn, state, chosen, choices, holder))

    async def note(self, waiting: Waiting, reply: Reply) -> bool:
        return await self._hands.do(lambda: answering.note(self._shelf, waiting, reply))

    async def unanswered(self) -> Sequence[str]:
        return await self._read(lambda c: list(c.scalars(sa.select(inbox.c.talk).where(inbox.c.handled_by.is_(None)).distinct())))

    async def outcome(self, id: int) -> Outcome | None:
        return await self._read(lambda c: answering.outcome(self._shelf, c, id))

    async def replies(self, talk: str, after: int) -> Sequence[Posted]:
        return await self._read(lambda c: answering.replies_after(self._shelf, c, talk, after))

    async def due(self, channels: Sequence[str], busy: Sequence[str]) -> Sequence[Parcel]:
        return await self._hands.do(lambda: delivering.due(self._shelf, channels, busy))

    async def delivered(self, id: int, receipt: str) -> None:
        await self._hands.do(lambda: delivering.delivered(self._shelf, id, receipt))

    async def undelivered(self, id: int, reason: str, retry_after: float | None) -> None:
        await self._hands.do(lambda: delivering.undelivered(self._shelf, id, reason, retry_after))

    async def resend(self) -> int:
        return await self._hands.do(lambda: delivering.resend(self._shelf))

    async def receipts(self, talk: str) -> Sequence[str]:
        return await self._read(lambda c: delivering.receipts(self._shelf, c, talk))

    async def overdue(self, since: datetime) -> Sequence[Talk]:
        return await self._read(lambda c: answering.overdue(self._shelf, c, since))

    async def give_back(self, talk: Talk, replies: Sequence[Reply], choices: Mapping[str, str]) -> bool:
        return await self._hands.do(lambda: answering.give_back(self._shelf, talk, replies, choices))

    async def close(self, talk: str) -> None:
        await self._hands.do(lambda: self._close(talk))

    def _close(self, talk: str) -> None:
        with self._engine.begin() as c:
            self._shelf.shut(c, talk)
        self._keys.drop(talk)

    async def erase(self, talk: str) -> None:
        await self._hands.do(lambda: self._erase(talk))

    def _erase(self, talk: str) -> None:
        self._keys.forget(talk)
        if not erase_talk(self._engine, self._keys_engine, talk, self._now()):
            log.warning("a reader keeps the WAL from being emptied; the next sweep tries again")

    async def sweep(self) -> int:
        return await self._hands.do(self._sweep)

    def _sweep(self) -> int:
        if unlike(self._engine, self._keys_engine):
            self._replay()
        return sweep(self._engine, self._spans, self._now(), self._close, self._erase)
