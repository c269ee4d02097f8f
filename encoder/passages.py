"""Which topics speak of what a message asks, by what they say: for questions that no intent was written for.

A topic is as near as the mean of its nearest sentences and bubbles, in whatever languages: what several translations of a
sentence agree on counts more than a chance likeness. The wording of one of them counts beside it: names, numbers and rare words,
which meaning blurs. Plain arrays, one byte a number.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from encoder import lexical
from encoder.centring import centred, leans, scripts
from encoder.lexical import Wording
from encoder.network import Floats, Ints

AGREEING = 20
"""Sentences and bubbles of a topic that speak for it."""
LIKELY = 0.01
"""Weight of the logarithm of an intent's probability beside the cosine, for the topic of that name."""
UNLIKELY = 1e-3
WORDED = 0.4
"""Weight of the wording of the text that is most alike, beside the cosine of the meaning, in the order alone: chosen on
tests/evaluation/passages, where .3 to .6 do equally well."""
_STEPS = 127
_PART = 1_024
"""Texts looked at together: all at once would take ten times the memory of what is kept."""


@dataclass(frozen=True)
class Bubble:
    """Bubble number *bubble* (from 0) of a topic; *mark* is that of its original, so that an edited one is told."""

    topic: str
    bubble: int
    mark: str


@dataclass(frozen=True)
class Near:
    """The bubble of a topic with the sentence that comes nearest, and how near the topic is by its meaning (see `AGREEING`)."""

    bubble: Bubble
    score: float


@dataclass(frozen=True)
class Passages:
    """*vectors* [n, 2, d] of texts in 8 bits, *of* the place of each in *bubbles*, *wording* theirs; *means* are the leans of
    what people ask."""

    bubbles: "list[Bubble]"
    vectors: "npt.NDArray[np.int8]"
    of: Ints
    means: Floats
    wording: Wording

    @cached_property
    def topics(self) -> "dict[str, Ints]":
        """The places of each topic's texts in *vectors*."""
        names = np.array([bubble.topic for bubble in self.bubbles])[self.of]
        return {str(name): np.flatnonzero(names == name) for name in dict.fromkeys(names.tolist())}

    def nearest(self, text: str, depths: Floats, likely: "Mapping[str, float]", most: int) -> "list[Near]":
        """At most *most* topics, the nearest first; *depths* [2, d] are the text's, *likely* the probabilities of intents."""
        own = centred(depths[None], scripts([text]), self.means).ravel()
        flat = self.vectors.reshape(len(self.vectors), -1)
        parts = [flat[at : at + _PART].astype(np.float32) @ own for at in range(0, len(flat), _PART)]
        cosines = np.concatenate(parts) / (2 * _STEPS)
        worded = self.wording.alike(text)
        found: list[tuple[float, Near]] = []
        for topic, inside in self.topics.items():
            best = inside[np.argsort(-cosines[inside], kind="stable")[:AGREEING]]
            meant = float(cosines[best].mean() + LIKELY * np.log(max(likely.get(topic, 0.0), UNLIKELY)))
            near = Near(self.bubbles[int(self.of[best[0]])], meant)
            found.append((meant + WORDED * float(worded[inside].max()), near))
        return [near for _, near in sorted(found, key=lambda each: -each[0])][:most]

    def write(self, path: Path) -> None:
        """Write everything as arrays to *path*, nothing that could hold code."""
        told = json.dumps([[bubble.topic, bubble.bubble, bubble.mark] for bubble in self.bubbles]).encode()
        with path.open("wb") as file:
            own = {"vectors": self.vectors, "of": self.of, "means": self.means}
            np.savez(file, told=np.frombuffer(told, np.uint8), **own, **self.wording.arrays())  # type: ignore[arg-type]


def learn(bubbles: "Sequence[Bubble]", texts: "Sequence[str]", depths: Floats, asked: "Floats | None" = None) -> Passages:
    """*texts* are sentences and bubbles, each of the bubble in the same place; *depths* [n, 2, d] are theirs. *asked* are
    the leans of what people ask (`centring.leans`); without it those of the texts stand in for them."""
    groups = scripts(texts)
    own = leans(depths, groups)
    vectors = np.round(centred(depths, groups, own) * _STEPS).astype(np.int8)
    each = list(dict.fromkeys(bubbles))
    places = {bubble: place for place, bubble in enumerate(each)}
    of = np.array([places[bubble] for bubble in bubbles], np.int64)
    return Passages(each, vectors, of, own if asked is None else asked, lexical.learn(texts))


def read(path: Path) -> Passages:
    """What `Passages.write` wrote; raises OSError, ValueError, KeyError, EOFError or BadZipFile for anything else."""
    with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
        bubbles = [Bubble(*each) for each in json.loads(arrays["told"].tobytes())]
        wording = lexical.of(arrays, len(arrays["of"]))
        return Passages(bubbles, arrays["vectors"], arrays["of"], arrays["means"], wording)
