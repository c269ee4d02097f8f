"""Which language a message is in: scripts first, then n-grams learned from the examples for Latin letters."""

from bot.languages.detecting import CODES, Languages

__all__ = ["CODES", "Languages"]
