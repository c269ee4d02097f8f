"""One person's talk by its token: beginning, writing and waiting for the answer, reading on, ending; for pages and API."""

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.channels.website.problems import NOT_OFFERED, Refused
from bot.core.intake import PATIENCE, Intake
from bot.core.manners import NUMBERS, asked_for
from bot.core.messages import Address, Kind, Message, Reply
from bot.core.news import News
from bot.core.offers import OURS
from bot.core.ports import Accepted, HandledBy, NoTalk, Outcome, Posted, Store, Talk, Words
from bot.core.turns import Turns

GRACE = 0.5
"""Seconds past *hold* in which the holding note, written by the turn at that very moment, may still come in."""
ENDINGS = frozenset({"gateway:erase", "gateway:leave"})
TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


@dataclass(frozen=True, slots=True)
class Written:
    """What has come of one message so far; a reply that is not kept in the talk has no id.

    *cursor* is the place of the last reply, *ended* is true when the talk is gone.
    """

    replies: tuple[Reply, ...]
    language: str
    alarm: str | None
    handled_by: HandledBy
    cursor: int
    ended: bool = False


def new_token() -> str:
    """256 random bits."""
    return secrets.token_urlsafe(32)


def address_of(token: str) -> Address:
    return Address("website", token)


@dataclass(frozen=True, slots=True)
class Conversing:
    """*hold* is how many seconds an answer is waited for before the holding note stands in for it."""

    intake: Intake
    turns: Turns
    store: Store
    news: News
    words: Words
    hold: float

    async def begin(self, token: str, chosen: str | None, hint: str | None) -> tuple[str, tuple[Reply, ...], int]:
        """Open a talk: its language, first words and cursor."""
        language = chosen or hint or "und"
        posted = await self.store.open(address_of(token), chosen, self.words.first_words("website", language))
        return language, numbered(posted), cursor_of(posted)

    async def talk(self, token: str) -> Talk:
        """The open talk, or raise NoTalk."""
        talk = await self.store.find(address_of(token)) if TOKEN.fullmatch(token) else None
        if talk is None:
            raise NoTalk
        return talk

    async def write(self, message: Message, begin: bool = False, after: int | None = None) -> Written:
        """Accept *message* and wait for what comes of it.

        Raises NotAccepted, StoreDown, NoTalk when the talk ends meanwhile, or Refused for a choice that was not offered.
        An alarm's card is never waited for.
        With *after*, replies hold everything in the talk after that cursor too.
        """
        if message.kind is Kind.CHOICE and message.choice not in OURS:
            talk = await self.store.find(message.sender)
            if talk and message.choice not in talk.choices:
                raise Refused(NOT_OFFERED)
        accepted = await self.intake.receive(message, begin=begin)
        outcome = await self._outcome(message, accepted)
        if outcome is None:
            return self._ended(message)
        if message.choice in NUMBERS and not outcome.replies:
            return await self._numbers(message)
        posted = {post.cursor: post for post in outcome.replies}
        if after is not None:
            posted |= {post.cursor: post for post in await self.store.replies(accepted.talk, after)}
        handled_by = outcome.handled_by or (HandledBy.NET if _carded(outcome) else HandledBy.HOLDING)
        ordered = [posted[cursor] for cursor in sorted(posted)]
        return Written(numbered(ordered), _language(outcome, message), outcome.alarm, handled_by, cursor_of(ordered, after or 0))

    async def read(self, token: str, after: int) -> Sequence[Posted]:
        """Replies after a cursor, or raise NoTalk."""
        return await self.store.replies((await self.talk(token)).id, after)

    async def erase(self, token: str) -> None:
        """Destroy the talk, or raise NoTalk."""
        talk = await self.talk(token)
        await self.store.erase(talk.id)
        self._forget(talk)

    async def leave(self, token: str) -> None:
        """End the talk; without one there is nothing to do."""
        try:
            talk = await self.talk(token)
        except NoTalk:
            return
        await self.store.close(talk.id)
        self._forget(talk)

    def _forget(self, talk: Talk) -> None:
        self.intake.forget(talk.address)
        self.news.tell(talk.id)

    async def _outcome(self, message: Message, accepted: Accepted) -> Outcome | None:
        if accepted.fresh and not accepted.carded and message.choice not in NUMBERS:
            outcome = await self.turns.settled(accepted.id, accepted.talk, self.hold, new=True)
        else:
            outcome = await self.turns.settled(accepted.id, accepted.talk, 0)
        if outcome and outcome.handled_by is None and not _carded(outcome):
            hold = min(self.hold, PATIENCE) if message.choice in NUMBERS else self.hold
            outcome = await self.turns.settled(accepted.id, accepted.talk, hold)
            if outcome and outcome.handled_by is None and not outcome.replies and message.choice not in NUMBERS:
                outcome = await self.turns.settled(accepted.id, accepted.talk, GRACE)
        return outcome

    async def _numbers(self, message: Message) -> Written:
        """The card for somebody who pressed for it while an earlier message of theirs still waits for the engine."""
        talk = await self.talk(message.sender.id)
        language = message.language or talk.chosen or talk.language or "und"
        card = tuple(self.words.card(asked_for(message.choice, talk.alarm), language, again=False))
        return Written(card, language, None, HandledBy.NET, 0)

    def _ended(self, message: Message) -> Written:
        if message.choice not in ENDINGS:
            raise NoTalk
        language = message.language or message.hint or "und"
        return Written((self.words.say("erased", language),), language, None, HandledBy.ENGINE, 0, ended=True)


def numbered(posted: Sequence[Posted]) -> tuple[Reply, ...]:
    """The replies with their ids: their places in the outbox."""
    return tuple(replace(post.reply, id=str(post.cursor)) for post in posted)


def cursor_of(posted: Sequence[Posted], otherwise: int = 0) -> int:
    return posted[-1].cursor if posted else otherwise


def _carded(outcome: Outcome) -> bool:
    return any(post.reply.kind == "card" for post in outcome.replies)


def _language(outcome: Outcome, message: Message) -> str:
    """The language of the turn; before there is one, that of what was said meanwhile."""
    if outcome.handled_by is not None:
        return outcome.language
    said = [post.reply.language for post in outcome.replies]
    return said[0] if said else message.language or message.hint or "und"
