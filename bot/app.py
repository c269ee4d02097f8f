"""The gateway's process: the website and, with a token, Telegram, until it is told to stop."""

import asyncio
import contextlib
import gc
import sys

if __name__ == "__main__":
    gc.disable()  # what is read at the start is no garbage: looking for some took a third of the time until the first card

import uvicorn

from bot.channels.telegram import Telegram
from bot.gateway import Gateway, compose
from bot.logs import set_up
from bot.nets.book import BookMistake
from bot.settings import SettingMistake, Settings, read
from bot.stores.sealing import SealBroken
from bot.web import application
from content import ContentMistakes

LABELS = ("open_now", "closed_now", "free", "charged", "write")


def telegram_of(gateway: Gateway) -> Telegram | None:
    """The Telegram channel, when there is a token."""
    given, words = gateway.settings.telegram, gateway.words
    if given is None:
        return None

    def labels(language: str) -> dict[str, str]:
        found = {key: words.label(key, language) for key in LABELS}
        neutral, read_on, sources = (words.label(key, language) for key in ("page_title", "read_on_label", "sources_label"))
        return found | {"neutral": neutral, "read_on": read_on, "sources": sources}

    return Telegram(
        given.token, given.api, gateway.intake, labels, words.label, sorted(words.languages), given.url, given.secret
    )


async def serve(settings: Settings) -> None:
    """Serve the website and, with a token, Telegram, until SIGTERM or SIGINT."""
    gateway = compose(settings)
    telegram = telegram_of(gateway)
    if telegram:
        gateway.add(telegram, telegram.wipe)
    config = uvicorn.Config(
        application(gateway, telegram), host=settings.web_host, port=settings.web_port, log_config=None, access_log=False,
        server_header=False, date_header=True, proxy_headers=bool(settings.proxies), forwarded_allow_ips=settings.proxies or None,
        timeout_graceful_shutdown=5, h11_max_incomplete_event_size=64 * 1024, loop="asyncio", lifespan="on",
    )  # fmt: skip
    server = uvicorn.Server(config)
    # Net, content and libraries are some hundred thousand objects that stay for good; going through them in every full
    # collection stopped everybody for 50 to 100 ms.
    gc.freeze()
    gc.enable()
    gateway.loaded = gc.freeze
    async with gateway.running(), contextlib.AsyncExitStack() as stack:
        if telegram:
            await stack.enter_async_context(telegram.listen())
        await server.serve()


def main() -> int:
    """The gateway's process."""
    try:
        settings = read()
        set_up(settings.log_level)
        asyncio.run(serve(settings))
    except (SettingMistake, SealBroken, ContentMistakes, BookMistake) as mistake:
        sys.stderr.write(f"{mistake}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
