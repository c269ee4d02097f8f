"""The engine opens only where and as it is allowed to."""

from pathlib import Path

import pytest
from tests.engine.world import ROOT, Engine


def listening(pid: int) -> set[str]:
    """The local addresses on which *pid* listens, in the kernel's spelling."""
    inodes = {str(link.readlink()) for link in Path(f"/proc/{pid}/fd").iterdir() if link.exists() or link.is_symlink()}
    lines = [line.split() for name in ("tcp", "tcp6") for line in Path(f"/proc/net/{name}").read_text().splitlines()[1:]]
    return {fields[1] for fields in lines if fields[3] == "0A" and f"socket:[{fields[9]}]" in inodes}


def test_only_this_machine_can_call(engine: Engine) -> None:
    """There is no password, so nobody else may reach it."""
    assert listening(engine.pid) == {f"0100007F:{engine.port:04X}"}


@pytest.mark.parametrize(
    "path",
    [
        "/webhooks/rest/",
        "/webhooks/rest/webhook",
        "/model",
        "/model/parse",
        "/domain",
        "/status",
        "/conversations/t/tracker",
        "/version",
    ],
)
def test_there_is_no_other_door(engine: Engine, path: str) -> None:
    """None of Rasa's own doors is open."""
    for status, problem in (engine.get(path), engine.post(b"{}", path)):
        assert (status, problem["code"]) == (404, "bad_request")


def refusal(engine: Engine) -> str:
    assert engine.run() == 78
    return engine.printed.read_text()


def test_another_interface_is_refused(tmp_path: Path, model: Path) -> None:
    """Someone starts it for the whole network: it does not start."""
    assert "listens on 127.0.0.1 only" in refusal(Engine(tmp_path, model, "http://127.0.0.1:1/webhook", interface="0.0.0.0"))


def test_a_folder_of_models_is_refused(tmp_path: Path, model: Path) -> None:
    """The model is one file that was named, never the newest that happens to lie there."""
    assert "needs one model" in refusal(Engine(tmp_path, model.parent, "http://127.0.0.1:1/webhook"))


@pytest.mark.parametrize("text", ["", "action_endpoint:\n  url: http://127.0.0.1:1/webhook\n"])
def test_a_store_that_keeps_talks_is_refused(tmp_path: Path, model: Path, text: str) -> None:
    """Someone replaces endpoints.yml, and Rasa would keep what I write in its memory: it does not start."""
    endpoints = tmp_path / "endpoints.yml"
    endpoints.write_text(text)
    assert "needs the action_endpoint and the tracker_store" in refusal(
        Engine(tmp_path, model, "http://127.0.0.1:1/webhook", endpoints=endpoints)
    )


def test_all_it_writes_lies_in_its_home(engine: Engine) -> None:
    """Whoever empties that folder has emptied all."""
    engine.turn("hello")
    written = {path.name for path in (engine.home / "engine").iterdir()}
    assert written <= {"home", "tmp", "matplotlib", "cache"}
    assert not (ROOT / ".rasa").exists()
    assert list((engine.home / "engine/tmp").iterdir()) == []
