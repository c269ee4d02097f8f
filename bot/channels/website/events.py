"""Replies as they come, as server-sent events: a bell in this process, a look every moment for what other processes wrote."""

import asyncio
from collections.abc import AsyncIterator, Callable

from bot.core.news import News
from bot.core.ports import NoTalk, Posted, Store, StoreDown

PING = 15.0
"""Seconds between comments that keep proxies from closing a quiet stream."""
LOOK_AGAIN = 1.0
"""Seconds until the store is asked again without a bell: the console is another process."""
HEADERS = {"X-Accel-Buffering": "no"}


async def follow(
    store: Store, news: News, talk: str, after: int, data_of: Callable[[Posted], str | None], ping: float = PING
) -> AsyncIterator[bytes]:
    """Every reply of *talk* after a cursor, until the talk ends. *data_of* gives one line, or None for what is not shown."""
    now = asyncio.get_running_loop().time
    pinged = now()
    yield b": \n\n"
    while True:
        bell = news.listen(talk)
        try:
            posted = await store.replies(talk, after)
        except NoTalk:
            return
        except StoreDown:
            posted = ()
        if not posted:
            await news.wait(talk, bell, min(LOOK_AGAIN, ping))
        bell.cancel()
        for post in posted:
            after = post.cursor
            if (data := data_of(post)) is not None:
                yield f"id: {after}\nevent: reply\ndata: {data}\n\n".encode()
        if now() - pinged >= ping:
            pinged = now()
            yield b": \n\n"
