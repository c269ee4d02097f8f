"""The one reader: all of content, checked, as frozen values."""

import gc
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from content.card import Card, read_card
from content.cautions import Caution, read_cautions
from content.conversation import Conversation, read_conversation
from content.counters import OPTIONAL, REQUIRED, CounterRecord, read_counters
from content.country import Country, read_country
from content.glossary import NAME as GLOSSARY
from content.glossary import check_glossary, read_glossary
from content.hard_words import NAME as HARD
from content.hard_words import check_hard_words, read_hard_words
from content.holidays import Holidays, read_holidays
from content.interface import Interface, read_interface, read_served
from content.numbers import DenyList
from content.parts import ContentMistakes, Mistake, Part, Report, parse
from content.promises import promise
from content.selfcheck import SelfCheck, read_selfcheck
from content.topics import Topic, check_topics, read_topic
from content.unfinished import digits, mark, place, strangers

FILES = ("country", "interface", "counters", "card", "conversation", "selfcheck", "holidays")
SPOKEN = ("card", "conversation", "selfcheck")
"""Files whose texts keep to the glossary, beside the topics and the names of counters."""
FILLED = ("interface", "conversation", "selfcheck")
"""Files with texts in which something is filled in when they are said."""
_NO_NUMBERS = ("url", "facts", "page_date", "read_on", "expires_on", "of")
"""Fields in which digits are no number to call."""
FOLDER = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Content:
    """Everything a person can be told. *notes* are for editors; the bot ignores them."""

    country: Country
    topics: Mapping[str, Topic]
    counters: Mapping[str, CounterRecord]
    deny: DenyList
    cautions: tuple[Caution, ...]
    card: Card
    interface: Interface
    conversation: Conversation
    selfcheck: SelfCheck
    holidays: Holidays
    notes: tuple[Mistake, ...]

    @property
    def languages(self) -> tuple[str, ...]:
        return self.interface.languages


def read(folder: Path = FOLDER, strict: bool = True) -> Content:
    """The content in *folder*, or raise ContentMistakes with every mistake in every file.

    Not *strict*: what only an editor minds (a text too long, a translation of an older original) becomes a note, so
    that it cannot keep a running bot from dropping a withdrawn number; promises and the glossary are not looked at.
    """
    with _uncollected():
        return _read(folder, strict)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Nothing read lies in a circle, but so many small things make Python look for circles all the time: a quarter of the
    work here, more beside what else is in memory."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


def _read(folder: Path, strict: bool) -> Content:
    report = Report()
    files = _files(folder, [f"topics/{path.name}" for path in sorted((folder / "topics").glob("*.yml"))], report)
    parts = _files(folder, [f"{name}.yml" for name in FILES], report)
    wanted = _files(folder, [f"{name}.yml" for name in (GLOSSARY, HARD) if (folder / f"{name}.yml").exists()], report)
    if report.mistakes:
        raise ContentMistakes(report.mistakes)
    country = read_country(parts["country"])
    served = read_served(parts["interface"])
    interface = read_interface(parts["interface"], served)
    topics = MappingProxyType({name: read_topic(part, name, served) for name, part in files.items()})
    check_topics(files, topics)
    counters, deny = read_counters(parts["counters"], served, country)
    cautions = read_cautions(parts["counters"], served)
    card = read_card(parts["card"], served, counters, country)
    conversation = read_conversation(parts["conversation"], served, topics)
    selfcheck = read_selfcheck(parts["selfcheck"], served, topics)
    holidays = read_holidays(parts["holidays"], country)
    for part in (*files.values(), *(parts[name] for name in parts if name != "counters")):
        _refuse_denied(part, deny)
    for item in parts["counters"].fields(("counters",), ("owner", "state", "do_not_use", "cautions"))["counters"].items():
        _refuse_denied(item, deny, item.fields(("id",), OPTIONAL + REQUIRED)["id"].text())
    if said := parts["counters"].entries().get("cautions"):
        _refuse_denied(said, deny)
    for part in (*files.values(), *parts.values()) if strict else ():
        _refuse_promises(part)
    known = {digits(one.phone) for one in counters.values() if one.phone and one.status == "confirmed"}
    for name, part in (*files.items(), *parts.items()) if strict else ():
        _refuse_unfinished(part, filled=name in FILLED, known=None if name == "counters" else known)
    spoken = [*files.values(), *(parts[name] for name in SPOKEN)]
    if strict and GLOSSARY in wanted:
        names = [item.entries()["name"] for item in parts["counters"].entries()["counters"].items() if "name" in item.entries()]
        check_glossary(read_glossary(wanted[GLOSSARY]), [*spoken, *names])
    if strict and HARD in wanted:
        check_hard_words(read_hard_words(wanted[HARD]), [*spoken, parts["interface"]])
    if mistakes := [*report.mistakes, *(report.blemishes if strict else ())]:
        raise ContentMistakes(mistakes)
    notes = sorted({*report.notes, *report.blemishes})
    return Content(
        country, topics, MappingProxyType(dict(counters)), deny, cautions, card, interface, conversation, selfcheck, holidays,
        tuple(notes),
    )


def _files(folder: Path, names: list[str], report: Report) -> dict[str, Part]:
    found = {Path(name).stem: parse(folder / name, name, report) for name in names}
    return {stem: part for stem, part in found.items() if part}


def _refuse_denied(part: Part, deny: DenyList, counter: str | None = None) -> None:
    """Note every denied number that stands anywhere but in an address, a date or an editor's reference."""
    if not any(deny.found_in(value, counter) for value in part.values(_NO_NUMBERS)):
        return
    for scalar in part.scalars(_NO_NUMBERS):
        if denied := deny.found_in(str(scalar.node.value), counter):
            scalar.wrong(f"{denied.number} must not be shown here ({denied.why})", "remove the number")


def _refuse_unfinished(part: Part, filled: bool, known: Collection[str] | None) -> None:
    """*filled*: what stands in braces is filled in when it is said; *known* None: the file that says which numbers there are."""
    for scalar in part.scalars(skip=("url", "title", "wrong_use", "why", "of")):
        text = str(scalar.node.value)
        if left := mark(text) or (None if filled else place(text)):
            scalar.blemish(f"`{left}` was left in the text", "write what people shall read")
        for number in strangers(text, known) if known is not None else ():
            scalar.blemish(f"{number} is the number of no confirmed counter", "name a counter of counters.yml, or remove it")


def _refuse_promises(part: Part) -> None:
    for scalar in part.scalars(skip=("url", "title", "wrong_use", "why")):
        if found := promise(str(scalar.node.value)):
            scalar.blemish(f"this is {found}", "say what a counter can do, and leave the rest open")
