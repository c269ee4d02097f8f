"""Looking for a counter: little has to be said, and what was said is remembered."""

from collections.abc import Callable
from typing import Any

from content import read
from content.topics import NEEDS

Call = Callable[..., Any]
CONTENT = read()


def find(call: Call, **message: Any) -> Any:
    return call("action_find_counter", "find_counter", **message)


def test_nothing_has_to_be_told_first(call: Call) -> None:
    """Who asks only for help sees counters for all of Japan at once, and may then say more."""
    said = find(call)

    assert [reply.kind for reply in said.replies] == ["text", "text", "counters", "question"]
    assert len(said.counters) == 3
    assert all("JP" in CONTENT.counters[id].areas for id in said.counters)
    assert {f'/find_counter{{"need":"{need}"}}' for need in NEEDS if need != "emergency"} <= set(said.choices)


def test_and_in_osaka(call: Call) -> None:
    """After a question about pay, "and in Osaka?" means labour in Osaka."""
    said = find(call, entities={"area": "JP-27"}, slots={"need": "labour"})

    assert said.slots == {"topic": "find_counter", "need": "labour", "area": "JP-27", "counter_language": None}
    assert all("labour" in CONTENT.counters[id].needs for id in said.counters)
    assert CONTENT.counters[said.counters[0]].areas != ("JP",)
    assert '/find_counter{"area":"JP"}' in said.choices


def test_and_one_who_speaks_vietnamese(call: Call) -> None:
    """A language that a counter should speak is kept beside the need and the place."""
    said = call("action_find_counter", "language_support", entities={"language": "vi"}, slots={"need": "labour"})

    assert said.slots == {"topic": "find_counter", "need": "labour", "area": None, "counter_language": "vi"}
    assert all("speaks Vietnamese" in counter.note for reply in said.replies for counter in reply.counters)
    assert {counter.phone for reply in said.replies for counter in reply.counters} >= {"0120-250-168"}


def test_a_language_that_nobody_speaks_is_not_pretended(call: Call) -> None:
    """Where nobody speaks Khmer we say that nothing fits exactly."""
    said = call("action_find_counter", "language_support", entities={"language": "km"}, slots={"need": "children"})

    assert said.replies[0].text == CONTENT.interface.words["counters_none"]["en"][0]
    assert said.counters


def test_hours_in_a_place(call: Call) -> None:
    """ "When is it open in Tokyo?" is answered with counters and their hours."""
    said = call("action_find_counter", "counter_hours", entities={"area": "JP-13"}, slots={"need": "police"})

    assert said.counters[0].startswith("tokyo-police")
    assert all(counter.hours.text for reply in said.replies for counter in reply.counters)


def test_more_shows_others(call: Call) -> None:
    """The button for more leads to counters that were not shown yet, and ends."""
    first = find(call, entities={"need": "immigration"})
    second = find(call, entities={"need": "immigration", "page": "2"})

    assert '/find_counter{"need":"immigration","page":"2"}' in first.choices
    assert not set(first.counters) & set(second.counters)
    assert find(call, entities={"need": "immigration", "page": "99"}).text == (
        CONTENT.interface.words["counters_no_more"]["en"][0]
    )


def test_a_new_question_begins_with_the_first_page(call: Call) -> None:
    """The page of an earlier question is not taken for this one."""
    need = {"need": "labour"}

    assert find(call, entities=need, slots={"page": "7"}).counters == find(call, entities=need).counters
    assert find(call, entities={"need": "labour", "page": "many"}).counters


def test_everything_can_be_taken_back(call: Call) -> None:
    """Another need, or all of Japan, is one button away and clears what was kept."""
    assert find(call, entities={"need": "any"}, slots={"need": "labour"}).slots["need"] is None
    assert find(call, entities={"area": "JP"}, slots={"need": "labour", "area": "JP-27"}).slots["area"] is None


def test_the_place_is_asked_once_and_need_not_be_said(call: Call) -> None:
    """Where prefectures have counters of their own the place is asked for, below counters that are shown already."""
    said = find(call, entities={"need": "labour"})

    assert [reply.kind for reply in said.replies] == ["counters", "question"]
    assert said.replies[-1].text == CONTENT.interface.words["ask_area"]["en"][0]
    assert [reply.kind for reply in find(call, entities={"need": "labour", "area": "JP-13"}).replies] == ["counters"]
    assert [reply.kind for reply in find(call, entities={"need": "return"}).replies] == ["counters"]


def test_words_that_are_no_need_are_not_believed(call: Call) -> None:
    """A slot that holds something else leads to the general list, not to nothing."""
    assert find(call, slots={"need": "teapot", "area": "Atlantis", "counter_language": None}).counters


def test_danger_shows_the_emergency_numbers(call: Call) -> None:
    """Who looks for help in danger sees 110 first."""
    assert find(call, entities={"need": "emergency"}).counters[0] == "police-110"
