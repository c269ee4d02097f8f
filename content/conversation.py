"""Answers about the talk itself, the answer when nothing was understood, and the menu."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from content.parts import Part
from content.texts import Said, Text, read_said, read_texts
from content.topics import SPECIAL, TITLE

AROUND = 2
"""Bubbles for friends: what comes before the topic's own words, and what comes after."""


@dataclass(frozen=True, slots=True)
class Answer:
    """*buttons* are ids of topics or SPECIAL words; *title* is what a button that leads here says."""

    text: Mapping[str, Text]
    buttons: tuple[str, ...]
    title: Said | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """A part of the menu. *on_request*: its answers offer counters by a button only, instead of showing them."""

    id: str
    title: Said
    topics: tuple[str, ...]
    on_request: bool


@dataclass(frozen=True, slots=True)
class Situations:
    """*topics* of what happens to a person, and *buttons* that stand below each. *friend* is said to whoever asks for somebody
    else: its first bubble and its last, around the middle of the topic's own answer."""

    topics: tuple[str, ...]
    buttons: tuple[str, ...]
    friend: Answer


@dataclass(frozen=True, slots=True)
class Conversation:
    owner: str
    answers: Mapping[str, Answer]
    fallback: Answer
    menu: tuple[Group, ...]
    situations: Situations | None = None

    def group_of(self, topic: str) -> Group | None:
        return next((group for group in self.menu if topic in group.topics), None)


def read_conversation(part: Part, served: Collection[str], topics: Collection[str]) -> Conversation:
    """The file conversation.yml; every button and every entry of the menu leads somewhere."""
    fields = part.fields(("owner", "answers", "fallback", "menu"), ("situations",))
    found = fields["answers"].entries()
    answers = {id: _answer(entry, served, topics) for id, entry in found.items()}
    for id in answers:
        if id in topics:
            found[id].wrong(f"`{id}` is a topic too", "keep the answer in one place")
    menu = tuple(_group(item, served) for item in fields["menu"].items())
    seen: set[str] = set()
    for item, group in zip(fields["menu"].items(), menu, strict=True):
        if group.id in topics or group.id in answers or group.id in seen:
            item.wrong(f"`{group.id}` is the id of something else", "give the group an id of its own")
        seen.add(group.id)
        for topic in group.topics:
            if topic in answers and answers[topic].title is None:
                found[topic].wrong("it stands in the menu and has no title", "add `title:` in every language")
            elif topic not in topics and topic not in answers:
                item.wrong(f"there is no topic or answer `{topic}`", "use the id of a file in topics/, or of an answer above")
    return Conversation(
        fields["owner"].text(), MappingProxyType(answers), _answer(fields["fallback"], served, topics), menu,
        _situations(fields["situations"], served, topics) if "situations" in fields else None,
    )  # fmt: skip


def _situations(part: Part, served: Collection[str], topics: Collection[str]) -> Situations:
    fields = part.fields(("topics", "friend"), ("buttons",))
    for name in fields.keys() & {"topics", "buttons"}:
        for item in fields[name].items():
            if item.text() not in topics and (name == "topics" or item.text() not in SPECIAL):
                item.wrong(f"there is no topic `{item.text()}`", "use the id of a file in topics/")
    friend = _answer(fields["friend"], served, topics)
    if friend.title is None:
        fields["friend"].wrong("it has no title", "add `title:` in every language: it stands on a button")
    for language, said in friend.text.items():
        if len(said.say) != AROUND:
            fields["friend"].wrong(f"`{language}` has {len(said.say)} bubbles", "write two: before the topic's own, and after")
    return Situations(fields["topics"].texts(), fields["buttons"].texts() if "buttons" in fields else (), friend)


def _answer(part: Part, served: Collection[str], topics: Collection[str]) -> Answer:
    fields = part.fields(("text", "buttons"), ("title",))
    for item in fields["buttons"].items():
        if item.text() not in SPECIAL and item.text() not in topics:
            item.wrong(f"there is no topic `{item.text()}`", f"use the id of a topic, or one of: {', '.join(SPECIAL)}")
    return Answer(
        read_texts(fields["text"], served),
        fields["buttons"].texts(),
        read_said(fields["title"], served, TITLE) if "title" in fields else None,
    )


def _group(part: Part, served: Collection[str]) -> Group:
    fields = part.fields(("id", "title", "topics"), ("counters",))
    on_request = "counters" in fields and fields["counters"].one_of(("shown", "on_request")) == "on_request"
    return Group(fields["id"].text(), read_said(fields["title"], served, TITLE), fields["topics"].texts(), on_request)
