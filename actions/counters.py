"""Counters for a need, a place, a language and wishes: "someone who speaks Vietnamese", "and in Osaka?", "by chat"."""

from collections.abc import Iterator
from dataclasses import replace

from actions.asked import CERTAIN, FINDER, Asked, Event, Reply, payload, slot
from actions.replies import Button, bubbles, button, button_to, reply, with_buttons, word
from content.finding import Found, find
from content.topics import NEEDS
from content.wishes import DAYS_WISHED

ASKED_FOR = tuple(need for need in NEEDS if need != "emergency")
"""The needs one can choose from; whoever is in danger presses the emergency button."""
OFFERED = ("open_now", "write", "anonymous")
"""The wishes that have a button, the most pressing first."""
OFFERED_AT_ONCE = 2


def find_counter(asked: Asked) -> tuple[list[Reply], list[Event]]:
    """At most three counters, then a way to more or to another need. Nothing has to be told first."""
    found = look(asked, asked.need)
    if not found.exact and _cannot_wait(asked) and (wider := look(asked, None)).exact:
        asked, found = replace(asked, slots={**asked.slots, "need": None}), wider
    replies = [counters(asked, found)] if found.counters else [reply(asked, word(asked, "counters_no_more"))]
    replies = with_buttons(replies, [*_wish_buttons(asked, found), *_answering(asked)])
    if asked.need is None and asked.page == 1:
        return [*_opening(asked), *replies, _which_need(asked)], _kept(asked)
    further = [button(asked, "button_back", payload("find_counter", need="any"))]
    if asked.areas:
        further.append(button(asked, "whole_country", payload("find_counter", area=asked.content.country.code)))
    replies = with_buttons(replies, further)
    if asked.page == 1 and not asked.areas and _elsewhere(asked):
        replies.append(reply(asked, word(asked, "ask_area"), "question"))
    return replies, _kept(asked)


def look(asked: Asked, need: str | None, *more: str) -> Found:
    """The counters for *need* in the place and language that were asked for, as wished, and with *more* wishes."""
    return find(
        asked.content, need, asked.areas, asked.language, asked.now,
        page=asked.page, wanted_language=asked.counter_language, wishes=asked.wishes.union(more),
    )


def counters(asked: Asked, found: Found) -> Reply:
    """*found* as a reply, with the button to the next page."""
    more: list[Button] = []
    if found.more:
        entities = {"need": found.need} if found.need else {}
        more = [button(asked, "button_more_counters", payload("find_counter", **entities, page=str(asked.page + 1)))]
    everywhere = all(asked.content.counters[counter["id"]].everywhere for counter in found.counters)
    key = "counters_found" if found.exact else "counters_none" if everywhere else "counters_none_here"
    return reply(asked, word(asked, key), "counters", more, counters=list(found.counters))


def kept_wishes(asked: Asked) -> Event:
    """What was wished stays for the next question."""
    return slot("wish", " ".join(sorted(asked.wishes)) or None)


def _wish_buttons(asked: Asked, found: Found) -> Iterator[Button]:
    """At most two wishes that would change the first page, and that some counter is known to grant; a way back."""
    shown = [counter["id"] for counter in found.counters]
    left = OFFERED_AT_ONCE if asked.page == 1 else 0
    for wish in OFFERED:
        if left and wish not in asked.wishes:
            narrower = look(asked, asked.need, wish)
            if narrower.exact and shown != [counter["id"] for counter in narrower.counters]:
                left -= 1
                yield button(asked, f"button_{wish}", payload(FINDER, wish=wish))
    if asked.wishes:
        yield button(asked, "button_all_places", payload(FINDER, wish="any"))


def _cannot_wait(asked: Asked) -> bool:
    """Whether the message wishes for a time and its need is one of before: "where can I get help on Sunday?". Who wants it
    free or in writing wants that of the same need."""
    times = {"open_now", *DAYS_WISHED}.intersection(asked.entities.get("wish", "").split())
    return bool(times) and "need" not in asked.entities and asked.need is not None and asked.page == 1


def _answering(asked: Asked) -> list[Button]:
    """The topic that speaks of the message most, where a search may not be what was meant; "and in Osaka?" means it."""
    near = [topic for topic in asked.speaking if topic != FINDER]
    return [button_to(asked, near[0])] if near and not asked.brief and asked.sure(FINDER) < CERTAIN else []


def _opening(asked: Asked) -> list[Reply]:
    """What can be asked for, when nothing was."""
    topic = asked.content.topics.get(FINDER)
    if not topic or asked.areas or asked.entities:
        return []
    return [{**each, "topic": FINDER} for each in bubbles(asked, topic.text)]


def _which_need(asked: Asked) -> Reply:
    needs = [button(asked, f"need_{need}", payload("find_counter", need=need)) for need in ASKED_FOR]
    return reply(asked, word(asked, "ask_need"), "question", needs)


def _elsewhere(asked: Asked) -> bool:
    """Whether some area has a counter of its own for the need."""
    return any(
        asked.need in record.needs and not record.everywhere and record.status == "confirmed"
        for record in asked.content.counters.values()
    )


def _kept(asked: Asked) -> list[Event]:
    """Need, place, language and wishes stay for the next question; words that name none of them clear what was kept."""
    return [
        slot("topic", FINDER),
        slot("need", asked.need),
        slot("area", asked.areas[0] if asked.areas else None),
        slot("counter_language", asked.counter_language),
        kept_wishes(asked),
    ]
