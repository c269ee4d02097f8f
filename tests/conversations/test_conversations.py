"""Golden conversations: on the scripted engine they prove the pipeline, on the real model they prove what people get."""

import json
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest

from bot.core.messages import Address, Encoded, Message, Understood
from bot.engines.rasa import Rasa
from bot.gateway import compose, deciding
from bot.keys import create
from bot.languages import Languages
from bot.nets.stages import Stages
from bot.settings import Settings, read
from bot.words import ContentWords
from content.texts import LANGUAGES
from tests.conversations.playing import Conversation, conversations, play, scripted

ALL = conversations()
SECTIONS = (
    "what_is_trafficking", "law_definition", "isa_stance", "action_plan", "action_plan_history", "meetings_councils",
    "law_amendments", "ordinance_revisions", "victim_protection_policy", "protection_procedure", "iom_support",
    "press_releases", "statistics",
)  # fmt: skip
"""The topics that answer the sections of the agency's page on trafficking."""

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


def test_each_section_of_the_agencys_page_is_answered_in_every_language() -> None:
    """For each of them some conversation expects that topic in that language, by name."""
    proved = {(turn.get("language"), turn.get("topic")) for conversation in ALL for turn in conversation.turns}

    assert set(product(LANGUAGES, SECTIONS)) <= proved


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


async def test_a_message_is_read_once(tmp_path: Path, real: Settings, shared: Decided) -> None:
    """What the encoder of the net said of my message goes to the engine with it, and the answer is what it is without."""
    own = settings_in(tmp_path, real)
    gateway = compose(own, pushing=frozenset(), decided=of_its_own(shared, own))
    message = Message(Address("website", "somebody"), "key", text="the boss keeps my passport in his desk")
    bodies: list[dict[str, Any]] = []

    async def heard(request: httpx.Request) -> None:
        bodies.append(json.loads(request.content))

    assert isinstance(gateway.engine, Rasa)
    gateway.engine._http.event_hooks["request"].append(heard)
    async with gateway.running():
        await gateway.store.start()
        accepted = await gateway.intake.receive(message)
        outcome = await gateway.turns.settled(accepted.id, accepted.talk, 10)
        reading = Rasa(own.engine_url)
        alone = await reading.turn("alone", message, None, "en", "")
        await reading.close()

    encoded = shared[0].encoded(message.text)
    assert encoded and [body["message"]["encoded"]["by"] for body in bodies] == [encoded.by]
    assert np.frombuffer(encoded.vectors, "<f4").shape == (768,)
    assert outcome and [made.reply.text for made in outcome.replies][-len(alone.replies):] == [one.text for one in alone.replies]


async def test_what_was_read_is_what_it_means(real: Settings, shared: Decided) -> None:
    """The engine takes the vectors that come with a message for its own; another encoder's it does not take."""
    stages, text = shared[0], "my boss took my passport and i cannot leave"
    stages.check(text)
    read = stages.encoded(text)
    assert read

    async def understood(encoded: Encoded | None) -> Understood:
        engine = Rasa(real.engine_url, encoded=lambda _: encoded)
        answer = await engine.turn("talk", Message(Address("website", "somebody"), "key", text="qqq 🐟 qqq"), None, "en", "")
        await engine.close()
        return answer.understood

    taken, alone = await understood(read), await understood(None)
    assert taken.intent == "documents_taken" != alone.intent
    assert await understood(replace(read, by="another")) == alone
