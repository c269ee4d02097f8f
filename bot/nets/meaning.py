"""Stage two of the safety net: what a message means, learned from the examples, for all languages at once.

Two views of a text are scored and added, its sentence vectors by a small network and its wording by a linear classifier
on n-grams; the wording alone decides where the encoder cannot be loaded. Five classes: none, danger and self-harm, and
each of these about somebody else. The score becomes a probability, calibrated on examples that nothing had learned from.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from bot.core.safety import Level
from bot.nets import wording
from bot.nets.fold import LONGEST, tokens
from bot.nets.likeness import Likeness, OnDisk
from bot.nets.wording import Floats
from encoder import network
from encoder.centring import centred, flat, scripts

CLASSES = ("none", "danger", "danger_other", "self_harm", "self_harm_other")
WORDING = np.float32(0.7)
"""Weight of the wording beside the meaning where it is asked which class a text is of."""
FEW = 12
"""Characters up to which a text is a bare word: no sentence that could say otherwise."""
WHOLE = 300
"""Characters up to which a message is looked at in one piece: as far as the encoder reads. Of the frozen calm messages
between 240 and 300 characters one of 25 alarms so, four of 25 in two pieces, and the encoder takes a fifth less time."""
WINDOW = 240
"""Characters of the pieces of a longer one, which is read sentence by sentence, so that calm words drown no cry."""
CHANCES = 0.5
"""Of the logarithm of the number of windows, taken from the log-odds: who looks ten times finds something ten times as often."""
WINDOWS = 64
"""Windows of one message: 15,000 characters; of what is longer, the beginning and the end."""

_SENTENCE = re.compile(r"[^.!?。！？｡।။។؟\n]*[.!?。！？｡।။។؟\n]*\s*")


class Vectors(Protocol):
    def depths(self, texts: Sequence[str]) -> Floats: ...


@dataclass(frozen=True, slots=True)
class Heard:
    """How sure it is that the card is needed, 0 to 1, at which level, and whether somebody else is meant; *despair*: the log-odds
    that it is self-harm, and not danger from others."""

    sure: float
    level: Level
    other: bool
    despair: float = 0.0


@dataclass(frozen=True, slots=True)
class Seen:
    """Texts in each view, [texts, …]: the log-odds of every class by *meaning* and by *wording*, the cosines *near* to the nearest
    cry and the nearest calm example. *alone*: there was no encoder, so that only the wording says anything."""

    meaning: Floats
    wording: Floats
    near: Floats
    alone: bool

    @property
    def scores(self) -> Floats:
        """The log-odds of every class by both."""
        found: Floats = self.meaning + WORDING * self.wording
        return found

    @property
    def signs(self) -> Floats:
        """What the decision rests on, [texts, SIGNS]: how sure each view is of each class, of any cry, how near, and one. A single
        sum of the two views instead found .81 of the held-out cries where 5 % of the hard calm messages alarm; this finds .84."""
        parts = [self.meaning, self.wording, odds(self.meaning)[:, None], odds(self.wording)[:, None], self.near]
        return np.hstack([*parts, np.ones((len(self.near), 1))]).astype(np.float32)


SIGNS = 2 * len(CLASSES) + 5


@dataclass(frozen=True, slots=True)
class Learned:
    """*calibration* [2, SIGNS]: what each of `Seen.signs` counts, with both views and with the wording alone. *bars*, by language:
    how sure one must be for a card (``""``: any other language). *calm*: `by_heart` of bare words of small talk ("saltar" is to
    skip a question, and to jump). *report* is what the held-out examples said."""

    means: Floats
    network: list[Floats]
    words: npt.NDArray[Any]
    likeness: Likeness
    calibration: Floats
    bars: Mapping[str, float]
    calm: frozenset[int]
    report: Mapping[str, Any]

    def see(self, texts: Sequence[str], vectors: Floats | None) -> Seen:
        """*texts* in both views; *vectors* are theirs from `Encoder.depths`, None for the wording alone."""
        worded = np.stack([wording.scores(self.words, wording.places(text)) for text in texts]).astype(np.float32)
        if vectors is None:
            return Seen(np.zeros_like(worded), worded, np.zeros((len(worded), 2), np.float32), alone=True)
        own = centred(vectors, scripts(texts), self.means)
        return Seen(network.scores(self.network, flat(own)), worded, self.likeness.nearest(own[:, -1]), alone=False)

    def sure(self, seen: Seen) -> Floats:
        """The log-odds that a card is needed."""
        found: Floats = seen.signs @ self.calibration[int(seen.alone)]
        return found

    def write(self, path: Path) -> None:
        """Write everything as arrays to *path*, nothing that could hold code."""
        told = json.dumps({"bars": dict(self.bars), "report": dict(self.report)}).encode()
        parts: dict[str, Any] = {f"network{k}": part for k, part in enumerate(self.network)}
        with path.open("wb") as file:
            np.savez(file, told=np.frombuffer(told, np.uint8), means=self.means, words=self.words.astype(np.float16),
                     calibration=self.calibration, calm=np.array(sorted(self.calm), np.uint64), known=self.likeness.rows,
                     cries=np.int64(self.likeness.cries), directions=self.likeness.directions, **parts)  # fmt: skip


def read(path: Path) -> Learned:
    """What `Learned.write` wrote; raises OSError, ValueError, KeyError, EOFError or BadZipFile for anything else."""
    with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
        told: dict[str, Any] = json.loads(arrays["told"].tobytes())
        parts = [arrays[f"network{k}"] for k in range(4)]
        words = arrays["words"].astype(np.float32)
        calm = frozenset(arrays["calm"].tolist())
        likeness = Likeness.kept(arrays["known"], int(arrays["cries"]), arrays["directions"])
        likeness = replace(likeness, rows=OnDisk(file, "known"))
        return Learned(arrays["means"], parts, words, likeness, arrays["calibration"], told["bars"], calm, told["report"])


class Meaning:
    """What was learned, put to use; *encoder* None: the wording alone. Read by any number of threads."""

    def __init__(self, learned: Learned, encoder: Vectors | None) -> None:
        self.learned, self._encoder = learned, encoder

    def hear(self, text: str, known: float = 0.0) -> Heard:
        """The most alarming part of *text*; *known* is added to the log-odds for what phrases found. Any string will do."""
        parts = list(windows(text))
        vectors = self._encoder.depths(parts) if self._encoder else None
        seen = self.learned.see(parts, vectors)
        scores, sure = seen.scores, self.learned.sure(seen) + np.float32(known - CHANCES * np.log(len(parts)))
        most = int(sure.argmax())
        kind = 1 + int(scores[most, 1:].argmax())
        level = Level.DANGER if CLASSES[kind].startswith("danger") else Level.SELF_HARM
        despair = float(np.logaddexp(*scores[most, 3:]) - np.logaddexp(*scores[most, 1:3]))
        return Heard(float(1 / (1 + np.exp(-np.clip(sure[most], -30, 30)))), level, CLASSES[kind].endswith("other"), despair)

    def calm(self, text: str) -> bool:
        """Whether *text* is a bare word of small talk: what was learned by heart needs no guessing."""
        return len(text) <= FEW and by_heart(text) in self.learned.calm

    def bar(self, language: str) -> float:
        """How sure one must be for a card where people write *language*."""
        bars = self.learned.bars
        return bars.get(language, bars[""])


def by_heart(text: str) -> int:
    """A number for *text*, the same however it is capitalised, spaced or accented."""
    return int.from_bytes(blake2b(" ".join(tokens(text)).encode("utf-8", "surrogatepass"), digest_size=8).digest())


def odds(scores: Floats) -> Floats:
    """The log-odds that any class but the first is true."""
    found: Floats = np.logaddexp.reduce(scores[:, 1:], axis=1) - np.logaddexp(scores[:, 0], 0)
    return found


def windows(text: str) -> Iterator[str]:
    """*text* whole if it is short, else pieces of whole sentences as far as they fit; at least one."""
    text = text[:LONGEST]
    if len(text) <= WHOLE:
        yield text
        return
    pieces: list[str] = []
    for sentence in filter(None, _SENTENCE.findall(text)):
        for at in range(0, len(sentence), WINDOW):
            piece = sentence[at : at + WINDOW]
            if pieces and len(pieces[-1]) + len(piece) <= WINDOW:
                pieces[-1] += piece
            else:
                pieces.append(piece)
    yield from pieces if len(pieces) <= WINDOWS else [*pieces[: WINDOWS // 2], *pieces[-WINDOWS // 2 :]]
