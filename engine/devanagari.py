"""Devanagari in Latin letters, as people type Nepali who have no other keyboard."""

import re

_CONSONANTS = dict(zip(
    "कखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसह",
    "k kh g gh ng ch ch j jh n t th d dh n t th d dh n p ph b bh m y r l b sh sh s h".split(), strict=True,
))  # fmt: skip
_SIGNS = dict(zip("ािीुूृेैोौ्", ("a", "i", "i", "u", "u", "ri", "e", "ai", "o", "au", ""), strict=True))
_OTHERS = _SIGNS | {"ं": "n", "ँ": "n", "ः": "", "\u093c": ""} | dict(
    zip("अआइईउऊऋएऐओऔ", ("a", "a", "i", "i", "u", "u", "ri", "e", "ai", "o", "au"), strict=True)
)
_VIRAMA, _NASAL, _UNWRITTEN = "्", "ँ", "ə"
"""What joins two consonants; what is hardly heard at the end of a word; the vowel of a consonant that bears no sign."""
_SILENT = re.compile(f"{_UNWRITTEN}(?=(?:le|lai|ko|ka|ki|ma|bata|səng|həru)?{_UNWRITTEN}?$)")
_DEVANAGARI = re.compile("[\u0900-\u0963]+")


def romanised(text: str) -> str:
    """*text* with its Devanagari in Latin letters; the rest stays as it is."""
    return _DEVANAGARI.sub(_latin, text)


def _latin(word: re.Match[str]) -> str:
    """नेपाली is nepali, घरमा is gharma, गर्छ is garcha: the vowel that is not written is silent at the end of a word and before
    what is put behind a noun; not after two consonants (but for those of English: पासपोर्ट), nor in the न of verbs."""
    letters = word[0]
    found: list[str] = []
    for place, letter in enumerate(letters):
        latin, last = _CONSONANTS.get(letter), place + 1 == len(letters)
        if last and letter == _NASAL:
            break
        found.append(_OTHERS.get(letter, letter) if latin is None else latin)
        if latin is None or letters[place + 1 : place + 2] in _SIGNS:
            continue
        pair = letters[place - 1 : place] == _VIRAMA
        found.append("a" if not place or (last and letter == "न") or (pair and letter not in "टड") else _UNWRITTEN)
    return _SILENT.sub("", "".join(found)).replace(_UNWRITTEN, "a")
