"""The shapes of the web API (DESIGN §6.2), as OpenAPI shows them and requests are checked by."""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from bot.channels.website.problems import EVERY, MEDIA_TYPE

LONGEST = 10_000
"""Characters of a message; the engine is asked about the first 1,000, the safety net looks at all of them, and at a longer one
before it is refused."""


def _whole(text: object) -> object:
    """Half an emoji (a lone surrogate, as cut by some phones) becomes a replacement sign instead of a refusal."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if isinstance(text, str) else text


type Language = Annotated[
    str, StringConstraints(max_length=16, pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$"), Field(examples=["en", "ja", "zh-TW"])
]
type Id = Annotated[UUID, Field(description="Made by the client for this message; the same id again runs nothing twice.")]


class Asked(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Opening(Asked):
    """Begin a talk; *language* is what the person chose."""

    language: Language | None = None


class Leaving(Asked):
    """Forget this token."""

    token: str = Field(max_length=200)


class Text(Asked):
    """Something the person wrote."""

    id: Id
    text: Annotated[str, BeforeValidator(_whole), StringConstraints(max_length=LONGEST)]
    language: Language | None = None


class Choice(Asked):
    """A button the person pressed: one offered in this talk, or one of the gateway's own."""

    id: Id
    choice: str = Field(min_length=1, max_length=64)
    language: Language | None = None


class Button(BaseModel):
    title: str
    choice: str


class Span(BaseModel):
    """Days are mon … sun, times HH:MM by the clock of the country."""

    days: list[str]
    opens: str = Field(alias="from")
    closes: str = Field(alias="to")


class Hours(BaseModel):
    text: str
    weekly: list[Span]


class Way(BaseModel):
    """A way to write instead of speak."""

    kind: str
    url: str


class Show(BaseModel):
    """A text to hold up to anyone, in the *language* of the country, with a reading aid. *ja* is its name in any country."""

    ja: str
    reading: str
    language: str


class Counter(BaseModel):
    """A place or line that helps; *tel* is null where the number cannot be dialled that way.

    *sign* is its name as signs there write it, where *name* does not say it.
    """

    id: str
    name: str
    phone: str | None
    tel: str | None
    hours: Hours
    open_now: bool | None
    opens_at: str = ""
    languages: list[str]
    free: bool | None
    url: str | None
    cautions: list[str]
    read_on: str
    verified_on: str | None
    write: list[Way] = []
    note: str = ""
    sign: Show | None = None


class Source(BaseModel):
    title: str
    url: str
    read_on: str


class Reply(BaseModel):
    """One bubble. Show each *id* once; an empty *id* is not kept in the talk and is shown where it arrives."""

    id: str
    kind: Literal["text", "counters", "card", "question", "notice"]
    language: str
    text: str
    topic: str = ""
    buttons: list[Button] = []
    counters: list[Counter] = []
    sources: list[Source] = []
    show: Show | None = None
    by_staff: bool = False


class Opened(BaseModel):
    """A talk has begun; *replies* are its first words. Keep *token* in memory only."""

    token: str
    language: str
    replies: list[Reply]


class Answer(BaseModel):
    """What came of a message. ``holding``: an answer follows as an event. *cursor* is the place of the last reply."""

    replies: list[Reply]
    language: str
    alarm: Literal["concern", "self_harm", "danger"] | None
    handled_by: Literal["net", "engine", "staff", "holding"]
    cursor: int


class Replies(BaseModel):
    replies: list[Reply]
    cursor: int


class Wrong(BaseModel):
    """Where and how a request was wrong; never what stood there."""

    at: str
    type: str = ""


class Refusal(BaseModel):
    """RFC 9457. When the safety net raises an alarm on what the person wrote, *replies* hold the card, whatever failed."""

    type: str
    title: str
    status: int
    code: Literal[tuple(problem.code for problem in EVERY)]  # type: ignore[valid-type]
    detail: str
    errors: list[Wrong] = []
    parts: dict[str, bool] = {}
    replies: list[Reply] = []


class Fine(BaseModel):
    status: Literal["ok"]


class Health(BaseModel):
    """``degraded``: a part is missing, and *parts* says which; people are still served as well as can be."""

    status: Literal["ok", "degraded"]
    parts: dict[str, bool]


type Answers = dict[int | str, dict[str, Any]]
"""Answers by status, as OpenAPI describes them."""


def ok(status: int, shape: type[BaseModel]) -> Answers:
    return {status: {"model": shape}}


def events_ok() -> Answers:
    return {200: {"content": {"text/event-stream": {"schema": {"type": "string"}}}, "description": "Events until the talk ends."}}


def refusals(*statuses: int) -> Answers:
    """The OpenAPI of these refusals, and of those that any request may meet."""
    details = {status: [one.detail for one in EVERY if one.status == status] for status in (*statuses, 500)}
    schema = {"$ref": "#/components/schemas/Refusal"}
    return {
        status: {"description": " ".join(said), "content": {MEDIA_TYPE: {"schema": schema}}, **_waits(status)}
        for status, said in details.items()
    }


def _waits(status: int) -> dict[str, Any]:
    if status not in {429, 503}:
        return {}
    return {"headers": {"Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer", "minimum": 1}}}}
