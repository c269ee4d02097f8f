"""Erasing: a talk's key and rows destroyed, and noted in both stores, so that no backup of either brings it back.

1. The list of erasures lies twice: with the data (`erased`) and with the keys (`erasures`). Whichever of the two comes back
   from an old backup, the other one knows what was erased since.
2. Replaying destroys in each store what the other one's list names, and makes the lists alike. It runs after a restore, at
   every start, and when a sweep finds the lists unlike; so also after files were copied by hand, or a crash half-way.
3. The lists hold our own random ids and times, nothing else, and are never cut: nobody knows how old a backup may be.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import batched

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from bot.stores.database import reader, truncate_wal
from bot.stores.schema import deliveries, erased, erasures, inbox, journal, outbox, talk_keys, talks

AT_ONCE = 500
"""Ids in one statement."""


def erase_talk(engine: sa.Engine, keys_engine: sa.Engine, talk: str, now: datetime) -> bool:
    """Destroy a talk: its key, its rows, the WAL; the erasure is listed in both stores.

    The data's lock is taken first, so that a locked database leaves the talk whole and the erasing can be tried again; the
    key is destroyed before the rows are. False when a reader keeps the WAL from being emptied; the rows are gone and
    unreadable all the same.
    """
    with engine.begin() as data:
        _destroy_rows(data, (talk,), now)
        with keys_engine.begin() as keys:
            _destroy_keys(keys, (talk,), now)
    return _emptied(engine, keys_engine)


def unlike(engine: sa.Engine, keys_engine: sa.Engine) -> bool:
    """Whether one list of erasures is longer than the other: an erasing stopped half-way, or a store was restored."""
    with reader(engine).connect() as data, reader(keys_engine).connect() as keys:
        counts = [c.scalar(sa.select(sa.func.count()).select_from(table)) for c, table in ((data, erased), (keys, erasures))]
    return counts[0] != counts[1]


def replay(engine: sa.Engine, keys_engine: sa.Engine, now: datetime) -> frozenset[str]:
    """Destroy what either list names wherever it came back, and take the gateway's copy of every closed talk's key.

    The talks that are now listed in both stores and were not before.
    """
    with reader(engine).connect() as data, reader(keys_engine).connect() as keys:
        with_data, with_keys = set(data.scalars(sa.select(erased.c.talk))), set(keys.scalars(sa.select(erasures.c.talk)))
        closed = list(_closed(data, keys))
    if with_data == with_keys and not closed:
        return frozenset()
    with engine.begin() as data, keys_engine.begin() as keys:
        _destroy_rows(data, with_keys - with_data, now)
        _destroy_keys(keys, with_data - with_keys, now)
        for some in batched(closed, AT_ONCE):
            keys.execute(sa.update(talk_keys).where(talk_keys.c.talk.in_(some)).values(for_gateway=None))
    _emptied(engine, keys_engine)
    return frozenset(with_data ^ with_keys)


def copy_keys(source: sa.Engine, target: sa.Engine) -> None:
    """Add to *target* what *source* holds and it lacks: erasures, and keys of talks that neither of the two lists.

    Keys are read before erasures, so that a talk that is erased meanwhile is listed rather than copied.
    """
    with reader(source).connect() as old, target.begin() as new:
        gone = set(new.scalars(sa.select(erasures.c.talk)))
        for table in (talk_keys, erasures):
            rows = old.execution_options(yield_per=AT_ONCE).execute(sa.select(table))
            for some in rows.mappings().partitions():
                _add(new, table, [dict(row) for row in some if row["talk"] not in gone])
        new.execute(sa.delete(talk_keys).where(talk_keys.c.talk.in_(sa.select(erasures.c.talk))))


def _closed(data: sa.Connection, keys: sa.Connection) -> Iterator[str]:
    """Talks that are closed though the gateway could still open them: their key is of an older day than the data."""
    held = keys.scalars(sa.select(talk_keys.c.talk).where(talk_keys.c.for_gateway.is_not(None)))
    for some in batched(held.all(), AT_ONCE):
        yield from data.scalars(sa.select(talks.c.id).where(talks.c.id.in_(some), talks.c.closed_at.is_not(None)))


def _destroy_rows(data: sa.Connection, gone: Collection[str], now: datetime) -> None:
    _list(data, erased, gone, now)
    for some in batched(gone, AT_ONCE):
        for table in (journal, outbox, inbox, deliveries):
            data.execute(sa.delete(table).where(table.c.talk.in_(some)))
        data.execute(sa.delete(talks).where(talks.c.id.in_(some)))


def _destroy_keys(keys: sa.Connection, gone: Collection[str], now: datetime) -> None:
    _list(keys, erasures, gone, now)
    for some in batched(gone, AT_ONCE):
        keys.execute(sa.delete(talk_keys).where(talk_keys.c.talk.in_(some)))


def _list(c: sa.Connection, table: sa.Table, gone: Collection[str], now: datetime) -> None:
    _add(c, table, [{"talk": talk, "at": now} for talk in gone])


def _add(c: sa.Connection, table: sa.Table, rows: Sequence[Mapping[str, object]]) -> None:
    """Insert *rows* but those that are there, also when another process inserts the same ones at this moment."""
    if rows and c.dialect.name == "sqlite":
        c.execute(sqlite.insert(table).on_conflict_do_nothing(), rows)
    elif rows:
        c.execute(postgresql.insert(table).on_conflict_do_nothing(), rows)


def _emptied(*engines: sa.Engine) -> bool:
    emptied = [truncate_wal(one) for one in engines]
    return all(emptied)
