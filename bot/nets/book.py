"""Reads ``data/safety/<language>.yml`` and says what is wrong with it: file, line, cure."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from sys import intern
from typing import Any, Literal, cast, get_args

import yaml

from bot.core.safety import Level
from bot.nets.fold import BORDER, tokens
from bot.nets.lines import Grammar, Line, LineMistake, Words

type Where = Literal["before", "after", "over", "sentence", "message"]

_SPECIAL = ("skip", "stop")
_KEYS = frozenset(
    ["language", "romaji", "gap", "reach", "away", "beside", "words", "rewrite", "near", "leave", "guards", "rules", "other", "self"]
    + ["about", "must", "must_not"]
)
ABOUT = ("sea", "medical", "child", "moved")
"""What a message in danger may speak of, each with a card of its own; of several the first."""
_LINES = frozenset(["phrases", "but"])
_CARDS = ("medical", "moved", "child")
_LEVELS = {level.name.lower(): level for level in Level}
_GROUP = re.compile(r"<([a-z_0-9]+)>")


_Base: type[yaml.BaseLoader] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class _Loader(_Base):  # type: ignore[valid-type, misc]
    """A base loader that refuses what YAML would silently change: a key written twice, lines run together for want of a ``|``."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                raise yaml.constructor.ConstructorError(None, None, f"{key.value!r} is written twice", key.start_mark)
            if key.value in _LINES and isinstance(value, yaml.ScalarNode) and value.value and value.style != "|":
                raise yaml.constructor.ConstructorError(None, None, f"write '{key.value}: |', then one line each", key.start_mark)
            seen.add(key.value)
        return cast(dict[Any, Any], super().construct_mapping(node, deep))


class BookMistake(Exception):
    """A phrase file that cannot be used; the message names file, line and cure, and is for editors."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Lines of one level. *ignores* are the guards that do not weaken it, *card* is the card they bring if not the usual one."""

    name: str
    level: Level
    ignores: frozenset[str]
    lines: tuple[Line, ...]
    card: str = ""


@dataclass(frozen=True, slots=True)
class Guard:
    """Lines that weaken an alarm to *makes* (None: to nothing) when they stand *where*, unless a line of *but* does too."""

    name: str
    makes: Level | None
    where: Where
    lines: tuple[Line, ...]
    but: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """The phrases of one language, read and checked. *romaji*: also to be looked for in Latin letters.

    *name* is the file's; *language* is empty where one file holds many languages. *other* and *own* tell whom the
    words are about; *about*, which card fits where no rule says it: the writer is on a boat or a child, bleeds, is to be moved.
    """

    name: str
    language: str
    romaji: bool
    reach: int
    away: int
    beside: int
    groups: Mapping[str, frozenset[Words]]
    rewrite: Mapping[str, Words]
    near: frozenset[str]
    leave: frozenset[str]
    guards: tuple[Guard, ...]
    rules: tuple[Rule, ...]
    other: tuple[Line, ...]
    own: tuple[Line, ...]
    about: Mapping[str, tuple[Line, ...]]
    must: Mapping[str, tuple[str, ...]]
    must_not: Mapping[str, tuple[str, ...]]

    def group(self, name: str) -> frozenset[str]:
        """The single words of a group (``skip``, ``filler``, ``stop``); empty when the book has none."""
        return frozenset(word for words in self.groups.get(name, ()) for word in words)


def read_books(folder: Path) -> list[Book]:
    """Every book in *folder*, by file name; BookMistake for the first that cannot be used."""
    return [read_book(path) for path in sorted(folder.glob("*.yml"))]


def read_book(path: Path) -> Book:
    """The book in *path*, or BookMistake."""
    try:
        source = path.read_text(encoding="utf-8")
        data = yaml.load(source, Loader=_Loader)  # noqa: S506 - a base loader makes strings only
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise BookMistake(f"{path.name}: {error}") from None
    return _Reader(path.name, source, data).book()


