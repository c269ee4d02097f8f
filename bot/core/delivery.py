"""Takes replies from the outbox to the people: in order within a talk, never twice unless a platform leaves us in doubt."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from functools import partial

from bot.core.ports import Channel, Parcel, Store, StoreDown, Undelivered

log = logging.getLogger(__name__)

SIDE_BY_SIDE = 25
"""Sends at once over all channels; Telegram allows about 30 messages a second for a bot."""
LOOK = 0.3
"""Seconds between looks at the outbox, for what other processes (the console) put there."""


class Delivery:
    """One loop per process over all channels that push."""

    def __init__(
        self, store: Store, channels: Mapping[str, Channel], pushed: Callable[[str, str], Awaitable[str | None]] | None = None
    ) -> None:
        """*pushed* gives the receipts of what went out past the store, by channel and key of the message it answers."""
        self._store, self._channels, self._pushed = store, channels, pushed
        self._bell = asyncio.Event()
        self._busy: dict[str, asyncio.Task[None]] = {}

    def ring(self) -> None:
        """There is something to deliver."""
        self._bell.set()

    async def run(self) -> None:
        """Deliver until cancelled."""
        await self._resend()
        while True:
            self._bell.clear()
            room = SIDE_BY_SIDE - len(self._busy)
            found = False
            if room > 0 and self._channels:
                try:
                    parcels = await self._store.due(list(self._channels), list(self._busy))
                except StoreDown:
                    parcels = ()
                found = bool(parcels)
                for parcel in parcels:
                    task = asyncio.create_task(self._deliver(parcel))
                    self._busy[parcel.talk] = task
                    task.add_done_callback(partial(self._free, parcel.talk))
            if not found:
                try:
                    async with asyncio.timeout(LOOK):
                        await self._bell.wait()
                except TimeoutError:
                    pass

    async def idle(self) -> None:
        """Until everything that is due has gone out."""
        await asyncio.sleep(LOOK)
        while self._busy:
            await asyncio.wait(list(self._busy.values()))
            await asyncio.sleep(LOOK)

    async def _resend(self) -> None:
        while True:
            try:
                if doubtful := await self._store.resend():
                    log.warning("%d replies may have gone out before the restart and go out again", doubtful)
                return
            except StoreDown:
                await asyncio.sleep(LOOK)

    def _free(self, talk: str, _: asyncio.Task[None]) -> None:
        self._busy.pop(talk, None)
        self._bell.set()

    async def _deliver(self, parcel: Parcel) -> None:
        channel = self._channels[parcel.to.channel]
        try:
            receipt = await self._pushed(parcel.to.channel, parcel.answers) if self._pushed and parcel.answers else None
            if receipt is None:
                receipt = await channel.send(parcel.to, parcel.reply)
        except Undelivered as error:
            return await self._keep(self._store.undelivered, parcel.id, error.reason, error.retry_after)
        except Exception as error:  # the outer fence
            log.error("sending on %s failed: %s", parcel.to.channel, type(error).__name__)
            return await self._keep(self._store.undelivered, parcel.id, type(error).__name__, 5.0)
        await self._keep(self._store.delivered, parcel.id, receipt)

    async def _keep(self, write: Callable[..., object], *args: object) -> None:
        """The platform has answered: noting it must not get lost to a moment's lock."""
        while True:
            try:
                await write(*args)  # type: ignore[misc]
                return
            except StoreDown:
                await asyncio.sleep(LOOK)
