"""Accepting a message: the safety net first, then a commit, and only then does the channel acknowledge."""

import asyncio
import logging
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.core.messages import Address, Message, Reply
from bot.core.ports import Accepted, NoTalk, Store, StoreDown, Words
from bot.core.safety import Alarm, SafetyNet
from bot.core.turns import Turns

log = logging.getLogger(__name__)

PATIENCE = 0.5
"""Seconds an alarm waits for the store before its card goes out without it (GUARANTEES.md G5: card p99 < 1 s)."""
AGAIN = 600.0
"""Seconds in which a second card is the short one."""
REMEMBERED = 20_000
"""People whose language and last card are held in memory, least recent dropped first."""


class Tongue(Protocol):
    """Language identification."""

    def detect(self, text: str, sticky: str | None) -> str:
        """The language of *text* among DESIGN §1's, ``und`` when it is none of them; *sticky* unless evidence is strong."""


class NotAccepted(Exception):
    """The message is not durable or has no talk: do not acknowledge it. *card* is what an alarm shows all the same."""

    def __init__(self, reason: str, alarm: Alarm | None, card: Sequence[Reply]) -> None:
        super().__init__(reason)
        self.reason = reason
        self.alarm = alarm
        self.card = tuple(card)


@dataclass(slots=True)
class _Recent:
    language: str | None = None
    carded_at: float | None = None


type SendCard = Callable[[Sequence[Reply]], Awaitable[None]]


class Intake:
    """The way in, for every channel."""

    def __init__(self, net: SafetyNet, tongue: Tongue, words: Words, store: Store, turns: Turns) -> None:
        self._net, self._tongue, self._words, self._store, self._turns = net, tongue, words, store, turns
        self._recent: OrderedDict[Address, _Recent] = OrderedDict()
        self._direct: OrderedDict[tuple[str, str], None] = OrderedDict()

    def look(self, message: Message) -> tuple[Alarm | None, tuple[Reply, ...]]:
        """What the net finds in *message* and the card it brings; never raises, needs nothing but memory."""
        alarm = self._net.check(message.text) if message.text else None
        recent = self._remember(message.sender)
        language = self._language(message, recent, alarm)
        recent.language = language
        if alarm is None or not alarm.urgent:
            return alarm, ()
        now = time.monotonic()
        again = recent.carded_at is not None and now - recent.carded_at < AGAIN
        recent.carded_at = now
        return alarm, tuple(self._words.card(alarm, language, again))

    async def receive(self, message: Message, send_card: SendCard | None = None, begin: bool = True) -> Accepted:
        """Make *message* durable and wake its turn, or raise NotAccepted.

        *send_card* pushes an alarm's card past the store when the store is slow or down, once per message; channels that
        answer in the same request (website) have none and take the card from NotAccepted, at the latest after PATIENCE; the
        message may be accepted all the same a moment later. *begin*: whether a person without an open talk begins one.
        """
        known = (message.sender.channel, message.key) in self._direct
        alarm, card = self.look(message) if not known else (self._net.check(message.text), ())
        language = self._remember(message.sender).language
        first = self._words.first_words(message.sender.channel, language or "und") if begin else None
        saving = asyncio.ensure_future(self._store.accept(message, alarm, card, first))
        if card:
            await asyncio.wait({saving}, timeout=PATIENCE)
            if send_card and (not saving.done() or saving.exception() is not None):
                self._mark(message)
                await self._push(send_card, card)
            elif not saving.done():
                saving.add_done_callback(self._wake_late)
                raise NotAccepted("store_slow", alarm, card)
        try:
            accepted = await saving
        except NoTalk:
            raise NotAccepted("no_talk", alarm, card) from None
        except StoreDown:
            raise NotAccepted("store_down", alarm, card) from None
        self._turns.wake(accepted.talk)
        return accepted

    def went_direct(self, channel: str, key: str) -> bool:
        """Whether the card of this message has gone out past the store, so that the outbox need not send it again."""
        return (channel, key) in self._direct

    def forget(self, sender: Address) -> None:
        """Drop what memory holds about *sender*."""
        self._recent.pop(sender, None)

    def _wake_late(self, saving: asyncio.Future[Accepted]) -> None:
        if not saving.cancelled() and saving.exception() is None:
            self._turns.wake(saving.result().talk)

    async def _push(self, send_card: SendCard, card: Sequence[Reply]) -> None:
        try:
            await send_card(card)
        except Exception as error:  # the outbox tries again once the store is back
            log.error("a card could not be pushed: %s", type(error).__name__)

    def _mark(self, message: Message) -> None:
        self._direct[(message.sender.channel, message.key)] = None
        while len(self._direct) > REMEMBERED:
            self._direct.popitem(last=False)

    def _remember(self, sender: Address) -> _Recent:
        recent = self._recent.setdefault(sender, _Recent())
        self._recent.move_to_end(sender)
        while len(self._recent) > REMEMBERED:
            self._recent.popitem(last=False)
        return recent

    def _language(self, message: Message, recent: _Recent, alarm: Alarm | None) -> str:
        if not message.text:
            return message.language or recent.language or message.hint or "und"
        found = self._tongue.detect(message.text, message.language or recent.language or message.hint)
        return found if self._words.served(found) else (alarm.language if alarm and alarm.language else found)
