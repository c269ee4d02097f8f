"""How hard the texts are to read: the long sentences of each language, as a note to editors."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from content.easy import EASY, bare
from content.reading import Content
from content.texts import UNSPACED, Text

WORDS = 25
"""Words of a sentence; UK government writing guidance calls longer ones hard to read."""
SIGNS = 80
"""Characters of a sentence where words are not spaced. Our own measure: about as much as 25 English words say."""
EASY_SIGNS = 30
"""Characters of a sentence of easy Japanese, spaces and readings not counted; its texts are written for about 24."""
_ENDS = re.compile(r"(?<=[.!?])\s+|(?<=[。！？။។।])\s*|\n+")
_THAI = re.compile(rf"{_ENDS.pattern}|(?<=[ก-ๅ็-๎])\s+(?=[ก-ฮเ-ไ])")


@dataclass(frozen=True, slots=True)
class Reading:
    """Of *sentences*, how many are *long*; the longest has *most* words (or characters) and stands in *where*."""

    language: str
    sentences: int
    long: int
    most: int
    where: str


def readability(content: Content) -> list[Reading]:
    """One line for each served language."""
    found = []
    for language in content.languages:
        lengths = [
            (length(sentence, language), where)
            for where, texts in _texts(content)
            for bubble in (texts[language].say if language in texts else ())
            for sentence in sentences(bubble, language)
        ]
        limit = EASY_SIGNS if language == EASY else SIGNS if language in UNSPACED else WORDS
        most, where = max(lengths, default=(0, ""))
        found.append(Reading(language, len(lengths), sum(number > limit for number, _ in lengths), most, where))
    return found


def sentences(text: str, language: str) -> list[str]:
    """The sentences of *text*; of Thai, which ends them with a space, what stands between two spaces in Thai letters."""
    return [part for part in (_THAI if language == "th" else _ENDS).split(text) if part.strip()]


def length(sentence: str, language: str) -> int:
    """Words, or characters in a language that does not space them; of easy Japanese, which spaces phrases, characters too."""
    if language == EASY:
        return len("".join(bare(sentence).split()))
    return len(sentence) if language in UNSPACED else len(sentence.split())


def _texts(content: Content) -> Iterator[tuple[str, Mapping[str, Text]]]:
    for topic in content.topics.values():
        yield f"topics/{topic.id}", topic.text
    for id, answer in content.conversation.answers.items():
        yield f"conversation, {id}", answer.text
    if situations := content.conversation.situations:
        yield "conversation, for a friend", situations.friend.text
    for id, card in content.card.cards.items():
        yield f"card, {id}", card.text
    for question in content.selfcheck.questions:
        yield f"selfcheck, {question.id}", question.text
