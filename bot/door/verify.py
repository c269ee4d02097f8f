"""`./akari verify-sheet`: the list with which a person verifies every number and page, and what they found, recorded."""

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import jinja2
import yaml

from bot.settings import Settings
from content import Content, ContentMistakes, read, sheet
from content.answers import LONGEST, Answer, AnswerMistakes, blank, read_answers
from content.lines import NotEditable
from content.recording import record
from content.sheet import CALL, Errand

HERE = Path(__file__).parent
LANGUAGES = ("en", "ja")
NAME = 60


class Words:
    """The words of the list in one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._words = yaml.load((HERE / "sheet.yml").read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - strings only

    def __call__(self, key: str, **values: int | str) -> str:
        return str(self._words[key][self.language]).format(**values)


def run(settings: Settings, words: Sequence[str], about: str) -> int:
    """Write the list, or record its answers; 1 when nothing could be written."""
    parser = argparse.ArgumentParser("./akari verify-sheet", description=about)
    parser.add_argument("--due", action="store_true", help="only what nobody has verified yet, or what expires within 60 days")
    parser.add_argument("--minutes", type=int, metavar="N", help="only what fits in N minutes, the most urgent first")
    parser.add_argument("--language", choices=LANGUAGES, default="en", help="the language of the list")
    parser.add_argument("--html", type=Path, metavar="FILE", help="write it as a page, to print or to fill in with a browser")
    parser.add_argument("--answers", type=Path, metavar="FILE", help="write the table to fill in: code, result, note")
    parser.add_argument("--record", type=Path, metavar="FILE", help="write the answers in FILE into the content")
    parser.add_argument("--by", default="", metavar="NAME", help="who verified it, by name or role; the web API shows it")
    parser.add_argument("--on", type=date.fromisoformat, metavar="DATE", help="the day they did, if not today")
    given = parser.parse_args(words)
    if given.record and not (given.by.strip() and given.by.isprintable() and len(given.by) <= NAME):
        parser.error(f'--record needs --by "NAME", at most {NAME} characters')
    try:
        content = read(settings.content)
        today = content.country.today(datetime.now(UTC))
        if given.on and given.on > today:
            parser.error(f"--on {given.on} is yet to come")
        if given.record:
            return recorded(settings.content, content, given.record, given.by.strip(), given.on or today)
        found = chosen(content, today, given.language, given.due, given.minutes)
    except (ContentMistakes, AnswerMistakes, NotEditable) as error:
        sys.stderr.write(f"{error}\n" + ("Nothing was written.\n" if given.record else ""))
        return 1
    t = Words(given.language)
    if given.html:
        given.html.write_text(page(content, found, t, today), encoding="utf-8")
    if given.answers:
        about_rows = [(row, sheet.name(content, row.holder, given.language)) for errand in found for row in errand.rows]
        given.answers.write_text(blank(about_rows), encoding="utf-8-sig")  # the mark tells spreadsheets that it is UTF-8
    if not (given.html or given.answers):
        sys.stdout.write(text(content, found, t))
    sys.stdout.write(f"{count(found, t)}\n")
    return 0


def chosen(content: Content, today: date, language: str, due: bool, minutes: int | None) -> list[Errand]:
    """The errands to run: all, what is *due*, what fits in so many *minutes*."""
    rows = sheet.rows(content, today, language)
    wanted = sheet.due(content, today) if due else None
    found = sheet.errands(rows, wanted)
    return found if minutes is None else sheet.within(found, minutes, sheet.holders(content))


def count(found: Sequence[Errand], t: Words) -> str:
    """How much it is."""
    hours, minutes = divmod(sum(errand.minutes for errand in found), 60)
    calls = sum(errand.kind == CALL for errand in found)
    rows = sum(len(errand.rows) for errand in found)
    time = t("time", hours=hours, minutes=minutes)
    return t("count", calls=calls, pages=len(found) - calls, rows=rows, time=time) if found else t("nothing")


def text(content: Content, found: Sequence[Errand], t: Words) -> str:
    """The list for a terminal. What we say at length is named, not quoted: it stands on the page."""
    lines = [f"{t('title')}", "", t("lead"), "", *([t("say"), ""] if any(errand.kind == CALL for errand in found) else [])]
    for errand in found:
        lines.append(errand.place)
        for row in errand.rows:
            shown = " · ".join(row.shown) if _short(row.holder) else sheet.name(content, row.holder, t.language)
            boxes = "  ".join(f"[ ] {t(result)}" for result in ("ok", "changed", "gone"))
            lines += [f"  {row.code}  {t(row.asks)} {shown}", f"         {boxes}  {t('note')}: ______________"]
        lines.append("")
    return "\n".join(lines)


def page(content: Content, found: Sequence[Errand], t: Words, today: date) -> str:
    """The list as one file that needs no other: a browser fills it in and saves the answers, a printer prints it."""
    rows = [row for errand in found for row in errand.rows]
    texts = {row.holder: row.shown for row in rows if not _short(row.holder)}
    names = {row.holder: sheet.name(content, row.holder, t.language) for row in rows}
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE), autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True
    )
    return environment.get_template("sheet.html").render(
        errands=found, texts=texts, names=names, t=t, language=t.language, today=today, count=count(found, t), longest=LONGEST
    )


def recorded(folder: Path, content: Content, file: Path, by: str, day: date) -> int:
    """Write the answers in *file* into the content in *folder*, and say what came of it."""
    rows = {row.code: row for row in sheet.rows(content, day)}
    answers = read_answers(file, rows)
    try:
        done = record(folder, rows.values(), answers, by, day)
    except ContentMistakes as error:
        raise AnswerMistakes([*_behind(error, rows, answers), str(error)]) from None
    open_rows = sum(row.live and row.code not in answers for row in rows.values())
    for title, lines in (("No longer shown", done.hidden), ("For an editor", done.mend)):
        sys.stdout.write("".join(f"{title}: {line}\n" for line in lines))
    sys.stdout.write(
        f"{len(answers)} answers by {by} on {day}: {len(done.verified)} verified, {len(done.hidden)} no longer shown; "
        f"{open_rows} rows have no answer yet. {len(done.files)} files changed.\n"
    )
    if done.files:
        sys.stdout.write(f"Look at it:     git -C {folder} diff\nTake it over:   ./akari content reload\n")
    return 0


def _behind(error: ContentMistakes, rows: dict[str, sheet.Row], answers: dict[str, Answer]) -> list[str]:
    """The answers that led to *error*: those about what its mistakes name."""
    said = str(error)
    contrary = (rows[code] for code, answer in answers.items() if answer.contrary)
    named = [row for row in contrary if f"`{row.holder.partition(' ')[2]}`" in said]
    return [f"{row.code}: {row.holder} cannot be hidden as it stands; mend this first, or leave the row empty:" for row in named]


def _short(holder: str) -> bool:
    """Whether what we show of it fits in a row."""
    return holder.startswith(("counter", "caution")) or holder == "holidays"
