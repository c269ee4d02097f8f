"""Ways in which the same cry is typed: each keeps the words and changes how they look."""

import re
import unicodedata
from collections.abc import Callable

_KATAKANA = str.maketrans({chr(code): chr(code + 0x60) for code in range(0x3041, 0x3097)})
_HIRAGANA = str.maketrans({chr(code): chr(code - 0x60) for code in range(0x30A1, 0x30F7)})
_JAPANESE = re.compile("[ぁ-ん一-龥]")


def _inside(mark: str) -> Callable[[str], str]:
    return lambda text: re.sub("[a-z]{4,}", lambda word: word[0][:2] + mark + word[0][2:], text)


EVERY: dict[str, Callable[[str], str]] = {
    "capitals": str.upper,
    "capitals at the beginning of words": str.title,
    "accents": lambda text: re.sub("[aeiou]", lambda letter: letter[0] + "\u0301", text),
    "decomposed characters": lambda text: unicodedata.normalize("NFD", text),
    "full-width letters": lambda text: "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text),
    "more spaces": lambda text: text.replace(" ", "   "),
    "invisible characters": "\u200b".join,
    "direction marks": lambda text: "\u202e" + text + "\u202c",
    "a full stop inside words": _inside("."),
    "a hyphen inside words": _inside("-"),
    "an exclamation": lambda text: text + "!!!",
    "emoji around it": lambda text: "😭" + text + "😭🙏",
    "a line for every word": lambda text: text.replace(" ", "\n"),
    "katakana": lambda text: text.translate(_KATAKANA),
    "hiragana": lambda text: text.translate(_HIRAGANA),
    "a long vowel at the end": lambda text: text + "ーーー",
    "no Japanese punctuation": lambda text: re.sub("[。、！]", "", text),
}
"""Changes that hide nothing at all."""

MOST: dict[str, Callable[[str], str]] = {
    "full stops between all letters": lambda text: re.sub("[a-z]{2,}", lambda word: ".".join(word[0]), text),
    "drawn-out ends": lambda text: re.sub(r"([a-z])\b", r"\1\1\1", text),
    "drawn-out vowels": lambda text: re.sub("([aeiou])", r"\1\1\1", text),
    "figures for letters": lambda text: re.sub(
        "[a-z]{4,}", lambda word: word[0][0] + word[0][1:].translate(str.maketrans("eio", "310")), text
    ),
    "Cyrillic letters": lambda text: re.sub("[a-z]{4,}", lambda word: word[0].translate(str.maketrans("eoa", "еоа")), text),
    "spaces between Japanese characters": lambda text: " ".join(text) if _JAPANESE.search(text) else text,
    "one letter doubled": lambda text: re.sub("[a-z]{5,}", lambda word: word[0][:3] + word[0][2:], text),
}
"""Changes that hide no more than two in a hundred."""
