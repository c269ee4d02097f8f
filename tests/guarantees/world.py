"""The gateway as a real process on a home of its own, with fakes at the far ends, to be killed and frozen."""

import os
import signal
import subprocess
import sys
import time
import uuid
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import httpx
import sqlalchemy as sa
from nacl.public import PrivateKey, SealedBox

from bot.core.safety import Alarm, Level
from bot.door.parts import ONE_THREAD
from bot.keys import CONSOLE_PRIVATE, create
from bot.settings import read
from bot.stores.database import connect
from bot.stores.packing import unpack_turn
from bot.stores.schema import journal, talk_keys
from bot.stores.sealing import read_key, unseal
from bot.words import ContentWords, read_words
from tests.fakes.ports import free_port
from tests.fakes.telegram import TOKEN

ROOT = Path(__file__).resolve().parent.parent.parent
SECRET = "telegram-webhook-secret-for-tests"
PATIENCE = 30.0
CRIES = {
    "en": ("he locked me in, help", "he is going to kill me", "i want to die"),
    "ja": ("閉じ込められた 助けて", "殺される 助けて", "もう死にたい"),
    "zh": ("我被锁在房间里，救命", "他要杀了我，快救我", "我想死，没人帮得了我"),
    "zh-TW": ("我被鎖在房間裡，救命", "他要殺了我，快救我", "我想死，沒人幫得了我"),
    "ko": ("방에 갇혔어요, 살려주세요", "그 사람이 저를 죽이려고 해요", "죽고 싶어요"),
    "vi": ("tôi bị nhốt trong phòng, cứu tôi với", "hắn sắp giết tôi", "tôi muốn chết"),
    "tl": ("kinulong niya ako sa kwarto, tulungan nyo ako", "papatayin niya ako", "gusto ko nang mamatay"),
    "th": ("ฉันถูกขังอยู่ในห้อง ช่วยด้วย", "เขาจะฆ่าฉัน", "ฉันอยากตาย"),
    "id": ("saya dikurung di kamar, tolong", "dia mau membunuh saya", "saya ingin mati"),
    "pt": ("estou trancada no quarto, socorro", "ele vai me matar", "eu quero morrer"),
    "es": ("estoy encerrada en el cuarto, ayuda", "mi jefe me va a matar", "me quiero morir"),
    "ne": ("मलाई कोठामा थुनेको छ, बचाउनुहोस्", "उसले मलाई मार्न लाग्यो", "मलाई मर्न मन लाग्छ"),
    "my": ("အခန်းထဲမှာ ပိတ်လှောင်ခံထားရတယ်၊ ကယ်ပါ", "သူ ကျွန်မကို သတ်တော့မယ်", "ကျွန်မ သေချင်တယ်"),
    "km": ("ខ្ញុំត្រូវគេចាក់សោក្នុងបន្ទប់ ជួយផង", "គាត់នឹងសម្លាប់ខ្ញុំ", "ខ្ញុំចង់ស្លាប់"),
}
"""Two cries of danger and one of despair in each language served, which the phrases hear without anything that was learned."""
EVERY_CRY = [(language, cry) for cries in zip(*CRIES.values(), strict=True) for language, cry in zip(CRIES, cries, strict=True)]
"""Language and words, so that whoever goes through them in order is soon in another language."""
DESPAIR = frozenset(cries[-1] for cries in CRIES.values())
POLICE, LISTENING = "110", "0120-279-338"
AT_ONCE = 2
"""How many of these need no waiting after a start: English and Japanese."""


@cache
def content() -> ContentWords:
    """The words as they ship, read once: that takes most of a second."""
    return read_words(read({}))


def number_for(cry: str) -> str:
    """The number that somebody who sends *cry* is told first."""
    return LISTENING if cry in DESPAIR else POLICE


@cache
def words_of(language: str, cry: str = "") -> tuple[str, str, str]:
    """What somebody who sends *cry* (danger, unless it is of DESPAIR) is told in *language*: how the card begins, the question at
    its end, how a talk begins."""
    level = Level.SELF_HARM if cry in DESPAIR else Level.DANGER
    card = content().card(Alarm(level, "a test"), language, again=False)
    return card[0].text, card[-1].text, content().first_words("telegram", language)[0].text


@dataclass
class Process:
    """A child that is always ended."""

    words: list[str]
    environment: dict[str, str]
    log: Path
    child: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.log.open("ab") as out:
            self.child = subprocess.Popen(self.words, cwd=ROOT, env=self.environment, stdout=out, stderr=subprocess.STDOUT)

    def kill(self) -> None:
        """As the kernel does when memory runs out: no last words."""
        if self.child:
            self.child.kill()
            self.child.wait()
            self.child = None

    def signal(self, number: signal.Signals) -> None:
        assert self.child
        self.child.send_signal(number)


