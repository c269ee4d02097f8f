"""Another language, by its name or by a button."""

from dataclasses import replace

from actions.asked import Asked, Event, Reply, payload, slot
from actions.replies import Button, bubbles, button_to, reply, with_buttons, word
from content.words import UNKNOWN, say, served
from content.words import bubbles as said


def change_language(asked: Asked) -> tuple[list[Reply], list[Event]]:
    """Go on in the language that was named; else, or where we do not serve it, show those we do."""
    wanted = asked.entities.get("language")
    if wanted and served(asked.content, wanted):
        return [reply(replace(asked, language=wanted), say(asked.content, "language_changed", wanted), "notice")], [
            slot("language", wanted)
        ]
    replies: list[Reply] = []
    if wanted:
        replies = [reply(asked, bubble, "notice") for bubble in said(asked.content, "unknown_language", UNKNOWN)]
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
