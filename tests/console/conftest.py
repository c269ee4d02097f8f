"""A console on a real SQLite store with really sealed talks, a clock, cheap Argon2, and staff who sign in over HTTP."""

import asyncio
import re
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pyotp
import pytest
from starlette.applications import Starlette

from bot.console.app import compose
from bot.console.desk import Desk
from bot.console.staffdb import open_staff_db
from bot.console.vault import Cost, Vault
from bot.core.messages import Address, Message, Reply, Understood
from bot.core.ports import HandledBy, Holder, Turn
from bot.core.safety import Alarm, Level
from bot.keys import console_public_key, create, gateway_master
from bot.settings import Settings, read
from bot.stores.archive import Archive
from bot.stores.sql import SQLStore
from bot.words import ContentWords, read_words
from tests.stores.conftest import Clock

CHEAP = Cost(passes=1, kibibytes=8)
PASSWORD = "correct horse battery"
LOCAL = "http://127.0.0.1:8081"
FORM = re.compile(r'name="form" value="([0-9a-f]+)"')


@dataclass
class Person:
    """Writes to the gateway's own store as the pipeline would."""

    store: SQLStore
    address: Address = field(default_factory=lambda: Address("website", "w" * 32))
    count: int = 0

    async def write(
        self, text: str, *answers: str, alarm: Alarm | None = None, intent: str = "documents_taken", language: str = "en",
        answered: bool = True,
    ) -> str:  # fmt: skip
        """One message and its turn; the talk's id."""
        self.count += 1
        card = (Reply("card", language, "Call 110"),) if alarm else ()
        message = Message(self.address, f"{self.address.id} {self.count}", text=text, language=None)
        accepted = await self.store.accept(message, alarm, card, (Reply("notice", language, "A program."),))
        if answered:
            await self.answer(accepted.talk, *answers, intent=intent, language=language)
        return accepted.talk

    async def answer(self, talk: str, *answers: str, intent: str = "documents_taken", language: str = "en") -> None:
        """What the pipeline makes of the oldest message that waits."""
        waiting = await self.store.next(talk)
        assert waiting is not None
        understood = Understood(intent, 0.83, ((intent, 0.83), ("wages_problem", 0.1)))
        replies = tuple(Reply("text", language, answer) for answer in answers)
        asks = intent == "request_human"
        about = waiting.id, waiting.talk, waiting.message
        turn = Turn(*about, replies, HandledBy.ENGINE, language, waiting.alarm, understood, asks)
        await self.store.answer(turn, "", None, {}, waiting.talk.holder if waiting.talk.holder is Holder.STAFF else Holder.BOT)


DANGER = Alarm(Level.DANGER, "phrase en locked_in")


@dataclass
class House:
    """One console with everything around it."""

    settings: Settings
    words: ContentWords
    app: Starlette
    desk: Desk
    store: SQLStore
    clock: Clock
    vault: Vault
    secrets: dict[str, str] = field(default_factory=dict)

    def person(self, id: str = "w" * 32, channel: str = "website") -> Person:
        return Person(self.store, Address(channel, id))

    def account(self, name: str, password: str = PASSWORD, by: str = "") -> None:
        """An account with its app for codes set up."""
        self.desk.accounts.add(name, password, by, PASSWORD if by else "")
        opened = self.desk.accounts.check(name, password, "")
        assert opened
        secret = self.secrets[name] = pyotp.random_base32()
        self.desk.accounts.enrol(name, opened.wrapping, secret, self.code(name))
        self.clock.pass_(seconds=31)

    def code(self, name: str) -> str:
        return pyotp.TOTP(self.secrets[name]).at(self.clock())

    def browser(self, base: str = LOCAL, address: str = "127.0.0.1") -> "Browser":
        transport = httpx.ASGITransport(self.app, raise_app_exceptions=True, client=(address, 50000))
        return Browser(self, httpx.AsyncClient(transport=transport, base_url=base), base)

    async def signed_in(self, name: str, base: str = LOCAL) -> "Browser":
        browser = self.browser(base)
        response = await browser.sign_in(name)
        assert response.status_code == 303, response.status_code
        assert response.headers["location"] == "/"
        self.clock.pass_(seconds=31)
        return browser


@dataclass
class Browser:
    """A browser that fills in forms as our pages give them."""

    house: House
    http: httpx.AsyncClient
    base: str

    async def get(self, path: str) -> httpx.Response:
        return await self.http.get(path, headers={"sec-fetch-site": "same-origin"})

    async def form_token(self, path: str = "/account") -> str:
        found = FORM.search((await self.get(path)).text)
        return found.group(1) if found else ""

    async def post(self, path: str, page: str = "/account", **fields: str) -> httpx.Response:
        """Post a form of *page* with its token."""
        return await self.raw(path, {"form": await self.form_token(page), **fields})

    async def raw(self, path: str, fields: dict[str, str], **headers: str) -> httpx.Response:
        return await self.http.post(path, data=fields, headers={"origin": self.base, "sec-fetch-site": "same-origin"} | headers)

    async def sign_in(self, name: str, password: str = PASSWORD, code: str | None = None) -> httpx.Response:
        given = self.house.code(name) if code is None and name in self.house.secrets else code or ""
        return await self.post("/sign-in", "/sign-in", name=name, password=password, code=given)


@pytest.fixture(scope="session")
def content_words(tmp_path_factory: pytest.TempPathFactory) -> ContentWords:
    return read_words(read({"AKARI_HOME": str(tmp_path_factory.mktemp("words"))}))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def fresh_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with keys and empty databases, made once and copied for each test: migrations are slow."""
    settings = read({"AKARI_HOME": str(tmp_path_factory.mktemp("fresh") / "home")})
    create(settings.secrets)
    archive = Archive(settings.store_url, settings.keys_url, frozenset())
    asyncio.run(archive.start())
    archive.close_files()
    open_staff_db(settings.secrets).dispose()
    return settings.home


@pytest.fixture
def settings(fresh_home: Path, tmp_path: Path) -> Settings:
    shutil.copytree(fresh_home, tmp_path / "home")
    return read({"AKARI_HOME": str(tmp_path / "home")})


@pytest.fixture
async def house(settings: Settings, content_words: ContentWords, clock: Clock) -> AsyncIterator[House]:
    """A console without an account, and the gateway's store beside it."""
    vault = Vault(CHEAP)
    app, desk = compose(settings, content_words, vault=vault, now=clock)
    master, public = gateway_master(settings.secrets), console_public_key(settings.secrets)
    store = SQLStore(settings.store_url, settings.keys_url, master, public, now=clock)
    await store.start()
    await desk.archive.start()
    yield House(settings, content_words, app, desk, store, clock, vault)
    store.close_files()
    desk.archive.close_files()
    desk.accounts.close()


@pytest.fixture
async def mei(house: House) -> Browser:
    """A signed-in person of the staff."""
    house.account("mei")
    return await house.signed_in("mei")

