"""A real browser on the console: an alarm within a second, take-over, nothing that hinders, nothing that scripts could abuse."""

import asyncio
import shutil
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
import uvicorn
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser as Chromium
from playwright.async_api import Page, async_playwright

from bot.core.messages import Address
from tests.console.conftest import DANGER, PASSWORD, House, Person
from tests.fakes.ports import free_port

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@asynccontextmanager
async def served(house: House) -> AsyncIterator[str]:
    port = free_port()
    server = uvicorn.Server(
        uvicorn.Config(house.app, host="127.0.0.1", port=port, log_config=None, access_log=False, timeout_graceful_shutdown=1)
    )
    task = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        await task


@asynccontextmanager
async def chromium() -> AsyncIterator[Chromium]:
    found = shutil.which("chromium")
    assert found, "Chromium is needed: apt-get install chromium fonts-noto-cjk fonts-noto-core"
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            await browser.close()


async def sign_in(page: Page, house: House, at: str, name: str) -> None:
    await page.goto(f"{at}/sign-in")
    await page.fill("#name", name)
    await page.fill("#password", PASSWORD)
    await page.fill("#code", house.code(name))
    await page.press("#code", "Enter")
    await page.wait_for_url(f"{at}/")
    house.clock.pass_(seconds=31)


async def faults(page: Page) -> list[str]:
    results = await Axe().run(page, options={"runOnly": TAGS})
    assert len(results.response["passes"]) >= 20, "axe looked at nothing"
    return [f"{one['id']}: {node['html'][:160]}" for one in results.response["violations"] for node in one["nodes"]]


async def seed(house: House) -> dict[str, str]:
    """Talks of every state."""
    written = {}
    asked = {"wages_problem": "They did not pay me.", "greet": "Hello", "shelter": "Where can I sleep tonight?"}
    for n, (intent, text) in enumerate(asked.items()):
        written[intent] = await house.person(f"{n:032}", "telegram").write(text, "Here is what you can do.", intent=intent)
        house.clock.pass_(minutes=7)
    old = await house.person("c" * 32).write(
        "会社にパスポートを取られました。返してもらえますか。", "パスポートはあなたのものです。", intent="documents_taken",
        language="ja",
    )  # fmt: skip
    await house.desk.archive.review(old, "ken")
    await house.store.close(old)
    person = house.person("d" * 32)
    await person.write("Hello, can I ask something?", "Hello. You can write what you need.", intent="greet")
    written["danger"] = await person.write(
        "My boss took my passport and locked the door. I am afraid.", "These places can help you now.", intent="cannot_leave",
        alarm=DANGER,
    )  # fmt: skip
    house.clock.pass_(minutes=4)
    written["wish"] = await house.person("e" * 32, "telegram").write(
        "職員の人と話せますか", "職員に伝えました。", intent="request_human", language="ja"
    )
    house.clock.pass_(minutes=2)
    return written


@pytest.mark.timeout(90)
async def test_the_console_in_a_browser(house: House) -> None:
    """Sign-in, list and talk have no fault that axe can find in light and dark; an alarm is on the open page within a second,
    in the title too; a person's new words come by themselves; no request leaves the console, no policy is broken."""
    house.account("mei")
    talks, shots = await seed(house), house.settings.home
    async with served(house) as at, chromium() as browser:
        context = await browser.new_context(locale="ja-JP", viewport={"width": 1280, "height": 900})
        page = await context.new_page()
        asked, broken = [], []
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: broken.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: broken.append(str(error)))
        await page.goto(f"{at}/sign-in")
        assert await faults(page) == []
        await page.screenshot(path=shots / "console-sign-in.png")
        await sign_in(page, house, at, "mei")
        assert await faults(page) == []
        await page.screenshot(path=shots / "console-list.png", full_page=True)
        await page.emulate_media(color_scheme="dark")
        assert await faults(page) == []
        await page.screenshot(path=shots / "console-list-dark.png", full_page=True)
        await page.emulate_media(color_scheme="light")

        assert (await page.title()).startswith("(2)")
        begun = time.monotonic()
        shouting = await house.person("f" * 32).write("he will hit me", alarm=DANGER, answered=False)
        await page.wait_for_selector(f".call a[href='/talks/{shouting}']", timeout=3_000)
        took = time.monotonic() - begun
        assert took <= 1.0, f"{took:.2f} s until the alarm was seen"
        assert (await page.title()).startswith("(3)")
        assert await page.inner_text("#status") == "対応が必要な会話が3件あります。"

        await page.goto(f"{at}/talks/{talks['danger']}")
        assert await page.evaluate(AT_THE_END), "the newest words are in sight"
        assert await faults(page) == []
        await page.screenshot(path=shots / "console-talk.png")
        await page.click("text=対応を引き受ける")
        await page.fill("#text", "今から電話できますか。")
        assert await faults(page) == []
        begun = time.monotonic()
        await Person(house.store, Address("website", "d" * 32), 10).write("Yes, I am here.", "no bot")
        await page.wait_for_selector("text=Yes, I am here.", timeout=3_000)
        assert time.monotonic() - begun <= 1.0
        assert await page.input_value("#text") == "今から電話できますか。", "what staff write must survive what comes in"
        await page.click("text=送る")
        await page.wait_for_selector(".side.staff >> text=今から電話できますか。")
        await page.locator("summary").first.click()
        assert await faults(page) == []
        await page.screenshot(path=shots / "console-held.png", full_page=True)
        await page.emulate_media(color_scheme="dark")
        assert await faults(page) == []
        await page.screenshot(path=shots / "console-held-dark.png", full_page=True)
        await page.emulate_media(color_scheme="light")

        for path in ("/trail", "/content", "/account", f"/talks/{talks['wish']}/erase", "/nowhere"):
            await page.goto(at + path)
            assert await faults(page) == [], path
        await page.goto(f"{at}/trail")
        await page.screenshot(path=shots / "console-trail.png")

        await page.set_viewport_size({"width": 320, "height": 640})
        for path in ("/", f"/talks/{talks['danger']}", "/trail", "/content", "/account"):
            await page.goto(at + path)
            wide = await page.evaluate("document.documentElement.scrollWidth")
            assert wide <= 320, f"{path} is {wide} px wide: {await page.evaluate(WIDE)}"
            small = await page.evaluate(SMALL)
            assert small == [], f"{path}: {small}"
        await page.goto(f"{at}/talks/{talks['danger']}")
        await page.screenshot(path=shots / "console-phone.png", full_page=True)
        assert [url for url in asked if not url.startswith(at)] == []
        assert [line for line in broken if "404" not in line] == []


