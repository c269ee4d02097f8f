"""The self-check: little asked, anything skipped, stopped at any time, and never a verdict."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from content import read
from content.texts import TAGS

Call = Callable[..., Any]
CHECK = read().selfcheck
THEMES = [question.id for question in CHECK.questions]
FORM = "self_check_form"
START = {"topic": "self_check"}
VERDICT = re.compile(
    r"you are (?:not )?(?:a |being )|trafficked|score|%|percent|点数|被害者です|被害者ではありません", re.IGNORECASE
)


def ask(
    call: Call, answers: dict[str, str], intent: str = "affirm", language: str = "en", entities: dict[str, str] | None = None
) -> Any:
    return call(
        "validate_self_check_form", intent, slots={**answers, "language": language}, entities=entities, loop=FORM
    )


def result(call: Call, answers: dict[str, str], intent: str = "affirm", language: str = "en") -> Any:
    return call("action_self_check_result", intent, slots={**answers, "language": language})


def question(number: int, language: str = "en") -> str:
    return CHECK.questions[number].text[language].say[-1]


def test_it_begins_with_what_it_is_and_a_way_to_help(call: Call) -> None:
    """Before the first question the person knows how many there are, that none must be answered, and sees a way to help."""
    said = ask(call, {}, "am_i_victim", entities=START)

    assert [reply.text for reply in said.replies] == [*CHECK.intro["en"].say, question(0)]
    assert said.replies[-1].kind == "question"
    assert "/find_counter" in [button.choice for button in said.replies[-1].buttons]


@pytest.mark.parametrize("language", TAGS)
def test_the_questions_come_one_at_a_time_with_ways_to_answer_and_to_help(call: Call, language: str) -> None:
    """Yes, no, skip, help and stop stand below every question, the first too; never two questions at once."""
    for number in range(len(THEMES)):
        said = ask(call, dict.fromkeys(THEMES[:number], "skip"), language=language)

        assert [reply.text for reply in said.replies] == [question(number, language)]
        assert said.choices == ["/affirm", "/deny", "/skip", "/find_counter", "/stop"]


@pytest.mark.parametrize("language", TAGS)
def test_skipping_is_also_not_wanting_to_say(call: Call, language: str) -> None:
    """The button says both, in every language."""
    skip = ask(call, {"documents": "no"}, language=language).replies[-1].buttons[2].title

    assert len([part for part in re.split(" / |／|・", skip) if part]) == 2


def test_at_the_end_nothing_more_is_asked(call: Call) -> None:
    """After the last answer no question follows; the form ends."""
    assert ask(call, dict.fromkeys(THEMES, "skip")).replies == []


def test_going_on_does_not_begin_anew(call: Call) -> None:
    """Who was answered something else in between goes on where they were, without the introduction."""
    by_button = ask(call, {"documents": "yes"}, "am_i_victim", entities=START)
    by_word = ask(call, {"documents": "yes"})

    assert [reply.text for reply in by_button.replies] == [reply.text for reply in by_word.replies] == [question(1)]


def test_asked_again_the_introduction_is_not_repeated(call: Call) -> None:
    """A question that was not understood is put again, and nothing else."""
    assert [reply.text for reply in ask(call, {}, "nlu_fallback").replies] == [question(0)]


def test_a_hurt_person_is_offered_the_numbers_at_once(call: Call) -> None:
    """Who says that they are hurt is offered the emergency numbers before the next question."""
    hurt = {"documents": "yes", "movement": "yes", "isolation": "yes", "safety": "yes"}
    said = ask(call, hurt)

    assert (said.replies[0].kind, said.choices[0]) == ("notice", "gateway:card")
    assert said.replies[-1].text == question(4)
    assert "gateway:card" not in ask(call, {**hurt, "safety": "no"}).choices


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("given", ["yes", "no", "skip"])
def test_no_end_is_a_verdict(call: Call, given: str, language: str) -> None:
    """Whatever was answered, nobody is told that they are, or are not, a victim."""
    said = result(call, dict.fromkeys(THEMES, given), language=language)

    assert not VERDICT.search(said.text)
    assert said.counters


def test_the_end_names_what_is_in_common_with_known_signs(call: Call) -> None:
    """The themes of one's own answers are named in words, with the source of the signs; nothing else is."""
    said = result(call, {"documents": "no", "movement": "yes", "wages": "no", "debt": "skip"})
    named = next(reply for reply in said.replies if "ILO" in reply.text)

    assert "papers that are not in your own hands; pay that is missing or kept back" in named.text
    assert not [each for each in CHECK.questions if each.id in ("movement", "debt") and each.theme["en"] in named.text]
    assert named.sources[0].url == "https://readkong.com/page/ilo-indicators-of-forced-labour-5101277"
    assert CHECK.closing["en"].say[0] in said.text
    assert {"/documents_taken", "/wages_problem", "/request_human"} <= set(said.choices)


def test_each_answer_alone_counts_only_on_its_side(call: Call) -> None:
    """For every question the answer that goes with the sign names its theme, the other does not."""
    for each in CHECK.questions:
        other = "no" if each.sign == "yes" else "yes"

        assert each.theme["en"] in result(call, {each.id: each.sign}).text
        assert each.theme["en"] not in result(call, {each.id: other}).text


def test_no_sign_is_no_all_clear(call: Call) -> None:
    """Answers without a sign do not tell the person that all is well."""
    said = result(call, {each.id: "no" if each.sign == "yes" else "yes" for each in CHECK.questions})

    assert said.replies[0].text == CHECK.results["none"]["en"].say[0]
    assert CHECK.closing["en"].say[0] in said.text


def test_stopping_is_fine_and_still_brings_help(call: Call) -> None:
    """Who stops is not asked why, and sees counters all the same."""
    said = result(call, {}, intent="stop")

    assert [reply.text for reply in said.replies[:2]] == [CHECK.stopped["en"].say[0], CHECK.results["unanswered"]["en"].say[0]]
    assert said.counters


def test_the_answers_are_dropped(call: Call) -> None:
    """What was answered is not kept once the check is over."""
    assert result(call, {"documents": "no"}).slots == dict.fromkeys(THEMES)


def test_the_counters_fit_the_answers(call: Call) -> None:
    """Who has no papers and owes money sees a labour and a legal counter, each once."""
    said = result(call, {"documents": "no", "debt": "yes"})
    needs = [set(read().counters[id].needs) for id in said.counters]

    assert len(set(said.counters)) == len(said.counters) <= 3
    assert any("labour" in found for found in needs)
    assert any("legal" in found for found in needs)


def test_after_another_question_one_may_go_on_or_not(call: Call) -> None:
    """Nobody is pulled back into the questions: yes or no."""
    assert call("action_self_check_offer", "threats").choices == ["/affirm", "/deny"]


def test_the_check_is_offered_below_its_topic(call: Call) -> None:
    """ "Am I a victim?" is answered with words first; the questions are a choice."""
    assert '/am_i_victim{"topic":"self_check"}' in call("action_answer", "am_i_victim").choices
