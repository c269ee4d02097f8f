"""A message may hold more than one question."""

import pytest
from engine.clauses import MOST, clauses


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("they took my passport, also how much is a lawyer", ["they took my passport", "how much is a lawyer"]),
        ("they took my passport", []),
        ("ok, thanks", []),
        ("no, it is for my friend", ["it is for my friend"]),
        ("いいえ、友だちのことです", ["友だちのことです"]),
        ("パスポートを取られました。弁護士はいくらですか", ["パスポートを取られました", "弁護士はいくらですか"]),
        ("护照被拿走了，还有请律师要多少钱", ["护照被拿走了", "请律师要多少钱"]),
        ("họ giữ hộ chiếu của tôi và thuê luật sư bao nhiêu tiền", ["họ giữ hộ chiếu của tôi", "thuê luật sư bao nhiêu tiền"]),
        ("3.5 million yen debt to the broker", []),
        ("", []),
    ],
)
def test_the_clauses_of_a_message(text: str, found: "list[str]") -> None:
    """Two things that I write in one breath are two things."""
    assert clauses(text) == found


def test_a_long_story_costs_no_more_than_a_few() -> None:
    """Strangers choose the length."""
    assert len(clauses("this is one sentence. " * 500)) == MOST
