"""What the archive hands to the console: talks by what is in clear, turns opened, and why something cannot be done."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.core.messages import Message
from bot.core.ports import Holder


class Taken(Exception):
    """Another person of the staff holds the talk; *by* is their name."""

    def __init__(self, by: str) -> None:
        super().__init__(by)
        self.by = by


class Gone(Exception):
    """The talk was erased or is closed, so that this cannot be done with it."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list of talks is narrowed to; empty means all."""

    language: str = ""
    channel: str = ""
    intent: str = ""
    alarm: str = ""
    reviewed: str = ""
    before: tuple[datetime, str] | None = None
    """*last_at* and id of the last talk of the page before."""


@dataclass(frozen=True, slots=True)
class TalkLine:
    """One talk in a list: only what is in clear."""

    id: str
    channel: str
    language: str | None
    opened_at: datetime
    last_at: datetime
    open: bool
    holder: Holder
    staff: str | None
    alarm: str | None
    alarm_rule: str | None
    alarm_at: datetime | None
    wants_person_at: datetime | None
    seen: bool
    last_intent: str | None
    last_confidence: float | None
    turns: int
    reviewed_by: str | None


@dataclass(frozen=True, slots=True)
class TurnLine:
    """One turn, opened. *parts* as packing.unpack_turn gives them."""

    id: int
    at: datetime
    handled_by: str
    language: str | None
    intent: str | None
    confidence: float | None
    corrected_intent: str | None
    alarm: str | None
    alarm_rule: str | None
    parts: dict[str, Any] = field(repr=False)


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """A message that is accepted but not answered yet, opened; its sender's address is left out."""

    id: int
    at: datetime
    alarm: str | None
    alarm_rule: str | None
    message: Message
