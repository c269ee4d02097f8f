"""rasa-sdk's own executor with our content, a clock that stands still, and trackers as Rasa sends them."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest

from actions.registry import executor, intents_of
from actions.settings import ROOT
from actions.shelf import Shelf
from bot.core.messages import Reply
from bot.core.wire import reply_from_json
from tests.clock import JAPAN
from tests.fakes.easy import easy

RUNNING: Mapping[str, str | int | bool] = {
    "operator": "", "operator_is_immigration": True, "retention_days": 30, "web_minutes": 30, "app_hours": 24,
}
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=JAPAN)
WRITTEN = "what a person wrote, 080-1234-5678"


@dataclass(frozen=True, slots=True)
class Said:
    """What an action said, as the gateway reads it, and the slots it set."""

    replies: list[Reply]
    slots: dict[str, str | None]

    @property
    def text(self) -> str:
        return "\n".join(reply.text for reply in self.replies)

    @property
    def choices(self) -> list[str]:
        return [button.choice for reply in self.replies for button in reply.buttons]

    @property
    def counters(self) -> list[str]:
        return [counter.id for reply in self.replies for counter in reply.counters]


type Call = Callable[..., Said]


def tracker(
    intent: str, entities: Mapping[str, str] | None = None, slots: Mapping[str, str | None] | None = None,
    loop: str | None = None, ranking: Mapping[str, float] | None = None, also: str | None = None,
    passages: Sequence[Mapping[str, object]] = (), text: str = WRITTEN,
) -> dict[str, Any]:
    """A tracker as Rasa 3.6 sends it."""
    found = [{"entity": name, "value": value, "start": 0, "end": 4} for name, value in (entities or {}).items()]
    ranked = [{"name": name, "confidence": confidence} for name, confidence in (ranking or {intent: 0.9}).items()]
    return {
        "sender_id": "b1946ac92492d2347c6235b4d2611184", "slots": {"language": "en", **(slots or {})}, "events": [],
        "latest_message": {
            "intent": {"name": intent, "confidence": 0.9}, "entities": found, "text": text, "intent_ranking": ranked,
            **({"also": also} if also else {}), **({"passages": [*passages]} if passages else {}),
        },
        "active_loop": {"name": loop} if loop else {}, "paused": False, "latest_action_name": "action_listen",
    }


@pytest.fixture(scope="session")
def intents() -> frozenset[str]:
    return intents_of(ROOT / "domain.yml")


@pytest.fixture(scope="session")
def shelf() -> Shelf:
    return Shelf(ROOT / "content")


@pytest.fixture
def call(shelf: Shelf, intents: frozenset[str]) -> Call:
    """Runs an action for an intent and returns what it said."""
    return calling(shelf, intents)


@pytest.fixture
def easily(shelf: Shelf, intents: frozenset[str], monkeypatch: pytest.MonkeyPatch) -> Call:
    """As *call*, with content in which easy Japanese can be chosen."""
    spoken = easy(shelf.content())
    monkeypatch.setattr(shelf, "content", lambda: spoken)
    return calling(shelf, intents)


def calling(shelf: Shelf, intents: frozenset[str]) -> Call:
    def run(
        action: str, intent: str, *, running: Mapping[str, str | int | bool] = RUNNING, now: datetime = NOW, **message: Any
    ) -> Said:
        found = executor(shelf, running, intents, lambda: now)
        request = {"next_action": action, "tracker": tracker(intent, **message), "domain": {}}
        result = asyncio.run(found.run(request))
        replies = [reply_from_json(response["custom"]) for response in result.responses]
        return Said(replies, {event["name"]: event["value"] for event in result.events})

    return run
