"""Which facts should be read again: what has expired, and what soon will."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from content.reading import Content
from content.showing import showable

SOON = timedelta(days=30)


@dataclass(frozen=True, slots=True, order=True)
class Due:
    """Something to read again by *expires_on*; *what* is a kind and an id: ``counter iom-japan``."""

    expires_on: date
    what: str


def expired(content: Content, today: date) -> list[Due]:
    """What was to be read again before *today*, the oldest first."""
    return sorted(due for due in _all(content) if due.expires_on < today)


def expiring(content: Content, today: date) -> list[Due]:
    """What is to be read again within 30 days of *today*, the first first."""
    return sorted(due for due in _all(content) if today <= due.expires_on <= today + SOON)


def _all(content: Content) -> Iterator[Due]:
    for topic in content.topics.values():
        yield Due(topic.expires_on, f"topic {topic.id}")
    for record in content.counters.values():
        if showable(record) and not record.never_expires:
            yield Due(record.expires_on, f"counter {record.id}")
    for caution in content.cautions:
        yield Due(caution.expires_on, f"caution {caution.begins}")
    yield Due(content.card.expires_on, "card")
    yield Due(content.selfcheck.expires_on, "selfcheck")
