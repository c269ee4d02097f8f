"""The Telegram channel: updates are acknowledged only when they are durable, sends obey Telegram's own brakes."""

import asyncio
import contextlib
import logging
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from itertools import batched
from typing import Any

from telegram import Bot, BotCommand, Update
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.request import HTTPXRequest

from bot.channels.telegram.rendering import Part, parts
from bot.channels.telegram.updates import COMMANDS, WANTED, Leave, Pressed, parse
from bot.core.intake import PATIENCE, Intake, NotAccepted
from bot.core.messages import Address, Message, Reply
from bot.core.ports import Undelivered

log = logging.getLogger(__name__)

POLL_SECONDS = 25
ENOUGH = 100
"""Updates a poll; Telegram's own limit."""
PAUSE = 1.0
LONGEST_PAUSE = 30.0
DELETED_AT_ONCE = 100
SIDE_BY_SIDE = 20
"""Cards that are pushed at once past the store."""
STARTED_SENDS = 5_000

type Labels = Callable[[str], Mapping[str, str]]
"""language → the words that rendering needs."""
type Say = Callable[[str, str], str]
"""(key, language) → a sentence of content."""


class Telegram:
    """One bot. With *webhook* it waits for Telegram to call (see webhook.py), else it polls."""

    name = "telegram"
    pushes = True

    def __init__(
        self, token: str, api: str, intake: Intake, labels: Labels, say: Say, languages: Sequence[str] = ("en",),
        webhook: str = "", secret: str = "",
    ) -> None:  # fmt: skip
        quick = HTTPXRequest(connection_pool_size=32, read_timeout=10, write_timeout=10, connect_timeout=5, pool_timeout=5)
        patient = HTTPXRequest(connection_pool_size=2, read_timeout=POLL_SECONDS + 10, connect_timeout=5)
        self.bot = Bot(token, base_url=f"{api}/bot", base_file_url=f"{api}/file/bot", request=quick, get_updates_request=patient)
        self.secret = secret
        self._webhook = webhook
        self._intake, self._labels, self._say, self._languages = intake, labels, say, tuple(languages)
        self._not_before = 0.0
        self._gone: OrderedDict[str, list[str]] = OrderedDict()
        self._tasks: set[asyncio.Task[None]] = set()
        self.trouble = "starting"

    @asynccontextmanager
    async def listen(self) -> AsyncIterator[None]:
        """While open, updates are fetched (or awaited) and handed to the intake."""
        running = asyncio.create_task(self._run())
        try:
            yield
        finally:
            running.cancel()
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(running, *self._tasks, return_exceptions=True)
            with contextlib.suppress(Exception):
                await self.bot.shutdown()

    async def accept(self, raw: Mapping[str, Any]) -> bool:
        """Hand one update to the intake; false when it is not durable and Telegram must repeat it."""
        meant = self._meant(raw)
        if meant is None:
            return True
        if isinstance(meant, Leave):
            self._beside(self.bot.leave_chat(meant.chat))
            return True
        message = meant.message if isinstance(meant, Pressed) else meant
        try:
            await self._intake.receive(message, lambda card: self._push(message.sender, card))
        except NotAccepted as refusal:
            log.error("an update is left with Telegram: %s", refusal.reason)
            return False
        if isinstance(meant, Pressed):
            self._beside(self.bot.answer_callback_query(meant.query))
        return True

    async def watch_over(self, raw: Mapping[str, Any]) -> bool:
        """Push the card that an update calls for, although it must wait; false when that should be tried again."""
        meant = self._meant(raw)
        if meant is None or isinstance(meant, Leave):
            return True
        message = meant.message if isinstance(meant, Pressed) else meant
        return await self._intake.watch_over(message, lambda card: self._push(message.sender, card))

    def _meant(self, raw: Mapping[str, Any]) -> Message | Pressed | Leave | None:
        try:
            return parse(Update.de_json(dict(raw), self.bot))
        except Exception as error:  # an update of a kind that we or the library do not know must not block the others
            log.error("an update could not be read: %s", type(error).__name__)
            return None

    async def send(self, to: Address, reply: Reply) -> str:
        """Deliver *reply* in as many messages as it takes; after a failure half-way the rest alone is sent again."""
        wait = self._not_before - time.monotonic()
        if wait > 0:
            raise Undelivered("flood", wait)
        started = self._gone.setdefault(reply.id, []) if reply.id else []
        try:
            for part in parts(reply, self._labels(reply.language))[len(started) :]:
                started.append(await self._send_part(to.id, part))
        except RetryAfter as error:
            seconds = _seconds(error)
            self._not_before = time.monotonic() + seconds
            raise Undelivered("flood", seconds) from None
        except (Forbidden, BadRequest, InvalidToken) as error:
            raise Undelivered(type(error).__name__, None) from None
        except TimedOut:
            raise Undelivered("timeout", 2.0) from None
        except (NetworkError, TelegramError) as error:
            raise Undelivered(type(error).__name__, 2.0) from None
        self._gone.pop(reply.id, None)
        while len(self._gone) > STARTED_SENDS:
            self._gone.popitem(last=False)
        return ",".join(started)

    async def wipe(self, to: Address, receipts: Sequence[str], language: str) -> None:
        """Delete what Telegram lets us delete (younger than 48 hours), then say what stays."""
        ids = sorted({int(one) for receipt in receipts for one in receipt.split(",") if one.isdigit()})
        for start in range(0, len(ids), DELETED_AT_ONCE):
            with contextlib.suppress(TelegramError):
                await self.bot.delete_messages(to.id, ids[start : start + DELETED_AT_ONCE])
        neutral = self._labels(language)["neutral"]
        await self.bot.send_message(to.id, f"{neutral}\n\n{self._say('wipe_done', language)}", disable_notification=True)

    async def _push(self, to: Address, card: Sequence[Reply]) -> str:
        return ",".join([await self.send(to, reply) for reply in card])

    async def _send_part(self, chat: str, part: Part) -> str:
        if part.phone:
            sent = await self.bot.send_contact(chat, phone_number=part.phone, first_name=part.name, disable_notification=True)
        else:
            sent = await self.bot.send_message(
                chat, part.text, entities=part.links, reply_markup=part.keyboard,
                disable_notification=True, disable_web_page_preview=True,
            )  # fmt: skip
        return str(sent.message_id)

    def _beside(self, call: Any) -> None:
        """Run a call whose failure changes nothing for the person."""

        async def quiet() -> None:
            with contextlib.suppress(TelegramError):
                await call

        task = asyncio.create_task(quiet())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    # ---------------------------------------------------------------- fetching
    async def _run(self) -> None:
        pause = PAUSE
        while True:
            try:
                await self.bot.initialize()
                if self._webhook:
                    await self.bot.set_webhook(self._webhook, secret_token=self.secret, allowed_updates=list(WANTED))
                else:
                    await self.bot.delete_webhook(drop_pending_updates=False)
                await self._introduce()
                self.trouble = ""
                if self._webhook:
                    return
                await self._poll()
            except InvalidToken:
                self.trouble = "token refused"
                log.error("Telegram refused the token: check AKARI_TELEGRAM_TOKEN; the other channels go on")
                pause = LONGEST_PAUSE
            except Conflict:
                self.trouble = "another poller"
                log.error("another process polls with the same token; stop it")
            except RetryAfter as error:
                pause = _seconds(error)
            except TelegramError as error:
                self.trouble = "unreachable"
                log.warning("Telegram cannot be reached: %s", type(error).__name__)
            except Exception as error:  # the outer fence: fetching must never end
                self.trouble = "fault"
                log.error("fetching failed: %s", type(error).__name__)
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    async def _poll(self) -> None:
        """Fetch, commit, and only then move the offset on.

        After an empty poll nothing is unconfirmed, so the offset is dropped: Telegram may start its ids anew, lower.
        """
        offset: int | None = None
        watched: set[int] = set()
        while True:
            batch = await self._fetch(offset)
            if not batch:
                offset = None
                continue
            taken = await self._take(batch, watched)
            if taken:
                offset = int(batch[taken - 1]["update_id"]) + 1
            if taken == len(batch):
                watched.clear()
            else:
                await asyncio.sleep(PAUSE)

    async def _take(self, batch: Sequence[Mapping[str, Any]], watched: set[int]) -> int:
        """Accept updates in order up to the first that cannot be made durable; how many.

        Those behind it wait with Telegram, so that nobody's messages change places; the safety net looks at them all the same,
        as soon as one keeps the others waiting. *watched* are those it has looked at.
        """
        for number, raw in enumerate(batch):
            accepting = asyncio.create_task(self.accept(raw))
            try:
                done, _ = await asyncio.wait({accepting}, timeout=PATIENCE)
                if not done:
                    await self._watch(batch[number + 1 :], watched)
                accepted = await accepting
            finally:
                accepting.cancel()
            if not accepted:
                await self._watch(batch[number + 1 :], watched)
                return number
        return len(batch)

    async def _watch(self, updates: Sequence[Mapping[str, Any]], watched: set[int]) -> None:
        """Have the net look at those of *updates* that it has not looked at; several cards go out side by side."""
        new = [raw for raw in updates if int(raw["update_id"]) not in watched]
        for some in batched(new, SIDE_BY_SIDE):
            done = await asyncio.gather(*(self.watch_over(raw) for raw in some))
            watched.update(int(raw["update_id"]) for raw, fine in zip(some, done, strict=True) if fine)

    async def _fetch(self, offset: int | None) -> list[dict[str, Any]]:
        """Raw updates: one that the library cannot read must not spoil the batch.

        In lower case (Telegram's methods are case-insensitive) because the library warns of its own name here.
        """
        arguments: dict[str, Any] = {"timeout": POLL_SECONDS, "limit": ENOUGH, "allowed_updates": list(WANTED)}
        if offset is not None:
            arguments["offset"] = offset
        return await self.bot.do_api_request("getupdates", arguments, read_timeout=POLL_SECONDS + 10) or []

    async def _introduce(self) -> None:
        """Commands and a neutral description in each language; cosmetic, so a failure is only noted.

        Telegram knows languages by two letters only: of several with the same two, the first is told.
        """
        told = {language.split("-")[0]: language for language in reversed(self._languages)}
        try:
            for code, language in told.items():
                commands = [BotCommand(name, self._say(f"command_{name}", language)) for name in sorted(COMMANDS)]
                await self.bot.set_my_commands(commands, language_code=code)
                await self.bot.set_my_short_description(self._say("telegram_description", language), language_code=code)
        except TelegramError as error:
            log.warning("the bot's commands could not be set: %s", type(error).__name__)


def _seconds(error: RetryAfter) -> float:
    after = error.retry_after
    return float(after.total_seconds() if hasattr(after, "total_seconds") else after)
