"""The website: a web API for anyone's client, and a page that needs neither JavaScript nor cookies."""

from bot.channels.website.app import website
from bot.channels.website.limits import Rate, Rates
from bot.channels.website.rendering import LABELS, NOTICES

__all__ = ["LABELS", "NOTICES", "Rate", "Rates", "website"]
