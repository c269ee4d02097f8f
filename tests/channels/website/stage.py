"""The website on a real store, real content and a scripted engine: in this process, or on a port of its own."""

import asyncio
import re
import threading
import uuid
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import httpx
import uvicorn
from fastapi import FastAPI
from nacl.public import PrivateKey

from bot.channels.website import Rates, website
from bot.core.intake import Intake
from bot.core.messages import Address, Button, Counter, Hours, Reply, Show, Source, Span, Way
from bot.core.news import News
from bot.core.pace import Pace
from bot.core.ports import StoreDown
from bot.core.safety import Alarm, Level, SafetyNet
from bot.core.turns import Turns
from bot.engines.scripted import Scripted
from bot.settings import read as read_settings
from bot.stores.archive import Archive
from bot.stores.sealing import Master, new_key
from bot.stores.sql import SQLStore
from bot.words import ContentWords
from content import Content
from content import read as read_content
from tests.fakes.ports import free_port

SITE = "https://www.example.org"
EXIT = "https://weather.example.net/today"
DANGER = "he will kill me"
DESPAIR = "kill myself"
DANGER_JA = "殺される"
CONCERN = "they took my passport and nobody helps"

PLACE = Counter(
    id="labour-line", name="Labour line", phone="0120-811-610", tel="0120811610",
    hours=Hours("Weekdays 17:00–22:00, weekends 9:00–21:00", (Span(("mon", "tue", "wed", "thu", "fri"), "17:00", "22:00"),)),
    open_now=True, opens_at=None, languages=("ja", "en", "vi"), free=True, url="https://line.example.go.jp/", cautions=(
        "The hours in other languages differ.",), read_on="2026-11-22", verified_on=None,
    write=(Way("web", "https://line.example.go.jp/form"),), note="Work and wages · Free call",
)  # fmt: skip
EASY = (
    "会社（かいしゃ）は、1か月（げつ）に 1回（かい）、給料（きゅうりょう）を 払（はら）わなければ なりません。"
    "ひらがなだけの ながい ぶんも、ここに たくさん たくさん たくさん あります。つぎも ひらがなだけの ぶんです。"
    "給料（きゅうりょう）は 仕事（しごと）の お金（かね）です。\n\n電話（でんわ）は 0120-811-610です。"
)
EASY_BUTTON = "給料（きゅうりょう）の ことを もっと 見（み）る"
EASY_PLACE = replace(
    PLACE, name="労働（ろうどう）の 電話（でんわ）", hours=Hours("平日（へいじつ） 17:00〜22:00"), cautions=("混（こ）みます。",),
    note="仕事（しごと）と 給料（きゅうりょう） · 無料（むりょう）",
)
CLOSED = Counter(
    id="office", name="Office without a number", phone=None, tel=None, hours=Hours(""), open_now=False, opens_at=None,
    languages=(), free=False, url=None, cautions=(), read_on="2026-11-22", verified_on=None,
)  # fmt: skip

SCRIPT: Mapping[str, tuple[str, tuple[Reply, ...]]] = {
    "hello": ("greet", (Reply("text", "en", "Hello. What would you like to know?"),)),
    "wages": (
        "wages_problem",
        (
            Reply("text", "en", "An employer pays at least once a month.\n\nYou can ask here:", topic="wages_problem",
                  sources=(Source("Labour Standards Act", "https://laws.example.go.jp/act", "2026-11-22"),)),
            Reply("counters", "en", "These places help with wages.", counters=(PLACE, CLOSED)),
            Reply("question", "en", "What next?", buttons=(Button("More about wages", "/wages_more"), Button("Menu", "/menu"))),
        ),
    ),
    "/wages_more": ("wages_problem", (Reply("text", "en", "You can call 0120-811-610 or #9110."),)),
    "/menu": ("menu", (Reply("text", "en", "These are the things I can tell you about."),)),
    "show": ("show", (Reply("text", "en", "Show this:", show=Show("助けてください。", "Tasukete kudasai.")),)),
    "<script>": ("greet", (Reply("text", "en", '<script>document.title="caught"</script><img src=x onerror=alert(1)>',
                                 buttons=(Button('"><b>x', "/menu"),)),)),
    "やさしく": (
        "wages_problem",
        (
            Reply("text", "ja-x-easy", EASY),
            Reply("counters", "ja-x-easy", "相談（そうだん）できます。", counters=(EASY_PLACE,)),
            Reply("question", "ja-x-easy", "次（つぎ）は？", buttons=(Button(EASY_BUTTON, "/menu"),)),
        ),
    ),
    "給料が": ("wages_problem", (Reply("text", "ja", "会社は、少なくとも月に一回、給料を払います。"),)),
}  # fmt: skip


