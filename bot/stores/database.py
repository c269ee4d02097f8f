"""Opening a database: SQLite made durable, PostgreSQL as it is, the schema brought up to date."""

import asyncio
import math
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from bot.core.ports import StoreDown

LOCK_WAIT = 1_000
"""Milliseconds a statement waits for somebody else's lock before it fails."""
MIGRATIONS = Path(__file__).parent / "migrations"
HEAD = "0003"
"""The newest revision in migrations/versions; a test compares."""


def connect(url: str) -> sa.Engine:
    """An engine for *url*; errors never carry parameters, which may be a person's.

    SQLite: WAL, synchronous=FULL (an acknowledged message survives a power cut; GUARANTEES.md measured 2,875 commits/s),
    secure_delete, and write transactions that take their lock at the start. PostgreSQL: no endless wait for a lock.
    """
    if url.startswith("sqlite"):
        Path(url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        arguments = {"timeout": LOCK_WAIT / 1000, "check_same_thread": False}
        engine = sa.create_engine(url, hide_parameters=True, connect_args=arguments)
        sa.event.listen(engine, "connect", _prepare_sqlite)
        sa.event.listen(engine, "begin", _begin_sqlite)
        return engine
    engine = sa.create_engine(url, hide_parameters=True, pool_pre_ping=True, pool_size=8, max_overflow=8, pool_timeout=2)
    sa.event.listen(engine, "connect", _prepare_postgresql)
    return engine


def _prepare_sqlite(connection: "sa.pool.ConnectionPoolEntry", _: object) -> None:
    connection.isolation_level = None  # type: ignore[attr-defined]
    cursor = connection.cursor()  # type: ignore[attr-defined]
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _prepare_postgresql(connection: "sa.pool.ConnectionPoolEntry", _: object) -> None:
    cursor = connection.cursor()  # type: ignore[attr-defined]
    cursor.execute(f"SET lock_timeout = {LOCK_WAIT}")
    cursor.close()
    connection.commit()  # type: ignore[attr-defined]


def _begin_sqlite(connection: sa.Connection) -> None:
    if connection.get_execution_options().get("reading"):
        connection.exec_driver_sql("BEGIN")
    else:
        wait = getattr(_hand, "lock_wait", LOCK_WAIT)
        if connection.info.get("lock_wait") != wait:
            connection.exec_driver_sql(f"PRAGMA busy_timeout = {wait}")
            connection.info["lock_wait"] = wait
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def reader(engine: sa.Engine) -> sa.Engine:
    """The same database for reading only: takes no write lock, so a reader never holds up an acceptance."""
    return engine.execution_options(reading=True)


def migrate(engine: sa.Engine) -> None:
    """Bring the schema to HEAD; alembic is only imported when there is something to do, since the start must be quick."""
    if sa.inspect(engine).has_table("alembic_version"):
        with engine.connect() as connection:
            if connection.scalar(sa.text("SELECT version_num FROM alembic_version")) == HEAD:
                return
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["engine"] = engine
    command.upgrade(config, "head")


def truncate_wal(engine: sa.Engine) -> bool:
    """Empty SQLite's write-ahead log, so that deleted rows leave no copy there; false when a reader blocks it."""
    if engine.dialect.name != "sqlite":
        return True
    with engine.connect() as connection:
        raw = connection.connection.cursor()
        busy = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        raw.close()
        return not busy


_hand = threading.local()
"""What one hand must know about the work it does: *lock_wait*, the milliseconds that are left to wait for a lock."""


class Hands:
    """Runs the blocking calls of one database off the event loop; SQLite gets one hand, in order.

    Whoever stood in line while somebody before them waited for a lock in vain has waited as well: they get what is left of
    LOCK_WAIT, so that a locked database refuses everybody after about a second, and not one after the other.
    """

    def __init__(self, engine: sa.Engine) -> None:
        many = 1 if engine.dialect.name == "sqlite" else 12
        self._pool = ThreadPoolExecutor(many, thread_name_prefix="store")
        self._failed_at = -math.inf

    async def do[T](self, work: Callable[[], T]) -> T:
        """The result of *work*, or StoreDown when the database failed it."""
        asked = time.monotonic()
        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool, lambda: self._run(work, asked))
        except (SQLAlchemyError, OSError) as error:
            raise StoreDown(type(error).__name__) from None

    def _run[T](self, work: Callable[[], T], asked: float) -> T:
        waited = (time.monotonic() - asked) * 1000 if self._failed_at > asked else 0.0
        _hand.lock_wait = max(0, round(LOCK_WAIT - waited))
        try:
            return work()
        except OperationalError:
            self._failed_at = time.monotonic()
            raise

    def close(self) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)
