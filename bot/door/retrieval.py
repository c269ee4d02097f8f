"""`./akari evaluate FILE.tsv` with the column `topics`: is a topic that answers the question the nearest, or among three?"""

import csv
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.door.parse import NotParsed, Parser, parse_all
from bot.settings import Settings
from encoder import passages
from encoder.encoder import Encoder

COLUMNS = ("id", "lang", "text", "topics")
FIRST = 3


@dataclass(frozen=True, slots=True)
class Question:
    """A question, and the topics any of which answers it."""

    id: str
    lang: str
    text: str
    topics: tuple[str, ...]


def asks_for_topics(path: Path) -> bool:
    """Whether *path* is a file of questions with topics."""
    with path.open(encoding="utf-8") as file:
        return "topics" in file.readline().rstrip("\n").split("\t")


def read_questions(path: Path) -> list[Question]:
    """The rows of a TSV file, or raise NotParsed with file, line and cure."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise NotParsed(f"{path.name}:1: the columns are {', '.join(COLUMNS)}")
        found = []
        for number, parts in enumerate(reader, 2):
            if not all(isinstance(parts[column], str) and parts[column] for column in COLUMNS):
                raise NotParsed(f"{path.name}:{number}: a column is empty")
            found.append(Question(parts["id"], parts["lang"], parts["text"], tuple(parts["topics"].split("|"))))
        return found


async def places(parser: Parser, settings: Settings, questions: Sequence[Question]) -> list[int]:
    """The place of the first right topic of each question, from 1; 0 where it is not among the first three."""
    known, encoder = passages.read(settings.passages), Encoder(settings.encoder.resolve())
    decisions = [decision async for decision in parse_all(parser, [(one.text, one.lang) for one in questions])]
    found = []
    for question, decision in zip(questions, decisions, strict=True):
        likely = {rank["name"]: rank["confidence"] for rank in decision["ranking"]}
        near = known.nearest(question.text, encoder.depths([question.text])[0], likely, FIRST)
        right = [place for place, each in enumerate(near, 1) if each.bubble.topic in question.topics]
        found.append(right[0] if right else 0)
    return found


def shares(questions: Sequence[Question], found: Sequence[int]) -> dict[str, tuple[float, float, int]]:
    """hit@1, hit@3 and the number of questions, for each language and for ``all``."""
    groups: dict[str, list[int]] = defaultdict(list)
    for question, place in zip(questions, found, strict=True):
        groups[question.lang].append(place)
        groups["all"].append(place)
    return {
        name: (sum(place == 1 for place in some) / len(some), sum(place > 0 for place in some) / len(some), len(some))
        for name, some in sorted(groups.items())
    }


def report(told: dict[str, tuple[float, float, int]]) -> str:
    """The printed table."""
    rows = [f"{name:<8}{100 * one:8.1f} %{100 * three:8.1f} %{count:8}" for name, (one, three, count) in told.items()]
    return "\n".join([f"{'':<8}{'hit@1':>10}{'hit@3':>10}{'of':>8}", *rows]) + "\n"
