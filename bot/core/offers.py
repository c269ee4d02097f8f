"""Buttons on their way to a person: payloads become opaque ids that mean something in this talk only."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import replace

from bot.core.messages import Button, Reply

KEPT = 64
"""How many buttons of a talk stay alive; a person rarely scrolls back further, and the state stays small."""


OURS = frozenset(
    f"gateway:{name}" for name in ("card", "lines", "safe", "not_safe", "human", "start", "erase", "leave")
)
"""Choices the gateway handles itself: the same in every talk, and good even when the store is down."""


def offer(replies: Iterable[Reply], choices: Mapping[str, str]) -> tuple[tuple[Reply, ...], dict[str, str]]:
    """*replies* with opaque choice ids (22 characters of 128 random bits), and the choices of the talk with them added."""
    kept = dict(choices)
    offered = tuple(
        replace(reply, buttons=tuple(_opaque(button, kept) for button in reply.buttons)) if reply.buttons else reply
        for reply in replies
    )
    return offered, dict(list(kept.items())[-KEPT:])


def _opaque(button: Button, kept: dict[str, str]) -> Button:
    if button.choice in OURS:
        return button
    choice = secrets.token_urlsafe(16)
    kept[choice] = button.choice
    return Button(button.title, choice)
