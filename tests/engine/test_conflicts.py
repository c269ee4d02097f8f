"""Training tells of examples that say the same under two intents (`engine.learned.conflicts`)."""

import numpy as np
import pytest
from engine.learned import SAME, conflicts

COUNT, WIDTH, MAIN = 2_300, 96, 48
"""More examples than are compared at once; most of what tells them apart lies along *MAIN* of *WIDTH* directions."""
NAMES = ["documents_taken", "thank", "unpaid_wages"]
TEXTS = [f"text {k}" for k in range(COUNT)]
FAR_APART = [(0, COUNT - 1), (1, 1_200), (2, 3), (300, 2_200), (700, 900)]
NEIGHBOURS = [(64 * k - 1, 64 * k) for k in range(1, COUNT // 64)]
"""Whatever the size of a block, its border runs between two of these."""


def unit(vectors: np.ndarray) -> np.ndarray:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=-1, keepdims=True), np.float32)


@pytest.fixture
def vectors() -> np.ndarray:
    """All of them far from each other."""
    dice = np.random.default_rng(7)
    spread = np.where(np.arange(WIDTH) < MAIN, 1, 0.15)
    return unit(dice.normal(size=(COUNT, WIDTH)) * spread)


@pytest.fixture
def y() -> np.ndarray:
    return np.arange(COUNT) % 2


def plant(vectors: np.ndarray, one: int, other: int, cosine: float, main: bool = True) -> None:
    """Move *other* to *cosine* from *one*: along the directions in which all differ, or along those in which few do."""
    dice = np.random.default_rng(one)
    away = dice.normal(size=WIDTH) * (main == (np.arange(WIDTH) < MAIN))
    away = unit(away - (away @ vectors[one]) * vectors[one])
    vectors[other] = cosine * vectors[one] + np.sqrt(1 - cosine**2) * away


def found(vectors: np.ndarray, y: np.ndarray) -> list:
    return conflicts(TEXTS, y, NAMES, unit(vectors))


def listed(pairs: list, y: np.ndarray) -> list:
    return [[TEXTS[one], NAMES[y[one]], TEXTS[other], NAMES[y[other]]] for one, other in pairs]


def test_where_nothing_is_near_nothing_is_listed(vectors: np.ndarray, y: np.ndarray) -> None:
    """Who has written everything well is not bothered."""
    assert found(vectors, y) == []


@pytest.mark.parametrize("main", [True, False], ids=["where all differ", "where few differ"])
def test_each_near_pair_under_two_intents_is_listed_nearest_first(vectors: np.ndarray, y: np.ndarray, main: bool) -> None:
    """Wherever the two stand, I am told once, with both texts and both intents, and the worst first."""
    pairs = FAR_APART + NEIGHBOURS
    cosines = np.linspace(0.999, SAME + 0.001, len(pairs))
    for (one, other), cosine in zip(pairs, cosines, strict=True):
        y[other] = (y[one] + 1) % len(NAMES)
        plant(vectors, one, other, float(cosine), main)

    assert found(vectors, y) == listed(pairs, y)


def test_one_intent_may_say_the_same_twice(vectors: np.ndarray, y: np.ndarray) -> None:
    """Two ways to write one thing are what examples are for."""
    for one, other in FAR_APART + NEIGHBOURS:
        y[other] = y[one]
        plant(vectors, one, other, 0.99)

    assert found(vectors, y) == []


@pytest.mark.parametrize("main", [True, False], ids=["where all differ", "where few differ"])
@pytest.mark.parametrize("cosine", [0.96, SAME - 0.001])
def test_what_is_only_alike_is_not_listed(vectors: np.ndarray, y: np.ndarray, cosine: float, main: bool) -> None:
    """Neighbouring intents have neighbouring words; only what cannot be told apart is a mistake."""
    for one, other in FAR_APART + NEIGHBOURS:
        y[other] = (y[one] + 1) % len(NAMES)
        plant(vectors, one, other, cosine, main)

    assert found(vectors, y) == []


def test_the_same_vector_thrice_is_three_pairs(vectors: np.ndarray, y: np.ndarray) -> None:
    """Of three that are one, each is named with each other."""
    three = (5, 1_100, 2_250)
    y[list(three)] = (0, 1, 2)
    vectors[list(three)] = vectors[5]

    assert sorted(found(vectors, y)) == sorted(listed([(5, 1_100), (5, 2_250), (1_100, 2_250)], y))
