"""How quick this machine is just now: limits of work are in seconds of the machine where our figures were taken."""

import re
import time
import unicodedata
from collections import Counter
from collections.abc import Callable

OURS = 0.00383
"""Processor seconds of `_work` on the 2-core machine (Intel Xeon, 2026-11) whose figures stand in docs/."""
TEXT = "He locked me in, 部屋に閉じ込められて、không cho tôi về, ขังฉันไว้ในห้อง, मलाई कोठामा थुने " * 4
PATTERN = re.compile(r"(?:lock(?:ed|s)?\W+(?:me|us)\W+in)|閉じ込め(?:られ)?て|khong cho \w+ ve|ขัง\w*ไว้")


def _work() -> None:
    """What the net and the reader of content do all day: fold text, search it, count parts of it."""
    for _ in range(60):
        folded = unicodedata.normalize("NFKD", TEXT).casefold()
        PATTERN.findall(folded)
        Counter(folded[at : at + 3] for at in range(len(folded) - 2))


def slowness() -> float:
    """1.0 where the machine is as quick as ours, 2.0 where the same work takes twice the processor time."""
    return seconds_of(_work, tries=7) / OURS


def seconds_of(work: Callable[[], object], tries: int = 3) -> float:
    """Processor seconds of *work*, the least of *tries*: what else the machine did meanwhile is not counted."""
    least = float("inf")
    for _ in range(tries):
        begin = time.process_time()
        work()
        least = min(least, time.process_time() - begin)
    return least
