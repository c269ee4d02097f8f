"""The trail: every look into a talk and every act of the staff, who, which talk, when; never what was written."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from bot.console.staffdb import trail
from bot.stores.database import reader

PAGE = 100
MANY = 60
"""Different talks one person opens in an hour before all staff are told."""
READING = ("opened", "watched")


@dataclass(frozen=True, slots=True)
class Step:
    id: int
    at: datetime
    staff: str
    what: str
    talk: str | None


class Trail:
    """Writes and reads the trail; all calls block. A look that cannot be written down must not happen."""

    def __init__(self, engine: sa.Engine, now: Callable[[], datetime]) -> None:
        self._engine, self._reader, self._now = engine, reader(engine), now

    def note(self, staff: str, what: str, talk: str | None = None) -> None:
        with self._engine.begin() as c:
            c.execute(sa.insert(trail).values(at=self._now(), staff=staff, what=what, talk=talk))

    def steps(self, before: int | None = None, talk: str = "", staff: str = "") -> Sequence[Step]:
        """The latest steps that fit, newest first, at most PAGE."""
        query = sa.select(trail).order_by(trail.c.id.desc()).limit(PAGE)
        if before is not None:
            query = query.where(trail.c.id < before)
        if talk:
            query = query.where(trail.c.talk == talk)
        if staff:
            query = query.where(trail.c.staff == staff)
        with self._reader.connect() as c:
            return [Step(row.id, row.at, row.staff, row.what, row.talk) for row in c.execute(query)]

    def many_readers(self) -> Sequence[tuple[str, int]]:
        """Who opened more than MANY different talks within the last hour, and how many."""
        opened = sa.func.count(trail.c.talk.distinct())
        query = (
            sa.select(trail.c.staff, opened)
            .where(trail.c.at > self._now() - timedelta(hours=1), trail.c.what.in_(READING))
            .group_by(trail.c.staff).having(opened > MANY).order_by(trail.c.staff)
        )  # fmt: skip
        with self._reader.connect() as c:
            return [(row[0], row[1]) for row in c.execute(query)]
