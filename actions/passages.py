"""A question that fits no intent: the bubble of a topic that comes nearest, word for word, with its sources, or nothing."""

from actions.asked import Asked, Event, Reply, slot
from actions.replies import button_to, buttons_to, reply, sources, word
from content.passages import marks_of
from content.texts import closest

QUOTED = 0.3
"""Score from which a bubble is quoted where no intent is likely …"""
QUOTED_OUTSIDE = 0.36
"""… and where the message is likely to be none of our business."""
OTHERS = 2
"""Other topics offered beside it."""


def quotation(asked: Asked, bar: float) -> tuple[list[Reply], list[Event]] | None:
    """What comes nearest from *bar* on, the question whether that was asked, and the way to what came next."""
    found = [each for each in asked.passages if _as_it_was(asked, each.topic, each.bubble, each.mark)]
    if not found or found[0].score < bar:
        return None
    first = asked.content.topics[found[0].topic]
    said = closest(first.text, asked.language).say[found[0].bubble]
    more = {**button_to(asked, first.id), "title": word(asked, "button_yes_more")}
    others = [each.topic for each in found[1 : 1 + OTHERS]]
    replies = [
        reply(asked, word(asked, "passage_found"), "notice"),
        reply(asked, said, topic=first.id, sources=sources(first.sources)),
        reply(asked, word(asked, "passage_right"), "question", [more, *buttons_to(asked, (*others, "menu", "human"))]),
    ]
    return replies, [slot("topic", first.id), slot("near", " ".join(others) or None)]


def _as_it_was(asked: Asked, topic: str, bubble: int, mark: str) -> bool:
    """Whether the bubble still says what it said when the passages were made."""
    known = asked.content.topics.get(topic)
    if known is None:
        return False
    marks = marks_of(known)
    return bubble < len(marks) and marks[bubble] == mark and bubble < len(closest(known.text, asked.language).say)
