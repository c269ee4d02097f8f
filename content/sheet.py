"""The check list with which a person verifies all that we show: each number is dialled once, each page opened once."""

import hashlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from content.counters import CounterRecord, HoursRecord, Line
from content.reading import Content
from content.showing import language_name, showable
from content.texts import closest

CALL, PAGE = "call", "page"
MINUTES = {CALL: 2, PAGE: 1}
"""What a call and a page cost, on the whole: many calls are short, some wait in a queue."""
LETTERS = "bcdfghjkmnpqrstvwxyz"
"""Codes are made of these: they spell no word, hold nothing that looks alike, and no spreadsheet takes them for a number."""
CODE = 5
NOT_DIALLED = frozenset({"emergency"})
"""Kinds whose numbers are read on pages and never dialled to try them: somebody may need the line."""
AHEAD = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Row:
    """One thing to look at on the errand to *place*.

    *asks*: ``number`` (who answers, and in which languages), ``hours``, ``source`` (a page our words rest on), ``site`` (a
    page we send people to), ``days``. *holder* is a kind and an id (``counter iom-japan``), *line* the place among the
    counter's lines, None for its own number. *live*: people are shown it now.
    """

    kind: str
    place: str
    holder: str
    asks: str
    shown: tuple[str, ...]
    line: int | None = None
    live: bool = True
    code: str = ""


@dataclass(frozen=True, slots=True)
class Errand:
    """One call or one page, with all there is to ask of it."""

    kind: str
    place: str
    rows: tuple[Row, ...]

    @property
    def minutes(self) -> int:
        return MINUTES[self.kind]


def rows(content: Content, today: date, language: str = "en") -> list[Row]:
    """Every row, what we show in the words of *language*; also what is no longer shown, for whoever records an older list.

    A code stays as long as what we show does: an answer can never be taken for one to something else.
    """
    taken: set[str] = set()
    coded = []
    for original, row in zip(_rows(content, None, content.languages[0]), _rows(content, today, language), strict=True):
        code = next(code for code in _codes(original) if code not in taken)
        taken.add(code)
        coded.append(replace(row, code=code))
    return coded


def errands(found: Iterable[Row], holders: Collection[str] | None = None) -> list[Errand]:
    """All calls, then all pages: of what is shown now, and only about *holders* where they are given."""
    places: dict[tuple[str, str], list[Row]] = {}
    for row in found:
        if row.live and (holders is None or row.holder in holders):
            places.setdefault((row.kind, row.place), []).append(row)
    ordered = sorted(places.items(), key=lambda each: each[0][0])
    return [Errand(kind, place, tuple(asked)) for (kind, place), asked in ordered]


def within(found: list[Errand], minutes: int, holders: Iterable[str]) -> list[Errand]:
    """As many errands as fit in *minutes*: all of a holder's or none, in the order of *holders*."""
    of: dict[str, set[Errand]] = {}
    for errand in found:
        for row in errand.rows:
            of.setdefault(row.holder, set()).add(errand)
    chosen: set[Errand] = set()
    for holder in holders:
        more = chosen | of.get(holder, set())
        if sum(errand.minutes for errand in more) <= minutes:
            chosen = more
    return [errand for errand in found if errand in chosen]


def holders(content: Content) -> list[str]:
    """All that can be verified: what the cards show, the other counters, the rest; nobody's word first, then what expires."""
    found = [f"counter {id}" for id, record in content.counters.items() if showable(record)]
    found += [f"topic {id}" for id in content.topics]
    found += [f"caution {caution.begins}" for caution in content.cautions]
    found += ["card", "selfcheck", *(["holidays"] if content.holidays.official else [])]
    on_cards = {f"counter {id}" for card in content.card.cards.values() for id in card.numbers} | {"card"}

    def urgency(holder: str) -> tuple[bool, bool, bool, date, str]:
        expires_on, verified_on = state(content, holder)
        return holder not in on_cards, not holder.startswith("counter"), verified_on is not None, expires_on, holder

    return sorted(found, key=urgency)


def due(content: Content, today: date) -> frozenset[str]:
    """What nobody has verified yet, or what expires within 60 days of *today*."""
    found = ((holder, *state(content, holder)) for holder in holders(content))
    return frozenset(holder for holder, expires_on, by in found if by is None or expires_on <= today + AHEAD)


