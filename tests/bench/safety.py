"""Microseconds of the safety net per message, one core, by length of message."""

import gc
import random
import statistics
import time

from bot.core.safety import Net
from bot.gateway import deciding
from bot.nets.phrases import Phrases
from bot.settings import read

TEXT = (
    "my boss took the passport and I do not know where to go for help in Osaka today because they said no money "
    "パスポートを 会社に 取られて お金も もらえません どこに 相談できますか 今日 友達が"
)
WORDS = TEXT.split()
ROUNDS = 400


def main() -> None:
    began = time.perf_counter()
    phrases = Phrases.load()
    print(f"phrases of all languages: read in {time.perf_counter() - began:.2f} s")
    stages, _, _ = deciding(read())
    began = time.perf_counter()
    stages.warm_up()
    print(f"both stages: ready {time.perf_counter() - began:.2f} s later; stage two {'at work' if stages.both else 'MISSING'}")
    gc.freeze()
    for name, net in (("phrases", phrases), ("both", stages)):
        measure(name, net)


def measure(name: str, net: Net) -> None:
    dice = random.Random(1)
    for length in (30, 300, 1_500, 10_000):
        took = []
        for _ in range(ROUNDS if length < 1_500 else 40):
            text = ""
            while len(text) < length:
                text += dice.choice(WORDS) + " "
            began = time.perf_counter()
            net.check(text[:length])
            took.append((time.perf_counter() - began) * 1e6)
        cuts = statistics.quantiles(took, n=100)
        print(f"{name:<8}{length:>6} characters: p50 {cuts[49]:8.0f} µs, p99 {cuts[98]:8.0f} µs")


if __name__ == "__main__":
    main()
