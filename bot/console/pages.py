"""The pages that show: the urgent list and all talks, one talk opened, the trail."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from starlette.responses import Response

from bot.console.desk import Refused, Visit
from bot.console.showing import Shown, calls, minutes_since, shown_turn, shown_waiting
from bot.core.ports import Holder
from bot.stores.archive import PAGE
from bot.stores.lines import TalkLine, Wanted

ALARMS = ("any", "danger", "self_harm", "concern")


async def talks(visit: Visit) -> Response:
    """What is urgent on top, then the talks that fit the filters in the address."""
    desk, asked = visit.desk, visit.request.query_params
    wanted = Wanted(
        language=asked.get("language", "")[:16], channel=asked.get("channel", "")[:32], intent=asked.get("intent", "")[:64],
        alarm=asked.get("alarm", "") if asked.get("alarm") in ALARMS else "",
        reviewed=asked.get("reviewed", "") if asked.get("reviewed") in {"yes", "no"} else "",
        before=_before(asked.get("before", "")),
    )  # fmt: skip
    lines = await desk.archive.talks(wanted)
    languages, channels = await desk.archive.found()
    filters = {name: asked[name] for name in ("language", "channel", "intent", "alarm", "reviewed") if asked.get(name)}
    older = ""
    if len(lines) == PAGE:
        older = "/?" + urlencode({**filters, "before": f"{lines[-1].last_at.isoformat()}~{lines[-1].id}"})
    return visit.page(
        "talks.html", lines=lines, wanted=wanted, languages=languages, channels=channels, alarms=ALARMS, older=older,
        later=bool(wanted.before), filtered=bool(filters), again="/?" + urlencode({**filters, "auto": "1"}),
        **await urgent_values(visit),
    )  # fmt: skip


async def urgent_values(visit: Visit) -> dict[str, Any]:
    """What the urgent list shows."""
    lines = await visit.desk.archive.urgent()
    many = await asyncio.to_thread(visit.desk.trail.many_readers)
    return {"calls": calls(lines, visit.desk.now()), "many": many}


async def talk(visit: Visit) -> Response:
    """One talk with all its turns; the look is noted before anything is opened."""
    line = await found(visit)
    turns = await opened(visit, line)
    await visit.desk.archive.seen(line.id) if line.staff == visit.staff and not line.seen else None
    lines = await asyncio.to_thread(visit.desk.trail.steps, None, line.id)
    return visit.page(
        "talk.html", talk=line, turns=turns, waiting=await waiting(visit, line), last=turns[-1].id if turns else 0,
        reply_languages=reply_languages(visit, line), looks=lines[:8], **hold_values(visit, line),
    )  # fmt: skip


async def opened(visit: Visit, line: TalkLine, after: int = 0, what: str = "opened") -> Sequence[Shown]:
    """The turns of a talk after one of them; noted in the trail first."""
    await asyncio.to_thread(visit.desk.trail.note, visit.staff, what, line.id)
    return await newer(visit, line, after)


async def newer(visit: Visit, line: TalkLine, after: int) -> Sequence[Shown]:
    """Turns that came while a talk is being watched; the watching was noted when it began."""
    return [shown_turn(turn) for turn in await visit.desk.archive.turns(line.id, visit.key, after)]


async def waiting(visit: Visit, line: TalkLine) -> Sequence[Shown]:
    """Messages without an answer yet."""
    return [shown_waiting(one) for one in await visit.desk.archive.waiting(line.id, visit.key)]


async def found(visit: Visit) -> TalkLine:
    """The talk that the path names."""
    line = await visit.desk.archive.talk(visit.request.path_params["id"])
    if line is None:
        raise Refused(404, "problem_gone")
    return line


def hold_values(visit: Visit, line: TalkLine) -> dict[str, Any]:
    """Who answers, as the templates need it."""
    held = line.holder is Holder.STAFF
    calls_for = line.alarm is not None or line.wants_person_at is not None
    return {
        "mine": held and line.staff == visit.staff, "held": held, "unseen": calls_for and not line.seen and line.open,
        "minutes": minutes_since(line.alarm_at or line.wants_person_at, visit.desk.now()),
    }


def reply_languages(visit: Visit, line: TalkLine) -> Sequence[str]:
    """The person's language first, then the others that are served."""
    own = line.language if line.language and line.language != "und" else "en"
    return [own, *sorted(visit.desk.words.languages - {own})]


async def erase_page(visit: Visit) -> Response:
    """Asks once more before a talk is destroyed; shows nothing of what was written."""
    return visit.page("erase.html", talk=await found(visit))


async def trail(visit: Visit) -> Response:
    """Who did what, newest first; of one talk or one person when the address says so."""
    asked = visit.request.query_params
    before = int(asked["before"]) if asked.get("before", "").isascii() and asked.get("before", "").isdigit() else None
    one, staff = asked.get("talk", "")[:32], asked.get("staff", "")[:64]
    steps = await asyncio.to_thread(visit.desk.trail.steps, before, one, staff)
    filters = {name: value for name, value in (("talk", one), ("staff", staff)) if value}
    older = "/trail?" + urlencode({**filters, "before": str(steps[-1].id)}) if len(steps) == 100 else ""
    return visit.page("trail.html", steps=steps, older=older, one=one, of=staff, later=before is not None)


def _before(given: str) -> tuple[datetime, str] | None:
    at, _, id = given.partition("~")
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return None
    return (moment, id[:32]) if moment.tzinfo else None

