"""The net as it ships."""

import pytest

from bot.gateway import deciding
from bot.languages import Languages
from bot.nets.phrases import Phrases
from bot.nets.stages import Stages
from bot.settings import read
from bot.words import ContentWords


@pytest.fixture(scope="session")
def net() -> Phrases:
    return Phrases.load()


@pytest.fixture(scope="session")
def decided() -> tuple[Stages, Languages, ContentWords]:
    """Both stages with what the last build learned and the encoder, and the languages."""
    stages, tongue, words = deciding(read())
    stages.warm_up()
    tongue.warm_up()
    assert stages.both
    return stages, tongue, words
