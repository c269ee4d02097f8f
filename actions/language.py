"""Another language, by its name or by a button; the last answer is given again in it."""

from dataclasses import replace

from actions.answers import again
from actions.asked import Asked, Event, Reply, payload, slot
from actions.counters import counters, look
from actions.replies import Button, bubbles, button_to, reply, with_buttons, word
from content.words import UNKNOWN, nearest, say
from content.words import bubbles as said


def change_language(asked: Asked) -> tuple[list[Reply], list[Event]]:
    """Go on in the language that was named; else show those we serve. Where we do not serve it, counters may speak it."""
    named = asked.entities.get("language")
    if named and (wanted := nearest(asked.content, named)):
        spoken = replace(asked, language=wanted, entities={})
        replies = [reply(spoken, say(asked.content, "language_changed", wanted), "notice")]
        if asked.slots.get("requested_slot") is None:  # the form puts its question again itself
            replies += again(spoken)
        return replies, [slot("language", wanted)]
    replies = []
    if named:
        replies = [reply(asked, bubble, "notice") for bubble in said(asked.content, "unknown_language", UNKNOWN)]
        if asked.need:
            replies.append(counters(asked, look(asked, asked.need)))
    found = asked.content.conversation.answers.get("change_language")
    replies += bubbles(asked, found.text, "question") if found else [reply(asked, word(asked, "choose_language"), "question")]
    further = [button_to(asked, name) for name in (found.buttons if found else ()) if name != "language"]
    return with_buttons(replies, [*_languages(asked), *further]), []


def _languages(asked: Asked) -> list[Button]:
    """A button for each language we serve, titled in that language: whoever is lost in this one can read their own."""
    return [
        {
            "title": say(asked.content, f"language_name_{language}", language),
            "choice": payload("change_language", language=language),
        }
        for language in asked.content.languages
    ]
