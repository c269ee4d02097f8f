"""The seams: what the pipeline asks of channels, the engine and the store, each promise in its docstring."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot.core.messages import Address, Answer, Message, Reply, Understood
from bot.core.safety import Alarm


class EngineDown(Exception):
    """The engine gave no whole answer; *code* is its reason, never a person's text."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class StoreDown(Exception):
    """Nothing could be made durable; the caller must not acknowledge."""


class NoTalk(Exception):
    """There is no open talk at that address."""


class Undelivered(Exception):
    """The platform did not take a reply.

    *retry_after* seconds from now it may; None means never (the person blocked us, the chat is gone).
    """

    def __init__(self, reason: str, retry_after: float | None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retry_after = retry_after


class Holder(StrEnum):
    """Who answers: the bot, the bot while the person waits for staff, or a person of the staff (then the bot is silent)."""

    BOT = "bot"
    WAITING = "waiting"
    STAFF = "staff"


class HandledBy(StrEnum):
    NET = "net"
    ENGINE = "engine"
    STAFF = "staff"
    HOLDING = "holding"


@dataclass(frozen=True, slots=True)
class Talk:
    """An open talk as one message finds it.

    *chosen* is the language the person chose, *language* the one last detected; *state* is the engine's, opaque;
    *choices* are the payloads behind the opaque ids offered in this talk, oldest first; *alarm* is the last one's level.
    """

    id: str
    address: Address
    chosen: str | None = None
    language: str | None = None
    state: str = field(default="", repr=False)
    choices: Mapping[str, str] = field(default_factory=dict, repr=False)
    alarm: str | None = None
    holder: Holder = Holder.BOT
    holder_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Accepted:
    """*fresh* is false when this key was accepted before; *opened* is true when it began a new talk; *carded* when its card
    is among the replies already."""

    id: int
    talk: str
    fresh: bool
    opened: bool
    carded: bool = False


@dataclass(frozen=True, slots=True)
class Waiting:
    """The oldest unanswered message of a talk; *carded* when its card is already in the outbox, *noted* when the person
    was told to wait, *more* when another one waited behind it."""

    id: int
    talk: Talk
    message: Message
    alarm: Alarm | None
    carded: bool
    noted: bool
    received_at: datetime
    more: bool


@dataclass(frozen=True, slots=True)
class Turn:
    """One message and all that came of it, to be committed whole. *replies* carry opaque choice ids."""

    id: int
    talk: Talk
    message: Message
    replies: tuple[Reply, ...]
    handled_by: HandledBy
    language: str
    alarm: Alarm | None = None
    understood: Understood | None = None
    asks_for_person: bool = False


@dataclass(frozen=True, slots=True)
class Posted:
    """A reply in a talk's outbox with its place (*cursor* grows within the talk)."""

    cursor: int
    reply: Reply


@dataclass(frozen=True, slots=True)
class Outcome:
    """What has come of one accepted message so far; *handled_by* is None while it waits."""

    talk: str
    handled_by: HandledBy | None
    alarm: str | None
    language: str
    replies: tuple[Posted, ...]


@dataclass(frozen=True, slots=True)
class Parcel:
    """A reply to deliver to an address; *again* when an earlier try may have gone out (the process died while sending).

    *answers* is the key of the message it answers, '' for first words and what staff say.
    """

    id: int
    talk: str
    to: Address
    reply: Reply
    again: bool
    answers: str = field(default="", repr=False)


class Channel(Protocol):
    """A place where people write to us."""

    name: str
    pushes: bool
    """Whether replies are sent (a messaging app) or fetched by the person's own client (website, terminal)."""

    def listen(self) -> AbstractAsyncContextManager[None]:
        """While open, hand every message to the intake, acknowledging only what the intake accepted."""

    async def send(self, to: Address, reply: Reply) -> str:
        """Deliver one reply and return the platform's receipt ('' if none), or raise Undelivered."""


class Engine(Protocol):
    """Finds words for an ordinary message."""

    async def turn(self, talk: str, message: Message, payload: str | None, language: str, state: str) -> Answer:
        """Answer *message* (or the *payload* of a pressed button) in *language*, or raise EngineDown.

        The message's own language is here the one it is written in, served or not.
        *talk* is our own random id; *state* is what the last answer of this talk carried, '' at first.
        """

    async def ready(self) -> bool:
        """Whether it would answer now."""

    async def close(self) -> None:
        """Let go of its connections."""


class Words(Protocol):
    """Everything the pipeline itself says, from content; every list is at least one bubble."""

    def say(self, key: str, language: str, **values: str) -> Reply:
        """The notice *key* with its placeholders filled."""

    def first_words(self, channel: str, language: str) -> Sequence[Reply]:
        """A program, run by whom, what is kept and how long, is it safe to write now."""

    def card(self, alarm: Alarm, language: str, again: bool) -> Sequence[Reply]:
        """The emergency answer; short when the person has just had it."""

    def served(self, language: str | None) -> bool:
        """Whether content speaks *language*."""

    def on_duty(self, now: datetime) -> bool:
        """Whether staff are there at *now*."""


class Store(Protocol):
    """Keeps what was accepted until it is answered, and every turn sealed. Every method may raise StoreDown."""

    async def open(self, address: Address, chosen: str | None, replies: Sequence[Reply]) -> Sequence[Posted]:
        """Open a talk with its first words; an open talk at *address* is closed first."""

    async def find(self, address: Address) -> Talk | None:
        """The open talk at *address*."""

    async def accept(
        self, message: Message, alarm: Alarm | None, card: Sequence[Reply], first_words: Sequence[Reply] | None
    ) -> Accepted:
        """Make *message* durable (commit) and, in the same transaction, put the card of an alarm in the outbox.

        Without an open talk: begins one with *first_words* (after the card), or raises NoTalk where they are None.
        The same key again changes nothing and returns the first acceptance with fresh false.
        """

    async def next(self, talk: str) -> Waiting | None:
        """The oldest unanswered message of *talk*."""

    async def answer(
        self, turn: Turn, state: str, chosen: str | None, choices: Mapping[str, str], holder: Holder
    ) -> Outcome | None:
        """One transaction: replies into the outbox, state, languages, choices and holder kept, the turn sealed into the
        journal, the message answered: what came of it, as `outcome` would tell. None, and nothing changed, when it was answered
        already or the talk is gone.

        If staff took the talk meanwhile, the engine's replies are dropped and the turn is kept without them.
        """

    async def note(self, waiting: Waiting, reply: Reply) -> bool:
        """Tell the person once that an answer takes time; false when they were told."""

    async def unanswered(self) -> Sequence[str]:
        """Talks with a message waiting."""

    async def outcome(self, id: int) -> Outcome | None:
        """What came of an accepted message; None when it was erased."""

    async def replies(self, talk: str, after: int) -> Sequence[Posted]:
        """Replies of an open talk after a cursor, oldest first; raises NoTalk."""

    async def due(self, channels: Sequence[str], busy: Sequence[str]) -> Sequence[Parcel]:
        """The oldest undelivered reply of each talk of *channels* that is due and not in *busy*; marks them as sending."""

    async def delivered(self, id: int, receipt: str) -> None:
        """The platform took it."""

    async def undelivered(self, id: int, reason: str, retry_after: float | None) -> None:
        """Try again in *retry_after* seconds, or never."""

    async def resend(self) -> int:
        """At start: what was being sent when we died is due again and marked ambiguous; how many."""

    async def receipts(self, talk: str) -> Sequence[str]:
        """The platform's handles of all messages of the talk, both sides."""

    async def close(self, talk: str) -> None:
        """End the talk: state, choices, language, address and the gateway's key are dropped."""

    async def erase(self, talk: str) -> None:
        """Destroy the talk: keys first, then rows, then the WAL."""

    async def overdue(self, since: datetime) -> Sequence[Talk]:
        """Talks that have waited for a person of the staff since before *since*."""

    async def give_back(self, talk: Talk, replies: Sequence[Reply], choices: Mapping[str, str]) -> bool:
        """Nobody of the staff came: the bot answers again and says so; false when somebody came at this moment."""

    async def sweep(self) -> int:
        """Close silent talks, erase what is past retention; how many."""
