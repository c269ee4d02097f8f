"""How a counter is shown to one person at one moment: only confirmed numbers, and honest about hours and age."""

from collections.abc import Collection, Iterator
from datetime import date, datetime
from typing import Any

from content.counters import DAYS, HOLIDAY, CounterRecord, HoursRecord, Line
from content.easy import plain
from content.numbers import tel
from content.opening import Opening, opening
from content.reading import Content
from content.texts import closest

EMERGENCY = "emergency"
"""The kind of those who come at once."""


def show(
    content: Content, record: CounterRecord, language: str, now: datetime, wanted_language: str | None = None,
    wishes: Collection[str] = (), areas: Collection[str] = (),
) -> dict[str, Any]:
    """*record* in the shape of the engine's counters, in the words of *language*, as it stands at *now*.

    The line that speaks *wanted_language* (else *language*) is preferred; where there is none, the cautions begin with the
    way in which the counter speaks it. A number that is not confirmed is never shown.
    Its note says what of the *wishes* is known to be so, and where it stands if that is outside *areas*. A name in
    another language than the country's has beside it the one that stands on the door.
    """
    line = line_for(record, wanted_language or language)
    phone = line.phone if line else record.phone if record.status == "confirmed" else None
    hours = (line.hours if line else None) or record.hours
    open_now = opening(hours, content.holidays, now)
    reasons = _note(content, record, line, open_now, language, wanted_language, wishes)
    shown: dict[str, Any] = {
        "id": record.id,
        "name": closest(record.name, language),
        "phone": phone,
        "tel": tel(phone),
        "hours": _hours(content, hours, language),
        "open_now": open_now.open_now,
        "languages": list(line.languages if line else record.languages),
        "free": record.free,
        "url": record.url,
        "cautions": [
            *_languages_differ(content, record, line, wanted_language or language, language),
            *_cautions(content, record, language, now), *_of_number(content, phone, language),
        ],
        "read_on": record.read_on.isoformat(),
        "verified_on": record.verified_on,
        "write": [{"kind": way.kind, "url": way.url} for way in record.write],
        "note": " · ".join((*_place(content, record, language, areas), *reasons)),
    }
    if open_now.opens:
        shown["opens_at"] = open_now.opens.isoformat(timespec="minutes")
    if sign := _sign(record, language):
        shown["sign"] = {"ja": sign, "reading": "", "language": record.country.spoken}
    return shown


def showable(record: CounterRecord) -> bool:
    """Whether a person can do anything with it: the number, the page or the place is confirmed."""
    if any(line.status == "confirmed" for line in record.lines):
        return True
    return record.status == "confirmed" and bool(record.phone or record.write or record.url or record.address)


def line_for(record: CounterRecord, language: str) -> Line | None:
    """The confirmed line to show instead of the counter's own number; None where that one will do.

    A line for some of the counter's languages wins when it speaks *language*. A line for all of them (an office in
    another town, a second number) only stands in where the counter has no confirmed number of its own.
    """
    lines = [line for line in record.lines if line.status == "confirmed"]
    base = language.split("-")[0]
    for line in lines:
        if {language, base} & set(line.languages) and set(line.languages) != set(record.languages):
            return line
    if (record.phone and record.status == "confirmed") or not lines:
        return None
    return next((line for asked in (base, "en", record.country.spoken) for line in lines if asked in line.languages), lines[0])


def speaks(record: CounterRecord, language: str) -> bool:
    """Whether whoever answers the number we would show speaks *language*."""
    base = language.split("-")[0]
    if line := line_for(record, language):
        return language in line.languages or base in line.languages
    own = [line for line in record.lines if set(line.languages) != set(record.languages) and line.phone != record.phone]
    elsewhere = {spoken for line in own for spoken in line.languages}
    return any(asked in record.languages and asked not in elsewhere for asked in (language, base))


def expired(record: CounterRecord, today: date) -> bool:
    """Whether it should have been read again before *today*."""
    return not record.never_expires and record.expires_on < today


