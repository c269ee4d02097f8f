"""Wakes whoever waits for something new in a talk."""

import asyncio
from collections import defaultdict
from functools import partial


class News:
    """One process's bell per talk; another process's writes are seen by looking again after *timeout*."""

    def __init__(self) -> None:
        self._waiting: defaultdict[str, set[asyncio.Future[None]]] = defaultdict(set)

    def tell(self, talk: str) -> None:
        """Something was written in *talk*."""
        for future in self._waiting.pop(talk, ()):
            if not future.done():
                future.set_result(None)

    def listen(self, talk: str) -> asyncio.Future[None]:
        """A bell for *talk*: take it before looking, so that nothing told in between is missed."""
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting[talk].add(future)
        future.add_done_callback(partial(self._take_down, talk))
        return future

    async def wait(self, talk: str, bell: asyncio.Future[None], timeout: float) -> None:
        """Until the bell rings, at most *timeout* seconds."""
        try:
            await asyncio.wait({bell}, timeout=timeout)
        finally:
            bell.cancel()

    def _take_down(self, talk: str, bell: asyncio.Future[None]) -> None:
        """A bell that rang or was cancelled, so that talks long over leave nothing in memory."""
        bells = self._waiting.get(talk)
        if bells is not None:
            bells.discard(bell)
            if not bells:
                del self._waiting[talk]
