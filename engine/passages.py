"""Topics that speak of what a message asks: added to the message as `passages`, nearest first.

Where no intent is sure one of them is the answer; beside a sure one they are offered.

The variable AKARI_PASSAGES names the file that `./akari train` makes of the topics (encoder/passages.py). Without it, as in
Rasa's own tools, nothing is added. Stands after the classifier, whose ranking it takes along.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from encoder import passages
from encoder.passages import Passages
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT_NAME_KEY, INTENT_RANKING_KEY, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from engine.featurizer import featurized
from engine.learned import OUT_OF_SCOPE

FILE = "AKARI_PASSAGES"
NAME = "passages"
"""The attribute of a message."""
SURE = 0.6
"""Confidence from which an intent that is no topic ("hello", "stop") needs no passage beside it."""
MOST = 3


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class Passage(GraphComponent):
    """Adds `[{topic, bubble, mark, score}]`; what cannot be read adds nothing."""

    def __init__(self, known: Passages | None) -> None:
        self._known = known

    @classmethod
    def create(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext
    ) -> Passage:
        file = os.environ.get(FILE)
        try:
            return cls(passages.read(Path(file)) if file else None)
        except (OSError, ValueError, KeyError, EOFError, TypeError, BadZipFile):
            return cls(None)

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            vectors, ranking = featurized(message), message.get(INTENT_RANKING_KEY) or []
            if self._known is None or vectors is None or not ranking or self._needless(ranking[0]):
                continue
            likely = {rank[INTENT_NAME_KEY]: rank[PREDICTED_CONFIDENCE_KEY] for rank in ranking}
            found = self._known.nearest(str(message.get(TEXT)), vectors, likely, MOST)
            shown = [{"topic": each.bubble.topic, "bubble": each.bubble.bubble, "mark": each.bubble.mark, "score": each.score}
                     for each in found]  # fmt: skip
            message.set(NAME, shown, add_to_output=True)
        return messages

    def _needless(self, first: dict[str, Any]) -> bool:
        """Whether the *first* intent is sure and asks for no topic."""
        if self._known is None or first[PREDICTED_CONFIDENCE_KEY] < SURE:
            return False
        return first[INTENT_NAME_KEY] not in {OUT_OF_SCOPE, *self._known.topics}
