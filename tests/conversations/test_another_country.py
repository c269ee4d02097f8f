"""Another country, another agency: with the content of `tests/second/` nothing that is sent comes from Japan.

What runs is the whole product but its model, and the same with the model: gateway, net, website, store, actions.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

from actions.registry import executor, intents_of
from actions.shelf import Shelf
from bot.core.messages import Answer, Message, Understood
from bot.core.ports import Engine
from bot.core.wire import reply_from_json
from bot.door.borrow import engine
from bot.gateway import compose, deciding
from bot.keys import create
from bot.settings import ROOT, Settings, read
from bot.web import application
from tests.actions.conftest import tracker

SECOND = ROOT / "tests" / "second"
JAPAN = re.compile(
    r"(?<![\w-])(?:11[089]|0120|0570|ISA|JST|JP)(?![\w])|Japan|Japón|Immigration Services|Tokyo|Osaka|Eigo|jma\.go|\+81|prefect"
    r"|[\u3040-\u30ff\u4e00-\u9fff]"
)
"""What would betray where the product was first made: numbers, names, addresses, and any Japanese letter."""
NAMELESS = ("id", "token", "cursor", "choice")
"""Fields of the API that hold no words."""
UNDERSTOOD = {"my boss took my passport": "documents_taken", "where can I get help?": "where_to_get_help"}
"""What a model makes of the messages here."""


class Acting:
    """An engine whose model is a table: what it makes of a message goes to the real actions, as Rasa would hand it over."""

    def __init__(self, content: Path) -> None:
        self._intents = intents_of(ROOT / "domain.yml")
        self._actions = executor(Shelf(content), {"operator": "", "operator_is_immigration": False}, self._intents)

    async def turn(self, talk: str, message: Message, payload: str | None, language: str, state: str) -> Answer:
        intent = payload.removeprefix("/") if payload else UNDERSTOOD.get(message.text, "out_of_scope")
        call = {"next_action": "action_answer", "tracker": tracker(intent, slots={"language": language}), "domain": {}}
        done = await self._actions.run(call)
        replies = tuple(reply_from_json(response["custom"]) for response in done.responses)
        return Answer(replies, "", Understood(intent, 0.9, ((intent, 0.9),)))

    async def ready(self) -> bool:
        return True

    async def close(self) -> None:
        """Nothing is open."""


@pytest.fixture(scope="module", autouse=True)
def another_country() -> Iterator[None]:
    """Every process of ours reads the second content, and another agency runs it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AKARI_CONTENT", str(SECOND))
        patch.setenv("AKARI_OPERATOR_IS_IMMIGRATION", "no")
        before_yesterday = datetime.now(UTC) - timedelta(days=2)  # nobody is there now, wherever one looks at the clock
        patch.setenv("AKARI_DUTY_HOURS", f"{before_yesterday:%a} 09:00-10:00".lower())
        yield


@pytest.fixture(scope="module")
def theirs() -> Iterator[Settings]:
    """The trained model with actions that read the second content; an engine that runs already has those of the first."""
    with engine(replace(read(), engine_url="http://127.0.0.1:9")) as found:
        yield found


class Person:
    """Somebody on the website; everything they are sent is kept."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client
        self.sent: list[str] = []
        self.token = ""

    async def looks_at(self, path: str) -> None:
        self.sent.append((await self.client.get(path)).text)

    async def begins(self, language: str) -> list[dict[str, Any]]:
        answer = await self.client.post("/api/conversations", json={"language": language})
        self.token = answer.json()["token"]
        return self._keep(answer)

    async def writes(self, **message: str) -> list[dict[str, Any]]:
        head, body = {"Authorization": f"Bearer {self.token}"}, {"id": str(uuid4()), **message}
        for _ in range(5):
            answer = await self.client.post("/api/messages", headers=head, json=body)
            if answer.status_code != 503:  # a busy disk: the same message is sent again, as the API says
                break
        return self._keep(answer)

    def _keep(self, answer: httpx.Response) -> list[dict[str, Any]]:
        assert answer.status_code in {200, 201}, answer.text
        replies: list[dict[str, Any]] = answer.json()["replies"]
        self.sent += words(replies)
        return replies


def words(parts: object) -> list[str]:
    """Every text in an answer of the API."""
    if isinstance(parts, Mapping):
        return [text for key, part in parts.items() if key not in NAMELESS for text in words(part)]
    if isinstance(parts, list):
        return [text for part in parts for text in words(part)]
    return [parts] if isinstance(parts, str) else []


def numbers(replies: list[dict[str, Any]]) -> list[str]:
    return [counter["phone"] for reply in replies for counter in reply.get("counters", ())]


def text(replies: list[dict[str, Any]]) -> str:
    return "\n".join(reply["text"] for reply in replies)


async def talk(engine: Engine | None, settings: Settings, folder: Path) -> None:
    """A person asks a topic and for a counter, cries for help, writes other languages, asks for a person."""
    urls = {"store_url": f"sqlite:///{folder}/a.db", "keys_url": f"sqlite:///{folder}/k.db"}
    own = replace(settings, home=folder, **urls)
    create(own.secrets)
    gateway = compose(own, engine, pushing=frozenset(), decided=deciding(settings))
    transport = httpx.ASGITransport(app=application(gateway, None))
    async with gateway.running(), httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        await gateway.store.start()
        person = Person(client)
        for path in ("/", "/chat?lang=en", "/chat?lang=es", "/chat?lang=ja"):
            await person.looks_at(path)

        first = await person.begins("en")
        assert "Help Office of Northland" in text(first)

        asked = await person.writes(text="my boss took my passport")
        assert "documents_taken" in [reply.get("topic") for reply in asked]
        assert numbers(asked) == ["0800 209 020"]
        asked = await person.writes(text="where can I get help?")
        assert numbers(asked) == ["0800 209 020"]

        card = await person.writes(text="he locked me in and says he will kill me, help")
        assert (card[0]["kind"], numbers(card)) == ("card", ["111"])
        assert {"ja": "Please help me. I am in danger. Please call 111.", "reading": "", "language": "en"} in [
            reply.get("show") for reply in card
        ]
        assert "1737" in numbers(await person.writes(text="I want to kill myself"))

        await person.begins("es")
        assert numbers(await person.writes(text="mi jefe me encerró y dice que me va a matar, ayuda")) == ["111"]

        await person.begins("und")
        assert numbers(await person.writes(text="助けてください、殺される")) == ["111"]
        await person.writes(text="こんにちは、質問があります")

        await person.begins("en")
        waiting = await person.writes(choice="gateway:human")
        assert re.search(r"09:00–10:00 \(NZ[SD]T\)", text(waiting))
    assert [found[0] + ": " + said[:200] for said in person.sent if (found := JAPAN.search(said))] == []


async def test_the_product_without_its_model(tmp_path: Path) -> None:
    """Net, words, card, website, store and actions know another country by its content alone."""
    await talk(Acting(SECOND), read(), tmp_path)


@pytest.mark.timeout(180)
async def test_the_product_with_its_model(tmp_path: Path, theirs: Settings) -> None:
    """So does what Rasa says."""
    await talk(None, theirs, tmp_path)
