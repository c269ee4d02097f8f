"""Stage one of the safety net: phrases and small patterns, read from ``data/safety``, needing nothing but memory."""

import re
import threading
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import reduce
from pathlib import Path

from bot.core.safety import Alarm
from bot.nets import romaji
from bot.nets.book import ABOUT, Book, BookMistake, read_book
from bot.nets.compiled import Compiled, graver
from bot.nets.fold import SHOUT, readings
from bot.nets.lines import Line, Part, Step, Words
from bot.nets.near import Tokens, Vocabulary

ALONE = 4
"""Kana a romanised phrase needs when nothing else must stand beside it; a whole message needs one less."""

_ACCENTED = re.compile("[àáãäåæçèéëìíïðñòóõöøùúüýÿăđĩơũưẠ-ỹ]", re.IGNORECASE)
"""Letters that nobody writes Japanese with, whose long vowels are ā or â."""

AT_ONCE = ("any", "en", "ja")
"""Books that a starting gateway reads before it listens: half a second, where all of them take two."""

_OWN_LETTERS = frozenset(["ko", "th", "km", "my", "ne", "zh", "zh-TW"])
"""Books in letters of their own, read after those in Latin ones, which five languages share."""

FOLDER = Path(__file__).resolve().parent.parent.parent / "data" / "safety"


class Phrases:
    """A Net over *books*; read by any number of threads.

    *later* are files of further books: ``complete`` reads them, which takes a second or two: those for which somebody waits
    (``wait_for``) first. Until then (``whole``) a message in which nothing urgent was found should be looked at again.
    """

    def __init__(self, books: Iterable[Book], later: Sequence[Path] = ()) -> None:
        self._written: list[Compiled] = []
        self._sounding: list[Compiled] = []
        self._later, self._complete = list(later), threading.Event()
        self._waited_for: set[str] = set()
        self._vocabulary = Vocabulary()
        for book in books:
            self._add(book)
        if not later:
            self._complete.set()

    @classmethod
    def load(cls, folder: Path = FOLDER, first: Collection[str] | None = None) -> "Phrases":
        """The net over every file in *folder*, or BookMistake; with *first*, over those at once and the others later."""
        paths = sorted(folder.glob("*.yml"))
        now = [path for path in paths if first is None or path.stem in first]
        return cls([read_book(path) for path in now], [path for path in paths if path not in now])

    def complete(self) -> None:
        """Read the other books, from any thread, or raise BookMistake after those that can be used."""
        mistakes: list[BookMistake] = []
        while self._later:
            path = min(self._later, key=self._turn)
            self._later.remove(path)
            try:
                self._add(read_book(path))
            except BookMistake as mistake:
                mistakes.append(mistake)
        self._complete.set()
        if mistakes:
            raise mistakes[0]

    @property
    def whole(self) -> bool:
        """Whether all books are read."""
        return self._complete.is_set()

    def check(self, text: str) -> Alarm | None:
        """The gravest alarm in *text*, or None; never raises, takes time linear in the text."""
        known = Tokens(self._vocabulary)
        return reduce(graver, (book.check(words, known) for book, words in self._read(text)), None)

    def about(self, text: str) -> str:
        """The card for an alarm in *text* that no phrase raised: one of `ABOUT`, or nothing."""
        known = Tokens(self._vocabulary)
        found = {kind for book, words in self._read(text) for kind in book.about(words, known)}
        return next((kind for kind in ABOUT if kind in found), "")

    def _read(self, text: str) -> Iterator[tuple[Compiled, Sequence[str]]]:
        """Every book with every reading of *text* it may look at."""
        foreign = _ACCENTED.search(text) is not None
        for words in readings(text):
            yield from ((book, words) for book in self._written)
            sounds = romaji.reading(words) if self._sounding and not foreign else None
            if sounds is not None:
                yield from ((book, sounds) for book in self._sounding)

    def wait_for(self, language: str) -> None:
        """Somebody writes *language*: ``complete`` reads its books next, Chinese in both kinds of characters. From any thread."""
        self._waited_for.add(language.partition("-")[0])

    def _turn(self, path: Path) -> tuple[bool, bool, str]:
        """When *path* is read: the smallest first."""
        return path.stem.partition("-")[0] not in self._waited_for, path.stem in _OWN_LETTERS, path.stem

    def _add(self, book: Book) -> None:
        self._written.append(Compiled(book, self._vocabulary))
        if book.romaji:
            self._sounding.append(Compiled(_romanised(book), self._vocabulary))


def _romanised(book: Book) -> Book:
    """The same book over kana sounds; lines with characters that nobody romanises here are left out."""
    groups = {
        name: frozenset(words for member in members if (words := romaji.romanisable(member)) and (name != "filler" or len(words) > 1 or words == (SHOUT,)))
        for name, members in book.groups.items()
    }

    def turned(lines: Iterable[Line]) -> tuple[Line, ...]:
        return tuple(new for line in lines if (new := _sounding(line, groups)) is not None)

    return replace(
        book,
        groups=groups,
        guards=tuple(replace(guard, lines=turned(guard.lines), but=turned(guard.but)) for guard in book.guards),
        rules=tuple(replace(rule, lines=turned(rule.lines)) for rule in book.rules),
        other=turned(book.other),
        own=turned(book.own),
        about={kind: turned(lines) for kind, lines in book.about.items()},
    )


def _sounding(line: Line, groups: Mapping[str, frozenset[Words]]) -> Line | None:
    wanted = [part for part in line.parts if not part.absent]
    alone = ALONE - line.whole if len(wanted) == 1 and len(wanted[0].steps) == 1 else 1
    parts: list[Part] = []
    for part in line.parts:
        steps = [_sounding_step(step, groups, 1 if part.absent else alone) for step in part.steps]
        if None not in steps:
            parts.append(replace(part, steps=tuple(step for step in steps if step)))
        elif not part.absent:
            return None
    return replace(line, parts=tuple(parts))


def _sounding_step(step: Step, groups: Mapping[str, frozenset[Words]], least: int) -> Step | None:
    """The step over sounds of at least *least* kana, or None when nothing is left of it."""
    members: set[Words] = set()
    for member in step.any:
        members.update(groups[member] if isinstance(member, str) else filter(None, [romaji.romanisable(member)]))
    kept = frozenset(words for words in members if len(words) >= least)
    return replace(step, any=kept) if kept else None
