"""`./akari test` runs every test once, says what failed, and does not mix what is printed side by side."""

import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from bot.door import checks
from bot.door.checks import Check
from bot.settings import ROOT, Settings, read


def test_every_test_runs_once() -> None:
    """A folder that two lanes name runs twice, and one that none names would never be missed."""
    commands = [check.command for step in checks.plan(False, ()) for lane in step for check in lane if "pytest" in check.command]
    named = [word for command in commands for word in command if word.startswith("tests/") and not word.endswith(".ini")]
    (rest,) = [command for command in commands if any(word.startswith("--ignore") for word in command)]
    ignored = [word.removeprefix("--ignore=") for word in rest if word.startswith("--ignore")]

    assert sorted(named) == sorted(ignored) and len(set(named)) == len(named)
    assert all((ROOT / path).exists() for path in named)


def test_what_needs_what_was_learned_runs_after_it() -> None:
    """A fresh machine has no model yet: what takes its time without one goes first, beside the learning."""
    steps = [[check for lane in step for check in lane] for step in checks.plan(False, ())]
    (learned,) = [number for number, step in enumerate(steps) if checks.LEARNED in step]
    needing = [number for number, step in enumerate(steps) for check in step if {*checks.BUSY, *checks.QUIET} & {*check.command}]

    assert len(needing) == 2 and learned < min(needing)
    assert checks.LEARNED.command[: len(checks.GIVING_WAY)] == [*checks.GIVING_WAY]


def test_words_go_to_one_pytest() -> None:
    """`./akari test -- -k card` runs what I ask for, and finding nothing in one folder is no failure."""
    ((lane,),) = checks.plan(True, ["-k", "card"])
    assert [check.command[-2:] for check in lane if "card" in check.command] == [["-k", "card"]]
    assert "--long" in lane[-1].command and checks.LEARNED in lane


def says(words: str, code: int = 0) -> Check:
    program = f"import sys, time; print({words!r}); time.sleep(.2); print({words!r}); sys.exit({code})"
    return Check(words, [sys.executable, "-c", program])


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> "Printed":
    return Printed(monkeypatch, capfd)


class Printed:
    """Runs a plan and keeps what it printed."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
        self._patch, self._capfd = monkeypatch, capfd
        self.built: list[Settings] = []

    def run(self, *steps: list[list[Check]], only: str = "", ci: str = "") -> tuple[int, list[str]]:
        self._patch.setenv("CI", ci)
        self._patch.setattr(checks, "plan", lambda long, words: list(steps))
        self._patch.setattr(checks, "build", lambda settings: self.built.append(settings))
        self._patch.setattr(checks, "_missing", lambda: "")
        code = checks.run(read({}), False, only, ())
        return code, [line for line in self._capfd.readouterr().out.splitlines() if not line.startswith("==")]


def test_lanes_do_not_mix(printed: Printed) -> None:
    """What two programs print at once comes one after the other."""
    code, lines = printed.run([[says("a"), says("b")], [says("c")]], [[says("d")]])
    assert code == 0 and lines in (["a", "a", "b", "b", "c", "c", "d", "d"], ["c", "c", "a", "a", "b", "b", "d", "d"])


def test_how_far_it_is_is_shown_at_once(printed: Printed, capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A quarter of an hour without a word looks like a hang: what learns tells how long so far, though others run beside it."""
    seen = tmp_path / "seen"
    waits = f"""import sys, time, pathlib
sys.stderr.write("15s so far")
sys.stderr.flush()
for _ in range(150):
    time.sleep(0 if pathlib.Path({str(seen)!r}).exists() else .02)"""
    learns = replace(says("learns"), command=[sys.executable, "-c", waits], slow=True)
    with ThreadPoolExecutor(1) as aside:
        running = aside.submit(printed.run, [[learns], [says("beside")]])
        shown = ""
        while "15s so far" not in shown and not running.done():
            shown += capfd.readouterr().err
        early = not running.done()
        seen.touch()
    assert "15s so far" in shown and early and running.result()[0] == 0


def test_what_fails_ends_its_lane_and_all_that_follows(printed: Printed) -> None:
    """The other lane is heard out; nothing begins after it."""
    code, lines = printed.run([[says("a", 3), says("never")], [says("b")]], [[says("nor")]])
    assert code == 3 and sorted(lines) == ["a", "a", "b", "b"]


def test_ci_hears_all_of_it(printed: Printed) -> None:
    """I cannot ask CI's machine again: what follows a failure runs too, and the exit code tells of it."""
    code, lines = printed.run([[says("a", 3), says("b")]], [[says("c")]], ci="true")
    assert code == 3 and lines == ["a", "a", "b", "b", "c", "c"]


def test_only_one_check(printed: Printed) -> None:
    """`--only nets` runs one check, without the others of its lane, and learns before what that may need."""
    assert printed.run([[says("style"), says("types")]], [[says("nets")], [says("engine")]], only="nets") == (0, ["nets", "nets"])
    assert len(printed.built) == 1


def test_no_test_waits_for_work_of_the_other_core(printed: Printed) -> None:
    """Two lanes have a core each: BLAS in one would only slow the other."""
    asks = Check("threads", [sys.executable, "-c", "import os; print(os.environ['OPENBLAS_NUM_THREADS'])"])
    assert printed.run([[asks]]) == (0, ["1"]) and printed.built == []
