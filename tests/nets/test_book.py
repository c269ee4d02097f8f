"""Editors learn at once, in words, what is wrong with a phrase file and where."""

from pathlib import Path

import pytest

from bot.core.safety import DESPAIR, Level
from bot.nets.book import BookMistake, read_book
from bot.nets.phrases import FOLDER, Phrases

GOOD = """
language: en
words:
  skip: the
  actor: he, she, my boss
  filler: please
near: locked
rewrite: hes = he is
guards:
  past:
    makes: concern
    phrases: |
      last year
    but: |
      again
rules:
  confined:
    level: danger
    phrases: |
      <actor> … locked (me|us) [up]
      = help
      van & (ten|tonight) & !work
  dark:
    level: self_harm
    phrases: |
      # a note for editors
      i want to die
must:
  danger: |
    he locked me up
must_not:
  past: |
    last year he locked me up
"""


def book(tmp_path: Path, source: str) -> Path:
    path = tmp_path / "en.yml"
    path.write_text(source, encoding="utf-8")
    return path


def level(net: Phrases, text: str) -> Level | None:
    alarm = net.check(text)
    return alarm.level if alarm else None


def test_one_line_adds_a_phrase(tmp_path: Path) -> None:
    """An editor adds one line, and the next cry in these words is heard."""
    text = "they said my time has come"
    before = Phrases([read_book(book(tmp_path, GOOD))])
    after = Phrases([read_book(book(tmp_path, GOOD.replace("      = help\n", "      = help\n      my time has come\n")))])
    assert level(before, text) is None
    assert level(after, text) is Level.DANGER


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Hes locked us up", Level.DANGER),
        ("my boss has lokced me", Level.DANGER),
        ("she really has not yet seen it, locked me", None),
        ("Please HELP", Level.DANGER),
        ("help with my visa", None),
        ("the van is here at ten", Level.DANGER),
        ("tonight we take the van", Level.DANGER),
        ("the van comes at ten for work", None),
        ("last year he locked me up", Level.CONCERN),
        ("last year he locked me up and now again", Level.DANGER),
        ("I want to die", Level.SELF_HARM),
    ],
)
def test_a_line_means_what_the_grammar_says(tmp_path: Path, text: str, wanted: Level | None) -> None:
    """Words in a row, groups, gaps, choices, parts near each other, parts that must be absent, whole messages, guards."""
    assert level(Phrases([read_book(book(tmp_path, GOOD))]), text) is wanted


def test_despair_of_long_ago_stays_despair(net: Phrases) -> None:
    """What is past brings no card, and the numbers that are offered are not the police's first."""
    alarm = net.check("last year i wanted to kill myself")
    assert alarm and (Level.CONCERN, DESPAIR) == (alarm.level, alarm.about)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("<actor> …", "<acter> …", ["en.yml, line 20", "no word group <acter>", "actor"]),
        ("level: danger", "level: deadly", ["en.yml, line 17", "concern, self_harm, danger"]),
        ("makes: concern", "makes: tea", ["en.yml, line 10", "nothing | concern"]),
        ("near: locked", "nearly: locked", ["en.yml, line 7", "unknown key", "near"]),
        ("hes = he is", "hes he is", ["en.yml, line 8", "short = long form"]),
        ("van & (ten|tonight) & !work", "!van & !work", ["en.yml, line 22", "say also what must be there"]),
        ("  dark:\n", "  confined:\n", ["en.yml", "'confined' is written twice"]),
        ("words:\n", "gap: three\nwords:\n", ["en.yml, line 3", "whole number"]),
        ("  actor: he, she, my boss", "  actor: <boss>\n  boss: <actor>", ["en.yml", "holds itself"]),
        ("    level: self_harm\n    phrases: |\n", "    level: self_harm\n    phrases:\n", ["en.yml", "line 25", "phrases: |"]),
        ("must_not:\n", "\tmust_not:\n", ["en.yml"]),
    ],
)
def test_a_mistake_names_file_line_and_cure(tmp_path: Path, old: str, new: str, said: list[str]) -> None:
    """The editor reads which file, which line and what to write instead."""
    assert old in GOOD
    with pytest.raises(BookMistake) as mistake:
        read_book(book(tmp_path, GOOD.replace(old, new, 1)))
    for part in said:
        assert part in str(mistake.value)


def test_every_file_of_the_project_is_usable() -> None:
    """What ships is read without a mistake, and only examples of known groups stand in it."""
    for path in sorted(FOLDER.glob("*.yml")):
        found = read_book(path)
        assert found.rules
        assert set(found.must) <= {"danger", "danger_other", "self_harm", "self_harm_other"}
