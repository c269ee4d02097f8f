"""Rasa's message processor and its output, made strict: a turn has its whole answer, or it has failed."""

from typing import Any, NoReturn, TypeGuard

from rasa.core.actions.action import Action, ActionExecutionRejection, RemoteAction
from rasa.core.channels.channel import OutputChannel
from rasa.core.policies.rule_policy import RulePolicy
from rasa.core.processor import MessageProcessor
from rasa.shared.core.events import Event
from rasa.utils.endpoints import EndpointConfig

from engine import rules
from engine.asked import CHANNEL
from engine.calls import trust
from engine.problems import TurnFailed
from engine.straight import Straight

KINDS = frozenset({"text", "counters", "question", "notice"})


class Replies(OutputChannel):
    """What the actions say, in order; only replies of the engine's shape can be said."""

    def __init__(self) -> None:
        self.said: list[dict[str, Any]] = []

    @classmethod
    def name(cls) -> str:
        return CHANNEL

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Take the reply in *message*, or raise TurnFailed: plain texts, images and the like are nobody's answer here."""
        reply = message.get("custom")
        others = ("text", "buttons", "quick_replies", "image", "attachment", "elements")
        if not _is_reply(reply) or any(message.get(other) for other in others):
            raise TurnFailed("component")
        self.said.append(reply)


class Strict(MessageProcessor):
    """As Rasa's, except that no failure of an action is passed over, and that nothing is put off until later."""

    @classmethod
    def of(cls, processor: MessageProcessor, actions: EndpointConfig) -> "Strict":
        """One with the loaded model of *processor*, calling *actions*."""
        RemoteAction._validate_action_result = trust
        RulePolicy._get_possible_keys = rules.possible
        strict = cls.__new__(cls)
        runner = Straight(processor.graph_runner)
        strict.__dict__.update(vars(processor), action_endpoint=actions, on_circuit_break=_give_up, graph_runner=runner)
        return strict

    async def _run_action(self, action: Action, *about: Any, **more: Any) -> bool:
        return await super()._run_action(_Loud(action), *about, **more)

    async def _schedule_reminders(self, events: list[Event], *_: Any) -> None:
        """Nothing: a reminder would keep a talk here after its turn. No action of ours sets one."""


class _Loud:
    """An action whose failure Rasa cannot catch."""

    def __init__(self, action: Action) -> None:
        self._action = action

    def __getattr__(self, name: str) -> Any:
        return getattr(self._action, name)

    async def run(self, *about: Any) -> list[Event]:
        try:
            return await self._action.run(*about)
        except ActionExecutionRejection:
            raise  # how a form says that this message is no answer to its question
        except Exception as error:
            raise TurnFailed("component") from error


def _give_up(*_: Any) -> NoReturn:
    """The rules go round in a circle."""
    raise TurnFailed("component")


def _is_reply(reply: Any) -> TypeGuard[dict[str, Any]]:
    return (
        isinstance(reply, dict)
        and reply.get("kind") in KINDS
        and isinstance(reply.get("language"), str)
        and isinstance(reply.get("text"), str)
    )
