"""TensorFlow, messengers and databases are not there: nobody misses them, and who asks for one is told what to do."""

from collections.abc import Callable
from pathlib import Path

import pytest
from rasa.core.channels.facebook import Messenger
from rasa.core.channels.slack import SlackBot
from rasa.core.channels.telegram import TelegramOutput
from rasa.core.channels.twilio import TwilioOutput
from rasa.core.channels.webexteams import WebexTeamsBot
from rasa.core.tracker_store import DynamoTrackerStore, MongoTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.exceptions import RasaException
from tests.engine.conftest import PROJECT, ROOT
from tests.engine.world import rasa

CURE = "TensorFlow is not installed in the engine, and a part named in config.yml needs it"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("- name: LogisticRegressionClassifier", "- name: DIETClassifier\n  epochs: 1"),
        ("- name: MemoizationPolicy\n  max_history: 3", "- name: TEDPolicy\n  epochs: 1"),
    ],
)
def test_a_part_that_needs_it_is_refused_in_one_sentence(tmp_path: Path, old: str, new: str) -> None:
    """Someone follows a Rasa tutorial and adds DIET or TED: training says which file to change, and how."""
    config = (PROJECT / "config.yml").read_text()
    assert old in config
    (tmp_path / "config.yml").write_text(config.replace(old, new))
    data = [PROJECT / "data", ROOT / "data/rules", ROOT / "data/stories"]
    printed = rasa(
        tmp_path, "train", "--force", "--domain", ROOT / "domain.yml", "--config", tmp_path / "config.yml",
        "--data", *data, "--out", tmp_path / "models", good=False,
    )  # fmt: skip
    assert CURE in printed
    assert "Traceback" not in printed


def test_the_delivered_pipeline_needs_none() -> None:
    """What we ship never meets that sentence."""
    config = (ROOT / "config.yml").read_text()
    assert not any(part in config for part in ("DIET", "TED", "ResponseSelector", "LanguageModelFeaturizer", "ConveRT"))


@pytest.mark.parametrize(
    ("package", "made"),
    [
        ("aiogram", lambda: TelegramOutput("1:a")),
        ("boto3", lambda: DynamoTrackerStore(Domain.empty())),
        ("fbmessenger", lambda: Messenger("token", None)),
        ("pymongo", lambda: MongoTrackerStore(Domain.empty())),
        ("slack_sdk", lambda: SlackBot("token")),
        ("twilio", lambda: TwilioOutput("sid", "token", "+810000000")),
        ("webexteamssdk", lambda: WebexTeamsBot("token", "room")),
    ],
)
def test_another_messenger_or_store_is_refused_in_one_sentence(package: str, made: Callable[[], object]) -> None:
    """Someone gives the engine a messenger of Rasa's or a database: the engine sees no one and keeps nothing."""
    with pytest.raises(RasaException, match=f"^{package} is not installed in the engine, .* take that part out"):
        made()
