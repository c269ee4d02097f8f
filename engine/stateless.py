"""The tracker store that keeps nothing: it hands out the tracker that the channel made for this one turn."""

from collections.abc import Iterable
from contextvars import ContextVar
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker

current: ContextVar[DialogueStateTracker | None] = ContextVar("current", default=None)
"""The tracker of the turn that is being taken: every turn is a task of its own, so turns at one time do not meet."""


class Stateless(TrackerStore):
    """Named in endpoints.yml."""

    def __init__(self, domain: Domain | None, event_broker: EventBroker | None = None, **_: Any) -> None:
        super().__init__(domain, event_broker)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        return current.get()

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep nothing: the channel still holds the tracker and makes the next state of it."""

    async def keys(self) -> Iterable[str]:
        return []
