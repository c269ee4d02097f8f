"""Open now: nobody is sent to a closed door, and nobody is told that a door is closed when we cannot know."""

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from content.counters import DAYS, HoursRecord, Span
from content.country import Country
from content.holidays import Holidays, write_holidays
from content.opening import open_on, opening
from tests.clock import JAPAN

COUNTRY = Country("JP", {}, JAPAN, "ja", (), frozenset(), ("12-29", "01-03"), "")
HOLIDAYS = Holidays(frozenset({date(2026, 11, 23), date(2027, 1, 1), date(2027, 1, 11)}), date(2035, 12, 31), COUNTRY)
WEEKDAYS = (Span(DAYS[:5], "08:30", "12:00"), Span(DAYS[:5], "13:00", "17:15"))


def hours(*weekly: Span, holidays: str = "closed", new_year: str | None = None, status: str = "confirmed") -> HoursRecord:
    return HoursRecord(status, {"en": "x"}, weekly or WEEKDAYS, holidays, new_year or holidays)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=JAPAN)


def open_at(moment: str, record: HoursRecord) -> bool | None:
    return opening(record, HOLIDAYS, at(moment)).open_now


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-11-24T08:29", False), ("2026-11-24T08:30", True), ("2026-11-24T11:59", True), ("2026-11-24T12:00", False),
        ("2026-11-24T13:00", True), ("2026-11-24T17:14", True), ("2026-11-24T17:15", False), ("2026-11-28T10:00", False),
    ],
)
def test_hours_are_kept_to_the_minute(moment: str, expected: bool) -> None:
    """At lunch, in the evening and at the weekend an office is closed."""
    assert open_at(moment, hours()) is expected


def test_the_clock_is_the_one_in_japan() -> None:
    """Whoever writes from a server in another time zone gets the hours of Japan."""
    assert opening(hours(), HOLIDAYS, datetime(2026, 11, 24, 0, 0, tzinfo=UTC)).open_now is True
    assert opening(hours(), HOLIDAYS, datetime(2026, 11, 24, 9, 0, tzinfo=UTC)).open_now is False
    assert opening(hours(), HOLIDAYS, datetime(2026, 11, 23, 23, 45, tzinfo=UTC)).open_now is True, "already Tuesday in Japan"


@pytest.mark.parametrize(("rule", "expected"), [("closed", False), ("open", True), ("unknown", None)])
def test_on_a_national_holiday(rule: str, expected: bool | None) -> None:
    """On a Monday that is a holiday we say closed, open, or nothing, as far as the source goes."""
    assert open_at("2026-11-23T10:00", hours(holidays=rule)) is expected
    assert open_on(hours(holidays=rule), HOLIDAYS, date(2026, 11, 23)) is expected


@pytest.mark.parametrize("day", ["2026-12-29", "2026-12-31", "2027-01-01"])
@pytest.mark.parametrize(("rule", "expected"), [("closed", False), ("open", True), ("unknown", None)])
def test_around_new_year(day: str, rule: str, expected: bool | None) -> None:
    """From 29 December to 3 January an office that closes on holidays is closed, also on a plain Tuesday."""
    assert open_at(f"{day}T10:00", hours(holidays=rule)) is expected


def test_new_year_ends_after_the_third() -> None:
    """On 28 December and 4 January people are at work again."""
    assert open_at("2026-12-28T10:00", hours()) is True
    assert open_at("2027-01-04T10:00", hours()) is True


def test_new_year_may_differ_from_other_holidays() -> None:
    """A line that answers on holidays may still close around New Year."""
    record = hours(Span((*DAYS,), "09:00", "21:00"), holidays="open", new_year="closed")

    assert open_at("2026-11-23T10:00", record) is True
    assert open_at("2027-01-01T10:00", record) is False


def test_a_holiday_may_have_hours_of_its_own() -> None:
    """A line that opens in the evening on weekdays and in the morning on holidays is found in the morning."""
    record = hours(Span(DAYS[:5], "17:00", "22:00"), Span(("sat", "sun", "holiday"), "09:00", "21:00"), holidays="open")

    assert open_at("2026-11-23T10:00", record) is True
    assert open_at("2026-11-23T21:30", record) is False
    assert open_at("2026-11-24T21:30", record) is True


