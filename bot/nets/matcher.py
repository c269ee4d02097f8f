"""Finds lines in tokens: one walk collects words and groups, then each line whose every step was seen is placed."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.nets.fold import BORDER
from bot.nets.lines import Line, Words

COST = 3
"""Tokens a sentence border counts for when parts of a line must be near each other."""
UNKNOWN = "\0"
"""The token that is no word of the book."""
OFTEN = 400
"""Places of one line in one message beyond which no more are looked for: the message is not getting any graver."""

type Span = tuple[int, int]
type Placed = tuple[int, int, Span]


@dataclass(frozen=True, slots=True)
class Finding:
    """Line number *line* of the compiled lines, between the places *start* and *end*; *first* is its first part."""

    line: int
    start: int
    end: int
    first: Span


class _Node:
    """A word after others. Of a hundred thousand most are followed by none: these share what is empty and never written to."""

    __slots__ = ("next", "number")

    def __init__(self) -> None:
        self.number = -1
        self.next = _LEAF

    def follow(self, word: str) -> "_Node":
        """The node of *word* after this one, made if it is not there."""
        following = self.next.get(word)
        if following is None:
            if self.next is _LEAF:
                self.next = {}
            following = self.next[word] = _Node()
        return following


_LEAF: Final[dict[str, _Node]] = {}


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
        self.places = list(tokens)
        self._borders = [place for place, words in enumerate(self.places) if words[0] == BORDER]
        self._stops = self._borders
        if stops:
            self._stops = [place for place, words in enumerate(self.places) if words[0] == BORDER or not stops.isdisjoint(words)]
        self.first, self.last = 0, len(self.places)
        self.seen: dict[int, list[Span]] = {}
        self.found: dict[int, Sequence[Span]] = {}
        self.placed: dict[tuple[tuple[int, int], ...], tuple[Sequence[Span], list[int]]] = {}

    def sentence(self, place: int) -> int:
        """The number of the sentence that *place* lies in."""
        return bisect_left(self._borders, place)

    def sentences(self, start: int, end: int) -> range:
        """The numbers of the sentences that the span touches."""
        return range(self.sentence(start), self.sentence(max(start, end - 1)) + 1)

    def steps(self, place: int) -> int:
        """How far *place* is from the beginning, borders at their cost."""
        return place + (COST - 1) * bisect_left(self._borders, place)

    def open(self, start: int, end: int) -> bool:
        """Whether a gap may reach from *start* to *end*: no border and no stop word between."""
        return bisect_left(self._stops, start) == bisect_left(self._stops, end)

    def trim(self, filler: Iterable[Span]) -> None:
        """Let *first* and *last* leave out borders and the spans of *filler* at both ends."""
        starts: dict[int, int] = {}
        ends: dict[int, int] = {}
        for start, end in filler:
            starts[start] = max(end, starts.get(start, 0))
            ends[end] = min(start, ends.get(end, start))
        for place in self._borders:
            starts[place] = place + 1
            ends[place + 1] = place
        while self.first < self.last and self.first in starts:
            self.first = starts[self.first]
        while self.first < self.last and self.last in ends:
            self.last = ends[self.last]


class Matcher:
    """Compiled lines. *reach* is how far apart the parts of one line may stand, *away* how far an absent one must be.

    Lines from number *later* on are only looked for when an earlier one was found.
    """

    def __init__(self, lines: Sequence[Line], groups: Mapping[str, Iterable[Words]], reach: int, away: int, later: int) -> None:
        self._reach, self._away = reach, away
        self._root = _Node()
        self._standing_for: list[list[int]] = []
        self._rarity: list[tuple[int, int]] = []
        self._known: dict[frozenset[Words | str], int] = {}
        self._groups = groups
        self._grouped: dict[str, tuple[list[int], int]] = {}
        self._filler = self._atom(frozenset(["filler"])) if "filler" in groups else -1
        compiled = [self._compile(number, line) for number, line in enumerate(lines)]
        self._by_key: tuple[dict[int, list[_Line]], ...] = (defaultdict(list), defaultdict(list))
        for line in compiled:
            self._by_key[line.number >= later][max(line.needs, key=self._rarity.__getitem__)].append(line)
        # What is needed to compile alone is a third of the memory, and words of one group stand for the same atoms.
        self._known, self._grouped, self._groups = {}, {}, {}
        shared: dict[tuple[int, ...], tuple[int, ...]] = {}
        self._atoms = [shared.setdefault(atoms, atoms) for atoms in map(tuple, self._standing_for)]
        self._standing_for = []

    def find(self, text: Text, all_of_them: bool = False) -> list[Finding]:
        """Every line found in *text*, one finding for each place where it stands; *all_of_them*: the later ones in any case."""
        self._walk(text)
        atoms, present = self._atoms, set[int]()
        for node in text.seen:
            present.update(atoms[node])
        if self._filler in present:
            text.trim(self._spans_of(self._filler, text))
        else:
            text.trim(())
        findings: list[Finding] = []
        for by_key in self._by_key:
            for atom in by_key.keys() & present:
                for line in by_key[atom]:
                    if line.needs <= present:
                        findings.extend(Finding(line.number, *span) for span in self._place(line, text)[:OFTEN])
            if not findings and not all_of_them:
                break
        return findings

    def _compile(self, number: int, line: Line) -> _Line:
        parts = tuple(_Part(tuple((self._atom(step.any), step.gap) for step in part.steps), part.absent) for part in line.parts)
        needs = frozenset(atom for part in parts if not part.absent for atom, _ in part.steps)
        return _Line(number, needs, parts, line.whole)

    def _atom(self, members: frozenset[Words | str]) -> int:
        known = self._known.get(members)
        if known is not None:
            return known
        atom = self._known[members] = len(self._rarity)
        found = [self._group(member) if isinstance(member, str) else self._reached([member]) for member in members]
        nodes = {node for some, _ in found for node in some}
        for node in nodes:
            self._standing_for[node].append(atom)
        self._rarity.append((min(shortest for _, shortest in found), -len(nodes)))
        return atom

    def _group(self, name: str) -> tuple[list[int], int]:
        """The nodes of a word group, walked to once however many lines use it."""
        if name not in self._grouped:
            self._grouped[name] = self._reached(self._groups[name])
        return self._grouped[name]

    def _reached(self, sequences: Iterable[Words]) -> tuple[list[int], int]:
        """The nodes of *sequences*, and the letters of the shortest."""
        some = list(sequences)
        return [self._node(words) for words in some], min(len("".join(words)) for words in some)

    def _node(self, words: Words) -> int:
        node = self._root
        for word in words:
            node = node.follow(word)
        if node.number < 0:
            node.number = len(self._standing_for)
            self._standing_for.append([])
        return node.number

    def _walk(self, text: Text) -> None:
        places, seen, root = text.places, text.seen, self._root.next
        size = len(places)
        for start, words in enumerate(places):
            nodes = [root[word] for word in words if word in root]
            at = start + 1
            while nodes:
                for node in nodes:
                    if node.number >= 0:
                        seen.setdefault(node.number, []).append((start, at))
                if at >= size:
                    break
                words = places[at]
                at += 1
                if len(nodes) == len(words) == 1:
                    following = nodes[0].next.get(words[0])
                    nodes = [following] if following else []
                else:
                    nodes = [node.next[word] for node in nodes for word in words if word in node.next]

    def _spans_of(self, atom: int, text: Text) -> Sequence[Span]:
        """Where *atom* stands, by start."""
        known = text.found.get(atom)
        if known is None:
            here = [node for node in text.seen if atom in self._atoms[node]]
            known = text.seen[here[0]] if len(here) == 1 else sorted({span for node in here for span in text.seen[node]})
            text.found[atom] = known
        return known

    def _place(self, line: _Line, text: Text) -> Sequence[Placed]:
        first, *others = line.parts
        spans: Sequence[Placed] = [(start, end, (start, end)) for start, end in self._where(first, text)[0]]
        for part in others:
            if not spans:
                return ()
            spans = self._near(spans, *self._where(part, text), part.absent, text)
        if line.whole:
            return [span for span in spans if span[0] <= text.first and span[1] >= text.last]
        return spans

    def _where(self, part: _Part, text: Text) -> tuple[Sequence[Span], list[int]]:
        """The spans of *part* and how far each begins from the beginning; many lines share a part."""
        known = text.placed.get(part.steps)
        if known is None:
            spans = self._spans(part, text)
            known = text.placed[part.steps] = spans, [text.steps(start) for start, _ in spans]
        return known

    def _near(
        self, spans: Sequence[Placed], others: Sequence[Span], starts: Sequence[int], absent: bool, text: Text
    ) -> Sequence[Placed]:
        if not others:
            return spans if absent else ()
        steps, reach = text.steps, self._away if absent else self._reach
        kept: list[Placed] = []
        for start, end, first in spans:
            at = bisect_left(starts, steps(start) - reach)
            near = others[at] if at < len(others) and starts[at] - steps(end) <= reach else None
            if absent and near is None:
                kept.append((start, end, first))
            elif near is not None and not absent:
                kept.append((min(start, near[0]), max(end, near[1]), first))
        return kept

    def _spans(self, part: _Part, text: Text) -> Sequence[Span]:
        (first, _), *rest = part.steps
        spans = self._spans_of(first, text)
        for atom, gap in rest:
            if not spans:
                return ()
            following = self._spans_of(atom, text)
            grown: dict[Span, None] = {}
            for start, end in spans:
                at = bisect_left(following, (end, end))
                while at < len(following) and following[at][0] <= end + gap:
                    begin, close = following[at]
                    if begin == end or text.open(end, begin):
                        grown[(start, close)] = None
                    at += 1
            spans = tuple(grown)
        return spans
