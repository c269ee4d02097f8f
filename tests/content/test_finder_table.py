"""The finder on our own counters, row by row: who asks, where, when, and who should help them."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from content import Content, read
from content.finding import AT_ONCE, find
from content.opening import JAPAN
from content.showing import show
from content.texts import LANGUAGES
from content.topics import NEEDS
from content.wishes import WISHES

ROWS: list[dict[str, Any]] = yaml.load(Path(__file__).with_name("finder.yml").read_text("utf-8"), yaml.BaseLoader)
OPEN = {"yes": True, "no": False, "unknown": None}


@pytest.fixture(scope="module")
def ours() -> Content:
    return read(strict=False)


@pytest.mark.parametrize("row", ROWS, ids=[f"{n}-{row.get('need')}: {row['about']}" for n, row in enumerate(ROWS, 1)])
def test_who_should_help(ours: Content, row: dict[str, Any]) -> None:
    """I see those who can help me where I am, now and as I wish, and nobody who cannot."""
    now = datetime.fromisoformat(row["at"]).replace(tzinfo=JAPAN)
    areas = (row["area"],) if "area" in row else ()
    wanted, wishes = row.get("asks"), row.get("wishes", ())
    found = find(ours, row.get("need"), areas, row["language"], now, wanted_language=wanted, wishes=wishes)
    ids = [counter["id"] for counter in found.counters]

    assert row.get("first", ids[0]) == ids[0], ids
    assert set(row.get("shown", ())) <= set(ids), ids
    assert not set(row.get("hidden", ())) & set(ids), ids
    assert (row.get("exact") != "no") == found.exact
    assert found.need == row.get("need")
    for id, expected in row.get("open", {}).items():
        assert OPEN[expected] is show(ours, ours.counters[id], row["language"], now, wanted)["open_now"], id
    for id, words in row.get("reason", {}).items():
        assert words in show(ours, ours.counters[id], "en", now, wanted or row["language"], wishes, areas)["note"], id


def test_the_rows_are_about_everyone() -> None:
    """All languages, all needs, all wishes, more than half of the prefectures; every id is one of ours."""
    told = [row for row in ROWS if {"first", "shown", "hidden", "open"} & row.keys()]

    assert len(told) >= 150
    assert {row["language"] for row in ROWS} == set(LANGUAGES)
    assert {row.get("need") for row in ROWS} == {None, *NEEDS}
    assert {wish for row in ROWS for wish in row.get("wishes", ())} == set(WISHES)
    assert len({row.get("area") for row in ROWS}) > 25


def test_every_name_in_the_rows_is_a_counter(ours: Content) -> None:
    """A misspelt name would hide nobody."""
    named = {id for row in ROWS for key in ("shown", "hidden", "open", "reason") for id in row.get(key, ())}
    named |= {row["first"] for row in ROWS if "first" in row}

    assert named <= ours.counters.keys()
    assert AT_ONCE == 3
