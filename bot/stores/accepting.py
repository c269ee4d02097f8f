"""Acceptance: one commit makes a message durable, and with it the card and the first words."""

import secrets
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from bot.core.messages import Address, Message, Reply
from bot.core.ports import Accepted, Holder, NoTalk, Posted, Waiting
from bot.core.safety import Alarm, Level
from bot.stores.packing import pack_memory, pack_message, unpack_message
from bot.stores.schema import deliveries, inbox, talks
from bot.stores.sealing import seal, unseal
from bot.stores.shelf import Shelf

_KNOWN = sa.select(deliveries).where(deliveries.c.key_hash == sa.bindparam("hashed"))
_INTO_INBOX = sa.insert(inbox).returning(inbox.c.id)
_DELIVERED = sa.insert(deliveries)
_WROTE = sa.update(talks).where(talks.c.id == sa.bindparam("wrote"))
_UNANSWERED = (
    sa.select(inbox).where(inbox.c.talk == sa.bindparam("of"), inbox.c.handled_by.is_(None)).order_by(inbox.c.id).limit(2)
)


def open_talk(shelf: Shelf, address: Address, chosen: str | None, replies: Sequence[Reply]) -> Sequence[Posted]:
    """Begin a talk with its first words; none may be open at *address*."""
    with shelf.engine.begin() as c:
        talk, key = _begin(shelf, c, address, chosen)
        return [Posted(shelf.post(c, talk, key, address.channel, None, reply), reply) for reply in replies]


def accept(
    shelf: Shelf, message: Message, alarm: Alarm | None, card: Sequence[Reply], first_words: Sequence[Reply] | None
) -> Accepted:
    """See Store.accept."""
    key_hash = shelf.master.hash("delivery", message.sender.channel, message.key)
    for last_try in (False, True):
        try:
            with shelf.engine.begin() as c:
                if known := c.execute(_KNOWN, {"hashed": key_hash}).first():
                    return Accepted(known.inbox, known.talk, fresh=False, opened=False)
                return _accept_new(shelf, c, key_hash, message, alarm, card, first_words)
        except IntegrityError:  # another gateway accepted the same message, or opened the same talk, at this moment
            if last_try:
                raise
    raise AssertionError("unreachable")


def _accept_new(
    shelf: Shelf, c: sa.Connection, key_hash: bytes, message: Message, alarm: Alarm | None, card: Sequence[Reply],
    first_words: Sequence[Reply] | None,
) -> Accepted:  # fmt: skip
    now, channel = shelf.now(), message.sender.channel
    talk = shelf.talk_at(c, message.sender)
    key = shelf.keys.of(talk) if talk else None
    opened = talk is None or key is None
    if talk is None or key is None:
        if first_words is None:
            raise NoTalk
        if talk:  # its key was erased, or is of a newer day than a restored backup of the data: nobody can go on with it
            shelf.shut(c, talk)
        talk, key = _begin(shelf, c, message.sender, message.language)
    receipt = seal(key, f"{talk} receipt", message.receipt.encode()) if message.receipt else None
    id = c.execute(
        _INTO_INBOX,
        {
            "talk": talk, "message": seal(key, f"{talk} message", pack_message(message)), "receipt": receipt, "received_at": now,
            "alarm": alarm.name if alarm else None, "alarm_rule": alarm.rule if alarm else None,
            "alarm_other": alarm.other if alarm else False, "alarm_about": alarm.about if alarm else "",
            "carded": bool(card), "noted": False,
        },
    ).scalar_one()  # fmt: skip
    c.execute(_DELIVERED, {"key_hash": key_hash, "inbox": id, "talk": talk, "at": now})
    for reply in card:
        shelf.post(c, talk, key, channel, id, reply, message.key)
    for reply in (first_words or ()) if opened else ():
        shelf.post(c, talk, key, channel, None, reply)
    c.execute(_WROTE, {"wrote": talk, "last_at": now})
    if alarm:
        shelf.raise_alarm(c, talk, alarm)
    return Accepted(id, talk, fresh=True, opened=opened)


def _begin(shelf: Shelf, c: sa.Connection, address: Address, chosen: str | None) -> tuple[str, bytes]:
    talk = secrets.token_hex(16)
    key = shelf.keys.make(talk)
    now = shelf.now()
    c.execute(
        sa.insert(talks).values(
            id=talk, channel=address.channel, address_hash=shelf.master.hash(address.channel, address.id),
            address=seal(key, f"{talk} address", address.id.encode()), opened_at=now, last_at=now, chosen=chosen,
            memory=seal(key, f"{talk} memory", pack_memory("", {})), holder=Holder.BOT.value, turns=0,
        )
    )  # fmt: skip
    return talk, key


def next_waiting(shelf: Shelf, c: sa.Connection, id: str) -> Waiting | None:
    """See Store.next."""
    rows = c.execute(_UNANSWERED, {"of": id}).all()
    talk, key = shelf.talk(c, id), shelf.keys.of(id)
    if not rows or talk is None or key is None:
        return None
    row = rows[0]
    message = unpack_message(unseal(key, f"{id} message", row.message), talk)
    alarm = Alarm(Level[row.alarm.upper()], row.alarm_rule, row.alarm_other, about=row.alarm_about) if row.alarm else None
    return Waiting(row.id, talk, message, alarm, row.carded, row.noted, row.received_at, len(rows) > 1)
