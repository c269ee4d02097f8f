"""Looking for a counter: little has to be said, and what was said is remembered."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from actions.asked import ask
from content import read
from content.topics import NEEDS
from tests.clock import JAPAN

Call = Callable[..., Any]
CONTENT = read()
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=JAPAN)


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

    assert said.slots == {"topic": "find_counter", "need": "labour", "area": "JP-27", "counter_language": None, "wish": None}
    assert all("labour" in CONTENT.counters[id].needs for id in said.counters)
    assert any("JP-27" in CONTENT.counters[id].areas for id in said.counters)
    assert find(call, entities={"area": "JP-13"}, slots={"need": "labour"}).counters[0].startswith("tokyo-")
    assert '/find_counter{"area":"JP"}' in said.choices


def test_and_one_who_speaks_vietnamese(call: Call) -> None:
    """A language that a counter should speak is kept beside the need and the place."""
    said = call("action_find_counter", "language_support", entities={"language": "vi"}, slots={"need": "labour"})

    assert said.slots == {"topic": "find_counter", "need": "labour", "area": None, "counter_language": "vi", "wish": None}
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


def test_someone_to_write_to(call: Call) -> None:
    """ "By chat, I cannot speak here": only those one can write to, each saying so, and it is kept for the next question."""
    said = find(call, entities={"wish": "write"}, slots={"need": "women"})

    assert said.slots["wish"] == "write"
    assert said.counters == ["dv-consultation-plus"]
    assert all("you can write" in counter.note for reply in said.replies for counter in reply.counters)
    assert '/find_counter{"wish":"any"}' in said.choices
    assert '/find_counter{"wish":"write"}' not in said.choices


def test_wishes_add_up_and_are_taken_back(call: Call) -> None:
    """ "Without my name", then "open now": both count; one button drops both."""
    both = find(call, entities={"wish": "open_now"}, slots={"need": "labour", "wish": "anonymous"})

    assert both.slots["wish"] == "anonymous open_now"
    assert find(call, entities={"wish": "any"}, slots={"need": "labour", "wish": both.slots["wish"]}).slots["wish"] is None
    assert find(call, slots={"need": "labour", "wish": "teapot"}).slots["wish"] is None


@pytest.mark.parametrize(
    ("intent", "need", "kept"),
    [("counter_hours", "labour", "sunday"), ("find_counter", "labour", "sunday"), ("where_to_get_help", "labour", None),
     ("wages_problem", None, None)],
)  # fmt: skip
def test_a_day_counts_where_hours_or_counters_are_asked_for(call: Call, intent: str, need: str | None, kept: str | None) -> None:
    """ "What about Sunday?" wants those who are there on Sundays; "I am made to work on Sundays" does not."""
    action = "action_find_counter" if intent == "find_counter" else "action_answer"
    said = call(action, intent, entities={"wish": "sunday"}, slots={"need": need})

    assert said.slots.get("wish") == kept
    assert said.slots["topic"] == ("find_counter" if kept else intent)
    if kept:
        assert said.counters[0] == "labour-standards-hotline" and "mhlw-foreign-worker-dial" not in said.counters


def test_a_day_alone_is_answered_with_what_is_known_of_hours(call: Call) -> None:
    """ "Are you open on Sunday?", before anything else was said, or where nobody for that need is: what is known of hours."""
    for need in (None, "legal"):
        said = call("action_answer", "counter_hours", entities={"wish": "sunday"}, slots={"need": need})
        assert "counter_hours" in {reply.topic for reply in said.replies}


def test_a_wish_that_nobody_for_the_need_of_before_grants(call: Call) -> None:
    """I was told of human rights; "where can I get help in Osaka on Sunday?" shows who is there on Sunday, and asks what I need.
    A need that I name with it is kept."""
    on_sunday = {"wish": "sunday", "area": "JP-27"}
    said = find(call, entities=on_sunday, slots={"need": "rights"})
    assert "labour-standards-hotline" in said.counters and said.slots["need"] is None
    assert '/find_counter{"need":"labour"}' in said.choices

    named = find(call, entities={**on_sunday, "need": "rights"}, slots={"need": "labour"})
    assert "human-rights-foreign-language" in named.counters and named.slots["need"] == "rights"
    assert find(call, entities=on_sunday, slots={"need": "labour"}).slots["need"] == "labour"
    assert find(call, entities={"wish": "write", "area": "JP-27"}, slots={"need": "health"}).slots["need"] == "health"


def test_nobody_of_the_need_of_before_is_there_at_night(call: Call) -> None:
    """At three in the morning "who is open now?" shows who is, not the immigration office that I asked about at noon."""
    night = datetime(2026, 11, 25, 3, 0, tzinfo=JAPAN)
    said = find(call, entities={"wish": "open_now"}, slots={"need": "immigration"}, now=night)

    assert said.replies[0].text == CONTENT.interface.words["counters_found"]["en"][0] and said.slots["need"] is None


def test_two_wishes_in_one_message(call: Call) -> None:
    """ "An anonymous chat": neither word is lost."""
    message = [{"entity": "wish", "value": value, "start": 0, "end": 4} for value in ("anonymous", "write")]
    tracker = {"latest_message": {"intent": {"name": "find_counter"}, "entities": message}, "slots": {}}

    assert ask(tracker, CONTENT, {}, frozenset(), NOW).wishes == {"anonymous", "write"}


def test_wishes_have_buttons_that_lead_somewhere(call: Call) -> None:
    """Below what is found are at most two, each of which shows others and something that fits."""
    offered = {
        need: [json.loads(choice.removeprefix("/find_counter")) for choice in find(call, entities={"need": need}).choices]
        for need in NEEDS
    }
    wished = {need: [entities["wish"] for entities in each if "wish" in entities] for need, each in offered.items()}

    assert wished["labour"] == ["open_now", "write"]
    assert wished["return"] == []
    assert wished["police"] == ["write", "anonymous"]
    for need, wishes in wished.items():
        assert len(wishes) <= 2
        for wish in wishes:
            pressed = find(call, entities={"wish": wish}, slots={"need": need})
            assert pressed.replies[0].text == CONTENT.interface.words["counters_found"]["en"][0]
            assert pressed.counters != find(call, entities={"need": need}).counters
    assert not any("wish" in choice for choice in find(call, entities={"need": "labour", "page": "2"}).choices)
    nameless = find(call, entities={"need": "labour"}, slots={"wish": "anonymous"})
    assert [choice for choice in nameless.choices if "wish" in choice] == ['/find_counter{"wish":"any"}']


def test_words_that_ask_something_else_are_no_wish(call: Call) -> None:
    """ "Is it free?" asks what help costs, and the next list is not cut short because of it."""
    said = call("action_answer", "cost_of_help", entities={"wish": "free"}, slots={"need": "labour"})

    assert "wish" not in said.slots
    assert "mhlw-foreign-worker-dial" in find(call, slots={"need": "labour"}).counters


def test_a_second_question_may_bring_the_wish(call: Call) -> None:
    """ "They do not pay me, and where can I ask without my name?": the counters below the answer heed it, and so does the
    next list."""
    said = call("action_answer", "wages_problem", entities={"wish": "anonymous"}, also="where_to_get_help")

    assert said.counters[0] == "labour-standards-hotline"
    assert said.slots["wish"] == "anonymous"
    assert call("action_answer", "where_to_get_help", entities={"wish": "open_now"}).slots["wish"] == "open_now"


def test_nothing_that_fits_here_is_not_said_to_be_for_all_of_japan(call: Call) -> None:
    """Nobody open now in Tokyo: the usual list of Tokyo is shown, and said to be what it is."""
    night = datetime(2026, 11, 25, 3, 0, tzinfo=JAPAN)
    words = CONTENT.interface.words
    here = find(call, entities={"need": "immigration", "area": "JP-13", "wish": "open_now"}, now=night)
    anywhere = find(call, entities={"need": "immigration", "wish": "open_now"}, now=night)

    assert here.replies[0].text == words["counters_none_here"]["en"][0]
    assert anywhere.replies[0].text == words["counters_none"]["en"][0]
    assert here.slots["need"] == "immigration"


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
