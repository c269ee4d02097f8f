"""The processes of Akari: what each runs, with which environment, and how one sees that it is up."""

import os
import socket
import sys
from collections.abc import Mapping
from dataclasses import dataclass

import httpx

from bot.door.model import BuildFailed, engine_environment, ready
from bot.settings import ROOT, Settings

PYTHON = str(ROOT / ".venv" / "bin" / "python")
SECRETS = ("AKARI_TELEGRAM_TOKEN", "AKARI_TELEGRAM_SECRET", "AKARI_STORE_URL", "AKARI_KEYS_URL")
"""Settings that only the gateway and the console may see."""
WORDS = (
    "AKARI_OPERATOR", "AKARI_OPERATOR_IS_IMMIGRATION", "AKARI_RETENTION_DAYS", "AKARI_WEB_MINUTES", "AKARI_APP_HOURS",
    "AKARI_CONTENT",
)  # fmt: skip
"""Settings that appear in what a person reads, so the actions need them."""

ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
"""One message's arrays are too small to share: a second thread of BLAS would only wait for work, on a whole core, which took half
of the processor time of a message (measured: 28.7 and 13.9 ms for the net, 20 and 10 in the engine, at the same speed)."""


@dataclass(frozen=True, slots=True)
class Part:
    """*health* is the address that answers 200 when the part is up."""

    name: str
    health: str


def parts(settings: Settings) -> tuple[Part, ...]:
    """All parts, in the order in which they start: the gateway answers emergencies before anything else is up."""
    return (
        Part("gateway", f"http://127.0.0.1:{settings.web_port}/healthz"),
        Part("console", f"http://127.0.0.1:{settings.console_port}/healthz"),
        Part("actions", f"http://127.0.0.1:{settings.actions_port}/health"),
        Part("engine", f"http://127.0.0.1:{settings.engine_port}/webhooks/akari/"),
    )


def command(name: str, settings: Settings) -> tuple[list[str], dict[str, str]]:
    """The command line and the whole environment of a part, or raise BuildFailed when its model is missing."""
    words, environment = _command(name, settings)
    return words, ONE_THREAD | environment


def _command(name: str, settings: Settings) -> tuple[list[str], dict[str, str]]:
    everything = dict(os.environ) | {"AKARI_HOME": str(settings.home), "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    match name:
        case "gateway":
            return [PYTHON, "-m", "bot.app"], everything
        case "console":
            return [PYTHON, "-m", "bot.console"], everything
        case "actions":
            return [PYTHON, "-m", "actions"], engine_environment(settings) | _words(everything) | {"PYTHONPATH": str(ROOT)}
        case "engine":
            model = ready(settings)
            if model is None:
                raise BuildFailed("There is no model that fits the data and its pin: run ./akari train")
            return [str(ROOT / "engine" / "rasa"), *serve(settings, str(model.path))], engine_environment(settings)
    raise BuildFailed(f"There is no part called {name}.")


def serve(settings: Settings, model: str) -> list[str]:
    """Rasa's arguments: loopback only, no HTTP API, our channel alone, one model by its path."""
    return [
        "run", "--interface", "127.0.0.1", "--port", str(settings.engine_port), "--model", model,
        "--credentials", "credentials.yml", "--endpoints", "endpoints.yml",
    ]  # fmt: skip


def _words(environment: Mapping[str, str]) -> dict[str, str]:
    return {name: environment[name] for name in WORDS if name in environment}


def is_up(part: Part) -> bool:
    try:
        return httpx.get(part.health, timeout=1.0, trust_env=False).status_code == httpx.codes.OK
    except httpx.HTTPError:
        return False


def port_is_free(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def become(name: str, settings: Settings) -> None:
    """Replace this process by the part."""
    words, environment = command(name, settings)
    sys.stderr.flush()
    os.chdir(ROOT)
    os.execve(words[0], words, environment)  # noqa: S606 - our own command