class _Reader:
    def __init__(self, name: str, source: str, data: object) -> None:
        self._name, self._source = name, source
        self._data = self._mapping(data, "the file")
        unknown = self._data.keys() - _KEYS
        if unknown:
            raise self._wrong(min(unknown), f"unknown key; known: {', '.join(sorted(_KEYS))}")
        self._grammar = Grammar((), 0)
        self._rewrite: dict[str, Words] = {}
        self._skip: frozenset[str] = frozenset()
        self._folded: dict[str, list[str]] = {}

    def book(self) -> Book:
        self._rewrite = self._rewrites()
        raw = {name: _items(text) for name, text in self._mapping(self._data.get("words", {}), "words").items()}
        self._skip = frozenset(word for text in raw.get("skip", ()) for word in self.fold(text))
        self._folded.clear()
        groups = {name: self._group(name, raw, ()) for name in raw}
        self._grammar = Grammar(groups, self._number("gap", 4), self.fold)
        guards = tuple(self._guard(name, rest) for name, rest in self._mapping(self._data.get("guards", {}), "guards").items())
        names = frozenset(guard.name for guard in guards)
        rules = self._mapping(self._data.get("rules"), "rules")
        return Book(
            name=self._name.removesuffix(".yml"),
            language=str(self._data.get("language", "")),
            romaji=self._data.get("romaji") == "yes",
            reach=self._number("reach", 12),
            away=self._number("away", 8),
            beside=self._number("beside", 1),
            groups=groups,
            rewrite=self._rewrite,
            near=self._single("near"),
            leave=self._single("leave"),
            guards=guards,
            rules=tuple(self._rule(name, rest, names) for name, rest in rules.items()),
            other=self._lines(self._data.get("other", "")),
            own=self._lines(self._data.get("self", "")),
            about=self._about(),
            must={name: tuple(_rows(text)) for name, text in self._mapping(self._data.get("must", {}), "must").items()},
            must_not={name: tuple(_rows(text)) for name, text in self._mapping(self._data.get("must_not", {}), "must_not").items()},
        )

    def fold(self, text: str) -> list[str]:
        """Tokens of a phrase as the words of a message will stand: rewritten, without the skipped ones."""
        known = self._folded.get(text)
        if known is None:
            words = (new for word in tokens(text) for new in self._rewrite.get(word, (word,)))
            known = self._folded[text] = [intern(word) for word in words if word not in self._skip and word != BORDER]
        return known

    def _rewrites(self) -> dict[str, Words]:
        found = {}
        for item in _items(self._data.get("rewrite", "")):
            short, sign, long = item.partition("=")
            words = tokens(short)
            if not sign or len(words) != 1 or not tokens(long):
                raise self._wrong(item, "write 'short = long form', one word before the '='")
            found[words[0]] = tuple(tokens(long))
        return found

    def _group(self, name: str, raw: Mapping[str, list[str]], path: tuple[str, ...]) -> frozenset[Words]:
        if name in path:
            raise self._wrong(f"<{name}>", "the group holds itself")
        found: set[Words] = set()
        for item in raw[name]:
            inner = _GROUP.fullmatch(item)
            if inner and inner[1] not in raw:
                raise self._wrong(item, f"no such word group; there are: {', '.join(sorted(raw))}")
            fold: Callable[[str], list[str]] = tokens if name in _SPECIAL else self.fold
            words = tuple(fold(item)) if not inner else ()
            if not inner and not words:
                raise self._wrong(item, f"nothing is left of it in the group {name}: every word is skipped")
            found |= self._group(inner[1], raw, (*path, name)) if inner else {words}
        return frozenset(found)

    def _guard(self, name: str, rest: object) -> Guard:
        table = self._mapping(rest, name)
        makes, where = str(table.get("makes", "nothing")), str(table.get("where", "sentence"))
        if makes not in ("nothing", "concern") or where not in get_args(Where.__value__):
            raise self._wrong(f"{name}:", "makes: nothing | concern; where: before | after | over | sentence | message")
        return Guard(
            name,
            Level.CONCERN if makes == "concern" else None,
            cast(Where, where),
            self._lines(table.get("phrases", "")),
            self._lines(table.get("but", "")),
        )

    def _rule(self, name: str, rest: object, guards: frozenset[str]) -> Rule:
        table = self._mapping(rest, name)
        level = _LEVELS.get(str(table.get("level")))
        if level is None:
            raise self._wrong(f"{name}:", f"level is one of {', '.join(_LEVELS)}")
        ignores = frozenset(_items(table.get("ignores", "")))
        if unknown := ignores - guards - {"all"}:
            raise self._wrong(f"{name}:", f"no guard {min(unknown)!r}; there are: all, {', '.join(sorted(guards))}")
        lines = self._lines(table.get("phrases", ""))
        if not lines:
            raise self._wrong(f"{name}:", "it has no phrases")
        card = str(table.get("card", ""))
        if card and card not in _CARDS:
            raise self._wrong(f"{name}:", f"card is one of {', '.join(_CARDS)}")
        return Rule(name, level, guards if "all" in ignores else ignores, lines, card)

    def _about(self) -> dict[str, tuple[Line, ...]]:
        table = self._mapping(self._data.get("about", {}), "about")
        if unknown := table.keys() - set(ABOUT):
            raise self._wrong(f"{min(unknown)}:", f"about: {', '.join(ABOUT)}")
        return {kind: self._lines(text) for kind, text in table.items()}

    def _lines(self, text: object) -> tuple[Line, ...]:
        found: list[Line] = []
        for row in _rows(text):
            try:
                found.extend(self._grammar.read(row))
            except LineMistake as mistake:
                raise self._wrong(row, str(mistake)) from None
        return tuple(found)

    def _mapping(self, value: object, what: str) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise self._wrong(what, "names with something after each are expected here")
        return value

    def _single(self, key: str) -> frozenset[str]:
        return frozenset(word for text in _items(self._data.get(key, "")) for word in tokens(text))

    def _number(self, key: str, otherwise: int) -> int:
        value = str(self._data.get(key, otherwise))
        if not value.isdecimal():
            raise self._wrong(key, "a whole number is expected")
        return int(value)

    def _wrong(self, place: str, cure: str) -> BookMistake:
        line = next((n for n, row in enumerate(self._source.splitlines(), 1) if place in row), 1)
        return BookMistake(f"{self._name}, line {line}: {place}: {cure}")


def _rows(text: object) -> Iterable[str]:
    return [row.strip() for row in str(text).splitlines() if row.strip() and not row.strip().startswith("#")]


def _items(text: object) -> list[str]:
    return [item.strip() for row in _rows(text) for item in re.split("[,、]", row) if item.strip()]
