"""The rules that a talk meets are those that Rasa finds, without a look at all of them."""

import json
import random
import tarfile
from pathlib import Path
from typing import Any

import pytest
from engine import rules
from rasa.core.policies.rule_policy import SHOULD_NOT_BE_SET, RulePolicy

STATES = 4_000


@pytest.fixture(scope="module")
def lookups(model: Path) -> "list[dict[str, str]]":
    """What RulePolicy learned from the real rules: for all talks, and for forms that were left."""
    with tarfile.open(model) as archive:
        (name,) = (name for name in archive.getnames() if name.endswith("rule_policy.json"))
        file = archive.extractfile(name)
        assert file
        learned = json.load(file)["lookup"]
    return [learned["rules"], learned["rules_for_loop_unhappy_path"]]


@pytest.fixture(scope="module")
def talks(lookups: "list[dict[str, str]]") -> "list[list[dict[str, Any]]]":
    """Talks that follow a rule, mixtures of two, and such with a part missing or another value in it."""
    dice = random.Random(7)
    known = [json.loads(key) for lookup in lookups for key in lookup]
    parts = [state for states in known for state in states]
    found: list[list[dict[str, Any]]] = [[], [{}]]
    for _ in range(STATES):
        talk = [dict(state) for state in dice.choice(known)][-dice.randint(1, 5) :]
        if dice.random() < 0.6:
            talk[-1] = {**talk[-1], **dice.choice(parts)}
        if dice.random() < 0.4 and talk[-1]:
            talk[-1].pop(dice.choice(list(talk[-1])))
        if dice.random() < 0.3:
            talk[-1] = {**talk[-1], "user": {"intent": dice.choice(["greet", "unheard_of", SHOULD_NOT_BE_SET])}}
        if dice.random() < 0.2:
            talk[-1] = {**talk[-1], "user": {"text": "words"}}
        found.append(talk)
    return found


def test_they_are_the_same(lookups: "list[dict[str, str]]", talks: "list[list[dict[str, Any]]]") -> None:
    """However a talk ends."""
    policy = RulePolicy.__new__(RulePolicy)
    met = 0
    for lookup in lookups:
        for talk in talks:
            wanted = rules.ONE_BY_ONE(policy, lookup, talk)
            assert rules.possible(policy, lookup, talk) == wanted, talk
            met += bool(wanted)
    assert STATES / 4 < met


def test_few_are_looked_at(lookups: "list[dict[str, str]]", monkeypatch: pytest.MonkeyPatch) -> None:
    """One of fifty or so, or it would not be worth it."""
    looked: list[int] = []

    def count(policy: Any, lookup: Any, states: Any) -> "set[str]":
        looked.append(len(lookup))
        return set()

    monkeypatch.setattr(rules, "ONE_BY_ONE", count)
    end = {"user": {"intent": "greet"}, "prev_action": {"action_name": "action_listen"}}
    rules.possible(RulePolicy.__new__(RulePolicy), lookups[0], [end])
    assert 0 < looked[0] < len(lookups[0]) / 10
