"""A question for which nobody wrote an intent finds the topic that speaks of it."""

from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import pytest
from encoder import passages
from encoder.encoder import DIMENSIONS, Encoder
from encoder.passages import Bubble, Passages, learn

SAID = [
    (Bubble("documents_taken", 0, "a1"), "A passport belongs to the person it was given to."),
    (Bubble("documents_taken", 0, "a1"), "パスポートは、もらった本人のものです。"),
    (Bubble("documents_taken", 1, "a2"), "An embassy can tell you how to get a new passport."),
    (Bubble("wages_problem", 0, "b1"), "Pay has to come in full, once a month, on a fixed day."),
    (Bubble("wages_problem", 0, "b1"), "給料は、全部を、毎月決まった日に払わなければなりません。"),
    (Bubble("shelter", 0, "c1"), "A shelter is a safe place to sleep for a while."),
    (Bubble("shelter", 0, "c1"), "シェルターは、しばらく安全に泊まれる所です。"),
]


@pytest.fixture(scope="module")
def known(encoder: Encoder) -> Passages:
    texts = [text for _, text in SAID]
    return learn([bubble for bubble, _ in SAID], texts, encoder.depths(texts))


@pytest.mark.parametrize(
    ("asked", "topic", "bubble"),
    [
        ("where do I get another passport if he burnt mine", "documents_taken", 1),
        ("may they pay me only every second month", "wages_problem", 0),
        ("今夜、安全に寝られる場所はありますか", "shelter", 0),
        ("¿mi sueldo tiene que llegar un día fijo?", "wages_problem", 0),
    ],
)
def test_the_bubble_that_answers_is_nearest(encoder: Encoder, known: Passages, asked: str, topic: str, bubble: int) -> None:
    """Whatever language I ask in, the topic that says it comes first, with the part that says it."""
    first = known.nearest(asked, encoder.depths([asked])[0], {}, 3)[0]
    assert (first.bubble.topic, first.bubble.bubble) == (topic, bubble)


def test_a_likely_intent_helps_its_topic(encoder: Encoder, known: Passages) -> None:
    """What the classifier half understood counts beside the words."""
    asked = "and what about it"
    own = encoder.depths([asked])[0]
    alone = {near.bubble.topic: near.score for near in known.nearest(asked, own, {}, 3)}
    helped = {near.bubble.topic: near.score for near in known.nearest(asked, own, {"shelter": 0.5}, 3)}

    assert helped["shelter"] > alone["shelter"] and helped["wages_problem"] == alone["wages_problem"]


def test_a_rare_word_decides_between_topics_that_mean_the_same(encoder: Encoder) -> None:
    """I ask about the paper whose number I read."""
    names = ("B-2417", "B-2471", "B-4217")
    said = {name: f"Form {name} is handed in at the office." for name in names}
    forms = learn([Bubble(name, 0, "x") for name in names], list(said.values()), encoder.depths(list(said.values())))

    for name in said:
        asked = f"they gave me a paper, says {name.lower()}, what to do"
        assert forms.nearest(asked, encoder.depths([asked])[0], {}, 1)[0].bubble.topic == name


def test_at_most_so_many_topics_nearest_first(encoder: Encoder, known: Passages) -> None:
    """Each topic once, however many of its sentences are near."""
    found = known.nearest("passport", encoder.depths(["passport"])[0], {}, 2)
    assert ["documents_taken"] == [near.bubble.topic for near in found][:1] and len({near.bubble.topic for near in found}) == 2
    assert found[0].score > found[1].score


def test_a_rough_look_loses_no_topic(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of many topics those that are looked at in full hold the nearest."""
    dice = np.random.default_rng(5)
    spread = np.geomspace(1, 0.02, DIMENSIONS)
    topics = dice.normal(size=(60, 1, 2, DIMENSIONS)) * spread
    said = (topics + dice.normal(size=(60, 40, 2, DIMENSIONS)) * spread * 1.5).reshape(-1, 2, DIMENSIONS).astype(np.float32)
    said /= np.linalg.norm(said, axis=2, keepdims=True)
    bubbles = [Bubble(f"topic {k // 40}", 0, "x") for k in range(len(said))]
    known = learn(bubbles, [f"sentence {k}" for k in range(len(said))], said)
    asked = said[::16] + dice.normal(size=said[::16].shape).astype(np.float32) * np.float32(0.02)

    found = [known.nearest("sentence", own, {}, 3) for own in asked]
    monkeypatch.setattr(passages, "CLOSER", 60)
    assert found == [known.nearest("sentence", own, {}, 3) for own in asked]
    assert len({near.bubble.topic for some in found for near in some}) > 50


def test_written_and_read_it_says_the_same(encoder: Encoder, known: Passages, tmp_path: Path) -> None:
    """What training made is what the engine asks."""
    known.write(tmp_path / "passages.npz")
    again, own = passages.read(tmp_path / "passages.npz"), encoder.depths(["salary"])[0]
    assert again.nearest("salary", own, {}, 3) == known.nearest("salary", own, {}, 3)


@pytest.mark.parametrize("harm", [b"", b"no archive", b"PK\x03\x04broken"])
def test_a_broken_file_is_refused(tmp_path: Path, harm: bytes) -> None:
    """Never half of it."""
    (tmp_path / "passages.npz").write_bytes(harm)
    with pytest.raises((OSError, ValueError, KeyError, EOFError, BadZipFile)):
        passages.read(tmp_path / "passages.npz")


def test_one_byte_a_number(known: Passages) -> None:
    """Eight thousand sentences take three megabytes of the engine."""
    assert known.vectors.dtype == np.int8
