"""When a counter is open: weekends, national holidays and the closure around New Year, by the clock of the country."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from content.counters import DAYS, HOLIDAY, HoursRecord
from content.holidays import Holidays

HORIZON = 14
"""Days to look ahead for the next opening; the longest closure we know, around New Year, is shorter."""


@dataclass(frozen=True, slots=True)
class Opening:
    """*open_now* is None where nobody can know. *until* is None while closed and where it never closes (*always*);
    *opens* is the next opening that is certain."""

    open_now: bool | None
    until: datetime | None = None
    opens: datetime | None = None
    always: bool = False


def opening(hours: HoursRecord, holidays: Holidays, now: datetime) -> Opening:
    """How it stands at *now*, which bears a time zone."""
    week = _Week(hours, holidays)
    if hours.status != "confirmed" or not hours.weekly:
        return Opening(None)
    here = now.astimezone(holidays.country.time_zone)
    today = week.spans(here.date())
    if today is None:
        return Opening(None, opens=week.next(here, 1))
    for start, end in today:
        if start <= here < end:
            until = week.until(end)
            return Opening(True, until=until, always=until is None)
    return Opening(False, opens=week.next(here, 0))


def open_on(hours: HoursRecord, holidays: Holidays, day: date) -> bool | None:
    """Whether it opens on *day* of the country; None where nobody can know."""
    if hours.status != "confirmed" or not hours.weekly:
        return None
    spans = _Week(hours, holidays).spans(day)
    return None if spans is None else bool(spans)


@dataclass(frozen=True, slots=True)
class _Week:
    hours: HoursRecord
    holidays: Holidays

    def spans(self, day: date) -> list[tuple[datetime, datetime]] | None:
        """The opening times of *day* in order; None where they are not known."""
        name = DAYS[day.weekday()]
        rule = "open"
        if self.holidays.country.is_new_year(day):
            rule = self.hours.new_year
        elif day in self.holidays.days:
            on_holidays = any(HOLIDAY in span.days for span in self.hours.weekly)
            name, rule = (HOLIDAY, "open") if on_holidays else (name, self.hours.holidays)
        found = sorted((self._at(day, span.start), self._at(day, span.end)) for span in self.hours.weekly if name in span.days)
        if rule == "closed" or not found:
            return []
        return None if rule == "unknown" else found

    def until(self, end: datetime) -> datetime | None:
        """When it closes, going on past midnight; None when that is more than a week away."""
        for _ in range(7):
            if end.time() != time():
                return end
            following = self.spans(end.date())
            if not following or following[0][0] != end:
                return end
            end = following[0][1]
        return None

    def next(self, here: datetime, skip: int) -> datetime | None:
        """The next opening that is certain, *skip* days from now or later."""
        for days in range(skip, HORIZON + 1):
            for start, _ in self.spans(here.date() + timedelta(days=days)) or ():
                if start > here:
                    return start
        return None

    def _at(self, day: date, clock: str) -> datetime:
        if clock == "24:00":
            day, clock = day + timedelta(days=1), "00:00"
        return datetime.combine(day, time.fromisoformat(clock), self.holidays.country.time_zone)
