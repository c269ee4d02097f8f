"""Calls to the action server: each is answered in time and whole, or the turn has failed.

Rasa opens a session for every call, waits five minutes, and takes a failure for an action that did nothing.
"""

import asyncio
import json
from typing import Any

import aiohttp
from rasa.core.actions.action import RemoteAction
from rasa.utils.endpoints import EndpointConfig

from engine.problems import TurnFailed

LARGEST = 1024 * 1024
"""Bytes of an answer: a page of counters has a few thousand."""
KEPT = 10.0
"""Seconds for which a connection is kept for the next call; the action server keeps it for 120."""


class Actions(EndpointConfig):
    """The action server at *url*, which has *seconds* for each call. To be made while the loop runs."""

    def __init__(self, url: str, seconds: float, at_once: int) -> None:
        super().__init__(url, enable_selective_domain=True)
        # One that dies in the very moment it is used again is `actions_down`, and the gateway asks once more.
        connector = aiohttp.TCPConnector(limit=at_once, keepalive_timeout=KEPT)
        timeout = aiohttp.ClientTimeout(total=seconds)
        self._http = aiohttp.ClientSession(connector=connector, timeout=timeout, trust_env=False)

    async def request(self, *_: Any, json: Any = None, **__: Any) -> Any | None:
        """The answer to the call *json*, or TurnFailed: ``actions_down``, ``timeout`` or ``component``."""
        # Current rasa-sdk refuses a call with no domain at all; none of our actions looks into it.
        call = {"domain": {}, **(json or {})}
        try:
            async with self._http.post(self.url, json=call) as response:
                body = await response.content.read(LARGEST + 1)
                while not response.content.at_eof() and len(body) <= LARGEST:
                    body += await response.content.read(LARGEST + 1 - len(body))
        except asyncio.TimeoutError as error:
            raise TurnFailed("timeout") from error
        except (aiohttp.ClientError, OSError) as error:
            raise TurnFailed("actions_down") from error
        return _answer(response.status, body)

    async def close(self) -> None:
        await self._http.close()


def trust(_: RemoteAction, __: Any) -> bool:
    """Rasa's check of an answer by a schema, after ours: it takes longer than the action."""
    return True


def _is_answer(answer: Any) -> bool:
    """Whether *answer* is events that name themselves and responses; what they hold is checked by whoever takes them."""
    return (
        isinstance(answer, dict)
        and isinstance(events := answer.get("events"), list)
        and isinstance(responses := answer.get("responses"), list)
        and all(isinstance(event, dict) and isinstance(event.get("event"), str) for event in events)
        and all(isinstance(response, dict) for response in responses)
    )


def _answer(status: int, body: bytes) -> Any:
    if status in (502, 503, 504):
        raise TurnFailed("actions_down")
    if status != 200 or len(body) > LARGEST:
        raise TurnFailed("component")
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise TurnFailed("component") from error
    if not _is_answer(answer):
        raise TurnFailed("component")
    # Rasa leaves out, silently, a response that it is asked to take from the domain and does not find there.
    if any(response.get("response") or response.get("template") for response in answer["responses"]):
        raise TurnFailed("component")
    return answer