def test_a_closed_day_is_closed_even_when_holidays_are_unknown() -> None:
    """An office that never opens on Sunday is not "perhaps open" on a Sunday in the holidays."""
    assert open_at("2027-01-03T10:00", hours(holidays="unknown")) is False


@pytest.mark.parametrize("status", ["disputed", "unknown"])
def test_unsure_hours_say_nothing(status: str) -> None:
    """Where sources disagree we do not say open or closed."""
    assert opening(hours(status=status), HOLIDAYS, at("2026-11-24T10:00")).open_now is None


def test_the_next_opening_skips_what_is_closed() -> None:
    """On Friday evening before a holiday the next opening is Tuesday, not Monday."""
    found = opening(hours(), HOLIDAYS, at("2026-11-20T18:00"))

    assert found.opens == at("2026-11-24T08:30")


def test_the_next_opening_is_certain() -> None:
    """A holiday of unknown hours is not offered as the next opening."""
    assert opening(hours(holidays="unknown"), HOLIDAYS, at("2026-11-20T18:00")).opens == at("2026-11-24T08:30")
    assert opening(hours(holidays="unknown"), HOLIDAYS, at("2026-11-23T09:00")).opens == at("2026-11-24T08:30")


def test_at_lunch_the_next_opening_is_the_same_day() -> None:
    """Whoever looks at noon is told one o'clock."""
    assert opening(hours(), HOLIDAYS, at("2026-11-24T12:10")).opens == at("2026-11-24T13:00")


def test_open_until_goes_past_midnight() -> None:
    """A line that closes at two in the night is open until two, not until midnight."""
    record = hours(Span((*DAYS,), "20:00", "24:00"), Span((*DAYS,), "00:00", "02:00"), holidays="open")

    assert opening(record, HOLIDAYS, at("2026-11-24T23:00")).until == at("2026-11-25T02:00")


def test_day_and_night_never_closes() -> None:
    """110 is open day and night, also at New Year."""
    found = opening(hours(Span((*DAYS,), "00:00", "24:00"), holidays="open"), HOLIDAYS, at("2027-01-01T03:00"))

    assert (found.open_now, found.always, found.until, found.opens) == (True, True, None, None)


def test_the_list_of_holidays_is_that_of_the_package() -> None:
    """The days in the file are the ones a maintained calendar knows."""
    text = write_holidays("JP", [2026])

    assert "2026-11-23" in text
    assert "2026-09-22" in text, "a day between two holidays is a holiday"
    assert "until: 2026-12-31" in text


NORTH = Country("NZ", {}, ZoneInfo("Pacific/Auckland"), "en", (), frozenset(), ("12-25", "01-02"), "")


@pytest.mark.parametrize(
    ("moment", "open_now"),
    [
        ("2026-11-24T00:30Z", True),    # 13:30 in Auckland, where it is summer
        ("2026-11-24T10:00Z", False),   # 23:00 there, while it is 19:00 in Tokyo
        ("2026-06-22T20:45Z", True),    # 8:45 on Tuesday: winter time
        ("2026-12-24T00:30Z", True),    # the day before their closure
        ("2026-12-29T00:30Z", False),   # their holidays of New Year
        ("2027-01-04T00:30Z", True),    # over, though offices in Japan were closed until yesterday
    ],
)  # fmt: skip
def test_another_country_has_its_own_clock_and_closure(moment: str, open_now: bool) -> None:
    """Nobody elsewhere is told when it is open in Tokyo; summer time is known."""
    holidays = Holidays(frozenset(), date(2035, 12, 31), NORTH)

    assert opening(hours(Span(DAYS[:5], "08:30", "17:15")), holidays, datetime.fromisoformat(moment)).open_now is open_now


def test_a_country_without_a_closure_never_closes_for_new_year() -> None:
    """`new_year: []` is allowed, and a closure within one year too."""
    assert not replace(NORTH, new_year=()).is_new_year(date(2027, 1, 1))
    april = replace(NORTH, new_year=("04-13", "04-15"))
    assert [april.is_new_year(date(2027, 4, day)) for day in (12, 13, 15, 16)] == [False, True, True, False]
