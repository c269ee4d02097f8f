"""Telegram's servers on loopback: keeps updates until they are confirmed, records what is sent, fails on demand."""

import contextlib
import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

TOKEN = "1234567890:AAFakeTokenForTestsOnly_0123456789abc"
LONGEST_POLL = 0.5


@dataclass
class FakeTelegram:
    """*failures* maps a method to what the next calls answer instead: (status, body)."""

    updates: list[dict[str, Any]] = field(default_factory=list)
    sent: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    failures: dict[str, list[tuple[int, dict[str, Any]]]] = field(default_factory=dict)
    token: str = TOKEN
    next_update: int = 500
    next_message: int = 9000
    lock: threading.Condition = field(default_factory=threading.Condition)
    webhook: dict[str, Any] = field(default_factory=dict)
    given: list[tuple[str, int]] = field(default_factory=list)

    def __enter__(self) -> "FakeTelegram":
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    # ------------------------------------------------------------ what people do
    def writes(self, person: int, text: str, code: str = "en", **more: Any) -> dict[str, Any]:
        """A private message from *person*, whose phone is set to the language *code*."""
        return self.arrives("message", self.message(person, {"text": text, **more}, code=code))

    def message(self, person: int, parts: dict[str, Any], chat_type: str = "private", code: str = "en") -> dict[str, Any]:
        self.next_message += 1
        user = {"id": person, "is_bot": False, "first_name": "P", "language_code": code}
        chat = {"id": person, "type": chat_type, "first_name": "P"}
        return {"message_id": self.next_message, "date": int(time.time()), "chat": chat, "from": user, **parts}

    def presses(self, person: int, choice: str) -> dict[str, Any]:
        """A button under one of our messages."""
        message = self.message(person, {"text": "…"})
        query = {"id": str(self.next_message), "from": message["from"], "chat_instance": "1", "data": choice, "message": message}
        return self.arrives("callback_query", query)

    def arrives(self, kind: str, value: dict[str, Any]) -> dict[str, Any]:
        with self.lock:
            self.next_update += 1
            update = {"update_id": self.next_update, kind: value}
            self.updates.append(update)
            self.lock.notify_all()
        return update

    # ------------------------------------------------------------- what we did
    def seen(self, person: int) -> list[str]:
        """Texts that *person* has on the screen, in order."""
        with self.lock:
            texts = [parts for method, parts in self.sent if method == "sendMessage"]
            return [str(parts.get("text", "")) for parts in texts if parts["chat_id"] == str(person)]

    def calls(self, method: str) -> list[dict[str, Any]]:
        with self.lock:
            return [parts for name, parts in self.sent if name == method]

    def message_ids(self, person: int) -> set[str]:
        """The ids of what we sent to *person*."""
        with self.lock:
            return {str(id) for to, id in self.given if to == str(person)}

    def wait(self, until: Callable[["FakeTelegram"], object], seconds: float = 20.0) -> None:
        """Until *until* holds, or fail."""
        deadline = time.monotonic() + seconds
        while not until(self):
            assert time.monotonic() < deadline, f"not within {seconds}s; sent: {[m for m, _ in self.sent][-10:]}"
            with self.lock:
                self.lock.wait(0.05)

    # -------------------------------------------------------------- the API
    def call(self, method: str, parts: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        with self.lock:
            if waiting := self.failures.get(method):
                return waiting.pop(0)
        if method.lower() == "getupdates":
            return 200, {"ok": True, "result": self._get_updates(parts)}
        with self.lock:
            self.sent.append((method, parts))
            self.lock.notify_all()
            self.next_message += 1
            id = self.next_message
        if method == "getMe":
            return 200, {"ok": True, "result": {"id": 1, "is_bot": True, "first_name": "Akari", "username": "akari_bot"}}
        if method in {"sendMessage", "sendContact"}:
            chat = {"id": int(parts["chat_id"]), "type": "private"}
            self.given.append((parts["chat_id"], id))
            return 200, {"ok": True, "result": {"message_id": id, "date": int(time.time()), "chat": chat, "text": "…"}}
        if method == "setWebhook":
            self.webhook = parts
        return 200, {"ok": True, "result": True}

    def _get_updates(self, parts: dict[str, Any]) -> list[dict[str, Any]]:
        deadline = time.monotonic() + min(LONGEST_POLL, float(parts.get("timeout", 0)))
        with self.lock:
            if "offset" in parts:
                self.updates = [u for u in self.updates if u["update_id"] >= int(parts["offset"])]
            while not self.updates and time.monotonic() < deadline:
                self.lock.wait(0.05)
            return self.updates[: int(parts.get("limit", 100))]


def _handler(fake: FakeTelegram) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1  # one write an answer: in two, the kernel holds the second back for 40 ms (Nagle, delayed ACK)

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            if "json" in self.headers.get("Content-Type", ""):
                parts = json.loads(body or b"{}")
            else:
                parts = {name: values[0] for name, values in parse_qs(body.decode(), keep_blank_values=True).items()}
            _, _, rest = self.path.partition("/bot")
            token, _, method = rest.rpartition("/")
            if token != fake.token:
                status, answer = 401, {"ok": False, "error_code": 401, "description": "Unauthorized"}
            else:
                status, answer = fake.call(method, parts)
            out = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(out)))
            self.end_headers()
            with contextlib.suppress(BrokenPipeError):  # the gateway was killed, or stopped asking
                self.wfile.write(out)

        do_GET = do_POST

        def log_message(self, format: str, *args: object) -> None:
            pass

    return Handler
