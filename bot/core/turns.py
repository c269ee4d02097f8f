"""One message, one turn: in order within a talk, side by side between talks, committed whole or not at all."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Protocol

from bot.core.manners import CARD, LINES, LONGEST, payload_of, plain_answer
from bot.core.messages import Address, Answer, Button, Message, Reply, Understood
from bot.core.news import News
from bot.core.offers import offer
from bot.core.pace import Pace
from bot.core.ports import Engine, EngineDown, HandledBy, Holder, Outcome, Store, StoreDown, Talk, Turn, Waiting, Words
from bot.core.safety import DESPAIR, Alarm, Level

log = logging.getLogger(__name__)

ELSEWHERE = "/where_to_get_help"
"""What the engine is asked when no person of the staff came in time."""
PASSING = frozenset({"down", "timeout", "actions_down", "overloaded"})
"""Reasons that pass by themselves: the message waits for as long as it takes."""
TRIES = 3
"""After so many other failures the person is told that we have no answer, so that one message never blocks a talk."""
SIDE_BY_SIDE = 64
"""Talks that ask the engine at once; more wait their turn."""


SAFE = {"affirm": "safe_yes", "deny": "safe_no"}
"""What a typed yes or no answers right after a card, which ends with "is it safe to go on writing?"."""


class Tongue(Protocol):
    def detect(self, text: str, sticky: str | None) -> str: ...


type Wipe = Callable[[Address, Sequence[str], str], Awaitable[None]]
"""Removes a person's and our messages from the platform, as far as it lets us, and says so."""


