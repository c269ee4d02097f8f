"""The clock of our content's country, for tests that stand in the middle of a day there."""

from zoneinfo import ZoneInfo

JAPAN = ZoneInfo("Asia/Tokyo")
