"""Near spellings: which words of a phrase book a mistyped word may stand for."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.nets.fold import disguises, squeeze

SHORTEST = 5
"""Letters a word needs before one wrong letter is forgiven; with one letter less, two swapped ones."""
LONGEST = 24
"""Letters beyond which a word is not corrected."""
LONGEST_RUN = 160
"""Letters beyond which words run together are no longer cut apart."""

_DRAWN = re.compile(r"(.)\1\1")
_SMALL = frozenset(["i", "am", "at", "do", "go", "he", "in", "is", "it", "me", "my", "no", "of", "on", "so", "to", "up", "us", "we"])


class Vocabulary:
    """The words of all books of a net and the keys to their near spellings, each with the books it stands in (a bit each): a
    token is looked up once, not book by book. Grows while others read it."""

    def __init__(self) -> None:
        self._books = 0
        self._words: dict[str, int] = {}
        self._keys: dict[str, int] = {}

    def add(self, words: Iterable[str], keys: Iterable[str]) -> int:
        """The bit of a new book with these *words*; *keys* are further forms by which one of them may be meant."""
        bit = 1 << self._books
        self._books += 1
        for known, some in ((self._words, words), (self._keys, words), (self._keys, keys)):
            for each in some:
                known[each] = known.get(each, 0) | bit
        return bit

    def books(self, keys: Iterable[str]) -> int:
        """The books in which any of *keys* stands."""
        found = 0
        for key in keys:
            found |= self._keys.get(key, 0)
        return found

    def cutting(self, token: str) -> int:
        """The books that have a word which *token* begins with, and one which it ends with."""
        begins = ends = 0
        for place in range(1, len(token)):
            begins |= self._words.get(token[:place], 0)
            ends |= self._words.get(token[place:], 0)
        return begins & ends


@dataclass(frozen=True, slots=True)
class Form:
    """One way to take a token: as written or undisguised, *drawn* out or not, in *short* without runs of a letter, *shorter*
    by one letter of that. *plain* are letters that hide nothing, *books* those that have one of these spellings."""

    text: str
    plain: bool
    drawn: bool
    short: str
    shorter: frozenset[str]
    books: int


@dataclass(frozen=True, slots=True)
class Token:
    """A written word: its *forms*, none where it is not corrected; the *books* that may know it; those that may *cut* it."""

    forms: tuple[Form, ...]
    books: int
    cut: int


class Tokens(dict[str, Token]):
    """Every token of one message, looked up once for all books and gone with the message."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

    def __missing__(self, token: str) -> Token:
        vocabulary = self._vocabulary
        forms: tuple[Form, ...] = ()
        if len(token) <= LONGEST and not token.isdecimal():
            forms = tuple(_form(text, vocabulary) for text in (token, *disguises(token)))
        books = vocabulary.books([token])
        for form in forms:
            books |= form.books
        joined = SHORTEST <= len(token) <= LONGEST_RUN and token.isalpha()
        made = self[token] = Token(forms, books, vocabulary.cutting(token) if joined else 0)
        return made


