"""The web API: JSON for the page's own script and anyone's client (DESIGN §6.2)."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Header, Query, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from starlette.types import Receive, Scope, Send

from bot.channels.website import events, shapes, wished
from bot.channels.website.conversing import TOKEN, Conversing, address_of, cursor_of, new_token, numbered
from bot.channels.website.limits import Limits
from bot.channels.website.problems import NO_TALK, NOT_READY, Refused
from bot.channels.website.shapes import events_ok, ok, refusals
from bot.core.messages import Kind, Message, Reply
from bot.core.ports import Posted
from bot.core.wire import reply_to_json

FARTHEST = 2**53 - 1
"""The largest cursor that every client can count to."""

type Check = Callable[[], Awaitable[bool]]


def bearer(given: Annotated[HTTPAuthorizationCredentials | None, Depends(HTTPBearer(auto_error=False))]) -> str:
    """The token of the request, by its shape; whether a talk has it is for the store to say."""
    return _token(given.credentials if given else "")


def bearer_of(request: Request) -> str:
    """The same, for endpoints that are no part of the API."""
    return _token(bearer_or_none(request))


def bearer_or_none(request: Request) -> str:
    """The bearer token, or ''."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token if scheme.lower() == "bearer" and TOKEN.fullmatch(token) else ""


def _token(token: str) -> str:
    if not TOKEN.fullmatch(token):
        raise Refused(NO_TALK)
    return token


type Token = Annotated[str, Depends(bearer)]
type After = Annotated[int, Query(ge=0, le=FARTHEST, description="Only replies after this cursor.")]
type LastEventId = Annotated[
    int, Header(alias="Last-Event-ID", ge=0, le=FARTHEST, description="The cursor of the last reply that was seen.")
]


