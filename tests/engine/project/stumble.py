"""A part of a pipeline that fails on a magic word, and puts the whole message into its error, as careless parts do."""

import logging
import warnings
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

log = logging.getLogger(__name__)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class Stumble(GraphComponent):
    @classmethod
    def create(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext
    ) -> "Stumble":
        return cls()

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            text = message.get("text") or ""
            if "zzchatter" in text:
                warnings.warn(f"odd message: {text}", UserWarning, stacklevel=1)
                log.critical("odd message: %s", text)
            if "zzstumble" in text:
                try:
                    raise KeyError(text)
                except KeyError as error:
                    raise ValueError(f"cannot read {text!r}") from error
        return messages
