"""No word of a person is printed, logged or written, at any level, whatever goes wrong."""

import json
import socket
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from tests.engine.test_failures import FAILS
from tests.engine.world import Actions, Engine, turn

PLANTED = "Maricel Xochitlpass 080-1234-5678 パスポートは社長が持っている"
PIECES = ("maricel", "xochitl", "080-1234", "12345678", "パスポート", "社長", "%e3%83%91", "\\u30d1", "zzstumble", "zzchatter")


@pytest.fixture(scope="module")
def loud(tmp_path_factory: pytest.TempPathFactory, model: Path) -> "Iterator[Engine]":
    """An engine at DEBUG, with the asyncio debugging that Rasa turns on then."""
    home = tmp_path_factory.mktemp("loud")
    credentials = home / "credentials.yml"
    credentials.write_text("engine.turns.Turns: {action_seconds: 1}\n")
    with Actions() as actions, Engine(home, model, actions.url, level="DEBUG", credentials=credentials) as engine:
        yield engine


def leaks(engine: Engine) -> list[str]:
    """Every line that Rasa printed or wrote with a planted piece in it."""
    found = []
    for file in engine.home.rglob("*"):
        if file.is_file():
            text = file.read_bytes().decode("utf-8", "replace")
            found += [f"{file.name}: {line[:300]}" for line in text.splitlines() if any(p in line.lower() for p in PIECES)]
    return found


def test_nothing_said_is_printed(loud: Engine) -> None:
    """I tell my name, my number and my trouble, in every way that can succeed or fail: nobody can read it in a log."""
    loud.turn(PLANTED)
    for word in [*FAILS, "zzhang", "zzecho", "zzlater", "zzchatter", "zzchatter zzraise"]:
        loud.turn(f"{word} {PLANTED}")
    for message in (f"/{PLANTED}", '/greet{"area":"' + PLANTED + '"}', '/greet{"' + PLANTED + '":"x"}', "/greet" + PLANTED):
        loud.turn(message)
        loud.post(turn("t", {"text": message, "language": "en"}))
    talk = loud.talk('/am_i_victim{"topic":"self_check"}', PLANTED, "yes", PLANTED, "will I be deported " + PLANTED)
    loud.turn("zzsecond " + PLANTED, talk.state)
    loud.turn(PLANTED, {**talk.state, "slots": {PLANTED: PLANTED}})
    loud.turn(PLANTED, {**talk.state, "past": [["user", PLANTED, [PLANTED]]]})
    loud.turn(PLANTED, PLANTED)
    loud.turn("hello", language=PLANTED)
    loud.turn("hello", talk=PLANTED)
    printed = loud.printed.read_text()
    assert "DEBUG" in printed and "processor.py" in printed, "the levels are really on"
    assert leaks(loud) == []


def test_broken_requests_are_not_printed(loud: Engine) -> None:
    """What I sent is not even a request, or too large, or never ends: it is not printed either."""
    for body in (
        PLANTED.encode(),
        b"[" * 30_000 + PLANTED.encode(),
        json.dumps({PLANTED: PLANTED}).encode(),
        PLANTED.encode() + b"\xff",
    ):
        loud.post(body)
        loud.post(body, kind="application/x-www-form-urlencoded")
        loud.post(body, kind="multipart/form-data; boundary=x")
        loud.post(body, path="/webhooks/akari/other")
        loud.post(body, path="/webhooks/rest/webhook")
    with suppress(BrokenPipeError, ConnectionResetError):
        loud.turn(PLANTED * 2_000)
    start = b"POST /webhooks/akari/turn HTTP/1.1\r\nContent-Type: application/json\r\n"
    for raw in (
        PLANTED.encode() + b"\r\n\r\n",
        b"GET /" + b"x" * 20_000 + PLANTED.encode(),
        start + b"Content-Length: 9999\r\n\r\n" + PLANTED.encode(),
        start + b"Transfer-Encoding: chunked\r\n\r\nzz" + PLANTED.encode(),
    ):
        with socket.create_connection(("127.0.0.1", loud.port)) as connection:
            connection.sendall(raw)
            time.sleep(0.2)
    assert loud.turn("hello")[0] == 200
    assert leaks(loud) == []


def test_our_own_words_are_still_there(loud: Engine) -> None:
    """Staff see that something failed, of which kind, where, and for which of our own ids."""
    loud.turn("zzraise", talk="our-id-7")
    loud.turn("zzstumble", talk="our-id-8")
    lines = loud.printed.read_text().splitlines()
    assert any("turn failed: component, talk our-id-7" in line and "calls.py" in line for line in lines)
    assert any(
        "turn failed: component, talk our-id-8" in line and "ValueError at engine/project/stumble.py" in line for line in lines
    )
    loud.turn("hello", talk="our-id-9")
    assert any("our-id-9" in line for line in loud.printed.read_text().splitlines())


def test_nothing_is_sent_to_the_neighbours(engine: Engine) -> None:
    """The engine tells nobody that I wrote: of all connections it has, each is on this machine."""
    engine.turn("hello")
    inodes = {link.split("[")[1][:-1] for link in _links(engine.pid) if link.startswith("socket:[")}
    for name in ("tcp", "tcp6"):
        for line in Path(f"/proc/net/{name}").read_text().splitlines()[1:]:
            fields: list[Any] = line.split()
            if fields[9] in inodes:
                local = fields[1].split(":")[0]
                assert local == "0100007F", line


def _links(pid: int) -> Iterator[str]:
    for link in Path(f"/proc/{pid}/fd").iterdir():
        with suppress(FileNotFoundError):
            yield str(link.readlink())
