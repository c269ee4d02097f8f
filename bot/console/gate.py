"""What every request to the console passes before and every answer after: https or loopback, a small body, quiet headers."""

import logging

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

log = logging.getLogger(__name__)

LARGEST = 64 * 1024
BODY = "akari.body"
LOOPBACK = frozenset({"127.0.0.1", "[::1]", "localhost"})
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types console"
    ),
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""*same-origin* and not *no-referrer*: with the latter a browser hides the Origin of our own forms, which we check."""
SECURE = {"Strict-Transport-Security": "max-age=63072000"}


class Gate:
    """The outermost layer; an error of ours is logged by its name alone, since its text may hold a person's words."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        started = False

        async def dressed(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                for name, value in (HEADERS | (SECURE if scope["scheme"] == "https" else {})).items():
                    headers.setdefault(name, value)
            await send(message)

        if not _private(scope):
            refusal = PlainTextResponse("The console is served by https only, or on this machine.\n", 403)
            return await refusal(scope, receive, dressed)
        try:
            body = await _body(receive) if scope["method"] == "POST" else b""
            if body is None:
                return await PlainTextResponse("Too large.\n", 413)(scope, receive, dressed)
            scope[BODY] = body
            await self._app(scope, receive, dressed)
        except Exception as error:  # the outer fence
            log.error("%s %s failed: %s", scope["method"], _path(scope), type(error).__name__, exc_info=error)
            if not started:
                await PlainTextResponse("Something went wrong.\n", 500)(scope, receive, dressed)


def _private(scope: Scope) -> bool:
    """https, or asked for by a loopback name (also against DNS rebinding); the health of the process is for everybody."""
    host = Headers(scope=scope).get("host", "")
    name = host[: host.find("]") + 1] if host.startswith("[") else host.partition(":")[0]
    return scope["scheme"] == "https" or name in LOOPBACK or scope["path"] == "/healthz"


async def _body(receive: Receive) -> bytes | None:
    taken = bytearray()
    while True:
        message = await receive()
        taken += message.get("body", b"")
        if len(taken) > LARGEST:
            return None
        if message["type"] == "http.disconnect" or not message.get("more_body"):
            return bytes(taken)


def _path(scope: Scope) -> str:
    """The pattern of the route: a path itself names a talk."""
    return str(getattr(scope.get("route"), "path", "a request"))
