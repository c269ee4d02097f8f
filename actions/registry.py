"""The names Rasa calls, and what each says."""

import logging
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rasa_sdk.executor import ActionExecutor  # type: ignore[import-untyped]

from actions.answers import answer, not_understood
from actions.asked import Asked, Event, Reply, ask
from actions.counters import find_counter
from actions.language import change_language
from actions.selfcheck import next_question, offer_to_go_on, result
from actions.shelf import Shelf
from content.parts import Report, parse

type Saying = Callable[[Asked], tuple[list[Reply], list[Event]]]

SAYINGS: Mapping[str, Saying] = {
    "action_answer": answer,
    "action_find_counter": find_counter,
    "action_change_language": change_language,
    "action_fallback": not_understood,
    "validate_self_check_form": next_question,
    "action_self_check_offer": offer_to_go_on,
    "action_self_check_result": result,
}


def executor(
    shelf: Shelf, running: Mapping[str, str | int | bool], intents: frozenset[str],
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> ActionExecutor:
    """rasa-sdk's executor with every action of ours."""
    # At DEBUG rasa-sdk writes events, and with them what a person answered.
    logging.getLogger("rasa_sdk").setLevel(logging.WARNING)
    found = ActionExecutor()
    for name, saying in SAYINGS.items():
        found.register_function(name, _action(saying, shelf, running, intents, now))
    return found


def intents_of(domain: Path) -> frozenset[str]:
    """The intents that *domain* names, or raise ValueError where it cannot be read."""
    part = parse(domain, domain.name, Report())
    if part is None:
        raise ValueError(f"{domain.name} cannot be read")
    return frozenset(item.text() for item in part.entries()["intents"].items())


def _action(
    saying: Saying, shelf: Shelf, running: Mapping[str, str | int | bool], intents: frozenset[str], now: Callable[[], datetime]
) -> Callable[[Any, Any, Any], list[Event]]:
    def run(dispatcher: Any, tracker: Any, domain: Any) -> list[Event]:
        asked = ask(tracker.current_state(), shelf.content(), running, intents, now())
        replies, events = saying(asked)
        for each in replies:
            dispatcher.utter_message(json_message=each)
        return events

    return run
