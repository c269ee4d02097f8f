"""`./akari test`: every check and every test, in the order in which they fail fastest; stops where one fails, but not in CI,
whose machine one asks once and wants to hear all from (`CI=true`)."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from bot.door.model import ENGINE_PYTHON, build, encoder_folder
from bot.door.parts import ONE_THREAD
from bot.settings import ROOT, Settings

BIN = ROOT / ".venv" / "bin"
ENGINE_TESTS = ("tests/engine", "tests/encoder")
ENGINE_INI = "tests/engine/pytest.ini"
"""pytest's settings in the engine's world, which is older than ours."""


BUSY = ("tests/nets",)
QUIET = ("tests/actions", "tests/content", "tests/conversations", "tests/languages", "tests/test_honest_data.py")
"""Tests that need what was learned and measure no time: one core works through the former while the other does the engine's and
the latter. The rest need none of it and mostly wait: learning has the cores whenever they do (`GIVING_WAY`)."""
GIVING_WAY = ("nice", "-n", "19")


@dataclass(frozen=True, slots=True)
class Check:
    """A command and what it proves; *slow*: it says how far it is, which is shown at once, also beside others."""

    proves: str
    command: Sequence[str]
    engine: bool = False
    slow: bool = False


type Lane = Sequence[Check]
"""Checks that run one after the other."""
LEARNED = Check("what is learned", [*GIVING_WAY, str(BIN / "python"), "-m", "bot", "train"], slow=True)
"""Done at once where it was done before."""


def plan(long: bool, words: Sequence[str]) -> list[Sequence[Lane]]:
    """All checks: steps that follow one another, of lanes that run side by side. *words* go to a single pytest in the gateway's
    world."""
    pytest = [str(BIN / "python"), "-m", "pytest", *(["--long"] if long else [])]
    first = [
        Check("style", [str(BIN / "ruff"), "check", "."]),
        Check("types", [str(BIN / "mypy")]),
        Check("layers", [str(BIN / "lint-imports")]),
        Check("content", [str(BIN / "python"), "-m", "content", "check"]),
    ]
    engine = Check("engine", [str(ENGINE_PYTHON), "-m", "pytest", "-q", "-c", ENGINE_INI, *ENGINE_TESTS], engine=True)
    if words:
        return [[[*first, LEARNED, engine, Check("gateway, console, guarantees", [*pytest, *_without(ENGINE_TESTS), *words])]]]
    nets, quiet = Check("safety net", [*pytest, *BUSY]), Check("answers, content, languages, conversations", [*pytest, *QUIET])
    rest = Check("gateway, console, guarantees", [*pytest, *_without((*ENGINE_TESTS, *BUSY, *QUIET))])
    return [[first], [[rest], [LEARNED]], [[nets], [engine, quiet]]]


def _without(paths: Sequence[str]) -> list[str]:
    return [f"--ignore={path}" for path in paths]


def run(settings: Settings, long: bool, only: str, words: Sequence[str]) -> int:
    """Run every check; the exit code of the first that fails. *only* those whose name contains this, what is learned before."""
    if problem := _missing():
        sys.stderr.write(problem)
        return 2
    if only:
        build(settings)
    environment = ONE_THREAD | dict(os.environ) | {"PYTHONPATH": str(ROOT), "AKARI_ENCODER": str(encoder_folder(settings))}
    environment |= {"AKARI_LONG": "yes"} if long else {}
    began, failed = time.monotonic(), 0
    for step in plan(long, words):
        lanes = [wanted for lane in step if (wanted := [check for check in lane if only in check.proves])]
        if len(lanes) < 2:
            codes = [_go(lane, environment, began, None) for lane in lanes]
        else:
            with ThreadPoolExecutor(len(lanes)) as side_by_side:
                codes = list(side_by_side.map(lambda lane: _aside(lane, environment, began), lanes))
        failed = failed or max(codes, default=0)
        if failed and not _in_ci(environment):
            return failed
    sys.stdout.write(f"== {'some checks failed' if failed else 'all checks passed'} in {time.monotonic() - began:.0f}s\n")
    return failed


def _in_ci(environment: Mapping[str, str]) -> bool:
    return environment.get("CI", "") not in ("", "false", "0")


def _aside(lane: Lane, environment: Mapping[str, str], began: float) -> int:
    """`_go`, what is printed kept back until *lane* is done, so that lanes do not mix."""
    sys.stdout.write(f"== beside others: {', '.join(check.proves for check in lane)} ({time.monotonic() - began:.0f}s so far)\n")
    sys.stdout.flush()
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as printed:
        code = _go(lane, environment, began, printed)
        printed.seek(0)
        sys.stdout.write(printed.read())
        sys.stdout.flush()
    return code


def _go(lane: Lane, environment: Mapping[str, str], began: float, to: TextIO | None) -> int:
    """Run the checks of *lane*, which print *to* a file or to the terminal; the exit code of the first that fails."""
    out, failed = to or sys.stdout, 0
    for check in lane:
        out.write(f"== {check.proves} ({time.monotonic() - began:.0f}s so far)\n")
        out.flush()
        stubs = {"PYTHONPATH": f"{ROOT}:{ROOT / 'engine' / 'stubs'}"} if check.engine else {}
        errors = subprocess.STDOUT if to and not check.slow else None
        done = subprocess.run(check.command, cwd=ROOT, env={**environment, **stubs}, check=False, stdout=to, stderr=errors)  # noqa: S603
        if done.returncode:
            out.write(f"== {check.proves}: failed\n")
            out.flush()
            failed = failed or done.returncode
            if not _in_ci(environment):
                break
    return failed


def _missing() -> str:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    postgres = shutil.which("initdb") or next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))), None)
    lacking = [name for name, found in (("chromium", chromium), ("postgresql", postgres)) if not found]
    return f"The tests need Debian's {' and '.join(lacking)}: apt-get install {' '.join(lacking)}\n" if lacking else ""
