"""What each process runs with."""

from pathlib import Path

import pytest

from bot.door.parts import command
from bot.settings import read


@pytest.mark.parametrize("part", ["gateway", "console", "actions"])
def test_a_message_keeps_one_core_busy(part: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Threads that wait for work would take the other core from whoever writes next; an operator may say otherwise."""
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    assert command(part, read({"AKARI_HOME": str(tmp_path)}))[1]["OPENBLAS_NUM_THREADS"] == "1"

    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "4")
    assert command("gateway", read({"AKARI_HOME": str(tmp_path)}))[1]["OPENBLAS_NUM_THREADS"] == "4"
