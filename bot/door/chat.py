"""`./akari chat`: the whole product in the terminal, on a store of its own that is gone afterwards."""

import asyncio
import contextlib
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from bot.channels.terminal import Terminal
from bot.core.messages import Message, Reply
from bot.door.borrow import engine
from bot.gateway import compose
from bot.keys import create
from bot.logs import set_up
from bot.settings import Settings


class Recording:
    """The talk as a golden conversation: what was written, and topic, kind and alarm of what came back."""

    def __init__(self) -> None:
        self.turns: list[dict[str, Any]] = []

    def heard(self, message: Message) -> None:
        self.turns.append({"person": message.text or f"/{message.command}" if not message.choice else "(button)"})

    def said(self, reply: Reply) -> None:
        if not self.turns:
            return
        expected = self.turns[-1].setdefault("bot", {"kinds": [], "topics": []})
        expected["kinds"].append(reply.kind)
        if reply.topic and reply.topic not in expected["topics"]:
            expected["topics"].append(reply.topic)

    def write(self, path: Path) -> None:
        path.write_text(yaml.safe_dump({"about": "…", "turns": self.turns}, allow_unicode=True, sort_keys=False), "utf-8")


def run(settings: Settings, save: str | None) -> int:
    """Talk until the person leaves; with *save* the talk is written to that file."""
    recording = Recording()
    with engine(settings) as found, tempfile.TemporaryDirectory(prefix="akari-chat-") as folder:
        own = replace(
            found, home=Path(folder), store_url=f"sqlite:///{folder}/chat.db", keys_url=f"sqlite:///{folder}/keys.db"
        )
        set_up("ERROR")
        create(own.secrets)
        sys.stderr.write("Write as a person would. /help /language /emergency /human /wipe work; Ctrl-D leaves.\n")
        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(_talk(own, recording))
    if save:
        recording.write(Path(save))
        sys.stderr.write(f"Written to {save}; say what it is about there.\n")
    return 0


async def _talk(settings: Settings, recording: Recording) -> None:
    gateway = compose(settings, pushing=frozenset({"terminal"}))
    terminal = Terminal(gateway.intake, heard=recording.heard, said=recording.said)
    gateway.add(terminal, terminal.wipe)
    async with gateway.running(), terminal.listen():
        await terminal.talk()
        await gateway.turns.idle()
        await gateway.delivery.idle()
