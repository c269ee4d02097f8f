"""Stands where aiogram (Telegram) is missing."""

from stand_in import not_ours

not_ours(__name__, "types", "utils", "utils.exceptions")
