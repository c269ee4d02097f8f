"""The terminal: a channel like any other, for developers and for `./akari chat`."""

import asyncio
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from uuid import uuid4

from bot.core.intake import Intake, NotAccepted
from bot.core.messages import Address, Counter, Kind, Message, Reply


class Terminal:
    """One person at a keyboard; replies are printed as they come from the outbox."""

    name = "terminal"
    pushes = True

    def __init__(
        self, intake: Intake, read: Callable[[str], str] = input, write: Callable[[str], object] = sys.stdout.write,
        heard: Callable[[Message], None] = lambda message: None, said: Callable[[Reply], None] = lambda reply: None,
    ) -> None:  # fmt: skip
        self._intake, self._read, self._write, self._heard, self._said = intake, read, write, heard, said
        self._me = Address("terminal", uuid4().hex)
        self._choices: list[str] = []

    @asynccontextmanager
    async def listen(self) -> AsyncIterator[None]:
        """Nothing runs beside; the person is asked by talk()."""
        yield

    async def talk(self) -> None:
        """Read lines until the person leaves (end of input, Ctrl-C, or an empty talk is erased by /wipe)."""
        while True:
            try:
                line = await asyncio.to_thread(self._read, "")
            except (EOFError, KeyboardInterrupt):
                return
            await self.write(line)

    async def write(self, line: str) -> None:
        """Hand in one line: a command, the number of a button, or text."""
        message = self._message(line)
        self._heard(message)
        try:
            await self._intake.receive(message, self._push)
        except NotAccepted:
            self._write("(not stored: please send it again)\n")

    async def send(self, to: Address, reply: Reply) -> str:
        """Print *reply*; its buttons are numbered."""
        self._said(reply)
        if reply.buttons:
            self._choices = [button.choice for button in reply.buttons]
        self._write(render(reply))
        return ""

    async def wipe(self, to: Address, receipts: object, language: str) -> None:
        """The screen is the person's own; only the words are ours."""
        self._choices = []
        self._write("— erased —\n")

    async def _push(self, card: Sequence[Reply]) -> str:
        for reply in card:
            await self.send(self._me, reply)
        return ""

    def _message(self, line: str) -> Message:
        key = uuid4().hex
        if line.isdigit() and 0 < int(line) <= len(self._choices):
            return Message(self._me, key, Kind.CHOICE, choice=self._choices[int(line) - 1])
        if line.startswith("/") and line[1:].isalpha() and line[1:] in COMMANDS:
            return Message(self._me, key, Kind.COMMAND, command=line[1:])
        return Message(self._me, key, text=line)


COMMANDS = frozenset({"start", "help", "language", "emergency", "human", "wipe"})


def render(reply: Reply) -> str:
    """*reply* as lines of text."""
    lines = [("staff: " if reply.by_staff else "akari: ") + reply.text.replace("\n", "\n       ")]
    if reply.show:
        lines += ["", f"       「{reply.show.ja}」", f"       {reply.show.reading}" if reply.show.reading else ""]
    for counter in reply.counters:
        lines += _counter(counter)
    lines += [f"       source: {source.title} — {source.url} ({source.read_on})" for source in reply.sources]
    lines += [f"       [{number}] {button.title}" for number, button in enumerate(reply.buttons, 1)]
    return "\n".join(line for line in lines if line is not None) + "\n"


def _counter(counter: Counter) -> list[str]:
    state = {True: "open now", False: "closed now", None: ""}[counter.open_now]
    lines = [f"       · {counter.name}  {counter.phone or ''}  {state}".rstrip()]
    if counter.sign:
        lines.append(f"         {counter.sign.ja}")
    lines.append(f"         {counter.hours.text}")
    if counter.note:
        lines.append(f"         {counter.note}")
    return lines + [f"         ! {caution}" for caution in counter.cautions]
