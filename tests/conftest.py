"""What all tests share: nothing leaves the machine, a real PostgreSQL, values that stand for a person and their words."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="run the long versions (more kills, more strings)")
    parser.addoption("--update", action="store_true", help="rewrite what golden conversations expect to be said")


@pytest.fixture
def long(request: pytest.FixtureRequest) -> bool:
    """Whether the long versions were asked for."""
    return bool(request.config.getoption("--long"))


@pytest.fixture(autouse=True)
def stays_on_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any connection that leaves the loopback fails the test."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        host = str(address[0]) if isinstance(address, tuple) else ""
        if self.family in {socket.AF_INET, socket.AF_INET6} and not (host.startswith("127.") or host in {"::1", "localhost"}):
            raise AssertionError(f"a test tried to leave the machine: {host}")
        connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL server of our own, on a Unix socket, gone afterwards."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    initdb = str(found[-1]) if found else shutil.which("initdb")
    assert initdb, "PostgreSQL is needed: apt-get install postgresql"
    as_postgres = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    folder = Path(tempfile.mkdtemp(prefix="akari-pg-", dir="/tmp"))
    if as_postgres:
        shutil.chown(folder, "postgres")
    data = folder / "data"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "check": True, "cwd": "/"}
    subprocess.run([*as_postgres, initdb, "-D", str(data), "-U", "akari", "-A", "trust", "--no-sync"], **quiet)
    control = str(Path(initdb).resolve().parent / "pg_ctl") if not found else str(Path(initdb).parent / "pg_ctl")
    options = f"-k {folder} -h '' -c fsync=off -c max_connections=60"
    subprocess.run([*as_postgres, control, "-D", str(data), "-o", options, "-l", str(folder / "log"), "-w", "start"], **quiet)
    try:
        yield f"postgresql+psycopg://akari@/postgres?host={folder}"
    finally:
        subprocess.run([*as_postgres, control, "-D", str(data), "-m", "immediate", "stop"], **quiet)
        shutil.rmtree(folder, ignore_errors=True)
