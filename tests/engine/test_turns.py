"""A turn is a function: the same message in the same state has the same answer, and nothing stays behind."""

import json
from base64 import b64encode
from typing import Any

import numpy as np
import pytest
from ruamel.yaml import YAML
from tests.engine.world import ROOT, Engine, turn

EN = {"language": "en"}


def sent(vectors: Any) -> str:
    return b64encode(np.asarray(vectors, "<f4").tobytes()).decode("ascii")


def understood_as(engine: Engine, text: str) -> str:
    status, answer = engine.turn(text)
    assert status == 200
    return str(answer["understood"]["intent"])


def test_a_message_is_answered(engine: Engine) -> None:
    """I write, and get an answer in the agreed shape."""
    status, answer = engine.turn("my boss took my passport")
    assert status == 200
    assert answer.keys() == {"replies", "state", "understood"}
    assert answer["replies"] == [{"kind": "text", "language": "en", "text": "answer documents_taken", "topic": "documents_taken"}]
    understood = answer["understood"]
    assert understood.keys() == {"intent", "confidence", "ranking", "entities"}
    assert understood["intent"] == "documents_taken"
    assert len(understood["ranking"]) == 5
    assert understood["ranking"][0] == {"name": "documents_taken", "confidence": understood["confidence"]}
    assert understood["entities"] == []


def test_places_and_languages_are_found_in_any_script(engine: Engine) -> None:
    """I name a place in my script, and it is understood as the same place."""
    for text, place in {"where is an office in Osaka": "JP-27", "東京都の窓口はどこ": "JP-13"}.items():
        found = engine.turn(text)[1]["understood"]["entities"]
        assert [(entity["entity"], entity["value"]) for entity in found] == [("area", place)]
        assert text[found[0]["start"] : found[0]["end"]] in {"Osaka", "東京都"}


def test_a_talk_goes_on_from_its_state(engine: Engine) -> None:
    """I ask for a counter, then only name another place or language, and need not say it all again."""
    talk = engine.talk('/find_counter{"need":"labour"}')
    assert talk.texts == ["counters labour None None None"]
    assert talk.say("and in Osaka").texts == ["counters labour JP-27 None None"]
    assert talk.say("do they speak Vietnamese").texts == ["answer language_support"], "the action finds counters for it"
    assert talk.say('/find_counter{"page":"2"}').texts == ["counters labour JP-27 vi 2"]
    assert talk.say("and in Tokyo").texts == ["counters labour JP-13 vi None"], "a page is meant once"


def test_a_place_alone_is_enough(engine: Engine) -> None:
    """I write only a place, and the message is too short to be understood by itself."""
    assert engine.talk("qqq Kyoto qqq").texts == ["counters None JP-26 None None"]
    assert engine.talk('/find_counter{"need":"labour"}', "qqq Kyoto qqq").texts == ["counters labour JP-26 None None"]


def test_the_first_choice_is_told_even_when_it_was_not_believed(engine: Engine) -> None:
    """Staff see what my message was nearest to, although I was told that it was not understood."""
    talk = engine.talk("qqq 🐟 qqq")
    assert talk.texts == ["fallback"]
    names = [rank["name"] for rank in talk.understood["ranking"]]
    assert talk.understood["intent"] == names[0]
    assert len(names) == 5
    assert "nlu_fallback" not in names


def test_the_same_question_in_the_same_state_has_the_same_answer(engine: Engine) -> None:
    """Nothing depends on which engine takes my message, or on what it did before."""
    state = engine.talk("where is an office in Osaka").state
    answers = [engine.turn("do they speak Vietnamese", state, talk=talk) for talk in ("one", "two", "one")]
    assert answers[0] == answers[1] == answers[2]


def test_nothing_is_kept_between_turns(engine: Engine) -> None:
    """What I told before is gone with the state: the same talk without it is a new one."""
    engine.turn("where is an office in Osaka", talk="kept")
    assert engine.turn('/find_counter{"need":"labour"}', talk="kept")[1]["replies"][0]["text"] == "counters labour None None None"


def test_the_language_is_the_messages(engine: Engine) -> None:
    """I change the language, and the next answer is in it, whatever the state says."""
    state = engine.talk("hello").state
    assert engine.turn("hello", state, language="ja-x-easy")[1]["replies"][0]["language"] == "ja-x-easy"


