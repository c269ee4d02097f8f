"""Answers: every intent has one, with its sources, the counters that fit, and a way on."""

import json
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from actions.settings import ROOT
from content import read
from content.numbers import DenyList
from content.topics import NEEDS
from content.words import privacy
from tests.clock import JAPAN
from tests.fakes.easy import TOPIC, WORDS

Call = Callable[..., Any]
CONTENT = read()
INTENTS = re.findall(r"^- (\w+)$", (ROOT / "domain.yml").read_text(encoding="utf-8").split("entities:")[0], re.MULTILINE)
GATEWAY = {"gateway:erase", "gateway:card", "gateway:leave"}


def leads_somewhere(choice: str) -> bool:
    """Whether a button's payload is an intent of ours with entities of ours, or the gateway's own."""
    if choice in GATEWAY:
        return True
    found = re.fullmatch(r"/(\w+)(\{.*\})?", choice)
    if not found or found[1] not in INTENTS:
        return False
    entities = json.loads(found[2] or "{}")
    groups = {group.id for group in CONTENT.conversation.menu}
    topics = {*CONTENT.topics, *CONTENT.conversation.answers, *groups, "self_check"}
    known = {"topic": topics, "need": {*NEEDS, "any"}, "area": {"JP"}, "language": set(CONTENT.languages)}
    return all(value in known.get(name, {value}) for name, value in entities.items())


@pytest.mark.parametrize("language", CONTENT.languages)
@pytest.mark.parametrize("intent", INTENTS)
def test_every_intent_is_answered_in_every_language(call: Call, intent: str, language: str) -> None:
    """Whatever is understood, the person gets words in their language, and every button leads somewhere."""
    said = call("action_answer", intent, slots={"language": language})

    assert said.replies
    assert all(reply.text and "{" not in reply.text for reply in said.replies)
    assert {reply.language for reply in said.replies} == {language}
    assert said.choices
    assert all(leads_somewhere(choice) for choice in said.choices), said.choices
    assert DenyList(CONTENT.deny.never).found_in(said.text) is None


@pytest.mark.parametrize("topic", CONTENT.topics)
def test_a_topic_names_its_sources_where_it_ends(call: Call, topic: str) -> None:
    """The last words of an answer say which pages they rest on and when these were read."""
    said = call("action_answer", "menu", entities={"topic": topic})
    told = [reply for reply in said.replies if reply.kind == "text"]

    assert [reply.text for reply in told] == list(CONTENT.topics[topic].text["en"].say)
    assert [bool(reply.sources) for reply in told] == [False] * (len(told) - 1) + [True]
    assert told[-1].topic == topic
    assert [source.url for source in told[-1].sources] == [source.url for source in CONTENT.topics[topic].sources]
    assert said.slots["topic"] == topic


def test_my_boss_took_my_passport_brings_a_counter_at_once(call: Call) -> None:
    """Who writes that a boss keeps the passport is shown real counters, open now, without asking again."""
    said = call("action_answer", "documents_taken", slots={"language": "en"})

    assert [reply.kind for reply in said.replies] == ["text", "text", "text", "counters"]
    assert 1 <= len(said.counters) <= 3
    assert said.replies[-1].counters[0].open_now is True
    assert said.choices == [
        '/find_counter{"need":"labour","page":"2"}', "/embassy_help", "/cannot_leave", "/technical_intern_rules",
        "/report_other", "/not_safe_to_talk",
    ]
    assert said.slots == {"topic": "documents_taken", "near": None, "need": "labour"}


def test_the_counters_fit_the_place_and_language_that_were_named(call: Call) -> None:
    """Who said before that they are in Tokyo and want Vietnamese need not say it again."""
    said = call("action_answer", "shelter", slots={"area": "JP-13", "counter_language": "vi"})

    assert "dv-consultation-plus" in said.counters
    assert all("speaks Vietnamese" in (counter.note or "") for counter in said.replies[-1].counters[:1])


def test_at_night_the_open_line_comes_first(call: Call) -> None:
    """At three in the night the first counter for a bed is one that answers."""
    said = call("action_answer", "shelter", now=datetime(2026, 11, 25, 3, 0, tzinfo=JAPAN))

    assert said.replies[-1].counters[0].open_now is True


