"""The values that travel: who wrote, what was written, what we say."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

type ReplyKind = Literal["text", "counters", "card", "question", "notice"]


class Kind(StrEnum):
    """What arrived. Everything but TEXT, CHOICE and COMMAND is answered by words of its own, never by silence."""

    TEXT = "text"
    CHOICE = "choice"
    COMMAND = "command"
    VOICE = "voice"
    PHOTO = "photo"
    STICKER = "sticker"
    LOCATION = "location"
    CONTACT = "contact"
    EDITED = "edited"
    OTHER = "other_kind"


@dataclass(frozen=True, slots=True)
class Address:
    """A channel's name and that channel's id for the person; the id never shows in a repr."""

    channel: str
    id: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Message:
    """One thing a person wrote or pressed.

    *key* is the channel's own name of this delivery, unique in the channel: the same key again is the same message.
    *choice* is an opaque id we offered; *command* is the bare word of a slash command (``help``).
    *language* is what the person chose for this message, if they did, *hint* what
    their app is set to; *receipt* is the platform's handle for deleting it. *area* is the ISO 3166-2 code of the
    prefecture that a location lies in, all that is kept of it.
    """

    sender: Address
    key: str = field(repr=False)
    kind: Kind = Kind.TEXT
    text: str = field(default="", repr=False)
    choice: str = field(default="", repr=False)
    command: str = ""
    language: str | None = None
    hint: str | None = None
    receipt: str = field(default="", repr=False)
    area: str = ""


@dataclass(frozen=True, slots=True)
class Button:
    """*choice* is a payload on its way from the engine, an opaque id on its way to the person."""

    title: str
    choice: str


@dataclass(frozen=True, slots=True)
class Span:
    """Opening time of some days of the week; days are ``mon`` … ``sun``, times ``HH:MM`` in the country's time."""

    days: tuple[str, ...]
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Hours:
    text: str
    weekly: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Way:
    """A way to write instead of speak: *kind* is web, chat, line or email."""

    kind: str
    url: str


@dataclass(frozen=True, slots=True)
class Show:
    """A large text in the *language* of the country to show to anyone, with a reading aid.

    Clients know it as ``ja``, whatever the country.
    """

    ja: str
    reading: str = ""
    language: str = "ja"


@dataclass(frozen=True, slots=True)
class Counter:
    """A place or line that helps, as it is shown to a person at one moment; *sign* is its name as signs there write it."""

    id: str
    name: str
    phone: str | None
    tel: str | None
    hours: Hours
    open_now: bool | None
    opens_at: str | None
    languages: tuple[str, ...]
    free: bool | None
    url: str | None
    cautions: tuple[str, ...]
    read_on: str
    verified_on: str | None
    write: tuple[Way, ...] = ()
    note: str | None = None
    sign: Show | None = None


@dataclass(frozen=True, slots=True)
class Source:
    title: str
    url: str
    read_on: str


@dataclass(frozen=True, slots=True)
class Reply:
    """One bubble. *id* is empty until the store has given it one."""

    kind: ReplyKind
    language: str
    text: str
    topic: str | None = None
    buttons: tuple[Button, ...] = ()
    counters: tuple[Counter, ...] = ()
    sources: tuple[Source, ...] = ()
    show: Show | None = None
    id: str = ""
    by_staff: bool = False


@dataclass(frozen=True, slots=True)
class Entity:
    entity: str
    value: str


@dataclass(frozen=True, slots=True)
class Encoded:
    """A message as the encoder *by* read it: *vectors* are 768 numbers of 32 bits (see `encoder.encoder.Encoder.depths`)."""

    by: str
    vectors: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Understood:
    """The engine's first choice, before any fallback, and its ranking of at most five."""

    intent: str
    confidence: float
    ranking: tuple[tuple[str, float], ...] = ()
    entities: tuple[Entity, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What the engine made of one message: replies, its opaque state, what it understood."""

    replies: tuple[Reply, ...]
    state: str = field(repr=False)
    understood: Understood
