"""The shape of the project, checked: layers, sizes, names, and files that work on every machine."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.settings import ROOT

CODE = ("bot", "content", "actions", "engine", "encoder")
OLD_PYTHON = ("engine", "encoder")
"""Rasa's last open release runs on Python 3.10 only."""
LONGEST = 300
NAMELESS = frozenset({"utils", "util", "helpers", "helper", "common", "misc", "base", "manager", "service", "services"})
FROZEN = "tests/evaluation"
"""Messages to measure with, written once; nobody reads them, not even this test."""
BELONGS_NOWHERE = {
    "a folder outside the project": r"\.\./" + "shared",
    "a path of one machine": "|".join(["/wo" + "rk/", "/ro" + "ot/", r"/ho" + r"me/[a-z]+/", "/Us" + "ers/", r"C:\\" + "Users"]),
    "a registry's host": "|".join([r"pypi\.org/" + "simple", r"files\.python" + r"hosted\.org", r"registry\.npm" + r"js\.org"]),
    "work that was put off": "|".join([r"\bTO" + r"DO\b", r"\bFIX" + r"ME\b", r"\bX" + r"XX\b"]),
}


def walk(folder: Path) -> Iterator[Path]:
    """Every file of the project; what .gitignore names is not of it."""
    ignored = {line.rstrip("/") for line in (ROOT / ".gitignore").read_text("utf-8").split() if line.endswith("/")} | {".git"}
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        path = Path(entry.path)
        if entry.is_dir(follow_symlinks=False):
            if entry.name not in ignored and str(path.relative_to(ROOT)) != FROZEN:
                yield from walk(path)
        elif path.suffix != ".pyc":
            yield path


def modules() -> list[Path]:
    return [path for folder in CODE for path in walk(ROOT / folder) if path.suffix == ".py"]


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_every_part_knows_only_what_it_may() -> None:
    """The net stands before everything that can fail, because nothing that can fail may be imported there."""
    checker = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([checker, "--no-cache"], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert 0 == done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("path", modules(), ids=shown)
def test_a_module_can_be_read_in_one_go(path: Path) -> None:
    """Who has to mend something at night finds it."""
    source = path.read_text("utf-8")
    assert len(source.splitlines()) <= LONGEST
    said = ast.get_docstring(ast.parse(source))
    assert said or (path.name == "__init__.py" and not source.strip()), "a module begins with one sentence that says its job"


@pytest.mark.parametrize("path", [path for path in modules() if path.parts[len(ROOT.parts)] in OLD_PYTHON], ids=shown)
def test_what_rasa_imports_is_python_of_its_time(path: Path) -> None:
    """The engine starts in its own, older world."""
    ast.parse(path.read_text("utf-8"), feature_version=(3, 10))


def test_names_say_what_is_inside() -> None:
    """No drawer for odds and ends."""
    assert [] == [shown(path) for path in modules() if path.stem in NAMELESS or path.parent.name in NAMELESS]


@pytest.mark.parametrize("what", BELONGS_NOWHERE)
def test_files_hold_nothing_that_others_do_not_have(what: str) -> None:
    """Who copies this project gets all of it, and it runs."""
    pattern = re.compile(BELONGS_NOWHERE[what])
    found = []
    for path in walk(ROOT):
        raw = path.read_bytes()
        if b"\0" not in raw:
            found += [
                f"{shown(path)}:{number}"
                for number, line in enumerate(raw.decode("utf-8", "replace").splitlines(), 1)
                if pattern.search(line)
            ]
    assert [] == found
