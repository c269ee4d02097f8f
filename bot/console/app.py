"""The console's process: composes its parts and serves it, apart from the gateway and on a port of its own."""

import asyncio
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime

import uvicorn
import yaml
from starlette.applications import Starlette

from bot.console.accounts import Accounts
from bot.console.desk import Desk
from bot.console.sessions import Sessions
from bot.console.showing import Look, Spoken, Titles
from bot.console.throttle import Tries
from bot.console.trail import Trail
from bot.console.vault import Vault
from bot.console.web import application
from bot.core.messages import Reply
from bot.keys import console_public_key
from bot.logs import set_up
from bot.nets.telling import Telling
from bot.reloading import watch
from bot.settings import ROOT, SettingMistake, Settings, read
from bot.stores.archive import Archive
from bot.stores.sealing import SealBroken
from bot.words import ContentWords, read_words
from content import ContentMistakes

PUSHING = frozenset({"telegram"})
"""Channels whose replies are sent rather than fetched, as in the gateway's store."""


def utc_now() -> datetime:
    return datetime.now(UTC)


def read_intents() -> Sequence[str]:
    """The intents of domain.yml, in its order."""
    domain = yaml.load((ROOT / "domain.yml").read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - makes strings only
    return [name if isinstance(name, str) else next(iter(name)) for name in domain["intents"]]


def spoken(words: ContentWords) -> Spoken:
    """The notices for the person when staff come and go; an unserved language gets what content says to it."""

    def say(key: str, language: str) -> Reply:
        return words.say(key, language if words.served(language) else "und")

    return say


def titles(words: ContentWords) -> Titles:
    """The name of each intent that is a topic, as people see it on buttons, by the content in use at that moment."""

    def title(id: str) -> Mapping[str, str]:
        topic = words.content.topics.get(id)
        return topic.title if topic else {}

    return title


def compose(
    settings: Settings, words: ContentWords, *, vault: Vault | None = None, now: Callable[[], datetime] = utc_now
) -> tuple[Starlette, Desk]:
    """The console and its parts, or raise SealBroken when the keys are missing."""
    console_public_key(settings.secrets)
    accounts = Accounts(settings.secrets, vault, now)
    desk = Desk(
        archive=Archive(settings.store_url, settings.keys_url, PUSHING, now), accounts=accounts,
        trail=Trail(accounts.engine, now), sessions=Sessions(accounts.generation, now), tries=Tries(now),
        look=Look(read_intents(), titles(words), Telling(settings.net)), spoken=spoken(words), words=words, now=now,
    )  # fmt: skip
    return application(desk), desk


async def serve(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT; open streams end at once."""
    words = read_words(settings)
    app, desk = compose(settings, words)
    config = uvicorn.Config(
        app, host=settings.console_host, port=settings.console_port, log_config=None, access_log=False, server_header=False,
        proxy_headers=bool(settings.proxies), forwarded_allow_ips=settings.proxies or None, timeout_graceful_shutdown=1,
        loop="asyncio", lifespan="on",
    )  # fmt: skip
    watching = asyncio.create_task(watch(words))
    try:
        await uvicorn.Server(config).serve()
    finally:
        watching.cancel()
        desk.archive.close_files()
        desk.accounts.close()


def main() -> int:
    """The console's process."""
    try:
        settings = read()
        set_up(settings.log_level)
        asyncio.run(serve(settings))
    except (SettingMistake, SealBroken, ContentMistakes) as mistake:
        sys.stderr.write(f"{mistake}\n")
        return 2
    except KeyboardInterrupt:
        return 130
    return 0
