"""A message that is hardly more than a place, a need or a wish ("and in Osaka?", 大阪は？, "by chat") asks for counters.

The classifier has learned sentences; of a bare name it can only guess, and takes it for something outside our subject.
Where it is not sure, and little is left of the message beside the names found in it, the first intent becomes
`find_counter`. Stands after the extractors and before the FallbackClassifier.
"""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_NAME_KEY, INTENT_RANKING_KEY, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

MEANT = "find_counter"
OUT_OF_SCOPE = "out_of_scope"
NAMES = frozenset({"area", "need", "wish"})
LEFT = 10
"""Letters beside the names, at most, in any script: "how about", "còn ở … thì sao"."""
SURE = 0.8
UNSURE = 0.4
"""Confidence from which an intent stands beside a place, or beside any other name; "out of scope" needs the first."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class Bare(GraphComponent):
    """Ranks `find_counter` first in such messages."""

    @classmethod
    def create(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext
    ) -> Bare:
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            text, ranking = message.get(TEXT) or "", message.get(INTENT_RANKING_KEY) or []
            entities = message.get(ENTITIES) or []
            if ranking and _unsure(ranking[0], entities) and is_bare(text, entities):
                meant = {INTENT_NAME_KEY: MEANT, PREDICTED_CONFIDENCE_KEY: max(ranking[0][PREDICTED_CONFIDENCE_KEY], UNSURE)}
                others = [rank for rank in ranking if rank[INTENT_NAME_KEY] != MEANT]
                message.set(INTENT, meant, add_to_output=True)
                message.set(INTENT_RANKING_KEY, [meant, *others], add_to_output=True)
        return messages


def is_bare(text: str, entities: list[dict[str, Any]]) -> bool:
    """Whether *text* is little more than the places, needs and wishes among *entities* (``start`` and ``end`` in characters)."""
    taken = [(entity["start"], entity["end"]) for entity in entities if entity["entity"] in NAMES]
    left = [char for at, char in enumerate(text) if char.isalnum() and not any(start <= at < end for start, end in taken)]
    return bool(taken) and len(left) <= LEFT


def _unsure(first: dict[str, Any], entities: list[dict[str, Any]]) -> bool:
    placed = any(entity["entity"] == "area" for entity in entities)
    return bool(first[PREDICTED_CONFIDENCE_KEY] < (SURE if placed or first[INTENT_NAME_KEY] == OUT_OF_SCOPE else UNSURE))
