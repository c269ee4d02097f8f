"""What the gateway asks: one message of one talk, checked, and never taken for a command of Rasa's."""

import json
import re
from base64 import b64decode
from dataclasses import dataclass
from typing import Any, TypeGuard

import numpy as np
from encoder.encoder import DIMENSIONS
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.shared.core.domain import Domain

from engine.featurizer import Encoded
from engine.problems import Refused

CHANNEL = "akari"
LARGEST = 64 * 1024
"""Bytes of a request: a message of 10,000 characters and a state fit."""

LONGEST = 2_000
"""Characters of a message that are read: the encoder takes 300, the rest costs time, and strangers choose the length."""

# Intents that Rasa has of itself; `out_of_scope` is another of them, but ours too.
_RASAS_OWN = frozenset({"restart", "back", "session_start", "nlu_fallback"})
_CONVERSATION = re.compile(r"[A-Za-z0-9_.:-]{1,128}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{1,8}){0,3}")
_CHOICE = re.compile(r"/([a-z][a-z0-9_]{0,63})(\{.*\})?", re.DOTALL)
_VALUE = re.compile(r"[A-Za-z0-9_.:-]{1,64}")


@dataclass(frozen=True, slots=True)
class Asked:
    """One turn: *text*, which the gateway may have *encoded*, or the *intent* and *entities* of a button. *language* is the
    answer's, *written* the text's."""

    conversation: str
    language: str
    written: str
    text: str | None
    encoded: Encoded | None
    intent: str
    entities: dict[str, str]
    state: Any

    def message(self, output: OutputChannel) -> UserMessage:
        """As Rasa takes it. The text's language goes along for parts of the pipeline that want it."""
        about: dict[str, Any] = {"sender_id": self.conversation, "input_channel": CHANNEL, "output_channel": output}
        about["metadata"] = {"language": self.written}
        if self.text is not None:
            return UserMessage(self.text, **about)
        return UserMessage("", parse_data=self._parsed(), **about)

    def _parsed(self) -> dict[str, Any]:
        intent = {"name": self.intent, "confidence": 1.0}
        entities = [{"entity": name, "value": value, "start": 0, "end": 0} for name, value in self.entities.items()]
        return {"text": "", "intent": intent, "intent_ranking": [intent], "entities": entities}


def read(body: bytes, domain: Domain) -> Asked:
    """The turn that *body* asks for, or Refused as ``bad_request``."""
    asked = _object(_json(body))
    message = _object(asked.get("message"))
    conversation, language = asked.get("conversation"), message.get("language")
    written = message.get("written", language)
    if not _is(written, _LANGUAGE):
        raise Refused("bad_request")
    if not _is(conversation, _CONVERSATION) or not _is(language, _LANGUAGE) or ("text" in message) == ("choice" in message):
        raise Refused("bad_request")
    if "text" in message:
        text, encoded = _text(message["text"]), _encoded(message.get("encoded"))
        return Asked(conversation, language, written, text, encoded, "", {}, asked.get("state"))
    intent, entities = _choice(message["choice"], domain)
    return Asked(conversation, language, written, None, None, intent, entities, asked.get("state"))


def choices(domain: Domain) -> list[str]:
    """The intents that a button may name."""
    return [intent for intent in domain.intents if intent not in _RASAS_OWN]


def _text(text: Any) -> str:
    """*text* as something that was said: one that begins with "/" would be a command to Rasa, in any message.

    The wide solidus means the same to every reader (NFKC makes one of the other) and nothing to Rasa.
    """
    if not isinstance(text, str) or not text.strip():
        raise Refused("bad_request")
    # Half a surrogate pair is valid JSON and no text: tokenizers fail on it.
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").strip()[:LONGEST]
    return "\uff0f" + text[1:] if text.startswith("/") else text


def _encoded(told: Any) -> Encoded | None:
    if told is None:
        return None
    by, vectors = _object(told).get("by"), _object(told).get("vectors")
    try:
        found = np.frombuffer(b64decode(vectors, validate=True), "<f4")
    except (TypeError, ValueError):
        raise Refused("bad_request") from None
    if not isinstance(by, str) or found.shape != (2 * DIMENSIONS,) or not np.isfinite(found).all():
        raise Refused("bad_request")
    return Encoded(by, found.reshape(2, DIMENSIONS))


def _choice(payload: Any, domain: Domain) -> "tuple[str, dict[str, str]]":
    found = _CHOICE.fullmatch(payload) if isinstance(payload, str) else None
    if found is None or found[1] not in choices(domain):
        raise Refused("bad_request")
    entities = _object(_json(found[2])) if found[2] else {}
    if not all(name in domain.entities and _is(value, _VALUE) for name, value in entities.items()):
        raise Refused("bad_request")
    return found[1], entities


def _is(value: Any, shape: "re.Pattern[str]") -> TypeGuard[str]:
    return isinstance(value, str) and shape.fullmatch(value) is not None


def _json(body: Any) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise Refused("bad_request") from None


def _object(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise Refused("bad_request")
    return value
