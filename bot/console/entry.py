"""Coming in and going out: sign-in, the app for codes, password, language, sign-out."""

import asyncio
import io
import secrets

import pyotp
import segno
from starlette.responses import Response

from bot.console.accounts import NotPossible, Opened, account_name
from bot.console.desk import BROWSER, LANGUAGE, QUARTER, SESSION, YEAR, Refused, Visit, local_path
from bot.console.sessions import Session
from bot.console.showing import UI_LANGUAGES

ISSUER = "Akari"
NOTICES = frozenset({"session_over", "signed_out", "password_changed"})


async def sign_in_page(visit: Visit) -> Response:
    """The form; whoever is signed in goes on to the talks."""
    if visit.session and not visit.session.enrolling:
        return visit.go("/")
    why = visit.request.query_params.get("why", "")
    return await _sign_in_form(visit, 200, "", visit.label(why) if why in NOTICES else "")


async def sign_in(visit: Visit) -> Response:
    """A try: counted before it is made, answered with the same words whatever was wrong."""
    desk, fields = visit.desk, visit.fields
    name = account_name(fields.get("name", "")[:64])
    mark = visit.cookie(BROWSER)
    known = bool(mark) and await asyncio.to_thread(desk.accounts.knows, name, mark)
    browser = mark if known else None
    if seconds := desk.tries.wait(name, visit.address, browser):
        response = await _sign_in_form(visit, 429, visit.label("too_many", minutes=-(-seconds // 60)))
        response.headers["Retry-After"] = str(seconds)
        return response
    async with desk.checking:
        given = fields.get("password", ""), fields.get("code", "")[:64]
        opened = await asyncio.to_thread(desk.accounts.check, name, *given)
    if opened is None:
        return await _sign_in_form(visit, 401, visit.label("sign_in_wrong"))
    desk.tries.succeeded(name, visit.address, browser)
    if visit.session:
        desk.sessions.end(visit.session.token)
    if not opened.enrolled:
        session = desk.sessions.begin(opened.name, opened.generation, opened.key, pyotp.random_base32(), opened.wrapping)
        response = visit.go("/enrol")
        visit.set_cookie(response, SESSION, session.token)
        return response
    return await _let_in(visit, visit.go("/"), opened)


async def _let_in(visit: Visit, response: Response, opened: Opened | Session) -> Response:
    desk, mark = visit.desk, secrets.token_urlsafe(32)
    await asyncio.to_thread(desk.accounts.signed_in, opened.name, mark)
    await asyncio.to_thread(desk.trail.note, opened.name, "signed_in")
    session = desk.sessions.begin(opened.name, opened.generation, opened.key)
    visit.set_cookie(response, SESSION, session.token)
    visit.set_cookie(response, BROWSER, mark, QUARTER)
    return response


async def _sign_in_form(visit: Visit, status: int, error: str, notice: str = "") -> Response:
    empty = not await asyncio.to_thread(visit.desk.accounts.everyone)
    return visit.page("sign_in.html", status, error=error, notice=notice, empty=empty)


async def enrol_page(visit: Visit, status: int = 200, error: str = "") -> Response:
    """The QR code of the secret that is being set up."""
    session = visit.signed_in
    uri = pyotp.TOTP(session.enrolling).provisioning_uri(name=session.name, issuer_name=ISSUER)
    return visit.page("enrol.html", status, error=error, qr=qr_svg(uri), secret=grouped(session.enrolling))


async def enrol(visit: Visit) -> Response:
    """The first code proves the app; then the session becomes a whole one, under a new token."""
    desk, session = visit.desk, visit.signed_in
    if seconds := desk.tries.wait(session.name, visit.address, None):
        raise Refused(429, "too_many", back="/enrol", minutes=str(-(-seconds // 60)))
    given = session.name, session.wrapping, session.enrolling, visit.fields.get("code", "")[:64]
    try:
        codes = await asyncio.to_thread(desk.accounts.enrol, *given)
    except NotPossible as no:
        if no.why == "code_wrong":
            return await enrol_page(visit, 422, visit.label("code_wrong"))
        raise Refused(403, "problem_form", back="/sign-in") from None
    desk.tries.succeeded(session.name, visit.address, None)
    desk.sessions.end(session.token)
    await asyncio.to_thread(desk.trail.note, session.name, "enrolled")
    return await _let_in(visit, visit.page("codes.html", codes=codes), session)


async def sign_out(visit: Visit) -> Response:
    """The session and the opened key are gone."""
    visit.desk.sessions.end(visit.signed_in.token)
    if not visit.signed_in.enrolling:
        await asyncio.to_thread(visit.desk.trail.note, visit.staff, "signed_out")
    response = visit.go("/sign-in?why=signed_out")
    visit.drop_cookie(response, SESSION)
    return response


async def account_page(visit: Visit, status: int = 200, error: str = "") -> Response:
    """Recovery codes left, and the form for a new password."""
    everyone = await asyncio.to_thread(visit.desk.accounts.everyone)
    mine = next(one for one in everyone if one.name == visit.staff)
    return visit.page("account.html", status, error=error, account=mine)


async def change_password(visit: Visit) -> Response:
    """A new password: every session of the account ends, this one too."""
    desk, fields = visit.desk, visit.fields
    if seconds := desk.tries.wait(visit.staff, visit.address, visit.signed_in.token):
        raise Refused(429, "too_many", back="/account", minutes=str(-(-seconds // 60)))
    try:
        async with desk.checking:
            given = fields.get("old", "")[:300], fields.get("new", "")[:300]
            await asyncio.to_thread(desk.accounts.change_password, visit.staff, *given)
    except NotPossible as no:
        return await account_page(visit, 422, visit.label(no.why))
    await asyncio.to_thread(desk.trail.note, visit.staff, "password")
    desk.sessions.end(visit.signed_in.token)
    response = visit.go("/sign-in?why=password_changed")
    visit.drop_cookie(response, SESSION)
    return response


async def change_language(visit: Visit) -> Response:
    """The console's own language, for this browser."""
    to = visit.fields.get("to", "")
    if to not in UI_LANGUAGES:
        raise Refused(422, "problem_shape")
    response = visit.go(local_path(visit.fields.get("back", "/")))
    visit.set_cookie(response, LANGUAGE, to, YEAR)
    return response


def qr_svg(uri: str) -> str:
    """The QR code as inline SVG, black on white in every colour scheme."""
    drawn = io.BytesIO()
    segno.make(uri, error="m", micro=False).save(
        drawn, kind="svg", scale=5, border=3, dark="#000", light="#fff", xmldecl=False, svgns=False, nl=False, omitsize=False,
    )  # fmt: skip
    return drawn.getvalue().decode()


def grouped(secret: str) -> str:
    return " ".join(secret[i : i + 4] for i in range(0, len(secret), 4))
