"""What a clerk found goes into the files: who verified what, what is hidden, and not one line more."""

import difflib
import shutil
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from content import FOLDER, Content, ContentMistakes, read
from content.answers import Answer, AnswerMistakes, blank, read_answers
from content.finding import find
from content.freshness import Due, expiring
from content.lines import NotEditable
from content.recording import Recorded, record
from content.sheet import Row, due, rows
from content.showing import show
from content.topics import NEEDS
from tests.clock import JAPAN

TODAY = date(2026, 12, 1)
NOW = datetime(2026, 12, 1, 10, 0, tzinfo=JAPAN)
OK = Answer("ok", "")


def tell(folder: Path, found: Callable[[Row], Answer | None]) -> Recorded:
    """Record what is *found* of each row that is shown."""
    asked = rows(read(folder), TODAY)
    answers = {row.code: answer for row in asked if row.live and (answer := found(row))}
    return record(folder, asked, answers, "Sato", TODAY)


def changes(before: Path, after: Path) -> list[str]:
    """Every line that went and every line that came, in all files."""
    found = []
    for path in sorted(before.rglob("*.yml")):
        old, new = (file.read_text("utf-8").splitlines() for file in (path, after / path.relative_to(before)))
        found += [line for line in [*difflib.unified_diff(old, new, n=0)][2:] if not line.startswith("@@")]
    return found


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    """A copy of the real content."""
    return Path(shutil.copytree(FOLDER, tmp_path / "ours", ignore=shutil.ignore_patterns("*.py", "__pycache__")))


def test_all_of_our_content_can_be_verified(ours: Path) -> None:
    """After a day on the telephone everything bears name and day, nothing else of the files has changed, and it can be used."""
    before = read(ours)

    done = tell(ours, lambda row: OK)

    after = read(ours)
    assert due(after, TODAY) == frozenset()
    assert (done.hidden, done.mend) == ([], [])
    assert {topic.verified_on for topic in after.topics.values()} == {"Sato on 2026-12-01"}
    assert all(source.read_on == TODAY for topic in after.topics.values() for source in topic.sources)
    assert {topic.text["en"] for topic in after.topics.values()} == {topic.text["en"] for topic in before.topics.values()}
    for line in changes(FOLDER, ours):
        bare = line[1:].replace("2026-12-01", "").replace("2027-", "")
        assert "read_on" in bare or bare.strip().startswith(("expires_on:", "verified_on:")), line


def test_what_is_said_of_all_0120_numbers_is_verified_and_expires(ours: Path) -> None:
    """A sentence below forty numbers is looked after like any other."""
    before = expiring(read(ours), date(2027, 11, 29))
    done = tell(ours, lambda row: OK if row.holder == "caution 0120" else None)

    (caution,) = read(ours).cautions
    assert done.verified == ["caution 0120"] and caution.verified_on == "Sato on 2026-12-01"
    assert {source.read_on for source in caution.sources} == {TODAY}
    assert Due(date(2027, 11, 29), "caution 0120") in before
    assert Due(date(2027, 12, 1), "caution 0120") in expiring(read(ours), date(2027, 11, 29))


def test_a_second_time_nothing_changes(ours: Path) -> None:
    """The same answers can be recorded again, with more rows filled in."""
    tell(ours, lambda row: OK if row.holder.startswith("counter") else None)
    copy = Path(shutil.copytree(ours, ours.parent / "copy"))

    done = tell(ours, lambda row: OK if row.holder.startswith("counter") else None)

    assert (changes(copy, ours), done.files) == ([], [])


def test_a_number_that_is_gone_is_no_longer_found(ours: Path) -> None:
    """Nobody is sent to a dead line; the note tells the editor, and its other lines stay."""
    before = read(ours)
    found = [before.counters[id] for id in sorted(shown(before))]
    gone = next(one for one in found if one.status == "confirmed" and one.phone and not one.lines and one.kind != "emergency")

    done = tell(ours, lambda row: Answer("gone", "a fax now") if row.place == gone.phone and row.asks == "number" else None)

    after = read(ours)
    assert done.hidden == [f"counter {gone.id}"]
    assert gone.id not in shown(after)
    assert after.counters[gone.id].status == "disputed"
    assert changes(FOLDER, ours) == [
        "-  status: confirmed", "+  # Sato on 2026-12-01: gone: a fax now", "+  status: disputed",
    ]  # fmt: skip


def shown(content: Content) -> set[str]:
    """All that the finder finds, whatever is needed."""
    pages = [find(content, need, (), "ja", NOW, page=page) for need in NEEDS for page in range(1, 9)]
    return {counter["id"] for found in pages for counter in found.counters}


