"""Twenty thousand hostile strings (a million with `./akari test --long`): every one gets a vector, none breaks the process
that answers people."""

import os
import random
from collections.abc import Iterator
from itertools import islice

import numpy as np
import pytest
from encoder.encoder import Encoder

STRINGS, BATCH = 1_000_000 if os.environ.get("AKARI_LONG") else 20_000, 500
BLOCKS = [
    (0, 0x20), (0x20, 0x7F), (0x80, 0x250), (0x300, 0x370), (0x590, 0x700), (0x900, 0xE80), (0x1000, 0x1800), (0x2000, 0x2C00),
    (0x3000, 0xA000), (0xA000, 0xD7FF), (0xD800, 0xE000), (0xE000, 0x10000), (0xFB00, 0xFE00), (0x10000, 0x110000),
]  # fmt: skip


def strings(count: int) -> Iterator[str]:
    """The same at each run: one script, or two shuffled together; mostly short, a few far too long."""
    dice = random.Random(20_000)
    for number in range(count):
        length = 2_000 if number % 1_000 == 0 else dice.choice((1, 2, 5, 12))
        some = [chr(dice.randrange(*dice.choice(BLOCKS[:2] if number % 4 == 0 else BLOCKS))) for _ in range(length)]
        if number % 3 == 0:
            first, last = dice.choice(BLOCKS)
            some += [chr(dice.randrange(first, last))] * dice.choice((1, 3, 9))
            dice.shuffle(some)
        yield "".join(some)


@pytest.mark.timeout(4 * 3_600 if STRINGS > 20_000 else 600)
def test_hostile_strings(encoder: Encoder) -> None:
    """Nobody can silence it by what they send."""
    sent = strings(STRINGS)
    for _ in range(0, STRINGS, BATCH):
        found = encoder.depths(list(islice(sent, BATCH)))
        assert np.isfinite(found).all()
        assert np.allclose(np.linalg.norm(found, axis=2), 1, atol=1e-3)
