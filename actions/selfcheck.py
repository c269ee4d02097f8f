"""The self-check: one neutral question at a time, and an end that never judges."""

from actions.asked import FINDER, Asked, Event, Reply, payload, slot
from actions.replies import Button, bubbles, button, button_to, reply, sources, with_buttons, word
from content.finding import for_needs
from content.selfcheck import THEME, Question
from content.texts import closest

ANSWERS = ("yes", "no", "skip")
START = "self_check"
"""The topic that the button which starts the check names (data/rules/self_check.yml)."""


def next_question(asked: Asked) -> tuple[list[Reply], list[Event]]:
    """The first question without an answer, after the introduction where it is the first of all; nothing at the end."""
    check = asked.content.selfcheck
    answered = answers(asked)
    replies: list[Reply] = []
    last = next((question for question in reversed(check.questions) if question.id in answered), None)
    if last and last.offer_card and answered[last.id] == last.sign:
        replies.append(reply(asked, word(asked, "concern"), "notice", [button_to(asked, "emergency")]))
    following = next((question for question in check.questions if question.id not in answered), None)
    if following is None:
        return replies, []
    if not answered and asked.entities.get("topic") == START:
        replies += bubbles(asked, check.intro)
    replies += with_buttons(bubbles(asked, following.text, "question"), _choices(asked))
    return replies, []


def offer_to_go_on(asked: Asked) -> tuple[list[Reply], list[Event]]:
    """Something else was answered in between: go on with the questions, or not?"""
    choices = [button(asked, "button_yes", payload("affirm")), button(asked, "button_no", payload("deny"))]
    return with_buttons(bubbles(asked, asked.content.selfcheck.go_on, "question"), choices), []


def result(asked: Asked) -> tuple[list[Reply], list[Event]]:
    """What the answers have in common with known signs, in words, and the counters that fit; the answers are dropped."""
    check = asked.content.selfcheck
    answered = answers(asked)
    signs = [question for question in check.questions if answered.get(question.id) == question.sign]
    replies = bubbles(asked, check.stopped) if asked.intent == "stop" else []
    replies += _words(asked, signs, any(given in ("yes", "no") for given in answered.values()))
    found = for_needs(
        asked.content, [question.need for question in signs] or ["rights"], asked.areas, asked.language, asked.now,
        wanted_language=asked.counter_language, wishes=asked.wishes,
    )
    if found:
        replies.append(reply(asked, word(asked, "counters_found"), "counters", counters=list(found)))
    topics = list(dict.fromkeys(question.topic for question in signs))[:3]
    further = [button_to(asked, name) for name in (*topics, "human", "menu")]
    return with_buttons(replies, further), [slot(question.id, None) for question in check.questions]


def answers(asked: Asked) -> dict[str, str]:
    """The answers so far, by question."""
    given = ((question.id, asked.slots.get(question.id)) for question in asked.content.selfcheck.questions)
    return {id: answer for id, answer in given if answer in ANSWERS}


def _words(asked: Asked, signs: list[Question], answered: bool) -> list[Reply]:
    check = asked.content.selfcheck
    name = "some" if signs else "none" if answered else "unanswered"
    themes = closest(check.between, asked.language).join(closest(question.theme, asked.language) for question in signs)
    said = [{**each, "text": each["text"].replace(THEME, themes)} for each in bubbles(asked, check.results[name])]
    if signs:
        said[-1] = {**said[-1], "sources": sources(check.sources)}
    return said + (bubbles(asked, check.closing) if answered else [])


def _choices(asked: Asked) -> list[Button]:
    """The ways to answer, the way to help, after which the check goes on where it was, and the way out."""
    given = {
        "button_yes": "affirm",
        "button_no": "deny",
        "button_skip": "skip",
        "button_find_counter": FINDER,
        "button_stop": "stop",
    }
    return [button(asked, key, payload(intent)) for key, intent in given.items()]
