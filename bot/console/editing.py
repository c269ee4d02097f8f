"""The editors' page: which words are in use, and the button that has them read again by every process."""

import asyncio
from collections.abc import Sequence

from starlette.responses import Response

from bot import reloading
from bot.console.desk import Visit
from content import ContentMistakes, Mistake


async def content(visit: Visit) -> Response:
    """What is in use."""
    return _page(visit, 200)


async def reload(visit: Visit) -> Response:
    """Have the content read again; with a mistake in it, show where and the cure, and leave everything as it is."""
    settings = visit.desk.words.settings
    try:
        await asyncio.to_thread(reloading.check, settings)
    except ContentMistakes as error:
        return _page(visit, 422, error.mistakes)
    await asyncio.to_thread(visit.desk.trail.note, visit.staff, "reloaded")
    await asyncio.to_thread(reloading.ask, settings)
    return visit.go("/content?done=reloaded")


def _page(visit: Visit, status: int, mistakes: Sequence[Mistake] = ()) -> Response:
    words = visit.desk.words
    return visit.page("content.html", status, content=words.content, since=words.since, mistakes=mistakes)
