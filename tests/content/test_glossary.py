"""The glossary: one word for one thing, so that a person knows it again."""

from collections.abc import Callable
from pathlib import Path

import pytest

from content import Mistake
from content.stamping import stamp

Edit = Callable[[str, str, str], None]
Mistakes = Callable[[], tuple[Mistake, ...]]


def write(folder: Path, terms: str) -> None:
    (folder / "glossary.yml").write_text(f"owner: content desk\nterms:\n{terms}", encoding="utf-8")


@pytest.mark.parametrize("forms", ["[窓口]", "[相談所, 窓口]"])
def test_a_translation_that_keeps_to_it_is_left_alone(folder: Path, mistakes: Mistakes, forms: str) -> None:
    """One of the forms is enough; a language that is not named is not looked at."""
    write(folder, f"  counter: {{ja: {forms}}}\n  blame: {{vi: [lỗi]}}\n")
    assert mistakes() == ()


def test_a_term_that_is_said_in_another_way_is_named(folder: Path, mistakes: Mistakes) -> None:
    """An editor learns where, which term, and what to write."""
    write(folder, "  counter: {ja: [相談所]}\n")

    (mistake, *_) = mistakes()
    assert mistake.file == "topics/papers.yml"
    assert mistake.field == "text.ja"
    assert "`counter`" in mistake.wrong and "相談所" in mistake.cure


def test_a_part_of_another_word_is_no_term(folder: Path, mistakes: Mistakes) -> None:
    """“count” does not stand in “counter”."""
    write(folder, "  count: {ja: [数]}\n")
    assert mistakes() == ()


def test_names_of_counters_keep_to_it(folder: Path, mistakes: Mistakes) -> None:
    """The office is called in the directory what the answers call it."""
    write(folder, "  labour office: {ja: [労働局]}\n")

    (mistake,) = mistakes()
    assert (mistake.file, mistake.field) == ("counters.yml", "counters[2].name.ja")


def test_the_official_form_stands_in_every_other_language(folder: Path, edit: Edit, mistakes: Mistakes) -> None:
    """I can show the word of the papers, whatever I read; Japanese says it in its own way, and a title has no room."""
    write(folder, "  card: {official: {ja: 在留カード}}\n")
    edit("topics/papers.yml", "title: {en: ", "title: {en: Card ")
    edit("topics/papers.yml", "say: [", 'say: ["Your card.", ')
    stamp(folder)
    (mistake,) = mistakes()
    assert (mistake.file, mistake.field) == ("topics/papers.yml", "text.en")
    assert "`card`" in mistake.wrong and "在留カード" in mistake.cure

    edit("topics/papers.yml", "Your card.", "Your card (在留カード).")
    stamp(folder)
    assert mistakes() == ()


def test_an_unknown_language_is_named(folder: Path, mistakes: Mistakes) -> None:
    """A slip in the glossary itself is a mistake like any other."""
    write(folder, "  counter: {xx: [a]}\n")
    assert any("`xx`" in mistake.wrong for mistake in mistakes())
