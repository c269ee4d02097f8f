"""The grammar of one phrase line: what an editor writes becomes a pattern over tokens.

``he locked me in`` are words in a row; ``<actor>`` any member of a word group; ``…`` a few words of anything;
``(in|inside)`` one of these; ``[up]`` perhaps; ``a & b`` both near each other in any order; ``& !c`` and no c near;
``=`` before a line: the whole message is just this.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.nets.fold import BORDER, tokens

type Words = tuple[str, ...]

_ITEM = re.compile(r"<(?P<group>[a-z_0-9]+)>|(?P<gap>…+|\.\.\.+)|\((?P<choice>[^()]*)\)|(?P<text>[^<…(]+)")
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


def read(text: str, groups: Mapping[str, object], gap: int, fold: Callable[[str], Sequence[str]] = tokens) -> list[Line]:
    """The patterns of one line (several when it holds ``[perhaps]``), or LineMistake.

    *gap* is how many tokens ``…`` may stand for.
    """
    body = text.strip()
    whole = body.startswith("=")
    lines = []
    for variant in _variants(body.removeprefix("=").strip()):
        parts = tuple(_part(part.strip(), groups, gap, fold) for part in variant.split(" & "))
        if all(part.absent for part in parts):
            raise LineMistake("every part begins with '!': say also what must be there")
        lines.append(Line(tuple(sorted(parts, key=lambda part: part.absent)), whole))
    return lines


def _variants(text: str) -> Iterable[str]:
    found = _PERHAPS.search(text)
    if not found:
        return [text]
    before, after = text[: found.start()], text[found.end() :]
    inner = f"({found[1]})" if "|" in found[1] else found[1]
    return [*_variants(before + inner + after), *_variants(f"{before} {after}")]


def _part(text: str, groups: Mapping[str, object], gap: int, fold: Callable[[str], Sequence[str]]) -> Part:
    absent = text.startswith("!")
    steps: list[Step] = []
    room = 0
    for item in _ITEM.finditer(text.removeprefix("!")):
        if item["gap"]:
            room += gap * (2 if len(item["gap"]) > 1 and item["gap"][0] == "…" else 1)
            continue
        members = _members(item, groups, fold)
        if members is not None:
            steps.append(Step(members, room if steps else 0))
            room = 0
    if not steps:
        raise LineMistake(f"nothing to look for in {text!r}")
    return Part(tuple(steps), absent)


def _members(
    item: re.Match[str], groups: Mapping[str, object], fold: Callable[[str], Sequence[str]]
) -> frozenset[Words | str] | None:
    if item["text"] is not None:
        words = tuple(word for word in fold(item["text"]) if word != BORDER)
        return frozenset([words]) if words else None
    choices = [f"<{item['group']}>"] if item["group"] else item["choice"].split("|")
    found: set[Words | str] = set()
    for choice in choices:
        name = choice.strip().removeprefix("<").removesuffix(">")
        if choice.strip() == f"<{name}>":
            if name not in groups:
                raise LineMistake(f"no word group <{name}>; there are: {', '.join(sorted(groups))}")
            found.add(name)
        elif words := tuple(word for word in fold(choice) if word != BORDER):
            found.add(words)
    return frozenset(found) or None
