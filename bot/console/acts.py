"""What staff do with a talk: see, take, reply, hand back, review, correct, erase. Each is noted in the trail."""

import asyncio

from starlette.responses import Response

from bot.console.desk import Refused, Visit
from bot.console.pages import found
from bot.core.messages import Reply
from bot.core.ports import Holder
from bot.stores.lines import Gone, Taken, TalkLine

LONGEST_REPLY = 2_000


async def seen(visit: Visit) -> Response:
    """The call is acknowledged; the bot goes on."""
    line = await found(visit)
    await visit.desk.archive.seen(line.id)
    return await _done(visit, "seen")


async def take(visit: Visit) -> Response:
    """From now on this person of the staff answers; a second one is told who was first."""
    line = await found(visit)
    try:
        await visit.desk.archive.take(line.id, visit.staff, _notice(visit, "human_joined", line), visit.key)
    except Taken as taken:
        raise _taken(visit, taken) from None
    return await _done(visit, "taken")


async def reply(visit: Visit) -> Response:
    """Send the person a reply."""
    line, text = await found(visit), visit.fields.get("text", "").replace("\r\n", "\n").strip()
    language = visit.fields.get("language", "")
    if not text or len(text) > LONGEST_REPLY or language not in visit.desk.words.languages | {line.language}:
        raise Refused(422, "problem_shape", text, _path(visit))
    try:
        await visit.desk.archive.say(line.id, visit.staff, Reply("text", language, text, by_staff=True), visit.key)
    except Taken as taken:
        raise _taken(visit, taken, text) from None
    except Gone:
        raise Refused(409, "problem_gone", text, _path(visit)) from None
    return await _done(visit, "replied")


async def hand_back(visit: Visit) -> Response:
    """The bot answers again."""
    line = await found(visit)
    try:
        await visit.desk.archive.hand_back(line.id, visit.staff, _notice(visit, "human_left", line), visit.key)
    except Taken as taken:
        raise _taken(visit, taken) from None
    return await _done(visit, "handed_back")


async def review(visit: Visit) -> Response:
    """The talk was read."""
    line = await found(visit)
    await visit.desk.archive.review(line.id, visit.staff)
    return await _done(visit, "reviewed")


async def correct(visit: Visit) -> Response:
    """Note what was meant; nothing of it changes the talk."""
    line, turn, intent = await found(visit), visit.fields.get("turn", ""), visit.fields.get("intent", "")
    if not (turn.isascii() and turn.isdigit() and len(turn) < 16) or intent not in {"", *visit.desk.look.intents}:
        raise Refused(422, "problem_shape", back=_path(visit))
    if not await visit.desk.archive.correct(line.id, int(turn), intent or None, visit.staff):
        raise Refused(404, "problem_gone", back=_path(visit))
    return await _done(visit, "corrected", f"#turn-{turn}")


async def erase(visit: Visit) -> Response:
    """Destroy the talk; only while nobody else holds it."""
    line = await found(visit)
    if line.holder is Holder.STAFF and line.staff != visit.staff:
        raise _taken(visit, Taken(line.staff or ""))
    await asyncio.to_thread(visit.desk.trail.note, visit.staff, "erased", line.id)
    emptied = await visit.desk.archive.erase(line.id)
    return visit.go("/?done=erased" if emptied else "/?done=erased_soon")


async def _done(visit: Visit, what: str, place: str = "#hold") -> Response:
    await asyncio.to_thread(visit.desk.trail.note, visit.staff, what, visit.request.path_params["id"])
    return visit.go(f"{_path(visit)}?done={what}{place}")


def _notice(visit: Visit, key: str, line: TalkLine) -> Reply:
    return visit.desk.spoken(key, line.language or "und")


def _taken(visit: Visit, taken: Taken, words: str = "") -> Refused:
    why = "problem_taken" if taken.by else "problem_free"
    return Refused(409, why, words, _path(visit), name=taken.by)


def _path(visit: Visit) -> str:
    return f"/talks/{visit.request.path_params['id']}"
