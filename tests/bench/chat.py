"""Ordinary messages one at a time through website, store, engine and actions, all as real processes."""

import contextlib
import os
import statistics
import tempfile
import time
from pathlib import Path
from uuid import uuid4

from bot.settings import read
from tests.guarantees.world import World

ASKED = [
    "my boss took my passport", "where can I get help in Osaka?", "I was not paid for three months", "is it free?",
    "会社がパスポートを返してくれません", "東京で相談できるところはありますか", "給料をもらえません", "お金はかかりますか",
]  # fmt: skip
WARM, MEASURED, TALK = 160, 400, 20


def main() -> None:
    settings = {"AKARI_ENGINE_URL": os.environ["AKARI_ENGINE_URL"], "AKARI_LOG_LEVEL": "WARNING", "AKARI_RATE_LIMITS": "no"}
    with tempfile.TemporaryDirectory() as folder, World(Path(folder), settings=settings) as world:
        learned = read()
        for known in (learned.net, learned.languages, learned.encoder.parent):
            (world.home / known.name).symlink_to(known)
        world.start_whole()
        took, failed, token = [], 0, ""
        assert world.gateway.child
        parts = {"gateway": [world.gateway.child.pid], "engine": running(" -m rasa run "), "actions": running(" -m actions")}
        spent: dict[str, float] = {}
        for number in range(WARM + MEASURED):
            if number == WARM:
                spent = {name: sum(map(seconds, pids)) for name, pids in parts.items()}
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
        each = {name: (sum(map(seconds, pids)) - spent[name]) / MEASURED * 1000 for name, pids in parts.items()}
        print("processor time a message: " + ", ".join(f"{name} {value:.1f} ms" for name, value in each.items()))
        print("memory: " + ", ".join(f"{name} {sum(map(memory, pids)):.0f} MB" for name, pids in parts.items()))


def memory(pid: int) -> float:
    """Resident megabytes of a process."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


def seconds(pid: int) -> float:
    """Processor time that a process has used; unlike time on the clock it does not grow when others use the machine."""
    after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(after_name[11]) + int(after_name[12])) / os.sysconf("SC_CLK_TCK")


def running(words: str) -> list[int]:
    """The processes of this user whose command line holds *words*."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if words in (folder / "cmdline").read_text().replace("\0", " "):
                found.append(int(folder.name))
    return found


if __name__ == "__main__":
    main()