def test_a_question_about_policy_offers_counters_and_shows_none(call: Call) -> None:
    """A journalist who asks for penalties gets the facts, and a button."""
    said = call("action_answer", "penalties")

    assert said.counters == []
    assert said.choices[0] == '/find_counter{"need":"legal"}'


def test_a_topic_that_is_no_intent_opens_from_its_button(call: Call) -> None:
    """Every related topic can be opened: an intent by its name, another by the menu."""
    related = call("action_answer", "debt_bondage").choices

    assert '/menu{"topic":"host_club_debts"}' in related
    assert "/wages_problem" in related
    assert call("action_answer", "menu", entities={"topic": "host_club_debts"}).replies[-2].topic == "host_club_debts"


def test_the_menu_leads_to_everything_in_two_steps(call: Call) -> None:
    """Who does not know what to ask finds every topic of the menu with two buttons."""
    groups = [choice for choice in call("action_answer", "menu").choices if choice.startswith("/menu{")]
    found = {
        choice
        for group in groups
        for choice in call("action_answer", "menu", entities=json.loads(group.removeprefix("/menu"))).choices
    }

    assert len(groups) == len(CONTENT.conversation.menu)
    for group in CONTENT.conversation.menu:
        for topic in group.topics:
            assert f"/{topic}" in found or f'/menu{{"topic":"{topic}"}}' in found
    assert "/menu" in found


def test_who_reads_this_is_answered_from_what_is_in_force(call: Call) -> None:
    """The days and the operator that a person is told are the ones the gateway works with."""
    running: dict[str, str | int | bool] = {
        "operator": "Akari House", "operator_is_immigration": False, "retention_days": 7, "web_minutes": 15, "app_hours": 12,
    }
    said = call("action_answer", "privacy", running=running)

    for figure in ("Akari House", "7 days", "15 minutes", "12 hours"):
        assert figure in said.text
    assert "30 days" not in said.text
    assert CONTENT.interface.words["operator"]["en"][0] not in said.text
    assert [reply.text for reply in said.replies[1:]] == privacy(CONTENT, "en", **running)
    assert "gateway:erase" in said.choices


def test_a_program_says_that_it_is_one(call: Call) -> None:
    """Asked whether it is a machine it says so, and who runs it."""
    said = call("action_answer", "bot_challenge")

    assert "program" in said.text
    assert CONTENT.interface.words["operator"]["en"][0] in said.text


@pytest.mark.parametrize("intent", ["emergency", "self_harm"])
def test_an_unsure_alarm_still_offers_the_numbers(call: Call, intent: str) -> None:
    """Where nobody was sure enough to show the card, the numbers are one button away."""
    said = call("action_answer", intent)

    assert [(reply.kind, len(reply.buttons)) for reply in said.replies] == [("notice", 1)]
    assert said.choices == ["gateway:card"]


def test_someone_who_is_watched_can_leave_with_one_button(call: Call) -> None:
    """Under the words for a watched person, leaving and erasing come first."""
    assert call("action_answer", "not_safe_to_talk").choices[:2] == ["gateway:leave", "gateway:erase"]


def test_say_it_again_goes_back_to_the_last_topic(call: Call) -> None:
    """Who did not understand finds the topic again with one button."""
    assert call("action_answer", "rephrase", slots={"topic": "threats"}).choices[0] == "/threats"
    assert "/threats" not in call("action_answer", "rephrase", slots={"topic": None}).choices


def test_what_is_not_understood_is_never_made_up(call: Call) -> None:
    """Words of ours, at most two topics that came near, the menu, a person, the numbers."""
    near = {"nlu_fallback": 0.6, "threats": 0.25, "greet": 0.2, "wages_problem": 0.15, "shelter": 0.12, "penalties": 0.05}
    said = call("action_fallback", "nlu_fallback", ranking=near)

    assert said.choices == ["/threats", "/wages_problem", "/menu", "/request_human", "gateway:card"]
    assert call("action_fallback", "nlu_fallback", ranking={"nlu_fallback": 0.6, "threats": 0.05}).choices[0] == "/menu"
    assert len(said.replies) == 1


