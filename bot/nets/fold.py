"""Folding: what a frightened person typed, and what an editor wrote, become the same tokens.

A token is a word where words are spaced (Latin, Greek, Cyrillic) and one character everywhere else.
"""

import re
import unicodedata
from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter

BORDER = ""
"""The token between two sentences."""
SHOUT = "‼"
"""The token of an exclamation mark; capitals throughout and drawn-out letters (heeelp) count as one at the end."""
LETTERS = 3
"""Letters standing apart, from which on they are read as one word."""
LONGEST = 100_000
"""Characters looked at; the website takes at most 64 KiB."""

_INVISIBLE = re.compile("[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")
_ACCENT = re.compile("[\u0300-\u036f]")
_APOSTROPHE = re.compile("(?<=[a-z])['’‘ʼ`´＇](?=[a-z])")
_SHORTENED = re.compile("(?<=[a-z])['’‘ʼ`´＇](ll|re|ve|d)\\b")
_IN_FULL = {"ll": " will", "re": " are", "ve": " have", "d": " would"}
_PLAIN = re.compile("[a-z]+(?: [a-z]+)*")
_TOKEN = re.compile(
    "(?P<word>[@$]?[0-9a-z\u00df-\u024f\u0370-\u052f]+(?:[@$][0-9a-z]+)*)"
    "|(?P<border>\n[\\s\\W]*|[.!?]+(?=\\s|$)[\\s.!?]*|[。！？｡।။។؟…]+)"
    "|(?P<one>[\u0590-\u1fff\u2e80-\u2fff\u3041-\u3096\u309d-\u30fa\u30fd-\ud7ff\uf900-\ufaff\U0001f198\U0001f52a\U0001f52b\U00020000-\U0003ffff])"
    "|(?P<other>.)",
    re.S,
)
_KANA = {code: chr(code - 0x60) for code in range(0x30A1, 0x30F7)}
_LONG = re.compile("[ーｰ〜～ぁぃぅぇぉ]+")
_RUN_OF_KANA = re.compile("([\u3041-\u3096])\\1{2,}")
_APART = re.compile("(?<=[\u3041-\u30ff\u4e00-\u9fff])[ \t\u3000]+(?=[\u3041-\u30ff\u4e00-\u9fff])")
_TAIL = re.compile("っ+(?![\u3041-\u3096])")
_VOWELS = {
    "あ": "あかさたなはまやらわがざだばぱゃ",
    "い": "いきしちにひみりぎじぢびぴ",
    "う": "うくすつぬふむゆるぐずづぶぷゅ",
    "え": "えけせてねへめれげぜでべぺ",
    "お": "おこそとのほもよろをごぞどぼぽょ",
}
_DRAWN_OUT = re.compile("|".join(f"(?<=[{row}]){vowel}{{2,}}" for vowel, row in _VOWELS.items()))
_ALIKE = str.maketrans(
    "авекмнорстухіѕјԁӏһԛԝзбαβεηικνορτυχωγ",
    "abekmhopctyxisjdlhqw36abenikvoptuxwy",
)
_LEET = (str.maketrans("0134578@$", "oieastbas"), str.maketrans("0134578@$", "oleastbas"))
_RUN = re.compile(r"(.)\1+")
_DRAWN = re.compile(r"([a-vx-z])\1\1")


def tokens(text: str) -> list[str]:
    """*text* as folded tokens with one BORDER between sentences; never raises, takes time linear in the text."""
    if _PLAIN.fullmatch(text):  # half of what the books hold, and a third of the time of reading them
        return text.split(" ")
    return [word for word, _ in _split(_clean(text))]


def readings(text: str) -> list[list[str]]:
    """The ways to read *text*: as it stands and, where it is torn (h.e.l.p, he-lp, a line break), closed up."""
    clean = _clean(text)
    if _DRAWN.search(clean) or (text.isupper() and len(text) >= 4):
        clean += " !"
    pairs = _split(clean)
    plain = [word for word, _ in pairs]
    if "\n" in clean:
        pairs = _split(clean.replace("\n", " "))
    closed = _letters_joined(_marks_joined(pairs))
    return [plain] if closed == plain else [plain, closed]


def squeeze(word: str) -> str:
    """*word* with every run of a letter as one: heeelp and help are the same."""
    return _RUN.sub(r"\1", word)


def disguises(word: str) -> Sequence[str]:
    """What *word* may hide: letters of another alphabet or figures in place of letters; empty when it hides nothing."""
    found = []
    if not word.isascii() and re.search("[a-z]", word):
        word = word.translate(_ALIKE)
        found.append(word)
    if not word.isalpha() and re.search("[a-z]", word):
        found.extend(dict.fromkeys(word.translate(table) for table in _LEET))
    return found


def is_word(token: str) -> bool:
    """Whether *token* is a word of a spaced script (not one character of an unspaced one)."""
    return "" < token < "\u0590"


def _marks_joined(pairs: Sequence[tuple[str, str]]) -> list[tuple[str, bool]]:
    """The tokens with those around a mark as one (he-lp), each with whether it is a letter that stands alone."""
    found: list[tuple[str, bool]] = []
    for token, between in pairs:
        if found and between.strip():
            found[-1] = found[-1][0] + ("i" if between == "!" else "") + token, False
        else:
            found.append((token, len(token) == 1 and token.isalpha() and is_word(token)))
    return found


def _letters_joined(words: Sequence[tuple[str, bool]]) -> list[str]:
    """The tokens with three or more letters in a row as one (h e l p)."""
    found: list[str] = []
    for alone, run in groupby(words, key=itemgetter(1)):
        some = [word for word, _ in run]
        found.extend(["".join(some)] if alone and len(some) >= LETTERS else some)
    return found


def _clean(text: str) -> str:
    text = text[:LONGEST]
    if not text.isascii():
        text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text))[:LONGEST].lower()
        text = unicodedata.normalize("NFC", _ACCENT.sub("", unicodedata.normalize("NFD", text)))
        text = text.replace("đ", "d").replace("ı", "i").replace("ł", "l").replace("ø", "o").replace("ß", "ss")
        text = _APART.sub("", text).translate(_KANA)
        text = _TAIL.sub("", _RUN_OF_KANA.sub(r"\1", _DRAWN_OUT.sub("", _LONG.sub("", text))))
    return _APOSTROPHE.sub("", _SHORTENED.sub(lambda found: _IN_FULL[found[1]], text.lower()))


def _split(text: str) -> list[tuple[str, str]]:
    """Tokens, each with what stands between it and the word before: nothing, two spaces, or a mark inside a word."""
    found: list[tuple[str, str]] = []
    between, last = "", "border"
    for match in _TOKEN.finditer(text):
        kind, token = match.lastgroup or "", match.group()
        if kind == "other":
            between = _between(between, token)
            continue
        if kind != "border":
            found.append((token, between if kind == last == "word" else ""))
        else:
            if "!" in token or "！" in token:
                found.append((SHOUT, ""))
            if last != "border":
                found.append((BORDER, ""))
        between, last = "", kind
    return found


def _between(before: str, character: str) -> str:
    if character.isspace() or before.isspace():
        return "  "
    return before or character
