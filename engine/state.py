"""What is known of a talk between two turns: small, bounded, without a word of the person; the gateway keeps it sealed.

1. Slots are codes (a prefecture, a language, yes or no), and of the past only names of intents, entities and actions.
2. Three turns are remembered: more than any rule looks back. So the 10,000th message costs what the first one does.
3. It names the model it belongs to: names of another model mean nothing here, only the slots are kept then.
"""

import json
from collections.abc import Iterator
from typing import Any

from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME, REQUESTED_SLOT
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActionExecutionRejected,
    ActiveLoop,
    Event,
    LoopInterrupted,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from engine.problems import Refused, TurnFailed

LARGEST = 16 * 1024
"""Bytes of a state, as JSON."""
VERSION = 1

_TURNS = 3
_EVENTS = 100
_SLOT = 100  # characters of a slot
_THIS_TURN_ONLY = frozenset({"page", "session_started_metadata"})


def restore(state: Any, conversation: str, language: str, domain: Domain, model: str) -> DialogueStateTracker:
    """The tracker of a talk as *state* tells it, or of a new one if that is None; or Refused as ``bad_state``."""
    slots: dict[str, Any] = {}
    past: list[Event] = []
    if state is not None:
        ours = _checked(state)["model"] == model
        slots = {name: value for name, value in _slots(state["slots"], domain, ours) if ours or name != REQUESTED_SLOT}
        past = [_event(step, domain) for step in state["past"]] if ours else []
    events: list[Event] = [ActionExecuted(ACTION_SESSION_START_NAME), SessionStarted()]
    events += [SlotSet(name, value) for name, value in {**slots, "language": language}.items()]
    events += [ActionExecuted(ACTION_LISTEN_NAME), *past]
    return DialogueStateTracker.from_events(conversation, events, domain.slots, domain=domain)


def make(tracker: DialogueStateTracker, model: str) -> dict[str, Any]:
    """The state after the turn that *tracker* went through, or TurnFailed if an action put too much into a slot."""
    slots = {name: slot.value for name, slot in tracker.slots.items() if slot.value is not None and name not in _THIS_TURN_ONLY}
    state = {"version": VERSION, "model": model, "slots": slots, "past": _past(list(tracker.events))}
    if not all(_plain(value) for value in slots.values()) or len(json.dumps(state)) > LARGEST:
        raise TurnFailed("component")
    return state


def _past(events: list[Event]) -> list[list[Any]]:
    began = [at for at, event in enumerate(events) if isinstance(event, UserUttered)][-_TURNS:]
    for start in began:
        steps = [*_loop_before(events[:start]), *filter(None, map(_step, events[start:]))]
        if len(steps) <= _EVENTS:
            return steps
    return []


def _loop_before(events: list[Event]) -> Iterator[list[Any]]:
    loops = [event.name for event in events if isinstance(event, ActiveLoop)]
    if loops and loops[-1]:
        yield ["loop", loops[-1]]


def _step(event: Event) -> list[Any] | None:
    if isinstance(event, UserUttered):
        return ["user", event.intent_name, [entity["entity"] for entity in event.entities][:10]]
    if isinstance(event, ActionExecuted):
        return ["action", event.action_name, event.hide_rule_turn]
    if isinstance(event, ActiveLoop):
        return ["loop", event.name]
    if isinstance(event, LoopInterrupted):
        return ["interrupted", event.is_interrupted]
    if isinstance(event, ActionExecutionRejected):
        return ["rejected", event.action_name]
    return None


def _event(step: Any, domain: Domain) -> Event:
    """The event that *step* stands for; what it names must be of this domain."""
    if isinstance(step, list):
        kind, *about = step
        if kind == "user" and len(about) == 2 and about[0] in [None, *domain.intents] and _all_in(about[1], domain.entities):
            return UserUttered(None, {"name": about[0]}, [{"entity": name, "value": ""} for name in about[1]])
        if kind == "action" and len(about) == 2 and about[0] in domain.action_names_or_texts and isinstance(about[1], bool):
            return ActionExecuted(about[0], hide_rule_turn=about[1])
        if kind == "loop" and len(about) == 1 and about[0] in [None, *domain.form_names]:
            return ActiveLoop(about[0])
        if kind == "interrupted" and len(about) == 1 and isinstance(about[0], bool):
            return LoopInterrupted(about[0])
        if kind == "rejected" and len(about) == 1 and about[0] in domain.action_names_or_texts:
            return ActionExecutionRejected(about[0])
    raise Refused("bad_state")


def _checked(state: Any) -> dict[str, Any]:
    if (
        isinstance(state, dict)
        and state.keys() == {"version", "model", "slots", "past"}
        and state["version"] == VERSION
        and isinstance(state["model"], str)
        and isinstance(state["slots"], dict)
        and isinstance(state["past"], list)
        and len(state["past"]) <= _EVENTS + 1
        and len(json.dumps(state)) <= LARGEST
    ):
        return state
    raise Refused("bad_state")


def _slots(slots: dict[str, Any], domain: Domain, ours: bool) -> Iterator["tuple[str, Any]"]:
    known = {slot.name for slot in domain.slots} - _THIS_TURN_ONLY
    for name, value in slots.items():
        if name in known and _plain(value):
            yield name, value
        elif ours:
            raise Refused("bad_state")


def _all_in(names: Any, known: list[str]) -> bool:
    return isinstance(names, list) and len(names) <= 10 and all(isinstance(name, str) and name in known for name in names)


def _plain(value: Any) -> bool:
    return isinstance(value, (bool, int, float)) or (isinstance(value, str) and len(value) <= _SLOT)
