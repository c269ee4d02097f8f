"""The nearest examples: what is found of all of them in part of the time is what looking at each would find."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bot.nets.likeness import Likeness, OnDisk, unit


def examples(rows: int, sides: int = 2) -> tuple[Any, Any]:
    """Vectors that lie in some directions more than in others, as those of sentences do."""
    dice = np.random.default_rng(3)
    spread = np.geomspace(1, 0.05, 96)
    return (dice.normal(size=(rows, 96)) * spread).astype(np.float32), dice.integers(0, sides, rows) == 0


def test_the_nearest_of_each_side_is_found() -> None:
    """A message that is told like one cry among thousands is heard by it."""
    vectors, cry = examples(6_000)
    asked = vectors[:300] + examples(300)[0][::-1] * np.float32(0.2)
    found = Likeness.of(vectors, cry).nearest(asked)

    cosines = unit(asked) @ unit(vectors).T
    right = np.stack([cosines[:, cry].max(1), cosines[:, ~cry].max(1)], axis=1)
    assert np.abs(found - right).max() < 0.02
    assert np.quantile(np.abs(found - right), 0.99) < 0.005


@pytest.mark.parametrize("sides", [1, 2])
def test_few_examples_or_none_of_a_side_will_do(sides: int) -> None:
    """A new language set has a handful, perhaps no calm ones; what is not there is not near."""
    vectors, cry = examples(5, sides)
    if sides == 2:
        cry[:] = False
    found = Likeness.of(vectors, cry).nearest(vectors)

    assert np.allclose(found[:, 1 if sides == 2 else 0], 1, atol=0.01)
    assert not found[:, 0 if sides == 2 else 1].any()


def test_one_message_is_as_near_alone_as_among_others() -> None:
    vectors, cry = examples(2_000)
    likeness = Likeness.of(vectors, cry)
    together = likeness.nearest(vectors[:200])

    assert np.allclose(together, np.concatenate([likeness.nearest(vectors[k : k + 1]) for k in range(200)]), atol=1e-5)
    assert not np.isnan(likeness.nearest(np.zeros((1, 96), np.float32))).any()


def test_rows_on_disk_are_the_rows_that_were_written(tmp_path: Path) -> None:
    """What stays in the file is near to what it was near to in memory, also when a new file takes its place."""
    vectors, cry = examples(2_000)
    likeness = Likeness.of(vectors, cry)
    file = tmp_path / "net.npz"
    np.savez(file, first=np.arange(9), known=likeness.rows, last=np.arange(3))
    with file.open("rb") as opened:
        file.unlink()
        np.savez(file, first=np.arange(9), known=np.zeros((2_000, 96), np.int8), last=np.arange(3))
        kept = replace(likeness, rows=OnDisk(opened, "known"))

    assert np.array_equal(kept.nearest(vectors[:50]), likeness.nearest(vectors[:50]))
    assert np.array_equal(np.asarray(kept.rows), likeness.rows)


def test_a_file_without_them_is_refused(tmp_path: Path) -> None:
    np.savez(tmp_path / "net.npz", known=np.arange(9))
    with (tmp_path / "net.npz").open("rb") as file:
        with pytest.raises(ValueError, match="unpack"):
            OnDisk(file, "known")
        with pytest.raises(KeyError):
            OnDisk(file, "rows")
