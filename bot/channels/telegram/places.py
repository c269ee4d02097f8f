"""From a location that a messaging app sends to the prefecture it lies in; nothing else of it is kept.

`places.csv` holds 638 towns (prefecture, latitude, longitude), so chosen that the nearest of them lies in the same prefecture as
the nearest of GeoNames' 2,113 places in Japan (99.9 % of points near any of these; close to a border the nearest town may be
the neighbour's). Data: GeoNames (geonames.org, CC BY 4.0), as of May 2025, coordinates to 0.01°.
"""

import csv
import math
from functools import lru_cache
from pathlib import Path

FARTHEST = 1.5
"""Degrees from the nearest town beyond which a location is not in Japan, nor on a boat near its coast."""
_NARROWER = math.cos(math.radians(36))
"""A degree of longitude against one of latitude, in the middle of Japan."""


def prefecture(latitude: float, longitude: float) -> str | None:
    """The ISO 3166-2 code (``JP-27``) of the prefecture at a place in degrees, or None outside Japan."""
    distance, code = min((math.hypot(lat - latitude, (lon - longitude) * _NARROWER), code) for code, lat, lon in _towns())
    return f"JP-{code:02}" if distance <= FARTHEST else None


@lru_cache(maxsize=1)
def _towns() -> tuple[tuple[int, float, float], ...]:
    with Path(__file__).with_name("places.csv").open(encoding="ascii", newline="") as file:
        return tuple((int(code), float(latitude), float(longitude)) for code, latitude, longitude in csv.reader(file))
