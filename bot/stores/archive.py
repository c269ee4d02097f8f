"""The console's side of the store: finds talks by what is in clear, opens turns with the console's private key, holds talks."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, SealedBox

from bot.core.messages import Address, Reply
from bot.core.ports import HandledBy, Holder, Talk
from bot.stores.database import Hands, connect, migrate, reader
from bot.stores.erasing import erase_talk, replay
from bot.stores.lines import Gone, Taken, TalkLine, TurnLine, WaitingLine, Wanted
from bot.stores.packing import pack_reply, pack_staff_turn, unpack_message, unpack_turn
from bot.stores.schema import inbox, journal, keys_metadata, outbox, talk_keys, talks
from bot.stores.sealing import SealBroken, seal, unseal

PAGE = 50
GRAVE = ("danger", "self_harm")


class Archive:
    """Everything the console does with talks. Methods raise StoreDown when the database fails."""

    def __init__(self, url: str, keys_url: str, pushing: frozenset[str], now: Callable[[], datetime] = lambda: datetime.now(UTC)):
        self._engine, self._keys_engine = connect(url), connect(keys_url)
        self._reader, self._keys_reader = reader(self._engine), reader(self._keys_engine)
        self._hands, self._pushing, self._now = Hands(self._engine), pushing, now

    async def start(self) -> None:
        """Bring the schema up to date and replay the erasures, as the gateway does; whichever comes first."""
        await self._hands.do(self._prepare)

    def _prepare(self) -> None:
        keys_metadata.create_all(self._keys_engine)
        migrate(self._engine)
        replay(self._engine, self._keys_engine, self._now())

    def close_files(self) -> None:
        self._hands.close()
        self._engine.dispose()
        self._keys_engine.dispose()

    # ---------------------------------------------------------------- finding
    async def talks(self, wanted: Wanted) -> Sequence[TalkLine]:
        """The latest talks that fit, at most PAGE."""
        return await self._hands.do(lambda: self._talks(wanted))

    def _talks(self, wanted: Wanted) -> Sequence[TalkLine]:
        query = sa.select(talks).order_by(talks.c.last_at.desc(), talks.c.id.desc()).limit(PAGE)
        if wanted.language:
            query = query.where(talks.c.language == wanted.language)
        if wanted.channel:
            query = query.where(talks.c.channel == wanted.channel)
        if wanted.intent:
            query = query.where(talks.c.last_intent == wanted.intent)
        if wanted.alarm:
            query = query.where(talks.c.alarm.is_not(None) if wanted.alarm == "any" else talks.c.alarm == wanted.alarm)
        if wanted.reviewed:
            query = query.where(talks.c.reviewed_at.is_not(None) if wanted.reviewed == "yes" else talks.c.reviewed_at.is_(None))
        if wanted.before:
            at, id = wanted.before
            query = query.where(sa.or_(talks.c.last_at < at, sa.and_(talks.c.last_at == at, talks.c.id < id)))
        with self._reader.connect() as c:
            return [_line(row) for row in c.execute(query)]

    async def found(self) -> tuple[Sequence[str], Sequence[str]]:
        """The languages and the channels that occur."""
        return await self._hands.do(lambda: (self._distinct(talks.c.language), self._distinct(talks.c.channel)))

    def _distinct(self, column: sa.Column[str]) -> Sequence[str]:
        with self._reader.connect() as c:
            return sorted(value for value in c.scalars(sa.select(column).distinct()) if value)

    async def urgent(self) -> Sequence[TalkLine]:
        """Talks with an alarm or a wish for a person that nobody has seen, gravest and longest waiting first."""
        return await self._hands.do(self._urgent)

    def _urgent(self) -> Sequence[TalkLine]:
        calls = sa.or_(talks.c.alarm_at.is_not(None), talks.c.wants_person_at.is_not(None))
        query = sa.select(talks).where(calls, talks.c.seen_at.is_(None), talks.c.closed_at.is_(None))
        grave = sa.case((talks.c.alarm.in_(GRAVE), 0), else_=1)
        with self._reader.connect() as c:
            lines = [_line(row) for row in c.execute(query.order_by(grave).limit(500))]
        return sorted(lines, key=_turn_of)

    async def talk(self, id: str) -> TalkLine | None:
        """One talk, None when it was erased."""
        return await self._hands.do(lambda: self._talk(id))

    def _talk(self, id: str) -> TalkLine | None:
        with self._reader.connect() as c:
            row = c.execute(sa.select(talks).where(talks.c.id == id)).first()
        return _line(row) if row else None

    # ---------------------------------------------------------------- reading
    async def turns(self, talk: str, key: PrivateKey, after: int = 0) -> Sequence[TurnLine]:
        """The turns of a talk after one of them, oldest first, opened with the console's private key.

        Raises Gone when the talk was erased, SealBroken if the key is not the right one.
        """
        return await self._hands.do(lambda: self._turns(talk, key, after))

    def _turns(self, talk: str, key: PrivateKey, after: int) -> Sequence[TurnLine]:
        data_key = self._data_key(talk, key)
        with self._reader.connect() as c:
            newer = sa.select(journal).where(journal.c.talk == talk, journal.c.id > after)
            rows = c.execute(newer.order_by(journal.c.id)).all()
        return [
            TurnLine(
                row.id, row.at, row.handled_by, row.language, row.intent, row.confidence, row.corrected_intent, row.alarm,
                row.alarm_rule, unpack_turn(unseal(data_key, f"{talk} turn", row.turn)),
            )
            for row in rows
        ]  # fmt: skip

    async def waiting(self, talk: str, key: PrivateKey) -> Sequence[WaitingLine]:
        """What the person wrote that has no answer yet, oldest first: staff must not wait for the engine to read it."""
        return await self._hands.do(lambda: self._waiting(talk, key))

    def _waiting(self, talk: str, key: PrivateKey) -> Sequence[WaitingLine]:
        data_key, whose = self._data_key(talk, key), Talk(talk, Address("", ""))
        with self._reader.connect() as c:
            unanswered = sa.select(inbox).where(inbox.c.talk == talk, inbox.c.handled_by.is_(None), inbox.c.message.is_not(None))
            rows = c.execute(unanswered.order_by(inbox.c.id)).all()
        return [
            WaitingLine(
                row.id, row.received_at, row.alarm, row.alarm_rule,
                unpack_message(unseal(data_key, f"{talk} message", row.message), whose),
            )
            for row in rows
        ]  # fmt: skip

    def _data_key(self, talk: str, key: PrivateKey) -> bytes:
        with self._keys_reader.connect() as c:
            sealed = c.scalar(sa.select(talk_keys.c.for_console).where(talk_keys.c.talk == talk))
        if sealed is None:
            raise Gone
        try:
            return SealedBox(key).decrypt(sealed)
        except CryptoError:
            raise SealBroken("this talk was sealed for another console key") from None

    # ---------------------------------------------------------------- holding
    async def seen(self, talk: str) -> None:
        """Somebody of the staff has seen the alarm."""
        await self._hands.do(lambda: self._set(talk, seen_at=self._now()))

    async def take(self, talk: str, staff: str, joined: Reply, key: PrivateKey) -> None:
        """From now on the bot is silent and *staff* answers; the person is told. Raises Taken or Gone."""
        await self._hands.do(lambda: self._take(talk, staff, joined, key))

    def _take(self, talk: str, staff: str, joined: Reply, key: PrivateKey) -> None:
        data_key, now = self._data_key(talk, key), self._now()
        with self._engine.begin() as c:
            row = c.execute(sa.select(talks).where(talks.c.id == talk).with_for_update()).first()
            if row is None or row.closed_at is not None:
                raise Gone
            if row.holder == Holder.STAFF.value:
                if row.staff == staff:
                    return
                raise Taken(row.staff)
            held = {"holder": Holder.STAFF.value, "holder_since": now, "staff": staff, "seen_at": now, "last_at": now}
            c.execute(sa.update(talks).where(talks.c.id == talk).values(**held))
            self._say(c, talk, row.channel, data_key, staff, joined)

    async def say(self, talk: str, staff: str, reply: Reply, key: PrivateKey) -> None:
        """Send the person what *staff* wrote. Raises Taken when they do not hold the talk, Gone when it is over."""
        await self._hands.do(lambda: self._staff_reply(talk, staff, reply, key, hand_back=False))

    async def hand_back(self, talk: str, staff: str, left: Reply, key: PrivateKey) -> None:
        """The bot answers again; the person is told."""
        await self._hands.do(lambda: self._staff_reply(talk, staff, left, key, hand_back=True))

    def _staff_reply(self, talk: str, staff: str, reply: Reply, key: PrivateKey, hand_back: bool) -> None:
        data_key, now = self._data_key(talk, key), self._now()
        with self._engine.begin() as c:
            row = c.execute(sa.select(talks).where(talks.c.id == talk).with_for_update()).first()
            if row is None or row.closed_at is not None:
                raise Gone
            if row.holder != Holder.STAFF.value or row.staff != staff:
                raise Taken(row.staff or "")
            self._say(c, talk, row.channel, data_key, staff, reply)
            values: dict[str, object] = {"last_at": now}
            if hand_back:
                values |= {"holder": Holder.BOT.value, "holder_since": now, "staff": None, "wants_person_at": None}
            c.execute(sa.update(talks).where(talks.c.id == talk).values(**values))

    def _say(self, c: sa.Connection, talk: str, channel: str, data_key: bytes, staff: str, reply: Reply) -> None:
        now = self._now()
        c.execute(
            sa.insert(outbox).values(
                talk=talk, channel=channel, reply=seal(data_key, f"{talk} reply", pack_reply(reply)), at=now, due_at=now,
                status="pending" if channel in self._pushing else "offered", tries=0, ambiguous=False,
            )
        )  # fmt: skip
        c.execute(
            sa.insert(journal).values(
                talk=talk, at=now, turn=seal(data_key, f"{talk} turn", pack_staff_turn(staff, reply)),
                handled_by=HandledBy.STAFF.value, language=reply.language,
            )
        )

    # -------------------------------------------------------------- reviewing
    async def review(self, talk: str, staff: str) -> None:
        """Mark the talk as reviewed."""
        await self._hands.do(lambda: self._set(talk, reviewed_at=self._now(), reviewed_by=staff))

    async def correct(self, talk: str, turn: int, intent: str | None, staff: str) -> bool:
        """Note what the right intent of a turn was, None to take that back; false when the talk has no such turn."""
        return await self._hands.do(lambda: self._correct(talk, turn, intent, staff))

    def _correct(self, talk: str, turn: int, intent: str | None, staff: str) -> bool:
        with self._engine.begin() as c:
            one = sa.update(journal).where(journal.c.id == turn, journal.c.talk == talk)
            return c.execute(one.values(corrected_intent=intent, corrected_by=staff)).rowcount == 1

    def _set(self, talk: str, **values: object) -> None:
        with self._engine.begin() as c:
            c.execute(sa.update(talks).where(talks.c.id == talk).values(**values))

    async def erase(self, talk: str) -> bool:
        """Destroy the talk: keys first, then rows, then the WAL; false when a reader keeps the WAL (the sweep tries again)."""
        return await self._hands.do(lambda: erase_talk(self._engine, self._keys_engine, talk, self._now()))


def _line(row: Any) -> TalkLine:
    return TalkLine(
        row.id, row.channel, row.language, row.opened_at, row.last_at, row.closed_at is None, Holder(row.holder), row.staff,
        row.alarm, row.alarm_rule, row.alarm_at, row.wants_person_at, row.seen_at is not None, row.last_intent,
        row.last_confidence, row.turns, row.reviewed_by,
    )  # fmt: skip


def _turn_of(line: TalkLine) -> tuple[int, datetime]:
    """Where a talk stands in the queue: danger, then who waits for a person (a concern moves them up), then a concern alone."""
    waits = line.wants_person_at is not None
    rank = 0 if line.alarm in GRAVE else 2 - (line.alarm is not None) if waits else 3
    return rank, min(filter(None, (line.alarm_at, line.wants_person_at)), default=line.last_at)


__all__ = ["Archive", "Gone", "Taken", "TalkLine", "TurnLine", "WaitingLine", "Wanted"]
