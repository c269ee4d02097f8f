"""The website channel: one application of pages and web API, composed from what it is handed."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from fastapi import FastAPI, Request
from fastapi.openapi.utils import get_openapi
from fastapi.responses import Response
from pydantic.json_schema import models_json_schema
from starlette.routing import Match

from bot.channels.website import problems, shapes
from bot.channels.website.api import Api, Check
from bot.channels.website.conversing import TOKEN, Conversing
from bot.channels.website.gate import BODY, Gate
from bot.channels.website.limits import Limits, Rates
from bot.channels.website.page import FORMS, Pages, is_page, wants_json
from bot.channels.website.problems import Refused, document, problem_of
from bot.channels.website.rendering import Rendering
from bot.channels.website.rescue import FORM, Rescue
from bot.core.intake import Intake
from bot.core.messages import Reply
from bot.core.news import News
from bot.core.ports import Store, Words
from bot.core.turns import Turns

SILENT = {"tracing": False, "metrics": False, "logs": False, "operation_spans": False, "auto_configure": False}
"""FastAPI's telemetry would hand bodies and stack traces to whatever OpenTelemetry finds in the environment."""


def website(
    intake: Intake, turns: Turns, store: Store, news: News, words: Words, labels: Callable[[str, str], str], *,
    languages: Sequence[str], sites: Sequence[str] = (), exit_url: str, hold_seconds: float = 5.0,
    checks: Mapping[str, Check] | None = None, rates: Rates | None = None,
) -> FastAPI:  # fmt: skip
    """The application.

    *labels* gives the words of the page by key and language (LABELS in rendering.py lists the keys), *languages* are those we
    serve, the first one for whoever wishes none of them; *sites* may call the API and show the chat in a frame; *exit_url* is
    where "leave now" goes; *checks* say for /readyz whether each part would work now.
    """
    limits = Limits(rates or Rates())
    talks = Conversing(intake, turns, store, news, words, hold_seconds)
    api = Api(talks, limits, languages, dict(checks or {}))
    rendering = Rendering(words, labels, languages, exit_url)
    pages = Pages(talks, limits, languages, rendering, exit_url)
    rescue = Rescue(intake, words)

    async def refuse(request: Request, error: Exception) -> Response:
        problem = problem_of(error)
        if problem.status == 405:
            problem = problems.allowing(problem, _methods(app, request))
        media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        language = pages.language(request)
        card = rescue.card(error, request.scope.get(BODY, b""), media, _token(request, media), language)
        if is_page(request) and not wants_json(request):
            return await pages.refused(request, problem, card)
        return document(problem, card, _page_parts(request, rendering, card, language))

    app = FastAPI(
        title="Web API", version="1", summary="Talk with the help chatbot.", openapi_url="/api/openapi.json", docs_url=None,
        redoc_url=None, telemetry=SILENT, exception_handlers=dict.fromkeys(problems.REFUSALS, refuse),
    )  # fmt: skip
    app.include_router(api.routes())
    for path, endpoint, methods in pages.routes():
        app.add_route(path, endpoint, methods=methods, include_in_schema=False)
    media_types = {**dict.fromkeys(("/api/conversations", "/api/messages", "/api/leave"), "application/json"), **dict.fromkeys(FORMS, FORM)}
    app.add_middleware(
        Gate, refuse=refuse, headers=_headers(sites, exit_url), sites=frozenset(sites), media=media_types
    )
    app.openapi = lambda: _openapi(app)  # type: ignore[method-assign]
    return app
