"""The action server: on this machine only, quick to start, and silent about what people write."""

import json
import os
import socket
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from actions.settings import ROOT, SettingMistake, read
from tests.actions.conftest import tracker
from tests.yardstick import slowness

PLANTED = "planted-words-of-a-person"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("actions") / "actions.log"


@pytest.fixture(scope="module")
def server(log: Path) -> Iterator[httpx.Client]:
    """The server as `./akari run` starts it, at the level that tells most."""
    port = free_port()
    environment = {
        "PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "AKARI_ACTIONS_PORT": str(port), "AKARI_LOG_LEVEL": "DEBUG",
        "AKARI_RETENTION_DAYS": "9", "PYTHONUNBUFFERED": "1",
    }
    with log.open("wb") as out:
        process = subprocess.Popen([sys.executable, "-m", "actions"], cwd=ROOT, env=environment, stdout=out, stderr=out)
        try:
            with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False) as client:
                _wait(client, process)
                yield client
        finally:
            process.terminate()
            process.wait(10)


def _wait(client: httpx.Client, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        try:
            if client.get("/health").status_code == 200:
                return
        except httpx.HTTPError:
            time.sleep(0.05)
        assert process.poll() is None
    raise AssertionError("the action server did not start")


def body(action: str = "action_answer", intent: str = "documents_taken", **more: Any) -> dict[str, Any]:
    return {"next_action": action, "sender_id": "x", "tracker": tracker(intent, **more), "version": "3.6.21"}


def test_rasa_is_answered_as_it_asks(server: httpx.Client) -> None:
    """Rasa 3.6 packs its calls and sends no domain; both are understood."""
    packed = zlib.compress(json.dumps(body(intent="privacy")).encode())
    answer = server.post("/webhook", content=packed, headers={"content-encoding": "deflate", "content-type": "application/json"})

    assert answer.status_code == 200
    assert "9 days" in json.dumps(answer.json()["responses"])
    assert server.post("/webhook", json=body()).json()["events"][0]["name"] == "topic"


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b'{"' + PLANTED.encode(), 400),
        (json.dumps([PLANTED]).encode(), 400),
        (json.dumps({"next_action": "action_answer", PLANTED: 1}).encode(), 400),
        (json.dumps({"next_action": PLANTED, "tracker": tracker("greet")}).encode(), 404),
        (json.dumps({"next_action": "action_answer", "tracker": {PLANTED: PLANTED}}).encode(), 500),
        (
            json.dumps(
                {"next_action": "action_answer", "tracker": {"sender_id": PLANTED, "latest_message": {"intent_ranking": PLANTED}}}
            ).encode(),
            500,
        ),
        (PLANTED.encode() * 200_000, 413),
    ],
)
def test_what_fails_is_answered_without_the_words(server: httpx.Client, sent: bytes, status: int) -> None:
    """Whatever goes wrong, neither the answer nor (see below) the log holds what a person wrote."""
    answer = server.post("/webhook", content=sent, headers={"content-type": "application/json"})

    assert answer.status_code == status
    assert PLANTED not in answer.text
    assert "error" in answer.json()


def test_a_packed_bomb_is_refused(server: httpx.Client) -> None:
    """A small request that unpacks to a huge one does not fill the memory."""
    bomb = zlib.compress(b" " * 50_000_000)

    assert len(bomb) < 100_000
    assert server.post("/webhook", content=bomb, headers={"content-encoding": "deflate"}).status_code == 413


def test_other_addresses_are_not_there(server: httpx.Client) -> None:
    """There is nothing to look around in."""
    assert [server.get(path).status_code for path in ("/", "/actions", "/webhook", f"/{PLANTED}")] == [404] * 4


def test_a_turn_takes_little_time(server: httpx.Client) -> None:
    """Of the 30 ms that an answer may take, finding the words takes a few."""
    took = []
    for _ in range(50):
        began = time.perf_counter()
        server.post("/webhook", json=body())
        took.append(time.perf_counter() - began)

    assert sorted(took)[25] < 0.02 * slowness()


def test_nobody_outside_can_reach_it(server: httpx.Client) -> None:
    """It listens on the loopback address alone."""
    port = server.base_url.port
    assert port
    listening = [
        line.split()[1]
        for name in ("tcp", "tcp6")
        for line in Path(f"/proc/net/{name}").read_text(encoding="ascii").splitlines()[1:]
        if line.split()[3] == "0A" and line.split()[1].endswith(f":{port:04X}")
    ]

    assert listening == [f"0100007F:{port:04X}"]


def test_the_log_holds_nothing_of_a_person(server: httpx.Client, log: Path) -> None:
    """At the level that tells most, after every way to fail, the log names places in our code and nothing of the person."""
    kept = {"topic": PLANTED, "documents": PLANTED, "need": PLANTED}
    server.post("/webhook", json=body(entities={"area": PLANTED, "topic": PLANTED}, slots=kept))
    server.post("/webhook", json=body("validate_self_check_form", "affirm", slots={"documents": PLANTED}))
    server.post("/webhook", json={"next_action": "action_answer", "tracker": {PLANTED: PLANTED}})
    written = log.read_text(encoding="utf-8")

    assert "an action failed: KeyError at interfaces.py" in written
    for word in (PLANTED, "080-1234-5678", "what a person wrote", "b1946ac92492d2347c6235b4d2611184", "documents_taken"):
        assert word not in written


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("AKARI_ACTIONS_PORT", "many"), ("AKARI_RETENTION_DAYS", "0"), ("AKARI_OPERATOR_IS_IMMIGRATION", "perhaps"),
        ("AKARI_LOG_LEVEL", "LOUD"),
    ],
)
def test_a_wrong_setting_is_named(name: str, value: str) -> None:
    """A setting that cannot be used stops the start, and is named."""
    with pytest.raises(SettingMistake, match=name):
        read({name: value})


def test_settings_without_a_word_are_the_gateway_s() -> None:
    """Without settings a person is told 30 days, 30 minutes, 24 hours: what the gateway does by itself."""
    from bot.settings import read as gateway

    ours, theirs = read({}), gateway({})

    assert (ours.port, ours.operator, ours.operator_is_immigration) == (theirs.actions_port, theirs.operator, True)
    for name in ("retention_days", "web_minutes", "app_hours"):
        assert getattr(ours, name) == getattr(theirs, name)
    assert ours.content == theirs.content


def test_broken_content_stops_the_start_with_its_place(tmp_path: Path) -> None:
    """Whoever starts it with broken content reads file and line, not a traceback."""
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "AKARI_CONTENT": str(tmp_path)}
    ran = subprocess.run(
        [sys.executable, "-m", "actions"], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )

    assert ran.returncode == 2
    assert "card.yml:1: the file: it cannot be opened" in ran.stderr
    assert "Traceback" not in ran.stderr
