"""The self-check: neutral questions, and words for the end that never judge."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from content.parts import Part
from content.texts import Said, Source, Text, read_said, read_sources, read_texts, read_verified
from content.topics import NEEDS, TITLE, Topic

QUESTIONS = 8
THEME = "{themes}"


@dataclass(frozen=True, slots=True)
class Question:
    """*sign* is the answer (yes or no) that goes with a known sign, *theme* names that sign in the words at the end."""

    id: str
    text: Mapping[str, Text]
    sign: str
    theme: Said
    need: str
    topic: str
    offer_card: bool


@dataclass(frozen=True, slots=True)
class SelfCheck:
    """*results* are said at the end: ``some`` themes, ``none``, or ``unanswered``; *closing* always follows.

    *go_on* asks whether to continue after another question was answered in between.
    """

    owner: str
    expires_on: date
    sources: tuple[Source, ...]
    button: Said
    intro: Mapping[str, Text]
    questions: tuple[Question, ...]
    results: Mapping[str, Mapping[str, Text]]
    closing: Mapping[str, Text]
    go_on: Mapping[str, Text]
    between: Said
    stopped: Mapping[str, Text]
    verified_on: str | None


def read_selfcheck(part: Part, served: Collection[str], topics: Mapping[str, Topic]) -> SelfCheck:
    """The file selfcheck.yml."""
    fields = part.fields(
        (
            "owner", "expires_on", "sources", "button", "intro", "questions", "results", "closing", "go_on", "between",
            "stopped",
        ),
        ("verified_on",),
    )
    questions = tuple(_question(item, served, topics) for item in fields["questions"].items())
    if len(questions) > QUESTIONS:
        fields["questions"].wrong(f"there are {len(questions)} questions", f"ask at most {QUESTIONS}")
    if len({question.id for question in questions}) < len(questions):
        fields["questions"].wrong("two questions have the same id", "give each its own")
    results = fields["results"].fields(("some", "none", "unanswered"))
    some = read_texts(results["some"], served)
    for language, text in some.items():
        if sum(bubble.count(THEME) for bubble in text.say) != 1:
            results["some"].entries()[language].wrong(f"it does not name {THEME} once", f"write {THEME} where they belong")
    return SelfCheck(
        owner=fields["owner"].text(),
        expires_on=fields["expires_on"].day(),
        sources=read_sources(fields["sources"]),
        button=read_said(fields["button"], served, TITLE),
        intro=read_texts(fields["intro"], served),
        questions=questions,
        results=MappingProxyType(
            {"some": some, **{name: read_texts(results[name], served) for name in ("none", "unanswered")}}
        ),
        closing=read_texts(fields["closing"], served),
        go_on=read_texts(fields["go_on"], served),
        between=read_said(fields["between"], served),
        stopped=read_texts(fields["stopped"], served),
        verified_on=read_verified(fields),
    )


def _question(part: Part, served: Collection[str], topics: Mapping[str, Topic]) -> Question:
    fields = part.fields(("id", "text", "sign", "theme", "need", "topic"), ("offer_card",))
    topic = fields["topic"].text()
    if topic and topic not in topics:
        fields["topic"].wrong(f"there is no topic `{topic}`", "use the id of a file in topics/")
    return Question(
        id=fields["id"].text(),
        text=read_texts(fields["text"], served),
        sign=fields["sign"].one_of(("yes", "no")),
        theme=read_said(fields["theme"], served),
        need=fields["need"].one_of(NEEDS),
        topic=topic,
        offer_card="offer_card" in fields and fields["offer_card"].truth(unknown=False) is True,
    )
