"""A question that fits no intent: the bubble that comes nearest is quoted, with its source, or nothing is."""

from collections.abc import Callable
from typing import Any

import pytest

from actions.answers import SURE
from actions.asked import CERTAIN
from actions.passages import QUOTED, QUOTED_OUTSIDE
from content import read
from content.easy import bare
from content.passages import marks_of, passages, sentences

Call = Callable[..., Any]
CONTENT = read()
MARKS = marks_of(CONTENT.topics["documents_taken"])


def near(topic: str = "documents_taken", bubble: int = 1, mark: str = MARKS[1], score: float = 0.9) -> dict[str, object]:
    return {"topic": topic, "bubble": bubble, "mark": mark, "score": score}


OTHER = near("shelter", 0, marks_of(CONTENT.topics["shelter"])[0], 0.5)


@pytest.mark.parametrize("language", CONTENT.languages)
@pytest.mark.parametrize("action", ["action_fallback", "action_answer"])
def test_what_comes_nearest_is_quoted(call: Call, action: str, language: str) -> None:
    """Reviewed words, whole, in my language, with their pages; then I am asked whether that was it."""
    said = call(action, "out_of_scope", slots={"language": language}, passages=[near(), OTHER])
    before, quoted, after = said.replies

    assert quoted.text == CONTENT.topics["documents_taken"].text[language].say[1]
    assert [source.url for source in quoted.sources] == [source.url for source in CONTENT.topics["documents_taken"].sources]
    assert quoted.topic == "documents_taken" and before.text and after.text
    assert ["/documents_taken", "/shelter", "/menu", "/request_human"] == said.choices
    assert said.slots == {"topic": "documents_taken", "near": "shelter"}


@pytest.mark.parametrize(
    ("action", "score", "quoted"),
    [
        ("action_fallback", QUOTED, True), ("action_fallback", QUOTED - 0.01, False),
        ("action_answer", QUOTED_OUTSIDE, True), ("action_answer", QUOTED_OUTSIDE - 0.01, False),
    ],
)  # fmt: skip
def test_a_poor_match_is_not_quoted(call: Call, action: str, score: float, quoted: bool) -> None:
    """Better the menu and a person than words about something else."""
    said = call(action, "out_of_scope", passages=[near(score=score)])
    assert any(reply.topic for reply in said.replies) is quoted
    assert "/menu" in said.choices and "/request_human" in said.choices


SPEAKING = [near("law_amendments"), near("penalties"), near("shelter")]


@pytest.mark.parametrize(
    ("intent", "confidence", "first"),
    [
        ("residence_status_help", SURE - 0.01, "law_amendments"), ("residence_status_help", SURE, "residence_status_help"),
        ("penalties", 0.45, "penalties"), ("shelter", 0.45, "law_amendments"), ("threats", 0.45, "threats"),
    ],
)  # fmt: skip
def test_a_guess_gives_way_to_what_speaks_of_it(call: Call, intent: str, confidence: float, first: str) -> None:
    """Where my question was hardly understood, the topic whose words come nearest answers; what happens to me stays first."""
    said = call("action_answer", intent, ranking={intent: confidence}, passages=SPEAKING)

    assert [reply.topic for reply in said.replies if reply.topic] == [first] == [said.slots["topic"]]
    assert first == intent or f"/{intent}" in said.choices


@pytest.mark.parametrize(
    ("confidence", "offered"), [(CERTAIN - 0.01, ["law_amendments", "penalties"]), (CERTAIN, ["law_amendments"])]
)
def test_what_i_may_have_meant_is_one_press_away(call: Call, confidence: float, offered: list[str]) -> None:
    """Topics that speak of my message stand beside the related ones, first where it was not surely understood."""
    plain = call("action_answer", "confidentiality")
    said = call("action_answer", "confidentiality", ranking={"confidentiality": confidence}, passages=SPEAKING)
    related, names = CONTENT.topics["confidentiality"].related, [f"/{name}" for name in offered]
    place = plain.choices.index(f"/{related[0]}") + len(related) * (confidence == CERTAIN)

    assert said.choices == [*plain.choices[:place], *names, *plain.choices[place:]]
    assert said.replies[0] == plain.replies[0]


@pytest.mark.parametrize(
    ("confidence", "text", "more"),
    [
        (CERTAIN - 0.01, "is there a lawyer who knows what the new law changed", ["/law_amendments"]),
        (CERTAIN, "is there a lawyer who knows what the new law changed", []), (CERTAIN - 0.01, "大阪は？", []),
    ],
)  # fmt: skip
def test_a_list_of_counters_hides_no_answer(call: Call, confidence: float, text: str, more: list[str]) -> None:
    """Where I may have asked a question and not for a place, the topic that speaks of it is one press away."""
    plain = call("action_find_counter", "find_counter", entities={"need": "legal"})
    written = {"ranking": {"find_counter": confidence}, "passages": SPEAKING, "text": text}
    said = call("action_find_counter", "find_counter", entities={"need": "legal"}, **written)

    assert more == [choice for choice in said.choices if choice not in plain.choices]
    assert [reply.counters for reply in plain.replies] == [reply.counters for reply in said.replies]


