"""The trained model, once for everything that is tried on it."""

from collections.abc import Iterator

import pytest

from bot.door.borrow import engine
from bot.settings import Settings, read


@pytest.fixture(scope="session")
def real() -> Iterator[Settings]:
    """The engine with the trained model and the real actions."""
    with engine(read()) as found:
        yield found
