"""G10: the ten-thousandth message of a talk costs what the first one costs."""

import secrets
import statistics
import time
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.stores.database import connect
from bot.stores.schema import inbox, journal, outbox, talks
from tests.guarantees.world import World

EARLIER, MEASURED = 10_000, 120
LIMIT = 1.2


@pytest.mark.timeout(300)
def test_a_long_talk_is_as_quick_as_a_new_one(tmp_path: Path) -> None:
    """I may write for weeks and am answered as quickly as on the first day."""
    with World(tmp_path, settings={"AKARI_RATE_LIMITS": "no"}) as world:
        world.start_engine("ok")
        world.start()
        old, new = world.conversation("en"), world.conversation("en")
        for number, token in enumerate((old, new)):
            world.write(token, "hello", f"30000000-0000-4000-8000-00000000000{number}")
        _grow(tmp_path)

        took: dict[str, list[float]] = {old: [], new: []}
        for number in range(MEASURED):
            for token in (old, new) if number % 2 else (new, old):
                began = time.perf_counter()
                answer = world.write(token, f"ordinary words {number}", f"40000000-0000-4000-8000-{number:012d}")
                took[token].append(time.perf_counter() - began)
                assert "engine" == answer.json()["handled_by"]
        p95 = {token: statistics.quantiles(values, n=20)[-1] for token, values in took.items()}
        p50 = {token: statistics.median(values) for token, values in took.items()}
        ratio = p95[old] / p95[new]
        shown = [f"{at[old] * 1000:.1f} / {at[new] * 1000:.1f} ms" for at in (p50, p95)]
        print(f"G10: old / new talk: p50 {shown[0]}, p95 {shown[1]}, ratio of p95 {ratio:.2f}")
        assert ratio < LIMIT


def _grow(home: Path) -> None:
    """Give the oldest talk 10,000 earlier messages, sealed like real ones (rows copied from its first turn)."""
    engine = connect(f"sqlite:///{home}/akari.db")
    with engine.begin() as c:
        talk = c.scalar(sa.select(talks.c.id).order_by(talks.c.opened_at).limit(1))
        for table in (inbox, outbox, journal):
            row = dict(c.execute(sa.select(table).where(table.c.talk == talk).order_by(table.c.id.desc())).first()._mapping)  # type: ignore[union-attr]
            row.pop("id")
            if "receipt" in row:
                row["receipt"] = secrets.token_bytes(40)
            c.execute(sa.insert(table), [row] * EARLIER)
        c.execute(sa.update(talks).where(talks.c.id == talk).values(turns=EARLIER))
    engine.dispose()