class Turns:
    """Answers what was accepted."""

    def __init__(
        self, store: Store, engine: Engine, words: Words, tongue: Tongue, news: News, pace: Pace | None = None,
        wipes: Mapping[str, Wipe] | None = None, forget: Callable[[Address], None] = lambda address: None,
        prefer: Callable[[Address, str], None] = lambda address, language: None,
        again: Callable[[Message, Alarm], bool] = lambda message, alarm: False,
        about: Callable[[str], str] = lambda text: "", delivered: Callable[[], None] = lambda: None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._store, self._engine, self._words, self._tongue, self._news = store, engine, words, tongue, news
        self._pace, self._posted, self._now = pace or Pace(), delivered, now
        self._forget, self._prefer, self._card_again, self._about = forget, prefer, again, about
        self._wipes = {} if wipes is None else wipes  # the caller may add to it later
        self._running: dict[str, asyncio.Task[None]] = {}
        self._again: set[str] = set()
        self._ends: dict[int, asyncio.Future[Outcome | None]] = {}
        self._asking = asyncio.Semaphore(SIDE_BY_SIDE)

    def wake(self, talk: str) -> None:
        """There is something to answer in *talk*."""
        if talk in self._running:
            self._again.add(talk)
            return
        task = asyncio.create_task(self._drain(talk))
        self._running[talk] = task
        task.add_done_callback(lambda _: self._rest(talk))

    async def resume(self) -> None:
        """Take up what was accepted before a restart."""
        for talk in await self._store.unanswered():
            self.wake(talk)

    async def settled(self, id: int, talk: str, timeout: float, new: bool = False) -> Outcome | None:
        """What came of an accepted message, waiting at most *timeout* seconds for its answer; None when it was erased.

        *new*: it was accepted just now, in this step of the loop, so that there is nothing to look at before its turn ends.
        """
        deadline = asyncio.get_running_loop().time() + timeout
        if new and (outcome := await self._turned(id, min(timeout, 1.0))):
            return outcome
        while True:
            bell = self._news.listen(talk)
            outcome = await self._store.outcome(id)
            left = deadline - asyncio.get_running_loop().time()
            if outcome is None or outcome.handled_by is not None or left <= 0:
                bell.cancel()
                return outcome
            await self._news.wait(talk, bell, min(left, 1.0))

    async def _turned(self, id: int, timeout: float) -> Outcome | None:
        """What the turn of an accepted message came to, as soon as it is committed; None when the store must be asked."""
        self._ends[id] = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(timeout):
                return await self._ends[id]
        except TimeoutError:
            return None
        finally:
            del self._ends[id]

    def _end(self, waiting: Waiting, outcome: Outcome | None) -> None:
        """Tell whoever waits for it that the turn has ended."""
        if (end := self._ends.get(waiting.id)) and not end.done():
            end.set_result(outcome)
        self._news.tell(waiting.talk.id)

    async def give_back(self, waited: timedelta) -> None:
        """Tell whoever waited longer than *waited* for a person that nobody came, and where else there is help."""
        for talk in await self._store.overdue(self._now() - waited):
            language = talk.language or talk.chosen or "und"
            replies: tuple[Reply, ...] = (self._words.say("human_timeout", language),)
            with contextlib.suppress(EngineDown):
                served = self._served(language) or "en"
                message = Message(talk.address, "time-out")
                replies += (await self._engine.turn(talk.id, message, ELSEWHERE, served, talk.state)).replies
            offered, choices = offer(replies, talk.choices)
            if await self._store.give_back(talk, offered, choices):
                self._news.tell(talk.id)
                self._posted()

    async def idle(self) -> None:
        """Until nothing is being answered."""
        while self._running:
            await asyncio.wait(list(self._running.values()))

    async def stop(self) -> None:
        """End every running turn; what was not committed is taken up at the next start."""
        tasks = list(self._running.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _rest(self, talk: str) -> None:
        self._running.pop(talk, None)
        if talk in self._again:
            self._again.discard(talk)
            self.wake(talk)

    async def _drain(self, talk: str) -> None:
        pause = self._pace.retry
        while True:
            try:
                waiting = await self._store.next(talk)
                if waiting is None:
                    return
                await self._turn(waiting)
                if not waiting.more:  # what came meanwhile has woken the talk again
                    return
                pause = self._pace.retry
            except StoreDown:
                await asyncio.sleep(pause)
                pause = min(pause * 2, self._pace.retry_at_most)
            except Exception as error:  # the outer fence; the text of an error may hold a person's words
                log.error("a turn failed: %s", type(error).__name__)
                await asyncio.sleep(pause)
                pause = min(pause * 2, self._pace.retry_at_most)

    async def _turn(self, waiting: Waiting) -> None:
        talk, message, alarm = waiting.talk, waiting.message, waiting.alarm
        chosen = message.language or talk.chosen
        language = spoken = self._language(message, chosen or talk.language or message.hint)
        payload = payload_of(message, talk.choices)
        holder, state, understood = talk.holder, talk.state, None
        handled_by, asks = HandledBy.ENGINE, False
        if alarm and alarm.urgent:
            handled_by, state = HandledBy.NET, ""  # whatever was going on is over: no later "yes" answers a question of before
            replies: tuple[Reply, ...] = () if waiting.carded else tuple(self._words.card(alarm, language, again=False))
        elif holder is Holder.STAFF:
            handled_by, replies = HandledBy.STAFF, ()
        elif plain := plain_answer(message, payload, language, self._words, talk.alarm):
            if plain.erase:
                return await self._erase(waiting, language)
            replies = plain.replies
        else:
            answer = await self._ask(waiting, payload, language)
            state, understood = answer.state, answer.understood
            sure = payload is not None or understood.confidence >= self._pace.sure
            replies = answer.replies
            if found := self._pace.alarm(understood):
                about = await asyncio.to_thread(self._about, message.text) if found.level is Level.DANGER else ""
                alarm, state = replace(found, about=about), ""
                replies = tuple(self._words.card(alarm, language, self._card_again(message, alarm)))
            elif payload is None and sure and _card_asks(talk) and understood.intent in SAFE:
                replies = (self._words.say(SAFE[understood.intent], language),)
            elif sure and understood.intent == "request_human":
                asks, replies = True, (self._staff_words(language), *replies)
                holder = Holder.WAITING if self._words.on_duty(self._now()) else holder
            elif sure and understood.intent == "change_language":
                wanted = next((e.value for e in understood.entities if e.entity == "language"), None)
                if wanted and (served := self._served(wanted)):
                    chosen = spoken = served
                    self._prefer(talk.address, served)
            replies = self._with_asides(replies, waiting, alarm, spoken)
        offered, choices = offer(replies, talk.choices)
        turn = Turn(waiting.id, talk, message, offered, handled_by, language, alarm, understood, asks)
        self._end(waiting, await self._store.answer(turn, state, chosen, choices, holder))
        self._posted()

    def _with_asides(
        self, replies: tuple[Reply, ...], waiting: Waiting, alarm: Alarm | None, language: str
    ) -> tuple[Reply, ...]:
        before: tuple[Reply, ...] = ()
        if not self._served(language):
            unknown = self._words.say("unknown_language", language)
            before += (replace(unknown, buttons=(Button(self._title("button_language", language), "/change_language"),)),)
        if waiting.message.area:
            before += (self._words.say("location_used", language),)
        after: tuple[Reply, ...] = ()
        if len(waiting.message.text) > LONGEST:
            after += (self._words.say("too_long", language),)
        if alarm and alarm.level is Level.CONCERN:
            offer_card, numbers = self._words.say("concern", language), LINES if alarm.about == DESPAIR else CARD
            after += (replace(offer_card, buttons=(Button(self._title("button_emergency", language), numbers),)),)
        return (*before, *replies, *after)

    def _title(self, key: str, language: str) -> str:
        """The title of a button: one line, also where an unknown language is answered in two."""
        return self._words.say(key, language).text.partition("\n")[0]

    def _staff_words(self, language: str) -> Reply:
        return self._words.say("human_waiting" if self._words.on_duty(self._now()) else "human_nobody_on_duty", language)

    def _served(self, language: str) -> str | None:
        """*language*, or the one it is a variant of (ja for ja-x-easy), whichever we speak; None for neither."""
        return next((one for one in (language, language.partition("-x-")[0]) if self._words.served(one)), None)

    def _language(self, message: Message, sticky: str | None) -> str:
        if not message.text:
            return sticky or "und"
        return self._tongue.detect(message.text, sticky)

    async def _ask(self, waiting: Waiting, payload: str | None, language: str) -> Answer:
        """The engine's answer, however long it takes; the person is told once when it takes longer than *hold*."""
        asking = asyncio.create_task(self._until_answered(waiting, payload, language))
        try:
            if not waiting.noted:
                waited = (self._now() - waiting.received_at).total_seconds()
                await asyncio.wait({asking}, timeout=max(0.0, self._pace.hold - waited))
                if not asking.done() and await self._store.note(waiting, self._words.say("holding", language)):
                    self._news.tell(waiting.talk.id)
                    self._posted()
            return await asking
        finally:
            asking.cancel()

    async def _until_answered(self, waiting: Waiting, payload: str | None, language: str) -> Answer:
        message = replace(waiting.message, text=waiting.message.text[:LONGEST], language=language)
        served = self._served(language) or "en"
        state, pause, failures = waiting.talk.state, self._pace.retry, 0
        while True:
            try:
                async with self._asking:
                    return await self._engine.turn(waiting.talk.id, message, payload, served, state)
            except EngineDown as error:
                log.warning("talk %s waits for the engine: %s", waiting.talk.id, error.code)
                if error.code not in PASSING:
                    failures += 1
                    state = "" if error.code == "bad_state" else state
                if failures >= TRIES:
                    return self._no_answer(waiting, served)
            await asyncio.sleep(pause)
            pause = min(pause * 2, self._pace.retry_at_most)

    def _no_answer(self, waiting: Waiting, language: str) -> Answer:
        sorry = self._words.say("no_answer", language)
        return Answer((sorry,), waiting.talk.state, Understood("", 0.0))

    async def _erase(self, waiting: Waiting, language: str) -> None:
        """Receipts first, then destroy, then tell the platform: what cannot be told again is done last."""
        talk = waiting.talk
        receipts = await self._store.receipts(talk.id)
        await self._store.erase(talk.id)
        self._forget(talk.address)
        self._end(waiting, None)
        if wipe := self._wipes.get(talk.address.channel):
            try:
                await wipe(talk.address, receipts, language)
            except Exception as error:  # the talk is erased all the same
                log.error("a platform did not wipe: %s", type(error).__name__)


def _card_asks(talk: Talk) -> bool:
    """Whether nothing but a card was answered last: then the engine has begun anew."""
    return not talk.state and talk.alarm in (Level.DANGER.name.lower(), Level.SELF_HARM.name.lower())
