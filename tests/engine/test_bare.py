"""A place or a need alone is a question for counters there."""

import pytest
from engine.bare import Bare, is_bare
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message


def entity(text: str, name: str, kind: str = "area") -> dict[str, object]:
    start = text.index(name)
    return {"entity": kind, "value": name, "start": start, "end": start + len(name)}


@pytest.mark.parametrize(
    ("text", "name", "bare"),
    [
        ("and in Osaka?", "Osaka", True),
        ("how about Osaka", "Osaka", True),
        ("大阪は？", "大阪", True),
        ("大阪", "大阪", True),
        ("còn ở Osaka thì sao", "Osaka", True),
        ("what is the weather like in Osaka", "Osaka", False),
        ("大阪のお勧めのお好み焼き屋さん", "大阪", False),
    ],
)
def test_little_beside_the_name(text: str, name: str, bare: bool) -> None:
    """I write the next place and nothing else; a whole question about it is another matter."""
    assert is_bare(text, [entity(text, name)]) is bare


def test_a_wish_alone_is_bare() -> None:
    """ "By chat?" asks for counters one can write to."""
    assert is_bare("by chat?", [entity("by chat?", "by chat", "wish")])
    assert not is_bare("they only talk to me by chat", [entity("they only talk to me by chat", "by chat", "wish")])


def test_without_a_place_or_a_need_nothing_is_bare() -> None:
    """Short words alone are no question for counters, nor is a language: that may be one to go on in."""
    assert not is_bare("ok", [])
    assert not is_bare("Vietnamese?", [entity("Vietnamese?", "Vietnamese", "language")])


@pytest.mark.parametrize(
    ("first", "confidence", "wanted"),
    [("out_of_scope", 0.6, "find_counter"), ("menu", 0.2, "find_counter"), ("out_of_scope", 0.95, "out_of_scope"),
     ("bot_challenge", 0.6, "find_counter"), ("legal_help", 0.9, "legal_help")],
)  # fmt: skip
def test_only_what_is_unsure_is_changed(first: str, confidence: float, wanted: str) -> None:
    """What the classifier is sure of stays."""
    ranking = [{"name": first, "confidence": confidence}, {"name": "find_counter", "confidence": 0.1}]
    text = "大阪は？"
    message = Message({TEXT: text, INTENT: ranking[0], INTENT_RANKING_KEY: ranking, ENTITIES: [entity(text, "大阪")]})

    Bare().process([message])

    assert wanted == message.get(INTENT)["name"] == message.get(INTENT_RANKING_KEY)[0]["name"]
    assert len({rank["name"] for rank in message.get(INTENT_RANKING_KEY)}) == 2