class Phrases:
    """A net of a few phrases."""

    found: Mapping[str, Alarm] = {
        DANGER: Alarm(Level.DANGER, "test: danger", language="en"),
        DANGER_JA: Alarm(Level.DANGER, "test: danger ja", language="ja"),
        DESPAIR: Alarm(Level.SELF_HARM, "test: self harm", language="en"),
        CONCERN: Alarm(Level.CONCERN, "test: concern", language="en"),
    }

    def check(self, text: str) -> Alarm | None:
        return next((alarm for phrase, alarm in self.found.items() if phrase in text.lower()), None)


class Tongue:
    """Kana is Japanese, easy to whoever reads that; Hangul is a language nobody serves here, all else what it was before."""

    def detect(self, text: str, sticky: str | None) -> str:
        if re.search("[\u3040-\u30ff]", text):
            return sticky if sticky == "ja-x-easy" else "ja"
        return "und" if re.search("[\uac00-\ud7a3]", text) else sticky or "en"


@cache
def content() -> Content:
    return read_content(strict=False)


@dataclass(slots=True)
class Stage:
    """The parts, and the person's verbs."""

    app: FastAPI
    store: SQLStore
    engine: Scripted
    turns: Turns
    intake: Intake
    news: News
    words: ContentWords
    archive: Archive
    private: PrivateKey
    checks: dict[str, bool]

    async def start(self) -> None:
        await self.store.start()
        await self.archive.start()

    async def stop(self) -> None:
        await self.turns.stop()
        self.archive.close_files()
        self.store.close_files()

    async def staff_say(self, person: "Person", text: str) -> None:
        """What the console does, from its own process: take the talk and write in it; no bell rings here."""
        talk = await self.store.find(person.address)
        assert talk
        await self.archive.take(talk.id, "Mori", Reply("notice", "en", "Mori joined."), self.private)
        await self.archive.say(talk.id, "Mori", Reply("text", "en", text, by_staff=True), self.private)


def build(
    folder: Path, rates: Rates | None = None, hold: float = 5.0, exit_url: str = EXIT, sites: Sequence[str] = (SITE,),
    spoken: Content | None = None,
) -> Stage:
    """A website in *folder* with the words of *spoken*, else our own; start its store before use."""
    settings = read_settings({"AKARI_HOME": str(folder)})
    words = ContentWords(spoken or content(), settings)
    private, urls = PrivateKey.generate(), (f"sqlite:///{folder}/akari.db", f"sqlite:///{folder}/keys.db")
    store = SQLStore(*urls, Master(new_key()), bytes(private.public_key))
    engine, news, tongue = Scripted(SCRIPT), News(), Tongue()
    turns = Turns(store, engine, words, tongue, news, Pace(hold=hold, retry=0.02, retry_at_most=0.05))
    intake = Intake(SafetyNet([Phrases()]), tongue, words, store, turns)
    checks: dict[str, bool] = {"store": True, "engine": True, "started": True}

    async def stored() -> bool:
        try:
            await store.ping()
        except StoreDown:
            return False
        return checks["store"]

    async def answered() -> bool:
        return checks["engine"] and await engine.ready()

    app = website(
        intake, turns, store, news, words, labels=words.label, privacy=lambda language: words.privacy("website", language),
        languages=words.content.languages, exit_url=exit_url, sites=sites, hold_seconds=hold,
        short_numbers=("110", "118", "119"),
        checks={"store": stored, "engine": answered}, rates=rates, started=lambda: checks["started"],
    )  # fmt: skip
    archive = Archive(*urls, pushing=frozenset())
    return Stage(app, store, engine, turns, intake, news, words, archive, private, checks)


