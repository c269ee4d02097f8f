"""What changes while a page is open, as server-sent events: the urgent list, and the new turns of the talk that is open."""

import asyncio
import json
from collections.abc import AsyncIterator

from starlette.responses import Response, StreamingResponse

from bot.console.desk import Visit
from bot.console.pages import hold_values, newer, opened, urgent_values, waiting
from bot.core.ports import StoreDown
from bot.stores.lines import Gone

EVERY = 0.3
"""Seconds between looks at the store: with the rest, an alarm is on the page within one second."""
PING = 15.0
RETRY = 1_000


async def events(visit: Visit) -> Response:
    """The stream; it ends with the session, whose idle time it does not prolong."""
    asked = visit.request.query_params
    after = asked.get("after", "0")
    one = asked.get("talk", "")[:32]
    start = int(after) if after.isascii() and after.isdigit() and len(after) < 16 else 0
    changes = _talk(visit, one, start) if one else _urgent(visit)
    return StreamingResponse(
        _alive(visit, changes), media_type="text/event-stream", headers={"X-Accel-Buffering": "no"}
    )


async def _alive(visit: Visit, changes: AsyncIterator[str]) -> AsyncIterator[str]:
    """*changes* while the session lives (an empty one: nothing now, look again later), with a sign of life now and then."""
    token, quiet = visit.signed_in.token, 0.0
    yield f"retry: {RETRY}\n\n"
    while visit.desk.sessions.find(token, touch=False):
        try:
            change = await anext(changes)
        except StopAsyncIteration:
            break
        except StoreDown:
            change = ""
        if change:
            quiet = 0.0
            yield change
            continue
        if quiet >= PING:
            quiet = 0.0
            yield ": here\n\n"
        await asyncio.sleep(EVERY)
        quiet += EVERY
    yield _event("over", {})


async def _urgent(visit: Visit) -> AsyncIterator[str]:
    before = None
    while True:
        try:
            values = await urgent_values(visit)
        except StoreDown:
            yield ""
            continue
        html = visit.desk.look.render("_urgent.html", visit.language, **values)
        count = len(values["calls"])
        yield _event("urgent", {"html": html, "count": count}) if html != before else ""
        before = html


async def _talk(visit: Visit, id: str, after: int) -> AsyncIterator[str]:
    """New turns, waiting messages and who answers; ends when the talk is erased."""
    line = await visit.desk.archive.talk(id)
    if line is None:
        return
    seen: object = None
    pending: str | None = None
    state = ""
    for turn in await opened(visit, line, after, "watched"):
        after = max(after, turn.id)
        yield _event("turns", {"html": _render(visit, "_turn.html", turn=turn, talk=line), "last": turn.id})
    while True:
        try:
            line = await visit.desk.archive.talk(id)
            if line is None:
                return
            if line != seen:
                for turn in await newer(visit, line, after):
                    after = max(after, turn.id)
                    yield _event("turns", {"html": _render(visit, "_turn.html", turn=turn, talk=line), "last": turn.id})
                now = _render(visit, "_state.html", talk=line, **hold_values(visit, line))
                if now != state:
                    state = now
                    yield _event("state", {"html": state, "mine": line.staff == visit.staff, "open": line.open})
            shown = _render(visit, "_waiting.html", waiting=await waiting(visit, line), talk=line)
            if shown != pending:
                pending = shown
                yield _event("waiting", {"html": shown})
            seen = line
            yield ""
        except Gone:
            return
        except StoreDown:
            yield ""


def _render(visit: Visit, template: str, **values: object) -> str:
    bound = visit.desk.sessions.form_token(visit.signed_in.token)
    return visit.desk.look.render(template, visit.language, form_token=bound, **values)


def _event(name: str, data: dict[str, object]) -> str:
    return f"event: {name}\ndata: {json.dumps(data)}\n\n"
