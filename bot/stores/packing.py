"""What goes into a seal: values as ASCII JSON bytes and back (lone surrogates survive)."""

import json
from collections.abc import Mapping
from typing import Any

from bot.core.messages import Kind, Message, Reply, Understood
from bot.core.ports import Talk, Turn
from bot.core.wire import reply_from_json, reply_to_json


def _pack(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode("ascii")


def pack_reply(reply: Reply) -> bytes:
    return _pack(reply_to_json(reply))


def unpack_reply(packed: bytes, id: str) -> Reply:
    return reply_from_json({**json.loads(packed), "id": id})


def pack_answer(reply: Reply, key: str) -> bytes:
    """A reply with the key of the message that it answers, which its delivery needs after the message itself is dropped."""
    return _pack({**reply_to_json(reply), "answers": key})


def key_answered(packed: bytes) -> str:
    """The key of the message that a packed reply answers; '' for one that answers none."""
    return str(json.loads(packed).get("answers", ""))


def pack_message(message: Message) -> bytes:
    return _pack({
        "key": message.key, "kind": message.kind.value, "text": message.text, "choice": message.choice,
        "command": message.command, "language": message.language, "hint": message.hint,
        "area": message.area,
    })  # fmt: skip


def unpack_message(packed: bytes, talk: Talk) -> Message:
    parts = json.loads(packed)
    return Message(
        talk.address, parts["key"], Kind(parts["kind"]), parts["text"], parts["choice"], parts["command"],
        parts["language"], parts["hint"], area=parts.get("area", ""),
    )  # fmt: skip


def pack_memory(state: str, choices: Mapping[str, str]) -> bytes:
    return _pack({"state": state, "choices": dict(choices)})


def unpack_memory(packed: bytes) -> tuple[str, dict[str, str]]:
    parts = json.loads(packed)
    return parts["state"], parts["choices"]


def pack_turn(turn: Turn, replies: tuple[Reply, ...], choices: Mapping[str, str]) -> bytes:
    """A turn for the journal: what was written or pressed, what was said, what was understood."""
    message = turn.message
    return _pack({
        "kind": message.kind.value, "text": message.text, "command": message.command,
        "choice": choices.get(message.choice, message.choice),
        "replies": [reply_to_json(reply) for reply in replies],
        "understood": _understood(turn.understood),
    })  # fmt: skip


def unpack_turn(packed: bytes) -> dict[str, Any]:
    """The parts of a journalled turn: kind, text, command, choice, replies (JSON), understood (JSON or None)."""
    parts: dict[str, Any] = json.loads(packed)
    return parts


def _understood(understood: Understood | None) -> dict[str, Any] | None:
    if understood is None:
        return None
    return {
        "intent": understood.intent, "confidence": understood.confidence,
        "ranking": [list(rank) for rank in understood.ranking],
        "entities": [[e.entity, e.value] for e in understood.entities],
    }  # fmt: skip


def pack_staff_turn(staff: str, reply: Reply) -> bytes:
    """What a person of the staff wrote, for the journal."""
    return _pack({
        "kind": "staff", "text": "", "command": "", "choice": "", "staff": staff,
        "replies": [reply_to_json(reply)], "understood": None,
    })  # fmt: skip
