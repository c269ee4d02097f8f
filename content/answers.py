"""The answers to the check list: a table that a person fills in, and every slip in it."""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from content.sheet import Row

OK, CHANGED, GONE = "ok", "changed", "gone"
RESULTS = (OK, CHANGED, GONE)
COLUMNS = ("code", "result", "note")
LONGEST = 300


class AnswerMistakes(Exception):
    """The answers cannot be recorded; the message names each wrong row and the cure, one a line."""

    def __init__(self, mistakes: Iterable[str]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(self.mistakes))


@dataclass(frozen=True, slots=True)
class Answer:
    result: str
    note: str

    @property
    def contrary(self) -> bool:
        """Whether it speaks against what we show."""
        return self.result != OK

    def __str__(self) -> str:
        return f"{self.result}: {self.note}" if self.note else self.result


def blank(rows: Iterable[tuple[Row, str]]) -> str:
    """The table to fill in: a row for each of *rows*, with what it is about for the reader's eye."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(("code", "result", "note", "about"))
    table.writerows((row.code, "", "", f"{row.place} {row.asks}: {about}") for row, about in rows)
    return out.getvalue()


def read_answers(path: Path, rows: Mapping[str, Row]) -> dict[str, Answer]:
    """The answers in the file at *path* by code, or raise AnswerMistakes. Rows without a result are left for another day."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise AnswerMistakes([f"{path.name}: it cannot be opened: {error.strerror}"]) from None
    except UnicodeDecodeError:
        raise AnswerMistakes([f"{path.name}: it is not UTF-8: save it as “CSV UTF-8”"]) from None
    head = text.partition("\n")[0]
    table = csv.DictReader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count), restkey="", restval="")
    if missing := [name for name in COLUMNS if name not in (table.fieldnames or ())]:
        raise AnswerMistakes([f"{path.name}: the column `{missing[0]}` is missing: begin with the line {','.join(COLUMNS)}"])
    answers: dict[str, Answer] = {}
    mistakes = []
    for line in table:
        code, result = line["code"].strip().lower(), line["result"].strip().lower()
        answer = Answer(result, _tidy(line["note"]))
        if wrong := _wrong(code, answer, answers, rows):
            mistakes.append(f"{path.name}:{table.line_num}: {code or 'no code'}: {wrong}")
        elif result:
            answers[code] = answer
    if mistakes:
        raise AnswerMistakes(mistakes)
    return answers


def _wrong(code: str, answer: Answer, answers: Mapping[str, Answer], rows: Mapping[str, Row]) -> str:
    """What is wrong and the cure; empty where nothing is."""
    if not answer.result:
        return "there is a note and no result: write ok, changed or gone" if answer.note and code else ""
    if answer.result not in RESULTS:
        return f"`{answer.result}` is no result: write ok, changed or gone, or leave it empty"
    if code not in rows:
        return "what we show here has changed since, or never stood here: empty its result, and answer it in a new list"
    if answers.get(code, answer) != answer:
        return "it is answered twice, differently: keep one of the two"
    if answer.result == CHANGED and not answer.note:
        return "it is changed, and the note does not say how: write what you found"
    if len(answer.note) > LONGEST:
        return f"the note has {len(answer.note)} characters: say it in {LONGEST}"
    return ""


def _tidy(note: str) -> str:
    return "".join(sign for sign in " ".join(note.split()) if sign.isprintable())
