"""What a person may want of a counter besides its need, place and language; known, unknown, or known not to be."""

from datetime import datetime

from content.counters import CounterRecord
from content.holidays import Holidays
from content.opening import opening
from content.showing import line_for

WISHES = ("open_now", "free", "write", "anonymous")
"""In the order in which they are offered."""


def granted(record: CounterRecord, wish: str, language: str, holidays: Holidays, now: datetime) -> bool | None:
    """Whether *record* is what *wish* asks for, when one speaks *language* at *now*; None where nobody can know.

    One that names only a number is not for writing. One without a number may be: its page tells.
    """
    if wish == "open_now":
        line = line_for(record, language)
        return opening((line.hours if line else None) or record.hours, holidays, now).open_now
    if wish == "free":
        return record.free
    if wish == "anonymous":
        return record.anonymous
    numbers = record.phone or any(line.status == "confirmed" for line in record.lines)
    return True if record.write else False if numbers else None
