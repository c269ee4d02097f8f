"""Which rules a talk meets: what RulePolicy finds by comparing it with every rule, by comparing it with those that can be met.

A rule that ends with an intent and an action is met by talks that end so. A seventh of the time of a turn went into looking at
the others, three times a turn.
"""

from __future__ import annotations

import json
from collections import defaultdict
from functools import lru_cache
from typing import Any

from rasa.core.policies.rule_policy import SHOULD_NOT_BE_SET, RulePolicy
from rasa.shared.core.constants import PREVIOUS_ACTION, USER
from rasa.shared.core.domain import State
from rasa.shared.nlu.constants import ACTION_NAME, INTENT

ONE_BY_ONE = RulePolicy._get_possible_keys


def possible(policy: RulePolicy, lookup: dict[str, str], states: list[State]) -> set[str]:
    """In place of `RulePolicy._get_possible_keys`."""
    end = states[-1] if states else {}
    if not end.get(PREVIOUS_ACTION):
        return set(ONE_BY_ONE(policy, lookup, states))
    ends = _ends(tuple(lookup))
    intents, actions = {None, _of(end, USER, INTENT)}, {None, _of(end, PREVIOUS_ACTION, ACTION_NAME)}
    near = [key for intent in intents for action in actions for key in ends.get((intent, action), ())]
    return set(ONE_BY_ONE(policy, dict.fromkeys(near, ""), states))


@lru_cache(maxsize=16)
def _ends(keys: tuple[str, ...]) -> dict[tuple[str | None, str | None], list[str]]:
    """The rules *keys* by the intent and the action of the talk's end that they ask for."""
    found: dict[tuple[str | None, str | None], list[str]] = defaultdict(list)
    for key in keys:
        end = json.loads(key)[-1]
        found[_of(end, USER, INTENT), _of(end, PREVIOUS_ACTION, ACTION_NAME)].append(key)
    return found


def _of(state: Any, part: str, name: str) -> str | None:
    value = state.get(part, {}).get(name)
    return value if isinstance(value, str) and value != SHOULD_NOT_BE_SET else None