def test_a_line_that_is_gone_takes_only_itself_away(folder: Path) -> None:
    """Who speaks Vietnamese gets the office's own number again."""
    tell(folder, lambda row: Answer("gone", "") if row.place == "0120-250-168" else OK)

    office = read(folder).counters["office"]
    assert (office.lines[0].status, office.status, office.verified_on) == ("disputed", "confirmed", "Sato on 2026-12-01")
    assert show(read(folder), office, "vi", NOW)["phone"] == "03-3501-0110"


def test_changed_hours_are_no_longer_claimed(folder: Path) -> None:
    """The number stays; we say "hours may differ" and neither open nor closed, and nobody has verified it."""
    tell(folder, lambda row: Answer("changed", "from 9:00") if row.asks == "hours" and row.holder == "counter office" else OK)

    content = read(folder)
    counter = show(content, content.counters["office"], "en", NOW)
    assert (counter["phone"], counter["open_now"], counter["verified_on"]) == ("03-3501-0110", None, None)
    assert counter["hours"] == {"text": "Weekdays 8:30-17:15 (hours may differ)", "weekly": []}
    assert "# weekly:" in (folder / "counters.yml").read_text("utf-8"), "what was known is kept for the editor"


def test_a_page_that_is_gone_hides_no_number_that_answers(folder: Path) -> None:
    """The call is better evidence; the dead link is taken out, and the editor is told."""
    done = tell(folder, lambda row: Answer("gone", "404") if row.place == "https://example.org/office" else OK)

    office = read(folder).counters["office"]
    assert (office.status, office.url, office.verified_on) == ("confirmed", None, None)
    assert done.mend == ["counter office: https://example.org/office: site: gone: 404"]


def test_a_page_that_is_gone_hides_a_number_that_nobody_called(folder: Path) -> None:
    """Then nothing speaks for it."""
    tell(folder, lambda row: Answer("gone", "404") if row.place == "https://example.org/osaka" else None)

    assert read(folder).counters["osaka"].status == "disputed"


def test_half_an_answer_verifies_nothing(folder: Path) -> None:
    """A counter whose hours nobody asked for stays unverified; what was read is marked as read."""
    tell(folder, lambda row: OK if row.holder == "counter osaka" and row.asks == "source" else None)

    osaka = read(folder).counters["osaka"]
    assert (osaka.verified_on, osaka.read_on, osaka.sources[0].read_on) == (None, date(2026, 11, 22), TODAY)


def test_a_topic_is_renewed_only_when_all_its_sources_are_right(folder: Path, edit: Callable[[str, str, str], None]) -> None:
    """One page that has changed keeps the day on which it expires, and says so above it."""
    source = '  - {title: "A page", url: "https://example.org/pay", page_date: unknown, read_on: 2026-11-22, grade: B}\n'
    edit("topics/pay.yml", source, source + source.replace("/pay", "/pay2"))

    tell(folder, lambda row: Answer("changed", "new law") if row.place.endswith("/pay2") else OK)

    pay = read(folder).topics["pay"]
    assert (pay.verified_on, pay.expires_on) == (None, date(2026, 12, 1))
    assert [source.read_on for source in pay.sources] == [TODAY, date(2026, 11, 22)]
    assert f"  # Sato on 2026-12-01: changed: new law\n{source.replace('/pay', '/pay2')}" in (
        folder / "topics" / "pay.yml"
    ).read_text("utf-8")

    tell(folder, lambda row: OK)

    assert read(folder).topics["pay"].verified_on == "Sato on 2026-12-01"
    assert read(folder).topics["pay"].expires_on == date(2027, 12, 1)


def test_what_was_verified_before_no_longer_is(folder: Path) -> None:
    """A name does not stand beside what has been found wrong."""
    assert read(folder).counters["women"].verified_on == "Sato on 2026-11-20"

    tell(folder, lambda row: Answer("changed", "other hours") if row.place == "http://example.org/8008" else None)

    assert read(folder).counters["women"].verified_on is None


def test_holidays_bear_a_name_too(folder: Path, edit: Callable[[str, str, str], None]) -> None:
    """Whoever compared the days is named; wrong days are left to an editor."""
    edit("holidays.yml", "until:", "official: https://example.org/days\nuntil:")
    tell(folder, lambda row: OK if row.asks == "days" else None)
    assert read(folder).holidays.verified_on == "Sato on 2026-12-01"

    done = tell(folder, lambda row: Answer("changed", "a new day") if row.asks == "days" else None)

    assert read(folder).holidays.verified_on is None
    assert done.mend == ["holidays: https://example.org/days: days: changed: a new day"]


