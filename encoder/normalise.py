"""A text is made safe and plain before anything else looks at it."""

import re
import unicodedata
from typing import Final

LONGEST: Final = 300
"""Characters of a message that are read: the time to encode grows with length, and strangers choose the length."""

# The model was trained on text in which these became spaces. U+2581 is the sign that marks a space inside the
# vocabulary, so a person must not be able to write it.
_SPACES: Final = "\t\n\x0b\x0c\r\x85\u1680\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u2581\ufeff\ufffd"
_TO_SPACE: Final = str.maketrans(dict.fromkeys(_SPACES, " "))
# Control, format, surrogate, private and unassigned characters carry no word.
_WORDLESS: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_RUNS_OF_SPACE: Final = re.compile(r"\s+")


def normalise(text: str) -> str:
    """*text* in NFKC, at most `LONGEST` characters, without control characters, with single spaces.

    Never raises, whatever the string holds. Cut twice: before NFKC, because one character can become 18, and after.
    """
    visible = "".join(_visible(text[: 4 * LONGEST]))[:LONGEST]
    composed = unicodedata.normalize("NFKC", visible)
    return _RUNS_OF_SPACE.sub(" ", composed.translate(_TO_SPACE)).strip()[:LONGEST].rstrip()


def _visible(text: str) -> list[str]:
    return [c for c in text.translate(_TO_SPACE) if unicodedata.category(c) not in _WORDLESS]
