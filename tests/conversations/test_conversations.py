"""Golden conversations: on the scripted engine they prove the pipeline, on the real model they prove what people get."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.gateway import compose, deciding
from bot.keys import create
from bot.languages import Languages
from bot.nets.stages import Stages
from bot.settings import Settings, read
from bot.words import ContentWords
from tests.conversations.playing import Conversation, conversations, play, scripted

ALL = conversations()

type Decided = tuple[Stages, Languages, ContentWords]


@pytest.fixture(scope="module")
def shared() -> Decided:
    """Both stages of the net, the languages and the words, once for all conversations: making them takes seconds."""
    stages, tongue, words = deciding(read())
    stages.warm_up()
    tongue.warm_up()
    return stages, tongue, words


def of_its_own(shared: Decided, settings: Settings) -> Decided:
    """The same, with the words of *settings*."""
    stages, tongue, words = shared
    return stages, tongue, replace(words, settings=settings)


def settings_in(folder: Path, found: Settings) -> Settings:
    urls = {"store_url": f"sqlite:///{folder}/a.db", "keys_url": f"sqlite:///{folder}/k.db"}
    own = replace(found, home=folder, duty_hours="never", **urls)
    create(own.secrets)
    return own


def test_there_are_enough_of_them() -> None:
    """Both languages are tried in many ways."""
    assert 40 <= len(ALL)
    assert {"en", "ja"} <= {conversation.name.split("-")[0] for conversation in ALL}


@pytest.mark.parametrize("conversation", ALL, ids=lambda conversation: conversation.name)
async def test_on_the_scripted_engine(conversation: Conversation, tmp_path: Path, shared: Decided) -> None:
    """Net, languages, buttons, store and order are right whatever the model says."""
    own = settings_in(tmp_path, read())
    gateway = compose(own, scripted(conversation), pushing=frozenset(), decided=of_its_own(shared, own))
    async with gateway.running():
        await gateway.store.start()
        assert not await play(conversation, gateway, real=False)


@pytest.mark.timeout(180)
@pytest.mark.parametrize("conversation", ALL, ids=lambda conversation: conversation.name)
async def test_on_the_real_model(conversation: Conversation, tmp_path: Path, real: Settings, shared: Decided) -> None:
    """A person who writes this gets that."""
    own = settings_in(tmp_path, real)
    gateway = compose(own, pushing=frozenset(), decided=of_its_own(shared, own))
    async with gateway.running():
        await gateway.store.start()
        assert not await play(conversation, gateway, real=True)
