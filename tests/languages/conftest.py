"""What was learned of the languages from the project's own examples, as it ships."""

from pathlib import Path

import pytest

from bot.settings import read


@pytest.fixture(scope="session")
def learned() -> Path:
    return read().languages
