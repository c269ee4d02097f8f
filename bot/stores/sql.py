"""The store on SQLite or PostgreSQL: acceptance, one transaction a turn, the outbox, the journal, closing and erasing."""

import logging
import secrets
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from bot.core.messages import Address, Message, Reply
from bot.core.ports import Accepted, HandledBy, Holder, NoTalk, Outcome, Parcel, Posted, StoreDown, Talk, Turn, Waiting
from bot.core.safety import Alarm, Level
from bot.stores.database import Hands, connect, migrate, reader
from bot.stores.housekeeping import Spans, erase_talk, sweep
from bot.stores.packing import pack_memory, pack_message, pack_reply, pack_turn, unpack_memory, unpack_message, unpack_reply
from bot.stores.schema import deliveries, inbox, journal, outbox, talks
from bot.stores.sealing import Master, seal, unseal
from bot.stores.talkkeys import TalkKeys

log = logging.getLogger(__name__)


def utc_now() -> datetime:
    return datetime.now(UTC)


class SQLStore:
    """Implements the Store port; see there for what each method promises."""

    def __init__(
        self, url: str, keys_url: str, master: Master, console_key: bytes, spans: Spans | None = None,
        pushing: frozenset[str] = frozenset({"telegram"}), now: Callable[[], datetime] = utc_now,
    ) -> None:
        self._engine = connect(url)
        self._reader = reader(self._engine)
        self._hands = Hands(self._engine)
        self._master, self._spans, self._pushing, self._now = master, spans or Spans(), pushing, now
        self._keys_engine = connect(keys_url)
        self._keys = TalkKeys(self._keys_engine, master, console_key, now)

    async def start(self) -> None:
        """Bring the schema up to date."""
        await self._hands.do(self._prepare)

    def _prepare(self) -> None:
        self._keys.prepare()
        migrate(self._engine)

    def close_files(self) -> None:
        self._hands.close()
        self._engine.dispose()
        self._keys_engine.dispose()

    async def ping(self) -> None:
        """Raise StoreDown unless a row can be read."""
        await self._hands.do(lambda: self._read(lambda c: c.scalar(sa.select(sa.func.count()).select_from(talks).limit(1))))

    # ------------------------------------------------------------------ talks
    async def open(self, address: Address, chosen: str | None, replies: Sequence[Reply]) -> Sequence[Posted]:
        return await self._hands.do(lambda: self._open(address, chosen, replies))

    def _open(self, address: Address, chosen: str | None, replies: Sequence[Reply]) -> Sequence[Posted]:
        if earlier := self._read(lambda c: self._talk_at(c, address)):
            self._close(earlier)
        with self._engine.begin() as c:
            talk, key = self._begin_talk(c, address, chosen)
            return [Posted(self._post(c, talk, key, address.channel, None, reply), reply) for reply in replies]

    def _begin_talk(self, c: sa.Connection, address: Address, chosen: str | None) -> tuple[str, bytes]:
        talk = secrets.token_hex(16)
        key = self._keys.make(talk)
        now = self._now()
        c.execute(
            sa.insert(talks).values(
                id=talk, channel=address.channel, address_hash=self._master.hash(address.channel, address.id),
                address=seal(key, f"{talk} address", address.id.encode()), opened_at=now, last_at=now, chosen=chosen,
                memory=seal(key, f"{talk} memory", pack_memory("", {})), holder=Holder.BOT.value, turns=0,
            )
        )
        return talk, key

    def _talk_at(self, c: sa.Connection, address: Address) -> str | None:
        hashed = self._master.hash(address.channel, address.id)
        found: str | None = c.scalar(sa.select(talks.c.id).where(talks.c.address_hash == hashed))
        return found

    async def find(self, address: Address) -> Talk | None:
        return await self._hands.do(lambda: self._read(lambda c: self._find(c, address)))

    def _find(self, c: sa.Connection, address: Address) -> Talk | None:
        id = self._talk_at(c, address)
        return self._talk(c, id) if id else None

    def _talk(self, c: sa.Connection, id: str) -> Talk | None:
        row = c.execute(sa.select(talks).where(talks.c.id == id, talks.c.closed_at.is_(None))).first()
        key = self._keys.of(id)
        if row is None or key is None:
            return None
        state, choices = unpack_memory(unseal(key, f"{id} memory", row.memory))
        address = Address(row.channel, unseal(key, f"{id} address", row.address).decode())
        return Talk(id, address, row.chosen, row.language, state, choices, Holder(row.holder), row.holder_since)

    # ------------------------------------------------------------- acceptance
    async def accept(
        self, message: Message, alarm: Alarm | None, card: Sequence[Reply], first_words: Sequence[Reply] | None
    ) -> Accepted:
        return await self._hands.do(lambda: self._accept(message, alarm, card, first_words))

    def _accept(
        self, message: Message, alarm: Alarm | None, card: Sequence[Reply], first_words: Sequence[Reply] | None
    ) -> Accepted:
        key_hash = self._master.hash("delivery", message.sender.channel, message.key)
        try:
            with self._engine.begin() as c:
                if known := c.execute(sa.select(deliveries).where(deliveries.c.key_hash == key_hash)).first():
                    return Accepted(known.inbox, known.talk, fresh=False, opened=False)
                return self._accept_new(c, key_hash, message, alarm, card, first_words)
        except IntegrityError:  # another gateway accepted the same message, or opened the same talk, at this moment
            with self._engine.begin() as c:
                if known := c.execute(sa.select(deliveries).where(deliveries.c.key_hash == key_hash)).first():
                    return Accepted(known.inbox, known.talk, fresh=False, opened=False)
                return self._accept_new(c, key_hash, message, alarm, card, first_words)

    def _accept_new(
        self, c: sa.Connection, key_hash: bytes, message: Message, alarm: Alarm | None, card: Sequence[Reply],
        first_words: Sequence[Reply] | None,
    ) -> Accepted:
        now = self._now()
        talk = self._talk_at(c, message.sender)
        key = self._keys.of(talk) if talk else None
        opened = talk is None
        if talk is None or key is None:
            if first_words is None:
                raise NoTalk
            talk, key = self._begin_talk(c, message.sender, message.language)
        receipt = seal(key, f"{talk} receipt", message.receipt.encode()) if message.receipt else None
        id = c.execute(
            sa.insert(inbox).values(
                talk=talk, message=seal(key, f"{talk} message", pack_message(message)), receipt=receipt, received_at=now,
                alarm=alarm.name if alarm else None, alarm_rule=alarm.rule if alarm else None,
                alarm_other=alarm.other if alarm else False, carded=bool(card), noted=False,
            ).returning(inbox.c.id)
        ).scalar_one()  # fmt: skip
        c.execute(sa.insert(deliveries).values(key_hash=key_hash, inbox=id, talk=talk, at=now))
        for reply in card:
            self._post(c, talk, key, message.sender.channel, id, reply)
        for reply in first_words or () if opened else ():
            self._post(c, talk, key, message.sender.channel, None, reply)
        values: dict[str, object] = {"last_at": now}
        if alarm:
            values |= {"alarm": alarm.name, "alarm_rule": alarm.rule, "alarm_at": now, "seen_at": None}
        c.execute(sa.update(talks).where(talks.c.id == talk).values(**values))
        return Accepted(id, talk, fresh=True, opened=opened)

    def _post(
        self, c: sa.Connection, talk: str, key: bytes, channel: str, inbox_id: int | None, reply: Reply
    ) -> int:
        now = self._now()
        status = "pending" if channel in self._pushing else "offered"
        id: int = c.execute(
            sa.insert(outbox).values(
                talk=talk, channel=channel, inbox=inbox_id, reply=seal(key, f"{talk} reply", pack_reply(reply)),
                status=status, due_at=now, at=now, tries=0, ambiguous=False,
            ).returning(outbox.c.id)
        ).scalar_one()  # fmt: skip
        return id

    # ------------------------------------------------------------------ turns
    async def next(self, talk: str) -> Waiting | None:
        return await self._hands.do(lambda: self._read(lambda c: self._next(c, talk)))

    def _next(self, c: sa.Connection, id: str) -> Waiting | None:
        row = c.execute(
            sa.select(inbox).where(inbox.c.talk == id, inbox.c.handled_by.is_(None)).order_by(inbox.c.id).limit(1)
        ).first()
        talk, key = self._talk(c, id), self._keys.of(id)
        if row is None or talk is None or key is None:
            return None
        message = unpack_message(unseal(key, f"{id} message", row.message), talk)
        alarm = Alarm(Level[row.alarm.upper()], row.alarm_rule, row.alarm_other) if row.alarm else None
        return Waiting(row.id, talk, message, alarm, row.carded, row.noted, row.received_at)

    async def answer(self, turn: Turn, state: str, chosen: str | None, choices: Mapping[str, str], holder: Holder) -> bool:
        return await self._hands.do(lambda: self._answer(turn, state, chosen, choices, holder))

    def _answer(self, turn: Turn, state: str, chosen: str | None, choices: Mapping[str, str], holder: Holder) -> bool:
        talk, now = turn.talk.id, self._now()
        key = self._keys.of(talk)
        with self._engine.begin() as c:
            open_talk = sa.select(talks.c.holder).where(talks.c.id == talk, talks.c.closed_at.is_(None))
            held = c.execute(open_talk.with_for_update()).first()
            if held is None or key is None:
                return False
            handled_by, replies = turn.handled_by, turn.replies
            if held.holder == Holder.STAFF.value:
                holder = Holder.STAFF
                if handled_by is not HandledBy.NET:
                    handled_by, replies = HandledBy.STAFF, ()
            answered = c.execute(
                sa.update(inbox).where(inbox.c.id == turn.id, inbox.c.handled_by.is_(None))
                .values(handled_by=handled_by.value, language=turn.language, message=None)
            )  # fmt: skip
            if answered.rowcount != 1:
                return False
            for reply in replies:
                self._post(c, talk, key, turn.talk.address.channel, turn.id, reply)
            said = [unpack_reply(unseal(key, f"{talk} reply", row.reply), str(row.id)) for row in self._posts(c, turn.id)]
            self._journal(c, turn, key, tuple(said), handled_by, now)
            values: dict[str, object] = {
                "language": turn.language, "chosen": chosen, "last_at": now, "turns": talks.c.turns + 1,
                "memory": seal(key, f"{talk} memory", pack_memory(state, choices)),
            }
            if turn.understood and turn.understood.intent:
                values |= {"last_intent": turn.understood.intent, "last_confidence": turn.understood.confidence}
            if turn.alarm:
                values |= {"alarm": turn.alarm.name, "alarm_rule": turn.alarm.rule, "alarm_at": now, "seen_at": None}
            if holder.value != held.holder:
                values |= {"holder": holder.value, "holder_since": now}
            if turn.understood and turn.understood.intent == "request_human" and holder is not Holder.STAFF:
                values |= {"wants_person_at": now, "seen_at": None}
            c.execute(sa.update(talks).where(talks.c.id == talk).values(**values))
        return True

    def _posts(self, c: sa.Connection, inbox_id: int) -> Sequence[sa.Row[tuple[object, ...]]]:
        return c.execute(sa.select(outbox).where(outbox.c.inbox == inbox_id).order_by(outbox.c.id)).all()

    def _journal(
        self, c: sa.Connection, turn: Turn, key: bytes, replies: tuple[Reply, ...], handled_by: HandledBy, now: datetime
    ) -> None:
        talk = turn.talk.id
        c.execute(
            sa.insert(journal).values(
                talk=talk, at=now, turn=seal(key, f"{talk} turn", pack_turn(turn, replies, turn.talk.choices)),
                handled_by=handled_by.value, language=turn.language,
                intent=turn.understood.intent if turn.understood else None,
                confidence=turn.understood.confidence if turn.understood else None,
                alarm=turn.alarm.name if turn.alarm else None, alarm_rule=turn.alarm.rule if turn.alarm else None,
            )
        )

    async def note(self, waiting: Waiting, reply: Reply) -> bool:
        return await self._hands.do(lambda: self._note(waiting, reply))

    def _note(self, waiting: Waiting, reply: Reply) -> bool:
        talk = waiting.talk
        key = self._keys.of(talk.id)
        with self._engine.begin() as c:
            noted = c.execute(
                sa.update(inbox)
                .where(inbox.c.id == waiting.id, inbox.c.noted.is_(False), inbox.c.handled_by.is_(None)).values(noted=True)
            )  # fmt: skip
            if key is None or noted.rowcount != 1:
                return False
            self._post(c, talk.id, key, talk.address.channel, waiting.id, reply)
        return True

    async def unanswered(self) -> Sequence[str]:
        return await self._hands.do(
            lambda: self._read(lambda c: list(c.scalars(sa.select(inbox.c.talk).where(inbox.c.handled_by.is_(None)).distinct())))
        )

    async def outcome(self, id: int) -> Outcome | None:
        return await self._hands.do(lambda: self._read(lambda c: self._outcome(c, id)))

    def _outcome(self, c: sa.Connection, id: int) -> Outcome | None:
        row = c.execute(sa.select(inbox).where(inbox.c.id == id)).first()
        key = self._keys.of(row.talk) if row else None
        if row is None or key is None:
            return None
        handled_by = HandledBy(row.handled_by) if row.handled_by else None
        posts = tuple(self._opened(key, row.talk, self._posts(c, id)))
        return Outcome(row.talk, handled_by, row.alarm, row.language or "und", posts)

    def _opened(self, key: bytes, talk: str, rows: Sequence[sa.Row[tuple[object, ...]]]) -> list[Posted]:
        return [Posted(row.id, unpack_reply(unseal(key, f"{talk} reply", row.reply), str(row.id))) for row in rows]

    async def replies(self, talk: str, after: int) -> Sequence[Posted]:
        return await self._hands.do(lambda: self._read(lambda c: self._replies(c, talk, after)))

    def _replies(self, c: sa.Connection, talk: str, after: int) -> Sequence[Posted]:
        key = self._keys.of(talk)
        if key is None or c.scalar(sa.select(talks.c.closed_at).where(talks.c.id == talk)) is not None:
            raise NoTalk
        rows = c.execute(sa.select(outbox).where(outbox.c.talk == talk, outbox.c.id > after).order_by(outbox.c.id)).all()
        return self._opened(key, talk, rows)

    # --------------------------------------------------------------- delivery
    async def due(self, channels: Sequence[str], busy: Sequence[str]) -> Sequence[Parcel]:
        return await self._hands.do(lambda: self._due(channels, busy))

    def _due(self, channels: Sequence[str], busy: Sequence[str]) -> Sequence[Parcel]:
        first = (
            sa.select(sa.func.min(outbox.c.id))
            .where(outbox.c.channel.in_(channels), outbox.c.status.in_(("pending", "sending")), outbox.c.talk.not_in(busy))
            .group_by(outbox.c.talk)
        )
        query = sa.select(outbox).where(outbox.c.id.in_(first), outbox.c.status == "pending", outbox.c.due_at <= self._now())
        rows = self._read(lambda c: c.execute(query.order_by(outbox.c.due_at).limit(25)).all())
        if not rows:
            return ()
        parcels = []
        with self._engine.begin() as c:
            for row in rows:
                taken = c.execute(
                    sa.update(outbox).where(outbox.c.id == row.id, outbox.c.status == "pending")
                    .values(status="sending", tries=outbox.c.tries + 1)
                )  # fmt: skip
                if taken.rowcount == 1 and (parcel := self._parcel(c, row)):
                    parcels.append(parcel)
        return parcels

    def _parcel(self, c: sa.Connection, row: sa.Row[tuple[object, ...]]) -> Parcel | None:
        talk, key = self._talk(c, row.talk), self._keys.of(row.talk)
        if talk is None or key is None:
            c.execute(sa.update(outbox).where(outbox.c.id == row.id).values(status="failed", reason="closed"))
            return None
        reply = unpack_reply(unseal(key, f"{talk.id} reply", row.reply), str(row.id))
        message_key = ""
        if reply.kind == "card" and row.inbox is not None:
            packed = c.scalar(sa.select(inbox.c.message).where(inbox.c.id == row.inbox))
            message_key = unpack_message(unseal(key, f"{talk.id} message", packed), talk).key if packed else ""
        return Parcel(row.id, talk.id, talk.address, reply, row.ambiguous, message_key)

    async def delivered(self, id: int, receipt: str) -> None:
        await self._hands.do(lambda: self._delivered(id, receipt))

    def _delivered(self, id: int, receipt: str) -> None:
        with self._engine.begin() as c:
            talk = c.scalar(sa.select(outbox.c.talk).where(outbox.c.id == id))
            key = self._keys.of(talk) if talk and receipt else None
            sealed = seal(key, f"{talk} receipt", receipt.encode()) if key else None
            c.execute(sa.update(outbox).where(outbox.c.id == id).values(status="delivered", receipt=sealed, reason=None))

    async def undelivered(self, id: int, reason: str, retry_after: float | None) -> None:
        await self._hands.do(lambda: self._undelivered(id, reason, retry_after))

    def _undelivered(self, id: int, reason: str, retry_after: float | None) -> None:
        values: dict[str, object] = {"status": "failed", "reason": reason[:64]}
        if retry_after is not None:
            values |= {"status": "pending", "due_at": self._spans.later(self._now(), retry_after)}
        with self._engine.begin() as c:
            c.execute(sa.update(outbox).where(outbox.c.id == id).values(**values))

    async def resend(self) -> int:
        return await self._hands.do(self._resend)

    def _resend(self) -> int:
        with self._engine.begin() as c:
            return c.execute(
                sa.update(outbox).where(outbox.c.status == "sending").values(status="pending", ambiguous=True)
            ).rowcount

    async def receipts(self, talk: str) -> Sequence[str]:
        return await self._hands.do(lambda: self._read(lambda c: self._receipts(c, talk)))

    def _receipts(self, c: sa.Connection, talk: str) -> Sequence[str]:
        key = self._keys.of(talk)
        if key is None:
            return ()
        sealed = [*c.scalars(sa.select(inbox.c.receipt).where(inbox.c.talk == talk, inbox.c.receipt.is_not(None)))]
        sealed += [*c.scalars(sa.select(outbox.c.receipt).where(outbox.c.talk == talk, outbox.c.receipt.is_not(None)))]
        return [unseal(key, f"{talk} receipt", one).decode() for one in sealed]

    # ------------------------------------------------------------- the end of a talk
    async def close(self, talk: str) -> None:
        await self._hands.do(lambda: self._close(talk))

    def _close(self, talk: str) -> None:
        with self._engine.begin() as c:
            c.execute(
                sa.update(talks).where(talks.c.id == talk, talks.c.closed_at.is_(None))
                .values(closed_at=self._now(), address_hash=None, address=None, memory=None, holder=Holder.BOT.value)
            )  # fmt: skip
            c.execute(sa.delete(inbox).where(inbox.c.talk == talk))
            c.execute(sa.delete(outbox).where(outbox.c.talk == talk))
        self._keys.drop(talk)

    async def erase(self, talk: str) -> None:
        await self._hands.do(lambda: self._erase(talk))

    def _erase(self, talk: str) -> None:
        self._keys.forget(talk)
        if not erase_talk(self._engine, self._keys_engine, talk, self._now()):
            log.warning("a reader keeps the WAL from being emptied; the next sweep tries again")

    async def sweep(self) -> int:
        return await self._hands.do(lambda: sweep(self._engine, self._spans, self._now(), self._close, self._erase))

    def _read[T](self, work: Callable[[sa.Connection], T]) -> T:
        with self._reader.connect() as connection:
            return work(connection)


__all__ = ["SQLStore", "StoreDown"]
