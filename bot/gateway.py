"""The gateway put together: net, words, store, engine, pipeline and delivery; channels are added by whoever serves."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

from bot.core.delivery import Delivery
from bot.core.intake import Intake
from bot.core.news import News
from bot.core.pace import Pace
from bot.core.ports import Channel, Engine, StoreDown
from bot.core.safety import SafetyNet
from bot.core.turns import Turns, Wipe
from bot.engines.rasa import Rasa
from bot.keys import console_public_key, gateway_master
from bot.languages import Languages
from bot.languages.zawgyi import plain
from bot.nets.phrases import AT_ONCE, Phrases
from bot.nets.stages import Stages
from bot.reloading import watch
from bot.settings import Settings
from bot.stores.housekeeping import Spans
from bot.stores.sql import SQLStore
from bot.words import ContentWords, read_words

log = logging.getLogger(__name__)

SWEEP_EVERY = 30.0
GIVE_BACK_EVERY = 5.0
START_AGAIN = 1.0


@dataclass(slots=True)
class Gateway:
    """Everything but the channels, which the caller adds before running()."""

    settings: Settings
    words: ContentWords
    stages: Stages
    tongue: Languages
    store: SQLStore
    engine: Engine
    news: News
    turns: Turns
    intake: Intake
    delivery: Delivery
    channels: dict[str, Channel]
    wipes: dict[str, Wipe]
    started: bool = False
    """Whether the store could be opened since the start."""
    loaded: Callable[[], None] = lambda: None
    """Called when all that stays for good is loaded, from any thread."""

    def add(self, channel: Channel, wipe: Wipe | None = None) -> None:
        """Serve *channel*; *wipe* takes a person's messages off its platform."""
        if channel.pushes:
            self.channels[channel.name] = channel
        if wipe:
            self.wipes[channel.name] = wipe

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """While open: the store is prepared, waiting messages are taken up, replies go out, silent talks close."""
        works = (self._prepare(), self.delivery.run(), self._sweep(), self._give_back(), watch(self.words),
                 asyncio.to_thread(self._warm_up))  # fmt: skip
        tasks = [asyncio.create_task(work) for work in works]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await self.turns.stop()
            await self.engine.close()
            self.store.close_files()

    def _warm_up(self) -> None:
        """What the first message can do without: it is there a moment later."""
        self.stages.warm_up()
        self.tongue.warm_up()
        self.loaded()

    async def store_works(self) -> bool:
        """Whether a row can be read now."""
        try:
            await self.store.ping()
        except StoreDown:
            return False
        return True

    async def _prepare(self) -> None:
        while True:
            try:
                await self.store.start()
                self.started = True
                await self.turns.resume()
                return
            except StoreDown:
                log.error("the store cannot be opened; trying again")
                await asyncio.sleep(START_AGAIN)

    async def _sweep(self) -> None:
        while True:
            await asyncio.sleep(SWEEP_EVERY)
            with contextlib.suppress(StoreDown):
                await self.store.sweep()

    async def _give_back(self) -> None:
        while True:
            await asyncio.sleep(GIVE_BACK_EVERY)
            with contextlib.suppress(StoreDown):
                await self.turns.give_back(timedelta(minutes=self.settings.staff_minutes))


def deciding(settings: Settings) -> tuple[Stages, Languages, ContentWords]:
    """What decides about a message before the engine is asked: net, language identification, words."""
    words = read_words(settings)
    tongue = Languages(words.languages, settings.languages)
    stages = Stages(Phrases.load(first=AT_ONCE), lambda text: tongue.detect(text, None), settings.net, settings.encoder)
    return stages, tongue, words


def compose(
    settings: Settings, engine: Engine | None = None, pushing: frozenset[str] = frozenset({"telegram"}),
    decided: tuple[Stages, Languages, ContentWords] | None = None,
) -> Gateway:
    """A gateway for *settings*; the safety net is ready before anything slow is begun.

    *decided* is what `deciding` gave for the same data, where it is at hand: making it takes some seconds.
    """
    stages, tongue, words = decided or deciding(settings)
    spans = Spans(
        timedelta(minutes=settings.web_minutes), timedelta(hours=settings.app_hours), timedelta(days=settings.retention_days)
    )
    store = SQLStore(
        settings.store_url, settings.keys_url, gateway_master(settings.secrets), console_public_key(settings.secrets),
        spans, pushing,
    )  # fmt: skip
    engine = engine or Rasa(settings.engine_url, encoded=stages.encoded)
    news = News()
    channels: dict[str, Channel] = {}
    wipes: dict[str, Wipe] = {}
    net = SafetyNet([stages])
    turns = Turns(
        store, engine, words, tongue, news, Pace(hold=settings.hold_seconds), wipes,
        forget=lambda address: intake.forget(address), prefer=lambda address, language: intake.prefer(address, language),
        again=lambda message, alarm: intake.again(message, alarm), about=net.about, delivered=lambda: delivery.ring(),
    )  # fmt: skip
    intake = Intake(net, tongue, words, store, turns, plain)
    delivery = Delivery(store, channels, intake.pushed)
    return Gateway(settings, words, stages, tongue, store, engine, news, turns, intake, delivery, channels, wipes)
