"""`./akari test`: every check and every test, in the order in which they fail fastest; stops at the first that fails."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.door.model import ENGINE_PYTHON, build
from bot.settings import ROOT, Settings

BIN = ROOT / ".venv" / "bin"
ENGINE_TESTS = ("tests/engine", "tests/encoder")
ENGINE_INI = "tests/engine/pytest.ini"
"""pytest's settings in the engine's world, which is older than ours."""


@dataclass(frozen=True, slots=True)
class Check:
    """A command and what it proves."""

    proves: str
    command: Sequence[str]
    engine: bool = False


def checks(long: bool, words: Sequence[str]) -> list[Check]:
    """All checks; *words* go to pytest of the gateway's world."""
    ignored = [f"--ignore={folder}" for folder in ENGINE_TESTS]
    pytest = [str(BIN / "python"), "-m", "pytest", *ignored, *(["--long"] if long else []), *words]
    return [
        Check("style", [str(BIN / "ruff"), "check", "."]),
        Check("types", [str(BIN / "mypy")]),
        Check("layers", [str(BIN / "lint-imports")]),
        Check("content", [str(BIN / "python"), "-m", "content", "check"]),
        Check("engine", [str(ENGINE_PYTHON), "-m", "pytest", "-q", "-c", ENGINE_INI, *ENGINE_TESTS], engine=True),
        Check("gateway, console, content, guarantees", pytest),
    ]


def run(settings: Settings, long: bool, only: str, words: Sequence[str]) -> int:
    """Build the model, then run every check; the exit code of the first that fails."""
    if problem := _missing():
        sys.stderr.write(problem)
        return 2
    model = build(settings)
    environment = dict(os.environ) | {"PYTHONPATH": str(ROOT), "AKARI_ENCODER": str(model.encoder)}
    environment |= {"AKARI_LONG": "yes"} if long else {}
    began = time.monotonic()
    for check in [check for check in checks(long, words) if only in check.proves]:
        sys.stdout.write(f"== {check.proves} ({time.monotonic() - began:.0f}s so far)\n")
        sys.stdout.flush()
        stubs = {"PYTHONPATH": f"{ROOT}:{ROOT / 'engine' / 'stubs'}"} if check.engine else {}
        code = subprocess.run(list(check.command), cwd=ROOT, env=environment | stubs, check=False).returncode  # noqa: S603
        if code:
            sys.stdout.write(f"== {check.proves}: failed\n")
            return code
    sys.stdout.write(f"== all checks passed in {time.monotonic() - began:.0f}s\n")
    return 0


def _missing() -> str:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    postgres = shutil.which("initdb") or next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))), None)
    lacking = [name for name, found in (("chromium", chromium), ("postgresql", postgres)) if not found]
    return f"The tests need Debian's {' and '.join(lacking)}: apt-get install {' '.join(lacking)}\n" if lacking else ""
