"""The real page in Debian's Chromium, with a neutral site to flee to; everything on the loopback."""

import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from bot.channels.website import Rate, Rates
from tests.channels.website.stage import Stage, content, served
from tests.fakes.easy import easy

SHOTS = Path(__file__).resolve().parent.parent.parent / "var" / "screenshots"
PLENTY = Rate(10_000, 10_000)


@dataclass
class Neutral:
    """The site we flee to: *slow* holds its answer back, *referers* are what browsers told it.

    It also has pages that frame whatever stands behind their question mark.
    """

    address: str = ""
    slow: threading.Event = field(default_factory=threading.Event)
    referers: list[str | None] = field(default_factory=list)


@pytest.fixture(scope="package")
def neutral() -> Iterator[Neutral]:
    site = Neutral()

    class Weather(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == "/weather":
                site.referers.append(self.headers.get("Referer"))
                if site.slow.is_set():
                    threading.Event().wait(3)
            framed = self.path.partition("?")[2]
            frame = f'<iframe src="{unquote(framed)}" title="Information" width="380" height="700"></iframe>' if framed else ""
            body = f"<!doctype html><title>Weather</title><p>Sunny{frame}".encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Weather)
    server.daemon_threads = True
    thread = threading.Thread(target=partial(server.serve_forever, poll_interval=0.05), daemon=True)
    thread.start()
    site.address = f"http://127.0.0.1:{server.server_port}/weather"
    yield site
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """One browser for these tests and no longer: while it runs, no other test could run an event loop of its own."""
    path = shutil.which("chromium")
    assert path, "Chromium is needed: apt-get install chromium fonts-noto-core fonts-noto-cjk"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@dataclass
class Site:
    """The website under test, and what browsers complained about."""

    stage: Stage
    address: str
    neutral: Neutral
    complaints: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)


@pytest.fixture
def site(tmp_path: Path, neutral: Neutral) -> Iterator[Site]:
    """A fresh website; afterwards no browser has complained of anything, and nothing was asked of anyone else."""
    rates = Rates(PLENTY, PLENTY, PLENTY, PLENTY, PLENTY)
    frames = neutral.address.removesuffix("/weather")
    spoken = easy(content())
    with served(tmp_path, rates, hold=0.5, exit_url=neutral.address, sites=(frames,), spoken=spoken) as (stage, address):
        site = Site(stage, address, neutral)
        yield site
    assert site.complaints == []
    assert site.elsewhere == []


type Opens = Callable[..., Page]


@pytest.fixture
def opens(site: Site, chromium: Browser) -> Iterator[Opens]:
    """Opens a page of the site in a browser of its own: opens("/chat", **how the browser is set)."""
    contexts: list[BrowserContext] = []

    def opens(path: str = "/chat?lang=en", **settings: Any) -> Page:
        context = chromium.new_context(**{"locale": "en-US", "viewport": {"width": 390, "height": 780}, **settings})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(8_000)
        page.on("console", lambda message: note(site, message.type, message.text))
        page.on("pageerror", lambda error: site.complaints.append(str(error)))
        page.on("request", lambda request: watch(site, request.url))
        page.goto(site.address + path)
        return page

    yield opens
    for context in contexts:
        context.close()


def note(site: Site, kind: str, text: str) -> None:
    """Errors and warnings, but for what tests bring about: a refusal, and a page in a frame that may not take the focus."""
    if kind in {"error", "warning"} and not text.startswith(("Failed to load resource", "Blocked autofocusing")):
        site.complaints.append(text)


def watch(site: Site, url: str) -> None:
    if not url.startswith((site.address, site.neutral.address.removesuffix("/weather"), "data:", "blob:")):
        site.elsewhere.append(url)


def shoot(page: Page, name: str) -> None:
    """Keep a picture for people to look at."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}.png")


def write(page: Page, text: str) -> None:
    """Type *text* and press Enter, once the script runs: before that, Enter begins a new line."""
    page.fill(".scripted #text", text)
    page.keyboard.press("Enter")


def wait_for_words(page: Page, words: str) -> None:
    page.get_by_text(words, exact=False).first.wait_for()
