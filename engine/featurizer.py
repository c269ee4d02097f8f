"""The sentence encoder as a featurizer of Rasa's: any classifier that takes dense sentence features may stand behind it.

A message's feature is 768 numbers: the two vectors of `Encoder.depths`, one after the other. Needs no tokenizer. The
variable AKARI_ENCODER names the encoder's folder.
"""

from __future__ import annotations

import os
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

from encoder import memory
from encoder.encoder import DIMENSIONS, Encoder
from encoder.manifest import NoEncoder
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import DENSE_FEATURIZABLE_ATTRIBUTES
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from engine.fitting import Floats

ENCODER = "AKARI_ENCODER"
NAME = "SentenceFeaturizer"


@dataclass(frozen=True)
class Encoded:
    """The vectors [2, 384] of a message as the encoder *by* made them."""

    by: str
    vectors: Floats = field(repr=False)


brought: ContextVar[Encoded | None] = ContextVar("brought", default=None)
"""What the gateway's encoder said of the message of this turn; another encoder's word counts for nothing."""


class EncoderMissing(Exception):
    """AKARI_ENCODER names no encoder, or another one than the model was trained with."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceFeaturizer(DenseFeaturizer, GraphComponent):
    """Adds the vectors to every message that has a text."""

    def __init__(self, encoder: Encoder, config: dict[str, Any]) -> None:
        super().__init__(NAME, {**self.get_default_config(), **config})
        self._encoder = encoder

    @classmethod
    def create(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext
    ) -> SentenceFeaturizer:
        """With the encoder of this process; raises EncoderMissing."""
        return cls(encoder(), config)

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Nothing to set."""

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """Another encoder makes other features."""
        return encoder().identity

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """The examples with their vectors, made at once and kept for the next training."""
        heard = [message for message in training_data.training_examples if message.get(TEXT)]
        self._add(heard, memory.depths(self._encoder, [str(message.get(TEXT)) for message in heard]))
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        heard = [message for message in messages if message.get(TEXT)]
        known = brought.get()
        if known and known.by == self._encoder.identity and len(heard) == 1:
            self._add(heard, known.vectors[None])
        else:
            self._add(heard, memory.at_once(self._encoder, [str(message.get(TEXT)) for message in heard]))
        return messages

    def _add(self, messages: list[Message], vectors: Floats) -> None:
        for message, row in zip(messages, vectors, strict=True):
            message.add_features(Sentence(row.reshape(1, -1), FEATURE_TYPE_SENTENCE, TEXT, self._identifier))


class Sentence(Features):
    """Features whose fingerprint is taken of their bytes: Rasa's own takes a twelfth of a training."""

    def fingerprint(self) -> str:
        """A text that is the same for the same numbers of the same component."""
        return blake2b(self.features.tobytes(), key=str(self.origin).encode("utf-8")[:64]).hexdigest()


def featurized(message: Message) -> Floats | None:
    """The two vectors [2, 384] that the featurizer gave *message*, None when it has not seen it."""
    for feature in message.features:
        if feature.attribute in DENSE_FEATURIZABLE_ATTRIBUTES and feature.features.shape == (1, 2 * DIMENSIONS):
            found: Floats = feature.features.reshape(2, DIMENSIONS)
            return found
    return None


def encoder() -> Encoder:
    """The one encoder of this process, or EncoderMissing."""
    folder = os.environ.get(ENCODER)
    if not folder:
        raise EncoderMissing(f"{ENCODER} is not set: start the engine through ./akari")
    return _opened(folder)


@lru_cache(maxsize=1)
def _opened(folder: str) -> Encoder:
    try:
        return Encoder(Path(folder))
    except NoEncoder as error:
        raise EncoderMissing(str(error)) from error
