"""Hard words: an office's word in an answer is named with what to say instead."""

from collections.abc import Callable
from pathlib import Path

import pytest

from content import Mistake

Edit = Callable[[str, str, str], None]
Mistakes = Callable[[], tuple[Mistake, ...]]


def write(folder: Path, words: str) -> None:
    (folder / "hard_words.yml").write_text(f"owner: content desk\nwords:\n{words}", encoding="utf-8")


def titled(edit: Edit, en: str = "Papers", ja: str = "書類") -> None:
    """The topic is called so."""
    edit("topics/papers.yml", "title: {en: Papers, ja: 書類}", f"title: {{en: {en}, ja: {ja}}}")


@pytest.mark.parametrize("text", ["Commence", "commences", "COMMENCE"])
def test_a_hard_word_is_named_with_a_plain_one(folder: Path, edit: Edit, mistakes: Mistakes, text: str) -> None:
    """An editor learns where, which word, and what to write; a star stands for any ending."""
    write(folder, "  en: {cease: stop, commence*: start}\n")
    titled(edit, text)
    (mistake,) = mistakes()
    assert (mistake.file, mistake.field) == ("topics/papers.yml", "title.en")
    assert "`commence*`" in mistake.wrong and mistake.cure == "say: start"


@pytest.mark.parametrize("text", ["decease", "ceases", "Stop"])
def test_another_word_is_left_alone(folder: Path, edit: Edit, mistakes: Mistakes, text: str) -> None:
    """“cease” without a star is that word alone."""
    write(folder, "  en: {cease: stop}\n  vi: {stop: dừng}\n")
    titled(edit, text)
    assert mistakes() == ()


def test_where_words_are_not_spaced_it_may_stand_anywhere(folder: Path, edit: Edit, mistakes: Mistakes) -> None:
    """窓口及び電話 holds 及び."""
    write(folder, "  ja: {及び: と}\n")
    titled(edit, ja="窓口及び電話")
    assert [one.field for one in mistakes()] == ["title.ja"]


def test_a_vowel_sign_is_part_of_a_word(folder: Path, edit: Edit, mistakes: Mistakes) -> None:
    """तथापि is no तथा."""
    write(folder, "  en: {तथा: र}\n")
    titled(edit, "तथापि")
    assert mistakes() == ()


def test_notices_and_buttons_are_looked_at_too(folder: Path, edit: Edit, mistakes: Mistakes) -> None:
    """A person reads them as well."""
    write(folder, "  en: {speaks: talks}\n")
    assert {one.file for one in mistakes()} == {"interface.yml"}


def test_an_unknown_language_is_named(folder: Path, mistakes: Mistakes) -> None:
    """A slip in the list itself is a mistake like any other."""
    write(folder, "  xx: {a: b}\n")
    assert "`xx`" in mistakes()[0].wrong
