"""What a person may want of a counter besides its need, place and language; known, unknown, or known not to be."""

from datetime import date, datetime, timedelta

from content.counters import CounterRecord
from content.holidays import Holidays
from content.opening import open_on, opening
from content.showing import line_for

DAYS_WISHED = {"saturday": 5, "sunday": 6}
"""Days on which a counter should be open, by their place in the week: most are closed on them."""
WISHES = ("open_now", "free", "write", "anonymous", *DAYS_WISHED)


def granted(record: CounterRecord, wish: str, language: str, holidays: Holidays, now: datetime) -> bool | None:
    """Whether *record* is what *wish* asks for, when one speaks *language* at *now*; None where nobody can know.

    One that names only a number is not for writing. One without a number may be: its page tells.
    """
    if wish == "open_now" or wish in DAYS_WISHED:
        line = line_for(record, language)
        hours = (line.hours if line else None) or record.hours
        if wish == "open_now":
            return opening(hours, holidays, now).open_now
        return open_on(hours, holidays, _next(DAYS_WISHED[wish], holidays.country.today(now)))
    if wish == "free":
        return record.free
    if wish == "anonymous":
        return record.anonymous
    numbers = record.phone or any(line.status == "confirmed" for line in record.lines)
    return True if record.write else False if numbers else None


def _next(weekday: int, today: date) -> date:
    """The next *weekday* (Monday is 0), *today* if it is that."""
    return today + timedelta(days=(weekday - today.weekday()) % 7)
