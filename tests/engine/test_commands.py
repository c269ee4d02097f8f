"""Every Rasa command works where Rasa people look for it, and leaves nothing in the project."""

import json
from pathlib import Path

from tests.engine.conftest import PROJECT, ROOT
from tests.engine.world import rasa


def test_the_rules_hold_in_whole_talks(tmp_path: Path, model: Path) -> None:
    """`rasa test core`: the talks in tests/stories go as they are written."""
    results = tmp_path / "results"
    rasa(tmp_path, "test", "core", "--model", model, "--stories", ROOT / "tests/stories", "--out", results, "--no-plot")
    assert "None of the test stories failed" in (results / "failed_test_stories.yml").read_text()


def test_domain_rules_and_stories_agree(tmp_path: Path) -> None:
    """`rasa data validate`: nothing is named that does not exist, and nothing contradicts itself."""
    data = [PROJECT / "data", ROOT / "data/rules", ROOT / "data/stories"]
    config = PROJECT / "config.yml"
    printed = rasa(tmp_path, "data", "validate", "--domain", ROOT / "domain.yml", "--config", config, "--data", *data)
    assert "No story structure conflicts found" in printed
    assert "is used in the stories" not in printed


def test_messages_can_be_tried_by_hand(tmp_path: Path, ours: Path) -> None:
    """`rasa shell nlu` with the parts of config.yml: a message in, what is understood out."""
    printed = rasa(tmp_path, "shell", "nlu", "--model", ours, text="where is an office in Osaka\n")
    assert '"value": "JP-27"' in printed and '"name": "find_counter"' in printed


def test_understanding_is_measured(tmp_path: Path, ours: Path) -> None:
    """`rasa test nlu` with the parts of config.yml: how often each intent was found; what was learned from is known."""
    out = tmp_path / "out"
    rasa(tmp_path, "test", "nlu", "--model", ours, "--nlu", PROJECT / "data", "--out", out, "--no-plot")
    report = json.loads((out / "intent_report.json").read_text())
    assert {"emergency", "greet", "skip", "stop"} <= set(report)
    assert report["weighted avg"]["support"] >= 50
    assert report["weighted avg"]["f1-score"] >= 0.95


def test_nothing_is_left_in_the_project(tmp_path: Path, model: Path) -> None:
    """Rasa's cache, its settings and its plots lie in AKARI_HOME, in whatever folder it is called."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    rasa(tmp_path / "home", "test", "nlu", "--model", model, "--nlu", PROJECT / "data", "--out", tmp_path / "out", cwd=elsewhere)
    assert list(elsewhere.iterdir()) == []
    assert not (ROOT / ".rasa").exists()
    assert (tmp_path / "home/engine/matplotlib").exists()
