"""What a person may want of a counter besides its need, place and language; known, unknown, or known not to be."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from content.counters import CounterRecord
from content.holidays import Holidays
from content.opening import opening
from content.showing import line_for

DAYS_WISHED = {"saturday": 5, "sunday": 6}
"""Days on which a counter should be open, by their place in the week: most are closed on them."""
WISHES = ("open_now", "free", "write", "anonymous", *DAYS_WISHED)
EVERY = timedelta(hours=1)
"""How finely a day is looked through: no opening that we know is shorter."""


def granted(record: CounterRecord, wish: str, language: str, holidays: Holidays, now: datetime) -> bool | None:
    """Whether *record* is what *wish* asks for, when one speaks *language* at *now*; None where nobody can know.

    One that names only a number is not for writing. One without a number may be: its page tells.
    """
    if wish == "open_now" or wish in DAYS_WISHED:
        line = line_for(record, language)
        hours = (line.hours if line else None) or record.hours
        moments = [now] if wish == "open_now" else _day(DAYS_WISHED[wish], holidays, now)
        found = {opening(hours, holidays, moment).open_now for moment in moments}
        return True if True in found else None if None in found else False
    if wish == "free":
        return record.free
    if wish == "anonymous":
        return record.anonymous
    numbers = record.phone or any(line.status == "confirmed" for line in record.lines)
    return True if record.write else False if numbers else None


def _day(weekday: int, holidays: Holidays, now: datetime) -> Iterator[datetime]:
    """Every full hour of the next *weekday* in the country, today if it is that."""
    here = now.astimezone(holidays.country.time_zone)
    day = here.date() + timedelta(days=(weekday - here.weekday()) % 7)
    begin = datetime.combine(day, time(), holidays.country.time_zone)
    return (begin + hour * EVERY for hour in range(24))
