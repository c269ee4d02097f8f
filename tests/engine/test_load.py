"""Many people at once: talks do not wait for each other, and too many are told so."""

import asyncio
import time
from collections import Counter
from typing import Any

import aiohttp
from tests.engine.world import Engine, turn


def post_all(engine: Engine, bodies: list[bytes]) -> tuple[list[tuple[int, dict[str, Any], float]], float]:
    """All *bodies* at once: status, answer and seconds of each, and the seconds of all."""

    async def post(http: aiohttp.ClientSession, body: bytes) -> tuple[int, dict[str, Any], float]:
        began = time.monotonic()
        url = f"http://127.0.0.1:{engine.port}/webhooks/akari/turn"
        async with http.post(url, data=body, headers={"Content-Type": "application/json"}) as response:
            return response.status, await response.json(content_type=None), time.monotonic() - began

    async def run() -> list[tuple[int, dict[str, Any], float]]:
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as http:
            return await asyncio.gather(*(post(http, body) for body in bodies))

    began = time.monotonic()
    return asyncio.run(run()), time.monotonic() - began


def body(talk: str, text: str) -> bytes:
    return turn(talk, {"text": text, "language": "en"})


def test_five_hundred_at_once_are_answered_or_told(engine: Engine) -> None:
    """Five hundred people write in the same moment: each gets their answer, or the gateway is told to try again."""
    answers, _ = post_all(engine, [body(f"talk-{n}", "hello") for n in range(500)])
    kinds = Counter(answer["code"] if status != 200 else "answer" for status, answer, _ in answers)
    assert kinds["answer"] >= 200
    assert kinds.keys() <= {"answer", "overloaded"}
    assert engine.turn("hello")[0] == 200


def test_talks_do_not_wait_for_each_other(engine: Engine) -> None:
    """Someone's action is slow: I do not wait for it. Ten slow ones take little longer than one."""
    answers, seconds = post_all(engine, [body(f"talk-{n}", "hello zzslow") for n in range(10)])
    assert [status for status, _, _ in answers] == [200] * 10
    assert seconds < 5 * 0.5


def test_turns_of_one_talk_hold_no_lock(engine: Engine) -> None:
    """The gateway keeps the order of my messages; the engine never keeps one waiting or drops it."""
    answers, seconds = post_all(engine, [body("one", "hello zzslow") for _ in range(10)])
    assert [status for status, _, _ in answers] == [200] * 10
    assert seconds < 5 * 0.5


def test_answers_do_not_get_mixed_up(engine: Engine) -> None:
    """My answer is mine, whoever writes at the same time."""
    talks = [f"talk-{n}" for n in range(60)]
    answers, _ = post_all(engine, [body(talk, f"hello zzecho {talk}.") for talk in talks])
    for talk, (status, answer, _) in zip(talks, answers, strict=True):
        assert (status, answer["replies"][0]["text"]) == (200, f"hello zzecho {talk}.")
