"""The passages of the topics: what a free question may be answered with, word for word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from content.easy import bare
from content.reading import Content
from content.texts import mark
from content.topics import Topic

_SENTENCE = re.compile(r"[^.!?。！？။។।]+[.!?。！？။។।]*[)）」』]*")
SHORTEST = 8
"""Characters of a sentence; a shorter piece is an abbreviation or a number with a point in it and goes with the next."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of bubble number *bubble* (from 0) of a topic in one language; *mark* is that of the bubble's original."""

    topic: str
    language: str
    bubble: int
    mark: str
    said: str


def passages(content: Content) -> Iterator[Passage]:
    """Every sentence and every bubble that the topics say, in every language, without the readings of easy Japanese."""
    for topic in content.topics.values():
        marks = marks_of(topic)
        for language, text in topic.text.items():
            for bubble, said in enumerate(map(bare, text.say[: len(marks)])):
                for part in dict.fromkeys([*sentences(said), said]):
                    yield Passage(topic.id, language, bubble, marks[bubble], part)


def marks_of(topic: Topic) -> list[str]:
    """A mark for each bubble, by the words of the original: a translation follows it."""
    return [mark([said]) for text in topic.text.values() if text.state == "original" for said in text.say]


def sentences(bubble: str) -> list[str]:
    """The sentences of *bubble*, in which nothing is lost but white space at their ends."""
    found: list[str] = []
    for piece in _SENTENCE.findall(bubble):
        if found and len(found[-1].strip()) < SHORTEST:
            found[-1] += piece
        else:
            found.append(piece)
    if len(found) > 1 and len(found[-1].strip()) < SHORTEST:
        found[-2] += found.pop()
    return [sentence.strip() for sentence in found]