def test_a_number_of_the_card_cannot_be_hidden(folder: Path) -> None:
    """The card without its number would help nobody: the error says what to do first, and not a file is touched."""
    before = {path: path.read_bytes() for path in folder.rglob("*.yml")}

    with pytest.raises(ContentMistakes, match="the number of `police` is not confirmed: remove it from the card"):
        tell(folder, lambda row: Answer("changed", "112 now") if row.holder == "counter police" else OK)

    assert before == {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_file_that_cannot_be_edited_stays(folder: Path, edit: Callable[[str, str, str], None]) -> None:
    """Two counters that share a source by an alias cannot be told apart by lines: rather nothing than a wrong word."""
    edit("counters.yml", "  sources: [{title: \"Osaka\"", "  sources: [&page {title: \"Osaka\"")
    line = (folder / "counters.yml").read_text("utf-8").partition('  sources: [{title: "Line"')
    edit("counters.yml", f"{line[1]}{line[2].partition(chr(10))[0]}", "  sources: [*page]")
    before = (folder / "counters.yml").read_bytes()

    with pytest.raises(NotEditable, match="counters: women"):
        tell(folder, lambda row: OK if row.holder == "counter osaka" else None)

    assert before == (folder / "counters.yml").read_bytes()


def test_line_ends_stay(folder: Path) -> None:
    """A file from another system keeps its own."""
    file = folder / "topics" / "pay.yml"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))

    tell(folder, lambda row: OK if row.holder == "topic pay" else None)

    assert file.read_bytes().count(b"\n") == file.read_bytes().count(b"\r\n")
    assert b"verified_on: Sato on 2026-12-01\r\n" in file.read_bytes()


# ------------------------------------------------------------------ the table


@pytest.fixture
def asked(small: Content) -> dict[str, Row]:
    return {row.code: row for row in rows(small, TODAY)}


def answered(tmp_path: Path, asked: dict[str, Row], text: str, encoding: str = "utf-8") -> dict[str, Answer]:
    """What is read of *text*; A and B stand for the codes of the first two rows."""
    first, second = list(asked)[:2]
    file = tmp_path / "answers.csv"
    file.write_text(text.replace("AAA", first).replace("BBB", second), encoding=encoding)
    return read_answers(file, asked)


def test_a_blank_table_is_no_answer(tmp_path: Path, asked: dict[str, Row]) -> None:
    """What nobody filled in is left for another day."""
    assert answered(tmp_path, asked, blank((row, "x, y") for row in asked.values())) == {}


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_a_table_from_any_spreadsheet_is_read(tmp_path: Path, asked: dict[str, Row], sign: str) -> None:
    """Whatever it puts between columns and at the beginning, and however a clerk writes the words."""
    text = 'code,result,note,about\nAAA,OK,,x\nBBB, Changed ,"now\n9:00",y\n'.replace(",", sign)

    found = answered(tmp_path, asked, text, "utf-8-sig")

    assert list(found.values()) == [Answer("ok", ""), Answer("changed", "now 9:00")]


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        ("AAA,yes,", "`yes` is no result: write ok, changed or gone"),
        ("zzzzz,ok,", "zzzzz: what we show here has changed since, or never stood here"),
        ("AAA,changed,", "write what you found"),
        ("AAA,,a note", "there is a note and no result"),
        ("AAA,ok,\nAAA,gone,", "answered twice, differently"),
        (f"AAA,gone,{'x' * 301}", "the note has 301 characters"),
    ],
)
def test_a_wrong_row_is_named_with_its_cure(tmp_path: Path, asked: dict[str, Row], row: str, wrong: str) -> None:
    """The clerk reads which line it is and what to write."""
    with pytest.raises(AnswerMistakes) as caught:
        answered(tmp_path, asked, f"code,result,note\nBBB,ok,\n{row}\n")

    assert [f"answers.csv:{row.count(chr(10)) + 3}: "] == [str(caught.value)[: len("answers.csv:3: ")]]
    assert wrong in str(caught.value)


def test_all_wrong_rows_are_named_at_once(tmp_path: Path, asked: dict[str, Row]) -> None:
    """Nobody mends one to meet the next."""
    with pytest.raises(AnswerMistakes) as caught:
        answered(tmp_path, asked, "code,result,note\nAAA,yes,\nBBB,no,\n")

    assert len(caught.value.mistakes) == 2


@pytest.mark.parametrize(("text", "wrong"), [("code,note\n", "the column `result` is missing"), ("", "the column `code`")])
def test_a_table_without_its_columns_is_refused(tmp_path: Path, asked: dict[str, Row], text: str, wrong: str) -> None:
    """It says which one, and how the table begins."""
    with pytest.raises(AnswerMistakes, match=f"{wrong}.* code,result,note" if text else wrong):
        answered(tmp_path, asked, text)


def test_a_table_in_another_encoding_is_refused(tmp_path: Path, asked: dict[str, Row]) -> None:
    """Notes are not turned into signs that nobody can read."""
    with pytest.raises(AnswerMistakes, match="save it as “CSV UTF-8”"):
        answered(tmp_path, asked, "code,result,note\nAAA,gone,番号なし\n", "shift_jis")
