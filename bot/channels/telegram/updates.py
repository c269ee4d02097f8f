"""From Telegram's updates to our messages; nothing here talks to anyone."""

from dataclasses import dataclass

from telegram import Message as TelegramMessage
from telegram import Update
from telegram.constants import ChatType

from bot.channels.telegram.places import prefecture
from bot.core.messages import Address, Kind, Message

COMMANDS = frozenset({"start", "help", "language", "emergency", "human", "wipe"})
WANTED = ("message", "edited_message", "callback_query", "my_chat_member", "channel_post")

KINDS = (
    ("voice", Kind.VOICE), ("audio", Kind.VOICE), ("video_note", Kind.VOICE),
    ("photo", Kind.PHOTO), ("video", Kind.PHOTO), ("animation", Kind.PHOTO),
    ("sticker", Kind.STICKER), ("location", Kind.LOCATION), ("venue", Kind.LOCATION), ("contact", Kind.CONTACT),
)  # fmt: skip
"""Parts of a Telegram message and what they are to us; captions count as text."""


@dataclass(frozen=True, slots=True)
class Leave:
    """A group or channel we were put into: leave it, say nothing."""

    chat: int


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button; *query* must be answered so that its spinner stops."""

    message: Message
    query: str


def parse(update: Update) -> Message | Pressed | Leave | None:
    """What *update* means to us; None when it needs no answer (a person blocked us, a pin, a join).

    Keys come from chat and message ids, not from update ids: those may start anew at any number (GUARANTEES.md).
    """
    if update.my_chat_member:
        chat = update.my_chat_member.chat
        there = update.my_chat_member.new_chat_member.status not in {"left", "kicked"}
        return Leave(chat.id) if chat.type != ChatType.PRIVATE and there else None
    if update.channel_post:
        return Leave(update.channel_post.chat.id)
    if query := update.callback_query:
        sender = Address("telegram", str(query.from_user.id))
        hint = language_hint(query.from_user.language_code)
        choice = query.data or ""
        return Pressed(Message(sender, f"c{query.id}", Kind.CHOICE, choice=choice, hint=hint), query.id)
    message = update.message or update.edited_message
    if message is None or message.from_user is None:
        return None
    if message.chat.type != ChatType.PRIVATE:
        return Leave(message.chat.id)
    return _message(message, edited=update.edited_message is not None)


def language_hint(code: str | None) -> str | None:
    """DESIGN §1's code for Telegram's IETF tag, e.g. ``zh-hant`` → ``zh-TW``."""
    if not code:
        return None
    low = code.lower()
    if low.startswith("zh"):
        return "zh-TW" if any(part in low for part in ("hant", "tw", "hk", "mo")) else "zh"
    return {"fil": "tl"}.get(low.split("-")[0], low.split("-")[0])


def _message(message: TelegramMessage, edited: bool) -> Message | None:
    assert message.from_user  # noqa: S101 - checked by parse()
    sender = Address("telegram", str(message.chat.id))
    moment = int(message.edit_date.timestamp()) if edited and message.edit_date else 0
    key = f"e{message.chat.id}.{message.message_id}.{moment}" if edited else f"m{message.chat.id}.{message.message_id}"
    text = message.text or message.caption or ""
    kind, command = _kind(message, text, edited)
    if kind is Kind.OTHER and _is_service(message):
        return None
    return Message(
        sender, key, kind, text="" if kind is Kind.COMMAND else text, command=command,
        hint=language_hint(message.from_user.language_code), receipt=str(message.message_id), area=_area(message),
    )  # fmt: skip


def _area(message: TelegramMessage) -> str:
    """The prefecture of a location or venue; the place itself goes no further than this."""
    at = message.location or (message.venue.location if message.venue else None)
    return (prefecture(at.latitude, at.longitude) or "") if at else ""


def _kind(message: TelegramMessage, text: str, edited: bool) -> tuple[Kind, str]:
    if edited:
        return Kind.EDITED, ""
    for part, kind in KINDS:
        if getattr(message, part, None):
            return kind, ""
    if message.text is None:
        return Kind.OTHER, ""
    word = text.split(maxsplit=1)[0].split("@")[0] if text.startswith("/") else ""
    return (Kind.COMMAND, word[1:]) if word[1:] in COMMANDS else (Kind.TEXT, "")


def _is_service(message: TelegramMessage) -> bool:
    """Notices of Telegram itself that a person did not write."""
    parts = ("pinned_message", "message_auto_delete_timer_changed", "write_access_allowed", "chat_background_set")
    return any(getattr(message, part, None) for part in parts)
