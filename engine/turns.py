"""The engine's one door: (conversation, message, state) in; replies, the next state and what was understood out.

Nothing is kept between two turns, so there is nothing to lock and nothing to lose, and any engine can take any turn.
"""

import asyncio
import json
import logging
import os
import time
from collections.abc import Awaitable, Callable
from typing import Any, NoReturn

from encoder import heap
from rasa.core.agent import Agent
from rasa.core.channels.channel import InputChannel, UserMessage
from rasa.shared.core.trackers import DialogueStateTracker
from sanic import Blueprint, Sanic
from sanic.exceptions import SanicException
from sanic.handlers import ErrorHandler
from sanic.request import Request
from sanic.response import HTTPResponse

from engine import asked, quiet, state
from engine.calls import Actions
from engine.featurizer import brought
from engine.problems import Refused, TurnFailed, document
from engine.processor import Replies, Strict
from engine.stateless import current

log = logging.getLogger(__name__)

RANKS = 5
_FALLBACK = "nlu_fallback"


class Turns(InputChannel):
    """Named in credentials.yml, which may set the keywords of this class.

    *action_seconds*: one call of an action; *turn_seconds*: a whole turn, less than the gateway waits (15);
    *at_once*: turns under way, beyond which one is refused as ``overloaded``.
    """

    def __init__(
        self,
        listens_on: str = "127.0.0.1",
        action_seconds: float = 10.0,
        turn_seconds: float = 12.0,
        at_once: int = 200,
    ) -> None:
        self._listens_on = listens_on
        self._action_seconds = float(action_seconds)
        self._turn_seconds = float(turn_seconds)
        self._at_once = int(at_once)
        self._under_way = 0
        self._actions: Actions | None = None
        self._processor: Strict | None = None

    @classmethod
    def name(cls) -> str:
        return asked.CHANNEL

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> "Turns":
        return cls(**credentials or {})

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        door = Blueprint("akari")
        door.listener("before_server_start")(self._prepare)
        door.listener("after_server_start")(self._open)
        door.listener("after_server_stop")(self._close)

        # Functions, because Sanic writes on its handlers, which methods do not allow.
        @door.get("/")
        async def health(_: Request) -> HTTPResponse:
            return self._health()

        @door.post("/turn")
        async def turn(request: Request) -> HTTPResponse:
            return await self._turn(request)

        return door

    # --- life of the server ---

    async def _prepare(self, app: Sanic, _: Any) -> None:
        if app.state.host != self._listens_on:
            _refuse(f"has no password and listens on {self._listens_on} only (credentials.yml), not on {app.state.host}")
        app.config.REQUEST_MAX_SIZE = asked.LARGEST
        app.config.ACCESS_LOG = False
        app.error_handler = Problems()

    async def _open(self, app: Sanic, _: Any) -> None:
        agent: Agent = app.ctx.agent
        if agent.processor is None or not agent.processor.model_path.is_file():
            _refuse("needs one model, named as a file: --model FILE.tar.gz; if it was, why it cannot be loaded stands above")
        if agent.action_endpoint is None or not await _keeps_nothing(agent):
            _refuse("needs the action_endpoint and the tracker_store of endpoints.yml as delivered, and no event_broker")
        self._actions = Actions(agent.action_endpoint.url, self._action_seconds, self._at_once)
        self._processor = Strict.of(agent.processor, self._actions)
        quiet.hush()
        heap.give_back()
        log.info("open: model %s", _name(self._processor))

    async def _close(self, *_: Any) -> None:
        if self._actions:
            await self._actions.close()

    # --- requests ---

    def _health(self) -> HTTPResponse:
        if self._processor is None:
            return document("overloaded")
        return _json({"status": "ok", "model": _name(self._processor)})

    async def _turn(self, request: Request) -> HTTPResponse:
        if self._processor is None or self._under_way >= self._at_once:
            return document("overloaded")
        self._under_way += 1
        talk = "?"
        try:
            turn = _read(request, self._processor)
            talk = turn.conversation
            return _json(await self._take(turn, self._processor))
        except Refused as refused:
            return document(refused.code)
        except TurnFailed as failed:
            log.warning("turn failed: %s, talk %s: %s", failed.code, talk, quiet.describe(failed))
            return document(failed.code)
        except asyncio.TimeoutError:
            log.warning("turn failed: timeout, talk %s", talk)
            return document("timeout")
        except Exception as error:
            log.error("turn failed: component, talk %s: %s", talk, quiet.describe(error))
            return document("component")
        finally:
            self._under_way -= 1

    async def _take(self, turn: asked.Asked, processor: Strict) -> dict[str, Any]:
        """The whole answer to *turn*, or an error."""
        began = time.monotonic()
        model = processor.model_metadata.model_id
        tracker = state.restore(turn.state, turn.conversation, turn.language, processor.domain, model)
        replies = Replies()
        current.set(tracker)
        brought.set(turn.encoded)
        await asyncio.wait_for(processor.handle_message(turn.message(replies)), self._turn_seconds)
        if not replies.said:
            raise TurnFailed("empty")
        answer = {"replies": replies.said, "state": state.make(tracker, model), "understood": understood(tracker)}
        log.debug("turn taken in %.1f ms, talk %s", (time.monotonic() - began) * 1000, turn.conversation)
        return answer