@pytest.mark.parametrize("typed", ["/restart", "/back", "/session_start", '/emergency{"area":"JP-27"}', " /greet", "/"])
def test_a_typed_slash_is_text(engine: Engine, typed: str) -> None:
    """Whatever I type is understood as words: nobody can order the program about."""
    status, answer = engine.post(turn("t", {"text": typed, **EN}))
    assert status == 200
    assert answer["understood"]["confidence"] < 1.0
    assert "area" not in answer["state"]["slots"]


def test_what_follows_a_typed_slash_is_read(engine: Engine) -> None:
    """A slash before my words changes nothing about them."""
    assert understood_as(engine, "my boss took my passport") == "documents_taken"
    _, answer = engine.post(turn("t", {"text": "/my boss took my passport", **EN}))
    assert answer["understood"]["intent"] == "documents_taken"


@pytest.mark.parametrize(
    "choice",
    [
        "greet", "/", "/unknown_intent", "/restart", "/back", "/session_start", "/nlu_fallback", "/greet extra",
        '/greet{"nobody":"x"}', '/greet{"area":1}', '/greet{"area":"JP 27; drop"}', '/greet{"area":', "/greet[]", "/greet{}x",
        '/greet{"area":"' + "x" * 65 + '"}', 7, None, ["/greet"],
    ],
)  # fmt: skip
def test_a_choice_is_one_that_was_offered(engine: Engine, choice: Any) -> None:
    """A forged button does nothing."""
    status, problem = engine.post(turn("t", {"choice": choice, **EN}))
    assert (status, problem["code"]) == (400, "bad_request")


def test_every_intent_can_be_chosen_and_is_answered(engine: Engine) -> None:
    """Whatever I mean, something answers."""
    intents = YAML(typ="safe").load(ROOT / "domain.yml")["intents"]
    assert len(intents) == 66
    finder = {"find_counter": "counters None None None None", "change_language": "language"}
    for intent in intents:
        status, answer = engine.turn(f"/{intent}")
        assert status == 200, intent
        assert [reply["text"] for reply in answer["replies"]] == [finder.get(intent, f"answer {intent}")]
        assert answer["understood"]["intent"] == intent


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 30_000, b"{}",
        json.dumps({"conversation": "t"}).encode(),
        turn("t", "hello"), turn("t", {"text": "hello"}), turn("t", {**EN}), turn("t", {"text": 7, **EN}),
        turn("t", {"text": None, **EN}), turn("t", {"text": "", **EN}), turn("t", {"text": " \n", **EN}),
        turn("t", {"text": "hello", "choice": "/greet", **EN}), turn("t", {"text": "hello", "language": "English!"}),
        turn("t", {"text": "hello", "language": None}), turn("", {"text": "hello", **EN}), turn("a b", {"text": "hello", **EN}),
        turn("x" * 129, {"text": "hello", **EN}), json.dumps({"conversation": 7, "message": {"text": "hello", **EN}}).encode(),
        *(turn("t", {"text": "hello", "encoded": encoded, **EN}) for encoded in (
            7, {}, {"by": "x"}, {"by": "x", "vectors": 7}, {"by": "x", "vectors": "é"}, {"by": "x", "vectors": "A"},
            {"by": "x", "vectors": "AAAA"}, {"by": 7, "vectors": sent(np.zeros(768))},
            {"by": "x", "vectors": sent(np.zeros(767))}, {"by": "x", "vectors": sent(np.full(768, np.nan))},
        )),
    ],
    ids=range(32),
)  # fmt: skip
def test_what_is_no_turn_is_refused(engine: Engine, body: bytes) -> None:
    status, problem = engine.post(body)
    assert (status, problem["code"]) == (400, "bad_request")
    assert problem == {"type": "about:blank", "title": "This is not a turn", "status": 400, "code": "bad_request"}


def test_a_web_page_cannot_write_to_the_engine(engine: Engine) -> None:
    """A page open in a browser on the same machine cannot post a turn without asking the browser first."""
    assert engine.post(turn("t", {"text": "hello", **EN}), kind="text/plain")[1]["code"] == "bad_request"


