"""The encoder, built once for all tests from the data file of the installed package."""

import sys
from pathlib import Path

import pytest

if sys.version_info >= (3, 11):
    # Another world: these tests run with engine/.venv/bin/python, where the weights are.
    collect_ignore_glob = ["*"]
else:
    from encoder.build import build
    from encoder.encoder import Encoder


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built encoder; tests copy it before they harm it."""
    built = tmp_path_factory.mktemp("built") / "encoder"
    build(built)
    return built


@pytest.fixture(scope="session")
def encoder(folder: Path) -> "Encoder":
    return Encoder(folder)
