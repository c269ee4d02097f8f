"""Content while everything runs: an edit is there at once, a broken one changes nothing."""

import logging
import os
import shutil
from pathlib import Path

import pytest

from actions.settings import ROOT
from actions.shelf import LOOK_EVERY, Shelf
from content import ContentMistakes
from content.showing import show
from tests.clock import JAPAN


class Clock:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "content", tmp_path / "content", ignore=shutil.ignore_patterns("*.py", "__pycache__")))


def edit(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    before = path.read_text(encoding="utf-8")
    assert old in before
    path.write_text(before.replace(old, new, 1), encoding="utf-8")
    os.utime(path, ns=(0, path.stat().st_mtime_ns + 1_000_000))


def test_a_withdrawn_number_is_gone_without_a_restart(folder: Path) -> None:
    """An editor takes a number back, and a second later nobody is shown it."""
    clock = Clock()
    shelf = Shelf(folder, clock)
    before = shelf.content().counters["iom-japan"].phone
    assert before

    edit(folder, "counters.yml", f"  phone: {before}\n", "")
    clock.now += LOOK_EVERY

    assert shelf.content().counters["iom-japan"].phone is None


def test_the_files_are_not_looked_at_for_every_message(folder: Path) -> None:
    """Looking costs something: it is done once a second, not once a message."""
    clock = Clock()
    shelf = Shelf(folder, clock)
    edit(folder, "counters.yml", "  phone: 0120-279-889\n", "")
    clock.now += LOOK_EVERY / 2

    assert shelf.content().counters["dv-consultation-plus"].phone == "0120-279-889"


def test_a_broken_edit_changes_nothing(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A slip of an editor does not silence the bot; the log names the place and not the words."""
    clock = Clock()
    shelf = Shelf(folder, clock)
    good = shelf.content()
    edit(folder, "topics/threats.yml", "owner: content desk", "owners: a secret word")
    lines = (folder / "topics/threats.yml").read_text(encoding="utf-8").splitlines()
    clock.now += LOOK_EVERY
    with caplog.at_level(logging.DEBUG):
        assert shelf.content() is good
    assert f"topics/threats.yml:{1 + lines.index('owners: a secret word')}" in caplog.text
    assert "secret word" not in caplog.text

    edit(folder, "topics/threats.yml", "owners: a secret word", "owner: content desk")
    clock.now += LOOK_EVERY
    assert shelf.content() is not good


def test_a_stale_translation_does_not_hold_back_a_withdrawal(folder: Path) -> None:
    """While one text waits for its translator, a wrong number can still be taken back."""
    clock = Clock()
    shelf = Shelf(folder, clock)
    edit(folder, "topics/threats.yml", "say: [", 'say: ["A new first sentence.", ')
    edit(folder, "counters.yml", "  phone: 0120-279-889\n", "")
    clock.now += LOOK_EVERY

    assert shelf.content().counters["dv-consultation-plus"].phone is None


def test_broken_content_is_not_served_from_the_start(folder: Path) -> None:
    """A server with content that cannot be used does not begin."""
    (folder / "card.yml").unlink()

    with pytest.raises(ContentMistakes):
        Shelf(folder)


def test_nothing_else_is_shown_of_a_withdrawn_number(folder: Path) -> None:
    """A number on the deny list refuses the whole edit, rather than being shown once."""
    clock = Clock()
    shelf = Shelf(folder, clock)
    denied = shelf.content().deny.never[0].number
    edit(folder, "counters.yml", "  phone: 0120-279-889\n", f"  phone: {denied}\n")
    clock.now += LOOK_EVERY
    record = shelf.content().counters["dv-consultation-plus"]

    from datetime import datetime

    assert show(shelf.content(), record, "en", datetime(2026, 11, 24, tzinfo=JAPAN))["phone"] == "0120-279-889"
