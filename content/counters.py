"""The directory: every counter with its numbers, hours, languages, and how sure each of them is."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from content.country import Country
from content.easy import without_variants
from content.numbers import Denied, DenyList, real, short
from content.parts import Part
from content.texts import Said, Source, check_states, read_said, read_said_lists, read_sources, read_verified
from content.topics import NEEDS

KINDS = (
    "emergency", "police", "immigration", "human-rights", "legal", "women", "children", "labour", "health",
    "international", "shelter-ngo", "embassy", "one-stop",
)
STATUSES = ("confirmed", "disputed", "unconfirmed")
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
HOLIDAY = "holiday"
"""Stands among the days of a span that is for public holidays only."""
WAYS = ("web", "chat", "line", "email")


@dataclass(frozen=True, slots=True)
class Span:
    """Opening time of some days; times are ``HH:MM`` there, the end at most ``24:00``."""

    days: tuple[str, ...]
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class HoursRecord:
    """*weekly* is empty where the hours are not really known; *holidays* and *new_year* are open, closed or unknown."""

    status: str
    text: Said
    weekly: tuple[Span, ...] = ()
    holidays: str = "unknown"
    new_year: str = "unknown"


@dataclass(frozen=True, slots=True)
class Line:
    """A number of its own for some languages, or for an office (*label*). *candidate* is a guess and never shown."""

    languages: tuple[str, ...]
    status: str
    phone: str | None
    hours: HoursRecord | None
    label: Said | None
    candidate: str | None


@dataclass(frozen=True, slots=True)
class Way:
    """A way to write instead of speak."""

    kind: str
    url: str


@dataclass(frozen=True, slots=True)
class CounterRecord:
    """All we know of a counter. *status* is that of *phone*, or of the place itself where it has none; *office*: the
    prefecture where one can go to it; *after_others*: to try when nothing else answers."""

    id: str
    name: Said
    operator: Said
    kind: str
    needs: tuple[str, ...]
    areas: tuple[str, ...]
    status: str
    phone: str | None
    short_code: bool
    phone_from_abroad: str | None
    candidate: str | None
    address: Said | None
    office: str | None
    hours: HoursRecord
    languages: tuple[str, ...]
    language_note: Said | None
    free: bool | None
    anonymous: bool | None
    write: tuple[Way, ...]
    url: str | None
    lines: tuple[Line, ...]
    helps_with: Said
    cautions: Mapping[str, tuple[str, ...]]
    sources: tuple[Source, ...]
    read_on: date
    expires_on: date
    verified_on: str | None
    after_others: bool
    country: Country

    @property
    def everywhere(self) -> bool:
        """Whether it helps in the whole country."""
        return self.country.code in self.areas

    @property
    def never_expires(self) -> bool:
        return self.phone in self.country.never_expire


def emergency_numbers(counters: Mapping[str, CounterRecord]) -> tuple[str, ...]:
    """The confirmed numbers of those who come at once."""
    those = (record for record in counters.values() if record.kind == "emergency" and record.status == "confirmed")
    return tuple(record.phone for record in those if record.phone)


REQUIRED = (
    "id", "name", "operator", "kind", "needs", "areas", "status", "hours", "languages", "free", "anonymous", "helps_with",
    "cautions", "sources", "read_on", "expires_on",
)
OPTIONAL = (
    "phone", "short_code", "phone_from_abroad", "candidate", "address", "language_note", "write", "url", "lines",
    "verified_on", "after_others", "office",
)


def read_counters(
    part: Part, served: Collection[str], country: Country
) -> tuple[Mapping[str, CounterRecord], DenyList]:
    """The directory and the list of numbers that must not be shown; what has no easy form is shown in its base."""
    served = without_variants(served)
    fields = part.fields(("owner", "state", "counters", "do_not_use"), ("cautions",))
    check_states(fields["state"], served)
    fields["owner"].text()
    items = [(item, _counter(item, served, country)) for item in fields["counters"].items()]
    records: dict[str, CounterRecord] = {}
    for item, record in items:
        if record.id in records:
            item.wrong(f"there is another counter `{record.id}`", "give each its own id")
        records[record.id] = record
    deny = _deny_list(fields["do_not_use"], records, country)
    return records, deny


def _counter(part: Part, served: Collection[str], country: Country) -> CounterRecord:
    """A record that no person is ever shown need not speak every language, and nobody is shown the *operator*."""
    fields = part.fields(REQUIRED, OPTIONAL)
    lines = fields["lines"].items() if "lines" in fields else []
    states = [fields["status"], *(entry for line in lines if (entry := line.entries().get("status")))]
    served = served if any(state.text_or_none() == "confirmed" for state in states) else ()
    short_code = "short_code" in fields and fields["short_code"].truth(unknown=False) is True
    record = CounterRecord(
        id=fields["id"].text(),
        name=read_said(fields["name"], served),
        operator=read_said(fields["operator"], ()),
        kind=fields["kind"].one_of(KINDS),
        needs=fields["needs"].texts(NEEDS),
        areas=_areas(fields["areas"], country),
        status=fields["status"].one_of(STATUSES),
        phone=_phone(fields.get("phone"), short_code, country),
        short_code=short_code,
        phone_from_abroad=_phone(fields.get("phone_from_abroad"), False, country),
        candidate=fields["candidate"].text_or_none() if "candidate" in fields else None,
        address=read_said(fields["address"], served) if "address" in fields else None,
        office=_office(fields, country),
        hours=_hours(fields["hours"], served),
        languages=_languages(fields["languages"]),
        language_note=read_said(fields["language_note"], served) if "language_note" in fields else None,
        free=fields["free"].truth(),
        anonymous=fields["anonymous"].truth(),
        write=_ways(fields.get("write")),
        url=fields["url"].url() if "url" in fields else None,
        lines=tuple(_line(line, served, country) for line in lines),
        helps_with=read_said(fields["helps_with"], served),
        cautions=read_said_lists(fields["cautions"], served),
        sources=read_sources(fields["sources"], needed=fields["status"].text() != "unconfirmed"),
        read_on=fields["read_on"].day(),
        expires_on=fields["expires_on"].day(),
        verified_on=read_verified(fields),
        after_others="after_others" in fields and fields["after_others"].truth(unknown=False) is True,
        country=country,
    )
    if record.status == "unconfirmed" and record.phone:
        fields["phone"].wrong("an unconfirmed number stands in `phone`", "move it to `candidate`, which is never shown")
    return record


def _line(part: Part, served: Collection[str], country: Country) -> Line:
    fields = part.fields(("languages", "status"), ("phone", "candidate", "hours", "label"))
    line = Line(
        languages=_languages(fields["languages"]),
        status=fields["status"].one_of(STATUSES),
        phone=_phone(fields.get("phone"), False, country),
        hours=_hours(fields["hours"], served) if "hours" in fields else None,
        label=read_said(fields["label"], served) if "label" in fields else None,
        candidate=fields["candidate"].text_or_none() if "candidate" in fields else None,
    )
    if line.status == "confirmed" and not line.phone:
        part.wrong("a confirmed line has no phone", "write its `phone`, or set `status: unconfirmed`")
    if line.status == "unconfirmed" and line.phone:
        part.wrong("an unconfirmed number stands in `phone`", "move it to `candidate`, which is never shown")
    return line


def _phone(part: Part | None, short_code: bool, country: Country) -> str | None:
    number = part.text_or_none() if part else None
    if part is None or number is None:
        return None
    if short_code and not short(number):
        part.wrong(f"`{number}` is no short code", "remove `short_code`, or write the code as it is dialled")
    elif not short_code and short(number):
        part.wrong(f"`{number}` is a short code", "add `short_code: true`")
    elif not short_code and not real(number, country.code):
        part.wrong(f"`{number}` cannot be a telephone number", "compare it with the source, digit by digit")
    return number


def _hours(part: Part, served: Collection[str]) -> HoursRecord:
    fields = part.fields(("status", "text"), ("weekly", "holidays", "new_year"))
    status = fields["status"].one_of(("confirmed", "disputed", "unknown"))
    holidays = fields["holidays"].one_of(("open", "closed", "unknown")) if "holidays" in fields else "unknown"
    weekly = tuple(_span(item) for item in fields["weekly"].items()) if "weekly" in fields else ()
    if weekly and status != "confirmed":
        fields["weekly"].wrong(f"the hours are {status}", "remove `weekly`, or confirm the hours by a source")
    return HoursRecord(
        status,
        read_said(fields["text"], served),
        weekly,
        holidays,
        fields["new_year"].one_of(("open", "closed", "unknown")) if "new_year" in fields else holidays,
    )


def _span(part: Part) -> Span:
    fields = part.fields(("days", "from", "to"))
    span = Span(fields["days"].texts((*DAYS, HOLIDAY)), fields["from"].text(), fields["to"].text())
    for name in ("from", "to"):
        if not fields[name].absent and not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d|24:00", fields[name].text()):
            fields[name].wrong(f"`{fields[name].text()}` is no time", "write it as 08:30, from 00:00 to 24:00")
    if span.start >= span.end:
        part.wrong("it closes before it opens", "split hours past midnight into two spans: to 24:00, and from 00:00")
    return span


def _languages(part: Part) -> tuple[str, ...]:
    languages = part.texts()
    for item, language in zip(part.items(), languages, strict=True):
        if not re.fullmatch(r"[a-z]{2}(-[A-Z]{2})?", language):
            item.wrong(f"`{language}` is no language code", "use two letters, such as vi")
    return languages


def _office(fields: Mapping[str, Part], country: Country) -> str | None:
    """The area of an address; it need not be written where the counter is for that area alone."""
    areas = fields["areas"].texts()
    if "office" not in fields:
        return areas[0] if "address" in fields and len(areas) == 1 and areas[0] != country.code else None
    office = fields["office"].one_of(areas)
    if "address" not in fields:
        fields["office"].wrong("there is no address to go to", "add `address:`, or remove `office`")
    return office


def _areas(part: Part, country: Country) -> tuple[str, ...]:
    areas = part.texts()
    if not areas and not part.absent:
        part.wrong("no area is given", f"write [{country.code}] for the whole country")
    for item, area in zip(part.items(), areas, strict=True):
        if area not in (country.code, *country.areas):
            item.wrong(f"`{area}` is no area", f"write {country.code} for the whole country, or an area of country.yml")
    return areas


def _ways(part: Part | None) -> tuple[Way, ...]:
    ways = []
    for item in part.items() if part else ():
        fields = item.fields(("kind", "url"))
        kind = fields["kind"].one_of(WAYS)
        ways.append(Way(kind, fields["url"].url(("https", "http", "mailto"))))
    return tuple(ways)


def _deny_list(part: Part, records: Mapping[str, CounterRecord], country: Country) -> DenyList:
    fields = part.fields(("never", "never_as"))
    never = []
    for item in fields["never"].items():
        entry = item.fields(("number", "why"))
        never.append(Denied(entry["number"].text(), entry["why"].text()))
    never_as = []
    for item in fields["never_as"].items():
        entry = item.fields(("number", "wrong_use", "counters", "why"))
        entry["wrong_use"].text()
        never_as.append(Denied(entry["number"].text(), entry["why"].text(), entry["counters"].texts()))
        for counter in entry["counters"].items():
            if counter.text() not in records:
                counter.wrong(f"there is no counter `{counter.text()}`", "use an id of this file")
    return DenyList(country.code, tuple(never), tuple(never_as))
