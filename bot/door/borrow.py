"""An engine for a command line: the running one when it fits the data, else one of our own for as long as needed."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import httpx

from bot.door.model import BuildFailed, build, model_id
from bot.door.parts import command, is_up, parts
from bot.settings import ROOT, Settings

PATIENCE = 90.0


@contextmanager
def engine(settings: Settings) -> Iterator[Settings]:
    """Settings whose engine answers with the model that fits the data, or raise BuildFailed."""
    if _running_model(settings) == model_id():
        yield settings
        return
    build(settings)
    engine_port, actions_port = _free_ports(2)
    own = replace(
        settings, engine_port=engine_port, actions_port=actions_port, engine_url=f"http://127.0.0.1:{engine_port}"
    )
    settings.logs.mkdir(parents=True, exist_ok=True)
    started: list[subprocess.Popen[bytes]] = []
    try:
        for name in ("actions", "engine"):
            words, environment = command(name, own)
            with (settings.logs / f"borrowed-{name}.log").open("wb") as log:
                started.append(
                    subprocess.Popen(words, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT)  # noqa: S603
                )
        _wait(own, started)
        yield own
    finally:
        for process in started:
            process.terminate()
        for process in started:
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


def _running_model(settings: Settings) -> str | None:
    try:
        answer = httpx.get(f"{settings.engine_url}/webhooks/akari/", timeout=2.0, trust_env=False)
        return str(answer.json().get("model")) if answer.status_code == httpx.codes.OK else None
    except (httpx.HTTPError, ValueError):
        return None


def _wait(settings: Settings, started: list[subprocess.Popen[bytes]]) -> None:
    waiting = [part for part in parts(settings) if part.name in {"actions", "engine"}]
    began = time.monotonic()
    while waiting:
        waiting = [part for part in waiting if not is_up(part)]
        if any(process.poll() is not None for process in started) or time.monotonic() - began > PATIENCE:
            raise BuildFailed(f"The engine did not start; its log is in {settings.logs}/borrowed-engine.log")
        time.sleep(0.1)
    if sys.stderr.isatty():
        sys.stderr.write(f"The engine is up after {time.monotonic() - began:.1f}s\n")


def _free_ports(count: int) -> list[int]:
    sockets = [socket.socket() for _ in range(count)]
    try:
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]
    finally:
        for one in sockets:
            one.close()
