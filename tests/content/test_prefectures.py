"""Prefectures: what they are called, and how far it is."""

import math

import pytest

from content.easy import unread
from content.prefectures import distance, prefecture_name


@pytest.mark.parametrize(
    ("one", "other", "kilometres"),
    [("JP-27", "JP-28", 29), ("JP-13", "JP-11", 25), ("JP-13", "JP-27", 400), ("JP-01", "JP-47", 2240), ("JP-13", "JP-13", 0)],
)
def test_how_far_it_is(one: str, other: str, kilometres: int) -> None:
    """As far as a map says, both ways."""
    assert distance(one, other) == pytest.approx(kilometres, abs=max(5, kilometres * 0.02))
    assert distance(one, other) == distance(other, one)


def test_nothing_is_near_a_place_that_is_none() -> None:
    """Another country's codes lead nowhere, and harm nothing."""
    assert distance("JP-27", "XX-01") == math.inf
    assert prefecture_name("XX-01", "en") == "XX-01"


def test_a_name_is_one_that_stands_on_signs() -> None:
    """I can read where to go, and find it on a sign."""
    assert (prefecture_name("JP-27", "vi"), prefecture_name("JP-27", "zh-TW")) == ("Osaka (大阪府)", "大阪府")
    assert len({prefecture_name(f"JP-{number:02}", "en") for number in range(1, 48)}) == 47
    assert all("(" in prefecture_name(f"JP-{number:02}", "en") for number in range(1, 48))


def test_a_name_in_easy_japanese_can_be_read_aloud() -> None:
    """As it stands on signs, and how it is read."""
    names = [prefecture_name(f"JP-{number:02}", "ja-x-easy") for number in range(1, 48)]
    assert names[26] == "大阪府（おおさかふ）"
    assert [name for name in names if unread(name)] == []
