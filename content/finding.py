"""The counter finder: which counters fit a need, a place and a language, the most helpful first."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from content.counters import COUNTRY, CounterRecord
from content.easy import plain
from content.opening import JAPAN, opening
from content.reading import Content
from content.showing import HERE, expired, line_for, show, showable, speaks

AT_ONCE = 3
"""Counters shown at once: more is too much to choose from in fear, on a small screen."""
URGENT_NEEDS = frozenset({"emergency", "police"})
APART = frozenset({"embassy", "return"})
"""Needs that must be asked for: a country's own office helps nobody else."""
FOR_SOME = frozenset({"children", "women"})
"""Kinds that help some people only: after those that help anyone, where nothing else tells them apart."""
SHARED = frozenset({HERE, "en"})
"""Languages that say nothing about the country a person is from."""


@dataclass(frozen=True, slots=True)
class Found:
    """*counters* in the engine's shape; *more* when a further page has others.

    *exact* is false where none fits: none for the *need* (which is then None, and these are for all of Japan), or none
    that speaks the language asked for.
    """

    counters: tuple[dict[str, Any], ...]
    more: bool
    exact: bool
    need: str | None


def find(
    content: Content, need: str | None, areas: Collection[str], language: str, now: datetime,
    page: int = 1, wanted_language: str | None = None,
) -> Found:
    """At most three counters of *page*, which begins with 1.

    Without *need*: a few of each kind. Without *areas* only counters for the whole country, with them also those of the
    given prefectures, never those of another. *wanted_language* is asked for, *language* is the person's own.
    """
    fitting = ranked(content, need, areas, language, now, wanted_language)
    exact = bool(fitting)
    if not exact:
        need, fitting = None, ranked(content, None, (), language, now, wanted_language)
    elif wanted_language:
        exact = any(speaks(record, wanted_language) for record in fitting)
    start = (max(page, 1) - 1) * AT_ONCE
    shown = tuple(show(content, each, language, now, wanted_language) for each in fitting[start : start + AT_ONCE])
    return Found(shown, len(fitting) > start + AT_ONCE, exact, need)


def ranked(
    content: Content, need: str | None, areas: Collection[str], language: str, now: datetime,
    wanted_language: str | None = None,
) -> list[CounterRecord]:
    """Every counter that fits, the most helpful first: a fresh one before an expired one; then the asked language, the
    person's prefecture, their own language, open now, a number to call, its main need, free, read most recently."""
    asked = plain(wanted_language or language)
    fitting = [record for record in content.counters.values() if showable(record) and _fits(record, need, areas, asked)]

    def rank(record: CounterRecord) -> tuple[object, ...]:
        line = line_for(record, asked)
        now_open = opening((line.hours if line else None) or record.hours, content.holidays, now).open_now
        return (
            expired(record, now.astimezone(JAPAN).date()),
            record.after_others,
            wanted_language is not None and not speaks(record, asked),
            not _local(record, areas),
            not speaks(record, asked),
            _order(now_open),
            not (line or record.phone),
            record.needs.index(need) if need in record.needs else 0,
            record.kind in FOR_SOME and need != record.kind,
            _order(record.free),
            -record.read_on.toordinal(),
        )

    ordered = sorted(fitting, key=rank)
    if need == "embassy":
        return _own_country(ordered, asked)
    return ordered if need else _mixed(ordered)


def for_needs(
    content: Content, needs: Iterable[str], areas: Collection[str], language: str, now: datetime,
    wanted_language: str | None = None,
) -> tuple[dict[str, Any], ...]:
    """At most three counters for several needs, the best of each need in turn, none twice."""
    lists = [ranked(content, need, areas, language, now, wanted_language) for need in dict.fromkeys(needs)]
    chosen: dict[str, CounterRecord] = {}
    for depth in range(AT_ONCE):
        for each in lists:
            fresh = [record for record in each if record.id not in chosen]
            if len(each) > depth and fresh and len(chosen) < AT_ONCE:
                chosen[fresh[0].id] = fresh[0]
    return tuple(show(content, record, language, now, wanted_language) for record in chosen.values())


def _fits(record: CounterRecord, need: str | None, areas: Collection[str], language: str) -> bool:
    if record.kind == "emergency" and need not in URGENT_NEEDS:
        return False
    if record.kind == "embassy" and need not in APART and (language in SHARED or not speaks(record, language)):
        return False
    if need is None and APART & set(record.needs):
        return False
    if need is not None and need not in record.needs:
        return False
    return COUNTRY in record.areas or _local(record, areas)


def _local(record: CounterRecord, areas: Collection[str]) -> bool:
    return bool(set(areas) & set(record.areas)) and COUNTRY not in record.areas


def _order(known: bool | None) -> int:
    return {True: 0, None: 1, False: 2}[known]


def _mixed(ordered: list[CounterRecord]) -> list[CounterRecord]:
    """The first of each kind, then the second of each, and so on: no need was named, so nobody's is guessed."""
    seen: dict[str, int] = {}
    turns = []
    for record in ordered:
        turns.append(seen.get(record.kind, 0))
        seen[record.kind] = turns[-1] + 1
    return [record for _, record in sorted(zip(turns, ordered, strict=True), key=lambda pair: pair[0])]


def _own_country(ordered: list[CounterRecord], language: str) -> list[CounterRecord]:
    """Only the embassies that speak *language*, unless it says nothing about a country or none does."""
    own = [record for record in ordered if speaks(record, language)]
    return own if own and language not in SHARED else ordered
