"""The check list: nothing that we show is missing, each number is dialled once and each page opened once."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from content import Content, read
from content.sheet import CALL, PAGE, Row, due, errands, holders, rows, within
from content.showing import showable

TODAY = date(2026, 11, 24)


def asked(found: list[Row], holder: str) -> set[tuple[str, str]]:
    """What is asked about *holder*: place and question."""
    return {(row.place, row.asks) for row in found if row.holder == holder and row.live}


def test_every_number_and_page_of_a_counter_is_asked(small: Content) -> None:
    """Its own number, the confirmed line, when they answer, its page; a guess is nobody's business."""
    found = rows(small, TODAY)

    assert asked(found, "counter office") == {
        ("03-3501-0110", "number"), ("03-3501-0110", "hours"), ("0120-250-168", "number"), ("https://example.org/office", "site"),
    }  # fmt: skip
    assert asked(found, "counter women") == {
        ("#8008", "number"), ("http://example.org/8008", "source"), ("mailto:help@example.org", "site"),
    }  # fmt: skip
    assert asked(found, "counter guess") == set()


def test_an_emergency_number_is_never_dialled(small: Content) -> None:
    """Nobody in danger waits for the end of our test: it is read on its page."""
    assert {row.kind for row in rows(small, TODAY) if row.holder == "counter police"} == {PAGE}


def test_a_number_is_dialled_once_and_a_page_opened_once() -> None:
    """Whatever rests on it is asked on the same errand; nothing that our content shows is left out."""
    ours = read()
    found = rows(ours, TODAY)

    listed = errands(found)

    assert len({(errand.kind, errand.place) for errand in listed}) == len(listed)
    assert sum(len(errand.rows) for errand in listed) == sum(row.live for row in found)
    assert [errand.kind for errand in listed] == sorted(errand.kind for errand in listed), "first all calls, then all pages"
    calls = {errand.place for errand in listed if errand.kind == CALL}
    for record in filter(showable, ours.counters.values()):
        shown = {record.phone} if record.status == "confirmed" else set()
        shown |= {line.phone for line in record.lines if line.status == "confirmed"}
        assert record.kind == "emergency" or shown - {None} <= calls
    pages = {errand.place for errand in listed if errand.kind == PAGE}
    assert {source.url for topic in ours.topics.values() for source in topic.sources} <= pages
    assert {source.url for source in (*ours.card.sources, *ours.selfcheck.sources)} | {ours.holidays.official} <= pages


def test_codes_are_all_different_and_can_be_read_aloud() -> None:
    """Five letters that spell no word and look like no number to a spreadsheet."""
    codes = [row.code for row in rows(read(), TODAY)]

    assert len(set(codes)) == len(codes) > 400
    assert all(len(code) == 5 and code.isalpha() and not set(code) & set("aeioul") for code in codes)


def test_a_code_belongs_to_what_is_shown(folder: Path, edit: Callable[[str, str, str], None]) -> None:
    """Whatever language or day the list has, the code is the same; when what we show changes, the old answer fits nothing."""
    before = read(folder)
    found = {(row.place, row.asks, row.holder): row.code for row in rows(before, TODAY)}
    assert [row.code for row in rows(before, date(2031, 1, 1), "ja")] == list(found.values())

    edit("counters.yml", "Weekdays 8:30-17:15", "Weekdays 9:00-17:15")

    changed = {row.asks for row in rows(read(folder), TODAY) if row.code not in found.values()}
    assert changed == {"hours", "site"}


def test_only_what_is_due(folder: Path, edit: Callable[[str, str, str], None]) -> None:
    """What somebody verified lately can wait; what nobody verified, or what expires within 60 days, cannot."""
    assert "counter women" not in due(read(folder), TODAY)
    assert "counter women" in due(read(folder), date(2027, 3, 22)), "60 days before it expires"
    assert {"counter office", "topic pay", "card", "selfcheck"} <= due(read(folder), TODAY)

    edit("topics/pay.yml", "expires_on: 2026-12-01", "expires_on: 2027-12-01\nverified_on: Sato on 2026-11-20")

    assert "topic pay" not in due(read(folder), TODAY)


def test_an_hour_is_spent_on_the_most_urgent() -> None:
    """The numbers of the cards first, each with all that makes it verified; never more than there is time for."""
    ours = read()
    listed = errands(rows(ours, TODAY))

    chosen = within(listed, 60, holders(ours))

    assert 50 <= sum(errand.minutes for errand in chosen) <= 60
    on_card = f"counter {ours.card.cards['danger'].numbers[0]}"
    every = [row for errand in listed for row in errand.rows if row.holder == on_card]
    assert every and set(every) <= {row for errand in chosen for row in errand.rows}
    assert within(listed, 10_000, holders(ours)) == listed
