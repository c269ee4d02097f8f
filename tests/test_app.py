"""The gateway's process as a whole, where no part alone keeps the promise."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn

from bot.app import serve
from bot.keys import create
from bot.settings import read
from tests.fakes.ports import free_port


@pytest.fixture
def thawed() -> Iterator[None]:
    yield
    gc.enable()
    gc.unfreeze()


async def test_what_stays_for_good_is_not_collected_again_and_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, thawed: None
) -> None:
    """Nobody waits 50 milliseconds because the program goes through words that never change."""
    settings = read({"AKARI_HOME": str(tmp_path), "AKARI_ENGINE_PORT": str(free_port())})
    create(settings.secrets)
    looked_at: list[int] = []

    async def count(server: uvicorn.Server) -> None:
        looked_at.append(len(gc.get_objects()))

    monkeypatch.setattr(uvicorn.Server, "serve", count)
    before = gc.get_freeze_count()
    gc.disable()  # as the process begins
    await serve(settings)

    assert gc.get_freeze_count() - before > 50_000
    assert gc.isenabled()
    assert looked_at[0] < 20_000