def test_a_topic_that_is_unknown_is_not_understood(call: Call) -> None:
    """A button from before an editor removed a topic breaks nothing."""
    assert call("action_answer", "menu", entities={"topic": "removed_topic"}).replies[0].text == (
        CONTENT.conversation.answers["menu"].text["en"].say[0]
    )
    assert call("action_answer", "an_intent_of_tomorrow").text == CONTENT.conversation.fallback.text["en"].say[0]


def test_another_language_by_name(call: Call) -> None:
    """Who asks for Japanese is answered in Japanese from then on."""
    said = call("action_change_language", "change_language", entities={"language": "ja"})

    assert [(reply.language, reply.text) for reply in said.replies] == [
        ("ja", CONTENT.interface.words["language_changed"]["ja"][0])
    ]
    assert said.slots == {"language": "ja"}


def test_the_last_answer_comes_again_in_the_new_language(call: Call) -> None:
    """I change the language because I could not read the answer: it is there, in mine, without asking again."""
    slots = {"topic": "documents_taken", "need": "labour"}
    said = call("action_change_language", "change_language", entities={"language": "ja"}, slots=slots)

    assert [reply.topic for reply in said.replies if reply.topic] == ["documents_taken"]
    assert {reply.language for reply in said.replies} == {"ja"}
    assert said.counters


def test_easy_japanese_by_name_and_by_button(easily: Call) -> None:
    """Who asks for easy Japanese gets the last answer again in easy words, with the counters that Japanese gets."""
    slots = {"topic": "documents_taken", "need": "labour"}
    said = easily("action_change_language", "change_language", entities={"language": "ja-x-easy"}, slots=slots)
    plain = easily("action_change_language", "change_language", entities={"language": "ja"}, slots=slots)

    assert {reply.language for reply in said.replies} == {said.slots["language"]} == {"ja-x-easy"}
    assert [said.replies[0].text, said.replies[1].text] == [WORDS["language_changed"][0], TOPIC]
    assert said.counters == plain.counters
    offered = easily("action_change_language", "change_language").replies[-1].buttons
    assert [button.title for button in offered if "ja-x-easy" in button.choice] == ["やさしい にほんご"]


def test_counters_for_easy_japanese_are_those_for_japanese(easily: Call) -> None:
    """No place is said to speak easy Japanese, and nobody is sent to an embassy for reading it."""
    for entities in ({}, {"need": "labour"}, {"area": "JP-27"}, {"language": "ja-x-easy"}):
        told = [
            easily("action_find_counter", "find_counter", entities=entities, slots={"language": language})
            for language in ("ja-x-easy", "ja")
        ]
        assert told[0].counters == told[1].counters
        notes = " ".join(str(counter.note) for reply in told[0].replies for counter in reply.counters)
        assert "やさしい" not in notes


def test_easy_japanese_without_easy_words_is_japanese(call: Call) -> None:
    """Where nobody has written easy texts, who asks for them is answered in Japanese."""
    spoken = "ja-x-easy" if "ja-x-easy" in CONTENT.languages else "ja"
    said = call("action_change_language", "change_language", entities={"language": "ja-x-easy"})

    assert said.slots == {"language": spoken}
    assert said.replies[0].text == CONTENT.interface.words["language_changed"][spoken][0]


def test_in_the_self_check_the_question_comes_again_and_no_topic(call: Call) -> None:
    """In the middle of the questions only the question is repeated; the form does that."""
    slots = {"topic": "am_i_victim", "requested_slot": "wages"}
    said = call("action_change_language", "change_language", entities={"language": "ja"}, slots=slots)

    assert [reply.kind for reply in said.replies] == ["notice"]


def test_a_language_we_do_not_serve_may_be_spoken_at_a_counter(call: Call) -> None:
    """ "In French please", after counters for pay: we say what we can, and show who does speak it."""
    said = call("action_change_language", "change_language", entities={"language": "fr"}, slots={"need": "labour"})

    assert said.counters and all("labour" in CONTENT.counters[id].needs for id in said.counters)


