"""The check an editor runs: what must be mended stops a release, what is only old is told in time."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from content.__main__ import main
from content.promises import promise

Edit = Callable[[str, str, str], None]


def check(folder: Path, *more: str) -> int:
    return main(["check", "--folder", str(folder), *more])


def test_content_without_a_mistake_passes(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A clean folder gives 0 and says how much there is, how old it is and how it reads."""
    assert check(folder, "--today", "2026-11-24") == 0

    said = capsys.readouterr().out
    assert "2 topics and 6 counters in en, ja; 0 expired, 1 within 30 days of 2026-11-24." in said
    assert "note: en: 0 of" in said
    assert "note: 1 × this page is not encrypted" in said
    assert "note: ja: 2 topics machine" in said


def test_a_mistake_stops_everything(folder: Path, edit: Edit, capsys: pytest.CaptureFixture[str]) -> None:
    """A mistake is told with its place, and the check fails."""
    edit("topics/pay.yml", "grade: B", "grade: Z")

    assert check(folder, "--today", "2026-11-24") == 1
    assert "topics/pay.yml:6: sources[1].grade: `Z` is not known here" in capsys.readouterr().out


@pytest.mark.parametrize("grade", ["C", "official", "media", "third-party"])
def test_a_topic_rests_on_good_sources_alone(folder: Path, edit: Edit, capsys: pytest.CaptureFixture[str], grade: str) -> None:
    """What may do for the number of a counter is no ground for an answer: file, line and cure are told."""
    edit("topics/pay.yml", "grade: B", f"grade: {grade}")

    assert check(folder, "--today", "2026-11-24") == 1
    assert f"topics/pay.yml:6: sources[1].grade: `{grade}` is not known here: use one of: A, B\n" in capsys.readouterr().out


def test_what_expired_stops_a_release_and_nothing_else(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Time alone turns no test red; a release with old facts is refused, and says which."""
    assert check(folder, "--today", "2026-12-02") == 0
    assert check(folder, "--release", "--today", "2026-12-02") == 1
    assert "expired on 2026-12-01: topic pay" in capsys.readouterr().out


def test_a_release_is_told_what_expires_soon(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Thirty days ahead there is time to read a page again."""
    assert check(folder, "--release", "--today", "2026-11-01") == 0
    assert "note: expires on 2026-12-01: topic pay" in capsys.readouterr().out
    assert check(folder, "--release", "--today", "2026-10-31") == 0
    assert "topic pay" not in capsys.readouterr().out


def test_110_and_what_is_not_shown_do_not_expire(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nobody is asked to re-read 110, or a guess that is never shown."""
    check(folder, "--release", "--today", "2030-01-01")

    said = capsys.readouterr().out
    assert "counter office" in said
    assert "counter police" not in said
    assert "counter guess" not in said


def test_the_holidays_must_reach_ahead(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A list of holidays that ends is noticed a year before, and stops a release when it has ended."""
    check(folder, "--today", "2035-06-01")

    assert "holidays.yml ends on 2035-12-31" in capsys.readouterr().out


def test_notes_can_be_followed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With --notes each note says where it belongs."""
    check(folder, "--notes", "--today", "2026-11-24")

    line = (folder / "counters.yml").read_text(encoding="utf-8").split("http://")[0].count("\n") + 1
    assert f"note: counters.yml:{line}: counters[4].sources[1].url: this page is not encrypted" in capsys.readouterr().out


def test_the_commands_work_from_a_shell(folder: Path) -> None:
    """What the documentation says can be typed, works."""
    for words in (["check", "--today", "2026-11-24"], ["stamp"], ["stamp", "topics/pay.yml"], ["holidays", "2026", "2027"]):
        ran = subprocess.run(
            [sys.executable, "-m", "content", *words, "--folder", str(folder)], capture_output=True, text=True, check=False
        )
        assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "2027-05-03" in (folder / "holidays.yml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "text",
    [
        "You will be safe.", "You'll be protected there.", "We will protect you.", "You will not be deported.",
        "You won't be arrested.", "You won’t be arrested.", "We guarantee it.", "Nobody will find out.", "You are a victim.",
        "You are not a victim.", "必ず助かります。", "絶対に安全です。", "強制送還されません。", "あなたは被害者です。",
        "必ず守ります。", "安全を保証します。", "だれにも知られません。",
        "No será deportado.", "Você não será deportado.", "Bạn sẽ không bị trục xuất.", "Anda tidak akan dideportasi.",
        "Hindi ka idedeport.", "您不会被遣返。", "您不會被遣返。", "추방되지 않습니다.", "คุณจะไม่ถูกส่งกลับประเทศ",
        "निर्वासन गरिने छैन", "Usted es una víctima.", "Você é uma vítima.", "您是受害者。",
    ],
)
def test_nothing_is_promised_and_nobody_is_judged(text: str) -> None:
    """What we cannot keep is not said, in any language."""
    assert promise(text)


@pytest.mark.parametrize(
    "text",
    [
        "Nobody can guarantee safety.", "I cannot say whether you will be deported.", "Is it safe for you to write?",
        "There is no guarantee.", "Who is a victim?", "絶対にあきらめないでください。", "安全ですか。",
        "被害者かどうかはわかりません。", "必ずしも", "If you are in danger, call 110.",
    ],
)
def test_careful_words_are_left_alone(text: str) -> None:
    """Saying that nothing is certain is no promise."""
    assert promise(text) is None
