"""Detects the language of one message, and stays with the person's own unless the evidence is strong."""

import logging
import re
import threading
import unicodedata
from pathlib import Path
from zipfile import BadZipFile

from bot.languages import grams, scripts, words

log = logging.getLogger(__name__)

CODES = ("en", "ja", "zh", "zh-TW", "ko", "vi", "tl", "th", "id", "pt", "es", "ne", "my", "km")
UNKNOWN = "und"
LOOKED_AT = 600
"""Characters looked at: a language shows early."""
STRONG = 3
"""Words in another language that make a person's own language give way."""
KANA = 4
"""Weight of kana (two characters) that makes a mostly Latin message Japanese when its Latin words are no sentence."""
NATIVE, NATIVE_SHARE = 3, 8
"""Letters of a script that one language alone has, and their least share (an eighth) of a mostly Latin message, from which
it is in that language: who types Khmer types English and Japanese words in it, hardly the other way round."""
SURE = {1: 1.0, 2: 0.6}
"""How clearly the n-grams must prefer their first choice for one and two words (see `Grams.guess`); no bar for more."""
MIXED = 1.5
"""Small words of Tagalog from which a message that looks English is Taglish, answered in Tagalog."""

_BY_SCRIPT = {"hangul": "ko", "thai": "th", "devanagari": "ne", "myanmar": "my", "khmer": "km", "kana": "ja", "bopomofo": "zh-TW",
              "other": UNKNOWN}  # fmt: skip
_NATIVE = ("hangul", "thai", "devanagari", "myanmar", "khmer")
_EVERYWHERE = frozenset(
    "help ok okay visa passport hello hi hey yes no stop menu start sos line telegram facebook police taxi hotel email test bye info japan tokyo osaka "
    "nagoya yokohama kyoto card bus app web url http https www com online admin chat emergency iom ngo isa id".split()
)
"""Words that people of every language type; alone they say nothing."""
_VIETNAMESE = re.compile("[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]")


class Languages:
    """A Tongue; *served* are the languages that content speaks. It finds the others too, so that staff see them.

    *learned* is the file that `learn.py` writes. It takes a tenth of a second to load: a background thread does it at the
    first message in Latin letters, and until then, or where there is none, small words decide. Call ``warm_up`` to have
    it at once.
    """

    def __init__(self, served: frozenset[str], learned: Path | None = None) -> None:
        self.served = served
        self._file = learned
        self._grams: grams.Grams | None = None
        self._loading = threading.Lock()
        self._asked = False

    def warm_up(self) -> None:
        """Load what was learned now; safe to call again, from any thread. Without it small words go on deciding."""
        with self._loading:
            if self._grams is None and self._file is not None:
                try:
                    self._grams = grams.read(self._file)
                except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:  # must not cost a person the answer
                    log.error("what was learned of the languages cannot be read: %s", type(error).__name__)

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
            if chinese := scripts.chinese_with_kana(text):
                return chinese
            weights["kana"] += weights.pop("han", 0)
        if not weights.total():
            return None
        script, weight = weights.most_common(1)[0]
        if script == "latin":
            native = max(_NATIVE, key=lambda name: weights[name])
            if weights[native] >= NATIVE and weights[native] * NATIVE_SHARE >= weights.total():
                return _BY_SCRIPT[native] if not own or weights[native] * 2 >= weights["latin"] else None
            return "ja" if weights["kana"] >= KANA and not _english(text) else self._latin(text, own)
        if weight * 2 < weights.total() or (weight < 4 and own and weights["latin"]):
            return None
        return scripts.han(text, own) if script == "han" else _BY_SCRIPT[script]

    def _latin(self, text: str, own: str | None) -> str | None:
        said = words.latin(text)
        telling = [word for word in said if grams.bare(word) not in _EVERYWHERE]
        if not telling:
            return None
        if _VIETNAMESE.search(unicodedata.normalize("NFC", text.lower())) and (len(telling) > 1 or not own):
            return "vi"
        plain = [grams.bare(word) for word in telling]
        votes, romaji = words.votes(plain), words.romanised(plain)
        found = self._weighed(telling, votes, romaji)
        told = len(telling) > STRONG or dict(votes).get(found or "", 0.0) >= 1 or (romaji and found == "ja")
        strong = len(said) >= STRONG and len(telling) >= STRONG - 1 and told
        if found == "zh" and (own == "zh-TW" or words.cantonese([grams.bare(word) for word in said])):
            found = "zh-TW"  # pinyin says nothing of the characters it stands for; who writes Cantonese writes these
        return found if strong or not own or found == own else None

    def _weighed(self, telling: list[str], votes: list[tuple[str, float]], romaji: bool) -> str | None:
        guessed, lead = self._guessed(telling)
        if guessed and (len(telling) > 2 or lead >= SURE[len(telling)]):
            return "tl" if guessed == "en" and dict(votes).get("tl", 0.0) >= MIXED else guessed
        if romaji:
            return "ja"
        first, count = votes[0] if votes else ("", 0.0)
        second = votes[1][1] if len(votes) > 1 else 0.0
        return first if count >= 1 and count > second else None

    def _guessed(self, telling: list[str]) -> tuple[str, float]:
        if self._grams is None:
            if not self._asked:
                self._asked = True
                threading.Thread(target=self.warm_up, name="languages", daemon=True).start()
            return "", 0.0
        return self._grams.guess(telling)


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
