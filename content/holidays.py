"""National holidays: a list in holidays.yml, so that no process carries the calendars of 250 countries in its memory."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from content.parts import Part
from content.texts import read_verified

NOTE = """# National holidays of Japan, for "open now". Written by `python -m content holidays 2026 2035` from the package
# `holidays`; the dates of the equinoxes become official each February, so write it anew once a year.
"""


@dataclass(frozen=True, slots=True)
class Holidays:
    """*days* are complete up to *until*; *official* is the page that lists them, for whoever verifies them."""

    days: frozenset[date]
    until: date
    official: str | None = None
    verified_on: str | None = None


def read_holidays(part: Part) -> Holidays:
    """The file holidays.yml."""
    fields = part.fields(("owner", "until", "days"), ("official", "verified_on"))
    fields["owner"].text()
    return Holidays(
        days=frozenset(item.day() for item in fields["days"].items()),
        until=fields["until"].day(),
        official=fields["official"].url() if "official" in fields else None,
        verified_on=read_verified(fields),
    )


def write_holidays(years: Iterable[int], official: str | None = None) -> str:
    """The text of holidays.yml for *years*; nobody has verified it yet."""
    import holidays  # here alone: it costs 20 MB and a quarter of a second

    years = sorted(years)
    lines = []
    for year in years:
        days = ", ".join(day.isoformat() for day in sorted(holidays.country_holidays("JP", years=year)))
        lines.append(f"  {days},")
    page = f"official: {official}\n" if official else ""
    return f"{NOTE}owner: content desk\n{page}until: {years[-1]}-12-31\ndays: [\n" + "\n".join(lines) + "\n]\n"
