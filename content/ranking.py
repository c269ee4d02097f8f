"""Which counters fit a search, and how well: what the finder orders them by."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Self

from content.counters import CounterRecord
from content.country import Country
from content.easy import plain
from content.opening import opening
from content.reading import Content
from content.showing import expired, line_for, showable, speaks
from content.wishes import granted

URGENT_NEEDS = frozenset({"emergency", "police"})
APART = frozenset({"embassy", "return"})
"""Needs that must be asked for: a country's own office helps nobody else."""
FOR_SOME = frozenset({"children", "women"})
"""Kinds that help some people only: after those that help anyone, where nothing else tells them apart."""
FARTHEST = 300
"""Kilometres to an office of another area beyond which nobody is sent there: a line for the whole country is nearer."""
OLD = 5
"""Years after which a page alone no longer vouches for a local number."""


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for; *wanted_language* is asked for, *language* is the person's own."""

    content: Content
    need: str | None
    areas: frozenset[str]
    language: str
    now: datetime
    wanted_language: str | None = None
    wishes: frozenset[str] = frozenset()

    @property
    def asked(self) -> str:
        """The language a counter should speak."""
        return plain(self.wanted_language or self.language)

    @property
    def today(self) -> date:
        """The day in the country."""
        return self.content.country.today(self.now)

    def without_wishes(self) -> Self:
        """The same search, asking for no more than need, place and language."""
        return replace(self, wishes=frozenset())

    def fits(self, record: CounterRecord) -> bool:
        """Whether *record* helps with the need, is for the place, and can be shown at all."""
        return self._helps(record) and (record.everywhere or self.local(record))

    def local(self, record: CounterRecord) -> bool:
        """Whether *record* is the place's own."""
        return bool(self.areas & set(record.areas)) and not record.everywhere

    def nearest(self) -> CounterRecord | None:
        """The best confirmed office that stands in the nearest other area, to go to; None where all are far."""
        away = [
            (min(self.content.country.distance(area, record.office) for area in self.areas), record)
            for record in self.content.counters.values()
            if self.areas and record.office and self._helps(record) and not self.doubtful(record)
        ]
        least = min((km for km, _ in away), default=FARTHEST + 1)
        return min((record for km, record in away if km == least), key=self.rank) if least <= FARTHEST else None

    def doubtful(self, record: CounterRecord) -> bool:
        """Whether nobody knows when it is open, and all that names it is old."""
        dates = [source.page_date for source in record.sources]
        dated = "unknown" not in dates and all(int(day[:4]) < self.today.year - OLD for day in dates)
        return not record.hours.weekly and dated

    def granted(self, record: CounterRecord) -> list[bool | None]:
        """What is known of each wish."""
        return [granted(record, wish, self.asked, self.content.holidays, self.now) for wish in self.wishes]

    def exactly(self, record: CounterRecord) -> bool:
        """Whether *record* is all that was asked for, as far as is known for certain."""
        return self._speaks_as_wanted(record) and all(self.granted(record))

    def behind(self, record: CounterRecord) -> tuple[bool, int]:
        """What comes before all else: the language asked for, then the fewest wishes not known to be granted."""
        return not self._speaks_as_wanted(record), sum(not known for known in self.granted(record))

    def rank(self, record: CounterRecord) -> tuple[object, ...]:
        """The smaller, the more helpful."""
        line = line_for(record, self.asked)
        now_open = opening((line.hours if line else None) or record.hours, self.content.holidays, self.now).open_now
        place = 1 if record.everywhere else 2 if not self.local(record) or self.doubtful(record) else 0
        return (
            expired(record, self.today),
            *self.behind(record),
            record.after_others,
            not speaks(record, self.asked),
            place,
            not (line or record.phone or record.write),
            _order(now_open),
            record.needs.index(self.need) if self.need in record.needs else 0,
            record.kind in FOR_SOME and self.need != record.kind,
            _order(record.free),
            -record.read_on.toordinal(),
        )

    def _helps(self, record: CounterRecord) -> bool:
        if not showable(record) or (record.kind == "emergency" and self.need not in URGENT_NEEDS):
            return False
        own_language = not shared(self.asked, record.country) and speaks(record, self.asked)
        if record.kind == "embassy" and self.need not in APART and not own_language:
            return False
        if self.need is None:
            return not APART & set(record.needs)
        return self.need in record.needs

    def _speaks_as_wanted(self, record: CounterRecord) -> bool:
        return self.wanted_language is None or speaks(record, self.wanted_language)


def shared(language: str, country: Country) -> bool:
    """Whether *language* says nothing about where a person in *country* is from."""
    return language in (country.spoken, "en")


def mixed(ordered: Iterable[CounterRecord]) -> list[CounterRecord]:
    """The first of each kind, then the second of each, and so on: no need was named, so nobody's is guessed."""
    seen: dict[str, int] = {}
    turns = []
    for record in ordered:
        turns.append((seen.get(record.kind, 0), record))
        seen[record.kind] = turns[-1][0] + 1
    return [record for _, record in sorted(turns, key=lambda turn: turn[0])]


def _order(known: bool | None) -> int:
    return {True: 0, None: 1, False: 2}[known]
