"""Replies and buttons in the shape of the engine's."""

from collections.abc import Iterable, Mapping, Sequence

from actions.asked import Asked, Reply, payload
from content.texts import Source, Text, closest
from content.words import say

SPECIAL = {
    "menu": ("button_menu", "/menu"),
    "human": ("button_human", "/request_human"),
    "language": ("button_language", "/change_language"),
    "erase": ("button_erase", "gateway:erase"),
    "emergency": ("button_emergency", "gateway:card"),
    "leave": ("button_leave", "gateway:leave"),
}
"""The buttons that lead to no topic: the key of their title, and what they send."""

type Button = dict[str, str]


def reply(asked: Asked, text: str, kind: str = "text", buttons: Sequence[Button] = (), **parts: object) -> Reply:
    """One bubble; *parts* that are empty are left out."""
    whole = {"kind": kind, "language": asked.language, "text": text, "buttons": list(buttons), **parts}
    return {name: part for name, part in whole.items() if part or name == "text"}


def bubbles(asked: Asked, texts: Mapping[str, Text], kind: str = "text") -> list[Reply]:
    """The bubbles of a text in the person's language."""
    return [reply(asked, bubble, kind) for bubble in closest(texts, asked.language).say]


def word(asked: Asked, key: str, **values: str) -> str:
    """Words of interface.yml."""
    return say(asked.content, key, asked.language, **values)


def button(asked: Asked, key: str, choice: str) -> Button:
    """A button titled with words of interface.yml."""
    return {"title": word(asked, key), "choice": choice}


def button_to(asked: Asked, name: str) -> Button:
    """The button to a topic, an answer of the conversation, a group of the menu, or a SPECIAL place."""
    if name in SPECIAL:
        key, choice = SPECIAL[name]
        return button(asked, key, choice)
    topic, answer = asked.content.topics.get(name), asked.content.conversation.answers.get(name)
    group = next((group for group in asked.content.conversation.menu if group.id == name), None)
    title = topic.title if topic else answer.title if answer else group.title if group else None
    choice = payload(name) if name in asked.intents else payload("menu", topic=name)
    return {"title": closest(title, asked.language) if title else name, "choice": choice}


def buttons_to(asked: Asked, names: Iterable[str]) -> list[Button]:
    return [button_to(asked, name) for name in names]


def sources(given: Sequence[Source]) -> list[dict[str, str]]:
    return [{"title": each.title, "url": each.url, "read_on": each.read_on.isoformat()} for each in given]


def with_buttons(replies: list[Reply], buttons: Sequence[Button]) -> list[Reply]:
    """*replies*, the last of them with *buttons*: they belong at the bottom of what is read."""
    last = {**replies[-1], "buttons": [*replies[-1].get("buttons", ()), *buttons]}
    return [*replies[:-1], last] if buttons else replies
