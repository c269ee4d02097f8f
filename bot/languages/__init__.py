"""Which language a message is in: scripts first, then words, then ``langidentify`` for Latin letters."""

from bot.languages.detecting import CODES, Languages

__all__ = ["CODES", "Languages"]