def _sign(record: CounterRecord, language: str) -> str | None:
    """Its name in the language of the country, unless *language* is that one or its name there already says it."""
    sign = record.name.get(record.country.spoken)
    return sign if sign and plain(language) != record.country.spoken and sign not in closest(record.name, language) else None


def _hours(content: Content, hours: HoursRecord, language: str) -> dict[str, Any]:
    text = closest(hours.text, language)
    if hours.status == "disputed":
        text = f"{text} ({_word(content, 'hours_may_differ', language)})"
    confirmed = hours.weekly if hours.status == "confirmed" else ()
    weekly = [
        {"days": days, "from": span.start, "to": span.end}
        for span in confirmed
        if (days := [day for day in span.days if day != HOLIDAY])
    ]
    return {"text": text, "weekly": weekly}


def _languages_differ(content: Content, record: CounterRecord, line: Line | None, wanted: str, language: str) -> Iterator[str]:
    """By which way it speaks a language that is not the country's and has no number of its own. Of those who come at once the
    card says it in its first words, and everything more pushes the next number off the screen."""
    own = line is not None and set(line.languages) <= {plain(wanted), wanted.split("-")[0]}
    if record.language_note and record.kind != EMERGENCY and plain(wanted) != content.country.spoken and not own:
        yield closest(record.language_note, language)


def _cautions(content: Content, record: CounterRecord, language: str, now: datetime) -> list[str]:
    cautions = list(closest(record.cautions, language))
    if expired(record, record.country.today(now)):
        cautions.insert(0, _word(content, "expired_counter", language))
    return cautions


def _of_number(content: Content, phone: str | None, language: str) -> list[str]:
    """What is said of every number that begins like *phone*."""
    return [closest(caution.say, language) for caution in content.cautions if phone and phone.startswith(caution.begins)]


def _place(content: Content, record: CounterRecord, language: str, areas: Collection[str]) -> Iterator[str]:
    """Where the office stands that is not in *areas*, but the nearest to them."""
    if areas and record.office and not record.everywhere and not set(areas) & set(record.areas):
        yield _word(content, "nearest", language, place=content.country.area_name(record.office, language))


def _note(
    content: Content, record: CounterRecord, line: Line | None, open_now: Opening, language: str, wanted: str | None,
    wishes: Collection[str],
) -> Iterator[str]:
    """Why this one, in few words: what it helps with, what it speaks, what it costs, when."""
    yield closest(record.helps_with, language).rstrip(".。")
    if line and line.label:
        yield closest(line.label, language)
    if record.address and not line and not record.phone:
        yield closest(record.address, language)
    asked, own, here = plain(wanted or language), plain(language), record.country.spoken
    if speaks(record, asked) and (asked not in (own, here) or own != here):
        yield _word(content, "speaks", language, language=language_name(content, asked, language))
    if "write" in wishes and record.write:
        yield _word(content, "can_write", language)
    if "anonymous" in wishes and record.anonymous:
        yield _word(content, "anonymous", language)
    if record.free:
        yield _word(content, "free", language)
    if open_now.always:
        yield _word(content, "open_day_and_night", language)
    elif open_now.until:
        yield _word(content, "open_until", language, time=f"{open_now.until:%H:%M}")
    elif open_now.opens:
        day = _word(content, f"day_{DAYS[open_now.opens.weekday()]}", language)
        yield _word(content, "opens_next", language, day=day, time=f"{open_now.opens:%H:%M}")
    if record.phone_from_abroad and record.phone and not line:
        yield _word(content, "from_abroad", language, number=record.phone_from_abroad)


def language_name(content: Content, code: str, language: str) -> str:
    """The name of the language *code*, in *language*."""
    words = content.interface.words
    name = words.get(f"language_name_{code}") or words.get(f"language_name_{code.split('-')[0]}")
    return closest(name, language)[0] if name else code


def _word(content: Content, key: str, language: str, /, **values: str) -> str:
    text = closest(content.interface.words[key], language)[0]
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", value)
    return text
