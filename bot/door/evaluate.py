"""`./akari evaluate FILE.tsv`: right answers, emergency recall, false alarms, languages found and confusions."""

import csv
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

from bot.door.parse import NotParsed, Parser, parse_all
from bot.languages.grams import bare as accents_off

COLUMNS = ("id", "lang", "text", "intents", "emergency")
RESAMPLES = 1_000
OUT_OF_SCOPE = "out_of_scope"
REJECTED = 0.05
TELLING = 3
"""Words from which a message says what language it is in; three characters count for one where no spaces are written."""
BINS = (0.0, 0.2, 0.4, 0.6, 0.8, 0.9, 1.01)


@dataclass(frozen=True, slots=True)
class Row:
    """One evaluation message: what is accepted as its intent, and whether the card must, may or must not come."""

    id: str
    lang: str
    text: str
    intents: tuple[str, ...]
    emergency: str
    style: str


@dataclass(frozen=True, slots=True)
class Judged:
    row: Row
    intent: str
    confidence: float
    urgent: bool
    language: str = ""

    @property
    def right(self) -> bool:
        return self.intent in self.row.intents

    @property
    def telling(self) -> bool:
        dense = sum(ord(character) > 0x0DFF and character.isalpha() for character in self.row.text)  # Thai and all that follow
        return max(len(self.row.text.split()), dense // 3) >= TELLING


def read_rows(path: Path) -> list[Row]:
    """The rows of a TSV file, or raise NotParsed with file, line and cure."""
    rows = []
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        missing = [column for column in COLUMNS if column not in (reader.fieldnames or ())]
        if missing:
            raise NotParsed(f"{path.name}:1: the columns {', '.join(missing)} are missing")
        for number, parts in enumerate(reader, 2):
            if parts["emergency"] not in {"must", "may", "must_not"}:
                raise NotParsed(f"{path.name}:{number}: emergency is must, may or must_not")
            intents = tuple(parts["intents"].split("|"))
            rows.append(Row(parts["id"], parts["lang"], parts["text"], intents, parts["emergency"], parts.get("style") or ""))
    return rows


async def judge(parser: Parser, rows: Sequence[Row], with_language: bool) -> list[Judged]:
    """What the product decides for each row; the detector is told the language only *with_language*."""
    wanted = [(row.text, row.lang if with_language else None) for row in rows]
    decisions: list[dict[str, Any]] = [decision async for decision in parse_all(parser, wanted)]
    return [
        Judged(row, found["intent"], found["confidence"], found["urgent"], found["language"])
        for row, found in zip(rows, decisions, strict=True)
    ]


def share(judged: Sequence[Judged], of: Callable[[Judged], bool], hit: Callable[[Judged], bool]) -> tuple[int, int]:
    """(hits, all) among those that *of* selects."""
    chosen = [one for one in judged if of(one)]
    return sum(map(hit, chosen)), len(chosen)


def figures(judged: Sequence[Judged]) -> dict[str, tuple[int, int]]:
    """The figures of a set, as (hits, all): right answers, emergency recall, false alarms, languages found of messages long
    enough to tell."""
    return {
        "right answer": share(judged, lambda one: True, lambda one: one.right),
        "emergency recall": share(judged, lambda one: one.row.emergency == "must", lambda one: one.urgent),
        "false alarms": share(judged, lambda one: one.row.emergency == "must_not", lambda one: one.urgent),
        "language found": share(judged, lambda one: one.telling, lambda one: one.language == one.row.lang),
    }


def interval(hits: int, count: int) -> tuple[float, float]:
    """A 95 % bootstrap interval of a share in percent, with a fixed seed."""
    dice = random.Random(1)  # noqa: S311 - statistics, not secrets
    if not count:
        return 0.0, 0.0
    draws = sorted(sum(dice.random() < hits / count for _ in range(count)) for _ in range(RESAMPLES))
    return 100 * draws[int(0.025 * RESAMPLES)] / count, 100 * draws[int(0.975 * RESAMPLES)] / count


def caught(judged: Sequence[Judged]) -> tuple[float, float]:
    """At the confidence at which one in twenty messages within our subject is rejected: that confidence, and the share of
    messages out of scope that are caught. Rejected or caught is what lies below it or is called out of scope."""
    subject = [one for one in judged if OUT_OF_SCOPE not in one.row.intents]
    inside = sorted(0.0 if one.intent == OUT_OF_SCOPE else one.confidence for one in subject)
    outside = [one for one in judged if one.row.intents[0] == OUT_OF_SCOPE]
    if not inside or not outside:
        return 0.0, 0.0
    least = inside[int(REJECTED * len(inside))]
    return least, sum(one.confidence < least or one.intent == OUT_OF_SCOPE for one in outside) / len(outside)


def reliability(judged: Sequence[Judged]) -> list[str]:
    """Lines that set what the engine said of its confidence beside how often it was right."""
    lines = ["", "reliability (confidence said → right)"]
    for low, high in pairwise(BINS):
        some = [one for one in judged if low <= one.confidence < high]
        if some:
            said, right = (100 * sum(values) / len(some) for values in ([o.confidence for o in some], [o.right for o in some]))
            lines.append(f"  {low:.1f}-{min(high, 1.0):.1f}: {said:5.1f} % → {right:5.1f} %  of {len(some)}")
    least, share_caught = caught(judged)
    below = f"where {100 * REJECTED:.0f} % of the others are rejected (below {least:.2f} or called so)"
    return [*lines, f"  out of scope: {100 * share_caught:.1f} % caught {below}"]


def report(judged: Sequence[Judged], misses: bool = False) -> str:
    """The printed table; row ids name the rows, their texts stay in the file."""
    groups: dict[str, list[Judged]] = {"overall": list(judged)}
    found: defaultdict[str, list[Judged]] = defaultdict(list)
    for one in judged:
        found[f"language {one.row.lang}"].append(one)
        found[f"style {one.row.style}"].append(one)
    groups |= dict(sorted(found.items()))
    lines = [" " * 24 + "".join(f"{name:>26}" for name in figures(()))]
    for name, group in groups.items():
        cells = []
        for hits, count in figures(group).values():
            low, high = interval(hits, count)
            cells.append(f"{100 * hits / count:5.1f} % [{low:.0f}-{high:.0f}] {hits}/{count}" if count else "-")
        lines.append(f"{name:<24}" + "".join(f"{cell:>26}" for cell in cells))
    confusions = Counter((one.row.intents[0], one.intent) for one in judged if not one.right)
    lines += ["", "most frequent confusions (wanted → got)"]
    lines += [f"  {count:>3}  {wanted} → {got}" for (wanted, got), count in confusions.most_common(20)]
    lines += reliability(judged)
    if misses:
        lines += ["", "missed emergencies: " + " ".join(o.row.id for o in judged if o.row.emergency == "must" and not o.urgent)]
        lines += ["false alarms: " + " ".join(o.row.id for o in judged if o.row.emergency == "must_not" and o.urgent)]
    return "\n".join(lines) + "\n"


def bare(row: Row) -> Row:
    """*row* as it is typed without accents."""
    return replace(row, text=accents_off(row.text.replace("Đ", "D")))


async def evaluate(parser: Parser, files: Sequence[Path], with_language: bool, without_accents: bool, misses: bool) -> int:
    """Print the figures of *files* taken together; 2 when a file cannot be read."""
    try:
        rows = [row for file in files for row in read_rows(file)]
        rows = [bare(row) for row in rows] if without_accents else rows
    except (OSError, NotParsed) as problem:
        sys.stderr.write(f"{problem}\n")
        return 2
    sys.stdout.write(report(await judge(parser, rows, with_language), misses))
    return 0
