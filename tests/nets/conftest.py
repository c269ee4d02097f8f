"""The net as it ships."""

import pytest

from bot.nets.phrases import Phrases


@pytest.fixture(scope="session")
def net() -> Phrases:
    return Phrases.load()
