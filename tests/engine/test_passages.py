"""The topics that speak of a message come with it."""

from pathlib import Path

import pytest
from encoder.encoder import Encoder
from encoder.passages import Bubble, learn
from engine.featurizer import SentenceFeaturizer, encoder
from engine.passages import FILE, NAME, Passage
from rasa.shared.nlu.constants import INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

SENTENCES = ["Pay has to come in full.", "A shelter is a safe place to sleep."]
BUBBLES = [Bubble("wages_problem", 0, "b1"), Bubble("shelter", 2, "c1")]


def heard(text: str, intent: str, confidence: float) -> Message:
    message = Message({TEXT: text, INTENT_RANKING_KEY: [{"name": intent, "confidence": confidence}]})
    return SentenceFeaturizer(encoder(), {}).process([message])[0]


def component() -> Passage:
    return Passage.create({}, None, None, None)  # type: ignore[arg-type]


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    ours: Encoder = encoder()
    learn(BUBBLES, SENTENCES, ours.depths(SENTENCES)).write(tmp_path / "passages.npz")
    monkeypatch.setenv(FILE, str(tmp_path / "passages.npz"))
    return tmp_path / "passages.npz"


@pytest.mark.parametrize(
    ("intent", "confidence", "wanted"),
    [("greet", 0.3, True), ("greet", 0.9, False), ("shelter", 0.9, True), ("out_of_scope", 0.9, True)],
)
def test_every_question_gets_topics(file: Path, intent: str, confidence: float, wanted: bool) -> None:
    """A question brings the topics that speak of it; what surely asks nothing ("hello") brings none."""
    message = component().process([heard("where can I sleep", intent, confidence)])[0]
    found = message.get(NAME)

    assert bool(found) is wanted
    if wanted:
        assert {"topic": "shelter", "bubble": 2, "mark": "c1"} == {name: found[0][name] for name in ("topic", "bubble", "mark")}


@pytest.mark.parametrize("harm", ["missing", "broken"])
def test_without_the_file_everything_else_goes_on(file: Path, harm: str) -> None:
    """Rasa's own tools have no passages; a broken file costs the quotation, never the answer."""
    file.unlink() if harm == "missing" else file.write_bytes(b"broken")
    assert component().process([heard("where can I sleep", "out_of_scope", 0.9)])[0].get(NAME) is None
