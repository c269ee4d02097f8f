"""Staff read which words of a message weighed in an alarm that no rule explains."""

from pathlib import Path

import numpy as np
import pytest

from bot.nets import wording
from bot.nets.learn import Example, learn
from bot.nets.telling import MOST, Telling

CALM = ["what are the opening hours of the office", "事務所は何時からですか", "the salary was late in may"]
CRIES = ["there is a knife on the table and he waits", "ドアの前に包丁を持った人がいます", "the van takes us to the harbour tonight"]


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a few examples in many wordings teach."""
    some = [Example(f"{text} {n}", "en", kind, hard=n % 2 == 0) for kind, texts in ((0, CALM), (1, CRIES)) for text in texts for n in range(30)]
    dice = np.random.default_rng(1)
    vectors = dice.normal(0, 1, (len(some), 2, 8)).astype(np.float32)
    path = tmp_path_factory.mktemp("net") / "net.npz"
    learn(some, vectors / np.linalg.norm(vectors, axis=2, keepdims=True)).write(path)
    return path


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("the office opens and there is a knife", "knife"), ("事務所のドアの前に包丁", "包丁"), ("what are the hours of the harbour", "harbour")],
)
def test_the_words_that_weighed_are_named(file: Path, text: str, wanted: str) -> None:
    """Words whole, where words are spaced; runs of characters where they are not."""
    told = Telling(file)(text)
    assert any(wanted in piece for piece in told) and len(told) <= MOST
    assert not any("hours" in piece or "office" in piece for piece in told)


def test_a_cry_in_a_long_calm_message_is_what_is_told(file: Path) -> None:
    """Staff see the sentence that mattered, not the talk around it."""
    long = " ".join(["What are the opening hours of the office?"] * 20 + ["There is a knife on the table."])
    assert "knife" in Telling(file)(long)


@pytest.mark.parametrize("text", ["", "?", "\ud800", "🙂🙂", " . . "])
def test_nothing_to_tell_is_told_as_nothing(file: Path, text: str) -> None:
    """Any text will do."""
    assert len(Telling(file)(text)) <= 1


def test_without_the_file_nothing_is_told(tmp_path: Path) -> None:
    """The page comes all the same."""
    (tmp_path / "broken.npz").write_bytes(b"broken")
    assert () == Telling(tmp_path / "none.npz")("knife") == Telling(tmp_path / "broken.npz")("knife")


def test_places_are_those_of_the_runs() -> None:
    """One, two, three and four characters of `. ab .`, each once: what is told goes by what was learned."""
    assert len(wording.places("ab")) == len({".", " ", "a", "b"} | {". ", " a", "ab", "b ", " ."}) + len(
        {". a", " ab", "ab ", "b ."} | {". ab", " ab ", "ab ."}
    )
