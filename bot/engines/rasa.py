"""Rasa over loopback: one POST a turn (DESIGN §6.3); everything that goes wrong is EngineDown with its reason."""

import json
from base64 import b64encode
from collections.abc import Callable
from typing import Any

import httpx

from bot.core.messages import Answer, Encoded, Entity, Message, Understood
from bot.core.ports import EngineDown
from bot.core.wire import WrongShape, reply_from_json

PATH = "/webhooks/akari"
SLOWEST = 15.0
"""Seconds until a turn counts as lost; the engine gives up on its actions after 10."""


class Rasa:
    """The engine at *url*; what the gateway's encoder said of a text (*encoded*) goes along, so that it is read once."""

    def __init__(
        self, url: str, transport: httpx.AsyncBaseTransport | None = None,
        encoded: Callable[[str], Encoded | None] = lambda text: None,
    ) -> None:  # fmt: skip
        self._encoded = encoded
        limits = httpx.Limits(max_connections=100, max_keepalive_connections=20, keepalive_expiry=4.0)
        timeout = httpx.Timeout(SLOWEST, connect=1.0)
        self._http = httpx.AsyncClient(
            base_url=url + PATH, timeout=timeout, limits=limits, transport=transport, trust_env=False
        )

    async def turn(self, talk: str, message: Message, payload: str | None, language: str, state: str) -> Answer:
        """Answer *message*, or raise EngineDown: ``down``, ``timeout``, ``answer`` (not what was agreed), or its own code."""
        said: dict[str, Any] = {"choice": payload} if payload is not None else self._said(message, language)
        body = {"conversation": talk, "message": {**said, "language": language}, "state": json.loads(state) if state else None}
        try:
            response = await self._http.post("/turn", json=body)
        except httpx.TimeoutException:
            raise EngineDown("timeout") from None
        except httpx.HTTPError:
            raise EngineDown("down") from None
        if response.status_code != httpx.codes.OK:
            raise EngineDown(_code(response))
        try:
            return _answer(response.json())
        except (ValueError, KeyError, TypeError, WrongShape):
            raise EngineDown("answer") from None

    def _said(self, message: Message, language: str) -> dict[str, Any]:
        read = self._encoded(message.text)
        encoded = {"encoded": {"by": read.by, "vectors": b64encode(read.vectors).decode("ascii")}} if read else {}
        return {"text": message.text, "written": message.language or language, **encoded}

    async def ready(self) -> bool:
        """Whether the engine says that its model is loaded."""
        try:
            response = await self._http.get("/", timeout=2.0)
        except httpx.HTTPError:
            return False
        return response.status_code == httpx.codes.OK

    async def close(self) -> None:
        await self._http.aclose()


def _code(response: httpx.Response) -> str:
    try:
        code = response.json()["code"]
    except (ValueError, KeyError, TypeError):
        return "answer"
    return code if isinstance(code, str) and code.isidentifier() else "answer"


def _answer(body: dict[str, Any]) -> Answer:
    replies = tuple(reply_from_json(parts) for parts in body["replies"])
    if not replies:
        raise EngineDown("empty")
    found = body["understood"]
    understood = Understood(
        str(found["intent"] or ""),
        float(found["confidence"]),
        tuple((str(rank["name"]), float(rank["confidence"])) for rank in found.get("ranking", ())),
        tuple(Entity(str(e["entity"]), str(e["value"])) for e in found.get("entities", ())),
    )
    return Answer(replies, json.dumps(body["state"], ensure_ascii=False, separators=(",", ":")), understood)
