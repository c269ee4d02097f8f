"""The editors' page: a button has the content read again, in the console's own process too; a mistake is shown with its cure."""

import asyncio
import os
import sys
import time
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import httpx
import pyotp
import pytest

from bot import reloading
from bot.console.accounts import Accounts
from bot.console.app import compose
from bot.console.desk import Desk
from bot.console.vault import Vault
from bot.keys import create
from bot.settings import ROOT, Settings
from bot.words import read_words
from tests.console.conftest import CHEAP, PASSWORD, Browser, House
from tests.guarantees.world import Process
from tests.stores.conftest import Clock
from tests.test_reloading import LABEL, LINE, NEW, OLD, edit, editable


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A home whose content the test may edit."""
    settings = editable(tmp_path)
    create(settings.secrets)
    return settings


@pytest.fixture
async def desk(settings: Settings, clock: Clock) -> AsyncIterator[tuple[House, Desk]]:
    words = read_words(settings)
    app, desk = compose(settings, words, vault=Vault(CHEAP), now=clock)
    await desk.archive.start()
    watching = asyncio.create_task(reloading.watch(words, every=0.02))
    yield House(settings, words, app, desk, None, clock, Vault(CHEAP)), desk  # type: ignore[arg-type]
    watching.cancel()
    with suppress(asyncio.CancelledError):
        await watching
    desk.archive.close_files()
    desk.accounts.close()


@pytest.fixture
async def editor(desk: tuple[House, Desk]) -> Browser:
    house, _ = desk
    house.account("mei")
    return await house.signed_in("mei")


async def shows(browser: Browser, what: str) -> None:
    async with asyncio.timeout(10):
        while what not in (await browser.get("/")).text:
            await asyncio.sleep(0.05)


async def test_a_button_has_the_content_read_again(desk: tuple[House, Desk], editor: Browser) -> None:
    """I changed a title; I press the button, and the console's own pages say it too. The trail says that it was me."""
    _, parts = desk
    edit(parts.words.settings, OLD, NEW)
    await editor.raw("/language", {"form": await editor.form_token(), "to": "en", "back": "/"})
    assert " topics and " in (await editor.get("/content")).text
    assert NEW not in (await editor.get("/")).text

    done = await editor.post("/content", "/content")

    assert (303, "/content?done=reloaded") == (done.status_code, done.headers["location"])
    assert "within a second" in (await editor.get("/content?done=reloaded")).text
    await shows(editor, NEW)
    step = parts.trail.steps()[0]
    assert ("mei", "reloaded", None) == (step.staff, step.what, step.talk)
    assert "had the content read again" in (await editor.get("/trail")).text


async def test_a_mistake_is_shown_with_its_cure_and_changes_nothing(desk: tuple[House, Desk], editor: Browser) -> None:
    """File, line, what is wrong, how to mend it, every mistake at once; what is in use stays, and nothing is noted as done."""
    _, parts = desk
    settings, steps = parts.words.settings, len(parts.trail.steps())
    edit(settings, "read_on: 2026-11-22", "read_on: <b>yesterday</b>")
    edit(settings, OLD, NEW)

    refused = await editor.post("/content", "/content")

    assert 422 == refused.status_code
    assert f"{LABEL}:{LINE}" in refused.text and "write it as year-month-day" in refused.text
    assert "<b>yesterday" not in refused.text and "&lt;b&gt;yesterday" in refused.text
    assert 4 <= refused.text.count(LABEL)
    assert not settings.marker.exists()
    assert OLD == parts.words.content.topics["documents_taken"].title["en"]
    assert steps == len(parts.trail.steps())


async def test_a_reload_that_cannot_be_noted_does_not_happen(
    desk: tuple[House, Desk], editor: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No act without its line in the trail."""
    _, parts = desk

    def full(*_: object) -> None:
        raise OSError

    token = await editor.form_token("/content")
    monkeypatch.setattr(type(parts.trail), "note", full)
    assert 500 == (await editor.raw("/content", {"form": token})).status_code
    assert not parts.words.settings.marker.exists()


async def test_the_console_process_watches(settings: Settings) -> None:
    """`./akari content reload` reaches the console as it is really served, without a restart."""
    accounts = Accounts(settings.secrets)
    accounts.add("mei", PASSWORD)
    opened, codes = accounts.check("mei", PASSWORD, ""), pyotp.TOTP(pyotp.random_base32())
    assert opened
    accounts.enrol("mei", opened.wrapping, codes.secret, codes.at(time.time() - 30))
    accounts.close()
    environment = os.environ | {
        "AKARI_HOME": str(settings.home), "AKARI_CONTENT": str(settings.content), "PYTHONPATH": str(ROOT),
        "AKARI_CONSOLE_PORT": str(settings.console_port),
    }  # fmt: skip
    console = Process([sys.executable, "-m", "bot.console"], environment, settings.home / "console.log")
    console.start()
    base = f"http://127.0.0.1:{settings.console_port}"
    try:
        async with httpx.AsyncClient(base_url=base, trust_env=False) as http, asyncio.timeout(60):
            browser = Browser(None, http, base)  # type: ignore[arg-type]
            while not await up(http):
                await asyncio.sleep(0.05)
            signed_in = await browser.post("/sign-in", "/sign-in", name="mei", password=PASSWORD, code=codes.now())
            assert "/" == signed_in.headers["location"]
            await browser.raw("/language", {"form": await browser.form_token(), "to": "en", "back": "/"})
            assert OLD in (await browser.get("/")).text

            edit(settings, OLD, NEW)
            reloading.ask(settings)

            await shows(browser, NEW)
    finally:
        console.kill()


async def up(http: httpx.AsyncClient) -> bool:
    try:
        return (await http.get("/healthz")).status_code == httpx.codes.OK
    except httpx.HTTPError:
        return False
