"""Which language a message is in."""

import re
import threading
import unicodedata
from typing import Any

from bot.languages.romaji import is_romaji

UNKNOWN = "und"
LATIN = ("en", "vi", "tl", "id", "pt", "es")
STRONG_WORDS = 3
"""From so many words on, evidence may change the language of a talk; one word ("help", "ok", "visa") never does."""
STRONG_GAP = 0.015
"""langidentify's own lead of the first language over the second, a word; below it the talk's language stays."""

SCRIPTS = (
    ("ja", re.compile("[\u3041-\u3096\u30a1-\u30fa\uff66-\uff9f]")),
    ("ko", re.compile("[\uac00-\ud7af\u1100-\u11ff\u3131-\u318e]")),
    ("th", re.compile("[\u0e01-\u0e5b]")),
    ("ne", re.compile("[\u0900-\u097f]")),
    ("my", re.compile("[\u1000-\u109f\uaa60-\uaa7f]")),
    ("km", re.compile("[\u1780-\u17ff]")),
    ("han", re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")),
    (UNKNOWN, re.compile("[\u0370-\u03ff\u0400-\u052f\u0530-\u06ff\u0750-\u08ff\u0980-\u0dff\u0f00-\u0fff\u1200-\u137f\u1800-\u18af]")),
)
TRADITIONAL = frozenset("們這個說來時會對國過還沒點開關問題電話錢嗎給幫護應該讓買賣經員學業與車師務嚴廣東臺灣處實現發後萬無親愛戰當報總聽寫讀紅綠藥醫")
SIMPLIFIED = frozenset("们这个说来时会对国过还没点开关问题电话钱吗给帮护应该让买卖经员学业与车师务严广东湾处实现发后万无亲爱战当报总听写读红绿药医")
CHINESE = frozenset("我你他她您们們吗嗎呢吧的这這那哪谁誰么麼没沒别別给給把被让讓很都也就还還怎想去找")
JAPANESE = re.compile("旅券|没収|入管|賃金|未払|在留|労働|給料|残業|会社|社長|寮|警察署|労基|弁護士|相談|窓口|実習|監禁|借金|売春|通報|退職|逃走")


class Languages:
    """Implements the Tongue port. *served* are the languages that content speaks."""

    def __init__(self, served: frozenset[str]) -> None:
        self.served = served
        self._detector: Any = None
        self._lock = threading.Lock()

    def warm_up(self) -> None:
        """Load what is slow to load (some 0.5–1.5 s). Until then detect() takes Latin letters for the sticky language or
        English: a card must never wait for this."""
        from langidentify import Detector, Language, Model

        detector = Detector(Model.load_lite(Language.from_comma_separated(",".join(LATIN))))
        with self._lock:
            self._detector = detector

    def detect(self, text: str, sticky: str | None) -> str:
        """The language of *text*: DESIGN §1's codes, ``und`` for none of them; *sticky* unless the evidence is strong."""
        text = unicodedata.normalize("NFKC", text)
        counts = {code: len(pattern.findall(text)) for code, pattern in SCRIPTS}
        latin = len(re.findall(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]", text))
        script = max(counts, key=lambda code: counts[code])
        if counts["ja"] and counts["ja"] + counts["han"] >= latin / 3:
            return "ja"
        if counts[script] and counts[script] * 3 >= latin:
            return self._han(text, sticky) if script == "han" else script
        if latin:
            return self._latin(text, sticky)
        return sticky or UNKNOWN

    def _han(self, text: str, sticky: str | None) -> str:
        if JAPANESE.search(text) and not CHINESE & set(JAPANESE.sub("", text)):
            return "ja"
        if sticky == "ja" and not CHINESE & set(text):
            return "ja"
        traditional, simplified = (len(signs & set(text)) for signs in (TRADITIONAL - SIMPLIFIED, SIMPLIFIED - TRADITIONAL))
        if traditional > simplified:
            return "zh-TW"
        return sticky if sticky in {"zh", "zh-TW"} and traditional == simplified else "zh"

    def _latin(self, text: str, sticky: str | None) -> str:
        words = [word for word in re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)*", text.lower()) if len(word) > 1 or word in "ai"]
        if is_romaji(words):
            return "ja"
        if len(words) < STRONG_WORDS and sticky:
            return sticky
        if len(words) < 2 and text.isascii():
            return sticky or "en"
        if self._detector is None:
            return sticky or "en"
        with self._lock:
            found = str(self._detector.detect(text).iso_code)
            gap = float(self._detector.results.gap)
        if found not in LATIN:
            return sticky or "en"
        if found == "en" or gap >= STRONG_GAP:
            return found if not sticky or len(words) >= STRONG_WORDS else sticky
        return sticky or "en"
