"""`./akari bench`: the performance table, measured on this machine now, side by side where there is something to compare."""

import argparse
import os
import subprocess
import sys

from bot.door.borrow import engine
from bot.door.parts import PYTHON
from bot.settings import ROOT, Settings

BENCHES = {
    "start": "seconds from the gateway's start to its first card, in every language",
    "chat": "ordinary messages one at a time through the whole product: p50, p99, messages a second, memory",
    "safety": "microseconds of the safety net per message, by length",
    "nlu": "right answers beside Rasa's stock pipeline on the same data (--rounds N), and HINT3 (--hint3 FOLDER); alone only",
    "grow": "the engine's milliseconds per message as a talk grows to 10,000 messages",
    "card": "milliseconds to the card in each state of the engine (G5)",
    "kills": "messages lost and doubled over 50 kills (G1) and four-fold delivery (G3)",
}
ALONE = "nlu"
"""Takes an hour and its own options, so that it runs only when it is named."""
TESTED = {"card": ["test_g05_engine_down.py"], "kills": ["test_g01_killed.py", "test_g03_repeated.py"]}


def run(settings: Settings, words: list[str]) -> int:
    """Run the benches named, or all of them; 1 when one could not be measured."""
    parser = argparse.ArgumentParser(
        "./akari bench", description="\n".join(f"{name}: {what}" for name, what in BENCHES.items()),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("names", nargs="*", choices=[*BENCHES, []], metavar="NAME")
    given, further = parser.parse_known_args(words)
    names = given.names or [name for name in BENCHES if name != ALONE]
    if further and names != [ALONE]:
        parser.error(f"unknown: {' '.join(further)}")
    worst = 0
    with engine(settings) as found:
        environment = os.environ | {
            "AKARI_HOME": str(found.home), "AKARI_ENGINE_URL": found.engine_url, "PYTHONPATH": str(ROOT),
        }  # fmt: skip
        for name in names:
            sys.stdout.write(f"== {name}: {BENCHES[name]}\n")
            sys.stdout.flush()
            worst = max(worst, _run(name, environment, further))
    return worst


def _run(name: str, environment: dict[str, str], further: list[str]) -> int:
    if name not in TESTED:
        return subprocess.run([PYTHON, "-m", f"tests.bench.{name}", *further], cwd=ROOT, env=environment, check=False).returncode  # noqa: S603
    files = [f"tests/guarantees/{file}" for file in TESTED[name]]
    done = subprocess.run(  # noqa: S603 - our own command
        [PYTHON, "-m", "pytest", "-q", "-s", *files], cwd=ROOT, env=environment, check=False, capture_output=True, text=True
    )
    sys.stdout.write("".join(f"{line}\n" for line in done.stdout.splitlines() if line.lstrip(".").startswith("G")))
    if done.returncode:
        sys.stdout.write(f"{done.stdout[-2000:]}\n")
    return done.returncode