@dataclass(frozen=True, slots=True)
class Api:
    """Every endpoint as a method; join() says which path each has."""

    talks: Conversing
    limits: Limits
    languages: Sequence[str]
    checks: Mapping[str, Check]
    started: Callable[[], bool]

    async def open(self, request: Request, asked: shapes.Opening | None = None) -> Response:
        """Begin a talk.

        Without a language that we serve, the first words follow Accept-Language, and the answers the language of the messages.
        """
        self.limits.talk(caller(request))
        chosen = wished.chosen(asked.language if asked else None, self.languages)
        hint = wished.hinted(request.headers.get("accept-language"), self.languages)
        token = new_token()
        language, replies, _ = await self.talks.begin(token, chosen, hint)
        return JSONResponse({"token": token, "language": language, "replies": _json(replies)}, 201)

    async def write(
        self, request: Request, token: Token, said: shapes.Text | shapes.Choice,
        after: Annotated[int | None, Query(ge=0, le=FARTHEST, description="Also every other reply after this cursor.")] = None,
    ) -> Response:  # fmt: skip
        """Write, or press a button, and wait for the answer; a few seconds at most.

        An alarm's card comes at once. ``handled_by`` says who answered: ``net`` (the card only), ``engine``, ``staff`` (a person
        holds the talk: theirs come as events) or ``holding`` (the answer follows as an event). Replies may come as events too.
        """
        self.limits.message(token, caller(request))
        chosen = wished.chosen(said.language, self.languages)
        hint = wished.hinted(request.headers.get("accept-language"), self.languages)
        message = Message(address_of(token), f"{token}:{said.id}", language=chosen, hint=hint)
        if isinstance(said, shapes.Text):
            message = replace(message, text=said.text)
        else:
            message = replace(message, kind=Kind.CHOICE, choice=said.choice)
        written = await self.talks.write(message, after=after)
        return JSONResponse({
            "replies": _json(written.replies), "language": written.language, "alarm": written.alarm,
            "handled_by": written.handled_by, "cursor": written.cursor,
        })  # fmt: skip

    async def read(self, request: Request, token: Token, after: After = 0) -> Response:
        """Replies of the talk after a cursor, for clients that poll."""
        self.limits.look(token, caller(request))
        posted = await self.talks.read(token, after)
        return JSONResponse({"replies": _json(numbered(posted)), "cursor": cursor_of(posted, after)})

    async def follow(self, request: Request, token: Token, last_event_id: LastEventId = 0) -> Response:
        """Replies as they come, as server-sent events ``reply``; read it by a fetch stream, since EventSource sends no header.

        ``id:`` is the cursor, ``data:`` a Reply. A comment comes every 15 seconds. The stream ends when the talk does.
        """
        return await stream(self.talks, self.limits, request, token, last_event_id, _event)

    async def erase(self, request: Request, token: Token) -> Response:
        """Destroy the talk and everything we keep of it."""
        self.limits.look(token, caller(request))
        await self.talks.erase(token)
        return Response(status_code=204)

    async def leave(self, request: Request, asked: shapes.Leaving) -> Response:
        """End the talk and forget the token, which stands in the body so that ``navigator.sendBeacon`` can send it."""
        self.limits.look(asked.token, caller(request))
        await self.talks.leave(asked.token)
        return Response(status_code=204)

    async def alive(self) -> Response:
        """The process lives."""
        return JSONResponse({"status": "ok"})

    async def ready(self, request: Request) -> Response:
        """Whether people should be sent here: from the moment on when the store was first opened.

        A part that fails later makes it ``degraded``, and *parts* says which, but never 503: the parts are shared by every
        gateway, so a load balancer would find none ready, and nobody would get the emergency card, which needs none of them.
        """
        self.limits.look("", caller(request))
        parts = {name: await _works(check) for name, check in self.checks.items()}
        if not self.started():
            raise Refused(replace(NOT_READY, parts={"parts": parts}))
        return JSONResponse({"status": "ok" if all(parts.values()) else "degraded", "parts": parts})

    def join(self, app: FastAPI) -> None:
        """Put every endpoint at its path."""
        add = app.add_api_route
        add("/api/conversations", self.open, methods=["POST"], status_code=201, tags=["talk"],
            responses=ok(201, shapes.Opened) | refusals(400, 408, 413, 415, 422, 429, 503))
        add("/api/conversations", self.erase, methods=["DELETE"], status_code=204, tags=["talk"],
            response_class=Response, responses=refusals(401, 408, 413, 429, 503))
        add("/api/messages", self.write, methods=["POST"], tags=["talk"],
            responses=ok(200, shapes.Answer) | refusals(400, 401, 408, 413, 415, 422, 429, 503))
        add("/api/messages", self.read, methods=["GET"], tags=["talk"],
            responses=ok(200, shapes.Replies) | refusals(401, 422, 429, 503))
        add("/api/events", self.follow, methods=["GET"], tags=["talk"], response_class=StreamingResponse,
            responses=events_ok() | refusals(401, 422, 429, 503))
        add("/api/leave", self.leave, methods=["POST"], status_code=204, tags=["talk"],
            response_class=Response, responses=refusals(400, 408, 413, 415, 422, 429, 503))
        add("/healthz", self.alive, methods=["GET"], tags=["operators"], responses=ok(200, shapes.Fine) | refusals())
        add("/readyz", self.ready, methods=["GET"], tags=["operators"],
            responses=ok(200, shapes.Health) | refusals(429, 503))  # fmt: skip


class Stream(StreamingResponse):
    """Events in one of the places for streams, which is taken when the answer begins and free when it ends, however it ends."""

    def __init__(self, lines: AsyncIterator[bytes], place: AbstractContextManager[None]) -> None:
        super().__init__(lines, media_type="text/event-stream", headers=events.HEADERS)
        self._place = place

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with self._place:
            await super().__call__(scope, receive, send)


async def stream(
    talks: Conversing, limits: Limits, request: Request, token: str, after: int, data_of: Callable[[Posted], str | None]
) -> Stream:
    """The events of a talk, or raise NoTalk or TooMany."""
    limits.look(token, caller(request))
    talk = await talks.talk(token)
    lines = events.follow(talks.store, talks.news, talk.id, after, data_of)
    return Stream(lines, limits.stream(token, caller(request)))


def caller(request: Request) -> str:
    """The network address of the caller; behind a proxy, uvicorn puts in the one that a trusted proxy names."""
    return request.client.host if request.client else ""


async def _works(check: Check) -> bool:
    try:
        return await check()
    except Exception:  # whatever it is, the part does not work; its error may name hosts and paths
        return False


def _json(replies: Sequence[Reply]) -> list[dict[str, Any]]:
    return [reply_to_json(reply) for reply in replies]


def _event(post: Posted) -> str:
    return json.dumps(reply_to_json(numbered([post])[0]), ensure_ascii=False, separators=(",", ":"))
