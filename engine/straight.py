"""Runs a loaded graph: Rasa's runner plans the way anew for each message, three times, and writes what it is about into a string.

That was a tenth of a turn; and what nobody writes nobody can log.
"""

from __future__ import annotations

from collections.abc import Sequence
from graphlib import TopologicalSorter
from typing import Any

from rasa.engine.runner.dask import DaskGraphRunner


class Straight:
    """In place of *loaded*, with its nodes."""

    def __init__(self, loaded: DaskGraphRunner) -> None:
        self._nodes, self._schema = loaded._instantiated_nodes, loaded._graph_schema
        self._ways: dict[tuple[str, ...], list[tuple[str, list[str]]]] = {}

    def run(self, inputs: dict[str, Any] | None = None, targets: Sequence[str] | None = None) -> dict[str, Any]:
        """What the nodes *targets* yield of *inputs*; see `GraphRunner.run`."""
        wanted = tuple(targets or self._schema.target_names)
        if wanted not in self._ways:
            self._ways[wanted] = self._way(wanted)
        done = {name: (name, value) for name, value in (inputs or {}).items()}
        for name, needs in self._ways[wanted]:
            done[name] = self._nodes[name](*(done.get(need, need) for need in needs))
        return dict(done[name] for name in wanted)

    def _way(self, targets: tuple[str, ...]) -> list[tuple[str, list[str]]]:
        """The nodes that lead to *targets*, each after those that it needs, with their names."""
        nodes = self._schema.minimal_graph_schema(list(targets)).nodes
        needs = {name: list(node.needs.values()) for name, node in nodes.items()}
        return [(name, needs[name]) for name in TopologicalSorter(needs).static_order() if name in nodes]
