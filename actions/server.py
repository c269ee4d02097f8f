"""The action server: rasa-sdk's executor behind two addresses, and nothing of a person in its logs.

rasa-sdk's own server listens on every interface unless SANIC_HOST says otherwise, starts a second process, loads
tracing, and on an error writes the exception and answers with the whole request. This one does none of that.
"""

import json
import logging
import traceback
import zlib
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from pathlib import Path
from typing import Any

from rasa_sdk.executor import ActionExecutor  # type: ignore[import-untyped]
from rasa_sdk.interfaces import ActionNotFoundException  # type: ignore[import-untyped]

log = logging.getLogger(__name__)

LARGEST = 4 * 1024 * 1024
"""Bytes of a request, packed or not: Rasa sends the whole tracker, ours is bounded far below this."""

type Event = MutableMapping[str, Any]
type Receive = Callable[[], Awaitable[Event]]
type Send = Callable[[Event], Awaitable[None]]
type Application = Callable[[Event, Receive, Send], Awaitable[None]]


class Refused(Exception):
    """The request cannot be answered; *code* says why, never what was in it."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(code)
        self.status, self.code = status, code


def application(executor: ActionExecutor) -> Application:
    """An ASGI application: GET /health, POST /webhook."""

    async def serve(scope: Event, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            return await _lifespan(receive, send)
        try:
            status, body = 200, await _answer(executor, scope, receive)
        except Refused as error:
            status, body = error.status, {"error": error.code, "action_name": ""}
        except ActionNotFoundException:
            log.error("Rasa asked for an action that is not ours; domain.yml and actions/registry.py differ")
            status, body = 404, {"error": "no such action", "action_name": ""}
        except Exception as error:  # the outer fence: an exception's own words may hold a person's
            log.error("an action failed: %s at %s", type(error).__name__, _where(error))
            status, body = 500, {"error": "the action failed", "action_name": ""}
        await _send(send, status, body)

    return serve


async def _answer(executor: ActionExecutor, scope: Event, receive: Receive) -> dict[str, Any]:
    match scope["method"], scope["path"]:
        case "GET", "/health":
            return {"status": "ok"}
        case "POST", "/webhook":
            call = _parse(await _body(receive), dict(scope["headers"]).get(b"content-encoding", b""))
            # Rasa sends no domain (enable_selective_domain), and rasa-sdk refuses a call without one.
            result = await executor.run({**call, "domain": call.get("domain") or {}})
            return dict(result.model_dump()) if result else {"events": [], "responses": []}
    raise Refused(404, "no such address")


async def _body(receive: Receive) -> bytes:
    body = bytearray()
    while True:
        event = await receive()
        if event["type"] == "http.disconnect":
            raise Refused(400, "the caller went away")
        body += event.get("body", b"")
        if len(body) > LARGEST:
            raise Refused(413, "too large")
        if not event.get("more_body"):
            return bytes(body)


def _parse(body: bytes, encoding: bytes) -> dict[str, Any]:
    try:
        if encoding == b"deflate":
            unpacking = zlib.decompressobj()
            body = unpacking.decompress(body, LARGEST)
            if unpacking.unconsumed_tail:
                raise Refused(413, "too large")
        call = json.loads(body)
    except (ValueError, zlib.error):
        raise Refused(400, "not JSON") from None
    if not isinstance(call, dict) or not isinstance(call.get("tracker"), dict):
        raise Refused(400, "not a call of an action")
    return call


async def _lifespan(receive: Receive, send: Send) -> None:
    while True:
        event = await receive()
        await send({"type": event["type"] + ".complete"})
        if event["type"] == "lifespan.shutdown":
            return


async def _send(send: Send, status: int, body: dict[str, Any]) -> None:
    whole = json.dumps(body, ensure_ascii=False).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(whole)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": whole})


def _where(error: Exception) -> str:
    frames: Iterable[traceback.FrameSummary] = traceback.extract_tb(error.__traceback__)[-1:]
    return ", ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames)
