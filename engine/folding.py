"""Text folded for n-grams: case, width and accents go, kana and Devanagari become Latin letters as people romanise them,
traditional Chinese characters become simplified ones."""

import re
import unicodedata
from pathlib import Path

from engine.devanagari import romanised

LONGEST = 300
"""Characters of a message that count, as in the encoder."""

_ROWS = {
    "": "あいうえお", "k": "かきくけこ", "s": "さしすせそ", "t": "たちつてと", "n": "なにぬねの", "h": "はひふへほ",
    "m": "まみむめも", "r": "らりるれろ", "g": "がぎぐげご", "z": "ざじずぜぞ", "d": "だぢづでど", "b": "ばびぶべぼ",
    "p": "ぱぴぷぺぽ",
}  # fmt: skip
_KANA = {kana: row + vowel for row, line in _ROWS.items() for kana, vowel in zip(line, "aiueo", strict=True)} | {
    "や": "ya", "ゆ": "yu", "よ": "yo", "わ": "wa", "を": "o", "ん": "n", "ゔ": "bu",
    "ぁ": "a", "ぃ": "i", "ぅ": "u", "ぇ": "e", "ぉ": "o",
}  # fmt: skip
_GLIDES = {"ゃ": "ya", "ゅ": "yu", "ょ": "yo"}
_SPELLINGS = (
    ("chh", "ch"), ("shi", "si"), ("chi", "ti"), ("tsu", "tu"), ("fu", "hu"), ("ji", "zi"), ("sh", "sy"), ("ch", "ty"),
    ("j", "zy"),
)  # fmt: skip
"""Hepburn to Kunrei, the way in which kana above are written, so that `shachou` and しゃちょう meet; छ is typed in two ways."""
_SIMPLIFIED = str.maketrans(*Path(__file__).with_name("simplified.txt").read_text("utf-8").split())
"""Traditional Chinese characters (those of Big5) and the simplified one for each: TSCharacters of OpenCC, Apache License 2.0."""
_HIRAGANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
_MARKS = {code: None for code in (*range(0x300, 0x20000), *range(0xE0100, 0xE01F0)) if unicodedata.category(chr(code)) == "Mn"}
"""Marks that stand on other characters: all there are."""
_SPOKEN = re.compile("[\u3041-\u3096ー]")
_LONG = re.compile(r"([aiueo])\1+|(?<=o)u")
_REPEATED = re.compile(r"(.)\1{2,}")


def fold(text: str) -> str:
    """*text* for n-grams; any string will do."""
    text = unicodedata.normalize("NFKC", text[: 4 * LONGEST])[:LONGEST].lower().replace("’", "'")
    if not text.isascii():
        text = text.translate(_HIRAGANA)
        text = _latin_kana(text) if _SPOKEN.search(text) else text
        text = romanised(text).translate(_SIMPLIFIED)
    text = _REPEATED.sub(r"\1\1", text)
    bare = text if text.isascii() else unicodedata.normalize("NFD", text).translate(_MARKS)
    for hepburn, kunrei in _SPELLINGS:
        bare = bare.replace(hepburn, kunrei)
    return _LONG.sub(lambda found: found[1] or "", bare)


def _latin_kana(text: str) -> str:
    letters: list[str] = []
    double = False
    for c in text:
        if c == "っ":
            double = True
            continue
        if c in _GLIDES and letters and letters[-1].endswith("i"):
            letters[-1] = letters[-1][:-1] + _GLIDES[c]
            continue
        latin = _KANA.get(c)
        if latin and double:
            latin = latin[0] + latin
        double = False
        letters.append("" if c == "ー" else latin or c)
    return "".join(letters)
