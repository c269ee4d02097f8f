"""A turn is whole or has failed: never half an answer that looks like one, and the engine lives on."""

from pathlib import Path
from typing import Any

import pytest
from tests.engine.world import Actions, Engine

FAILS = {
    "zzraise": (500, "component"),  # the action raises
    "zzmissing": (500, "component"),  # there is no such action
    "zzreject": (500, "component"),  # the action refuses to run
    "zzgarbage": (500, "component"),  # not JSON
    "zznull": (500, "component"),  # not an answer
    "zzevent": (500, "component"),  # an event that does not exist, beside a good reply
    "zzdate": (500, "component"),  # an event that cannot be read, beside a good reply
    "zzhalf": (500, "component"),  # a response that does not exist, beside a good one
    "zzround": (500, "component"),  # an action that asks for itself, for ever
    "zzlong": (500, "component"),  # a slot that no state may hold
    "zzbadslot": (500, "component"),  # words of the person in a slot
    "zzplain": (500, "component"),  # a plain text is no reply of ours
    "zzshape": (500, "component"),
    "zzstumble": (500, "component"),  # a part of the pipeline raises
    "zzempty": (500, "empty"),
    "zzdrop": (503, "actions_down"),  # the action server hangs up in the middle
}


@pytest.mark.parametrize("word", FAILS)
def test_what_fails_is_said_to_have_failed(engine: Engine, word: str) -> None:
    """Something breaks: staff and gateway are told what, and I am never shown half an answer."""
    status, problem = engine.turn(f"hello {word} " + "x" * 101)
    assert (status, problem["code"]) == FAILS[word]
    assert problem.keys() == {"type", "title", "status", "code"}
    assert word not in str(problem)
    assert engine.turn("hello")[0] == 200


def test_a_second_action_that_fails_fails_the_turn(engine: Engine) -> None:
    """The first of two actions has answered and the second breaks: that is no answer."""
    talk = engine.talk('/am_i_victim{"topic":"self_check"}')
    status, problem = engine.turn("will I be deported zzsecond", talk.state)
    assert (status, problem["code"]) == (500, "component")
    assert talk.say("will I be deported").texts == ["answer will_i_be_deported", "go on?"], "the old state is as good as before"


def test_nothing_is_put_off_until_later(engine: Engine) -> None:
    """An action asks to be reminded of me: nothing of me stays here for that."""
    assert engine.turn("hello zzlater")[0] == 200


@pytest.fixture
def hasty(tmp_path: Path) -> Path:
    """Credentials with one second for an action, two for a turn, four turns at once."""
    file = tmp_path / "credentials.yml"
    settings = {"listens_on": "127.0.0.1", "action_seconds": 1, "turn_seconds": 2, "at_once": 4}
    file.write_text("engine.turns.Turns:\n" + "".join(f"  {name}: {value}\n" for name, value in settings.items()))
    return file


def test_an_action_server_that_hangs_or_dies_is_named(started: Any, hasty: Path) -> None:
    """The action server hangs, is killed, and comes back: each turn says so, at once or after its time, and then works again."""
    with Actions() as actions:
        engine = started(actions.url, credentials=hasty)
        assert engine.turn("hello")[0] == 200
        status, problem = engine.turn("hello zzhang")
        assert (status, problem["code"]) == (504, "timeout")
        actions.kill()
        status, problem = engine.turn("hello")
        assert (status, problem["code"]) == (503, "actions_down")
        again = Actions()
        again.port = actions.port
        with again:
            assert engine.turn("hello")[0] == 200


def test_a_restarted_action_server_is_asked_anew(started: Any) -> None:
    """The connection that was kept for the next call ended with the old process: my answer does not."""
    actions = Actions()
    with actions:
        engine = started(actions.url)
        for _ in range(3):
            assert engine.turn("hello")[0] == 200
            actions.kill()
            actions.__enter__()
        assert engine.turn("hello")[0] == 200


def test_a_turn_of_many_slow_actions_ends_in_time(started: Any, hasty: Path) -> None:
    """Each action is just in time and together they are not: the gateway is told before it stops waiting."""
    with Actions() as actions:
        engine = started(actions.url, credentials=hasty)
        talk = engine.talk('/am_i_victim{"topic":"self_check"}')
        status, problem = engine.turn("will I be deported zzlate", talk.state)
        assert (status, problem["code"]) == (504, "timeout")
