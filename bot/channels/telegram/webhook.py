"""Telegram's webhook: the secret before anything is read, 200 only when the update is durable."""

import hmac
import json

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.channels.telegram.channel import Telegram

PATH = "/telegram/webhook"
LONGEST = 512 * 1024
HEADER = "X-Telegram-Bot-Api-Secret-Token"


def route(telegram: Telegram) -> Route:
    """The route to mount; 401 without the secret, 413 and 400 for what is no update, 503 when nothing can be stored."""

    async def receive(request: Request) -> Response:
        given = request.headers.get(HEADER, "")
        if not telegram.secret or not hmac.compare_digest(given.encode(), telegram.secret.encode()):
            return Response(status_code=401)
        body = bytearray()
        async for chunk in request.stream():
            body += chunk
            if len(body) > LONGEST:
                return Response(status_code=413)
        try:
            raw = json.loads(body)
        except (ValueError, RecursionError):
            return Response(status_code=400)
        if not isinstance(raw, dict) or not isinstance(raw.get("update_id"), int):
            return Response(status_code=400)
        return Response(status_code=200 if await telegram.accept(raw) else 503)

    return Route(PATH, receive, methods=["POST"])
