"""A stage and a person on it, for every test of the website."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.channels.website.stage import Person, Stage, client, opened


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with opened(tmp_path) as stage:
        yield stage


@pytest.fixture
async def person(stage: Stage) -> AsyncIterator[Person]:
    """Somebody with an open talk in English."""
    async with client(stage) as http:
        person = Person(http)
        await person.begins(language="en")
        yield person
