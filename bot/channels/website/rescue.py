"""The safety net's last chance: finds what a person wrote in a request that is refused, so that its card still goes out."""

import asyncio
import json
import re
import secrets
from collections.abc import Iterator
from urllib.parse import parse_qs

from bot.channels.website.conversing import address_of
from bot.core.intake import Intake, NotAccepted
from bot.core.manners import NUMBERS
from bot.core.messages import Address, Message, Reply

PIECE, OVERLAP = 1_500, 200
"""Characters looked at in one go: the whole net may take 200 ms for so many (DESIGN §9), its first stage took 17 ms."""
FORM = "application/x-www-form-urlencoded"


class Rescue:
    """Looks at refused requests."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake

    async def card(self, error: Exception, body: bytes, media_type: str, token: str, language: str) -> tuple[Reply, ...]:
        """What an alarm in *body* shows, or what somebody who pressed for the numbers shall see; never raises.

        *token* is empty where there is none: then nothing is remembered. A long text is looked at piece by piece, so that
        whoever sends one holds up nobody else's alarm.
        """
        if isinstance(error, NotAccepted) and error.card:
            return tuple(error.card)
        text, choice = said(body, media_type)
        if choice not in NUMBERS and (not text or isinstance(error, NotAccepted)):  # the intake has looked at it
            return ()
        sender = address_of(token or secrets.token_hex(16))
        card = self._intake.numbers(sender, language, choice) if choice in NUMBERS else await self._look(sender, text, language)
        if not token:
            self._intake.forget(sender)
        return card

    async def _look(self, sender: Address, text: str, language: str) -> tuple[Reply, ...]:
        for piece in pieces(text):
            _, card = await self._intake.look(Message(sender, "", text=piece, hint=language))
            if card:
                return card
            await asyncio.sleep(0)
        return ()


def pieces(text: str) -> Iterator[str]:
    """*text* in pieces that overlap, so that no phrase is cut in two unseen."""
    for start in range(0, max(1, len(text) - OVERLAP), PIECE - OVERLAP):
        yield text[start : start + PIECE]


def said(body: bytes, media_type: str) -> tuple[str, str]:
    """The text and the choice in *body*, as well as they can be made out, whatever it is."""
    whole = body.decode("utf-8", "replace")
    if media_type == FORM:
        fields = parse_qs(whole, keep_blank_values=True)
        return "\n".join(fields.get("text", ())), "".join(fields.get("choice", ())[:1])
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return _torn(whole), next((asked for asked in sorted(NUMBERS) if f'"{asked}"' in whole), "")
    if isinstance(value, dict):
        choice = value.get("choice")
        text = value.get("text")
        return text if isinstance(text, str) else "\n".join(_strings(value)), choice if isinstance(choice, str) else ""
    return "\n".join(_strings(value)), ""


def _torn(whole: str) -> str:
    """What stands after ``"text":`` in broken JSON, else everything."""
    found = re.search(r'"text"\s*:\s*"((?:[^"\\]|\\.)*)', whole, re.DOTALL)
    raw = found[1] if found else whole
    return re.sub(r"(?:\\u[0-9a-fA-F]{4})+|\\[\"\\/nrt]", _unescape, raw)


def _unescape(escaped: re.Match[str]) -> str:
    text: str = json.loads(f'"{escaped[0]}"')
    return text


def _strings(value: object) -> Iterator[str]:
    """Every string in *value*; a loop, since the depth is the sender's."""
    left = [value]
    while left:
        match left.pop():
            case str() as text:
                yield text
            case dict() as inner:
                left += reversed(inner.values())
            case list() as inner:
                left += reversed(inner)
