"""The self-check: eight questions, each with yes, no, skip and stop, and a way out at any moment."""

import pytest
from ruamel.yaml import YAML
from tests.engine.fake_actions import THEMES
from tests.engine.world import ROOT, Engine, Talk

START = '/am_i_victim{"topic":"self_check"}'
ENDS = {"emergency", "self_harm", "not_safe_to_talk", "request_human", "goodbye", "menu", "delete_my_data"}
ANSWERS = {"affirm", "deny", "skip"}
AGAIN = {"rephrase": "answer rephrase", "change_language": "language"}
INTENTS: list[str] = YAML(typ="safe").load(ROOT / "domain.yml")["intents"]


def begun(engine: Engine) -> Talk:
    talk = engine.talk("am I a victim")
    assert talk.texts == ["answer am_i_victim"]
    assert talk.say(START).texts == ["question documents"]
    return talk


@pytest.mark.parametrize(
    "answers", [("yes", "no", "skip this question"), ("/affirm", "/deny", "/skip"), ("はい", "いいえ", "答えたくない")]
)
def test_answers_are_written_or_tapped(engine: Engine, answers: "tuple[str, str, str]") -> None:
    """I answer in words or with the buttons, and reach the end."""
    talk = begun(engine)
    for theme, answer in zip(THEMES[1:], answers * 3, strict=False):
        assert talk.say(answer).texts == [f"question {theme}"]
    assert talk.say(answers[0]).texts == ["result yes,no,skip,yes,no,skip,yes,yes"]
    assert not set(THEMES) & talk.state["slots"].keys(), "my answers are not kept longer than needed"
    assert talk.say("yes").texts == ["answer affirm"]


def test_stop_ends_it_with_what_was_said(engine: Engine) -> None:
    """I stop, and still see what my answers so far have in common with known signs."""
    for stop in ("stop the questions", "/stop"):
        talk = begun(engine).say("yes", "no").say(stop)
        assert talk.texts == ["result yes,no,None,None,None,None,None,None"]
        assert talk.say("/deny").texts == ["answer deny"]


@pytest.mark.parametrize("intent", INTENTS)
def test_nobody_is_held(engine: Engine, intent: str) -> None:
    """Whatever I write instead of an answer is answered first, and the questions never come back unasked."""
    talk = begun(engine).say("yes").say(f"/{intent}")
    if intent in ANSWERS:
        assert talk.texts == ["question isolation"]
    elif intent == "stop":
        assert talk.texts[0].startswith("result yes,None")
    elif intent in AGAIN:
        assert talk.texts == [AGAIN[intent], "question movement"]
        assert talk.say("yes").texts == ["question isolation"]
    else:
        first = "counters None None None None" if intent == "find_counter" else f"answer {intent}"
        assert talk.texts == ([first] if intent in ENDS else [first, "go on?"])
        assert talk.say("/greet").texts == ["answer greet"], "the check has let go"
        assert talk.say("/affirm").texts == ["answer affirm"], "and takes no later yes for an answer"


def test_a_topic_of_the_menu_is_another_question(engine: Engine) -> None:
    """I tap a related topic: it is shown, and I am asked whether to go on; asking for the menu itself ends the check."""
    talk = begun(engine).say('/menu{"topic":"host_club_debts"}')
    assert talk.texts == ["answer menu", "go on?"]
    assert talk.say("/affirm").texts == ["question documents"]


def test_danger_written_in_the_middle_is_heard(engine: Engine) -> None:
    """He comes back while I answer: I write it, and the questions are over."""
    assert begun(engine).say("he is hurting me now").texts == ["answer emergency"]
    assert begun(engine).say("I want to talk to a person").texts == ["answer request_human"]


@pytest.mark.parametrize("go_on", ["yes", "/affirm", START])
def test_it_goes_on_where_it_was(engine: Engine, go_on: str) -> None:
    """I asked something else in between, and then go on: nothing is asked twice."""
    talk = begun(engine).say("yes", "no", "will I be deported")
    assert talk.texts == ["answer will_i_be_deported", "go on?"]
    assert talk.say(go_on).texts == ["question isolation"]
    assert talk.say("yes").texts == ["question safety"]


def test_it_goes_on_after_a_longer_talk(engine: Engine) -> None:
    """I come back to the questions much later, by their button."""
    talk = begun(engine).say("yes", "where is an office in Osaka", "thank you", "hello", "my salary is not paid")
    assert talk.say(START).texts == ["question movement"]


def test_no_after_the_offer_is_no(engine: Engine) -> None:
    talk = begun(engine).say("will I be deported", "no")
    assert talk.texts == ["answer deny"]
    assert talk.say("yes").texts == ["answer affirm"]


def test_the_button_pressed_again_does_no_harm(engine: Engine) -> None:
    """I tap the start button twice: I am asked whether to go on, and can."""
    talk = begun(engine).say(START)
    assert talk.texts == ["answer am_i_victim", "go on?"]
    assert talk.say("/affirm").texts == ["question documents"]


def test_what_is_not_understood_is_asked_again(engine: Engine) -> None:
    """My answer was not understood: the question comes again, with its way out."""
    talk = begun(engine).say("qqq 🐟 qqq")
    assert talk.texts == ["fallback", "question documents"]
    assert talk.say("yes").texts == ["question movement"]
