"""The grammar of one phrase line: what an editor writes becomes a pattern over tokens.

``he locked me in`` are words in a row; ``<actor>`` any member of a word group; ``…`` a few words of anything;
``(in|inside)`` one of these; ``[up]`` perhaps; ``a & b`` both near each other in any order; ``& !c`` and no c near;
``=`` before a line: the whole message is just this.
"""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from bot.nets.fold import BORDER, tokens

type Words = tuple[str, ...]

_ITEM = re.compile(r"<[a-z_0-9]+>|(?P<gap>…+|\.\.\.+)|\((?P<choice>[^()]*)\)|(?P<text>[^<…(]+)")
_NAME = re.compile("<([^<>]*)>")
_PERHAPS = re.compile(r"\[([^\[\]]*)\]")


class LineMistake(Exception):
    """A line that cannot be read; the message says why and the cure."""


@dataclass(frozen=True, slots=True)
class Step:
    """One of *any* (token sequences or the names of groups), at most *gap* tokens after the step before."""

    any: frozenset[Words | str]
    gap: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """Steps in this order; *absent* means they must not be near."""

    steps: tuple[Step, ...]
    absent: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """All parts near each other, in any order; *whole* means nothing else stands in the message."""

    parts: tuple[Part, ...]
    whole: bool = False


class Grammar:
    """Reads lines: *groups* are the word groups there are, *gap* is how many tokens ``…`` may stand for."""

    def __init__(self, groups: Collection[str], gap: int, fold: Callable[[str], Sequence[str]] = tokens) -> None:
        self._groups, self._gap, self._fold = groups, gap, fold
        self._choices: dict[str, frozenset[Words | str] | None] = {}
        """What was read of a choice: few are written only once."""

    def read(self, text: str) -> list[Line]:
        """The patterns of one line (several when it holds ``[perhaps]``), or LineMistake."""
        body = text.strip()
        whole = body.startswith("=")
        lines = []
        for variant in _variants(body.removeprefix("=").strip()):
            parts = tuple(self._part(part.strip()) for part in variant.split(" & "))
            if all(part.absent for part in parts):
                raise LineMistake("every part begins with '!': say also what must be there")
            lines.append(Line(tuple(sorted(parts, key=lambda part: part.absent)), whole))
        return lines

    def _part(self, text: str) -> Part:
        absent = text.startswith("!")
        steps: list[Step] = []
        room = 0
        for item in _ITEM.finditer(text.removeprefix("!")):
            if item["gap"]:
                room += self._gap * (2 if len(item["gap"]) > 1 and item["gap"][0] == "…" else 1)
                continue
            members = self._members(item)
            if members is not None:
                steps.append(Step(members, room if steps else 0))
                room = 0
        if not steps:
            raise LineMistake(f"nothing to look for in {text!r}")
        return Part(tuple(steps), absent)

    def _members(self, item: re.Match[str]) -> frozenset[Words | str] | None:
        written = item.group()
        if written not in self._choices:
            choices = item["choice"].split("|") if item["choice"] is not None else [written]
            self._choices[written] = frozenset(filter(None, map(self._choice, choices))) or None
        return self._choices[written]

    def _choice(self, choice: str) -> Words | str:
        name = _NAME.fullmatch(choice.strip()) if "<" in choice else None
        if not name:
            words = self._fold(choice)
            return tuple(words if BORDER not in words else filter(None, words))
        if name[1] not in self._groups:
            raise LineMistake(f"no word group <{name[1]}>; there are: {', '.join(sorted(self._groups))}")
        return name[1]


def _variants(text: str) -> Iterable[str]:
    found = _PERHAPS.search(text)
    if not found:
        return [text]
    before, after = text[: found.start()], text[found.end() :]
    inner = f"({found[1]})" if "|" in found[1] else found[1]
    return [*_variants(before + inner + after), *_variants(f"{before} {after}")]
