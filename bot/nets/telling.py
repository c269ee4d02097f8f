"""Why stage two alarmed, for staff: the pieces of the message whose wording weighed most."""

import logging
from collections.abc import Sequence
from pathlib import Path
from zipfile import BadZipFile

from bot.nets import wording
from bot.nets.meaning import Learned, odds, read, windows

log = logging.getLogger(__name__)

MOST = 4


class Telling:
    """Reads *learned* (see `learn.py`) when first asked; without it nothing is told. What a message means beyond its wording
    has no pieces, so these are a part of the reason, never all of it."""

    def __init__(self, learned: Path) -> None:
        self._file = learned
        self._known: Learned | None = None

    def __call__(self, text: str) -> Sequence[str]:
        """At most four pieces of the most alarming part of *text*, the heaviest first."""
        known = self._read()
        if known is None or not text:
            return ()
        parts = list(windows(text))
        scores = known.see(parts, None).wording
        most = int(odds(scores).argmax())
        kind = 1 + int(scores[most, 1:].argmax())
        return wording.telling(known.words, parts[most], kind, MOST)

    def _read(self) -> Learned | None:
        if self._known is None:
            try:
                self._known = read(self._file)
            except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
                log.error("what stage two learned cannot be read: %s", type(error).__name__)
        return self._known
