"""Detects the language of one message, and stays with the person's own unless the evidence is strong."""

import logging
import re
import threading
import unicodedata
from collections.abc import Callable

from bot.languages import scripts, words

log = logging.getLogger(__name__)

CODES = ("en", "ja", "zh", "zh-TW", "ko", "vi", "tl", "th", "id", "pt", "es", "ne", "my", "km")
UNKNOWN = "und"
LOOKED_AT = 600
"""Characters looked at: a language shows early."""
STRONG = 3
"""Words in another language that make a person's own language give way."""
KANA = 4
"""Weight of kana (two characters) that makes a mostly Latin message Japanese when its Latin words are no sentence."""
SURE = {1: 0.15, 2: 0.05}
"""How clearly ``langidentify`` must prefer its first choice for one and two words (its *gap*, 0–1); no bar for more."""

_BY_SCRIPT = {"hangul": "ko", "thai": "th", "devanagari": "ne", "myanmar": "my", "khmer": "km", "kana": "ja", "other": UNKNOWN}
_LATIN = ("en", "vi", "tl", "id", "pt", "es")
_EVERYWHERE = frozenset(
    "help ok okay visa passport hello hi hey yes no stop menu start sos line telegram facebook police taxi hotel email test bye info japan tokyo osaka "
    "nagoya yokohama kyoto card bus app web url http https www com online admin chat emergency iom ngo isa id".split()
)
"""Words that people of every language type; alone they say nothing."""
_VIETNAMESE = re.compile("[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]")
_ACCENT = re.compile("[\u0300-\u036f]")


class Languages:
    """A Tongue; *served* are the languages that content speaks. It finds the others too, so that staff see them.

    ``langidentify`` takes about a second to load: a background thread does it at the first message in Latin letters
    that small words cannot tell, and until then small words decide. Call ``warm_up`` to have it at once.
    """

    def __init__(self, served: frozenset[str]) -> None:
        self.served = served
        self._guess: Callable[[str], tuple[str, float]] | None = None
        self._loading = threading.Lock()
        self._asked = False

    def warm_up(self) -> None:
        """Load the identifier now; safe to call again, from any thread. Without it small words go on deciding."""
        with self._loading:
            if self._guess is None:
                try:
                    self._guess = _identifier()
                except Exception as error:  # a broken package must not cost a person the answer
                    log.error("the language identifier cannot load: %s", type(error).__name__)

    def detect(self, text: str, sticky: str | None) -> str:
        """The language of *text* among CODES, ``und`` when it is none of them; *sticky* unless evidence is strong.

        *sticky* is the person's language so far (any BCP 47 tag); ``ja-x-easy`` stays while they write Japanese.
        """
        own = _own(sticky)
        found = self._find(text[:LOOKED_AT], own)
        if found is None:
            return own or ("en" if re.search("[A-Za-z]", text) else UNKNOWN)
        return own if own and found == own.partition("-x-")[0] else found

    def _find(self, text: str, own: str | None) -> str | None:
        """The language, or None when *text* does not say."""
        weights = scripts.letters(text)
        if weights["kana"]:
            weights["kana"] += weights.pop("han", 0)
        if not weights.total():
            return None
        script, weight = weights.most_common(1)[0]
        if script == "latin":
            return "ja" if weights["kana"] >= KANA and not _english(text) else self._latin(text, own)
        if weight * 2 < weights.total() or (weight < 4 and own and weights["latin"]):
            return None
        return scripts.han(text, own) if script == "han" else _BY_SCRIPT[script]

    def _latin(self, text: str, own: str | None) -> str | None:
        folded = _ACCENT.sub("", unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).lower())).replace("đ", "d")
        said = words.words(folded)
        telling = [word for word in said if word not in _EVERYWHERE]
        if not telling:
            return None
        if words.romanised(telling):
            return "ja" if len(said) >= STRONG or not own or own.startswith("ja") or len(said[0]) >= 6 else None
        if _VIETNAMESE.search(unicodedata.normalize("NFC", text.lower())) and (len(telling) > 1 or not own):
            return "vi"
        votes = words.votes(telling)
        found = self._weighed(votes, telling, text)
        strong = len(said) >= STRONG and len(telling) >= STRONG - 1 and (len(telling) > STRONG or dict(votes).get(found or "", 0) >= 1)
        return found if strong or not own or found == own else None

    def _weighed(self, ranked: list[tuple[str, float]], telling: list[str], text: str) -> str | None:
        first, count = ranked[0] if ranked else ("", 0.0)
        second = ranked[1][1] if len(ranked) > 1 else 0.0
        if count >= 2 and count >= 2 * second and count >= len(telling) * 0.3:
            return first
        guessed, gap = self._identified(text)
        if guessed and len(telling) > 2:
            return first if count >= 2 and count - second >= 1.5 else guessed
        if guessed and gap >= SURE.get(len(telling), 0.0) and (not first or guessed == first or count < 1):
            return guessed
        return first if count >= 1 and count > second else None

    def _identified(self, text: str) -> tuple[str, float]:
        if self._guess is None:
            if not self._asked:
                self._asked = True
                threading.Thread(target=self.warm_up, name="language-identifier", daemon=True).start()
            return "", 0.0
        return self._guess(text)


def _english(text: str) -> bool:
    """Whether the Latin words of *text* are more than names and loan words."""
    votes = words.votes(words.words(text.lower()))
    return bool(votes) and votes[0][1] >= 2


def _own(sticky: str | None) -> str | None:
    """*sticky* as one of our codes, None when it is none of them."""
    if not sticky or sticky == "ja-x-easy":
        return sticky or None
    tag = sticky.replace("_", "-")
    base = tag.split("-")[0].lower()
    if base == "zh":
        return "zh-TW" if re.search("-(tw|hk|mo|hant)", tag.lower()) else "zh"
    base = {"fil": "tl", "in": "id", "jp": "ja"}.get(base, base)
    return base if base in CODES else None


def _identifier() -> Callable[[str], tuple[str, float]]:
    from langidentify import Detector, Language, Model

    detector = Detector(Model.load_lite(Language.from_comma_separated(",".join(_LATIN))))
    guard = threading.Lock()

    def guess(text: str) -> tuple[str, float]:
        with guard:  # a detector keeps its scores between calls
            found = detector.detect(text)
            code, gap = str(found.iso_code), float(detector.results.gap)
        return (code, gap) if code in _LATIN else ("", 0.0)

    return guess
