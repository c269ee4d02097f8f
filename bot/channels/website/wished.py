"""Which language a person wishes: what they chose, else what their browser is set to, among those we serve."""

import re
from collections.abc import Sequence


def chosen(language: str | None, served: Sequence[str]) -> str | None:
    """The served language that *language* names, whatever its case; None when we do not serve it."""
    wanted = (language or "").lower().replace("_", "-")
    return next((one for one in served if one.lower() == wanted), None)


def hinted(accept_language: str | None, served: Sequence[str]) -> str | None:
    """The served language that an Accept-Language header likes best, or None."""
    for wanted in _ranked(accept_language or ""):
        if found := chosen(wanted, served) or chosen(_relative(wanted), served):
            return found
    return None


def _relative(wanted: str) -> str:
    """Without its region; Chinese of Taiwan, Hong Kong and Macau is traditional."""
    if re.match(r"zh-(hant|tw|hk|mo)", wanted):
        return "zh-tw"
    return {"fil": "tl"}.get(base := wanted.partition("-")[0], base)


def _ranked(header: str) -> list[str]:
    ranked = []
    for place, part in enumerate(header[:200].lower().split(",")):
        name, _, weight = part.partition(";")
        liked = re.fullmatch(r"\s*q=(\d(?:\.\d{1,3})?)\s*", weight)
        ranked.append((-float(liked[1]) if liked else -1.0, place, name.strip()))
    return [name for _, _, name in sorted(ranked)]
