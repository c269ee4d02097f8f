"""Accepting a message: the safety net first, then a commit, and only then does the channel acknowledge."""

import asyncio
import logging
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import Protocol

from bot.core.manners import CARD, NUMBERS, asked_for, payload_of
from bot.core.messages import Address, Message, Reply
from bot.core.ports import Accepted, NoTalk, Store, StoreDown, Words
from bot.core.safety import Alarm, Level, SafetyNet
from bot.core.turns import Turns

log = logging.getLogger(__name__)

PATIENCE = 0.5
"""Seconds an alarm waits for the store before its card goes out without it (GUARANTEES.md G5: card p99 < 1 s)."""
AGAIN = 600.0
"""Seconds in which a second card of the same level is the short one."""
REMEMBERED = 20_000
"""People whose language and last card are held in memory, least recent dropped first."""
SHORT = 100
"""Characters that are looked at on the spot, in some milliseconds since there is a second stage. Longer messages go to a
thread: 300 characters take 22 ms and 10,000 more than half a second, in which nobody else would be served."""
ASIDE = 2
"""Threads for long messages."""
FEW, PIECES, BREATH = 24, 3, 90.0
"""Characters of a piece of a sentence, how many of them are looked at together, and seconds between the first and the last."""
MOMENT, LOOKS = 0.2, 25
"""Seconds between looks, and how many there are, while a message in which nothing urgent was found waits for a net that is
still being loaded."""
START = "gateway:start"


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


@dataclass(frozen=True, slots=True)
class _Piece:
    """A short message, when it came, and the key of its delivery."""

    key: str
    at: float
    text: str = field(repr=False)


type _For = tuple[Level, str, bool]
"""What a card is for: level, situation, whether somebody else is meant."""


@dataclass(slots=True)
class _Recent:
    """*chosen* is the language the person asked for, *language* that of the last message; *cards* are, by what each was for, the
    key of the message that got the last whole card and when a card was shown last; *pieces* are what was said in few words."""

    chosen: str | None = None
    language: str | None = None
    cards: dict[_For, tuple[str, float]] = field(default_factory=dict)
    pieces: list[_Piece] = field(default_factory=list)


type SendCard = Callable[[Sequence[Reply]], Awaitable[str]]
"""Pushes a card at once and returns the platform's receipts, or raises."""


