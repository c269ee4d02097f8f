"""Telephone numbers: which are real, which must not be shown, and how each is dialled."""

import re
from dataclasses import dataclass, field
from functools import cache

import phonenumbers

JAPAN = "JP"
SHORTEST = 7
"""Digits from which a number is looked for anywhere in a text; a shorter one (112) must stand where one would dial it."""
_WRITTEN = "０１２３４５６７８９०१२३४५६७८९၀၁၂၃၄၅၆၇၈၉០១២៣៤៥៦៧៨៩๐๑๒๓๔๕๖๗๘๙＋＃"
_DIGITS = str.maketrans(_WRITTEN, "0123456789" * 5 + "+#")
_OTHERS = re.compile(f"[{_WRITTEN}]")
_DIGIT = re.compile(r"\d")
_LONG = re.compile(rf"\d{{{SHORTEST}}}")
_BETWEEN = re.compile(r"(?<=\d)[-‐‑–—−－ー・.\s()（）]+(?=\d)")
_DIALLED = r"(?:call|dial|phone|tel|police|emergency|電話|警察|かけ)\D{{0,12}}{0}(?!\d)|(?<!\d){0}\s*番"


@dataclass(frozen=True, slots=True)
class Denied:
    """A number that may not be shown: anywhere, or (*counters* given) under those counters."""

    number: str
    why: str
    counters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DenyList:
    never: tuple[Denied, ...] = ()
    never_as: tuple[Denied, ...] = ()
    _short: tuple[Denied, ...] = field(init=False, default=(), repr=False, compare=False)

    def __post_init__(self) -> None:
        brief = tuple(denied for denied in self.never if min(map(len, numbers_of(denied.number))) < SHORTEST)
        object.__setattr__(self, "_short", brief)

    def found_in(self, text: str, counter: str | None = None) -> Denied | None:
        """The first denied number in *text*, which is shown under *counter* where one is given."""
        if not _DIGIT.search(text):
            return None
        plain = text.translate(_DIGITS) if _OTHERS.search(text) else text
        joined = _BETWEEN.sub("", plain)
        never = self.never if _LONG.search(joined) else self._short
        under = (denied for denied in self.never_as if counter in denied.counters) if counter else ()
        return next((denied for denied in (*never, *under) if _stands_in(denied.number, plain, joined)), None)


def real(number: str) -> bool:
    """Whether *number*, as dialled in Japan or with its country code, can exist."""
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(number, JAPAN))
    except phonenumbers.NumberParseException:
        return False


def short(number: str) -> bool:
    """Whether *number* has the shape of a short code: 110, 189, #9110."""
    return re.fullmatch(r"#?\d{3,5}", number) is not None


def tel(number: str | None) -> str | None:
    """The link that dials *number*, or None.

    None for codes with ``#``: iPhones refuse to dial a link with that sign, and a dead button is worse than none.
    Numbers stay as dialled in Japan: 0120 and 0570 numbers do not exist with +81.
    """
    if number is None or "#" in number:
        return None
    return "tel:" + re.sub(r"[^\d+]", "", number)


@cache
def numbers_of(number: str) -> tuple[str, ...]:
    """The digits of *number* as dialled in Japan and with the country code, for looking them up in a text."""
    digits = re.sub(r"\D", "", number.translate(_DIGITS))
    return (digits, "81" + digits[1:]) if digits.startswith("0") else (digits,)


def _stands_in(number: str, plain: str, joined: str) -> bool:
    for digits in numbers_of(number):
        if len(digits) < SHORTEST:
            if plain.strip() == digits or re.search(_DIALLED.format(digits), plain, re.IGNORECASE):
                return True
        elif digits in joined and re.search(rf"(?<!\d){digits}(?!\d)", joined):
            return True
    return False
