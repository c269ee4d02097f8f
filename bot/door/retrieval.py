"""`./akari evaluate FILE.tsv` with the column `topics`: is a topic that answers the question the nearest, or among three, and
does the person read it, or see a button to it?"""

import csv
import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.core.messages import Answer
from bot.door.parse import NotParsed, Parser
from bot.settings import Settings
from encoder import passages
from encoder.encoder import Encoder

COLUMNS = ("id", "lang", "text", "topics")
FIRST = 3
COUNTERS = frozenset({"find_counter", "where_to_get_help", "counter_hours", "language_support"})
"""Topics that a list of counters answers by itself: it says where, when and in which languages."""


@dataclass(frozen=True, slots=True)
class Shares:
    """Shares of *count* questions: a right topic is the nearest passage (*first*) or among *three*; a right one is what is *read*
    first, or is *reached* with one press at most."""

    first: float
    three: float
    read: float
    reached: float
    count: int


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


@dataclass(frozen=True, slots=True)
class Found:
    """*place* of the first right topic among the nearest passages, from 1 (0: not among three); whether a right one is what the
    person reads first (*read*), or at most one press away (*reached*)."""

    place: int
    read: bool
    reached: bool


async def find(parser: Parser, settings: Settings, questions: Sequence[Question]) -> list[Found]:
    """What the passages find of each question, and what the product makes of it."""
    known, encoder = passages.read(settings.passages), Encoder(settings.encoder.resolve())
    found = []
    for question in questions:
        answer = await parser.answer(question.text, question.lang)
        near = known.nearest(question.text, encoder.depths([question.text])[0], dict(answer.understood.ranking), FIRST)
        right = [place for place, each in enumerate(near, 1) if each.bubble.topic in question.topics]
        read = not _read_first(answer).isdisjoint(question.topics)
        offered = {_leads_to(button.choice) for reply in answer.replies for button in reply.buttons}
        found.append(Found(right[0] if right else 0, read, reached=read or not offered.isdisjoint(question.topics)))
    return found


def _read_first(answer: Answer) -> frozenset[str]:
    """The first topic that *answer* speaks of, or those that its counters answer."""
    first = next((reply for reply in answer.replies if reply.topic or reply.counters), None)
    return frozenset() if first is None else frozenset([first.topic]) if first.topic else COUNTERS


def _leads_to(choice: str) -> str:
    """The topic that a button's *choice* (an intent, perhaps with entities) asks for."""
    intent, brace, entities = choice.removeprefix("/").partition("{")
    return str(json.loads(brace + entities).get("topic", intent)) if brace else intent


def shares(questions: Sequence[Question], found: Sequence[Found]) -> dict[str, Shares]:
    """The figures of each language and of ``all``."""
    groups: dict[str, list[Found]] = defaultdict(list)
    for question, one in zip(questions, found, strict=True):
        groups[question.lang].append(one)
        groups["all"].append(one)
    return {
        name: Shares(
            first=sum(one.place == 1 for one in some) / len(some),
            three=sum(one.place > 0 for one in some) / len(some),
            read=sum(one.read for one in some) / len(some),
            reached=sum(one.reached for one in some) / len(some),
            count=len(some),
        )
        for name, some in sorted(groups.items())
    }


def report(told: dict[str, Shares]) -> str:
    """The printed table."""
    heads = "".join(f"{head:>18}" for head in ("hit@1", "hit@3", "read first", "one press away"))
    rows = []
    for name, one in told.items():
        cells = "".join(f"{100 * share:16.1f} %" for share in (one.first, one.three, one.read, one.reached))
        rows.append(f"{name:<8}{cells}{one.count:8}")
    return "\n".join([f"{'':<8}{heads}{'of':>8}", *rows]) + "\n"
