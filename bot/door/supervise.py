"""`./akari run`: supervisor keeps every part alive; this process shows progress and passes signals on."""

import configparser
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from bot.door.model import build
from bot.door.parts import PYTHON, Part, is_up, parts, port_is_free
from bot.keys import create
from bot.settings import ROOT, Settings

PATIENCE = 90.0
"""Seconds after which a part that is not up is named with its log."""


def run(settings: Settings) -> int:
    """Build what is missing, start every part, stay until told to stop."""
    if busy := _busy_ports(settings):
        sys.stderr.write(busy)
        return 2
    create(settings.secrets)
    build(settings)
    file = configure(settings)
    began = time.monotonic()
    process = subprocess.Popen([*_tied_to_us(), PYTHON, "-m", "supervisor.supervisord", "-n", "-s", "-c", str(file)], cwd=ROOT)  # noqa: S603
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: process.terminate())
    _report(settings, process, began)
    process.wait()
    return 0


def configure(settings: Settings) -> Path:
    """Write supervisor's file for these settings and return its path."""
    config = configparser.RawConfigParser()
    logs, folder = settings.logs, settings.home / "run"
    for needed in (logs, folder):
        needed.mkdir(parents=True, exist_ok=True, mode=0o700)
    config["supervisord"] = {
        "nodaemon": "true", "silent": "true", "logfile": str(logs / "supervisor.log"), "loglevel": "info",
        "logfile_maxbytes": "5MB", "logfile_backups": "2", "pidfile": str(folder / "supervisor.pid"), "umask": "077",
    }  # fmt: skip
    config["unix_http_server"] = {"file": str(_socket(settings)), "chmod": "0600"}
    config["rpcinterface:supervisor"] = {
        "supervisor.rpcinterface_factory": "supervisor.rpcinterface:make_main_rpcinterface"
    }
    config["supervisorctl"] = {"serverurl": f"unix://{_socket(settings)}"}
    for priority, part in enumerate(parts(settings)):
        config[f"program:{part.name}"] = {
            "command": " ".join([*_tied_to_us(), PYTHON, "-m", "bot", "start", part.name]),
            "directory": str(ROOT), "priority": str(priority), "autorestart": "true", "startsecs": "1",
            "startretries": "1000000", "stopasgroup": "true", "killasgroup": "true", "stopwaitsecs": "10",
            "redirect_stderr": "true", "stdout_logfile": str(logs / f"{part.name}.log"),
            "stdout_logfile_maxbytes": "5MB", "stdout_logfile_backups": "3",
        }  # fmt: skip
    file = folder / "supervisor.conf"
    with file.open("w", encoding="utf-8") as out:
        config.write(out)
    return file


def _socket(settings: Settings) -> Path:
    """A Unix socket's path may have about 100 characters, so a long home gets one under /tmp."""
    path = settings.home / "run" / "supervisor.sock"
    return path if len(str(path)) < 90 else Path("/tmp") / f"akari-{abs(hash(str(path))):x}.sock"  # noqa: S108


def _tied_to_us() -> list[str]:
    """supervisor's children outlive a killed supervisor unless the kernel ends them with it (PLATFORM.md)."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "KILL"] if setpriv else []


def _busy_ports(settings: Settings) -> str:
    ports = {
        "AKARI_WEB_PORT": (settings.web_host, settings.web_port),
        "AKARI_CONSOLE_PORT": (settings.console_host, settings.console_port),
        "AKARI_ENGINE_PORT": ("127.0.0.1", settings.engine_port),
        "AKARI_ACTIONS_PORT": ("127.0.0.1", settings.actions_port),
    }
    return "".join(
        f"Port {port} is in use. Stop what uses it, or choose another: {name}={port + 100} ./akari run\n"
        for name, (host, port) in ports.items()
        if not port_is_free(host, port)
    )


def _report(settings: Settings, process: subprocess.Popen[bytes], began: float) -> None:
    waiting: list[Part] = list(parts(settings))
    told = False
    while waiting and process.poll() is None:
        for part in [p for p in waiting if is_up(p)]:
            waiting.remove(part)
            sys.stderr.write(f"{part.name} is up after {time.monotonic() - began:.1f}s\n")
        if waiting and not told and time.monotonic() - began > PATIENCE:
            told = True
            names = ", ".join(part.name for part in waiting)
            sys.stderr.write(f"Not up yet: {names}. Their logs are in {settings.logs}; ./akari doctor may know more.\n")
        time.sleep(0.1)
    if process.poll() is None:
        sys.stderr.write(
            f"Website  http://{settings.web_host}:{settings.web_port}/\n"
            f"Console  http://{settings.console_host}:{settings.console_port}/   (first account: ./akari staff add NAME)\n"
            f"Telegram {'on' if settings.telegram else 'off (set AKARI_TELEGRAM_TOKEN)'}\n"
            "Ctrl-C ends everything.\n"
        )
