"""Near spellings: which words of a phrase book a mistyped word may stand for."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from bot.nets.fold import disguises, squeeze

SHORTEST = 5
"""Letters a word needs before one wrong letter is forgiven; with one letter less, two swapped ones."""
LONGEST = 24
"""Letters beyond which a word is not corrected."""
LONGEST_RUN = 160
"""Letters beyond which words run together are no longer cut apart."""

_DRAWN = re.compile(r"(.)\1\1")
_SMALL = frozenset(["i", "am", "at", "do", "go", "he", "in", "is", "it", "me", "my", "no", "of", "on", "so", "to", "up", "us", "we"])


class Spelling:
    """Finds the words of a book that a token may stand for.

    *near* are the words worth correcting to (help, locked …); *leave* are real words that are never corrected.
    """

    def __init__(self, words: Iterable[str], near: Iterable[str], leave: Iterable[str]) -> None:
        self._words = frozenset(words)
        self._near = frozenset(near) & self._words
        self._leave = frozenset(leave)
        self._squeezed: dict[str, set[str]] = defaultdict(set)
        self._any_squeezed: dict[str, set[str]] = defaultdict(set)
        self._shorter: dict[str, set[str]] = defaultdict(set)
        lengths: dict[str, set[int]] = defaultdict(set)
        for word in self._words:
            if word.isascii() and word.isalpha() and (len(word) > 2 or word in _SMALL):
                lengths[word[0]].add(len(word))
            if word.isascii():
                self._any_squeezed[squeeze(word)].add(word)
        for word in self._near:
            self._squeezed[squeeze(word)].add(word)
            if len(word) == SHORTEST - 1:
                for swapped in (word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(len(word) - 1)):
                    self._squeezed[swapped].add(word)
            if len(word) >= SHORTEST:
                for shorter in _shorter(squeeze(word)):
                    self._shorter[shorter].add(word)
        self._lengths = {letter: tuple(sorted(found, reverse=True)) for letter, found in lengths.items()}

    def readings(self, token: str) -> Sequence[str]:
        """The words *token* stands for, itself if it is one; nothing if it is none of ours."""
        if token in self._words:
            return (token,)
        if token in self._leave or len(token) > LONGEST or token.isdecimal():
            return ()
        if not self._near and token.isalpha() and token.isascii() and not _DRAWN.search(token):
            return ()
        found: set[str] = set()
        for form in (token, *disguises(token)):
            short = squeeze(form)
            if form in self._words:
                found.add(form)
            elif len(form) > SHORTEST or _DRAWN.search(form):
                found |= self._any_squeezed.get(short, set())
            if not found:
                found |= self._squeezed.get(short, set())
                if len(form) >= SHORTEST - 1:
                    found |= self._one_letter(short)
        return tuple(sorted(found))

    def apart(self, token: str) -> Sequence[str]:
        """*token* cut into words of the book, one of them worth finding (iwanttodie), or nothing when it cannot be."""
        if not self._near or not SHORTEST <= len(token) <= LONGEST_RUN or token in self._leave or not token.isalpha():
            return ()
        steps: list[tuple[int, int] | None] = [None] * (len(token) + 1)
        steps[0] = (0, 0)
        for start, here in enumerate(steps):
            for length in self._lengths.get(token[start], ()) if here and start < len(token) else ():
                end = start + length
                there = steps[end] if end <= len(token) else (0, 0)
                if here and (there is None or there[0] > here[0] + 1) and token[start:end] in self._words:
                    steps[end] = (here[0] + 1, start)
        pieces: list[str] = []
        at = len(token)
        while (step := steps[at]) and at:
            pieces.insert(0, token[step[1] : at])
            at = step[1]
        return pieces if not self._near.isdisjoint(pieces) else ()

    def _one_letter(self, short: str) -> set[str]:
        found = set(self._shorter.get(short, ()))
        for shorter in _shorter(short):
            found |= {word for word in self._squeezed.get(shorter, ()) if len(word) >= SHORTEST}
            found |= {word for word in self._shorter.get(shorter, ()) if _one_apart(short, squeeze(word))}
        return found


def _shorter(word: str) -> Iterable[str]:
    return {word[:i] + word[i + 1 :] for i in range(len(word))}


def _one_apart(one: str, other: str) -> bool:
    """Whether two words of one length differ by one letter or by two neighbours swapped."""
    differ = [i for i in range(min(len(one), len(other))) if one[i] != other[i]]
    if len(one) != len(other) or not differ:
        return False
    if len(differ) == 1:
        return True
    first, last = differ[0], differ[-1]
    return len(differ) == 2 and last == first + 1 and one[first] == other[last] and one[last] == other[first]
