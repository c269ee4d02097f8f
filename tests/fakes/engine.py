"""An engine on loopback that answers, or fails in one of the ways that engines fail: `python -m tests.fakes.engine PORT MODE`.

Modes: ok, slow (10 s), empty ([]), half (200 with half an answer), error (500), or `random` (up to 30 ms).
A hung engine is this process stopped with SIGSTOP; a dead one is this process not there.
"""

import json
import random
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

SLOW = 10.0


def answer(mode: str, asked: dict[str, Any]) -> tuple[int, bytes]:
    """Status and body for one turn."""
    if mode == "slow":
        time.sleep(SLOW)
    if mode == "random":
        time.sleep(random.uniform(0, 0.03))
    text = asked["message"].get("text") or asked["message"].get("choice")
    turns = (asked.get("state") or {}).get("turns", 0) + 1
    reply = {"kind": "text", "language": asked["message"]["language"], "text": f"{turns}: {text}"}
    understood = {"intent": "out_of_scope", "confidence": 0.9, "ranking": [], "entities": []}
    whole = json.dumps({"replies": [reply], "state": {"turns": turns}, "understood": understood}).encode()
    match mode:
        case "empty":
            return 200, b"[]"
        case "half":
            return 200, whole[: len(whole) // 2]
        case "error":
            return 500, b"Internal Server Error"
    return 200, whole


def serve(port: int, mode: str) -> None:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1  # one write an answer: in two, the kernel holds the second back for 40 ms (Nagle, delayed ACK)

        def do_GET(self) -> None:
            self._send(200, b'{"status": "ok", "model": "fake"}')

        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            self._send(*answer(mode, asked))

        def _send(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    server.daemon_threads = True
    server.serve_forever()


if __name__ == "__main__":
    serve(int(sys.argv[1]), sys.argv[2])
