"""`python -m bot.nets.learn DATA ENCODER FILE`: stage two of the safety net, learned from the examples below DATA.

Cries are the ``must`` of data/safety (and of data/safety/hints, which go further than phrases can) and the intents
`emergency` and `self_harm` of data/nlu; all else is none. A fifth of the examples, which the encoder has not learned from
either, is held out of a first round, which calibrates and sets bars; but for the lines of data/safety/twins: written where the
net was wrong, they do not say how often it is.
"""

import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from bot.examples import examples
from bot.nets import wording
from bot.nets.fold import tokens
from bot.nets.likeness import Likeness
from bot.nets.meaning import CLASSES, FEW, SIGNS, Learned, by_heart, odds
from bot.nets.wording import Floats, Ints
from encoder import memory, network
from encoder.adaptation import held_out
from encoder.centring import centred, flat, leans, scripts
from encoder.encoder import Encoder

AIMED = "twins"
TALK = frozenset({"greet", "goodbye", "thank", "affirm", "deny", "skip", "stop"})
"""Intents whose short examples are known by heart; those of others tell what happens to people, in Chinese in six letters."""
INTENTS = {"emergency": "danger", "self_harm": "self_harm"}
HIDDEN, EPOCHS, HARD = 256, 10, 3
"""Of the network; and how often an example of the safety net counts for one of an intent: where a twentieth of the
held-out hard calm messages alarm, once finds .65 of the held-out cries, three times .75."""
CALM = 45_000
"""Calm examples that are known by heart: those which the network finds most alarming."""
PLAIN = 4
"""Of so many held-out examples of intents one is asked, and stands for the others: they are many, and easy."""
RECALL = 0.99
"""Share of cries among the held-out examples of a language that its bar lets through …"""
FALSE = 0.07
"""… unless more than this share of its held-out ordinary messages of data/safety would bring a card."""
LOWEST, HIGHEST = 0.34, 0.38
"""Whatever the held-out examples of one language say: they are too few to go further apart. Below even odds, because a missed cry
costs more than a card too many, as long as no more than 5 % of the hard calm messages bring one."""


@dataclass(frozen=True, slots=True)
class Example:
    """*hard*: written for the safety net, so that it sounds like its opposite; *aimed*: at what an earlier net got wrong;
    *talk*: what people say to whomever they talk with."""

    text: str
    language: str
    kind: int
    hard: bool
    aimed: bool = False
    talk: bool = False


def read(data: Path) -> list[Example]:
    """Every example below *data*, none twice."""
    found: dict[str, Example] = {}
    for file in sorted((data / "safety").rglob("*.yml")):
        book: Any = yaml.load(file.read_text("utf-8"), yaml.CBaseLoader)  # noqa: S506 - base loaders make strings only
        for part in ("must", "must_not"):
            for group, lines in (book.get(part) or {}).items():
                kind = CLASSES.index(group) if part == "must" else 0
                for text in _lines(lines):
                    found.setdefault(text, Example(text, file.stem, kind, hard=True, aimed=file.parent.name == AIMED))
    for folder in sorted(folder for folder in (data / "nlu").iterdir() if folder.is_dir()):
        for intent, text in examples(folder):
            kind = CLASSES.index(INTENTS.get(intent, "none"))
            found.setdefault(text, Example(text, folder.name, kind, hard=False, talk=intent in TALK))
    return list(found.values())


