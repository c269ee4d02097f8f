"""From our replies to Telegram's messages; nothing here talks to anyone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, MessageEntity

from bot.core.messages import Counter, Reply

LONGEST = 4_000
"""Characters a message; Telegram takes 4,096 UTF-16 units, so text outside the basic plane counts double below."""
CONTACTS = 2
"""Numbers of a card that are sent as contacts, the one form that every client makes a call of with one tap."""


@dataclass(frozen=True, slots=True)
class Part:
    """One Telegram message: text with its links and perhaps a keyboard, or a contact (a number to tap)."""

    text: str = ""
    links: tuple[MessageEntity, ...] = ()
    keyboard: InlineKeyboardMarkup | None = None
    phone: str = ""
    name: str = ""


def parts(reply: Reply, labels: Mapping[str, str]) -> list[Part]:
    """The messages that show *reply* whole, in order; the keyboard is under the last text.

    *labels*: read_on, open_now, closed_now, free, charged, write, sources, neutral. Every message begins with the
    neutral line, which is what a lock screen shows.
    """
    texts = [f"{labels['neutral']}\n\n{text}" for text in split(whole(reply, labels), LONGEST - len(labels["neutral"]) - 2)]
    shown = [Part(text=text, links=tuple(_links(reply, text))) for text in texts]
    contacts = [
        Part(phone=counter.phone, name=counter.phone)  # a contact's name shows on a locked screen
        for counter in (reply.counters[:CONTACTS] if reply.kind == "card" else ())
        if counter.phone
    ]
    if board := keyboard(reply):
        shown[-1] = replace(shown[-1], keyboard=board)
    return [*shown[:-1], *contacts, shown[-1]] if reply.kind != "card" else [*shown, *contacts]


def whole(reply: Reply, labels: Mapping[str, str]) -> str:
    """All that *reply* says, as plain text."""
    blocks = [reply.text]
    if reply.show:
        blocks.append(f"「{reply.show.ja}」" + (f"\n({reply.show.reading})" if reply.show.reading else ""))
    blocks += ["\n".join(_counter(counter, labels)) for counter in reply.counters]
    if reply.sources:
        lines = [f"{source.title} ({labels['read_on']} {source.read_on})" for source in reply.sources]
        blocks.append("\n".join([labels["sources"] + ":", *lines]))
    return "\n\n".join(block for block in blocks if block) or "…"


def _links(reply: Reply, text: str) -> Iterator[MessageEntity]:
    """The titles of the sources in *text* are links: written out, an address of a Japanese page fills the screen."""
    for source in reply.sources:
        at = text.rfind(f"{source.title} (")
        if at >= 0:
            yield MessageEntity(MessageEntity.TEXT_LINK, _units(text[:at]), _units(source.title), url=source.url)


def keyboard(reply: Reply) -> InlineKeyboardMarkup | None:
    """One button a row: titles may be long, thumbs shake."""
    if not reply.buttons:
        return None
    return InlineKeyboardMarkup([[InlineKeyboardButton(b.title, callback_data=b.choice)] for b in reply.buttons])


def split(text: str, longest: int) -> Iterator[str]:
    """*text* in pieces of at most *longest* UTF-16 units, cut at paragraphs, lines, spaces or, failing all, anywhere."""
    rest = text
    while _units(rest) > longest:
        head = rest[:longest]
        while _units(head) > longest:
            head = head[: len(head) - max(1, (_units(head) - longest) // 2)]
        cut = next((at for mark in ("\n\n", "\n", " ") if (at := head.rfind(mark)) > 0), len(head))
        if piece := rest[:cut].strip():
            yield piece
        rest = rest[cut:].lstrip("\n ")
    if rest.strip():
        yield rest


def _units(text: str) -> int:
    return len(text) + sum(ord(c) > 0xFFFF for c in text)


def _counter(counter: Counter, labels: Mapping[str, str]) -> Iterator[str]:
    """A number is written as +81… too where it has that form: clients make a call of it with one tap."""
    yield f"☎ {counter.name}" if counter.phone else f"• {counter.name}"
    if counter.sign:
        yield counter.sign.ja
    if counter.phone:
        abroad = (counter.tel or "").removeprefix("tel:")
        yield counter.phone + (f"  ({abroad})" if abroad.startswith("+") else "")
    facts = [counter.hours.text]
    if counter.open_now is not None:
        facts.append(labels["open_now"] if counter.open_now else labels["closed_now"])
    if counter.free is not None and labels["free"] not in (counter.note or ""):
        facts.append(labels["free"] if counter.free else labels["charged"])
    yield " · ".join(fact for fact in facts if fact)
    if counter.note:
        yield counter.note
    yield from (f"! {caution}" for caution in counter.cautions)
    yield from (f"{labels['write']}: {way.url}" for way in counter.write)
    if counter.url:
        yield counter.url
    yield f"{labels['read_on']} {counter.read_on}"
