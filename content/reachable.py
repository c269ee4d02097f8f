"""Who can be reached at this moment: the counters that follow a card."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from content.easy import plain
from content.reading import Content
from content.showing import expired, show, showable, speaks

AT_MOST = 2
"""Whoever has just read a card reads little more."""


def reachable(content: Content, ids: Iterable[str], language: str, now: datetime) -> list[dict[str, Any]]:
    """Of the counters *ids*, in this order and the expired ones last, at most two that are open at *now*.

    Where none is, the one that opens next; where nobody knows when that is, the first. All of them speak *language*; where
    none does, English; else that of the country. What is not confirmed is left out.
    """
    records = [record for id in ids if showable(record := content.counters[id])]
    records.sort(key=lambda record: expired(record, record.country.today(now)))
    for asked in (plain(language), "en", content.country.spoken):
        if answering := [record for record in records if speaks(record, asked)]:
            wanted = asked if asked != plain(language) else None
            return _soonest([show(content, record, language, now, wanted) for record in answering])
    return []


def _soonest(shown: list[dict[str, Any]]) -> list[dict[str, Any]]:
    if open_now := [counter for counter in shown if counter["open_now"]]:
        return open_now[:AT_MOST]
    opening = [counter for counter in shown if "opens_at" in counter]
    return [min(opening, key=lambda counter: datetime.fromisoformat(counter["opens_at"]))] if opening else shown[:1]
