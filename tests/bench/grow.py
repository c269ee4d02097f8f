"""The engine's milliseconds per message and the size of its state, as one talk grows to 10,000 messages."""

import json
import os
import statistics
import time

import httpx

MESSAGES, WINDOW = 10_000, 200
ASKED = ["my boss took my passport", "where can I get help in Osaka?", "is it free?", "給料をもらえません", "ありがとう"]


def main() -> None:
    took: list[float] = []
    state, size = None, 0
    with httpx.Client(base_url=os.environ["AKARI_ENGINE_URL"], trust_env=False, timeout=30) as web:
        for number in range(MESSAGES):
            message = {"text": ASKED[number % len(ASKED)], "language": "en"}
            body = {"conversation": "bench", "message": message, "state": state}
            began = time.perf_counter()
            answer = web.post("/webhooks/akari/turn", json=body)
            took.append((time.perf_counter() - began) * 1000)
            answer.raise_for_status()
            state = answer.json()["state"]
            size = max(size, len(json.dumps(state)))
    first, last = took[WINDOW : 2 * WINDOW], took[-WINDOW:]
    print(
        f"messages {WINDOW}–{2 * WINDOW}: p50 {statistics.median(first):.1f} ms; the last {WINDOW} of {MESSAGES}: "
        f"p50 {statistics.median(last):.1f} ms; ratio {statistics.median(last) / statistics.median(first):.2f}; "
        f"largest state {size} bytes"
    )


if __name__ == "__main__":
    main()
