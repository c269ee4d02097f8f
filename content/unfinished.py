"""What an editor must not leave in a text: marks of unfinished work, places that nothing fills, numbers that are nobody's."""

import re
from collections.abc import Collection, Iterator

_MARK = re.compile(r"\b(?:T[O0]DO|TBD|FIX ?ME|X{3,})\b|(?i:lorem ipsum)")
_BRACES = re.compile(r"\{[^{}]*\}")
_NUMBER = re.compile(r"(?<![\d-])\+?\d{1,4}(?:-\d{1,4}){2,}(?![\d-])|(?<!\d)0\d{9,10}(?!\d)")
DIGITS = 9
"""Of a telephone number at least; a date has eight, emergency numbers have three and are looked at elsewhere."""


def mark(text: str) -> str | None:
    """A mark of unfinished work in *text*."""
    return found[0] if (found := _MARK.search(text)) else None


def place(text: str) -> str | None:
    """A place in braces in *text*."""
    return found[0] if (found := _BRACES.search(text)) else None


def digits(number: str) -> str:
    return re.sub(r"\D", "", number)


def strangers(text: str, known: Collection[str]) -> Iterator[str]:
    """Every telephone number in *text* whose `digits` are not among the *known*."""
    for found in _NUMBER.finditer(text):
        if len(number := digits(found[0])) >= DIGITS and number not in known:
            yield found[0]
