"""The outbox of channels that push: what is due, what went out, what may have gone out when we died."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from bot.core.ports import Parcel
from bot.stores.packing import key_answered, unpack_reply
from bot.stores.schema import inbox, outbox
from bot.stores.sealing import seal, unseal
from bot.stores.shelf import Shelf

AT_ONCE = 25


def due(shelf: Shelf, channels: Sequence[str], busy: Sequence[str]) -> Sequence[Parcel]:
    """See Store.due."""
    first = (
        sa.select(sa.func.min(outbox.c.id))
        .where(outbox.c.channel.in_(channels), outbox.c.status.in_(("pending", "sending")), outbox.c.talk.not_in(busy))
        .group_by(outbox.c.talk)
    )
    query = sa.select(outbox).where(outbox.c.id.in_(first), outbox.c.status == "pending", outbox.c.due_at <= shelf.now())
    rows = shelf.read(lambda c: c.execute(query.order_by(outbox.c.due_at).limit(AT_ONCE)).all())
    if not rows:
        return ()
    parcels = []
    with shelf.engine.begin() as c:
        for row in rows:
            taken = c.execute(
                sa.update(outbox).where(outbox.c.id == row.id, outbox.c.status == "pending")
                .values(status="sending", tries=outbox.c.tries + 1)
            )  # fmt: skip
            if taken.rowcount == 1 and (parcel := _parcel(shelf, c, row)):
                parcels.append(parcel)
    return parcels


def _parcel(shelf: Shelf, c: sa.Connection, row: sa.Row[Any]) -> Parcel | None:
    talk, key = shelf.talk(c, row.talk), shelf.keys.of(row.talk)
    if talk is None or key is None:
        c.execute(sa.update(outbox).where(outbox.c.id == row.id).values(status="failed", reason="closed"))
        return None
    packed = unseal(key, f"{talk.id} reply", row.reply)
    reply = unpack_reply(packed, str(row.id))
    return Parcel(row.id, talk.id, talk.address, reply, row.ambiguous, key_answered(packed))


def delivered(shelf: Shelf, id: int, receipt: str) -> None:
    """See Store.delivered."""
    with shelf.engine.begin() as c:
        talk = c.scalar(sa.select(outbox.c.talk).where(outbox.c.id == id))
        key = shelf.keys.of(talk) if talk and receipt else None
        sealed = seal(key, f"{talk} receipt", receipt.encode()) if key else None
        c.execute(sa.update(outbox).where(outbox.c.id == id).values(status="delivered", receipt=sealed, reason=None))


def undelivered(shelf: Shelf, id: int, reason: str, retry_after: float | None) -> None:
    """See Store.undelivered."""
    values: dict[str, object] = {"status": "failed", "reason": reason[:64]}
    if retry_after is not None:
        values |= {"status": "pending", "due_at": shelf.now() + timedelta(seconds=retry_after)}
    with shelf.engine.begin() as c:
        c.execute(sa.update(outbox).where(outbox.c.id == id).values(**values))


def resend(shelf: Shelf) -> int:
    """See Store.resend."""
    with shelf.engine.begin() as c:
        return c.execute(
            sa.update(outbox).where(outbox.c.status == "sending").values(status="pending", ambiguous=True)
        ).rowcount


def receipts(shelf: Shelf, c: sa.Connection, talk: str) -> Sequence[str]:
    """See Store.receipts."""
    key = shelf.keys.of(talk)
    if key is None:
        return ()
    sealed = [
        one
        for table in (inbox, outbox)
        for one in c.scalars(sa.select(table.c.receipt).where(table.c.talk == talk, table.c.receipt.is_not(None)))
    ]
    return [unseal(key, f"{talk} receipt", one).decode() for one in sealed]
