"""Writes what a person found with the check list into the content: who verified what, and what is no longer to be shown.

1. A number that is changed or gone is hidden (``disputed``) at once; changed hours are shown as "hours may differ".
2. A number that answered outweighs its pages: one that is gone hides nothing. Where nobody could be called, one good page does.
3. ``verified_on``, ``read_on`` and ``expires_on`` are renewed together, and only where all that is still shown was found right.
4. All is written or nothing: the files are edited in a copy, read again, and must hold exactly what was meant.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from types import MappingProxyType

from content.answers import CHANGED, GONE, OK, Answer
from content.card import Card
from content.cautions import Caution
from content.counters import CounterRecord, HoursRecord
from content.files import Files
from content.lines import Step, scalar
from content.reading import Content, read
from content.selfcheck import SelfCheck
from content.sheet import CALL, Row
from content.showing import showable
from content.texts import Source
from content.topics import Topic

HALF_A_YEAR, YEAR = timedelta(days=180), timedelta(days=365)
DISPUTED = "disputed"

type Asked = Sequence[tuple[Row, Answer | None]]
"""The rows of one holder; None: left for another day."""


@dataclass(slots=True)
class Recorded:
    """*verified* and *hidden* are holders, *mend* is for an editor to look at, *files* are those that changed."""

    verified: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    mend: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)


def record(folder: Path, rows: Iterable[Row], answers: Mapping[str, Answer], by: str, day: date) -> Recorded:
    """Write *answers* to *rows* into the content in *folder*, or raise NotEditable or ContentMistakes and write nothing."""
    content = read(folder)
    asked: dict[str, list[tuple[Row, Answer | None]]] = {}
    for row in rows:
        asked.setdefault(row.holder, []).append((row, answers.get(row.code)))
    pen = _Pen(Files(folder), f"{by} on {day}", day)
    wanted = content
    for holder, told in asked.items():
        if any(answer for _, answer in told):
            wanted = pen.written(wanted, holder, told)
    pen.recorded.files = pen.files.write(lambda copy: _differing(read(copy), wanted))
    return pen.recorded


def _differing(after: Content, wanted: Content) -> str:
    """What came out otherwise than meant; empty where nothing did."""
    for name in ("counters", "topics"):
        found, meant = getattr(after, name), getattr(wanted, name)
        if ids := [id for id in meant if found.get(id) != meant[id]]:
            return f"{name}: {', '.join(ids)}"
    return "" if after == replace(wanted, notes=after.notes) else "card.yml, selfcheck.yml or holidays.yml"


@dataclass(slots=True)
class _Pen:
    """Edits files, and says what they then hold."""

    files: Files
    who: str
    day: date
    recorded: Recorded = field(default_factory=Recorded)

    def written(self, content: Content, holder: str, asked: Asked) -> Content:
        """*content* after what was found of *holder*."""
        kind, _, id = holder.partition(" ")
        for row, answer in asked:
            if answer and (answer.contrary or answer.note):
                self.recorded.mend.append(f"{holder}: {row.place}: {row.asks}: {answer}")
            elif answer and not row.live:
                self.recorded.mend.append(f"{holder}: {row.place}: found right, and not shown: is it `confirmed` again?")
        match kind:
            case "counter":
                at = list(content.counters).index(id)
                counter = self._counter(content.counters[id], ("counters.yml", "counters", at), asked)
                return replace(content, counters=MappingProxyType({**content.counters, id: counter}))
            case "topic":
                topic = self._sourced(content.topics[id], (f"topics/{id}.yml",), asked, YEAR)
                return replace(content, topics=MappingProxyType({**content.topics, id: topic}))
            case "caution":
                at = next(at for at, caution in enumerate(content.cautions) if caution.begins == id)
                caution = self._sourced(content.cautions[at], ("counters.yml", "cautions", at), asked, YEAR)
                return replace(content, cautions=(*content.cautions[:at], caution, *content.cautions[at + 1 :]))
            case "card":
                return replace(content, card=self._sourced(content.card, ("card.yml",), asked, HALF_A_YEAR))
            case "selfcheck":
                return replace(content, selfcheck=self._sourced(content.selfcheck, ("selfcheck.yml",), asked, YEAR))
        for _, answer in asked:
            if answer and answer.contrary:
                self.files.note(("holidays.yml", "days"), self.who, str(answer))
        verified = self._verified(content.holidays.verified_on, ("holidays.yml",), asked, "until")
        return replace(content, holidays=replace(content.holidays, verified_on=verified))

    def _sourced[T: (Topic, Caution, Card, SelfCheck)](self, one: T, path: tuple[Step, ...], asked: Asked, span: timedelta) -> T:
        sources = self._sources(one.sources, path, asked)
        verified = self._verified(one.verified_on, path, asked, "expires_on")
        expires_on = self._until(one.expires_on, path, span) if _all_right(asked) else one.expires_on
        return replace(one, sources=sources, verified_on=verified, expires_on=expires_on)

    def _counter(self, record: CounterRecord, path: tuple[Step, ...], asked: Asked) -> CounterRecord:
        new = record
        told = [(row, answer) for row, answer in asked if answer]
        for row, answer in told:
            if answer.contrary and row.asks == "number":
                new = self._hide(new, path, row.line, answer)
            elif answer.contrary and row.asks == "hours":
                new = self._doubt_hours(new, path, row.line, answer)
        new = replace(new, sources=self._sources(record.sources, path, asked))
        pages = {row.place: answer for row, answer in told if row.kind != CALL}
        answered = any(row.asks == "number" and answer.result == OK for row, answer in told)
        results = {answer.result for answer in pages.values()}
        if not answered and (CHANGED in results or (GONE in results and OK not in results)):
            why = next(answer for answer in pages.values() if answer.contrary)
            for line in (None, *range(len(record.lines))):
                new = self._hide(new, path, line, why)
        elif record.url and record.url in pages and pages[record.url].result == GONE:
            self.files.note((*path, "url"), self.who, str(pages[record.url]))
            self.files.take_out(path, "url")
            new = replace(new, url=None)
        if not showable(new):
            self.recorded.hidden += [f"counter {record.id}"] if showable(record) else []
            against = [(row, answer) for row, answer in told if answer.contrary]
            return replace(new, verified_on=self._verified(record.verified_on, path, against, "expires_on"))
        hidden = {row.place for row, _ in asked if row.asks == "number" and _status(new, row.line) != "confirmed"}
        still = [(row, answer) for row, answer in asked if row.live and row.place not in hidden]
        new = replace(new, verified_on=self._verified(record.verified_on, path, still, "expires_on"))
        if not _all_right(still):
            return new
        expires_on = self._until(record.expires_on, path, HALF_A_YEAR)
        return replace(new, read_on=self._read(record.read_on, path), expires_on=expires_on)

    def _hide(self, record: CounterRecord, path: tuple[Step, ...], line: int | None, answer: Answer) -> CounterRecord:
        if _status(record, line) != "confirmed":
            return record
        where = path if line is None else (*path, "lines", line)
        self.files.note((*where, "status"), self.who, str(answer))
        self.files.put(where, "status", DISPUTED)
        if line is None:
            return replace(record, status=DISPUTED)
        lines = [replace(each, status=DISPUTED) if at == line else each for at, each in enumerate(record.lines)]
        return replace(record, lines=tuple(lines))

    def _doubt_hours(self, record: CounterRecord, path: tuple[Step, ...], line: int | None, answer: Answer) -> CounterRecord:
        where = (*path, "hours") if line is None else (*path, "lines", line, "hours")
        self.files.note((*where, "status"), self.who, str(answer))
        self.files.put(where, "status", DISPUTED)
        self.files.take_out(where, "weekly")

        def doubted(hours: HoursRecord | None) -> HoursRecord | None:
            return hours and replace(hours, status=DISPUTED, weekly=())

        if line is None:
            return replace(record, hours=replace(record.hours, status=DISPUTED, weekly=()))
        lines = [replace(each, hours=doubted(each.hours)) if at == line else each for at, each in enumerate(record.lines)]
        return replace(record, lines=tuple(lines))

    def _sources(self, sources: Sequence[Source], path: tuple[Step, ...], asked: Asked) -> tuple[Source, ...]:
        """The *sources*, those that were found right as read on the day, those that were not with a note above them."""
        pages = {row.place: answer for row, answer in asked if row.kind != CALL}
        read_again = []
        for at, source in enumerate(sources):
            answer = pages.get(source.url)
            if answer and answer.contrary:
                self.files.note((*path, "sources", at), self.who, str(answer))
            found_right = answer and not answer.contrary
            read_again.append(
                replace(source, read_on=self._read(source.read_on, (*path, "sources", at))) if found_right else source
            )
        return tuple(read_again)

    def _verified(self, before: str | None, path: tuple[Step, ...], asked: Asked, below: str) -> str | None:
        """Who verified it: we where all was found right, nobody where something was not, else who did *before*."""
        if _all_right(asked):
            self.files.put(path, "verified_on", scalar(self.who), below)
            self.recorded.verified.append(asked[0][0].holder)
            return self.who
        if before and any(answer and answer.contrary for _, answer in asked):
            self.files.put(path, "verified_on", "null", below)
            return None
        return before

    def _read(self, before: date, path: tuple[Step, ...]) -> date:
        self.files.put(path, "read_on", str(max(before, self.day)))
        return max(before, self.day)

    def _until(self, before: date, path: tuple[Step, ...], span: timedelta) -> date:
        self.files.put(path, "expires_on", str(max(before, self.day + span)))
        return max(before, self.day + span)


def _all_right(asked: Asked) -> bool:
    return bool(asked) and all(answer and not answer.contrary for _, answer in asked)


def _status(record: CounterRecord, line: int | None) -> str:
    return record.status if line is None else record.lines[line].status
