"""The engine as it runs: its own process, a tiny model trained here, and an action server that can be told to fail."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

if sys.version_info >= (3, 11):
    # Another world: these tests run with engine/.venv/bin/python, where Rasa is.
    collect_ignore_glob = ["*"]
else:
    from tests.engine.world import Actions, Engine, rasa

ROOT = Path(__file__).parents[2]
PROJECT = ROOT / "tests/engine/project"


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All that Rasa writes in these tests."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="session")
def model(home: Path) -> Path:
    """A model of the real domain and rules with a few examples."""
    data = [PROJECT / "data", ROOT / "data/rules", ROOT / "data/stories"]
    rasa(
        home, "train", "--domain", ROOT / "domain.yml", "--config", PROJECT / "config.yml",
        "--data", *data, "--out", home / "models", "--fixed-model-name", "tiny",
    )  # fmt: skip
    return home / "models/tiny.tar.gz"


@pytest.fixture(scope="session")
def ours(home: Path) -> Path:
    """What the real pipeline learns from the few examples."""
    rasa(
        home, "train", "nlu", "--config", ROOT / "config.yml", "--nlu", PROJECT / "data", "--domain", ROOT / "domain.yml",
        "--out", home / "models", "--fixed-model-name", "ours",
    )  # fmt: skip
    return home / "models/ours.tar.gz"


@pytest.fixture(scope="session")
def actions() -> "Iterator[Actions]":
    with Actions() as running:
        yield running


@pytest.fixture(scope="session")
def engine(home: Path, model: Path, actions: "Actions") -> "Iterator[Engine]":
    """One engine for all tests that leave it as it was; they all do, or it would not be a function."""
    with Engine(home, model, actions.url) as running:
        yield running


@pytest.fixture
def started(tmp_path: Path, model: Path) -> "Iterator[Any]":
    """Starts engines of one's own: ``started(actions_url, level=…, credentials=…)``."""
    running = []

    def start(url: str, **more: Any) -> "Engine":
        running.append(Engine(tmp_path, model, url, **more).__enter__())
        return running[-1]

    yield start
    for engine in running:
        engine.__exit__()
