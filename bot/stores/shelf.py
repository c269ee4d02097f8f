"""What every part of the store works with: the engines, the keys, the clock, and how a talk and a reply are read and put."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from bot.core.messages import Address, Reply
from bot.core.ports import Holder, Posted, Talk
from bot.core.safety import Alarm, Level
from bot.stores.packing import pack_answer, unpack_memory, unpack_reply
from bot.stores.schema import inbox, outbox, talks
from bot.stores.sealing import Master, seal, unseal
from bot.stores.talkkeys import TalkKeys

# Statements of every message are made once: SQLAlchemy takes as long to make one as SQLite to carry it out.
_TALK_AT = sa.select(talks.c.id).where(talks.c.address_hash == sa.bindparam("hashed"))
_TALK = sa.select(talks).where(talks.c.id == sa.bindparam("wanted"), talks.c.closed_at.is_(None))
_POST = sa.insert(outbox).returning(outbox.c.id)
_POSTS = sa.select(outbox).where(outbox.c.inbox == sa.bindparam("answered")).order_by(outbox.c.id)


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Shelf:
    """*reader* is the same database without write locks; *pushing* are the channels whose replies are sent, not fetched."""

    engine: sa.Engine
    reader: sa.Engine
    keys: TalkKeys
    master: Master
    pushing: frozenset[str]
    now: Callable[[], datetime]

    def read[T](self, work: Callable[[sa.Connection], T]) -> T:
        """*work* on a connection that takes no write lock."""
        with self.reader.connect() as connection:
            return work(connection)

    def talk_at(self, c: sa.Connection, address: Address) -> str | None:
        """The id of the open talk at *address*."""
        hashed = self.master.hash(address.channel, address.id)
        found: str | None = c.scalar(_TALK_AT, {"hashed": hashed})
        return found

    def talk(self, c: sa.Connection, id: str) -> Talk | None:
        """The open talk *id*, unsealed; None once it is closed or erased."""
        row = c.execute(_TALK, {"wanted": id}).first()
        key = self.keys.of(id)
        if row is None or key is None:
            return None
        state, choices = unpack_memory(unseal(key, f"{id} memory", row.memory))
        address = Address(row.channel, unseal(key, f"{id} address", row.address).decode())
        return Talk(id, address, row.chosen, row.language, state, choices, row.alarm, Holder(row.holder), row.holder_since)

    def raise_alarm(self, c: sa.Connection, talk: str, alarm: Alarm) -> None:
        """Put *alarm* on the talk, to be seen by staff. A concern does not cover danger or self-harm, which it may well be
        about, and whoever waits already is not put behind others by writing once more."""
        row = c.execute(sa.select(talks.c.alarm, talks.c.alarm_at, talks.c.seen_at).where(talks.c.id == talk)).one()
        values: dict[str, object] = {"seen_at": None}
        lighter = row.alarm in (None, Level.CONCERN.name.lower())
        if alarm.urgent or lighter:
            values |= {"alarm": alarm.name, "alarm_rule": alarm.rule}
        if row.alarm_at is None or row.seen_at is not None or (alarm.urgent and lighter):
            values["alarm_at"] = self.now()
        c.execute(sa.update(talks).where(talks.c.id == talk).values(**values))

    def shut(self, c: sa.Connection, id: str) -> None:
        """Close the talk: state, choices, language and address are dropped, waiting messages and replies deleted."""
        c.execute(
            sa.update(talks).where(talks.c.id == id, talks.c.closed_at.is_(None))
            .values(closed_at=self.now(), address_hash=None, address=None, memory=None, holder=Holder.BOT.value)
        )  # fmt: skip
        for table in (inbox, outbox):
            c.execute(sa.delete(table).where(table.c.talk == id))

    def post(
        self, c: sa.Connection, talk: str, key: bytes, channel: str, inbox_id: int | None, reply: Reply, answers: str = ""
    ) -> int:
        """Put *reply* into the outbox, sealed; its cursor. *answers* is the key of the message it answers."""
        now = self.now()
        id: int = c.execute(
            _POST,
            {
                "talk": talk, "channel": channel, "inbox": inbox_id, "due_at": now, "at": now, "tries": 0, "ambiguous": False,
                "reply": seal(key, f"{talk} reply", pack_answer(reply, answers)),
                "status": "pending" if channel in self.pushing else "offered",
            },
        ).scalar_one()  # fmt: skip
        return id

    def opened(self, key: bytes, talk: str, rows: Sequence[sa.Row[Any]]) -> list[Posted]:
        """Outbox rows, unsealed."""
        return [Posted(row.id, unpack_reply(unseal(key, f"{talk} reply", row.reply), str(row.id))) for row in rows]

    def posts(self, c: sa.Connection, inbox_id: int) -> Sequence[sa.Row[Any]]:
        """The outbox rows that answer one message, in order."""
        return c.execute(_POSTS, {"answered": inbox_id}).all()
