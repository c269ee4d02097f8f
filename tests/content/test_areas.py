"""Parts of the country: what they are called, and how far it is."""

import math

import pytest

from content.country import Country, read_country
from content.easy import unread
from content.parts import Report, parse
from content.reading import FOLDER


@pytest.fixture(scope="module")
def japan() -> Country:
    part = parse(FOLDER / "country.yml", "country.yml", Report())
    assert part
    return read_country(part)


@pytest.mark.parametrize(
    ("one", "other", "kilometres"),
    [("JP-27", "JP-28", 29), ("JP-13", "JP-11", 25), ("JP-13", "JP-27", 400), ("JP-01", "JP-47", 2240), ("JP-13", "JP-13", 0)],
)
def test_how_far_it_is(one: str, other: str, kilometres: int, japan: Country) -> None:
    """As far as a map says, both ways."""
    assert japan.distance(one, other) == pytest.approx(kilometres, abs=max(5, kilometres * 0.02))
    assert japan.distance(one, other) == japan.distance(other, one)


def test_nothing_is_near_a_place_that_is_none(japan: Country) -> None:
    """Another country's codes lead nowhere, and harm nothing."""
    assert japan.distance("JP-27", "XX-01") == math.inf
    assert japan.area_name("XX-01", "en") == "XX-01"


def test_a_name_is_one_that_stands_on_signs(japan: Country) -> None:
    """I can read where to go, and find it on a sign."""
    assert (japan.area_name("JP-27", "vi"), japan.area_name("JP-27", "zh-TW")) == ("Osaka (大阪府)", "大阪府")
    assert len({japan.area_name(f"JP-{number:02}", "en") for number in range(1, 48)}) == 47
    assert all("(" in japan.area_name(f"JP-{number:02}", "en") for number in range(1, 48))


def test_a_name_in_easy_japanese_can_be_read_aloud(japan: Country) -> None:
    """As it stands on signs, and how it is read."""
    names = [japan.area_name(f"JP-{number:02}", "ja-x-easy") for number in range(1, 48)]
    assert names[26] == "大阪府（おおさかふ）"
    assert [name for name in names if unread(name)] == []
