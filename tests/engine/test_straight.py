"""A graph says the same along a way that was found once."""

from typing import Any

import pytest
from engine.straight import Straight
from rasa.engine.graph import GraphSchema, SchemaNode
from rasa.engine.runner.dask import DaskGraphRunner

NEEDS: "dict[str, dict[str, str]]" = {
    "first": {"messages": "given"}, "left": {"x": "first"}, "right": {"x": "first", "y": "other"},
    "end": {"a": "left", "b": "right"}, "aside": {"x": "left"},
}  # fmt: skip


@pytest.fixture
def loaded() -> DaskGraphRunner:
    """Four nodes in a diamond and one beside it; each says what it was given, and keeps how often."""
    schema = GraphSchema({
        name: SchemaNode(needs=needs, uses=object, constructor_name="", fn="", config={}, is_target=name in {"end", "aside"})  # type: ignore[arg-type]
        for name, needs in NEEDS.items()
    })  # fmt: skip
    runner = DaskGraphRunner.__new__(DaskGraphRunner)
    runner._graph_schema, runner._execution_context = schema, None
    runner._instantiated_nodes = {name: Node(name) for name in NEEDS}
    return runner


class Node:
    def __init__(self, name: str) -> None:
        self.name, self.asked = name, 0

    def __call__(self, *given: Any) -> "tuple[str, Any]":
        self.asked += 1
        return self.name, [self.name, *given]


@pytest.mark.parametrize("targets", [None, ["end"], ["aside"], ["left", "end"], ["first"]])
@pytest.mark.parametrize("inputs", [{"given": "said", "other": 7}, {"given": "said"}, {}, None])
def test_it_says_what_rasas_runner_says(loaded: DaskGraphRunner, targets: Any, inputs: Any) -> None:
    """Whatever is asked for, with all that a node needs or not; the second time, too."""
    straight = Straight(loaded)
    assert straight.run(inputs, targets) == loaded.run(inputs, targets) == straight.run(inputs, targets)


def test_each_node_runs_once_and_no_other_at_all(loaded: DaskGraphRunner) -> None:
    """A policy is not asked while a message is parsed."""
    Straight(loaded).run({"given": 1, "other": 2}, ["end"])
    assert {name: node.asked for name, node in loaded._instantiated_nodes.items()} == {
        "first": 1, "left": 1, "right": 1, "end": 1, "aside": 0,
    }  # fmt: skip
