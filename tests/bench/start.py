"""How soon after its start the gateway shows a card (stage one): in English several times, in every language once."""

import statistics
import tempfile
import time
from pathlib import Path

import httpx

from tests.guarantees.world import CRIES, World

ROUNDS = 5


def first_card(world: World, cry: str) -> float:
    """Seconds from the process's start to a card, asked without a token, as a page does that has just loaded."""
    began = time.monotonic()
    world.gateway.start()
    while True:
        try:
            answer = world.web.post("/api/messages", json={"text": cry}, timeout=10)
            if any(reply["kind"] == "card" for reply in answer.json().get("replies", [])):
                return time.monotonic() - began
        except (httpx.HTTPError, ValueError):
            pass
        time.sleep(0.01)


def main() -> None:
    took = [_start(CRIES["en"][0]) for _ in range(ROUNDS)]
    print(f"first card after start: median {statistics.median(took):.2f} s, worst {max(took):.2f} s of {ROUNDS}")
    each = {language: _start(cries[0]) for language, cries in CRIES.items()}
    print("in every language, once: " + ", ".join(f"{language} {seconds:.2f}" for language, seconds in each.items()))


def _start(cry: str) -> float:
    with tempfile.TemporaryDirectory() as folder, World(Path(folder)) as world:
        return first_card(world, cry)


if __name__ == "__main__":
    main()