class Problems(ErrorHandler):
    """What Sanic itself refuses (no such page, too large, broken HTTP) is a problem document too, and nothing is logged."""

    def response(self, request: Request, exception: Exception) -> HTTPResponse:
        status = exception.status_code if isinstance(exception, SanicException) else 500
        return document("bad_request" if status < 500 else "component", status)


def _name(processor: Strict) -> str:
    """The model as it was asked for: its file's name without ``.tar.gz``."""
    return processor.model_path.name.removesuffix(".tar.gz")


def _read(request: Request, processor: Strict) -> asked.Asked:
    # A web page may post plain text to this machine unasked; for JSON its browser asks first, and is told no.
    if request.headers.get("content-type", "").split(";")[0].strip().lower() != "application/json":
        raise Refused("bad_request")
    return asked.read(request.body, processor.domain)


def understood(tracker: DialogueStateTracker) -> dict[str, Any]:
    """What the NLU found in the last message, before any fallback."""
    parsed: dict[str, Any] = dict(tracker.latest_message.parse_data) if tracker.latest_message else {}
    found = parsed.get("intent_ranking") or [parsed.get("intent") or {}]
    ranking = [
        {"name": rank["name"], "confidence": float(rank.get("confidence") or 0.0)}
        for rank in found
        if rank.get("name") and rank["name"] != _FALLBACK
    ]
    first: dict[str, Any] = ranking[0] if ranking else {"name": None, "confidence": 0.0}
    entities: list[dict[str, Any]] = [
        {"entity": e["entity"], "value": str(e["value"]), "start": e.get("start", 0), "end": e.get("end", 0)}
        for e in parsed.get("entities") or []
    ]
    return {
        "intent": first["name"],
        "confidence": first["confidence"],
        "ranking": ranking[:RANKS],
        "entities": entities,
    }


async def _keeps_nothing(agent: Agent) -> bool:
    """Whether the agent's tracker store gives back the tracker of the turn, and tells nobody of it."""
    probe = DialogueStateTracker("probe", [])
    token = current.set(probe)
    try:
        return await agent.tracker_store.retrieve("probe") is probe and agent.tracker_store.event_broker is None
    finally:
        current.reset(token)


def _refuse(reason: str) -> NoReturn:
    log.critical("The engine %s.", reason)
    logging.shutdown()
    os._exit(78)  # any other way to leave from here makes Sanic write a page of its own about it


def _json(body: dict[str, Any]) -> HTTPResponse:
    return HTTPResponse(json.dumps(body), content_type="application/json")
