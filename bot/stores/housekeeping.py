"""What time does to talks: silence closes them, waiting people get the bot back, retention erases."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from bot.core.ports import Holder
from bot.stores.database import truncate_wal
from bot.stores.schema import deliveries, inbox, talks

DELIVERY_DAYS = 9
"""Days a delivery key is known; Telegram may repeat an update for 24 h and restart its ids after a week (GUARANTEES.md)."""


@dataclass(frozen=True, slots=True)
class Spans:
    """How long a silent talk stays open, and how long any talk is kept."""

    website: timedelta = timedelta(minutes=30)
    apps: timedelta = timedelta(hours=24)
    kept: timedelta = timedelta(days=30)


def sweep(
    engine: sa.Engine, spans: Spans, now: datetime, close: Callable[[str], None], erase: Callable[[str], None]
) -> int:
    """Close talks that fell silent (not those that staff hold or that wait for an answer), erase those past retention."""
    unanswered = sa.exists().where(inbox.c.talk == talks.c.id, inbox.c.handled_by.is_(None))
    silent = sa.select(talks.c.id).where(
        talks.c.closed_at.is_(None),
        talks.c.holder != Holder.STAFF.value,
        ~unanswered,
        sa.or_(
            sa.and_(talks.c.channel.in_(("website", "terminal")), talks.c.last_at < now - spans.website),
            talks.c.last_at < now - spans.apps,
        ),
    )
    overdue = sa.select(talks.c.id).where(talks.c.opened_at < now - spans.kept, talks.c.last_at < now - spans.kept)
    with engine.connect() as c:
        to_close, to_erase = list(c.scalars(silent)), list(c.scalars(overdue))
    for talk in to_erase:
        erase(talk)
    for talk in to_close:
        close(talk)
    with engine.begin() as c:
        c.execute(sa.delete(deliveries).where(deliveries.c.at < now - timedelta(days=DELIVERY_DAYS)))
    truncate_wal(engine)
    return len(to_close) + len(to_erase)
