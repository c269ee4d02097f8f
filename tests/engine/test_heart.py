"""What stands under an intent word for word is understood so (`engine.heart`)."""

from pathlib import Path

import numpy as np
import pytest
from encoder.encoder import Encoder
from engine.heart import SURE, Heart
from engine.learned import learn, read

TEXTS = ["Yes, please!", "yes maam", "No", "ไม่", "ไม้", "👍", "...", "はい", "stop", "Stop!"]
INTENTS = [0, 0, 1, 1, 2, 0, 3, 0, 4, 5]


@pytest.mark.parametrize(("text", "intent"), [
    ("yes please", 0), ("YES PLEASE", 0), (" yes  ma'am ", 0), ("no.", 1), ("ｎｏ", 1), ("ไม่!", 1), ("ไม้", 2), ("👍", 0),
    ("...", 3), ("「はい」", 0),
])  # fmt: skip
def test_capitals_spaces_and_points_make_no_difference(text: str, intent: int) -> None:
    """Whichever way I type it; but another tone mark is another word."""
    assert Heart.of(TEXTS, INTENTS).intent(text) == intent


@pytest.mark.parametrize("text", ["", "stop", "yes", "not", "👎", "ไม", "はいはい", "\x00", "\ud800", "?"])
def test_other_words_and_words_of_two_intents_are_not_known(text: str) -> None:
    """A word that stands under two intents is left to what was learned."""
    assert Heart.of(TEXTS, INTENTS).intent(text) is None
    assert Heart.of([], []).intent(text) is None


def test_an_example_is_understood_as_what_it_stands_under(encoder: Encoder, tmp_path: Path) -> None:
    """Also where all its like stand elsewhere; also after the model was written and read."""
    hellos, ends = ("hello", "good morning", "namaste", "hi"), ("", "!", " ji", " how are you")
    greetings = [f"{hello} sir{end}" for hello in hellos for end in ends]
    texts = [*greetings, "sir", "yes", "yes of course", "right", "i agree"]
    intents = ["greet"] * len(greetings) + ["affirm"] * 5
    vectors = encoder.depths(texts)
    learn(texts, intents, vectors).write(tmp_path)
    learned = read(tmp_path)

    found = learned.confidences(texts, vectors)
    assert [learned.names[row.argmax()] for row in found] == intents
    assert np.allclose(found.max(1), SURE) and np.allclose(found.sum(1), 1, atol=1e-5)
    assert (learned.confidences(["sir, hello sir"], encoder.depths(["sir, hello sir"])).max(1) != SURE).all()
