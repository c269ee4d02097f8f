"""The console's routes in one table: who may use each, and what every request proves before it is let in."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.console import acts, editing, entry, events, pages
from bot.console.desk import FORM, SESSION, Desk, Refused, Visit, cookie_name, new_form_cookie, read_fields, read_language
from bot.console.gate import Gate
from bot.core.ports import StoreDown
from bot.stores.lines import Gone
from bot.stores.sealing import SealBroken

log = logging.getLogger(__name__)

TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}

START_TRIES, START_AGAIN = 20, 0.5

type Page = Callable[[Visit], Awaitable[Response]]


class Who(Enum):
    """Who may use a route."""

    ANYONE = "anyone"
    ENROLLING = "somebody who gave the password and sets up their app for codes"
    STAFF = "signed-in staff"
    SIGNED_IN = "either of these two"


@dataclass(frozen=True, slots=True)
class Way:
    """A path, a method, who may use it."""

    method: str
    path: str
    page: Page
    who: Who


WAYS = (
    Way("GET", "/sign-in", entry.sign_in_page, Who.ANYONE),
    Way("POST", "/sign-in", entry.sign_in, Who.ANYONE),
    Way("POST", "/language", entry.change_language, Who.ANYONE),
    Way("GET", "/enrol", entry.enrol_page, Who.ENROLLING),
    Way("POST", "/enrol", entry.enrol, Who.ENROLLING),
    Way("POST", "/sign-out", entry.sign_out, Who.SIGNED_IN),
    Way("GET", "/account", entry.account_page, Who.STAFF),
    Way("POST", "/account", entry.change_password, Who.STAFF),
    Way("GET", "/", pages.talks, Who.STAFF),
    Way("GET", "/trail", pages.trail, Who.STAFF),
    Way("GET", "/events", events.events, Who.STAFF),
    Way("GET", "/content", editing.content, Who.STAFF),
    Way("POST", "/content", editing.reload, Who.STAFF),
    Way("GET", "/talks/{id}", pages.talk, Who.STAFF),
    Way("POST", "/talks/{id}/seen", acts.seen, Who.STAFF),
    Way("POST", "/talks/{id}/take", acts.take, Who.STAFF),
    Way("POST", "/talks/{id}/reply", acts.reply, Who.STAFF),
    Way("POST", "/talks/{id}/hand-back", acts.hand_back, Who.STAFF),
    Way("POST", "/talks/{id}/review", acts.review, Who.STAFF),
    Way("POST", "/talks/{id}/correct", acts.correct, Who.STAFF),
    Way("GET", "/talks/{id}/erase", pages.erase_page, Who.STAFF),
    Way("POST", "/talks/{id}/erase", acts.erase, Who.STAFF),
)
"""Every page; only what is listed is served, beside the style, the script and the health."""


def application(desk: Desk) -> Starlette:
    """The console as an ASGI application."""

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        await _start(desk)
        yield
        desk.sessions.end_all()

    async def health(_: Request) -> Response:
        try:
            await desk.archive.urgent()
        except StoreDown:
            return PlainTextResponse("the database does not answer\n", 503)
        return PlainTextResponse("ok\n")

    async def lost(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 404
        return _refused(_visit(desk, request, {}), Refused(status, "problem_lost"))

    static = _static()

    async def asset(request: Request) -> Response:
        name = request.path_params["name"]
        if name not in static:
            raise HTTPException(404)
        return Response(static[name], media_type=TYPES[Path(name).suffix])

    routes = [Route(way.path, _guarded(desk, way), methods=[way.method]) for way in WAYS]
    routes += [Route("/healthz", health, methods=["GET"]), Route("/static/{name}", asset, methods=["GET"])]
    handlers = {404: lost, 405: lost}
    return Starlette(routes=routes, middleware=[Middleware(Gate)], exception_handlers=handlers, lifespan=lifespan)


async def _start(desk: Desk) -> None:
    """Open the store; the gateway may be making its tables at this moment, so a failure is tried again for a while."""
    for _ in range(START_TRIES):
        try:
            return await desk.archive.start()
        except StoreDown:
            await asyncio.sleep(START_AGAIN)
    await desk.archive.start()


def _guarded(desk: Desk, way: Way) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        visit = _visit(desk, request, {})
        try:
            if turned := _turned_away(visit, way):
                return turned
            if way.method == "POST":
                visit.fields = read_fields(request)
                _check_form(visit)
            return await way.page(visit)
        except Refused as no:
            return _refused(visit, no)
        except Gone:
            return _refused(visit, Refused(409, "problem_gone"))
        except SealBroken:
            return _refused(visit, Refused(409, "problem_sealed"))
        except StoreDown:
            return _refused(visit, Refused(503, "problem_store", visit.fields.get("text", "")))

    return endpoint


def _visit(desk: Desk, request: Request, fields: dict[str, str]) -> Visit:
    secure = request.url.scheme == "https"
    by_itself = request.url.path == "/events" or request.query_params.get("auto") == "1"
    token = request.cookies.get(cookie_name(SESSION, secure), "")
    session = desk.sessions.find(token, touch=not by_itself) if token else None
    form_cookie = request.cookies.get(cookie_name(FORM, secure), "")
    if not 16 <= len(form_cookie) <= 64:
        form_cookie = new_form_cookie()
    return Visit(desk, request, fields, session, form_cookie, read_language(request, secure))


def _turned_away(visit: Visit, way: Way) -> Response | None:
    """None for whoever may use *way*; a page to sign in on for the others."""
    session = visit.session
    match way.who:
        case Who.ANYONE:
            return None
        case Who.SIGNED_IN:
            fine = session is not None
        case Who.ENROLLING:
            fine = session is not None and bool(session.enrolling)
        case Who.STAFF:
            fine = session is not None and not session.enrolling
    if fine:
        return None
    if way.method == "POST" or way.path == "/events":
        words = read_fields(visit.request).get("text", "") if way.method == "POST" else ""
        return _refused(visit, Refused(403, "session_over", words, "/sign-in"))
    if session is not None:
        return RedirectResponse("/enrol" if session.enrolling else "/", 303)
    had = cookie_name(SESSION, visit.secure) in visit.request.cookies
    return RedirectResponse("/sign-in?why=session_over" if had else "/sign-in", 303)


def _check_form(visit: Visit) -> None:
    """A form must come from a page of ours, shown to this very browser in this very session."""
    request = visit.request
    own = f"{request.url.scheme}://{request.headers.get('host', '')}"
    origin, site = request.headers.get("origin"), request.headers.get("sec-fetch-site")
    from_here = origin == own if origin is not None else site in {"same-origin", None}
    bound = visit.session.token if visit.session else visit.cookie(FORM)
    ours = from_here and site in {"same-origin", None}
    if not ours or not visit.desk.sessions.form_fits(bound, visit.fields.get("form", "")):
        raise Refused(403, "problem_form", visit.fields.get("text", ""))


def _refused(visit: Visit, no: Refused) -> Response:
    return visit.page("problem.html", no.status, why=visit.label(no.why, **no.values), words=no.words, back=no.back)


def _static() -> dict[str, bytes]:
    folder = Path(__file__).parent / "static"
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix in TYPES}
