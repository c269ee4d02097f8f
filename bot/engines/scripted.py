"""An engine that answers from a table: for tests, demonstrations and work without a model."""

from collections.abc import Mapping

from bot.core.messages import Answer, Message, Reply, Understood
from bot.core.ports import EngineDown


class Scripted:
    """Answers by exact text or payload; everything else gets *otherwise*. Set *down* to a reason to make it fail."""

    def __init__(self, answers: Mapping[str, tuple[str, tuple[Reply, ...]]], otherwise: str = "I do not know.") -> None:
        self.answers = answers
        self.otherwise = otherwise
        self.down: str | None = None
        self.turns = 0

    async def turn(self, talk: str, message: Message, payload: str | None, language: str, state: str) -> Answer:
        """The scripted answer; the state counts the turns of the talk."""
        if self.down:
            raise EngineDown(self.down)
        self.turns += 1
        intent, replies = self.answers.get(
            payload if payload is not None else message.text, ("out_of_scope", (Reply("text", language, self.otherwise),))
        )
        return Answer(replies, str(int(state or 0) + 1), Understood(intent, 1.0, ((intent, 1.0),)))

    async def ready(self) -> bool:
        return self.down is None

    async def close(self) -> None:
        """Nothing is open."""
