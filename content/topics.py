"""Topics: one answer each, in `topics/<id>.yml`."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from content.easy import EASY
from content.parts import Part
from content.texts import Room, Said, Source, Text, read_said, read_sources, read_texts, read_verified

NEEDS = (
    "police", "immigration", "labour", "legal", "rights", "women", "children", "health", "shelter", "embassy", "return",
    "sexual_violence", "emergency",
)
"""What a person may need of a counter."""
TITLE = Room(44, {"ja": 32, "zh": 30, "zh-TW": 30, "ko": 30, EASY: 32})
"""Characters of a title: it stands on a button of a small phone, in two lines at most."""
GRADES = ("A", "B")
"""Grades of the sources of a topic: the authority itself, or one that answers for what it publishes."""
RELATED = 3
SPECIAL = ("menu", "human", "language", "erase", "emergency", "leave")
"""Buttons that lead to no topic."""


@dataclass(frozen=True, slots=True)
class Topic:
    """One answer. *need* opens the counter finder; *facts* are numbers of the editors' fact list; *buttons* are SPECIAL."""

    id: str
    title: Said
    owner: str
    expires_on: date
    sources: tuple[Source, ...]
    facts: tuple[str, ...]
    text: Mapping[str, Text]
    need: str | None
    related: tuple[str, ...]
    buttons: tuple[str, ...]
    verified_on: str | None


def read_topic(part: Part, name: str, served: Collection[str]) -> Topic:
    """The topic in the file `topics/<name>.yml`."""
    fields = part.fields(
        ("id", "title", "owner", "expires_on", "sources", "text"), ("facts", "next", "related", "buttons", "verified_on")
    )
    id = fields["id"].text()
    if id and id != name:
        fields["id"].wrong(f"`{id}` is not the name of the file", f"write `{name}`, or name the file {id}.yml")
    related = fields["related"].texts() if "related" in fields else ()
    if len(related) > RELATED:
        fields["related"].wrong(f"there are {len(related)} related topics", f"keep at most {RELATED}")
    return Topic(
        id=id,
        title=read_said(fields["title"], served, TITLE),
        owner=fields["owner"].text(),
        expires_on=fields["expires_on"].day(),
        sources=read_sources(fields["sources"], grades=GRADES),
        facts=fields["facts"].texts() if "facts" in fields else (),
        text=read_texts(fields["text"], served),
        need=fields["next"].fields(("need",))["need"].one_of(NEEDS) if "next" in fields else None,
        related=related,
        buttons=fields["buttons"].texts(SPECIAL) if "buttons" in fields else (),
        verified_on=read_verified(fields),
    )


def check_topics(parts: Mapping[str, Part], topics: Mapping[str, Topic]) -> None:
    """Note every related topic that does not exist, or is the topic itself."""
    for id, topic in topics.items():
        entries = parts[id].entries()
        for item in entries["related"].items() if "related" in entries else ():
            if item.text() not in topics:
                item.wrong(f"there is no topic `{item.text()}`", "use the id of a file in topics/")
            elif item.text() == topic.id:
                item.wrong("this is the topic itself", "name another topic, or remove it")


