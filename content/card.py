"""The emergency cards: what a person sees when a message raises an alarm."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from content.counters import CounterRecord
from content.country import Country
from content.easy import EASY, length, without_variants
from content.parts import Part
from content.texts import Room, Said, Source, Text, read_said, read_said_lists, read_sources, read_texts, read_verified

CARDS = ("danger", "danger_other", "self_harm")
SITUATIONS = {"medical": "danger", "moved": "danger", "sea": "danger", "child": "danger", "self_harm_other": "self_harm"}
"""Cards for what happens, where the content has one, and the card that stands in where it has none."""
AGAIN = {"danger": "again", "self_harm": "again_self_harm"}
"""The short card when it was shown a moment ago, for danger and for self-harm, where police does not come first."""
BUTTONS = {
    "safe": "gateway:safe",
    "not_safe": "gateway:not_safe",
    "numbers_again": "gateway:card",
    "person": "gateway:human",
}
"""The buttons below a card, in order, and the payload of each."""
FIRST_BUBBLE = Room(320, {"ja": 160, "zh": 160, "zh-TW": 160, "ko": 160, EASY: 160})
"""Characters of the first bubble, which may be all that a locked screen shows."""


@dataclass(frozen=True, slots=True)
class ShowText:
    """A text in the *language* of the country to hold up or to read aloud, with a reading aid for those who do not read it."""

    language: str
    text: str
    reading: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class OneCard:
    """*numbers* are ids of counters, *then* of those to ask afterwards; those of AGAIN have none, nor texts to show."""

    text: Mapping[str, Text]
    numbers: tuple[str, ...]
    show: ShowText | None
    say_this: ShowText | None
    then: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """All cards, what follows each of them, and what is said to whom we cannot read."""

    owner: str
    expires_on: date
    sources: tuple[Source, ...]
    cards: Mapping[str, OneCard]
    after: Mapping[str, Text]
    buttons: Mapping[str, Said]
    unknown_language: Mapping[str, tuple[str, ...]]
    unknown_language_self_harm: Mapping[str, tuple[str, ...]]
    verified_on: str | None

    def named(self, name: str) -> OneCard:
        """The card *name*, or the one that stands in for it."""
        return self.cards[name] if name in self.cards else self.cards[SITUATIONS[name]]

    def to_anyone(self, name: str) -> Mapping[str, tuple[str, ...]]:
        """What the card *name* says to whom we cannot read, by language."""
        return self.unknown_language_self_harm if name.startswith("self_harm") else self.unknown_language

    def again(self, name: str) -> OneCard:
        """The short form of the card *name*."""
        return self.cards[AGAIN["self_harm" if name.startswith("self_harm") else "danger"]]


def read_card(
    part: Part, served: Collection[str], counters: Mapping[str, CounterRecord], country: Country
) -> Card:
    """The file card.yml; every number on it is a confirmed counter."""
    unknown = ("unknown_language", "unknown_language_self_harm")
    fields = part.fields(("owner", "expires_on", "sources", "cards", "after", "buttons", *unknown), ("verified_on",))
    cards = fields["cards"].fields((*CARDS, *AGAIN.values()), SITUATIONS)
    buttons = fields["buttons"].fields(BUTTONS)
    return Card(
        owner=fields["owner"].text(),
        expires_on=fields["expires_on"].day(),
        sources=read_sources(fields["sources"]),
        cards=MappingProxyType({name: _card(entry, served, counters, country, name) for name, entry in cards.items()}),
        after=read_texts(fields["after"].fields(("text",))["text"], served),
        buttons=MappingProxyType({name: read_said(entry, served) for name, entry in buttons.items()}),
        unknown_language=_to_anyone(fields["unknown_language"], country),
        unknown_language_self_harm=_to_anyone(fields["unknown_language_self_harm"], country),
        verified_on=read_verified(fields),
    )


def _to_anyone(part: Part, country: Country) -> Mapping[str, tuple[str, ...]]:
    return read_said_lists(part.fields(("text",))["text"], country.to_anyone)


def _card(
    part: Part, served: Collection[str], counters: Mapping[str, CounterRecord], country: Country, name: str
) -> OneCard:
    if name in AGAIN.values() or part.absent:
        return OneCard(read_texts(part.fields(("text",))["text"], served), (), None, None)
    fields = part.fields(("text", "numbers", "show", "say_this"), ("then",))
    text = read_texts(fields["text"], served)
    for language, said in text.items():
        longest = FIRST_BUBBLE.of(language)
        if said.say and (letters := length(said.say[0], language)) > longest:
            fields["text"].entries()[language].blemish(
                f"the first bubble has {letters} characters", f"say the most needed in {longest}"
            )
    for item in fields["numbers"].items():
        record = counters.get(item.text())
        if record is None:
            item.wrong(f"there is no counter `{item.text()}`", "use an id of counters.yml")
        elif record.status != "confirmed" or not record.phone:
            item.wrong(f"the number of `{record.id}` is not confirmed", "remove it from the card")
    show, say_this = (_show(fields[key], served, country.spoken) for key in ("show", "say_this"))
    return OneCard(text, fields["numbers"].texts(), show, say_this, _then(fields.get("then"), counters))


def _then(part: Part | None, counters: Mapping[str, CounterRecord]) -> tuple[str, ...]:
    """Any counter but the police: one whose number is withdrawn need not leave the list, it is just not shown."""
    for item in part.items() if part else ():
        record = counters.get(item.text())
        if record is None:
            item.wrong(f"there is no counter `{item.text()}`", "use an id of counters.yml")
        elif record.kind in ("emergency", "police"):
            item.wrong(f"`{record.id}` is {record.kind}", "put it under `numbers`: here stand those to talk to afterwards")
    return part.texts() if part else ()


def _show(part: Part, served: Collection[str], spoken: str) -> ShowText:
    fields = part.fields((spoken, "reading"))
    reading = {language: entry.text_or_none() or "" for language, entry in fields["reading"].entries().items()}
    for language in without_variants(served):
        if language not in reading and not fields["reading"].absent:
            fields["reading"].wrong(f"the reading for `{language}` is missing", f'add `{language}:` (for `{spoken}`: "")')
    return ShowText(spoken, fields[spoken].text(), MappingProxyType(reading))
