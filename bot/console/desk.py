"""One visit to the console: who asks, what they posted, and the ways to answer; everything a page needs in one value."""

import asyncio
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs

from nacl.public import PrivateKey
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot.console.accounts import Accounts
from bot.console.gate import BODY
from bot.console.sessions import Session, Sessions
from bot.console.showing import UI_LANGUAGES, Look, Spoken
from bot.console.throttle import Tries
from bot.console.trail import Trail
from bot.stores.archive import Archive
from bot.words import ContentWords

SESSION, FORM, BROWSER, LANGUAGE = "", "-form", "-browser", "-language"
YEAR, QUARTER = 365 * 24 * 3600, 90 * 24 * 3600


class Refused(Exception):
    """The answer is a page that says why; *why* is a label's key, *words* what staff wrote and could not send."""

    def __init__(self, status: int, why: str, words: str = "", back: str = "/", **values: str) -> None:
        super().__init__(why)
        self.status, self.why, self.words, self.back, self.values = status, why, words, back, values


@dataclass(slots=True)
class Desk:
    """The parts of the console."""

    archive: Archive
    accounts: Accounts
    trail: Trail
    sessions: Sessions
    tries: Tries
    look: Look
    spoken: Spoken
    words: ContentWords
    now: Callable[[], datetime]
    checking: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(2))
    """Each password check takes 64 MiB twice, so a flood may not run many at once."""


@dataclass(slots=True)
class Visit:
    """One request, let in: *session* is set wherever the route asks for one."""

    desk: Desk
    request: Request
    fields: Mapping[str, str]
    session: Session | None
    form_cookie: str
    language: str

    @property
    def secure(self) -> bool:
        return self.request.url.scheme == "https"

    @property
    def staff(self) -> str:
        return self.signed_in.name

    @property
    def key(self) -> PrivateKey:
        return self.signed_in.key

    @property
    def signed_in(self) -> Session:
        assert self.session is not None  # noqa: S101 - the routes' table promises it
        return self.session

    @property
    def address(self) -> str:
        """Where the request comes from, for counting tries only; kept in memory, for an hour."""
        return self.request.client.host if self.request.client else ""

    def label(self, key: str, **values: object) -> str:
        return self.desk.look.label(key, self.language, **values)

    def cookie(self, which: str) -> str:
        return self.request.cookies.get(cookie_name(which, self.secure), "")

    def page(self, template: str, status: int = 200, **values: Any) -> Response:
        """A page with what every page has."""
        full = self.session is not None and not self.session.enrolling
        bound = self.session.token if self.session else self.form_cookie
        html = self.desk.look.render(
            template, self.language, me=self.session.name if full and self.session else "",
            form_token=self.desk.sessions.form_token(bound), path=self.here(), other="en" if self.language == "ja" else "ja",
            done=self._done(), **values,
        )  # fmt: skip
        response = HTMLResponse(html, status)
        if not self.session and self.cookie(FORM) != self.form_cookie:
            self.set_cookie(response, FORM, self.form_cookie)
        return response

    def go(self, where: str) -> Response:
        return RedirectResponse(where, 303)

    def set_cookie(self, response: Response, which: str, value: str, seconds: int | None = None) -> None:
        """A cookie that no script reads and no other site sends."""
        response.set_cookie(
            cookie_name(which, self.secure), value, max_age=seconds, path="/", secure=self.secure, httponly=True,
            samesite="strict",
        )  # fmt: skip

    def drop_cookie(self, response: Response, which: str) -> None:
        response.delete_cookie(cookie_name(which, self.secure), path="/", secure=self.secure, httponly=True, samesite="strict")

    def here(self) -> str:
        """This page's path and query, when it can be asked for again."""
        query = f"?{self.request.url.query}" if self.request.url.query else ""
        return self.request.url.path + query if self.request.method == "GET" else "/"

    def _done(self) -> str:
        key = f"done_{self.request.query_params.get('done', '')}"
        return self.label(key) if key in self.desk.look.labels else ""


def cookie_name(which: str, secure: bool) -> str:
    """``__Host-`` binds a cookie to https and this host alone; on loopback http a browser would refuse it."""
    return f"{'__Host-' if secure else ''}akari{which}"


def read_fields(request: Request) -> Mapping[str, str]:
    """The last value of each posted field; raises Refused for what no form of ours sends."""
    try:
        parsed = parse_qs(request.scope.get(BODY, b"").decode("utf-8"), keep_blank_values=True, max_num_fields=20)
    except ValueError:
        raise Refused(400, "problem_shape") from None
    return {name: values[-1] for name, values in parsed.items()}


def read_language(request: Request, secure: bool) -> str:
    """The language the staff chose; Japanese first."""
    chosen = request.cookies.get(cookie_name(LANGUAGE, secure), "")
    return chosen if chosen in UI_LANGUAGES else UI_LANGUAGES[0]


def new_form_cookie() -> str:
    return secrets.token_urlsafe(16)


def local_path(given: str) -> str:
    """*given* if it is a path of ours, else the first page: a form cannot be made to lead elsewhere."""
    fine = given.startswith("/") and not given.startswith(("//", "/\\")) and given.isprintable() and "\\" not in given
    return given if fine else "/"
