"""Replies as they come, over a real server."""

import json
import uuid
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest

from bot.channels.website import Rates, events
from bot.core.news import News
from bot.core.ports import StoreDown
from tests.channels.website.stage import DANGER, Person, Stage, served, wait_until


@pytest.fixture
def world(tmp_path: Path) -> Iterator[tuple[Stage, str]]:
    with served(tmp_path, Rates(streams_of_talk=2), hold=0.2) as world:
        yield world


@pytest.fixture
async def person(world: tuple[Stage, str]) -> AsyncIterator[Person]:
    async with httpx.AsyncClient(base_url=world[1], timeout=20) as http:
        person = Person(http)
        await person.begins(language="en")
        yield person


async def lines_of(response: httpx.Response) -> AsyncIterator[dict[str, str]]:
    """The events of a stream, each with id, event and data."""
    found: dict[str, str] = {}
    async for line in response.aiter_lines():
        name, _, value = line.partition(": ")
        if not line and found:
            yield found
            found = {}
        elif name:
            found[name] = value


async def test_replies_arrive_once_and_resume(person: Person) -> None:
    """My connection drops: I go on where I was, nothing lost, nothing twice."""
    await person.writes("hello")
    seen: list[str] = []
    for _ in range(3):
        last = {"Last-Event-ID": seen[-1]} if seen else {}
        async with person.http.stream("GET", "/api/events", headers=person.headers | last) as response:
            assert response.headers["content-type"].startswith("text/event-stream")
            assert response.headers["x-accel-buffering"] == "no"
            await person.writes(f"hello {len(seen)}")
            async for event in lines_of(response):
                assert event["event"] == "reply"
                assert json.loads(event["data"])["id"] == event["id"]
                seen.append(event["id"])
                if len(seen) % 2 == 0:
                    break
    everything = [reply["id"] for reply in (await person.reads()).json()["replies"]]
    assert seen == everything[: len(seen)]


async def test_late_answer_arrives(world: tuple[Stage, str], person: Person) -> None:
    """The engine was down when I wrote; its answer comes to my open page."""
    stage, _ = world
    stage.engine.down = "down"
    answer = await person.writes("hello")
    assert answer.json()["handled_by"] == "holding"
    last = {"Last-Event-ID": str(answer.json()["cursor"])}
    async with person.http.stream("GET", "/api/events", headers=person.headers | last) as response:
        stage.engine.down = None
        event = await anext(lines_of(response))
    assert json.loads(event["data"])["text"] == "Hello. What would you like to know?"


async def test_staff_reply_arrives(world: tuple[Stage, str], person: Person) -> None:
    """What a person of the staff writes, in another process, comes to my open page."""
    stage, _ = world
    last = {"Last-Event-ID": str((await person.reads()).json()["cursor"])}
    async with person.http.stream("GET", "/api/events", headers=person.headers | last) as response:
        await stage.staff_say(person, "I am here.")
        events_ = lines_of(response)
        said = [json.loads((await anext(events_))["data"])["text"] for _ in range(2)]
    assert said == ["Mori joined.", "I am here."]


@pytest.mark.parametrize("how", ["erase", "leave"])
async def test_stream_ends_with_the_talk(person: Person, how: str) -> None:
    """I erase or leave in one window: the other goes quiet and opens nothing any more."""
    async with person.http.stream("GET", "/api/events", headers=person.headers) as response:
        lines = response.aiter_lines()
        await anext(lines)
        if how == "erase":
            await person.http.delete("/api/conversations", headers=person.headers)
        else:
            await person.http.post("/api/leave", json={"token": person.token})
        async for _ in lines:
            pass
    assert (await person.http.get("/api/events", headers=person.headers)).status_code == 401


async def test_streams_are_limited(person: Person) -> None:
    """Nobody can hold all our lines: a third stream of one talk waits; those that close free their places."""
    async with (
        person.http.stream("GET", "/api/events", headers=person.headers) as one,
        person.http.stream("GET", "/api/events", headers=person.headers) as two,
    ):
        held = one.aiter_lines(), two.aiter_lines()
        for lines in held:
            await anext(lines)
        refused = await person.http.get("/api/events", headers=person.headers)
        assert (refused.status_code, refused.headers["retry-after"]) == (429, "5")
    status = 429
    while status == 429:
        async with person.http.stream("GET", "/api/events", headers=person.headers) as again:
            status = again.status_code


async def test_ping(monkeypatch: pytest.MonkeyPatch) -> None:
    """A quiet line is kept open by a comment, and a store that fails for a moment does not end it."""

    class Flickering:
        failed = 0

        async def replies(self, talk: str, after: int) -> tuple[()]:
            self.failed += 1
            if self.failed == 2:
                raise StoreDown
            return ()

    news = News()
    lines = events.follow(Flickering(), news, "talk", 0, lambda post: "", ping=0.01)  # type: ignore[arg-type]
    assert [await anext(lines) for _ in range(4)] == [b": \n\n"] * 4
    await lines.aclose()  # type: ignore[attr-defined]
    assert len(news._waiting["talk"]) <= 1


async def test_large_body_over_the_wire(person: Person) -> None:
    """I paste ten megabytes, and the refusal, with the numbers, still reaches my phone."""
    body = json.dumps({"id": str(uuid.uuid4()), "text": DANGER + "x" * 10_000_000}).encode()
    headers = person.headers | {"Content-Type": "application/json"}
    refused = await person.http.post("/api/messages", content=body, headers=headers)
    assert refused.status_code == 413
    assert refused.headers["connection"] == "close"
    assert refused.json()["replies"][0]["kind"] == "card"


def test_news_leaves_nothing_behind(world: tuple[Stage, str]) -> None:
    """A talk that is over leaves nothing in memory."""
    stage, address = world
    with httpx.Client(base_url=address) as http:
        token = http.post("/api/conversations").json()["token"]
        headers = {"Authorization": f"Bearer {token}"}
        http.post("/api/messages", json={"id": str(uuid.uuid4()), "text": "hello"}, headers=headers)
    wait_until(lambda: not stage.news._waiting)
