"""A location is its prefecture and nothing more."""

import pytest

from bot.channels.telegram.places import prefecture


@pytest.mark.parametrize(
    ("latitude", "longitude", "code"),
    [
        (35.6896, 139.7006, "JP-13"),  # Shinjuku
        (34.6937, 135.5023, "JP-27"),  # Osaka
        (35.0116, 135.7681, "JP-26"),  # Kyoto
        (43.0621, 141.3544, "JP-01"),  # Sapporo
        (26.2124, 127.6809, "JP-47"),  # Naha
        (36.0687, 137.9646, "JP-20"),  # a village near Shiojiri
        (35.5494, 139.7798, "JP-13"),  # Haneda airport
        (35.7720, 140.3929, "JP-12"),  # Narita airport
        (34.3900, 132.4000, "JP-34"),  # on the water off Hiroshima
        (10.8000, 106.7000, None),     # Ho Chi Minh City
        (37.5665, 126.9780, None),     # Seoul
        (0.0, 0.0, None),
    ],
)  # fmt: skip
def test_places(latitude: float, longitude: float, code: str | None) -> None:
    """I share where I am; counters of that prefecture are looked for."""
    assert prefecture(latitude, longitude) == code
