"""Reading the content again while everything runs: whoever wants it touches a marker file, every process looks at its time.

1. What only an editor minds (a text too long, a translation of an older original) holds no withdrawn number in use; real
   mistakes do: the content in use stays until they are mended.
2. The action server needs no marker: it looks at the content's files themselves (actions/shelf.py).
"""

import asyncio
import logging

from bot.settings import Settings
from bot.words import ContentWords
from content import Content, ContentMistakes, read

log = logging.getLogger(__name__)

LOOK_EVERY = 1.0
"""Seconds between looks at the marker."""
NAMED = 10
"""Mistakes that are named in the log."""


def check(settings: Settings) -> Content:
    """What would be read, or raise ContentMistakes."""
    return read(settings.content, strict=False)


def ask(settings: Settings) -> None:
    """Have every process of this AKARI_HOME read the content again; check() it before."""
    settings.marker.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    settings.marker.touch()


async def watch(words: ContentWords, every: float = LOOK_EVERY) -> None:
    """Exchange the content of *words* each time somebody asked for it, until cancelled."""
    while True:
        await asyncio.sleep(every)
        if (asked := words.settings.touched()) != words.asked:
            words.asked = asked
            try:
                words.renew(await asyncio.to_thread(read, words.settings.content, strict=False))
                log.info("the content was read again")
            except ContentMistakes as error:
                places = ", ".join(f"{mistake.file}:{mistake.line}" for mistake in error.mistakes[:NAMED])
                log.error("the content has mistakes, the one in use stays: %s (./akari check-content tells more)", places)
