"""A topic, or an answer about the talk itself."""

from collections.abc import Sequence

from actions.asked import CERTAIN, FINDER, SEARCHES, Asked, Event, Reply, payload, slot
from actions.counters import counters, find_counter, kept_wishes, look
from actions.passages import QUOTED, QUOTED_OUTSIDE, quotation
from actions.replies import Button, bubbles, button, button_to, buttons_to, reply, sources, with_buttons, word
from actions.selfcheck import START
from content.conversation import Group
from content.texts import closest
from content.topics import RELATED, Topic
from content.words import privacy, running

URGENT = frozenset({"emergency", "self_harm"})
"""The gateway shows the card itself; what we say stands where it was not sure enough to."""
GRAVE = frozenset(
    "emergency self_harm not_safe_to_talk documents_taken wages_problem debt_bondage threats cannot_leave sexual_exploitation "
    "deceived_about_job forced_crime violence_or_abuse child_exploitation pregnancy".split()
)
"""What happens to the person: of two questions these are answered first, and the other one is offered."""

OF_ITS_OWN = frozenset("am_i_victim suspicious_offer employer_change report_other request_human abusive_message".split())
"""What a message may be about as a whole though a clause of it tells of such things."""
BESIDE = frozenset({"affirm", "deny", "greet", "thank"})
"""What a message may begin with before it says what it is about: "no, it is for my friend"."""
CORRECTIONS = frozenset({"deny", "feedback_negative"})
"""The last answer was not what was meant: what came next in its ranking is offered."""
OUTSIDE = "out_of_scope"
FOR_SOMEBODY = "report_other"
"""The intent of whoever asks for somebody else."""
FRIEND = "friend_in_trouble"
"""The topic for whoever looked for counters and says that it is for somebody else; counters for the same need stand below it."""
MEANT_ALONE = GRAVE | SEARCHES | {FINDER, FOR_SOMEBODY}
"""Topics that answer whoever meant them, and never by a likeness of words."""
CHECKED = "am_i_victim"
"""The topic below which the self-check is offered, and the intent that starts it."""


def answer(asked: Asked) -> tuple[list[Reply], list[Event]]:
    """The answer to the intent, or to the topic that a button of the menu named."""
    named = asked.entities.get("topic", "") if asked.intent == "menu" else ""
    groups = {group.id: group for group in asked.content.conversation.menu}
    if named in groups:
        return group(asked, groups[named]), []
    id = named if named in asked.content.topics or named in asked.content.conversation.answers else asked.intent
    other = asked.also
    if id in BESIDE and other in asked.content.topics:
        id, other = other, ""
    elif other in GRAVE & asked.content.topics.keys() and id not in GRAVE | OF_ITS_OWN:
        id, other = other, id
    if id in SEARCHES and (asked.narrows or (asked.names_a_day and look(asked, asked.need).exact)):
        return find_counter(asked)
    if id == FOR_SOMEBODY and asked.brief and (said := for_a_friend(asked)):
        return [*said, *second_question(asked, other, id)], []
    if id == FOR_SOMEBODY and asked.brief and asked.slots.get("topic") == FINDER and FRIEND in asked.content.topics:
        id = FRIEND
    if id in asked.content.topics:
        id, further = speaking(asked, id)
        found = asked.content.topics[id]
        need = need_of(asked, found)
        answered = need and other in SEARCHES  # the counters stand below the topic
        said = [*topic(asked, found, further), *([] if answered else second_question(asked, other, id))]
        kept = [slot("topic", id), slot("near", near(asked, id))]
        return said, [*kept, *([slot("need", need)] if need else []), *([kept_wishes(asked)] if asked.wishes else [])]
    if id == OUTSIDE and (quoted := quotation(asked, QUOTED_OUTSIDE)):
        return quoted
    if id in asked.content.conversation.answers:
        return conversation(asked, id), []
    if id in URGENT:
        return [reply(asked, word(asked, "concern"), "notice", [button_to(asked, "emergency")])], []
    return not_understood(asked)


def speaking(asked: Asked, id: str) -> tuple[str, list[str]]:
    """The topic that answers, and those to offer below it. *id* answers, unless it is a guess and others speak of the message
    more; beside its related topics stand those that do.

    What happens to the person is not left to a likeness: there the editors' choice stands, and beside it what else happens to
    people. Nor is a search for counters.
    """
    near, sure = asked.speaking, asked.sure(id)
    guessed = near and sure < SURE and id not in near[:ROOM]
    if guessed and MEANT_ALONE.isdisjoint({id, near[0]}):
        id, near = near[0], [id, *near[1:]]
    situations = asked.content.conversation.situations
    happens = situations.topics if situations else ()
    related = asked.content.topics[id].related
    others = [each for each in near if each != id and (id not in GRAVE or {id, each}.issubset(happens))]
    offered = [*others[:GUESSES], *related] if sure < CERTAIN and id not in GRAVE else [*related, *others[:1]]
    return id, list(dict.fromkeys(offered))


def second_question(asked: Asked, other: str, id: str) -> list[Reply]:
    """The way to the answer of the *other* question in the message, if there was one."""
    if other == id or other not in asked.content.topics:
        return []
    return [reply(asked, word(asked, "also_asked"), "question", [button_to(asked, other)])]


def near(asked: Asked, id: str) -> str | None:
    """The topics that came next in the ranking, for "no, not that"."""
    names = [name for name, share in asked.ranking if name != id and share >= NEAR and name in asked.content.topics]
    return " ".join(names[:GUESSES]) or None


