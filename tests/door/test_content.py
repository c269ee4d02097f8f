"""`./akari check-content`: an editor finds every slip, in the answers and in the safety net's phrases, by one command."""

import shutil
from pathlib import Path

import pytest

from bot.door.content import check, phrase_mistakes
from bot.nets.phrases import FOLDER
from bot.settings import Settings, read


@pytest.fixture
def safety(tmp_path: Path) -> Path:
    """A copy of the phrases."""
    return Path(shutil.copytree(FOLDER, tmp_path / "safety"))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return read({"AKARI_HOME": str(tmp_path)})


def put(safety: Path, file: str, old: str, new: str) -> int:
    """Replace the first line that begins with *old*; its number."""
    lines = (safety / file).read_text("utf-8").splitlines()
    number = next(n for n, line in enumerate(lines) if line.startswith(old))
    lines[number] = new
    (safety / file).write_text("\n".join(lines), "utf-8")
    return number + 1


def test_good_phrases_are_told_as_good(settings: Settings, safety: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing to mend: the editor reads that the phrases were looked at too."""
    assert 0 == check(settings, [], safety)
    assert f"\n{len(list(safety.glob('*.yml')))} files of phrases for the safety net; 0 to mend." in capsys.readouterr().out


def test_slips_in_several_files_are_told_at_once(settings: Settings, safety: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """File, line and cure of each, beside what is wrong in the content."""
    line = put(safety, "en.yml", "gap:", "gap: a few")
    other = put(safety, "ja.yml", "reach:", "reech: 12")
    (safety / "any.yml").write_text("language: any\nwords: [", "utf-8")

    assert 1 == check(settings, ["--today", "2026-12-01"], safety)

    said = capsys.readouterr().out
    assert f"safety/en.yml, line {line}: gap: a whole number is expected" in said
    assert f"safety/ja.yml, line {other}: reech: unknown key; known: about, away," in said
    assert "safety/any.yml: while parsing a flow" in said and "line 3, column 1\n" in said
    assert f"\n{len(list(safety.glob('*.yml')))} files of phrases for the safety net; 3 to mend." in said
    assert " topics and " in said


def test_lost_phrases_are_told(tmp_path: Path) -> None:
    """A net without a phrase is no net."""
    assert ["nothing: there are no phrases: put the files back"] == phrase_mistakes(tmp_path / "nothing")


def test_what_is_wrong_in_the_content_fails_too(settings: Settings, safety: Path, tmp_path: Path) -> None:
    """Good phrases do not hide a broken content."""
    assert 1 == check(settings, ["--folder", str(tmp_path / "nowhere")], safety)
