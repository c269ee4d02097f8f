"""The intent classifier as a component of Rasa: sentence vectors and n-grams in, intents with calibrated confidences out.

It takes the vectors of the `SentenceFeaturizer` before it, needs no tokenizer, and takes no notice of the message's
language. What it learns and how it decides is in `learned`; this file ties it to Rasa.

In config.yml put a `FallbackClassifier` after it, with `ambiguity_threshold: 0`; its `threshold` is a probability:
below .3 two answers of three would be wrong.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
from encoder import centring, memory, network
from encoder.encoder import Encoder
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from engine import devanagari, fitting, folding, heart, learned, ngrams
from engine.clauses import clauses
from engine.featurizer import EncoderMissing, encoder, featurized
from engine.fitting import Floats
from engine.learned import OUT_OF_SCOPE, Learned
from engine.reading import is_aimed

SHOWN = 10
"""Ranks that are kept of each message."""
ALSO = "also"
"""The attribute of a message that names the intent of a second question in it."""
SURE = 0.6
"""Confidence from which a clause is a question of its own."""
SURE_BESIDE = 0.45
"""The same beside a small word: "no, I mean my wages" says nothing else."""
SMALL = frozenset({"affirm", "deny", "greet", "thank"})
"""Intents of small words."""


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
        return cls(model_storage, resource, encoder(), None)

    @classmethod
    def load(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext,
        **_: Any,
    ) -> SentenceClassifier:  # fmt: skip
        """A trained one; raises EncoderMissing unless the encoder is the one it was trained with."""
        ours = encoder()
        with model_storage.read_from(resource) as folder:
            if json.loads((folder / "encoder.json").read_text("utf-8")) != ours.identity:
                raise EncoderMissing("the model was trained with another encoder: run ./akari train")
            found = cls(model_storage, resource, ours, learned.read(folder))
        # The first message finds everything awake.
        found.confidences(["?"])
        return found

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """Another encoder or other code makes another classifier: Rasa's cache must not give back the old one."""
        parts = (learned, heart, ngrams, fitting, folding, devanagari, network, centring)
        code = b"".join(Path(str(part.__file__)).read_bytes() for part in parts)
        return encoder().identity + hashlib.sha256(code).hexdigest()

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from every example that has an intent and a text, and keep what was learned."""
        examples = [one for one in training_data.intent_examples if one.get(TEXT)]
        if examples:
            texts, intents = [str(one.get(TEXT)) for one in examples], [str(one.get(INTENT)) for one in examples]
            self._learned = learned.learn(texts, intents, self._vectors(examples), [is_aimed(one) for one in examples])
            with self._storage.write_to(self._resource) as folder:
                self._learned.write(folder)
                (folder / "encoder.json").write_text(json.dumps(self._encoder.identity), "utf-8")
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """The messages, each that has a text with its intent and a ranking."""
        heard = [message for message in messages if message.get(TEXT)]
        if self._learned and heard:
            found = self._learned.confidences([str(message.get(TEXT)) for message in heard], self._vectors(heard))
            for message, confidences in zip(heard, found, strict=True):
                order = np.argsort(-confidences, kind="stable")[:SHOWN]
                ranking = [{"name": self._learned.names[k], "confidence": float(confidences[k])} for k in order]
                if also := self._also(str(message.get(TEXT)), ranking[0]["name"]):
                    message.set(ALSO, also, add_to_output=True)
                message.set(INTENT, ranking[0], add_to_output=True)
                message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages

    def _vectors(self, messages: list[Message]) -> Floats:
        """The vectors [n, 2, 384] of *messages*, made here for those that no featurizer has seen."""
        found = [featurized(message) for message in messages]
        missing = [k for k, vectors in enumerate(found) if vectors is None]
        for k, vectors in zip(missing, memory.at_once(self._encoder, [str(messages[k].get(TEXT)) for k in missing]), strict=True):
            found[k] = vectors
        return np.stack([vectors for vectors in found if vectors is not None])

    def _also(self, text: str, first: str) -> str | None:
        """The intent of another question in *text*, where a clause of it surely asks something else than *first*."""
        if self._learned is None or not (parts := self._learned.beside(clauses(text), first)):
            return None
        found = self.confidences(parts)
        sure = [(float(row.max()), self._learned.names[int(row.argmax())]) for row in found]
        least = SURE_BESIDE if first in SMALL else SURE
        others = [(confidence, name) for confidence, name in sure if confidence >= least and name not in {first, OUT_OF_SCOPE}]
        return max(others)[1] if others else None

    def confidences(self, texts: list[str]) -> Floats:
        """See `Learned.confidences`."""
        if self._learned is None:
            raise RuntimeError("the classifier was not trained")
        return self._learned.confidences(texts, self._encoder.depths(texts))