@pytest.mark.parametrize("size", [64 * 1024, 10 * 1024 * 1024])
def test_too_much_is_refused(engine: Engine, size: int) -> None:
    """Nobody can fill the engine's memory."""
    try:
        status, problem = engine.post(turn("t", {"text": "x" * size, **EN}))
    except (BrokenPipeError, ConnectionResetError):
        pass  # refused before all was sent
    else:
        assert (status, problem["code"]) == (413, "bad_request")
    assert engine.turn("hello")[0] == 200


ODD: dict[str, str] = {
    "long": "x" * 60_000, "long Japanese": "助けて" * 3_000, "emoji": "😭", "invisible": "\u200b\u200d", "half a pair": "\ud800",
    "nul": "a\x00b", "one that grows": "\ufdfa" * 2_000, "flags": "🇻🇳" * 500, "turned around": "\u202e\u2066x", "marks": "!!!",
    "wide": "１１０",
}  # fmt: skip


@pytest.mark.parametrize("name", ODD)
def test_odd_text_is_answered(engine: Engine, name: str) -> None:
    """Whatever I send, I get an answer and not silence."""
    assert engine.turn(ODD[name])[0] == 200


BAD_STATES: dict[str, Any] = {
    "text": "state", "number": 7, "list": [], "empty": {}, "more": {"extra": 1}, "version": {"version": 2}, "model": {"model": 7},
    "slots": {"slots": []}, "past": {"past": {}}, "unknown slot": {"slots": {"colour": "red"}},
    "list in slot": {"slots": {"area": ["x"]}}, "long slot": {"slots": {"area": "x" * 101}},
    "unknown step": {"past": [["rewind"]]}, "no step": {"past": ["user"]},
    "unknown intent": {"past": [["user", "unknown", []]]}, "unknown action": {"past": [["action", "action_unknown", False]]},
    "unknown loop": {"past": [["loop", "other_form"]]}, "unknown entity": {"past": [["user", "greet", ["name"]]]},
    "odd entities": {"past": [["user", "greet", [{"a": 1}]]]}, "odd intent": {"past": [["user", {"a": 1}, []]]},
    "short step": {"past": [["user", "greet"]]}, "many": {"past": [["loop", None]] * 102}, "page": {"slots": {"page": "2"}},
}  # fmt: skip


@pytest.mark.parametrize("name", BAD_STATES)
def test_a_state_that_is_none_is_refused(engine: Engine, name: str) -> None:
    """A broken state is said to be broken, so that the gateway can begin anew instead of guessing."""
    good = engine.talk("hello").state
    wrong = BAD_STATES[name]
    status, problem = engine.turn("hello", {**good, **wrong} if isinstance(wrong, dict) and wrong else wrong)
    assert (status, problem["code"]) == (400, "bad_state")


def test_a_state_of_another_model_keeps_what_still_means_something(engine: Engine) -> None:
    """The model is trained anew while I talk: my language, place and answers stay, the form is left."""
    talk = engine.talk("where is an office in Osaka", '/am_i_victim{"topic":"self_check"}', "yes")
    older = {**talk.state, "model": "older", "past": [["user", "an_intent_of_old", []]]}
    older["slots"] = {**older["slots"], "slot_of_old": "x"}
    status, answer = engine.turn("thank you", older)
    assert (status, answer["replies"][0]["text"]) == (200, "answer thank")
    assert answer["state"]["slots"] == {"area": "JP-27", "language": "en", "documents": "yes", "topic": "thank"}
    assert answer["state"]["model"] == talk.state["model"]


def test_health_names_the_model(engine: Engine) -> None:
    status, health = engine.get("/webhooks/akari/")
    assert (status, health) == (200, {"status": "ok", "model": "tiny"})


def test_a_long_talk_costs_what_a_new_one_costs(engine: Engine) -> None:
    """I have written for a year: the state has not grown, and holds no word of mine."""
    messages = ["my boss took my passport", '/am_i_victim{"topic":"self_check"}', "yes", "where is an office in Osaka",
                "do they speak Vietnamese", "stop", "will I be deported"]  # fmt: skip
    talk = engine.talk()
    sizes = [len(json.dumps(talk.say(message).state)) for message in messages * 30]
    assert max(sizes[len(messages) * 10 :]) <= max(sizes[: len(messages) * 10]) < 2048
    assert not any(word in json.dumps(talk.state) for word in ("passport", "boss", "Osaka", "Vietnamese"))
