"""The website channel: one application of pages and web API, composed from what it is handed."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from fastapi import FastAPI, Request
from fastapi.openapi.utils import get_openapi
from fastapi.responses import Response
from fastapi.telemetry import TelemetryConfig
from pydantic.json_schema import models_json_schema
from starlette.routing import Match

from bot.channels.website import problems, shapes
from bot.channels.website.api import Api, Check, bearer_or_none
from bot.channels.website.conversing import Conversing
from bot.channels.website.gate import BODY, Gate
from bot.channels.website.limits import Limits, Rates
from bot.channels.website.page import FORMS, Pages, is_page, wants_json
from bot.channels.website.problems import document, problem_of
from bot.channels.website.rendering import Rendering
from bot.channels.website.rescue import FORM, Rescue
from bot.core.intake import Intake
from bot.core.news import News
from bot.core.ports import Store, Words
from bot.core.turns import Turns

JSON_PATHS = ("/api/conversations", "/api/messages", "/api/leave")
UNUSED = (
    "accelerometer", "autoplay", "browsing-topics", "camera", "clipboard-read", "display-capture", "encrypted-media",
    "fullscreen", "geolocation", "gyroscope", "hid", "idle-detection", "magnetometer", "microphone", "midi", "payment",
    "picture-in-picture", "publickey-credentials-get", "screen-wake-lock", "serial", "storage-access", "usb",
    "xr-spatial-tracking",
)  # fmt: skip
"""Abilities of a browser that no page of ours, nor anything in it, may use."""
SILENT: TelemetryConfig = {
    "tracing": False, "metrics": False, "logs": False, "operation_spans": False, "auto_configure": False,
}  # fmt: skip
"""FastAPI's telemetry would hand bodies and stack traces to whatever OpenTelemetry finds in the environment."""


def website(
    intake: Intake, turns: Turns, store: Store, news: News, words: Words, *,
    labels: Callable[[str, str], str], privacy: Callable[[str], Sequence[str]], languages: Sequence[str], exit_url: str,
    short_numbers: Sequence[str], sites: Sequence[str] = (), hold_seconds: float = 5.0,
    checks: Mapping[str, Check] | None = None, rates: Rates | None = None,
    started: Callable[[], bool] = lambda: True,
) -> FastAPI:  # fmt: skip
    """The application.

    *labels* gives the words of the page by key and language (LABELS lists the keys), *privacy* who reads this and what is kept,
    one text a bubble. *languages* are those we serve, the first one for whoever wishes none of them. *exit_url* is where
    "leave now" goes. *short_numbers* can be tapped where a text is about calling. *sites* may call the API and show the chat in
    a frame. *checks* say for /readyz whether each part of what an answer needs would work now, *started* whether the store
    could be opened since the start.
    """
    limits = Limits(rates or Rates())
    talks = Conversing(intake, turns, store, news, words, hold_seconds)
    api = Api(talks, limits, languages, dict(checks or {}), started)
    rendering = Rendering(words, labels, privacy, languages, exit_url, short_numbers)
    pages = Pages(talks, limits, languages, rendering, exit_url)
    rescue = Rescue(intake)

    async def refuse(request: Request, error: Exception) -> Response:
        problem = problem_of(error)
        if problem.status == 405:
            problem = problems.allowing(problem, _methods(app, request))
        form = pages.form(request, strict=False)
        language = pages.language(request)
        media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        token = form.token if media == FORM else bearer_or_none(request)
        card = await rescue.card(error, request.scope.get(BODY, b""), media, token, language)
        if wants_json(request) and request.url.path == "/chat":
            return document(problem, card, {"html": rendering.bubbles(card, language)})
        return await pages.refused(request, problem, card) if is_page(request) else document(problem, card)

    app = FastAPI(
        title="Web API", version="1", summary="Talk with the help chatbot.", openapi_url="/api/openapi.json", docs_url=None,
        redoc_url=None, telemetry=SILENT, exception_handlers=dict.fromkeys(problems.REFUSALS, refuse),
    )  # fmt: skip
    api.join(app)
    for path, endpoint, methods in pages.routes():
        app.add_route(path, endpoint, methods=methods, include_in_schema=False)
    media_types = dict.fromkeys(JSON_PATHS, "application/json") | dict.fromkeys(FORMS, FORM)
    app.add_middleware(Gate, refuse=refuse, headers=headers(sites, exit_url), sites=frozenset(sites), media=media_types)
    app.openapi = lambda: openapi(app)  # type: ignore[method-assign]
    return app


def headers(sites: Sequence[str], exit_url: str) -> dict[str, str]:
    """What every answer bears: nothing is kept, nothing else is loaded, nobody is told, and only *sites* may frame it.

    Chromium holds a form's redirect to form-action too, hence the origin of the exit.
    """
    leads_to = urlsplit(exit_url)
    policy = (
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'", "base-uri 'none'",
        f"form-action 'self' {leads_to.scheme}://{leads_to.netloc}", " ".join(("frame-ancestors 'self'", *sites)),
        "require-trusted-types-for 'script'", "trusted-types bubbles",
    )  # fmt: skip
    return {
        "Content-Security-Policy": "; ".join(policy),
        "Cache-Control": "no-store",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "X-Robots-Tag": "noindex, nofollow, noarchive",
        "Permissions-Policy": ", ".join(f"{feature}=()" for feature in UNUSED),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }


def openapi(app: FastAPI) -> dict[str, Any]:
    """The description of the API, with the shape of refusals."""
    if app.openapi_schema is None:
        schema = get_openapi(title=app.title, version=app.version, summary=app.summary, routes=app.routes)
        _, refusal = models_json_schema([(shapes.Refusal, "serialization")], ref_template="#/components/schemas/{model}")
        schema["components"]["schemas"] |= refusal["$defs"]
        app.openapi_schema = schema
    return app.openapi_schema


def _methods(app: FastAPI, request: Request) -> list[str]:
    """Every method that the path of *request* takes."""
    found: set[str] = set()
    for route in app.routes:
        if route.matches(request.scope)[0] is not Match.NONE:
            found |= getattr(route, "methods", None) or set()
    return sorted(found)
