"""The pages: a quiet introduction and the chat, which works wholly without JavaScript and better with it.

1. The token of a talk lives in a hidden field of POSTed forms: in no address, no cookie, no storage.
2. The page shows replies; what the person wrote is kept nowhere, so only their own browser shows it, while the page is open.
3. A message carries an id made with the form, so that pressing twice or going back and forth sends it once.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qs
from uuid import UUID, uuid4

from fastapi.responses import JSONResponse, RedirectResponse, Response
from starlette.requests import Request

from bot.channels.website import wished
from bot.channels.website.api import FARTHEST, bearer_of, caller, stream
from bot.channels.website.assets import Assets
from bot.channels.website.conversing import TOKEN, Conversing, address_of, cursor_of, new_token, numbered
from bot.channels.website.gate import BODY
from bot.channels.website.limits import Limits
from bot.channels.website.problems import WRONG_SHAPE, Problem, Refused
from bot.channels.website.rendering import Rendering
from bot.channels.website.shapes import LONGEST
from bot.core.messages import Kind, Message, Reply
from bot.core.ports import NoTalk, Posted, StoreDown

FORMS = ("/chat", "/chat/erase", "/leave")
LEAVING = 0.5
"""Seconds that leaving waits for the talk to be closed."""
PATIENCE = 0.2
"""Seconds a refusal waits for what was said before in the talk; a card on it has waited for the store already."""


@dataclass(frozen=True, slots=True)
class Form:
    """What the page posts; *chosen* is the language the person chose on the page, *after* the cursor they have seen."""

    token: str
    id: str
    chosen: str | None
    after: int
    text: str
    choice: str
    switch: str | None
    look: bool


@dataclass(frozen=True, slots=True)
class Pages:
    """Every page as a method; routes() says which path each has."""

    talks: Conversing
    limits: Limits
    languages: Sequence[str]
    rendering: Rendering
    exit_url: str

    async def home(self, request: Request) -> Response:
        """Neutral words and the way to the chat."""
        language = self.language(request)
        return self.rendering.page("home.html", language)

    async def chat(self, request: Request) -> Response:
        """The chat before the first message: first words, no talk yet."""
        return self._chat(self.form(request), self.language(request))

    async def post(self, request: Request) -> Response:
        """A message, a pressed button, a change of language or a look for new answers."""
        form, language = self.form(request), self.language(request)
        if form.switch or form.look:
            return await self._look(request, form, language)
        self.limits.message(form.token, caller(request))
        if len(form.text) > LONGEST:
            raise Refused(WRONG_SHAPE)
        written = await self.talks.write(_message(form, language), begin=True, after=form.after)
        if wants_json(request):
            html = self.rendering.bubbles(written.replies, language)
            return JSONResponse({"html": html, "cursor": written.cursor, "handled_by": written.handled_by})
        if written.ended:
            return self._chat(_fresh(form), language, notice=written.replies[0].text)
        posted = await self.talks.read(form.token, 0)
        unkept = [reply for reply in written.replies if not reply.id]
        draft = form.text if form.choice else ""
        return self._chat(_next(form, draft), language, [*numbered(posted), *unkept], form.after, cursor_of(posted))

    async def erase(self, request: Request) -> Response:
        """Destroy the talk; without one there is nothing to destroy."""
        form, language = self.form(request), self.language(request)
        self.limits.look(form.token, caller(request))
        with suppress(NoTalk):
            await self.talks.erase(form.token)
        return self._chat(_fresh(form), language, notice=self.rendering.say("erased", language))

    async def leave(self, request: Request) -> Response:
        """End the talk and show the neutral site, also when the talk cannot be ended now."""
        with suppress(StoreDown, TimeoutError):  # the talk ends by itself after its silent minutes
            await asyncio.wait_for(self.talks.leave(self.form(request, strict=False).token), LEAVING)
        return RedirectResponse(self.exit_url, 303)

    async def events(self, request: Request) -> Response:
        """Replies as they come, rendered."""
        last = request.headers.get("last-event-id", "0")
        after = int(last) if last.isascii() and last.isdigit() and len(last) < 16 else 0
        language = self.language(request)

        def data_of(post: Posted) -> str | None:
            html = self.rendering.bubbles(numbered([post]), language)
            return json.dumps({"html": html}, ensure_ascii=False) if html.strip() else None

        return await stream(self.talks, self.limits, request, bearer_of(request), after, data_of)

    async def refused(self, request: Request, problem: Problem, card: Sequence[Reply]) -> Response:
        """The chat with what went wrong, the card of an alarm, and the person's words still in the box."""
        form, language = self.form(request, strict=False), self.language(request)
        said: Sequence[Posted] = ()
        with suppress(NoTalk, StoreDown, TimeoutError):
            said = await asyncio.wait_for(self.talks.read(form.token, 0), PATIENCE)
        notice = self._notice(problem, language)
        response = self._chat(form, language, [*numbered(said), *card], form.after, cursor_of(said), notice, problem.status)
        response.headers.update(problem.headers)
        return response

    def language(self, request: Request) -> str:
        """The language of the page: switched to, chosen before, in the address, the browser's, else our first."""
        form = self.form(request, strict=False)
        hint = wished.hinted(request.headers.get("accept-language"), self.languages)
        return form.switch or form.chosen or hint or self.languages[0]

    def form(self, request: Request, strict: bool = True) -> Form:
        """What was posted, or asked for in the address; what a form of ours would not hold is replaced by something new.

        *strict* raises Refused for a body that no form of ours sends. A form posted from another site never goes on with a
        talk: it could put a person into a talk that somebody else reads.
        """
        foreign = request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}
        body: bytes = request.scope.get(BODY, b"")
        try:
            fields = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=20)
        except ValueError:
            if strict:
                raise Refused(WRONG_SHAPE) from None
            fields = {}

        def field(name: str) -> str:
            return fields.get(name, [""])[-1]

        token, after = field("token"), field("after")
        known = bool(TOKEN.fullmatch(token)) and not foreign
        return Form(
            token=token if known else new_token(), id=_uuid(field("id")),
            chosen=wished.chosen(field("lang") or request.query_params.get("lang"), self.languages),
            after=min(int(after), FARTHEST) if known and after.isascii() and after.isdigit() and len(after) < 20 else 0,
            text=field("text").replace("\r\n", "\n"), choice=field("choice")[:64],
            switch=wished.chosen(field("switch"), self.languages), look=bool(field("look")),
        )  # fmt: skip

    def routes(self) -> list[tuple[str, Callable[[Request], Awaitable[Response]], list[str]]]:
        """The paths."""
        return [
            ("/", self.home, ["GET"]), ("/chat", self.chat, ["GET"]), ("/chat", self.post, ["POST"]),
            ("/chat/erase", self.erase, ["POST"]), ("/leave", self.leave, ["POST"]), ("/chat/events", self.events, ["GET"]),
            ("/static/{name}", Assets().file, ["GET"]), ("/favicon.ico", _no_icon, ["GET"]),
        ]  # fmt: skip

    async def _look(self, request: Request, form: Form, language: str) -> Response:
        """The talk as it stands, in the page's language; what is in the box stays there."""
        self.limits.look(form.token, caller(request))
        form = replace(form, chosen=form.switch or form.chosen)
        try:
            posted = await self.talks.read(form.token, 0)
        except NoTalk:
            if wants_json(request):
                raise
            notice = self.rendering.label("talk_closed", language) if form.after else ""
            return self._chat(replace(_fresh(form), text=form.text), language, notice=notice)
        if wants_json(request):
            new = [post for post in posted if post.cursor > form.after]
            html = self.rendering.bubbles(numbered(new), language)
            return JSONResponse({"html": html, "cursor": cursor_of(posted, form.after), "handled_by": ""})
        return self._chat(form, language, numbered(posted), form.after, cursor_of(posted))

    def _chat(
        self, form: Form, language: str, replies: Sequence[Reply] = (), seen: int = 0, cursor: int = 0, notice: str = "",
        status: int = 200,
    ) -> Response:  # fmt: skip
        shown = self.rendering.shown(replies)
        fresh = next((reply.id for reply in shown if not reply.id or int(reply.id) > seen), "") if seen or cursor else ""
        values: dict[str, Any] = {"form": form, "replies": shown, "cursor": cursor, "notice": notice, "fresh": fresh}
        return self.rendering.page("chat.html", language, status, **values)

    def _notice(self, problem: Problem, language: str) -> str:
        match problem.code:
            case "not_found" | "wrong_method":
                return self.rendering.label("page_lost", language)
            case "no_talk":
                return self.rendering.label("talk_closed", language)
            case "not_offered":
                return self.rendering.say("choice_gone", language)
            case "too_large" | "wrong_shape":
                return self.rendering.label("too_long_to_send", language)
            case "too_often":
                return self.rendering.say("rate_limited", language)
        return self.rendering.say("refused", language)


def wants_json(request: Request) -> bool:
    """Whether the page's own script asks."""
    return "application/json" in request.headers.get("accept", "")


def is_page(request: Request) -> bool:
    """Whether a browser shows the answer to a person."""
    return "text/html" in request.headers.get("accept", "") and not request.url.path.startswith("/api/")


def _message(form: Form, language: str) -> Message:
    sender, key = address_of(form.token), f"{form.token}:{form.id}"
    if form.choice:
        return Message(sender, key, Kind.CHOICE, choice=form.choice, language=form.chosen, hint=language)
    return Message(sender, key, text=form.text, language=form.chosen, hint=language)


def _fresh(form: Form) -> Form:
    """A form that begins a new talk."""
    return Form(new_token(), str(uuid4()), form.chosen, 0, "", "", None, False)


def _next(form: Form, draft: str) -> Form:
    """The form of the next message of the same talk."""
    return Form(form.token, str(uuid4()), form.chosen, form.after, draft, "", None, False)


def _uuid(given: str) -> str:
    try:
        return str(UUID(given))
    except ValueError:
        return str(uuid4())


async def _no_icon(request: Request) -> Response:
    """Nothing: a tab without a picture tells nobody anything, and the browser stops asking."""
    return Response(status_code=204)
