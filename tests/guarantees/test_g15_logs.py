"""G15: with every log at DEBUG and every error forced, no log holds anything of a person."""

import base64
import json
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.fakes.telegram import TOKEN, FakeTelegram
from tests.guarantees.world import SECRET, World

PERSON = 4455667788
WORDS = ["Zanzibarquux took my passport", "ぱすぽーとをザンジバル太郎に取られた", "he locked me in, help, says Zanzibarquux"]
AGENT = "PlantedAgent/9.9"
FORWARDED = "203.0.113.77"


def forms(text: str) -> Iterator[bytes]:
    """The ways in which *text* may lie in a file."""
    yield text.encode()
    yield text.encode("utf-16-le")
    yield quote(text).encode()
    yield base64.b64encode(text.encode())[4:-4]
    yield json.dumps(text)[1:-1].encode()


@pytest.mark.timeout(180)
def test_no_log_holds_anything_of_a_person(tmp_path: Path) -> None:
    """Whoever reads the logs learns nothing about me."""
    settings = {"AKARI_HOLD_SECONDS": "0.3", "AKARI_PROXIES": "127.0.0.1"}
    with FakeTelegram() as telegram, World(tmp_path, telegram.url, settings=settings) as world:
        world.web.headers.update({"User-Agent": AGENT, "X-Forwarded-For": FORWARDED, "Cookie": "planted=Zanzibarcookie"})
        world.start()
        token = world.conversation("en")
        for state in ("dead", "error", "empty", "half", "ok"):
            world.start_engine(state)
            for number, text in enumerate(WORDS):
                world.write(token, text, f"50000000-0000-4000-8000-{hash(state) % 10**6:06d}{number:06d}")
                telegram.writes(PERSON, text)
        headers = {"Authorization": f"Bearer {token}"}
        for path, body in {
            "/api/messages": b'{"id": "Zanzibarquux"', "/api/conversations": b"[" * 5000, "/telegram/webhook": b"Zanzibarquux",
        }.items():  # fmt: skip
            world.web.post(path, content=body, headers={**headers, "Content-Type": "application/json"})
        world.web.post("/api/messages", json={"id": 1, "text": WORDS[0] * 20_000}, headers=headers)
        world.web.post("/api/messages", json={"text": WORDS[0]}, headers={"Authorization": "Bearer Zanzibartoken"})
        world.web.get("/api/events", params={"token": token})
        telegram.failures["sendMessage"] = [
            (400, {"ok": False, "error_code": 400, "description": f"Bad Request: {WORDS[0]}"}),
            (429, {"ok": False, "error_code": 429, "description": "Too Many", "parameters": {"retry_after": 1}}),
            (403, {"ok": False, "error_code": 403, "description": "Forbidden: bot was blocked by the user"}),
        ]
        for text in WORDS:
            telegram.writes(PERSON, text)
        telegram.arrives("message", {"message_id": "not a number", "text": WORDS[0]})
        telegram.wait(lambda fake: len(fake.seen(PERSON)) > 6 and not fake.failures["sendMessage"], 30)
        (tmp_path / "akari.db").rename(tmp_path / "gone.db")  # the store breaks under the running gateway
        world.write(token, WORDS[1], "60000000-0000-4000-8000-000000000001")
        time.sleep(1)
        world.gateway.kill()

        logs = b"".join(file.read_bytes() for file in (tmp_path / "logs").iterdir())
        assert len(logs) > 1000, "nothing was logged, so nothing was tested"
        planted = [*WORDS, "Zanzibar", "ザンジバル", str(PERSON), token, TOKEN, SECRET, AGENT, FORWARDED, "Zanzibarcookie"]
        found = [text for text in planted for form in forms(text) if len(form) > 5 and form in logs]
        assert not found, f"{len(found)} planted values in the logs"
