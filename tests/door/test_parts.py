"""What each process runs with."""

from pathlib import Path

import pytest

from bot.door import parts
from bot.door.model import Model
from bot.door.parts import command
from bot.settings import read


@pytest.mark.parametrize("part", ["gateway", "console", "actions", "engine"])
def test_a_message_takes_one_core(part: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Threads that wait for work would take the other core from whoever writes next; an operator may say otherwise."""
    monkeypatch.setattr(parts, "ready", lambda settings: Model(tmp_path / "model.tar.gz", tmp_path))
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    assert command(part, read({"AKARI_HOME": str(tmp_path)}))[1]["OPENBLAS_NUM_THREADS"] == "1"

    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "4")
    assert command("gateway", read({"AKARI_HOME": str(tmp_path)}))[1]["OPENBLAS_NUM_THREADS"] == "4"
