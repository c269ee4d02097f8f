"""Microseconds of the safety net per message, one core, by length of message."""

import random
import statistics
import time

from bot.gateway import deciding
from bot.settings import read

TEXT = (
    "my boss took the passport and I do not know where to go for help in Osaka today because they said no money "
    "パスポートを 会社に 取られて お金も もらえません どこに 相談できますか 今日 友達が"
)
WORDS = TEXT.split()
ROUNDS = 400


def main() -> None:
    net, _, _ = deciding(read())
    dice = random.Random(1)
    for length in (30, 300, 1_500, 10_000):
        took = []
        for _ in range(ROUNDS if length < 10_000 else 40):
            text = ""
            while len(text) < length:
                text += dice.choice(WORDS) + " "
            began = time.perf_counter()
            net.check(text[:length])
            took.append((time.perf_counter() - began) * 1e6)
        cuts = statistics.quantiles(took, n=100)
        print(f"{length:>6} characters: p50 {cuts[49]:8.0f} µs, p99 {cuts[98]:8.0f} µs")


if __name__ == "__main__":
    main()
