"""Stage one of the safety net: phrases and small patterns, read from ``data/safety``, needing nothing but memory."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from bot.core.safety import Alarm
from bot.nets import romaji
from bot.nets.book import Book, read_books
from bot.nets.compiled import Compiled, graver
from bot.nets.fold import SHOUT, readings
from bot.nets.lines import Line, Part, Step, Words

ALONE = 4
"""Kana a romanised phrase needs when nothing else must stand beside it; a whole message needs one less."""

_ACCENTED = re.compile("[àáãäåæçèéëìíïðñòóõöøùúüýÿăđĩơũưẠ-ỹ]", re.IGNORECASE)
"""Letters that nobody writes Japanese with, whose long vowels are ā or â."""

FOLDER = Path(__file__).resolve().parent.parent.parent / "data" / "safety"


class Phrases:
    """A Net over *books*; built once at the start, then read by any number of threads."""

    def __init__(self, books: Iterable[Book]) -> None:
        self._written: list[Compiled] = []
        self._sounding: list[Compiled] = []
        for book in books:
            self._written.append(Compiled(book))
            if book.romaji:
                self._sounding.append(Compiled(_romanised(book)))

    @classmethod
    def load(cls, folder: Path = FOLDER) -> "Phrases":
        """The net over every file in *folder*, or BookMistake."""
        return cls(read_books(folder))

    def check(self, text: str) -> Alarm | None:
        """The gravest alarm in *text*, or None; never raises, takes time linear in the text."""
        gravest: Alarm | None = None
        foreign = _ACCENTED.search(text) is not None
        for words in readings(text):
            for book in self._written:
                gravest = graver(gravest, book.check(words))
            sounds = romaji.reading(words) if self._sounding and not foreign else None
            if sounds is not None:
                for book in self._sounding:
                    gravest = graver(gravest, book.check(sounds))
        return gravest


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
        sea=turned(book.sea),
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
