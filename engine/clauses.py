"""Cuts a message into the questions it may hold: "they took my passport, also how much is a lawyer"."""

import re

MOST = 4
"""Clauses of a message that are looked at; each costs an encoding."""
SHORTEST = 7
"""Letters of a clause that can be a question; characters of Chinese, Japanese and Korean count twice."""

_ENDS = re.compile(r"[.?!;,\n…]+(?=\s|$)|[。？！；，、।။၊។៖]+")
_JOINS = re.compile(
    r"\s(?:and also|and|also|plus|y también|y tambien|además|ademas|e também|e tambem|và|va|ngoài ra|ngoai ra|at saka|tsaka|"
    r"dan juga|dan|terus|serta|그리고|अनि|र|ani)\s|(?:还有|另外|還有|それと|あと、|それから|แล้วก็|และ|ပြီးတော့|နောက်ပြီး|ហើយនិង|ហើយ)",
    re.IGNORECASE,
)
_DENSE = re.compile("[\u3041-\u9fff\uac00-\ud7a3]")


def clauses(text: str) -> list[str]:
    """The clauses of *text* that are long enough to ask something, at most MOST; none where that is all of it.

    "No, it is for my friend" holds one.
    """
    pieces = [piece.strip() for end in _ENDS.split(text) for piece in _JOINS.split(end)]
    said = [piece for piece in pieces if _length(piece)]
    found = [piece for piece in said if _length(piece) >= SHORTEST]
    return found[:MOST] if len(said) > 1 else []


def _length(piece: str) -> int:
    return sum(map(str.isalnum, piece)) + len(_DENSE.findall(piece))