class Spelling:
    """Finds the words of a book that a token may stand for.

    *near* are the words worth correcting to (help, locked …); *leave* are real words that are never corrected. All are added to
    the *vocabulary*.
    """

    def __init__(self, words: Iterable[str], near: Iterable[str], leave: Iterable[str], vocabulary: Vocabulary) -> None:
        self._words = frozenset(words)
        self._near = frozenset(near) & self._words
        self._leave = frozenset(leave)
        squeezed: dict[str, set[str]] = defaultdict(set)
        any_squeezed: dict[str, set[str]] = defaultdict(set)
        one_letter_less: dict[str, set[str]] = defaultdict(set)
        lengths: dict[str, set[int]] = defaultdict(set)
        for word in self._words:
            if word.isascii() and word.isalpha() and (len(word) > 2 or word in _SMALL):
                lengths[word[0]].add(len(word))
            if word.isascii():
                any_squeezed[squeeze(word)].add(word)
        for word in self._near:
            squeezed[squeeze(word)].add(word)
            if len(word) == SHORTEST - 1:
                for swapped in (word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(len(word) - 1)):
                    squeezed[swapped].add(word)
            if len(word) >= SHORTEST:
                for shorter in _shorter(squeeze(word)):
                    one_letter_less[shorter].add(word)
        self._lengths = {letter: tuple(sorted(found, reverse=True)) for letter, found in lengths.items()}
        self._squeezed, self._any_squeezed, self._shorter = _kept(squeezed), _kept(any_squeezed), _kept(one_letter_less)
        self._one_less = self._squeezed.keys() | self._shorter.keys()
        self._book = vocabulary.add(self._words, self._any_squeezed.keys() | self._one_less)

    def concerns(self, token: Token) -> bool:
        """Whether *token* may stand for a word or be cut into some."""
        return bool((token.books | token.cut) & self._book)

    def readings(self, token: str, tokens: Tokens) -> Sequence[str]:
        """The words *token* stands for, itself if it is one; nothing if it is none of ours. *tokens* are the message's."""
        if token in self._words:
            return (token,)
        if token in self._leave:
            return ()
        found: set[str] = set()
        for form in tokens[token].forms:
            if not form.books & self._book or (form.plain and not self._near):
                continue
            if form.text in self._words:
                found.add(form.text)
            elif form.drawn or len(form.text) > SHORTEST:
                found.update(self._any_squeezed.get(form.short, ()))
            if not found:
                found.update(self._squeezed.get(form.short, ()))
                if len(form.text) >= SHORTEST - 1:
                    found |= self._one_letter(form)
        return tuple(sorted(found)) if found else ()

    def apart(self, token: str, tokens: Tokens) -> Sequence[str]:
        """*token* cut into words of the book, one of them worth finding (iwanttodie), or nothing when it cannot be."""
        if not tokens[token].cut & self._book or not self._near or token in self._leave:
            return ()
        size = len(token)
        steps: list[tuple[int, int] | None] = [(0, 0), *[None] * size]
        for start in range(size):
            if (here := steps[start]) is None:
                continue
            count = here[0] + 1
            for length in self._lengths.get(token[start], ()):
                end = start + length
                if end <= size and token[start:end] in self._words and ((there := steps[end]) is None or there[0] > count):
                    steps[end] = count, start
        if steps[size] is None:
            return ()
        pieces: list[str] = []
        at = size
        while (step := steps[at]) and at:
            pieces.insert(0, token[step[1] : at])
            at = step[1]
        return pieces if not self._near.isdisjoint(pieces) else ()

    def _one_letter(self, form: Form) -> set[str]:
        found = set(self._shorter.get(form.short, ()))
        for shorter in self._one_less & form.shorter:
            found |= {word for word in self._squeezed.get(shorter, ()) if len(word) >= SHORTEST}
            found |= {word for word in self._shorter.get(shorter, ()) if _one_apart(form.short, squeeze(word))}
        return found


def _form(text: str, vocabulary: Vocabulary) -> Form:
    short, drawn = squeeze(text), _DRAWN.search(text) is not None
    shorter = _shorter(short)
    plain = text.isascii() and text.isalpha() and not drawn
    return Form(text, plain, drawn, short, shorter, vocabulary.books([text, short, *shorter]))


def _kept(found: Mapping[str, Iterable[str]]) -> Mapping[str, Sequence[str]]:
    """The same in a fifth of the memory: a set has room for what is never added."""
    return {key: tuple(words) for key, words in found.items()}


def _shorter(word: str) -> frozenset[str]:
    return frozenset(word[:i] + word[i + 1 :] for i in range(len(word)))


def _one_apart(one: str, other: str) -> bool:
    """Whether two words of one length differ by one letter or by two neighbours swapped."""
    differ = [i for i in range(min(len(one), len(other))) if one[i] != other[i]]
    if len(one) != len(other) or not differ:
        return False
    if len(differ) == 1:
        return True
    first, last = differ[0], differ[-1]
    return len(differ) == 2 and last == first + 1 and one[first] == other[last] and one[last] == other[first]
