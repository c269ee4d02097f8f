"""One book made ready for search: finds its rules in a reading and lets the guards weaken them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import attrgetter

from bot.core.safety import DESPAIR, Alarm, Level
from bot.nets.book import Book
from bot.nets.fold import BORDER, is_word
from bot.nets.lines import Line
from bot.nets.matcher import UNKNOWN, Finding, Matcher, Text
from bot.nets.near import Spelling, Tokens, Vocabulary

type _Owner = tuple[str, int]

_NOTHING = (UNKNOWN,)
_NO_WORD = (_NOTHING,)


class Compiled:
    """A book as a matcher; read by any number of threads."""

    def __init__(self, book: Book, vocabulary: Vocabulary) -> None:
        self._book = _ready(book)
        lines: list[Line] = []
        self._owners: list[_Owner] = []
        for owner, some in _owned(book):
            lines.extend(some)
            self._owners.extend([owner] * len(some))
        self._matcher = Matcher(lines, book.groups, book.reach, book.away, sum(len(rule.lines) for rule in book.rules))
        self._skip, self._stop = book.group("skip"), book.group("stop")
        words = _words(lines, book) | book.group("filler")
        self._letters = frozenset(word for word in words if not is_word(word))
        spelled = words - self._letters
        self._spelling = Spelling(spelled | self._skip | self._stop | book.rewrite.keys(), book.near, book.leave, vocabulary)

    def check(self, tokens: Sequence[str], known: Tokens) -> Alarm | None:
        """The gravest alarm in one reading of a message; *known* are its tokens, whichever book asks."""
        text = self._laid_out(tokens, known)
        if text is None:
            return None
        found = _Found(self._book, self._matcher.find(text), self._owners, text)
        gravest: Alarm | None = None
        for number, finding in found.rules:
            rule = self._book.rules[number]
            if gravest and (gravest.level > rule.level or (gravest.level == rule.level and not gravest.other and gravest.about)):
                continue
            level = found.weakened(rule.level, rule.ignores, finding)
            if level is not None:
                about = found.card(rule.card) if level is Level.DANGER else rule.card
                about = DESPAIR if level is Level.CONCERN and rule.level is Level.SELF_HARM else about
                alarm = Alarm(level, f"{self._book.name}/{rule.name}", found.other(finding), self._book.language or None, about)
                gravest = graver(gravest, alarm)
        return gravest

    def about(self, tokens: Sequence[str], known: Tokens) -> frozenset[str]:
        """What one reading of a message speaks of (see `Book.about`), whether or not a rule is found in it."""
        text = self._laid_out(tokens, known)
        return _Found(self._book, self._matcher.find(text, all_of_them=True), self._owners, text).kinds if text else frozenset()

    def _laid_out(self, tokens: Sequence[str], known: Tokens) -> Text | None:
        """The places of one reading of a message, None when no word of the book is in it."""
        met = self._met(tokens, known)
        return Text([place for token in tokens for place in met.get(token, _NO_WORD)], self._stop) if met else None

    def _met(self, tokens: Sequence[str], known: Tokens) -> Mapping[str, Sequence[Sequence[str]]]:
        """The places that each of *tokens* takes which may be a word of the book, with the borders; empty where none may be."""
        letters, concerns, places = self._letters, self._spelling.concerns, self._places
        met: dict[str, Sequence[Sequence[str]]] = {}
        for token in dict.fromkeys(tokens):
            if is_word(token):
                if concerns(known[token]):
                    met[token] = places(token, known)
            elif token in letters:
                met[token] = ((token,),)
        if met:
            met[BORDER] = ((BORDER,),)
        return met

    def _places(self, token: str, known: Tokens) -> Sequence[Sequence[str]]:
        """The places one written word takes: one, several when it is short for more or words run together, or none."""
        words = self._spelling.readings(token, known)
        pieces = [words] if words else [(piece,) for piece in self._spelling.apart(token, known)]
        if not pieces:
            return _NO_WORD
        places: list[Sequence[str]] = []
        for piece in pieces:
            longs = {self._book.rewrite.get(word) for word in piece}
            long = longs.pop() if len(longs) == 1 else None
            if long:
                places.extend((word,) for word in long if word not in self._skip)
            elif kept := tuple(word for word in piece if word not in self._skip):
                places.append(kept)
        return places


def graver(one: Alarm | None, other: Alarm | None) -> Alarm | None:
    """The graver of two; of equals the one about the person who writes, then the one that knows what happens, else the first."""
    if one is None or other is None:
        return one or other
    return max(one, other, key=lambda alarm: (alarm.level, not alarm.other, alarm.about != ""))


@dataclass(slots=True)
class _Found:
    """All findings of one reading, laid out so that a guard is looked up and never searched for."""

    book: Book
    findings: Iterable[Finding]
    owners: Sequence[_Owner]
    text: Text
    rules: list[tuple[int, Finding]] = field(default_factory=list)
    guards: Mapping[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    buts: Mapping[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    about: Mapping[int, set[str]] = field(default_factory=lambda: defaultdict(set))

    def __post_init__(self) -> None:
        for finding in sorted(self.findings, key=attrgetter("line")):
            kind, number = self.owners[finding.line]
            if kind == "rule":
                self.rules.append((number, finding))
            elif kind == "guard":
                for place in self._reach(number, finding):
                    self.guards[place].add(number)
            elif kind == "but":
                for sentence in self.text.sentences(finding.start, finding.end):
                    self.buts[sentence].add(number)
            else:
                for sentence in self.text.sentences(finding.start, finding.end):
                    self.about[sentence].add(kind)

    def weakened(self, level: Level, ignores: frozenset[str], finding: Finding) -> Level | None:
        """What the guards leave of *level* for *finding*."""
        sentences = self.text.sentences(finding.start, finding.end)
        for number, guard in enumerate(self.book.guards):
            if guard.name in ignores:
                continue
            where = {
                "message": (0,),
                "sentence": sentences,
                "before": (finding.first[0],),
                "after": (finding.first[1],),
                "over": range(*finding.first),
            }[guard.where]
            if not any(number in self.guards.get(place, ()) for place in where):
                continue
            if any(number in self.buts.get(sentence, ()) for sentence in sentences):
                continue
            if guard.makes is None:
                return None
            level = min(level, guard.makes)
        return level

    def other(self, finding: Finding) -> bool:
        """Whether the words around *finding* speak of somebody else and not of the writer."""
        about = {kind for sentence in self.text.sentences(finding.start, finding.end) for kind in self.about.get(sentence, ())}
        return "other" in about and "own" not in about

    @property
    def kinds(self) -> frozenset[str]:
        """What the whole message speaks of."""
        return frozenset(kind for kinds in self.about.values() for kind in kinds)

    def card(self, card: str) -> str:
        """The card for danger of a rule that names *card*: at sea another number comes first, and a child reads other words."""
        if "sea" in self.kinds:
            return "sea"
        return "child" if card in ("", "moved") and "child" in self.kinds else card

    def _reach(self, number: int, finding: Finding) -> Iterable[int]:
        """The places (or sentences) in which the guard's finding works."""
        beside = self.book.beside
        match self.book.guards[number].where:
            case "message":
                return (0,)
            case "sentence":
                return self.text.sentences(finding.start, finding.end)
            case "over":
                return range(finding.start, finding.end)
            case "before":
                return self._same(finding, range(finding.start + 1, finding.end + beside + 1))
            case "after":
                return self._same(finding, range(finding.start - beside, finding.end))


    def _same(self, finding: Finding, places: range) -> Iterable[int]:
        """Those of *places* that lie in the guard's own sentence."""
        own = self.text.sentence(finding.start)
        return [place for place in places if self.text.sentence(place) == own]


def _owned(book: Book) -> Iterable[tuple[_Owner, Sequence[Line]]]:
    for number, rule in enumerate(book.rules):
        yield ("rule", number), rule.lines
    for number, guard in enumerate(book.guards):
        yield ("guard", number), guard.lines
        yield ("but", number), guard.but
    yield ("other", 0), book.other
    yield ("own", 0), book.own
    for kind, lines in book.about.items():
        yield (kind, 0), lines


def _ready(book: Book) -> Book:
    """*book* without what a search needs no longer: its lines, word groups and examples are half of the memory of a net."""
    rules = tuple(replace(rule, lines=()) for rule in book.rules)
    guards = tuple(replace(guard, lines=(), but=()) for guard in book.guards)
    return replace(book, rules=rules, guards=guards, groups={}, other=(), own=(), about={}, must={}, must_not={})


def _words(lines: Iterable[Line], book: Book) -> set[str]:
    """Every word that any of *lines* looks for."""
    members = {member for line in lines for part in line.parts for step in part.steps for member in step.any}
    sequences = (book.groups[member] if isinstance(member, str) else (member,) for member in members)
    return {word for some in sequences for words in some for word in words}