class Intake:
    """The way in, for every channel."""

    def __init__(
        self, net: SafetyNet, tongue: Tongue, words: Words, store: Store, turns: Turns, plain: Callable[[str], str] = str
    ) -> None:
        """*plain* makes of what a phone wrote the characters that everybody else writes (see `bot.languages.zawgyi`)."""
        self._net, self._tongue, self._words, self._store, self._turns = net, tongue, words, store, turns
        self._plain = plain
        self._recent: OrderedDict[Address, _Recent] = OrderedDict()
        self._pushes: OrderedDict[tuple[str, str], asyncio.Future[str | None]] = OrderedDict()
        self._aside = ThreadPoolExecutor(ASIDE, thread_name_prefix="net")

    async def look(self, message: Message) -> tuple[Alarm | None, tuple[Reply, ...]]:
        """What the net finds in *message* and the card it brings; never raises, needs nothing but memory.

        The same message again brings the same card; a further one within AGAIN the short one (see `again`).
        """
        recent = self._remember(message.sender)
        message = self._unified(message)
        before = _before(recent, message)
        own = recent.chosen or recent.language
        whole = self._net.whole
        alarm, language = await self._seen(message, own, before)
        for _ in range(LOOKS):  # in the first seconds after a start, while one language after another is read
            if whole or (alarm and alarm.urgent):
                break
            await asyncio.sleep(MOMENT)
            whole = self._net.whole
            alarm, language = await self._seen(message, own, before)
        recent.pieces = [] if alarm and alarm.urgent else [*before, *_piece(message)]
        recent.language = language
        if alarm is None or not alarm.urgent:
            return alarm, ()
        return alarm, tuple(self._words.card(alarm, language, self.again(message, alarm)))

    def again(self, message: Message, alarm: Alarm) -> bool:
        """Whether the card for *alarm* was shown within AGAIN, so that the short one will do; it counts as shown from now on.

        The same message brings the same card however often it is asked for; who was locked in and now bleeds needs another one.
        """
        cards, now = self._remember(message.sender).cards, time.monotonic()
        reason = (alarm.level, alarm.about, alarm.other)
        key, shown = cards.get(reason, ("", -AGAIN))
        repeated = now - shown < AGAIN and not (message.key and message.key == key)
        cards[reason] = (key if repeated else message.key, now)
        return repeated

    async def receive(self, message: Message, send_card: SendCard | None = None, begin: bool = True) -> Accepted:
        """Make *message* durable and wake its turn, or raise NotAccepted.

        *send_card* pushes an alarm's card past the store when the store is slow or down, once per message; channels that
        answer in the same request (website) have none and take the card from NotAccepted, at the latest after PATIENCE; the
        message may be accepted all the same a moment later. *begin*: whether a person without an open talk begins one.
        Whoever presses for the numbers gets them in the same way.
        """
        message = self._unified(message)
        alarm, card = await self.look(message)
        language = self._remember(message.sender).language
        first = self._first_words(message, language or "und") if begin else None
        saving = asyncio.ensure_future(self._store.accept(message, alarm, card, first))
        if urgent := card or self._asked(message, language):
            await asyncio.wait({saving}, timeout=PATIENCE)
            if send_card and (not saving.done() or saving.exception() is not None):
                await self._push(message, send_card, urgent)
            elif not saving.done():
                saving.add_done_callback(self._wake_late)
                raise NotAccepted("store_slow", alarm, urgent)
        try:
            accepted = await saving
        except NoTalk:
            raise NotAccepted("no_talk", alarm, urgent) from None
        except StoreDown:
            raise NotAccepted("store_down", alarm, urgent) from None
        if accepted.opened:
            self._remember(message.sender).chosen = None
        self._turns.wake(accepted.talk)
        return replace(accepted, carded=True) if urgent else accepted

    async def watch_over(self, message: Message, send_card: SendCard) -> bool:
        """Push the card that *message* calls for, although it cannot be accepted now; false when it should be tried again."""
        _, card = await self.look(message)
        if urgent := card or self._asked(message, self._remember(message.sender).language):
            await self._push(message, send_card, urgent)
            return (message.sender.channel, message.key) in self._pushes
        return True

    def numbers(self, sender: Address, language: str, payload: str = CARD) -> tuple[Reply, ...]:
        """The card for somebody who asks for the numbers by *payload*, by what memory holds about *sender*."""
        shown = {at: level for (level, *_), (_, at) in self._remember(sender).cards.items()}
        last = shown[max(shown)].name.lower() if shown else None
        return tuple(self._words.card(asked_for(payload, last), language, again=False))

    async def pushed(self, channel: str, key: str) -> str | None:
        """The receipts of the card of this message if it went out past the store, so that the outbox need not send it."""
        push = self._pushes.get((channel, key))
        return await asyncio.shield(push) if push else None

    def prefer(self, sender: Address, language: str) -> None:
        """*sender* chose *language*, which words alone may not tell: easy Japanese is Japanese to whoever detects it."""
        recent = self._remember(sender)
        recent.chosen = recent.language = language

    def forget(self, sender: Address) -> None:
        """Drop what memory holds about *sender*."""
        self._recent.pop(sender, None)

    async def _seen(self, message: Message, last: str | None, before: Sequence[_Piece]) -> tuple[Alarm | None, str]:
        """What `_see` sees, a long message by a thread."""
        if len(message.text) <= SHORT:
            return self._see(message, last, before)
        return await asyncio.get_running_loop().run_in_executor(self._aside, self._see, message, last, before)

    def _unified(self, message: Message) -> Message:
        return replace(message, text=self._plain(message.text)) if message.text else message

    def _see(self, message: Message, last: str | None, before: Sequence[_Piece]) -> tuple[Alarm | None, str]:
        """The alarm in a message, alone or with the short ones *before* it, and its language; *last* is theirs so far."""
        if not message.text:
            return None, message.language or last or message.hint or "und"
        alarm = self._net.check(message.text)
        if before and not (alarm and alarm.urgent) and len(message.text) <= FEW:
            together = self._net.said(" ".join([*(piece.text for piece in before), message.text]))
            # A score says little of questions strung together, which no example is; a phrase of ours says what it says.
            alarm = together if together and together.urgent and not together.guessed else alarm
        found = self._tongue.detect(message.text, message.language or last or message.hint)
        return alarm, found if self._words.served(found) else (alarm.language if alarm and alarm.language else found)

    def _first_words(self, message: Message, language: str) -> Sequence[Reply]:
        """What a new talk begins with; nothing where its first message asks for just that, so that it is not said twice."""
        if payload_of(message, {}) == START:
            return ()
        return self._words.first_words(message.sender.channel, language)

    def _asked(self, message: Message, language: str | None) -> tuple[Reply, ...]:
        """The card for somebody who pressed or wrote the command for it; the turn brings it when the store works."""
        payload = payload_of(message, {})
        return self.numbers(message.sender, language or "und", payload) if payload in NUMBERS else ()

    def _wake_late(self, saving: asyncio.Future[Accepted]) -> None:
        if not saving.cancelled() and saving.exception() is None:
            self._turns.wake(saving.result().talk)

    async def _push(self, message: Message, send_card: SendCard, card: Sequence[Reply]) -> None:
        """Send *card* past the store, unless it went out already or is on its way; what fails is left to the outbox."""
        name = (message.sender.channel, message.key)
        if name in self._pushes:
            return
        push = self._pushes[name] = asyncio.get_running_loop().create_future()
        while len(self._pushes) > REMEMBERED:
            self._pushes.popitem(last=False)
        try:
            push.set_result(await send_card(card))
        except Exception as error:  # another try follows, by the platform's next delivery or from the outbox
            log.error("a card could not be pushed: %s", type(error).__name__)
        finally:
            if not push.done():
                push.set_result(None)
                self._pushes.pop(name, None)

    def _remember(self, sender: Address) -> _Recent:
        recent = self._recent.setdefault(sender, _Recent())
        self._recent.move_to_end(sender)
        while len(self._recent) > REMEMBERED:
            self._recent.popitem(last=False)
        return recent


def _before(recent: _Recent, message: Message) -> list[_Piece]:
    """The short messages that *message* may go on with: who hides a phone writes "he has", "a knife", "outside"."""
    now = time.monotonic()
    some = [piece for piece in recent.pieces if now - piece.at <= BREATH and piece.key != message.key]
    return some[-PIECES:]


def _piece(message: Message) -> list[_Piece]:
    """*message* as something to go on from; nothing of a longer one is kept."""
    return [_Piece(message.key, time.monotonic(), message.text)] if 0 < len(message.text) <= FEW else []
