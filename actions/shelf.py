"""Content as it is now: read at the start, and again when a file changes; a broken edit changes nothing."""

import logging
import time
from collections.abc import Callable
from pathlib import Path

from content import Content, ContentMistakes, read

log = logging.getLogger(__name__)

LOOK_EVERY = 1.0
"""Seconds between two looks at the files: sixty-odd of them cost 0.3 ms."""


class Shelf:
    """Holds the content of *folder*. The first reading raises ContentMistakes; later ones keep what was good."""

    def __init__(self, folder: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self._folder, self._clock = folder, clock
        self._seen = self._look()
        self._content = read(folder, strict=False)
        self._looked = clock()

    def content(self) -> Content:
        """The newest content that could be read."""
        if self._clock() - self._looked >= LOOK_EVERY:
            self._looked = self._clock()
            if (seen := self._look()) != self._seen:
                self._seen = seen
                self._read()
        return self._content

    def _read(self) -> None:
        try:
            self._content = read(self._folder, strict=False)
        except ContentMistakes as error:
            places = ", ".join(f"{mistake.file}:{mistake.line}" for mistake in error.mistakes[:10])
            log.error("content was not read again: mistakes in %s (./akari check-content tells more)", places)
        else:
            log.info("content was read again")

    def _look(self) -> dict[str, tuple[int, int]]:
        found = {}
        for path in [*self._folder.glob("*.yml"), *self._folder.glob("topics/*.yml")]:
            try:
                stat = path.stat()
            except FileNotFoundError:  # an editor replaces a file between listing and looking
                continue
            found[str(path)] = (stat.st_mtime_ns, stat.st_size)
        return found
