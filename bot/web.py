"""The web application of the gateway: the website, and Telegram's webhook where there is one."""

from fastapi import FastAPI

from bot.channels.telegram import Telegram
from bot.channels.telegram.webhook import route
from bot.channels.website.app import website
from bot.channels.website.limits import MEASURING
from bot.gateway import Gateway
from content.counters import emergency_numbers


def application(gateway: Gateway, telegram: Telegram | None) -> FastAPI:
    """Everything the gateway answers over HTTP."""
    settings, words = gateway.settings, gateway.words

    async def telegram_works() -> bool:
        return telegram is None or not telegram.trouble

    app = website(
        gateway.intake, gateway.turns, gateway.store, gateway.news, words,
        labels=words.label, privacy=lambda language: words.privacy("website", language), languages=words.content.languages,
        sites=settings.sites, exit_url=settings.exit_url or words.content.country.leave_to,
        short_numbers=emergency_numbers(words.content.counters),
        hold_seconds=settings.hold_seconds, rates=None if settings.rate_limits else MEASURING,
        checks={"store": gateway.store_works, "engine": gateway.engine.ready, "telegram": telegram_works},
        started=lambda: gateway.started,
    )  # fmt: skip
    if telegram and settings.telegram and settings.telegram.url:
        app.router.routes.insert(0, route(telegram))
    return app