@pytest.mark.parametrize("intent", ["where_to_get_help", "counter_hours", "language_support"])
def test_what_was_kept_goes_on(call: Call, intent: str) -> None:
    """After an answer about pay, "where?", "on Sunday?" and "in my language?" are about pay."""
    said = call("action_answer", intent, slots={"need": "labour"})

    assert said.counters and all("labour" in CONTENT.counters[id].needs for id in said.counters)
    assert said.slots == {"topic": intent, "near": None, "need": "labour"}


def test_the_other_question_in_my_message_is_not_lost(call: Call) -> None:
    """I asked two things at once: the graver is answered, the other is one press away."""
    said = call("action_answer", "documents_taken", also="legal_help")

    assert said.replies[-1].text == CONTENT.interface.words["also_asked"]["en"][0]
    assert [button.choice for button in said.replies[-1].buttons] == ["/legal_help"]


def test_where_to_get_help_is_not_offered_below_the_places_that_help(call: Call) -> None:
    """I asked for help with my passport: the places stand there, and I am not asked whether I want to see them."""
    said = call("action_answer", "documents_taken", also="where_to_get_help")

    assert said.counters
    assert CONTENT.interface.words["also_asked"]["en"][0] not in [reply.text for reply in said.replies]


def test_what_happens_to_me_is_answered_before_what_it_costs(call: Call) -> None:
    """Of two questions the graver comes first, whichever the machine heard first; an offer stays an offer."""
    said = call("action_answer", "cost_of_help", also="documents_taken")
    assert said.slots["topic"] == "documents_taken"
    assert [button.choice for button in said.replies[-1].buttons] == ["/cost_of_help"]

    assert call("action_answer", "suspicious_offer", also="wages_problem").slots["topic"] == "suspicious_offer"


@pytest.mark.parametrize("first", ["deny", "greet", "thank"])
def test_no_it_is_for_my_friend(call: Call, first: str) -> None:
    """A small word before my question is not what I wrote about."""
    said = call("action_answer", first, also="friend_in_trouble")

    assert said.slots["topic"] == "friend_in_trouble"
    assert CONTENT.interface.words["also_asked"]["en"][0] not in [reply.text for reply in said.replies]


SITUATIONS = CONTENT.conversation.situations
assert SITUATIONS


@pytest.mark.parametrize("topic", SITUATIONS.topics)
def test_below_what_happens_to_me_i_can_say_that_it_is_about_somebody_else(call: Call, topic: str) -> None:
    """Every situation ends with the ways to "it is about somebody else" and "not safe to write"; other answers do not."""
    below = call("action_answer", "menu", entities={"topic": topic}).choices

    assert ["/report_other", "/not_safe_to_talk"] == below[-2:]
    assert "/not_safe_to_talk" not in call("action_answer", "statistics").choices


@pytest.mark.parametrize("language", CONTENT.languages)
def test_a_situation_is_told_to_a_friend_in_other_words(call: Call, language: str) -> None:
    """I read about passports and say that it is my friend's: no word says that it is mine, and the law, the pages it
    rests on and the same counters are there."""
    slots = {"topic": "documents_taken", "language": language}
    said = call("action_answer", "report_other", slots=slots)
    own = call("action_answer", "documents_taken", slots={"language": language})

    told, mine = ([reply.text for reply in found.replies if reply.kind == "text"] for found in (said, own))
    assert told[1:-1] == mine[1:-1]
    assert not {told[0], told[-1]} & set(mine)
    assert said.counters == own.counters
    assert [reply.sources for reply in said.replies if reply.sources] == [reply.sources for reply in own.replies if reply.sources]
    assert all(leads_somewhere(choice) for choice in said.choices)


@pytest.mark.parametrize(
    "text",
    ["my neighbour keeps a maid in the house, i never see her outside", "隣の家の人は何か月も外に出してもらえず働かされています"],
)
def test_something_else_that_i_saw_is_not_taken_for_the_last_answer(call: Call, text: str) -> None:
    """I read about passports and then tell of a neighbour: I am told how to report that."""
    assert call("action_answer", "report_other", slots={"topic": "documents_taken"}, text=text).slots["topic"] == "report_other"


