"""What we say without asking the engine: to what is not text, to commands, to our own buttons."""

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from bot.core.messages import Kind, Message, Reply
from bot.core.offers import OURS
from bot.core.ports import Words
from bot.core.safety import Alarm, Level

LONGEST = 1_000
"""Characters of a message that the engine is asked about; the safety net has looked at all of them."""

ASKED = Alarm(Level.DANGER, "asked for the numbers")
ASKED_AFTER_SELF_HARM = Alarm(Level.SELF_HARM, "asked for the numbers")

CARD, LINES = "gateway:card", "gateway:lines"
NUMBERS = frozenset({CARD, LINES})
"""Payloads that ask for the emergency numbers, and for the lines of people who listen."""

COMMANDS = {
    "start": "gateway:start",
    "help": "/menu",
    "menu": "/menu",
    "language": "/change_language",
    "emergency": CARD,
    "human": "/request_human",
    "wipe": "gateway:erase",
    "leave": "gateway:leave",
}
"""Slash commands and the payload each stands for."""


@dataclass(frozen=True, slots=True)
class Plain:
    """An answer of our own: *erase* ends and destroys the talk after it."""

    replies: tuple[Reply, ...] = ()
    erase: bool = False


def payload_of(message: Message, choices: Mapping[str, str]) -> str | None:
    """The payload behind a button, a command or a location; None for anything else, '' for a button that is not ours any more."""
    if message.kind is Kind.CHOICE:
        if message.choice == "gateway:human":
            return COMMANDS["human"]
        return message.choice if message.choice in OURS else choices.get(message.choice, "")
    if message.kind is Kind.COMMAND:
        return COMMANDS.get(message.command, "/menu")
    if message.kind is Kind.LOCATION and message.area:
        return json.dumps(message.area).join(('/find_counter{"area":', "}"))
    return None


def asked_for(payload: str, alarm: str | None) -> Alarm:
    """What brings the card when somebody asks for the numbers by a *payload* of NUMBERS; *alarm* is the level of their last:
    after despair no police first."""
    despair = payload == LINES or alarm == ASKED_AFTER_SELF_HARM.name
    return ASKED_AFTER_SELF_HARM if despair else ASKED


def plain_answer(message: Message, payload: str | None, language: str, words: Words, alarm: str | None) -> Plain | None:
    """The answer that needs no engine, or None; *alarm* is the level of the talk's last alarm, whose numbers are shown again."""
    if payload in NUMBERS:
        return Plain(tuple(words.card(asked_for(payload, alarm), language, again=False)))
    match payload:
        case "":
            return Plain((words.say("choice_gone", language),))
        case "gateway:safe":
            return Plain((words.say("safe_yes", language),))
        case "gateway:not_safe":
            return Plain((words.say("safe_no", language),))
        case "gateway:start":
            return Plain(tuple(words.first_words(message.sender.channel, language)))
        case "gateway:erase" | "gateway:leave":
            return Plain(erase=True)
    if payload is None and message.kind is not Kind.TEXT:
        return Plain((words.say(message.kind.value, language),))
    if payload is None and not any(unicodedata.category(c)[0] in "LN" for c in message.text):
        return Plain((words.say("emoji_only" if message.text.strip() else "empty", language),))
    return None
