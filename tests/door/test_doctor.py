"""`./akari doctor`: what grows old is told in time, with the command that cures it."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from bot.door.doctor import Finding, findings
from bot.settings import Settings, read
from content import FOLDER

CURE = "./akari verify-sheet --due --minutes 60 --html list.html"


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """The product with a copy of the real content, in which one fact ends first and the holidays end in 2036."""
    monkeypatch.setattr("bot.door.doctor.phrase_mistakes", list)  # they take longer to read than all of the content
    copy = Path(shutil.copytree(FOLDER, tmp_path / "content", ignore=shutil.ignore_patterns("*.py", "__pycache__")))
    for file in (*copy.glob("topics/*.yml"), copy / "card.yml", copy / "selfcheck.yml", copy / "counters.yml"):
        lines = file.read_text("utf-8").splitlines()
        end = "2030-03-01" if file.stem == "threats" else "2035-01-01"
        kept = [f"{line.partition('expires_on:')[0]}expires_on: {end}" if "expires_on: 2" in line else line for line in lines]
        file.write_text("\n".join(kept) + "\n", "utf-8")
    holidays = (copy / "holidays.yml").read_text("utf-8").splitlines()
    kept = ["until: 2036-12-31" if line.startswith("until:") else line for line in holidays]
    (copy / "holidays.yml").write_text("\n".join(kept) + "\n", "utf-8")
    return read({"AKARI_HOME": str(tmp_path / "home"), "AKARI_CONTENT": str(copy)})


def about_age(settings: Settings, day: date) -> list[Finding]:
    return [found for found in findings(settings, day) if "expire" in found.what or "holidays" in found.what]


def test_what_is_fresh_is_not_told(settings: Settings) -> None:
    """More than thirty days ahead nothing is said, nor is the content called wrong."""
    told = list(findings(settings, date(2030, 1, 29)))
    assert [found for found in told if "expire" in found.what or "holidays" in found.what] == []
    assert "./akari check-content" not in [found.cure for found in told]


def test_what_expires_soon_is_told_with_its_cure(settings: Settings) -> None:
    """Thirty days ahead, and on the last day itself; the bot still answers, so it is not grave."""
    soon = Finding("Facts expire soon: 1, the first on 2030-03-01 (topic threats).", CURE, grave=False)
    assert about_age(settings, date(2030, 1, 30)) == about_age(settings, date(2030, 3, 1)) == [soon]


def test_what_has_expired_is_told_with_its_cure(settings: Settings) -> None:
    """The day after, it is old."""
    late = Finding("Facts have expired: 1, the first on 2030-03-01 (topic threats).", CURE, grave=False)
    assert about_age(settings, date(2030, 3, 2)) == [late]


def test_the_end_of_the_holidays_is_told_a_year_before(settings: Settings) -> None:
    """Together with what has expired by then; the command covers ten years more."""
    told = about_age(settings, date(2036, 1, 1))
    cure = ".venv/bin/python -m content holidays 2036 2046"
    assert told[-1] == Finding("The list of holidays ends on 2036-12-31.", cure, grave=False)
    assert told[0].what.startswith("Facts have expired: ") and len(told) == 2
