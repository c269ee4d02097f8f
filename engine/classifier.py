"""The intent classifier as a component of Rasa: sentence vectors and n-grams in, intents with calibrated confidences out.

It needs no tokenizer and no featurizer before it, and takes no notice of the message's language. What it learns and how
it decides is in `learned`; this file ties it to Rasa and to the encoder, whose folder the variable AKARI_ENCODER names.

In config.yml put a `FallbackClassifier` after it, with `ambiguity_threshold: 0`; its `threshold` is a probability:
below .4 more than half of the answers would be wrong.
"""

from __future__ import annotations

import hashlib
import json
import os
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from encoder.encoder import Encoder
from encoder.manifest import NoEncoder
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from engine import fitting, folding, learned, ngrams
from engine.fitting import Floats
from engine.learned import Learned

ENCODER = "AKARI_ENCODER"
SHOWN = 10
"""Ranks that are kept of each message."""

_THREADS = 2


class EncoderMissing(Exception):
    """AKARI_ENCODER names no encoder, or another one than the model was trained with."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class SentenceClassifier(GraphComponent, IntentClassifier):
    """Understands a message in any language the examples are in."""

    def __init__(self, storage: ModelStorage, resource: Resource, encoder: Encoder, known: Learned | None) -> None:
        self._storage, self._resource = storage, resource
        self._encoder, self._learned = encoder, known

    @classmethod
    def create(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext
    ) -> SentenceClassifier:
        """An untrained one; raises EncoderMissing."""
        return cls(model_storage, resource, _encoder(), None)

    @classmethod
    def load(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext,
        **_: Any,
    ) -> SentenceClassifier:  # fmt: skip
        """A trained one; raises EncoderMissing unless the encoder is the one it was trained with."""
        encoder = _encoder()
        with model_storage.read_from(resource) as folder:
            if json.loads((folder / "encoder.json").read_text("utf-8")) != encoder.identity:
                raise EncoderMissing("the model was trained with another encoder: run ./akari train")
            found = cls(model_storage, resource, encoder, learned.read(folder))
        # The first message finds everything awake.
        found.confidences(["?"])
        return found

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """Another encoder or other code makes another classifier: Rasa's cache must not give back the old one."""
        code = b"".join(Path(str(part.__file__)).read_bytes() for part in (learned, ngrams, fitting, folding))
        return _encoder().identity + hashlib.sha256(code).hexdigest()

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from every example that has an intent and a text, and keep what was learned."""
        examples = [(str(one.get(TEXT)), str(one.get(INTENT))) for one in training_data.intent_examples if one.get(TEXT)]
        if examples:
            texts, intents = [text for text, _ in examples], [intent for _, intent in examples]
            self._learned = learned.learn(texts, intents, _depths(self._encoder, texts))
            with self._storage.write_to(self._resource) as folder:
                self._learned.write(folder)
                (folder / "encoder.json").write_text(json.dumps(self._encoder.identity), "utf-8")
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """The messages, each that has a text with its intent and a ranking."""
        heard = [message for message in messages if message.get(TEXT)]
        if self._learned and heard:
            found = self.confidences([str(message.get(TEXT)) for message in heard])
            for message, confidences in zip(heard, found, strict=True):
                order = np.argsort(-confidences, kind="stable")[:SHOWN]
                ranking = [{"name": self._learned.names[k], "confidence": float(confidences[k])} for k in order]
                message.set(INTENT, ranking[0], add_to_output=True)
                message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages

    def confidences(self, texts: list[str]) -> Floats:
        """See `Learned.confidences`."""
        if self._learned is None:
            raise RuntimeError("the classifier was not trained")
        return self._learned.confidences(texts, self._encoder.depths(texts))


def _encoder() -> Encoder:
    """The one encoder of this process."""
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


def _depths(encoder: Encoder, texts: list[str]) -> Floats:
    """All vectors, by two threads: encoding is most of the training."""
    # Neighbours in length make full batches.
    order = sorted(range(len(texts)), key=lambda k: len(texts[k]))
    parts = [part for part in np.array_split(np.array(order, np.int64), 16) if len(part)]
    with ThreadPoolExecutor(_THREADS) as threads:
        vectors = np.concatenate(list(threads.map(lambda part: encoder.depths([texts[k] for k in part]), parts)))
    found = np.empty_like(vectors)
    found[np.concatenate(parts)] = vectors
    return found
