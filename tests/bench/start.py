"""How soon after its start the gateway answers: first card (stage one), first ordinary answer (engine up already)."""

import statistics
import tempfile
import time
from pathlib import Path

import httpx

from tests.guarantees.world import World

ROUNDS = 5


def first_card(world: World) -> float:
    """Seconds from the process's start to a card, asked without a token, as a page does that has just loaded."""
    began = time.monotonic()
    world.gateway.start()
    while True:
        try:
            answer = world.web.post("/api/messages", json={"text": "he locked me in, help"}, timeout=2)
            if any(reply["kind"] == "card" for reply in answer.json().get("replies", [])):
                return time.monotonic() - began
        except (httpx.HTTPError, ValueError):
            pass
        time.sleep(0.01)


def main() -> None:
    took = []
    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory() as folder, World(Path(folder)) as world:
            took.append(first_card(world))
    print(f"first card after start: median {statistics.median(took):.2f} s, worst {max(took):.2f} s of {ROUNDS}")


if __name__ == "__main__":
    main()
