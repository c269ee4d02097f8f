"""Edits by line: what is meant changes, and everything else of a file stays as its editor wrote it."""

import pytest

from content.lines import Lines, NotEditable, scalar

BEFORE = """# a comment stays
list:
- id: one   # so does this
  status: confirmed   # and this
  hours:
    status: confirmed
    weekly:
      - {days: [mon], from: 08:30}
      - {days: [tue], from: 08:30}
    # about holidays
    holidays: open
  sources:
    - {title: "A: b", read_on: 2026-11-22,
       url: https://example.org}
  expires_on: 2027-05-21

- {id: two, status: confirmed, expires_on: 2027-05-21}
"""


def test_only_what_is_meant_changes() -> None:
    """Comments, quotes, order and line breaks survive."""
    lines = Lines(BEFORE)

    lines.put(("list", 0), "status", "disputed", "")
    lines.note(("list", 0, "status"), "Sato on 2026-12-01", "gone: a fax now")
    lines.take_out(("list", 0, "hours"), "weekly")
    lines.put(("list", 0, "sources", 0), "read_on", "2026-12-01", "")
    lines.note(("list", 0, "sources", 0), "Sato on 2026-12-01", "changed: new law")
    lines.put(("list", 0), "verified_on", "null", "expires_on")
    lines.put(("list", 1), "verified_on", "Sato on 2026-12-01", "expires_on")

    assert lines.text() == """# a comment stays
list:
- id: one   # so does this
  # Sato on 2026-12-01: gone: a fax now
  status: disputed   # and this
  hours:
    status: confirmed
    # weekly:
    #   - {days: [mon], from: 08:30}
    #   - {days: [tue], from: 08:30}
    # about holidays
    holidays: open
  sources:
    # Sato on 2026-12-01: changed: new law
    - {title: "A: b", read_on: 2026-12-01,
       url: https://example.org}
  expires_on: 2027-05-21
  verified_on: null

- {id: two, status: confirmed, expires_on: 2027-05-21, verified_on: Sato on 2026-12-01}
"""


def test_the_same_note_is_written_once() -> None:
    """Who records a list a second time, with more rows filled in, repeats nothing."""
    once = Lines(BEFORE)
    once.note(("list", 0, "status"), "Sato on 2026-12-01", "gone: a fax now")
    again = Lines(once.text())

    again.note(("list", 0, "status"), "Sato on 2026-12-02", "gone: a fax now")

    assert again.text() == once.text()


@pytest.mark.parametrize("end", ["\n", ""])
def test_a_field_can_be_added_at_the_very_end(end: str) -> None:
    """Also where the last line does not end."""
    lines = Lines(f"id: pay\nexpires_on: 2026-12-01{end}")

    lines.put((), "verified_on", "Sato on 2026-12-01", "expires_on")

    assert lines.text() == "id: pay\nexpires_on: 2026-12-01\nverified_on: Sato on 2026-12-01\n"


def test_an_empty_field_is_filled() -> None:
    """`verified_on:` with nothing behind it is a place to write."""
    lines = Lines("expires_on: 2026-12-01\nverified_on:\n")

    lines.put((), "verified_on", "Sato on 2026-12-01", "expires_on")

    assert lines.text() == "expires_on: 2026-12-01\nverified_on: Sato on 2026-12-01\n"


def test_what_shares_a_line_is_not_taken_out() -> None:
    """Rather nothing than half a line."""
    with pytest.raises(NotEditable, match="line 1: `weekly` does not stand on lines of its own"):
        Lines("hours: {status: confirmed, weekly: []}\n").take_out(("hours",), "weekly")


@pytest.mark.parametrize("name", ["Sato", "佐藤 花子", "O'Neil: head # of desk", "2026", "null", "[x]", 'the "desk"'])
def test_any_name_stands_as_it_is(name: str) -> None:
    """Whatever a person is called, the file says it and can be read."""
    lines = Lines("a: {b: c}\n")

    lines.put(("a",), "verified_on", scalar(f"{name} on 2026-12-01"), "b")

    again = Lines(lines.text())
    assert again._node(("a", "verified_on")).value == f"{name} on 2026-12-01"
