"""What every request passes before and every answer after: a small body, one media type, quiet headers, no stack trace.

1. A body is held whole and small before anything reads it, so that the safety net can look at it whatever fails later.
2. Nothing past the limit is kept: a larger body is looked at up to the limit and refused.
3. An error of ours is logged by its name only, since its text may hold a person's words.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.channels.website.problems import BROKEN, TOO_LARGE, TOO_SLOW, WRONG_TYPE, Problem, Refused

log = logging.getLogger(__name__)

LARGEST = 64 * 1024
SLOWEST = 30.0
"""Seconds a body may take; 64 KiB in this time is 18 kbit/s, a poor 2G line."""
LINGER = 2.0
"""Seconds we go on taking in and dropping what a too large sender still sends: many read no answer before they are done."""
BODY = "akari.body"
"""Where the scope keeps the body, for Rescue."""
WITH_BODY = frozenset({"POST", "PUT", "PATCH", "DELETE"})

type Refuse = Callable[[Request, Exception], Awaitable[Response]]


class Gate:
    """*media* names the one media type that a path takes; *sites* are the origins that may call /api."""

    def __init__(
        self, app: ASGIApp, *, refuse: Refuse, headers: Mapping[str, str], media: Mapping[str, str], sites: frozenset[str]
    ) -> None:
        self._app, self._refuse, self._headers, self._media, self._sites = app, refuse, headers, media, sites

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        asked, origin = Headers(scope=scope), self._site(scope)
        started = False

        async def quiet(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                self._dress(MutableHeaders(scope=message), origin)
            await send(message)

        if origin and scope["method"] == "OPTIONS" and "access-control-request-method" in asked:
            return await Response(status_code=204, headers=PREFLIGHT)(scope, receive, quiet)
        try:
            held = scope["method"] in WITH_BODY
            body = await _take_in(receive) if held else Body()
            scope[BODY] = bytes(body.taken)
            if body.gone:
                return None
            if refused := body.refused or self._wrong_type(scope, asked):
                response = await self._refuse(Request(scope), Refused(refused))
                return await response(scope, receive, _lingering(quiet, receive) if body.coming else quiet)
            await self._app(scope, _again(scope[BODY], receive) if held else receive, quiet)
        except Exception as error:  # the outer fence, law 3
            log.error("%s failed: %s", known_path(scope), type(error).__name__)
            if not started:
                response = await self._refuse(Request(scope), Refused(BROKEN))
                await response(scope, receive, quiet)

    def _wrong_type(self, scope: Scope, asked: Headers) -> Problem | None:
        wanted = self._media.get(scope["path"])
        given = asked.get("content-type", "").partition(";")[0].strip().lower()
        return WRONG_TYPE if wanted and scope["method"] == "POST" and scope[BODY] and given != wanted else None

    def _site(self, scope: Scope) -> str | None:
        origin = Headers(scope=scope).get("origin")
        return origin if origin in self._sites and scope["path"].startswith("/api/") else None

    def _dress(self, headers: MutableHeaders, origin: str | None) -> None:
        for name, value in self._headers.items():
            headers.setdefault(name, value)
        if self._sites:
            headers.add_vary_header("Origin")
        if origin:
            headers["Access-Control-Allow-Origin"] = origin
            headers["Access-Control-Expose-Headers"] = "Retry-After"


PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, POST, DELETE",
    "Access-Control-Allow-Headers": "Authorization, Content-Type, Last-Event-ID",
    "Access-Control-Max-Age": "600",
}


def known_path(scope: Scope) -> str:
    """The path by the route that serves it; a path that is none of ours may hold anything."""
    route = scope.get("route")
    return str(getattr(route, "path", "a request"))


@dataclass(slots=True)
class Body:
    """What was *taken* in, at most LARGEST bytes; whether more is *coming*, the sender is *gone*, and why it is *refused*."""

    taken: bytearray = field(default_factory=bytearray)
    coming: bool = False
    gone: bool = False
    refused: Problem | None = None


async def _take_in(receive: Receive) -> Body:
    body = Body()
    try:
        async with asyncio.timeout(SLOWEST):
            while body.refused is None:
                message = await receive()
                body.gone = message["type"] == "http.disconnect"
                body.coming = bool(message.get("more_body"))
                body.taken += message.get("body", b"")
                if len(body.taken) > LARGEST:
                    body.refused = TOO_LARGE
                    del body.taken[LARGEST:]
                if body.gone or not body.coming:
                    break
    except TimeoutError:
        body.refused = TOO_SLOW
    return body


def _again(body: bytes, receive: Receive) -> Receive:
    """A receive that begins with the whole *body*."""
    given = False

    async def replay() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replay


def _lingering(send: Send, receive: Receive) -> Send:
    """A send that, before the end of the answer, drops what the sender still sends, so that they can read the refusal."""

    async def patient(message: Message) -> None:
        if message["type"] != "http.response.body":
            return await send(message)
        await send({**message, "more_body": True})
        with suppress(TimeoutError):
            async with asyncio.timeout(LINGER):
                while (await receive()).get("more_body"):
                    pass
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    return patient
