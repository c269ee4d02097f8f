"""The counter finder: which counters fit a need, a place, a language and wishes, the most helpful first."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from content.counters import COUNTRY, CounterRecord
from content.ranking import SHARED, Search, mixed
from content.reading import Content
from content.showing import expired, show, speaks

AT_ONCE = 3
"""Counters shown at once: more is too much to choose from in fear, on a small screen."""


@dataclass(frozen=True, slots=True)
class Found:
    """*counters* in the engine's shape; *more* when a further page has others.

    *exact* is false where none fits: none for the *need* (which is then None, and these are for all of Japan), or none
    that speaks the language asked for and is known to be all that was wished.
    """

    counters: tuple[dict[str, Any], ...]
    more: bool
    exact: bool
    need: str | None


def find(
    content: Content, need: str | None, areas: Collection[str], language: str, now: datetime,
    page: int = 1, wanted_language: str | None = None, wishes: Collection[str] = (),
) -> Found:
    """At most three counters of *page*, which begins with 1.

    Without *need*: a few of each kind. Without *areas* only counters for the whole country, with them also those of the
    given prefectures; never those of another, but the nearest office to go to where these have none.
    *wanted_language* is asked for, *language* is the person's own, *wishes* are some of WISHES.
    """
    search = Search(content, need, frozenset(areas), language, now, wanted_language, frozenset(wishes))
    fitting = ranked(search)
    exact = any(search.exactly(record) for record in fitting)
    if not fitting:
        search = Search(content, None, frozenset(), language, now, wanted_language)
        fitting = ranked(search)
    start = (max(page, 1) - 1) * AT_ONCE
    shown = _shown(search, fitting[start : start + AT_ONCE], wishes)
    return Found(shown, len(fitting) > start + AT_ONCE, exact, search.need)


def ranked(search: Search) -> list[CounterRecord]:
    """Every counter that fits, the most helpful first: a fresh one before an expired one; then the asked language, wishes
    known to be granted, the person's own language, their prefecture, a way to reach it from afar, open now, its main need,
    free, read most recently. Of the first three one is the prefecture's own, or the nearest to it, if that serves as well.

    What is known not to be as wished is left out; emergency numbers never. Where nothing is all of it, no wish counts.
    """
    fitting = [record for record in search.content.counters.values() if search.fits(record)]
    if search.need == "embassy":
        fitting = _own_country(fitting, search.asked)
    if search.need and not any(search.local(record) for record in fitting) and (nearest := search.nearest()):
        fitting.append(nearest)
    if not any(search.exactly(record) for record in fitting):
        search = search.without_wishes()
    fitting = [record for record in fitting if record.kind == "emergency" or False not in search.granted(record)]
    ordered = sorted(fitting, key=search.rank)
    return _one_near(search, ordered) if search.need else sorted(mixed(ordered), key=search.behind)


def for_needs(
    content: Content, needs: Iterable[str], areas: Collection[str], language: str, now: datetime,
    wanted_language: str | None = None, wishes: Collection[str] = (),
) -> tuple[dict[str, Any], ...]:
    """At most three counters for several needs, the best of each need in turn, none twice."""
    about = (frozenset(areas), language, now, wanted_language, frozenset(wishes))
    searches = [Search(content, need, *about) for need in dict.fromkeys(needs)]
    lists = [ranked(search) for search in searches]
    chosen: dict[str, CounterRecord] = {}
    for depth in range(AT_ONCE):
        for each in lists:
            fresh = [record for record in each if record.id not in chosen]
            if len(each) > depth and fresh and len(chosen) < AT_ONCE:
                chosen[fresh[0].id] = fresh[0]
    return _shown(searches[0], chosen.values(), wishes) if searches else ()


def _shown(search: Search, records: Iterable[CounterRecord], wishes: Collection[str]) -> tuple[dict[str, Any], ...]:
    return tuple(
        show(search.content, record, search.language, search.now, search.wanted_language, wishes, search.areas)
        for record in records
    )


def _one_near(search: Search, ordered: list[CounterRecord]) -> list[CounterRecord]:
    """*ordered*, with the first one of the place or the nearest to it among those at once, unless it is known to serve
    worse in what was asked for, is expired, or is a last resort: who names a place is told of something there."""
    near = next((record for record in ordered if COUNTRY not in record.areas), None)
    last = ordered[:AT_ONCE][-1:]
    if not near or near in ordered[:AT_ONCE] or near.after_others or expired(near, search.today):
        return ordered
    if search.behind(near) > search.behind(last[0]):
        return ordered
    rest = [record for record in ordered if record is not near]
    return [*rest[: AT_ONCE - 1], near, *rest[AT_ONCE - 1 :]]


def _own_country(embassies: list[CounterRecord], language: str) -> list[CounterRecord]:
    """Only those that speak *language*, unless it says nothing about a country or none does."""
    own = [record for record in embassies if speaks(record, language)]
    return own if own and language not in SHARED else embassies
