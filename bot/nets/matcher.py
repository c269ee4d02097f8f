"""Finds lines in tokens: one walk collects words and groups, then each line whose every step was seen is placed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.nets.fold import BORDER
from bot.nets.lines import Line, Words

JUMP = 24
"""Places a sentence border takes: more than any gap, so that steps in order never cross it."""
COST = 3
"""Tokens a sentence border counts for when parts of a line must be near each other."""
UNKNOWN = "\0"
"""The token that is no word of the book."""

type Span = tuple[int, int]
type Placed = tuple[int, int, Span]


@dataclass(frozen=True, slots=True)
class Finding:
    """Line number *line* of the compiled lines, between the places *start* and *end*; *first* is its first part."""

    line: int
    start: int
    end: int
    first: Span


@dataclass(slots=True)
class _Node:
    next: dict[str, "_Node"] = field(default_factory=dict)
    ends: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Part:
    steps: tuple[tuple[int, int], ...]
    absent: bool


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    needs: frozenset[int]
    parts: tuple[_Part, ...]
    whole: bool


class Text:
    """One reading of a message laid out in places: alternatives a place, borders, and what was found where."""

    def __init__(self, tokens: Iterable[Sequence[str]], stops: frozenset[str]) -> None:
        self.places: list[Sequence[str]] = []
        self.sentence: list[int] = []
        self.steps: list[int] = []
        self.stops = [0]
        number = walked = 0
        for words in tokens:
            border = words == (BORDER,)
            size = JUMP if border else 1
            self.places.extend([words] * size)
            self.sentence.extend([number] * size)
            self.steps.extend([walked] * size)
            self.stops.extend([self.stops[-1] + (not stops.isdisjoint(words))] * size)
            number += border
            walked += COST if border else 1
        self.sentence.append(number)
        self.steps.append(walked)
        self.found: dict[int, list[Span]] = {}
        self.starts: dict[int, dict[int, list[int]]] = {}
        self.first, self.last = 0, len(self.places)

    def sentences(self, start: int, end: int) -> range:
        """The numbers of the sentences that the span touches."""
        return range(self.sentence[start], self.sentence[max(start, end - 1)] + 1)

    def trim(self, filler: int) -> None:
        """Let *first* and *last* leave out borders and what the atom *filler* covers at both ends."""
        starts, ends = self.by_start(filler), {end: start for start, end in self.found.get(filler, ())}
        while self.first < self.last:
            if self.places[self.first] == (BORDER,):
                self.first += 1
            elif self.first in starts:
                self.first = max(starts[self.first])
            else:
                break
        while self.first < self.last:
            if self.places[self.last - 1] == (BORDER,):
                self.last -= 1
            elif self.last in ends:
                self.last = ends[self.last]
            else:
                break

    def by_start(self, atom: int) -> dict[int, list[int]]:
        """Where *atom* begins, with its ends."""
        known = self.starts.get(atom)
        if known is None:
            known = defaultdict(list)
            for start, end in self.found.get(atom, ()):
                known[start].append(end)
            self.starts[atom] = known
        return known


class Matcher:
    """Compiled lines. *reach* is how far apart the parts of one line may stand, *away* how far an absent one must be."""

    def __init__(self, lines: Sequence[Line], groups: Mapping[str, Iterable[Words]], reach: int, away: int) -> None:
        self._reach, self._away = reach, away
        self._root = _Node()
        self._atoms: dict[frozenset[Words | str], int] = {}
        self._groups = groups
        self._filler = self._atom(frozenset(["filler"])) if "filler" in groups else -1
        compiled = [self._compile(number, line) for number, line in enumerate(lines)]
        uses: dict[int, int] = defaultdict(int)
        for line in compiled:
            for atom in line.needs:
                uses[atom] += 1
        self._by_key: dict[int, list[_Line]] = defaultdict(list)
        for line in compiled:
            self._by_key[min(line.needs, key=lambda atom: (uses[atom], atom))].append(line)

    def find(self, text: Text) -> list[Finding]:
        """Every line found in *text*, one finding for each place where it stands."""
        self._walk(text)
        text.trim(self._filler)
        present = text.found.keys()
        findings: list[Finding] = []
        for atom in present:
            for line in self._by_key.get(atom, ()):
                if line.needs <= present:
                    findings.extend(Finding(line.number, *span) for span in self._place(line, text))
        return findings

    def _compile(self, number: int, line: Line) -> _Line:
        parts = tuple(_Part(tuple((self._atom(step.any), step.gap) for step in part.steps), part.absent) for part in line.parts)
        needs = frozenset(atom for part in parts if not part.absent for atom, _ in part.steps)
        return _Line(number, needs, parts, line.whole)

    def _atom(self, members: frozenset[Words | str]) -> int:
        known = self._atoms.get(members)
        if known is not None:
            return known
        atom = self._atoms[members] = len(self._atoms)
        sequences: set[Words] = set()
        for member in members:
            sequences.update([member] if isinstance(member, tuple) else self._groups[member])
        for words in sequences:
            node = self._root
            for word in words:
                node = node.next.setdefault(word, _Node())
            node.ends.append(atom)
        return atom

    def _walk(self, text: Text) -> None:
        places, found = text.places, text.found
        size = len(places)
        for start in range(size):
            nodes = [self._root]
            at = start
            while nodes and at < size:
                words = places[at]
                at += 1
                nodes = [node.next[word] for node in nodes for word in words if word in node.next]
                for node in nodes:
                    for atom in node.ends:
                        spans = found.setdefault(atom, [])
                        if not spans or spans[-1] != (start, at):
                            spans.append((start, at))

    def _place(self, line: _Line, text: Text) -> Iterable[Placed]:
        first, *others = line.parts
        spans: Sequence[Placed] = [(start, end, (start, end)) for start, end in self._spans(first, text)]
        for part in others:
            if not spans:
                return []
            spans = self._near(spans, self._spans(part, text), part.absent, text)
        if line.whole:
            return [span for span in spans if span[0] <= text.first and span[1] >= text.last]
        return spans

    def _near(self, spans: Iterable[Placed], others: Sequence[Span], absent: bool, text: Text) -> list[Placed]:
        steps, reach = text.steps, self._away if absent else self._reach
        kept: list[Placed] = []
        at = 0
        for start, end, first in spans:
            while at < len(others) and steps[others[at][0]] < steps[start] - reach:
                at += 1
            near = others[at] if at < len(others) and steps[others[at][0]] - steps[end] <= reach else None
            if absent and near is None:
                kept.append((start, end, first))
            elif near is not None and not absent:
                kept.append((min(start, near[0]), max(end, near[1]), first))
        return kept

    def _spans(self, part: _Part, text: Text) -> Sequence[Span]:
        (first, _), *rest = part.steps
        spans: Sequence[Span] = text.found.get(first, ())
        for atom, gap in rest:
            starts = text.by_start(atom)
            if not starts:
                return ()
            grown: dict[Span, None] = {}
            for start, end in spans:
                for at in range(end, end + gap + 1):
                    if at in starts and text.stops[at] == text.stops[end]:
                        grown.update(dict.fromkeys((start, close) for close in starts[at]))
            spans = tuple(grown)
        return spans
