"""Which topics speak of what a message asks, by what they say: for questions that no intent was written for.

A topic is as near as the mean of its nearest sentences and bubbles, in whatever languages: what several translations of a
sentence agree on counts more than a chance likeness. The wording of one of them counts beside it: names, numbers and rare words,
which meaning blurs. Plain arrays, one byte a number.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
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
DIRECTIONS, CLOSER = 96, 3
"""Along so few directions, in which the texts differ most, it is told which topics may be near, and so many times those that are
asked for are looked at in full: 1,076 of 1,076 frozen messages got the three they get in full (48 directions: .997), in half the
time."""
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
    """*vectors* [n, 2, d] of texts in 8 bits, topic by topic, *of* the place of each in *bubbles*, *wording* theirs; *means* are
    the leans of what people ask, *directions* [2d, few] see DIRECTIONS."""

    bubbles: "list[Bubble]"
    vectors: "npt.NDArray[np.int8]"
    of: Ints
    means: Floats
    wording: Wording
    directions: Floats

    def __post_init__(self) -> None:
        self.nearest("?", np.zeros_like(self.means[0]), {}, 1)  # the first message finds everything awake

    @cached_property
    def topics(self) -> "dict[str, slice]":
        """Where each topic's texts are in *vectors*."""
        names = np.array([bubble.topic for bubble in self.bubbles])[self.of]
        starts = [0, *(np.flatnonzero(names[1:] != names[:-1]) + 1).tolist(), len(names)]
        return {str(names[start]): slice(start, end) for start, end in pairwise(starts)}

    @cached_property
    def rough(self) -> Floats:
        """[n, few]: *vectors* along *directions*."""
        return np.concatenate([self._full(slice(at, at + _PART)) @ self.directions for at in range(0, len(self.of), _PART)])

    def nearest(self, text: str, depths: Floats, likely: "Mapping[str, float]", most: int) -> "list[Near]":
        """At most *most* topics, the nearest first; *depths* [2, d] are the text's, *likely* the probabilities of intents."""
        own = centred(depths[None], scripts([text]), self.means).ravel()
        topics, rough = self.topics, self.rough @ (own @ self.directions)
        worded = np.maximum.reduceat(self.wording.alike(text), [inside.start for inside in topics.values()])
        beside = {topic: LIKELY * math.log(max(likely.get(topic, 0.0), UNLIKELY)) for topic in topics}
        order = {topic: beside[topic] + WORDED * float(alike) for topic, alike in zip(topics, worded, strict=True)}
        near = {topic: order[topic] + _agreed(rough[inside]) for topic, inside in topics.items()}
        found: list[tuple[float, Near]] = []
        for topic in sorted(near, key=lambda topic: -near[topic])[: CLOSER * most]:
            cosines = self._full(topics[topic]) @ own
            first = self.of[topics[topic].start + int(cosines.argmax())]
            meant = _agreed(cosines)
            found.append((meant + order[topic], Near(self.bubbles[int(first)], meant + beside[topic])))
        return [one for _, one in sorted(found, key=lambda each: -each[0])][:most]

    def _full(self, some: slice) -> Floats:
        """*some* of the vectors [some, 2d], so long that the product with a message is the mean of both cosines."""
        found: Floats = self.vectors[some].reshape(-1, len(self.directions)).astype(np.float32)
        found *= np.float32(1 / (2 * _STEPS))
        return found

    def write(self, path: Path) -> None:
        """Write everything as arrays to *path*, nothing that could hold code."""
        told = json.dumps([[bubble.topic, bubble.bubble, bubble.mark] for bubble in self.bubbles]).encode()
        with path.open("wb") as file:
            own = {"vectors": self.vectors, "of": self.of, "means": self.means, "directions": self.directions}
            np.savez(file, told=np.frombuffer(told, np.uint8), **own, **self.wording.arrays())  # type: ignore[arg-type]


def learn(bubbles: "Sequence[Bubble]", texts: "Sequence[str]", depths: Floats, asked: "Floats | None" = None) -> Passages:
    """*texts* are sentences and bubbles, each of the bubble in the same place; *depths* [n, 2, d] are theirs. *asked* are
    the leans of what people ask (`centring.leans`); without it those of the texts stand in for them."""
    order = sorted(range(len(texts)), key=lambda k: bubbles[k].topic)
    bubbles, texts, depths = [bubbles[k] for k in order], [texts[k] for k in order], depths[order]
    groups = scripts(texts)
    own = leans(depths, groups)
    vectors = np.round(centred(depths, groups, own) * _STEPS).astype(np.int8)
    each = list(dict.fromkeys(bubbles))
    places = {bubble: place for place, bubble in enumerate(each)}
    of = np.array([places[bubble] for bubble in bubbles], np.int64)
    flat = vectors.reshape(len(vectors), -1).astype(np.float32)
    directions = np.linalg.eigh(flat.T @ flat)[1][:, -DIRECTIONS:]
    return Passages(each, vectors, of, own if asked is None else asked, lexical.learn(texts), directions)


def _agreed(cosines: Floats) -> float:
    """The mean of the AGREEING greatest."""
    few = min(AGREEING, len(cosines))
    return float(np.partition(cosines, -few)[-few:].sum()) / few


def read(path: Path) -> Passages:
    """What `Passages.write` wrote; raises OSError, ValueError, KeyError, EOFError or BadZipFile for anything else."""
    with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
        bubbles = [Bubble(*each) for each in json.loads(arrays["told"].tobytes())]
        wording = lexical.of(arrays, len(arrays["of"]))
        return Passages(bubbles, arrays["vectors"], arrays["of"], arrays["means"], wording, arrays["directions"])
