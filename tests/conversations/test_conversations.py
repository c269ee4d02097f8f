"""Golden conversations: on the scripted engine they prove the pipeline, on the real model they prove what people get."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.gateway import compose
from bot.keys import create
from bot.settings import Settings, read
from tests.conversations.playing import Conversation, conversations, play, scripted

ALL = conversations()


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
async def test_on_the_scripted_engine(conversation: Conversation, tmp_path: Path) -> None:
    """Net, languages, buttons, store and order are right whatever the model says."""
    gateway = compose(settings_in(tmp_path, read()), scripted(conversation), pushing=frozenset())
    async with gateway.running():
        await gateway.store.start()
        assert not await play(conversation, gateway, real=False)


@pytest.mark.timeout(180)
@pytest.mark.parametrize("conversation", ALL, ids=lambda conversation: conversation.name)
async def test_on_the_real_model(conversation: Conversation, tmp_path: Path, real: Settings) -> None:
    """A person who writes this gets that."""
    gateway = compose(settings_in(tmp_path, real), pushing=frozenset())
    async with gateway.running():
        await gateway.store.start()
        assert not await play(conversation, gateway, real=True)
