"""Ordinary messages one at a time through website, store, engine and actions, all as real processes."""

import os
import statistics
import tempfile
import time
from pathlib import Path
from uuid import uuid4

from tests.guarantees.world import World

ASKED = [
    "my boss took my passport", "where can I get help in Osaka?", "I was not paid for three months", "is it free?",
    "会社がパスポートを返してくれません", "東京で相談できるところはありますか", "給料をもらえません", "お金はかかりますか",
]  # fmt: skip
WARM, MEASURED, TALK = 40, 400, 20


def main() -> None:
    settings = {"AKARI_ENGINE_URL": os.environ["AKARI_ENGINE_URL"], "AKARI_LOG_LEVEL": "WARNING", "AKARI_RATE_LIMITS": "no"}
    with tempfile.TemporaryDirectory() as folder, World(Path(folder), settings=settings) as world:
        world.start()
        took, failed, token = [], 0, ""
        for number in range(WARM + MEASURED):
            if number % TALK == 0:
                token = world.conversation()
            began = time.perf_counter()
            answer = world.write(token, ASKED[number % len(ASKED)], str(uuid4()))
            if number >= WARM:
                took.append(time.perf_counter() - began)
                failed += answer.status_code != 200 or answer.json()["handled_by"] != "engine"
        cuts = statistics.quantiles(took, n=100)
        print(
            f"ordinary message, one at a time: p50 {cuts[49] * 1000:.1f} ms, p95 {cuts[94] * 1000:.1f} ms, "
            f"p99 {cuts[98] * 1000:.1f} ms, {failed} of {MEASURED} not answered by the engine"
        )
        assert world.gateway.child
        print(f"memory: gateway {memory(world.gateway.child.pid):.0f} MB, engine and actions {others():.0f} MB")


def memory(pid: int) -> float:
    """Resident megabytes of a process."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


def others() -> float:
    """Megabytes of the engine and the actions that answer us."""
    total = 0.0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_text().replace("\0", " ")
            if " -m rasa run " in words or words.rstrip().endswith("-m actions"):
                total += memory(int(folder.name))
        except OSError:
            continue
    return total


if __name__ == "__main__":
    main()