@dataclass
class World:
    """One home; *telegram* is the fake's address, '' for no Telegram."""

    home: Path
    telegram: str = ""
    webhook: bool = False
    settings: dict[str, str] = field(default_factory=dict)
    web_port: int = field(default_factory=free_port)
    engine_port: int = field(default_factory=free_port)

    def __post_init__(self) -> None:
        create(self.home / "keys")
        (self.home / "logs").mkdir(parents=True, exist_ok=True)
        environment = {
            **ONE_THREAD, **os.environ, "AKARI_HOME": str(self.home), "PYTHONPATH": str(ROOT),
            "AKARI_WEB_PORT": str(self.web_port), "AKARI_ENGINE_PORT": str(self.engine_port),
            "AKARI_LOG_LEVEL": "DEBUG", "PYTHONWARNINGS": "default",
        }  # fmt: skip
        if self.telegram:
            environment |= {"AKARI_TELEGRAM_TOKEN": TOKEN, "AKARI_TELEGRAM_API": self.telegram}
        if self.webhook:
            address = "https://example.invalid/telegram/webhook"
            environment |= {"AKARI_TELEGRAM_WEBHOOK_URL": address, "AKARI_TELEGRAM_SECRET": SECRET}
        self.gateway = Process([sys.executable, "-m", "bot.app"], environment | self.settings, self.home / "logs" / "gateway.log")
        self.engine = Process([], environment, self.home / "logs" / "engine.log")
        self.web = httpx.Client(base_url=f"http://127.0.0.1:{self.web_port}", trust_env=False, timeout=PATIENCE)

    def __enter__(self) -> "World":
        return self

    def __exit__(self, *_: object) -> None:
        self.web.close()
        for process in (self.gateway, self.engine):
            if process.child:
                process.child.send_signal(signal.SIGCONT)
            process.kill()

    def start(self) -> float:
        """Start the gateway; seconds until it answers."""
        began = time.monotonic()
        self.gateway.start()
        while True:
            try:
                if self.web.get("/healthz", timeout=1).status_code == httpx.codes.OK:
                    return time.monotonic() - began
            except httpx.HTTPError:
                pass
            assert self.gateway.child and self.gateway.child.poll() is None, self.gateway.log.read_text()[-3000:]
            assert time.monotonic() - began < PATIENCE, "the gateway did not start"
            time.sleep(0.02)

    def start_whole(self) -> None:
        """Start the gateway and wait until its net has the phrases of all languages."""
        self.start()
        self.wait_whole()

    def wait_whole(self) -> None:
        """Until the net has the phrases of all languages; a message that is neither English nor Japanese waits for them too."""
        for cry, *_ in CRIES.values():  # books are read one after the other, and each cry waits for its own
            answer = self.web.post("/api/messages", json={"id": str(uuid.uuid4()), "text": cry})
            assert "110" in answer.text, answer.text

    def start_engine(self, mode: str) -> None:
        """Replace the engine by one of *mode*; ``dead`` is none, ``hung`` one that is frozen."""
        self.stop_engine()
        if mode == "dead":
            return
        self.engine.words = [sys.executable, "-m", "tests.fakes.engine", str(self.engine_port), "ok" if mode == "hung" else mode]
        self.engine.start()
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                httpx.get(f"http://127.0.0.1:{self.engine_port}/webhooks/akari/", trust_env=False, timeout=1)
                break
            except httpx.HTTPError:
                assert time.monotonic() < deadline
                time.sleep(0.02)
        if mode == "hung":
            self.engine.signal(signal.SIGSTOP)

    def stop_engine(self) -> None:
        if self.engine.child:
            self.engine.signal(signal.SIGCONT)
        self.engine.kill()

    def update(self, update: dict[str, Any], timeout: float = PATIENCE) -> int:
        """Deliver one update to the webhook; the status, 0 when nobody answered."""
        try:
            headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
            return self.web.post("/telegram/webhook", json=update, headers=headers, timeout=timeout).status_code
        except httpx.HTTPError:
            return 0

    def journal(self) -> Counter[str]:
        """How often each text a person wrote has a turn, read as the console would."""
        key = SealedBox(PrivateKey(read_key(self.home / "keys" / CONSOLE_PRIVATE, "the console's key")))
        data, keys = connect(f"sqlite:///{self.home}/akari.db"), connect(f"sqlite:///{self.home}/keys/talks.db")
        with keys.connect() as c:
            opened = {row.talk: key.decrypt(row.for_console) for row in c.execute(sa.select(talk_keys))}
        with data.connect() as c:
            rows = c.execute(sa.select(journal)).all()
            assert "ok" == c.scalar(sa.text("PRAGMA integrity_check"))
        data.dispose()
        keys.dispose()
        return Counter(unpack_turn(unseal(opened[row.talk], f"{row.talk} turn", row.turn))["text"] for row in rows)

    def conversation(self, language: str | None = None) -> str:
        """A website talk's token."""
        answer = self.web.post("/api/conversations", json={"language": language} if language else {})
        assert 201 == answer.status_code, answer.text
        return str(answer.json()["token"])

    def write(self, token: str, text: str, id: str, timeout: float = PATIENCE) -> httpx.Response:
        return self.web.post(
            "/api/messages", json={"id": id, "text": text}, headers={"Authorization": f"Bearer {token}"}, timeout=timeout
        )
