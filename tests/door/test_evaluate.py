"""The measure is right: whoever reads a figure can rely on it."""

from pathlib import Path

import pytest

from bot.door.evaluate import Judged, Row, bare, caught, figures, interval, read_rows, report
from bot.door.parse import NotParsed

HEADER = "id\tlang\ttext\tintents\temergency\tstyle\n"


def judged(intents: str, got: str, confidence: float = 0.9, emergency: str = "must_not", urgent: bool = False) -> Judged:
    return Judged(Row("id", "en", "text", tuple(intents.split("|")), emergency, "clean"), got, confidence, urgent)


def test_what_counts_as_right() -> None:
    """Any accepted intent is right; `may` counts neither as recall nor as a false alarm."""
    some = [
        judged("a|b", "b"), judged("a", "c"), judged("emergency", "emergency", emergency="must", urgent=True),
        judged("emergency", "emergency", emergency="must"), judged("a", "a", emergency="may", urgent=True),
        judged("a", "a", urgent=True),
    ]  # fmt: skip
    assert figures(some) == {"right answer": (5, 6), "emergency recall": (1, 2), "false alarms": (1, 3), "language found": (0, 0)}


def test_out_of_scope_is_caught_by_name_or_by_low_confidence() -> None:
    """What is not our subject must not be answered as if it were."""
    inside = [judged("a", "a", 0.05 * n) for n in range(1, 21)]
    outside = [judged("out_of_scope", *found) for found in (("out_of_scope", 0.9), ("a", 0.01), ("a", 0.99), ("b", 0.5))]
    assert caught([*inside, *outside]) == (0.1, 0.5)
    assert caught([judged("a", "out_of_scope", 0.9), *inside[1:], *outside]) == (0.1, 0.5), "called so is rejected as well"
    assert caught([judged("a", "out_of_scope", 0.9), *inside, *outside]) == (0.05, 0.5)
    assert caught(inside) == (0.0, 0.0)


def test_the_interval_holds_the_share() -> None:
    """The bracket is where the figure may lie by chance."""
    low, high = interval(90, 100)
    assert 80 < low < 90 < high < 100


def test_the_report_names_rows_and_never_their_words() -> None:
    """What people wrote stays in the file."""
    text = report([judged("a", "b"), judged("emergency", "b", 0.2, "must")], misses=True)
    assert "a → b" in text and "missed emergencies: id" in text and "reliability" in text
    assert "text" not in text


@pytest.mark.parametrize(
    ("content", "said"),
    [("id\tlang\n", "columns text, intents, emergency"), (f"{HEADER}1\ten\thi\tgreet\tnever\tclean\n", "x.tsv:2")],
)
def test_a_mistake_in_a_file_is_named(tmp_path: Path, content: str, said: str) -> None:
    """The file, the line and what to write."""
    file = tmp_path / "x.tsv"
    file.write_text(content, "utf-8")
    with pytest.raises(NotParsed, match=said):
        read_rows(file)


def test_a_row_can_be_asked_without_its_accents() -> None:
    """A phone that has no accents is measured on the same messages, the rest of the row as it was."""
    row = Row("1", "vi", "Đưa hộ chiếu của tôi đây", ("documents_taken",), "must_not", "clean")
    assert bare(row) == Row("1", "vi", "Dua ho chieu cua toi day", ("documents_taken",), "must_not", "clean")


def test_the_language_is_asked_of_messages_that_can_tell() -> None:
    """Three words can tell, and nine characters where no spaces are written; shorter ones do not count."""
    texts = {"en": "one two three", "th": "ฉันถูกขังอยู่ข้างใน", "ja": "出られない", "ko": "네"}
    some = [Judged(Row("id", code, text, ("a",), "may", ""), "a", 0.9, False, "en") for code, text in texts.items()]
    assert figures(some)["language found"] == (1, 2)
