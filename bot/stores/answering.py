"""Answers: state, replies and the sealed turn in one transaction."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa

from bot.core.messages import Reply
from bot.core.ports import HandledBy, Holder, NoTalk, Outcome, Posted, Talk, Turn, Waiting
from bot.stores.packing import pack_memory, pack_turn
from bot.stores.schema import inbox, journal, outbox, talks
from bot.stores.sealing import seal
from bot.stores.shelf import Shelf

_HELD = sa.select(talks.c.holder).where(talks.c.id == sa.bindparam("of"), talks.c.closed_at.is_(None)).with_for_update()
_RAISED = sa.select(inbox.c.alarm).where(inbox.c.id == sa.bindparam("answered"))
_ANSWER = sa.update(inbox).where(inbox.c.id == sa.bindparam("answered"), inbox.c.handled_by.is_(None))
_GO_ON = sa.update(talks).where(talks.c.id == sa.bindparam("of")).values(turns=talks.c.turns + 1)
_JOURNAL = sa.insert(journal)


def answer(
    shelf: Shelf, turn: Turn, state: str, chosen: str | None, choices: Mapping[str, str], holder: Holder
) -> Outcome | None:
    """See Store.answer."""
    talk, now, key = turn.talk.id, shelf.now(), shelf.keys.of(turn.talk.id)
    with shelf.engine.begin() as c:
        held = c.execute(_HELD, {"of": talk}).first()
        if held is None or key is None:
            return None
        handled_by, replies = turn.handled_by, turn.replies
        if held.holder == Holder.STAFF.value:
            holder = Holder.STAFF
            if handled_by is not HandledBy.NET:
                handled_by, replies = HandledBy.STAFF, ()
        raised = c.scalar(_RAISED, {"answered": turn.id})
        found = {"alarm": turn.alarm.name, "alarm_rule": turn.alarm.rule} if turn.alarm else {}
        about = {"handled_by": handled_by.value, "language": turn.language, "message": None, **found}
        answered = c.execute(_ANSWER, {"answered": turn.id, **about})
        if answered.rowcount != 1:
            return None
        for reply in replies:
            shelf.post(c, talk, key, turn.talk.address.channel, turn.id, reply, turn.message.key)
        said = tuple(shelf.opened(key, talk, shelf.posts(c, turn.id)))
        _write_journal(c, turn, key, tuple(posted.reply for posted in said), handled_by, now)
        values: dict[str, object] = {
            "of": talk, "language": turn.language, "chosen": chosen, "last_at": now,
            "memory": seal(key, f"{talk} memory", pack_memory(state, choices)),
        }  # fmt: skip
        if turn.understood and turn.understood.intent:
            values |= {"last_intent": turn.understood.intent, "last_confidence": turn.understood.confidence}
        if holder.value != held.holder:
            values |= {"holder": holder.value, "holder_since": now}
        if turn.asks_for_person and holder is not Holder.STAFF:
            values |= {"wants_person_at": now, "seen_at": None}
        c.execute(_GO_ON, values)
        if turn.alarm and turn.alarm.name != raised:  # staff may have seen what was raised when the message came
            shelf.raise_alarm(c, talk, turn.alarm)
    return Outcome(talk, handled_by, turn.alarm.name if turn.alarm else raised, turn.language, said)


def _write_journal(
    c: sa.Connection, turn: Turn, key: bytes, replies: tuple[Reply, ...], handled_by: HandledBy, now: datetime
) -> None:
    talk, understood, alarm = turn.talk.id, turn.understood, turn.alarm
    c.execute(
        _JOURNAL,
        {
            "talk": talk, "at": now, "turn": seal(key, f"{talk} turn", pack_turn(turn, replies, turn.talk.choices)),
            "handled_by": handled_by.value, "language": turn.language,
            "intent": understood.intent if understood else None, "confidence": understood.confidence if understood else None,
            "alarm": alarm.name if alarm else None, "alarm_rule": alarm.rule if alarm else None,
        },
    )  # fmt: skip


def note(shelf: Shelf, waiting: Waiting, reply: Reply) -> bool:
    """See Store.note."""
    talk = waiting.talk
    key = shelf.keys.of(talk.id)
    with shelf.engine.begin() as c:
        noted = c.execute(
            sa.update(inbox)
            .where(inbox.c.id == waiting.id, inbox.c.noted.is_(False), inbox.c.handled_by.is_(None)).values(noted=True)
        )  # fmt: skip
        if key is None or noted.rowcount != 1:
            return False
        shelf.post(c, talk.id, key, talk.address.channel, waiting.id, reply)
    return True


def outcome(shelf: Shelf, c: sa.Connection, id: int) -> Outcome | None:
    """See Store.outcome."""
    row = c.execute(sa.select(inbox).where(inbox.c.id == id)).first()
    key = shelf.keys.of(row.talk) if row else None
    if row is None or key is None:
        return None
    handled_by = HandledBy(row.handled_by) if row.handled_by else None
    said = tuple(shelf.opened(key, row.talk, shelf.posts(c, id)))
    return Outcome(row.talk, handled_by, row.alarm, row.language or "und", said)


def replies_after(shelf: Shelf, c: sa.Connection, talk: str, after: int) -> Sequence[Posted]:
    """See Store.replies."""
    key = shelf.keys.of(talk)
    if key is None or c.scalar(sa.select(talks.c.closed_at).where(talks.c.id == talk)) is not None:
        raise NoTalk
    query = sa.select(outbox).where(outbox.c.talk == talk, outbox.c.id > after).order_by(outbox.c.id)
    return shelf.opened(key, talk, c.execute(query).all())


def overdue(shelf: Shelf, c: sa.Connection, since: datetime) -> Sequence[Talk]:
    """See Store.overdue."""
    waiting = sa.select(talks.c.id).where(talks.c.holder == Holder.WAITING.value, talks.c.holder_since < since)
    return [talk for id in c.scalars(waiting).all() if (talk := shelf.talk(c, id))]


def give_back(shelf: Shelf, talk: Talk, replies: Sequence[Reply], choices: Mapping[str, str]) -> bool:
    """See Store.give_back."""
    key = shelf.keys.of(talk.id)
    with shelf.engine.begin() as c:
        memory = seal(key, f"{talk.id} memory", pack_memory(talk.state, choices)) if key else None
        given = c.execute(
            sa.update(talks).where(talks.c.id == talk.id, talks.c.holder == Holder.WAITING.value)
            .values(holder=Holder.BOT.value, holder_since=shelf.now(), memory=memory)
        )  # fmt: skip
        if key is None or given.rowcount != 1:
            return False
        for reply in replies:
            shelf.post(c, talk.id, key, talk.address.channel, None, reply)
    return True
