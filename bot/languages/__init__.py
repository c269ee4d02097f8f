"""Language identification: what is chosen stays, scripts decide, short words never switch (DESIGN §1 codes, ``und`` else)."""

from bot.languages.identify import Languages

__all__ = ["Languages"]
