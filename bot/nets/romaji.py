"""Japanese written in Latin letters, read back into kana, with the length of vowels left out."""

import re
from collections.abc import Sequence

from bot.nets.fold import SHOUT, disguises, is_word, tokens

SHORTEST = 3
"""Kana a phrase needs when a doubled consonant is lost (けって would be け)."""

_ROWS = {
    "": "あいうえお", "k": "かきくけこ", "s": "さしすせそ", "t": "たちつてと", "n": "なにぬねの", "h": "はひふへほ",
    "m": "まみむめも", "r": "らりるれろ", "g": "がぎぐげご", "z": "ざじずぜぞ", "d": "だじずでど", "b": "ばびぶべぼ",
    "p": "ぱぴぷぺぽ",
}  # fmt: skip
_EXTRA = {
    "shi": "し", "chi": "ち", "tsu": "つ", "fu": "ふ", "ji": "じ", "ya": "や", "yu": "ゆ", "yo": "よ", "wa": "わ",
    "wo": "お", "fa": "ふ", "fi": "ふ", "fe": "ふ", "fo": "ふ", "va": "ば", "vi": "び", "vu": "ぶ", "ve": "べ", "vo": "ぼ",
    "we": "うえ", "wi": "うい", "ti": "ち", "tu": "つ", "si": "し", "zi": "じ", "di": "じ", "du": "ず", "dzu": "ず",
    "she": "し", "je": "じ", "che": "ち",
}  # fmt: skip
_SOFT = {
    "ky": "き", "sh": "し", "sy": "し", "ch": "ち", "ty": "ち", "cy": "ち", "ny": "に", "hy": "ひ", "my": "み", "ry": "り",
    "gy": "ぎ", "j": "じ", "jy": "じ", "zy": "じ", "by": "び", "py": "ぴ",
}  # fmt: skip
_SYLLABLES = {head + vowel: kana for head, row in _ROWS.items() for vowel, kana in zip("aiueo", row, strict=True)}
_SYLLABLES |= {head + vowel: kana + y for head, kana in _SOFT.items() for vowel, y in zip("auo", "ゃゅょ", strict=True)}
_SYLLABLES |= _EXTRA
_DEVOICED = {"s": "す", "k": "く", "ts": "つ", "sh": "し", "ch": "ち"}
_CONSONANTS = frozenset("bcdfghjkmnprstwyz")
_KANA = re.compile("[\u3041-\u3096]+")
_LENGTH = re.compile(
    "(?<=[おこそとのほもよろごぞどぼぽょうくすつぬふむゆるぐずづぶぷゅ])[うお]+|(?<=[えけせてねへめれげぜでべぺいきしちにひみりぎじぢびぴ])い+"
    "|(?<=[あかさたなはまやらわがざだばぱゃ])あ+|(?<=[えけせてねへめれげぜでべぺ])え+"
)
_SAME = str.maketrans("はへをづぢ", "わえおずじ")
_RUN = re.compile(r"([あいうえおんー])\1+")


def kana(word: str) -> str | None:
    """*word* read as romanised Japanese, folded; None when it is not (``help``)."""
    found: list[str] = []
    at, size = 0, len(word)
    while at < size:
        for length in (3, 2, 1):
            syllable = _SYLLABLES.get(word[at : at + length])
            if syllable and at + length <= size:
                found.append(syllable)
                at += length
                break
        else:
            step = _without_vowel(word, at)
            if step is None:
                return None
            at += len(step[0])
            found.append(step[1])
    return fold("".join(found))


def fold(text: str) -> str:
    """Kana as a careless romaniser would keep them: no long vowels, no doubled consonants, particles as they sound."""
    short = _LENGTH.sub("", text.replace("っ", "").replace("ー", ""))
    return _RUN.sub(r"\1", short.translate(_SAME).replace("おう", "お"))


def reading(words: Sequence[str]) -> list[str] | None:
    """Folded tokens with every romanised word as kana, or None when no word is one."""
    if not any(len(word) > 1 and is_word(word) for word in words):
        return None
    found: list[str] = []
    romanised = 0
    for word in words:
        forms = (word,) if word.isascii() and word.isalpha() else disguises(word)
        syllables = next(filter(None, map(kana, forms)), None)
        if syllables is None:
            found.extend(fold(word) if _KANA.fullmatch(word) else [word])
        else:
            romanised += len(syllables) >= 2
            found.extend(syllables)
    return found if romanised else None


def romanisable(words: Sequence[str]) -> tuple[str, ...] | None:
    """A phrase of tokens as ``reading`` would give it, or None when it holds a character nobody romanises here."""
    if words == (SHOUT,) or all(len(word) > 1 and word.isascii() for word in words):
        return tuple(words)
    text = "".join(words)
    sounds = fold(text) if _KANA.fullmatch(text) else ""
    return tuple(tokens(sounds)) if sounds and ("っ" not in text or len(sounds) >= SHORTEST) else None


def _without_vowel(word: str, at: int) -> tuple[str, str] | None:
    letter, following = word[at], word[at + 1 : at + 2]
    if letter == "n" or (letter == "m" and following in ("b", "p", "m")):
        return letter, "ん"
    if letter in _CONSONANTS and (following == letter or word[at : at + 3] == "tch"):
        return letter, ""
    for cluster in ("sh", "ch", "ts", "s", "k"):
        after = word[at + len(cluster) : at + len(cluster) + 1]
        if word.startswith(cluster, at) and after in _CONSONANTS and after:
            return cluster, _DEVOICED[cluster]
    return None
