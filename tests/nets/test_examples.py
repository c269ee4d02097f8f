"""The examples beside the phrases: who is in danger is found, who asks an ordinary question is left in peace."""

import zlib
from functools import cache

import pytest

from bot.core.safety import Alarm, Level
from bot.languages.detecting import CODES
from bot.nets.book import Book, read_book
from bot.nets.phrases import FOLDER, Phrases
from tests.nets.disguises import EVERY, MOST

BOOKS = {language: read_book(FOLDER / f"{language}.yml") for language in CODES}
HALVES = ("developed on", "held out")
OLD = ("en", "ja")
"""Whose phrases alone find nearly all of their own examples. Elsewhere the examples go further than the phrases, and stage
two, which learns from them, does the rest: `tests/conversations/test_evaluation.py` holds both to their figures."""
SOME = 20
"""Cries of a language that are disguised in every way; all of them would take minutes."""


def half(text: str) -> str:
    """The half an example belongs to, by its text alone, so that it never changes sides."""
    return HALVES[zlib.crc32(text.encode()) % 2 == 0]


@cache
def heard(net: Phrases, text: str) -> Alarm | None:
    """What the net says of *text*, which most of these tests ask of the same examples."""
    return net.check(text)


def urgent(net: Phrases, text: str) -> bool:
    alarm = heard(net, text)
    return alarm is not None and alarm.urgent


def must(book: Book) -> list[str]:
    return [text for texts in book.must.values() for text in texts]


def some_cries(net: Phrases, language: str) -> list[str]:
    """Cries that are found as they stand: all in the old languages, some in the others."""
    found = [text for text in must(BOOKS[language]) if urgent(net, text)]
    return found if language in OLD else found[:: max(1, len(found) // SOME)]


def must_not(book: Book) -> list[str]:
    return [text for texts in book.must_not.values() for text in texts]


@pytest.mark.parametrize("language", BOOKS)
def test_there_are_enough_phrases_and_examples(language: str) -> None:
    """The net rests on hundreds of lines and of examples, not on a handful."""
    book = BOOKS[language]
    assert sum(len(rule.lines) for rule in book.rules if rule.level > Level.CONCERN) >= 150
    assert len(must(book)) >= 200
    assert len(must_not(book)) >= 300
    assert len({*must(book), *must_not(book)}) == len(must(book)) + len(must_not(book))


@pytest.mark.parametrize("part", HALVES)
@pytest.mark.parametrize("language", OLD)
def test_who_is_in_danger_gets_the_card(net: Phrases, language: str, part: str) -> None:
    """Of a hundred cries in my own words, at most three bring no card."""
    cries = [text for text in must(BOOKS[language]) if half(text) == part]
    missed = [text for text in cries if not urgent(net, text)]
    assert len(missed) <= 0.03 * len(cries), missed


@pytest.mark.parametrize("part", HALVES)
@pytest.mark.parametrize("language", BOOKS)
def test_who_asks_an_ordinary_question_gets_an_answer(net: Phrases, language: str, part: str) -> None:
    """Of a hundred questions that only sound like danger, at most five bring the card; in the languages whose examples were
    meant for stage two at most twelve, before stage two has its say."""
    questions = [text for text in must_not(BOOKS[language]) if half(text) == part]
    alarmed = [text for text in questions if urgent(net, text)]
    assert len(alarmed) <= (0.05 if language in OLD else 0.12) * len(questions), alarmed


@pytest.mark.parametrize("language", BOOKS)
def test_phrases_alone_find_many(net: Phrases, language: str) -> None:
    """Before anything else is loaded, and when nothing else can be, phrases find at least two in five cries."""
    cries = must(BOOKS[language])
    assert sum(urgent(net, text) for text in cries) >= 0.4 * len(cries)


@pytest.mark.parametrize("language", BOOKS)
def test_who_wants_to_die_is_told_of_crisis_lines(net: Phrases, language: str) -> None:
    """When I write of my own death, the card for that comes, not only the one for danger."""
    found = [heard(net, text) for text in BOOKS[language].must["self_harm"]]
    if language not in OLD:  # what the phrases miss is stage two's
        found = [alarm for alarm in found if alarm and alarm.urgent]
    right = sum(alarm is not None and alarm.level is Level.SELF_HARM for alarm in found)
    assert right >= (0.9 if language in OLD else 0.8) * len(found)


@pytest.mark.parametrize("language", BOOKS)
def test_the_alarm_knows_whether_it_is_about_me(net: Phrases, language: str) -> None:
    """The words on my card are about me when I am the one, and about my friend when it is my friend."""
    book = BOOKS[language]
    seen = [(alarm, group) for group, texts in book.must.items() for text in texts if (alarm := heard(net, text)) and alarm.urgent]
    assert sum(alarm.other == group.endswith("_other") for alarm, group in seen) >= (0.85 if language in OLD else 0.7) * len(seen)


@pytest.mark.parametrize("change", EVERY)
@pytest.mark.parametrize("language", BOOKS)
def test_nothing_about_the_look_of_the_words_hides_a_cry(net: Phrases, language: str, change: str) -> None:
    """However my keyboard, my hurry or my caution change the look of my words, the card comes all the same."""
    cries = some_cries(net, language)
    assert [text for text in cries if not urgent(net, EVERY[change](text))] == []


@pytest.mark.parametrize("change", MOST)
@pytest.mark.parametrize("language", BOOKS)
def test_heavy_disguise_hides_next_to_nothing(net: Phrases, language: str, change: str) -> None:
    """Even letters torn apart, drawn out or swapped for figures hide at most two cries in a hundred."""
    cries = some_cries(net, language)
    hidden = [text for text in cries if not urgent(net, MOST[change](text))]
    assert len(hidden) <= max(0.02 * len(cries), language not in OLD), hidden


@pytest.mark.parametrize("language", OLD)
def test_one_wrong_letter_in_a_long_word_is_forgiven(net: Phrases, language: str) -> None:
    """A slip of the finger in the word that matters is understood."""
    if language == "en":
        for text in ("he lockd me in", "he has a knige", "i am kidnappd", "i am bleading a lot", "i want to comit sucide", "plaese hlep me"):
            assert urgent(net, text), text
    else:
        for text in ("たすけtください", "taskete", "tasuketekudasai", "korosarerru", "しにたいい"):
            assert urgent(net, text), text