def test_from_the_words_for_a_friend_a_button_leads_to_reporting(call: Call) -> None:
    """What I meant was to report: the button says so, and a second question is offered as ever."""
    said = call("action_answer", "report_other", slots={"topic": "documents_taken"}, also="cost_of_help")

    assert '/menu{"topic":"report_other"}' in said.choices
    assert said.choices[-1] == "/cost_of_help"
    assert call("action_answer", "menu", entities={"topic": "report_other"}).slots["topic"] == "report_other"


def test_a_search_for_a_friend(call: Call) -> None:
    """I looked for a lawyer in Osaka, and it is for my friend: how to help, and the same counters."""
    kept = {"topic": "find_counter", "need": "legal", "area": "JP-27"}
    searched = call("action_find_counter", "find_counter", entities={"need": "legal", "area": "JP-27"})
    said = call("action_answer", "report_other", slots=kept, text="no, for my friend")

    assert said.slots["topic"] == "friend_in_trouble" and "/report_other" in " ".join(said.choices)
    assert said.counters == searched.counters
    tale = call("action_answer", "report_other", slots=kept, text="my friend works in a bar and cannot go out")
    assert tale.slots["topic"] == "report_other"


@pytest.mark.parametrize("last", ["statistics", None])
def test_a_friend_without_a_situation_before_is_answered_as_ever(call: Call, last: str | None) -> None:
    """Nothing that happens to a person was spoken of: I am told how to help and where to report."""
    assert call("action_answer", "report_other", slots={"topic": last}).slots["topic"] == "report_other"


def test_no_not_that(call: Call) -> None:
    """The answer was about something else: what came next in the ranking is offered."""
    ranking = {"debt_bondage": 0.6, "wages_problem": 0.2, "greet": 0.1, "threats": 0.05}
    first = call("action_answer", "debt_bondage", ranking=ranking)
    assert first.slots["near"] == "wages_problem threats"

    for intent in ("deny", "feedback_negative"):
        said = call("action_answer", intent, slots={"near": first.slots["near"]})
        assert said.choices[:2] == ["/wages_problem", "/threats"]


NAMED = [{"need": "labour"}, {"area": "JP-27"}, {"language": "vi"}, {"area": "JP-27", "need": "legal"}]


@pytest.mark.parametrize("entities", NAMED)
@pytest.mark.parametrize("intent", ["where_to_get_help", "counter_hours", "language_support"])
def test_whoever_names_a_place_a_need_or_a_language_is_shown_counters(call: Call, intent: str, entities: dict[str, str]) -> None:
    """A question with a name in it is a search, however many names."""
    said = call("action_answer", intent, entities=entities)

    assert said.counters
    assert {name: said.slots[{"language": "counter_language"}.get(name, name)] for name in entities} == entities


def test_another_language_by_button(call: Call) -> None:
    """Each language is named in itself: who is lost in this one finds their own."""
    said = call("action_change_language", "change_language")

    shown = {button.choice: button.title for reply in said.replies for button in reply.buttons}
    assert list(shown) == [f'/change_language{{"language":"{code}"}}' for code in CONTENT.languages]
    named = [shown[f'/change_language{{"language":"{code}"}}'] for code in ("en", "ja", "vi")]
    assert named == ["English", "日本語", "Tiếng Việt"]
    assert said.slots == {}


def test_a_language_we_do_not_serve_is_said_so(call: Call) -> None:
    """Nobody is left to wonder: we name the languages that we can answer in."""
    said = call("action_change_language", "change_language", entities={"language": "fr"})

    for language in ("en", "ja"):
        assert CONTENT.interface.words["unknown_language"][language][0] in said.text
    assert said.slots == {}


def test_what_was_written_is_never_repeated(call: Call) -> None:
    """No answer holds what the person wrote."""
    for intent in INTENTS:
        assert "080-1234-5678" not in call("action_answer", intent).text


def test_an_answer_without_words_in_a_language_is_in_english(call: Call) -> None:
    """A language we serve half reads English, not nothing."""
    said = call("action_answer", "threats", slots={"language": "fr"})

    assert said.replies[0].text == CONTENT.topics["threats"].text["en"].say[0]
