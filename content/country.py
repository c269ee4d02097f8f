"""The country that people are in: what its telephone numbers, areas, clock and offices are like."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import phonenumbers

from content.easy import EASY
from content.parts import Part
from content.texts import LANGUAGES

EARTH = 6371
"""Kilometres of its radius."""
HAN = ("ja", "zh")
"""Languages that read each other's names of places as they stand on signs."""


@dataclass(frozen=True, slots=True)
class Area:
    """*name* in Latin letters, as *written* on signs and as that is *read*; where its *capital* lies, in degrees."""

    name: str
    written: str
    read: str
    capital: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Country:
    """*code* stands for the whole country where *areas* stand for its parts. *spoken* is what whoever answers a telephone
    speaks, *to_anyone* what is said to whom we cannot read. Offices close from the first to the last day of *new_year*
    (months and days). *leave_to* is an ordinary page."""

    code: str
    areas: Mapping[str, Area]
    time_zone: ZoneInfo
    spoken: str
    to_anyone: tuple[str, ...]
    never_expire: frozenset[str]
    new_year: tuple[str, ...]
    leave_to: str

    def today(self, now: datetime) -> date:
        """The day it is there at *now*, which bears a time zone."""
        return now.astimezone(self.time_zone).date()

    def is_new_year(self, day: date) -> bool:
        """Whether *day* is one of those around New Year on which public offices are closed."""
        if not self.new_year:
            return False
        first, last = self.new_year
        today = f"{day:%m-%d}"
        return first <= today <= last if first <= last else today >= first or today <= last

    def area_name(self, code: str, language: str) -> str:
        """What the area *code* is called: ``Osaka (大阪府)``, so that it can also be found on a sign; in easy Japanese with
        its reading."""
        area = self.areas.get(code)
        if not area or area.written == area.name:
            return area.name if area else code
        if language == EASY and area.read:
            return f"{area.written}（{area.read}）"
        base = language.partition("-")[0]
        reads = base == self.spoken or {base, self.spoken} <= set(HAN)
        return area.written if reads else f"{area.name} ({area.written})"

    def distance(self, one: str, other: str) -> float:
        """Kilometres between the capitals of two areas; infinite where one of them is not known."""
        first, second = (area.capital if (area := self.areas.get(code)) else None for code in (one, other))
        if not first or not second:
            return math.inf
        south, north = math.radians(first[0]), math.radians(second[0])
        east = math.radians(second[1] - first[1])
        half = math.sin((north - south) / 2) ** 2 + math.cos(south) * math.cos(north) * math.sin(east / 2) ** 2
        return 2 * EARTH * math.asin(math.sqrt(half))


def read_country(part: Part) -> Country:
    """The file country.yml."""
    fields = part.fields(
        ("owner", "code", "areas", "time_zone", "spoken", "to_anyone", "never_expire", "new_year", "leave_to")
    )
    fields["owner"].text()
    code = fields["code"].text()
    if code and code not in phonenumbers.SUPPORTED_REGIONS:
        fields["code"].wrong(f"`{code}` is no country", "write its two letters of ISO 3166, such as JP")
    areas = {} if fields["areas"].absent else fields["areas"].entries()
    for name, entry in areas.items():
        if not re.fullmatch(rf"{re.escape(code)}-[A-Z0-9]{{1,3}}", name):
            entry.wrong(f"`{name}` is no part of {code}", f"write its code of ISO 3166-2, such as {code}-01")
    new_year = fields["new_year"].texts()
    if not fields["new_year"].absent and (len(new_year) not in (0, 2) or not all(map(_is_day, new_year))):
        fields["new_year"].wrong("this is not a first and a last day", "write [12-29, 01-03], or [] where nothing closes")
    return Country(
        code=code,
        areas=MappingProxyType({name: _area(entry) for name, entry in areas.items()}),
        time_zone=_time_zone(fields["time_zone"]),
        spoken=fields["spoken"].one_of(LANGUAGES),
        to_anyone=fields["to_anyone"].texts((*LANGUAGES, EASY)),
        never_expire=frozenset(fields["never_expire"].texts()),
        new_year=new_year,
        leave_to=fields["leave_to"].url(),
    )


def _area(part: Part) -> Area:
    fields = part.fields(("name",), ("written", "read", "capital"))
    name, capital = fields["name"].text(), fields.get("capital")
    where = capital.texts() if capital else ()
    if capital and (len(where) != 2 or not all(re.fullmatch(r"-?\d{1,3}(\.\d+)?", degrees) for degrees in where)):
        capital.wrong("this is not a latitude and a longitude", "write two numbers of degrees, such as [34.69, 135.50]")
        where = ()
    written = fields["written"].text() if "written" in fields else name
    read = fields["read"].text() if "read" in fields else ""
    return Area(name, written, read, (float(where[0]), float(where[1])) if where else None)


def _is_day(text: str) -> bool:
    return re.fullmatch(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", text) is not None


def _time_zone(part: Part) -> ZoneInfo:
    name = part.text()
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        if name:
            part.wrong(f"`{name}` is no time zone", "write one such as Asia/Tokyo")
        return ZoneInfo("UTC")