@asynccontextmanager
async def opened(
    folder: Path, rates: Rates | None = None, hold: float = 5.0, spoken: Content | None = None
) -> AsyncIterator[Stage]:
    stage = build(folder, rates, hold, spoken=spoken)
    await stage.start()
    try:
        yield stage
    finally:
        await stage.stop()


@contextmanager
def served(
    folder: Path, rates: Rates | None = None, hold: float = 5.0, exit_url: str = EXIT, sites: Sequence[str] = (SITE,),
    spoken: Content | None = None,
) -> Iterator[tuple[Stage, str]]:
    """The website on a loopback port, by the server it really runs on, in a thread of its own; its address."""
    stage = build(folder, rates, hold, exit_url, sites, spoken)
    port = free_port()
    config = uvicorn.Config(
        stage.app, host="127.0.0.1", port=port, log_config=None, access_log=False, server_header=False, lifespan="on",
        timeout_graceful_shutdown=1, loop="asyncio",
    )  # fmt: skip
    server = uvicorn.Server(config)

    async def run() -> None:
        await stage.start()
        await server.serve()
        await stage.stop()

    thread = threading.Thread(target=asyncio.run, args=(run(),), daemon=True)
    thread.start()
    wait_until(lambda: server.started)
    try:
        yield stage, f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(10)


def elsewhere[T](work: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """What *work* comes to, in a thread and loop of its own, as in another process."""
    with ThreadPoolExecutor(1) as other:
        return other.submit(lambda: asyncio.run(work())).result()


def wait_until(true: Callable[[], object], seconds: float = 10.0) -> None:
    """Poll until *true()* is."""
    pause = threading.Event()
    for _ in range(int(seconds / 0.02)):
        if true():
            return
        pause.wait(0.02)
    raise AssertionError("waited in vain")


@dataclass(slots=True)
class Person:
    """Somebody's client."""

    http: httpx.AsyncClient
    token: str = ""

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    async def begins(self, **body: object) -> httpx.Response:
        response = await self.http.post("/api/conversations", json=body)
        self.token = response.json().get("token", "")
        return response

    async def writes(self, text: str, id: str | None = None, **more: object) -> httpx.Response:
        body = {"id": id or str(uuid.uuid4()), "text": text, **more}
        return await self.http.post("/api/messages", json=body, headers=self.headers)

    async def presses(self, choice: str, id: str | None = None) -> httpx.Response:
        body = {"id": id or str(uuid.uuid4()), "choice": choice}
        return await self.http.post("/api/messages", json=body, headers=self.headers)

    async def reads(self, after: int = 0) -> httpx.Response:
        return await self.http.get("/api/messages", params={"after": after}, headers=self.headers)

    @property
    def address(self) -> Address:
        return Address("website", self.token)


def client(stage: Stage, address: str = "192.0.2.7") -> httpx.AsyncClient:
    """A client in this process, whose errors of ours come as answers do."""
    transport = httpx.ASGITransport(stage.app, raise_app_exceptions=True, client=(address, 40_000))
    return httpx.AsyncClient(transport=transport, base_url="http://test")


def texts(response: httpx.Response) -> list[str]:
    return [reply["text"] for reply in response.json().get("replies", [])]


def kinds(response: httpx.Response) -> list[str]:
    return [reply["kind"] for reply in response.json().get("replies", [])]