def again(asked: Asked) -> list[Reply]:
    """The last answer once more, as after a change of language; nothing where there was none."""
    last = str(asked.slots.get("topic"))
    if last == FINDER:
        return find_counter(asked)[0]
    found = asked.content.topics.get(last)
    return topic(asked, found, found.related) if found else []


def need_of(asked: Asked, found: Topic) -> str | None:
    """The need that *found* shows counters for: after an answer about pay, "where is help?" and "on Sunday?" mean pay."""
    return (asked.need or found.need) if found.id in SEARCHES | {FRIEND} else found.need


def topic(asked: Asked, found: Topic, following: Sequence[str]) -> list[Reply]:
    """The topic's bubbles, the last with its sources; the counters that fit; buttons to the *following* topics."""
    replies = bubbles(asked, found.text)
    replies[-1] = {**replies[-1], "topic": found.id, "sources": sources(found.sources)}
    further = []
    need = need_of(asked, found)
    if need:
        group = asked.content.conversation.group_of(found.id)
        if group and group.on_request:
            further.append(button(asked, "button_find_counter", payload("find_counter", need=need)))
        else:
            replies.append(counters(asked, look(asked, need)))
    if found.id == CHECKED:
        choice = payload(CHECKED, topic=START)
        further.append({"title": closest(asked.content.selfcheck.button, asked.language), "choice": choice})
    return with_buttons(replies, [*further, *buttons_to(asked, (*found.buttons, *following)), *below(asked, found.id)])


def below(asked: Asked, id: str) -> list[Button]:
    """The buttons below every situation: it is about somebody else, and whether it is safe to write."""
    situations = asked.content.conversation.situations
    if situations is None or id not in situations.topics or situations.friend.title is None:
        return []
    friend = {"title": closest(situations.friend.title, asked.language), "choice": payload(FOR_SOMEBODY)}
    return [friend, *buttons_to(asked, situations.buttons)]


def to_report(asked: Asked) -> list[Button]:
    """The button to the answer about reporting; the intent of that name would say the last situation to a friend again."""
    found = asked.content.topics.get(FOR_SOMEBODY)
    return [{**button_to(asked, FOR_SOMEBODY), "choice": payload("menu", topic=FOR_SOMEBODY)}] if found else []


def for_a_friend(asked: Asked) -> list[Reply]:
    """The last answer as one says it to a friend, with the counters that fit; nothing where it was no situation."""
    situations, last = asked.content.conversation.situations, str(asked.slots.get("topic"))
    if situations is None or last not in situations.topics:
        return []
    found = asked.content.topics[last]
    before, after = bubbles(asked, situations.friend.text)
    middle = bubbles(asked, found.text)[1:-1]
    replies = [before, *middle, {**after, "topic": last, "sources": sources(found.sources)}]
    if need := need_of(asked, found):
        replies.append(counters(asked, look(asked, need)))
    return with_buttons(replies, [*to_report(asked), *buttons_to(asked, (*situations.friend.buttons, *situations.buttons))])


def conversation(asked: Asked, id: str) -> list[Reply]:
    """An answer of conversation.yml; the menu lists its groups, privacy is followed by all there is to know."""
    said = asked.content.conversation.answers[id]
    values = running(asked.content, asked.language, **asked.running)
    replies = [{**each, "text": _filled(each["text"], values)} for each in bubbles(asked, said.text)]
    before: list[str] = []
    if id == "menu":
        before = [group.id for group in asked.content.conversation.menu]
    elif id == "privacy":
        replies += [reply(asked, bubble) for bubble in privacy(asked.content, asked.language, **asked.running)]
    elif id in CORRECTIONS:
        before = [name for name in str(asked.slots.get("near") or "").split() if name in asked.content.topics]
    elif id == OUTSIDE and asked.sure(id) < SURE:
        before = asked.speaking[:GUESSES]
    elif id == "rephrase" and asked.slots.get("topic") in asked.content.topics:
        before = [str(asked.slots["topic"])]
    return with_buttons(replies, buttons_to(asked, (*before, *said.buttons)))


def group(asked: Asked, group: Group) -> list[Reply]:
    """A part of the menu."""
    back = button(asked, "button_back", payload("menu"))
    return [reply(asked, closest(group.title, asked.language), "question", [*buttons_to(asked, group.topics), back])]


SURE = 0.6
"""Confidence from which an intent's own topic answers, whatever others say …"""
ROOM = 2
"""… and below which it must be among so many nearest. By tests/evaluation: of 348 free questions 57 instead of 56 of a hundred
get a right topic first; of the messages that intents were written for none is lost."""
NEAR = 0.02
"""Confidence from which a topic may be what was meant, when the first one was not."""
GUESS = 0.1
"""Confidence from which the topic of an intent is offered when nothing was understood; below it a guess only confuses."""
GUESSES = 2


def not_understood(asked: Asked) -> tuple[list[Reply], list[Event]]:
    """What comes nearest, quoted; else words of ours, the topics that came nearest as buttons, the menu, and a person."""
    if quoted := quotation(asked, QUOTED):
        return quoted
    said = asked.content.conversation.fallback
    return with_buttons(bubbles(asked, said.text), buttons_to(asked, (*guesses(asked), *said.buttons))), []


def guesses(asked: Asked) -> list[str]:
    """Topics that a message which was not understood may ask for: two that speak of it, then likely intents', few in all."""
    likely = [name for name, confidence in asked.ranking if confidence >= GUESS and name in asked.content.topics]
    near = asked.speaking
    return list(dict.fromkeys([*near[:GUESSES], *likely[:GUESSES], *near]))[:RELATED]


def _filled(text: str, values: dict[str, str]) -> str:
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", value)
    return text
