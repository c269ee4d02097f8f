"""What one message asks, out of Rasa's tracker, and all that is needed to answer it."""

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from content import Content
from content.topics import NEEDS
from content.wishes import DAYS_WISHED, WISHES

type Reply = dict[str, Any]
"""A reply in the shape of the engine's."""
type Event = dict[str, Any]

NOT_UNDERSTOOD = "nlu_fallback"
BRIEF = 32
"""Letters, those of Chinese, Japanese and Korean counted twice, up to which a message goes on with the last answer ("no, it is
for my friend") rather than telling of something else: all our examples of the former are within it."""
FINDER = "find_counter"
HOURS = "counter_hours"
SEARCHES = frozenset({"where_to_get_help", HOURS, "language_support"})
"""What becomes a search for counters as soon as a place, a need, a language or a wish is named: a rule of Rasa's would
have to list every combination of entities. Otherwise these go on with the need that was kept."""
CERTAIN = 0.9
"""Confidence below which what speaks of the message is offered before what the editors thought of."""


@dataclass(frozen=True, slots=True)
class Nearest:
    """A topic that speaks of what was asked, its nearest bubble, and that bubble's mark (see `content.passages`)."""

    topic: str
    bubble: int
    mark: str
    score: float


@dataclass(frozen=True, slots=True)
class Asked:
    """*entities* are those of this message, *slots* what was kept; *intents* are all that have a name of their own;
    *also* is the intent of a second question in the message; *passages* are the topics that speak of the
    message, nearest first; *brief*: it is too short to tell of something new."""

    content: Content
    running: Mapping[str, str | int | bool]
    intents: frozenset[str]
    now: datetime
    language: str
    intent: str
    entities: Mapping[str, str]
    slots: Mapping[str, Any]
    ranking: tuple[tuple[str, float], ...]
    also: str = ""
    passages: tuple[Nearest, ...] = ()
    brief: bool = False

    @property
    def need(self) -> str | None:
        """The need of this message, else the one kept; None for any other word than a need (``any``)."""
        return _one_of(self.entities.get("need") or self.slots.get("need"), NEEDS)

    @property
    def areas(self) -> tuple[str, ...]:
        """The area of this message, else the one kept; none for the whole country."""
        area = self.entities.get("area") or self.slots.get("area")
        return (area,) if isinstance(area, str) and area in self.content.country.areas else ()

    @property
    def counter_language(self) -> str | None:
        """The language a counter should speak, where one was asked for."""
        kept = self.slots.get("counter_language")
        return self.entities.get("language") or (kept if isinstance(kept, str) else None)

    @property
    def wishes(self) -> frozenset[str]:
        """What a counter should be besides, of this message and kept; ``any`` drops what was kept.

        Words such as "free" and "anonymous" ask other things elsewhere: they count where counters are looked for. Days count
        where hours are asked for or a counter: "I work on Sundays, who helps?" wants no counter for Sundays.
        """
        looking = {self.intent, self.also} & {FINDER, *SEARCHES}
        now = set(self.entities.get("wish", "").split()) if looking else set()
        if not looking & {FINDER, HOURS}:
            now -= DAYS_WISHED.keys()
        kept = str(self.slots.get("wish") or "").split()
        return frozenset([*now, *([] if "any" in now else kept)]) & frozenset(WISHES)

    @property
    def narrows(self) -> bool:
        """Whether the message makes a question about help a search for counters."""
        named = not self.entities.keys().isdisjoint({"area", "need", "language"})
        return named or bool(set(self.entities.get("wish", "").split()) - DAYS_WISHED.keys())

    @property
    def names_a_day(self) -> bool:
        """Whether the message wishes for a day, which makes a search of it where a need is known and somebody is there then."""
        return bool(self.need) and not (DAYS_WISHED.keys() & self.wishes).isdisjoint(self.entities.get("wish", "").split())

    @property
    def page(self) -> int:
        """The page of this message; a new question begins with the first."""
        page = self.entities.get("page", "")
        return int(page) if page.isascii() and page.isdigit() and len(page) < 4 else 1

    @property
    def speaking(self) -> list[str]:
        """The topics that speak of the message, nearest first."""
        return [each.topic for each in self.passages if each.topic in self.content.topics]

    def sure(self, intent: str) -> float:
        """The confidence of *intent*; 1 where none was guessed, as behind a button."""
        return dict(self.ranking).get(intent, 1.0)


def ask(
    tracker: Mapping[str, Any], content: Content, running: Mapping[str, str | int | bool], intents: frozenset[str], now: datetime
) -> Asked:
    """What *tracker*, as Rasa sends it, asks."""
    message = tracker.get("latest_message") or {}
    slots = tracker.get("slots") or {}
    entities: dict[str, str] = {}
    for entity in message.get("entities") or ():
        if isinstance(entity.get("value"), str):
            name = str(entity.get("entity"))
            if name == "wish":  # of these there may be several at once
                entities[name] = f"{entities.get(name, '')} {entity['value']}".strip()
            # Of two languages the other one is meant: "my Japanese is bad, is there someone who speaks English?".
            elif name not in entities or entities[name] == content.country.spoken:
                entities[name] = entity["value"]
    ranked = ((str(rank.get("name")), float(rank.get("confidence", 0))) for rank in message.get("intent_ranking") or ())
    language = slots.get("language")
    return Asked(
        content=content,
        running=running,
        intents=intents,
        now=now,
        language=language if isinstance(language, str) and language else "en",
        intent=str((message.get("intent") or {}).get("name") or ""),
        entities=entities,
        slots=slots,
        ranking=tuple((name, confidence) for name, confidence in ranked if name != NOT_UNDERSTOOD),
        also=str(message.get("also") or ""),
        passages=tuple(Nearest(**each) for each in message.get("passages") or ()),
        brief=_is_brief(str(message.get("text") or "")),
    )


def slot(name: str, value: str | None) -> Event:
    """Rasa's event that keeps *value*."""
    return {"event": "slot", "timestamp": None, "name": name, "value": value}


def payload(intent: str, **entities: str) -> str:
    """What a button sends: an intent, with entities."""
    return f"/{intent}" + (json.dumps(entities, separators=(",", ":")) if entities else "")


def _is_brief(text: str) -> bool:
    return sum(1 + (unicodedata.east_asian_width(letter) == "W") for letter in text if letter.isalpha()) <= BRIEF


def _one_of(value: object, allowed: tuple[str, ...]) -> str | None:
    return value if isinstance(value, str) and value in allowed else None