def state(content: Content, holder: str) -> tuple[date, str | None]:
    """When *holder* expires, and who verified it when."""
    kind, _, id = holder.partition(" ")
    if kind == "holidays":
        return content.holidays.until, content.holidays.verified_on
    if kind == "counter":
        return content.counters[id].expires_on, content.counters[id].verified_on
    if kind == "caution":
        caution = next(caution for caution in content.cautions if caution.begins == id)
        return caution.expires_on, caution.verified_on
    one = content.topics[id] if kind == "topic" else content.card if kind == "card" else content.selfcheck
    return one.expires_on, one.verified_on


def name(content: Content, holder: str, language: str) -> str:
    """What an editor calls *holder*."""
    kind, _, id = holder.partition(" ")
    if kind == "counter":
        return closest(content.counters[id].name, language)
    if kind == "caution":
        return id
    return closest(content.topics[id].title, language) if kind == "topic" else f"{kind}.yml"


def _rows(content: Content, today: date | None, language: str) -> Iterator[Row]:
    """All rows without their codes, with the holidays of this year and the next (*today* None: all of them)."""
    for record in content.counters.values():
        yield from _of_counter(content, record, language)
    cards = tuple(bubble for card in content.card.cards.values() for bubble in closest(card.text, language).say)
    questions = tuple(bubble for each in content.selfcheck.questions for bubble in closest(each.text, language).say)
    said = [(f"topic {topic.id}", topic.sources, closest(topic.text, language).say) for topic in content.topics.values()]
    said += [(f"caution {each.begins}", each.sources, (closest(each.say, language),)) for each in content.cautions]
    said += [("card", content.card.sources, cards), ("selfcheck", content.selfcheck.sources, questions)]
    for holder, sources, texts in said:
        for url in dict.fromkeys(source.url for source in sources):
            yield Row(PAGE, url, holder, "source", texts)
    if content.holidays.official:
        days = sorted(day for day in content.holidays.days if today is None or 0 <= day.year - today.year <= 1)
        yield Row(PAGE, content.holidays.official, "holidays", "days", tuple(f"{day:%Y-%m-%d %a}" for day in days))


def _of_counter(content: Content, record: CounterRecord, language: str) -> Iterator[Row]:
    """Its numbers with whose they are and when somebody answers; then its sources, its own page and the ways to write."""
    holder = f"counter {record.id}"
    own_hours: HoursRecord | None = record.hours  # asked once, at the first number that has none of its own
    dialled = [] if record.kind in NOT_DIALLED else sorted(_numbers(record), key=lambda number: not number[2])
    for place, number, live in dialled:
        languages = ", ".join(language_name(content, code, language) for code in number.languages)
        label = [closest(number.label, language)] if number.label else []
        phone = str(number.phone)
        yield Row(CALL, phone, holder, "number", (closest(record.name, language), *label, languages), place, live)
        hours, own_hours = (number.hours, own_hours) if number.hours else (own_hours, None)
        if hours and hours.status != "unknown":
            yield Row(CALL, phone, holder, "hours", (closest(hours.text, language),), place if number.hours else None, live)
    numbers = " / ".join(str(number.phone) for _, number, live in _numbers(record) if live)
    shown = tuple(filter(None, (closest(record.name, language), numbers, closest(record.hours.text, language))))
    pages = dict.fromkeys((source.url for source in record.sources), "source")
    pages |= dict.fromkeys(filter(None, (record.url, *(way.url for way in record.write))), "site")
    for url, asks in pages.items():
        yield Row(PAGE, url, holder, asks, shown, live=showable(record))


def _numbers(record: CounterRecord) -> list[tuple[int | None, Line, bool]]:
    """Its own number and those of its lines that somebody once confirmed; whether each is shown now."""
    own = Line(record.languages, record.status, record.phone, None, None, None)
    every = [(None, own), *enumerate(record.lines)]
    return [(at, one, one.status == "confirmed") for at, one in every if one.phone and one.status != "unconfirmed"]


def _codes(row: Row) -> Iterator[str]:
    """The code of *row*, and others in case it is taken."""
    digest = hashlib.sha256("\n".join((row.kind, row.place, row.holder, row.asks, *row.shown)).encode()).digest()
    letters = "".join(LETTERS[byte % len(LETTERS)] for byte in digest)
    return (letters[start : start + CODE] for start in range(len(letters) - CODE))
