"""`./akari parse`: what the running product would decide for a first message, JSON lines in and out, in order."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from typing import Any

from bot.core.intake import Tongue
from bot.core.messages import Address, Answer, Message
from bot.core.pace import Pace
from bot.core.ports import Engine, EngineDown
from bot.core.safety import SafetyNet
from bot.languages.zawgyi import plain

SIDE_BY_SIDE = 4
TRIES = 5


class NotParsed(Exception):
    """A line that is no request, or an engine that gave no answer; the message names the line."""


@dataclass(frozen=True, slots=True)
class Parser:
    """The parts of the product that decide, without channels or store."""

    net: SafetyNet
    tongue: Tongue
    engine: Engine
    served: frozenset[str]
    pace: Pace = Pace()  # noqa: RUF009 - a frozen value

    async def parse(self, text: str, language: str | None) -> dict[str, Any]:
        """The decision for *text* as a first message (DESIGN §6.1); *language* is detected unless given."""
        text = plain(text)
        alarm = self.net.check(text)
        detected = language or self.tongue.detect(text, None)
        answer = await self.answer(text, detected)
        found = answer.understood
        if not (alarm and alarm.urgent):
            alarm = self.pace.alarm(found) or alarm
        return {
            "text": text, "language": detected, "intent": found.intent, "confidence": round(found.confidence, 4),
            "ranking": [{"name": name_, "confidence": round(score, 4)} for name_, score in found.ranking[:5]],
            "entities": [{"entity": e.entity, "value": e.value} for e in found.entities],
            "alarm": alarm.name if alarm else None, "urgent": bool(alarm and alarm.urgent),
            "topic": next((reply.topic for reply in answer.replies if reply.topic), None),
            "counters": [counter.id for reply in answer.replies for counter in reply.counters],
        }  # fmt: skip

    async def answer(self, text: str, written: str) -> Answer:
        """What the engine says to a first message, *written* in that language, or raise NotParsed when it says nothing."""
        language = written if written in self.served else "en"
        message = Message(Address("parse", "parse"), "parse", text=text, language=written)
        for attempt in range(TRIES):
            try:
                return await self.engine.turn(f"parse{attempt}", message, None, language, "")
            except EngineDown as error:
                reason = error.code
                await asyncio.sleep(0.2 * (attempt + 1))
        raise NotParsed(f"the engine gave no answer ({reason})")


def requests(lines: Iterable[str]) -> Iterable[tuple[str, str | None]]:
    """(text, language) of each JSON line, or raise NotParsed."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            parts = json.loads(line)
            text, language = parts["text"], parts.get("language")
        except (ValueError, KeyError, TypeError, AttributeError):
            raise NotParsed(f'line {number}: write an object such as {{"text": "…"}}') from None
        if not isinstance(text, str) or not isinstance(language, str | None):
            raise NotParsed(f"line {number}: text and language are strings")
        yield text, language


async def parse_all(parser: Parser, wanted: Iterable[tuple[str, str | None]]) -> AsyncIterator[dict[str, Any]]:
    """The decisions in the order of *wanted*, a few at a time."""
    running: list[asyncio.Task[dict[str, Any]]] = []
    for text, language in wanted:
        running.append(asyncio.create_task(parser.parse(text, language)))
        if len(running) >= SIDE_BY_SIDE:
            yield await running.pop(0)
    for task in running:
        yield await task


async def stream(parser: Parser) -> int:
    """Standard input to standard output; 1 when a line was no request."""
    try:
        async for decision in parse_all(parser, requests(sys.stdin)):
            sys.stdout.write(json.dumps(decision, ensure_ascii=False) + "\n")
            sys.stdout.flush()
    except NotParsed as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    return 0
