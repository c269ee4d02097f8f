"""What is learned of the languages from the project's own examples, once for all tests."""

from pathlib import Path

import pytest

from bot.languages import grams
from bot.languages.learn import lines
from bot.settings import ROOT


@pytest.fixture(scope="session")
def learned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("languages") / "languages.npz"
    grams.learn(lines(ROOT / "data")).write(path)
    return path
