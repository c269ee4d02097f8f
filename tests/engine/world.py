"""Processes and messages: what the engine's tests start, and what they say to it."""

import json
import os
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
START = 60.0
"""Seconds in which an engine must be up, even on a busy machine; a quiet one needs four."""

Answer = tuple[int, dict[str, Any]]


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def environment(home: Path, **more: str) -> dict[str, str]:
    ours = {name: value for name, value in os.environ.items() if name == "AKARI_ENCODER" or not name.startswith("AKARI_")}
    return {**ours, "AKARI_HOME": str(home), **more}


def rasa(home: Path, *words: Any, good: bool = True, text: str = "", cwd: Path = ROOT) -> str:
    """What `engine/rasa` *words* prints, given *text*; *good*: whether it must succeed, or fail."""
    command = [str(ROOT / "engine/rasa"), *map(str, words)]
    done = subprocess.run(
        command, cwd=cwd, env=environment(home), input=text, text=True, timeout=240,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    assert (done.returncode == 0) == good, done.stdout[-4000:]
    return done.stdout


class Actions:
    """The fake action server, as a process."""

    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}/webhook"

    def __enter__(self) -> "Actions":
        self._process = subprocess.Popen([sys.executable, str(ROOT / "tests/engine/fake_actions.py"), str(self.port)])
        wait_for(self.port, self._process, START)
        return self

    def __exit__(self, *_: Any) -> None:
        self.kill()

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()


class Engine:
    """`engine/rasa run`, as a process, with all that it prints in a file."""

    def __init__(
        self,
        home: Path,
        model: Path,
        actions_url: str,
        level: str = "INFO",
        credentials: Path = ROOT / "credentials.yml",
        endpoints: Path = ROOT / "endpoints.yml",
        interface: str = "127.0.0.1",
    ) -> None:
        self.port = free_port()
        self.printed = home / f"printed-{self.port}"
        self.home = home
        self._environment = environment(
            home, AKARI_ENGINE_PORT=str(self.port), AKARI_ACTIONS_URL=actions_url, AKARI_LOG_LEVEL=level
        )
        self._command = [
            str(ROOT / "engine/rasa"), "run", "--model", str(model), "--interface", interface,
            "--credentials", str(credentials), "--endpoints", str(endpoints),
        ]  # fmt: skip

    def run(self) -> int:
        """The exit code of an engine that does not start."""
        with self.printed.open("w") as out:
            return subprocess.run(self._command, cwd=ROOT, env=self._environment, stdout=out, stderr=out, timeout=60).returncode

    def __enter__(self) -> "Engine":
        with self.printed.open("w") as out:
            self._process = subprocess.Popen(self._command, cwd=ROOT, env=self._environment, stdout=out, stderr=out)
        wait_for(self.port, self._process, START, self.printed)
        return self

    def __exit__(self, *_: Any) -> None:
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    @property
    def pid(self) -> int:
        return self._process.pid

    def get(self, path: str) -> Answer:
        return self._ask("GET", path, b"", {})

    def post(self, body: bytes, path: str = "/webhooks/akari/turn", kind: str = "application/json") -> Answer:
        return self._ask("POST", path, body, {"Content-Type": kind})

    def turn(self, message: str, state: Any = None, language: str = "en", talk: str = "talk-1") -> Answer:
        """One turn; a *message* that begins with "/" is a button's, as from the gateway."""
        said = {"choice": message} if message.startswith("/") else {"text": message}
        return self.post(turn(talk, {**said, "language": language}, state))

    def talk(self, *messages: str, state: Any = None) -> "Talk":
        return Talk(self, state).say(*messages)

    def _ask(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Answer:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            raw = response.read()
            if response.status >= 400:
                assert response.headers["Content-Type"] == "application/problem+json", raw
            return response.status, json.loads(raw)
        finally:
            connection.close()


class Talk:
    """Several turns, the state carried along as the gateway does."""

    def __init__(self, engine: Engine, state: Any = None) -> None:
        self._engine = engine
        self.state = state
        self.replies: list[dict[str, Any]] = []
        self.understood: dict[str, Any] = {}

    def say(self, *messages: str) -> "Talk":
        for message in messages:
            status, answer = self._engine.turn(message, self.state)
            assert status == 200, (message, answer)
            self.state, self.replies, self.understood = answer["state"], answer["replies"], answer["understood"]
        return self

    @property
    def texts(self) -> list[str]:
        return [reply["text"] for reply in self.replies]


def turn(talk: str, message: Any, state: Any = None) -> bytes:
    return json.dumps({"conversation": talk, "message": message, "state": state}).encode()


def wait_for(port: int, process: "subprocess.Popen[bytes]", seconds: float, printed: Path | None = None) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError(printed.read_text()[-4000:] if printed else f"nobody listens on {port}")
