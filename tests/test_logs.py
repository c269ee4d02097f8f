"""bot/logs.py: what a person wrote cannot reach a log, whoever logs it and whatever fails."""

import logging
import subprocess
import sys
from collections.abc import Iterator
from io import StringIO

import pytest

from bot.logs import OURS, Careful, set_up
from bot.settings import ROOT

WORDS = "Zanzibarquux took my passport"
FOREIGN = ["httpx", "sqlalchemy.engine", "asyncio", "uvicorn.error", "telegram.ext", "py.warnings", "botanics", "root"]


@pytest.fixture
def log() -> Iterator[StringIO]:
    """What is written, at every level."""
    root = logging.getLogger()
    out, before = StringIO(), (root.handlers[:], root.level)
    handler = logging.StreamHandler(out)
    handler.setFormatter(Careful())
    root.handlers[:] = [handler]
    root.setLevel("DEBUG")
    yield out
    root.handlers[:], level = before
    root.setLevel(level)


@pytest.mark.parametrize("name", FOREIGN)
@pytest.mark.parametrize("level", [logging.DEBUG, logging.INFO, logging.ERROR, logging.CRITICAL])
def test_of_a_foreign_record_only_who_and_where_is_kept(log: StringIO, name: str, level: int) -> None:
    """A library that logs what it handles does not log me."""
    logger = logging.getLogger(name)
    before, logger.disabled = logger.level, False
    logger.setLevel(logging.DEBUG)
    logger.log(level, "got %s", WORDS, extra={"body": WORDS}, stack_info=True)
    logger.log(level, WORDS)
    logger.setLevel(before)
    written = log.getvalue()
    assert "Zanzibar" not in written
    assert f" {name} (at test_logs.py:" in written
    assert written.count(logging.getLevelName(level)) == 2


@pytest.mark.parametrize("name", [*OURS, "bot.core.turns"])
def test_our_own_sentences_are_kept_in_full(log: StringIO, name: str) -> None:
    """Who runs this reads what happened."""
    logging.getLogger(name).error("talk %s waits", "0a1b")
    assert f"ERROR {name} talk 0a1b waits" in log.getvalue()


def test_an_exception_is_told_by_type_and_place(log: StringIO) -> None:
    """The text of an error often holds the words that caused it."""
    try:
        try:
            raise ValueError(WORDS)
        except ValueError as error:
            error.add_note(WORDS)
            raise RuntimeError(f"because of {WORDS}") from error
    except RuntimeError:
        logging.getLogger("bot.test").exception("a turn failed")
        logging.getLogger("foreign").exception(WORDS)
    written = log.getvalue()
    assert "Zanzibar" not in written
    assert 2 == written.count("RuntimeError") == written.count("ValueError")
    assert "test_logs.py" in written


def test_errors_behind_errors_and_groups_say_nothing_either(log: StringIO) -> None:
    """However errors are wrapped."""
    try:
        try:
            int(WORDS)
        except ValueError:
            raise ExceptionGroup(WORDS, [KeyError(WORDS), OSError(2, WORDS, WORDS)])  # noqa: B904 - the context is the point
    except ExceptionGroup:
        logging.getLogger("bot.test").exception("a turn failed")
    assert "Zanzibar" not in log.getvalue()
    assert "ExceptionGroup" in log.getvalue()


def test_a_record_that_cannot_be_written_is_dropped_without_a_word() -> None:
    """A mistake in a log line does not print what the line was about."""
    written = _run(f"logging.getLogger('bot').error('%d of %s', {WORDS!r})")
    assert "Zanzibar" not in written


def _run(statement: str) -> str:
    """Everything a process writes whose logs are set up and that then runs *statement*."""
    program = f"import asyncio, logging, threading, warnings\nfrom bot.logs import set_up\nset_up('DEBUG')\n{statement}\n"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    return done.stdout + done.stderr


UNCAUGHT = {
    "an error that stops the process": f"raise ValueError({WORDS!r})",
    "a warning": f"warnings.warn({WORDS!r})",
    "an error in a thread": f"t = threading.Thread(target=lambda: int({WORDS!r})); t.start(); t.join()",
    "an error in a destructor": f"C = type('C', (), {{'__del__': lambda self: int({WORDS!r})}}); C()",
    "an error in a task nobody waits for": (
        f"async def fail():\n    raise ValueError({WORDS!r})\n"
        "async def main():\n    t = asyncio.create_task(fail()); await asyncio.sleep(0); del t\n"
        "asyncio.run(main())"
    ),
    "an error in a callback": (
        f"async def main():\n    asyncio.get_running_loop().call_soon(lambda: int({WORDS!r})); await asyncio.sleep(0.01)\n"
        "asyncio.run(main())"
    ),
}


@pytest.mark.parametrize("what", UNCAUGHT)
def test_what_nobody_catches_is_told_without_its_words(what: str) -> None:
    """Even where no one thought of an error, my words stay out of it."""
    written = _run(UNCAUGHT[what])
    assert "Zanzibar" not in written
    assert written, "nothing was logged, so nobody would ever know"


def test_times_are_utc_and_lines_say_level_and_logger() -> None:
    """Logs of several machines can be read side by side."""
    written = _run("logging.getLogger('bot.gateway').warning('the store is slow')")
    stamp, level, name, said = written.strip().split(" ", 3)
    assert ("WARNING", "bot.gateway", "the store is slow") == (level, name, said)
    assert stamp.endswith("Z") and 20 == len(stamp)


def test_below_the_level_nothing_is_written() -> None:
    """Who asks for quiet gets quiet."""
    assert "" == _run("set_up('ERROR'); logging.getLogger('bot').warning('no')")


def test_every_process_that_reads_words_sets_its_logs_up() -> None:
    """Neither the gateway nor the console nor the terminal logs in a way of its own."""
    for file in ("bot/app.py", "bot/console/app.py", "bot/door/chat.py"):
        assert f"{set_up.__name__}(" in (ROOT / file).read_text("utf-8"), file