WIDE = """() => [...document.querySelectorAll('body *')].filter((one) => one.getBoundingClientRect().right > 321
  && !one.closest('.scroll')).map((one) => one.outerHTML.slice(0, 80)).slice(0, 5)"""
AT_THE_END = """() => { const log = document.querySelector('[role=log]');
  return log.scrollHeight - log.scrollTop - log.clientHeight < 2 }"""
SMALL = """() => [...document.querySelectorAll('button, a.button, select, input:not([type=hidden]), summary, nav a')]
  .filter((one) => one.checkVisibility()).map((one) => [one.outerHTML.slice(0, 60), one.getBoundingClientRect()])
  .filter(([, box]) => box.width < 24 || box.height < 24).map(([html]) => html)"""


@pytest.mark.timeout(60)
async def test_without_javascript(house: House) -> None:
    """Everything but what comes by itself works without JavaScript; the list renews itself by the page."""
    house.account("mei")
    talk = await house.person().write("help", "Yes.", intent="request_human")
    async with served(house) as at, chromium() as browser:
        page = await (await browser.new_context(java_script_enabled=False)).new_page()
        await sign_in(page, house, at, "mei")
        assert "/?auto=1" in (await page.locator("meta[http-equiv=refresh]").get_attribute("content") or "")
        await page.click(".call a.button")
        await page.click("text=対応を引き受ける")
        await page.fill("#text", "I am here")
        await page.click("text=送る")
        assert "I am here" in await page.inner_text(".side.staff >> nth=-1")
        await page.click("text=自動応答に戻す")
        await page.click("text=確認済みにする")
        assert "mei が確認しました" in await page.inner_text("aside")
        await page.click("text=この会話を消す")
        await page.click("button.danger")
        assert "会話を消しました" in await page.inner_text("#status")
        await page.click("text=English")
        assert "Needs a person now" in await page.inner_text("main")
        await page.click("text=Sign out")
        assert page.url == f"{at}/sign-in?why=signed_out"
    assert await house.desk.archive.talk(talk) is None


@pytest.mark.timeout(60)
async def test_two_browsers_see_the_same_alarm(house: House) -> None:
    """An alarm is on two people's pages within a second; both press, one holds the talk, the other is told who (F20)."""
    house.account("mei")
    house.account("ken", by="mei")
    async with served(house) as at, chromium() as browser:
        pages = [await (await browser.new_context()).new_page() for _ in range(2)]
        for page, name in zip(pages, ("mei", "ken"), strict=True):
            await sign_in(page, house, at, name)
        begun = time.monotonic()
        talk = await house.person().write("<script>alert(1)</script> help", alarm=DANGER, answered=False)
        await asyncio.gather(*(page.wait_for_selector(f".call a[href='/talks/{talk}']", timeout=3_000) for page in pages))
        assert time.monotonic() - begun <= 1.0
        await asyncio.gather(*(page.click(f".call a[href='/talks/{talk}']") for page in pages))
        await asyncio.gather(*(page.wait_for_selector("text=<script>alert(1)</script> help") for page in pages))
        await asyncio.gather(*(page.click("text=対応を引き受ける") for page in pages))
        said = [await page.inner_text("main") for page in pages]
        assert sorted("あなたが対応中です" in one for one in said) == [False, True]
        assert sum("が対応中のため" in one for one in said) == 1