@pytest.mark.parametrize("likeness", ["threats", "find_counter", "report_other", "not_safe_to_talk"])
def test_nothing_is_said_to_happen_to_me_by_a_likeness(call: Call, likeness: str) -> None:
    """A question that was hardly understood is not answered as if I had told of threats, nor by a list I did not ask for."""
    said = call("action_answer", "confidentiality", ranking={"confidentiality": 0.45}, passages=[near(likeness), *SPEAKING])
    assert said.slots["topic"] == "confidentiality" and any(likeness in choice for choice in said.choices)


def test_no_button_tells_more_where_it_is_not_safe_to_talk(call: Call) -> None:
    """Whoever looks over my shoulder reads no situation of mine that the editors did not put there."""
    said = call("action_answer", "not_safe_to_talk", ranking={"not_safe_to_talk": SURE}, passages=[near("documents_taken")])
    assert said == call("action_answer", "not_safe_to_talk")


def test_below_what_happens_to_me_stands_what_the_editors_chose(call: Call) -> None:
    """A likeness of words offers me no rules for interns when I am being threatened, but it may what else happens to people."""
    plain = call("action_answer", "threats")
    assert call("action_answer", "threats", ranking={"threats": SURE}, passages=SPEAKING) == plain

    said = call("action_answer", "threats", ranking={"threats": SURE}, passages=[*SPEAKING, near("host_club_debts")])
    more = '/menu{"topic":"host_club_debts"}'
    assert more in said.choices and [choice for choice in said.choices if choice != more] == plain.choices


def test_what_was_not_understood_still_leads_somewhere(call: Call) -> None:
    """Two topics that speak of my message, then the likeliest intent's, are one press away, and a person."""
    some = [near(topic, score=0.1) for topic in ("law_amendments", "penalties", "shelter")]
    said = call("action_fallback", "nlu_fallback", ranking={"threats": 0.3, "wages_problem": 0.2}, passages=some)
    assert said.choices[:4] == ["/law_amendments", "/penalties", "/threats", "/menu"]


@pytest.mark.parametrize(("confidence", "first"), [(SURE - 0.01, "/law_amendments"), (SURE, None)])
def test_what_may_be_our_business_leads_somewhere(call: Call, confidence: float, first: str | None) -> None:
    """Where it is not sure that my question is out of scope, topics that speak of it are offered."""
    plain = call("action_answer", "out_of_scope").choices
    some = [near("law_amendments", score=0.1)]
    said = call("action_answer", "out_of_scope", ranking={"out_of_scope": confidence}, passages=some)
    assert said.choices == ([first, *plain] if first else plain)


def test_a_topic_withdrawn_since_is_not_offered(call: Call) -> None:
    """No button leads nowhere."""
    said = call("action_answer", "confidentiality", ranking={"confidentiality": 0.45}, passages=[near(topic="withdrawn")])
    assert said == call("action_answer", "confidentiality")


@pytest.mark.parametrize("stale", [near(mark="0" * 12), near(bubble=7), near(topic="withdrawn")])
def test_words_that_changed_since_are_not_quoted(call: Call, stale: dict[str, object]) -> None:
    """An edit or a withdrawal counts at once, whatever was true when the passages were made."""
    said = call("action_fallback", "out_of_scope", passages=[stale])
    assert not any(reply.topic for reply in said.replies)


def test_every_topic_speaks_in_every_language() -> None:
    """Nothing that we say is left out, whole bubbles beside their sentences; readings are not compared."""
    found = {(each.topic, each.language) for each in passages(CONTENT)}
    assert found == {(topic, language) for topic in CONTENT.topics for language in CONTENT.languages}
    said = {each.said for each in passages(CONTENT)}
    assert all(bare(bubble) in said for topic in CONTENT.topics.values() for text in topic.text.values() for bubble in text.say)


@pytest.mark.parametrize(
    ("bubble", "wanted"),
    [
        ("Pay is due. Ask here.", ["Pay is due.", "Ask here."]),
        ("No. 3 of the law says so.", ["No. 3 of the law says so."]),
        (
            "払わなければなりません（労働基準法）。国に帰る場合も同じです。",
            ["払わなければなりません（労働基準法）。", "国に帰る場合も同じです。"],
        ),
        ("तलब पूरै दिनुपर्छ। सोध्नुहोस्।", ["तलब पूरै दिनुपर्छ।", "सोध्नुहोस्।"]),
        ("no full stop at the end", ["no full stop at the end"]),
    ],
)
def test_sentences(bubble: str, wanted: list[str]) -> None:
    assert sentences(bubble) == wanted


def test_no_word_is_lost() -> None:
    """Sentences together are the bubble."""
    for topic in CONTENT.topics.values():
        for text in topic.text.values():
            for said in text.say:
                assert "".join("".join(sentences(said)).split()) == "".join(said.split())