def learn(some: Sequence[Example], vectors: Floats) -> Learned:
    """What *some* examples teach; *vectors* are theirs from `memory.depths`."""
    places = [wording.places(one.text) for one in some]
    y = np.array([one.kind for one in some], np.int64)
    hard, held = np.array([one.hard for one in some]), np.array([held_out(one.text) for one in some])

    def views(chosen: Ints) -> Learned:
        texts = [some[k].text for k in chosen]
        groups = scripts(texts)
        means = leans(vectors[chosen], groups)
        drawn = np.concatenate([np.arange(len(chosen)), *[np.flatnonzero(hard[chosen])] * (HARD - 1)])
        own, kinds = centred(vectors[chosen], groups, means), y[chosen]
        parts = network.learn(flat(own)[drawn], kinds[drawn], len(CLASSES), HIDDEN, EPOCHS)
        words = wording.learn([places[k] for k in chosen[drawn]], kinds[drawn], len(CLASSES))
        alarming = np.where(kinds > 0, np.inf, odds(network.scores(parts, flat(own))))
        known = np.sort(np.argsort(-alarming, kind="stable")[: np.count_nonzero(kinds) + CALM])
        likeness = Likeness.of(own[known, -1], kinds[known] > 0)
        return Learned(means, parts, words, likeness, np.zeros((2, SIGNS), np.float32), {}, frozenset(), {})

    with ThreadPoolExecutor(2) as threads:
        part, whole = threads.map(views, (np.flatnonzero(~held), np.arange(len(y))))
    asked = held & ~np.array([one.aimed for one in some]) & (hard | (np.arange(len(y)) % PLAIN == 0))
    rest = [one for one, is_asked in zip(some, asked, strict=True) if is_asked]
    texts, cry = [one.text for one in rest], np.array([one.kind > 0 for one in rest])
    weight = np.where([one.hard for one in rest], HARD, PLAIN)
    known = [part.see(texts, some).signs for some in (vectors[asked], None)]
    calibration = np.stack([_calibrated(signs, cry, weight) for signs in known])
    sure = 1 / (1 + np.exp(-(known[0] @ calibration[0])))
    bars, report = _bars(rest, cry, sure)
    return Learned(whole.means, whole.network, whole.words, whole.likeness, calibration, bars, _calm(some), report)


def _calm(some: Sequence[Example]) -> frozenset[int]:
    """The bare words of small talk among *some* that are nowhere a cry."""
    words = [(by_heart(one.text), one) for one in some if len(one.text) <= FEW and tokens(one.text)]
    return frozenset(word for word, one in words if one.talk) - {word for word, one in words if one.kind > 0}


def _lines(block: object) -> Iterator[str]:
    for line in str(block).splitlines():
        if (text := line.strip()) and not text.startswith("#"):
            yield text


def _calibrated(signs: Floats, cry: Any, weight: Any) -> Floats:
    """Weights of a logistic regression of *cry* on *signs*: Newton's method, halving steps that overshoot."""
    X, found, step = signs.astype(np.float64), np.zeros(signs.shape[1]), 1.0

    def loss(w: Any) -> float:
        return float((weight * np.logaddexp(0, np.where(cry, -1, 1) * (X @ w))).sum())

    for _ in range(60):
        p = 1 / (1 + np.exp(-np.clip(X @ found, -30, 30)))
        bend = X.T @ (X * (weight * p * (1 - p))[:, None]) + np.eye(len(found)) * 1e-6
        move = np.linalg.solve(bend, X.T @ (weight * (p - cry)))
        while step > 1e-6 and loss(found - step * move) > loss(found):
            step /= 2
        found, step = found - step * move, min(1.0, step * 2)
    calibrated: Floats = found.astype(np.float32)
    return calibrated


def _bars(rest: Sequence[Example], cry: Any, sure: Any) -> tuple[dict[str, float], dict[str, Any]]:
    """The bar of every language, and what it means for the held-out examples."""
    language, hard = np.array([one.language for one in rest]), np.array([one.hard for one in rest])
    bars, report = {}, {}
    for code in sorted(set(language)):
        own = language == code
        cries, calm, plain = sure[own & cry & hard], sure[own & ~cry & hard], sure[own & ~cry & ~hard]
        if not len(cries) or not len(calm):
            continue
        bar = max(float(np.quantile(cries, 1 - RECALL)), float(np.quantile(calm, 1 - FALSE)))
        bar = min(max(bar, LOWEST), HIGHEST)
        bars[code] = round(bar, 4)
        report[code] = {
            "cries": len(cries), "found": round(float((cries >= bar).mean()), 3),
            "calm": len(calm), "alarmed": round(float((calm >= bar).mean()), 3),
            "plain": len(plain), "plain_alarmed": round(float((plain >= bar).sum()) / max(len(plain), 1), 4),
        }  # fmt: skip
    bars[""] = round(float(np.median(list(bars.values()))), 4) if bars else HIGHEST
    return bars, report


if __name__ == "__main__":
    data, folder, target = map(Path, sys.argv[1:])
    everything = read(data)
    target.parent.mkdir(parents=True, exist_ok=True)
    new = target.with_suffix(".new")
    learn(everything, memory.depths(Encoder(folder), [one.text for one in everything])).write(new)
    new.replace(target)
