"""bot/reloading.py: an editor's change reaches every process without a restart, and a mistake reaches none."""

import asyncio
import logging
import os
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest

from bot import reloading
from bot.door import content as verbs
from bot.engines.scripted import Scripted
from bot.gateway import compose
from bot.keys import create
from bot.settings import ROOT, Settings, read
from bot.words import ContentWords, read_words
from content import ContentMistakes
from tests.fakes.ports import free_port

OLD, NEW = "Passport or card taken", "Papers taken away"
LABEL = "topics/documents_taken.yml"
ROWS = (ROOT / "content" / LABEL).read_text("utf-8").splitlines()
LINE = 1 + next(number for number, row in enumerate(ROWS) if "read_on: 2026-11-22" in row)


def editable(folder: Path) -> Settings:
    """Settings with a copy of the content that a test may edit."""
    shutil.copytree(ROOT / "content", folder / "content", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    ports = {name: str(free_port()) for name in ("AKARI_WEB_PORT", "AKARI_CONSOLE_PORT", "AKARI_ENGINE_PORT")}
    return read({"AKARI_HOME": str(folder / "home"), "AKARI_CONTENT": str(folder / "content"), **ports})


def edit(settings: Settings, old: str, new: str, file: str = LABEL) -> None:
    path = settings.content / file
    before = path.read_text("utf-8")
    assert old in before
    path.write_text(before.replace(old, new), "utf-8")


def title(words: ContentWords) -> str:
    return words.content.topics["documents_taken"].title["en"]


async def until(true: Callable[[], object]) -> None:
    async with asyncio.timeout(10):
        while not true():
            await asyncio.sleep(0.02)


@asynccontextmanager
async def watched(words: ContentWords) -> AsyncIterator[None]:
    task = asyncio.create_task(reloading.watch(words, every=0.02))
    yield
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return editable(tmp_path)


async def test_a_change_is_said_once_it_is_asked_for(settings: Settings) -> None:
    """An editor's half-written file is not read by chance; asked for, it is in use at once."""
    words = read_words(settings)
    before = words.since
    async with watched(words):
        edit(settings, OLD, NEW)
        await asyncio.sleep(0.1)
        assert OLD == title(words)

        assert 0 == verbs.reload(settings)
        await until(lambda: title(words) == NEW)

    assert before < words.since


async def test_a_mistake_keeps_what_is_in_use(settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    """A slip of the pen takes no answer away; the log says where it is, the next good content comes into use."""
    words = read_words(settings)
    edit(settings, "read_on: 2026-11-22", "read_on: yesterday")
    with pytest.raises(ContentMistakes):
        reloading.check(settings)
    assert 1 == verbs.reload(settings)
    assert not settings.marker.exists()

    with caplog.at_level(logging.INFO):
        async with watched(words):
            reloading.ask(settings)
            await until(lambda: "one in use stays" in caplog.text)
            assert OLD == title(words)
            edit(settings, "read_on: yesterday", "read_on: 2026-11-22")
            edit(settings, OLD, NEW)
            reloading.ask(settings)
            await until(lambda: title(words) == NEW)

    assert f"{LABEL}:{LINE}" in caplog.text


async def test_what_was_asked_while_we_were_starting_is_not_missed(settings: Settings) -> None:
    """Asked between the reading at the start and the first look: it still comes into use."""
    words = read_words(settings)
    edit(settings, OLD, NEW)
    reloading.ask(settings)
    async with watched(words):
        await until(lambda: title(words) == NEW)

    assert words.settings.touched() == read_words(settings).asked != 0


async def test_what_only_editors_mind_holds_no_change_back(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    """A translation that waits for its reviewer keeps no withdrawn number in use."""
    edit(settings, "You are not to blame", "You are not at all to blame")

    assert 0 == verbs.reload(settings)
    assert "notes for editors" in capsys.readouterr().out
    assert 1 == verbs.check(settings, [])


async def test_the_gateway_watches(settings: Settings) -> None:
    """The card and the notices change without a restart."""
    create(settings.secrets)
    gateway = compose(settings, Scripted({}))
    async with gateway.running():
        edit(settings, OLD, NEW)
        reloading.ask(settings)
        os.utime(settings.marker)  # as two editors would
        await until(lambda: title(gateway.words) == NEW)


async def test_who_serves_hears_when_all_is_loaded(settings: Settings) -> None:
    """From then on the collector need not go through what stays."""
    create(settings.secrets)
    gateway = compose(settings, Scripted({}))
    heard: list[bool] = []
    gateway.loaded = lambda: heard.append(gateway.stages.whole)
    async with gateway.running():
        await until(lambda: bool(heard))

    assert heard == [True]


@pytest.mark.parametrize(("file", "old", "new"), [("counters.yml", "counters:", "counter:"), ("card.yml", "cards:", "cards: [")])
async def test_any_file_can_be_wrong(settings: Settings, file: str, old: str, new: str) -> None:
    """Also one that cannot be read at all."""
    words = read_words(settings)
    edit(settings, old, new, file)
    with pytest.raises(ContentMistakes, match=file):
        reloading.check(settings)
    assert OLD == title(words)
