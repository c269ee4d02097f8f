"""Stamping: a translation knows which original it was made from, and the file stays as its editor wrote it."""

import hashlib
from pathlib import Path

import pytest

from content import ContentMistakes, read
from content.stamping import stamp, stamped
from content.texts import mark

BEFORE = """# a comment stays
text:
  en: {state: original, say: ["Hello", 'it''s me']}   # so does this one
  ja: {state: machine, of: "", say: ["こんにちは", わたしです]}
  zh: {state: machine, say: [你好]}
  vi:
    state: machine   # 日本
    say:
      - Xin chào
  th:
    state: reviewed by Somchai on 2026-11-22
    of:
    say: [x]
  ko: {state: machine, of: 0123456789ab, say: [x]}
"""


def test_the_mark_is_what_everyone_computes() -> None:
    """Twelve hex digits of the SHA-256 of the bubbles, an empty line between them."""
    assert mark(["a", "b"]) == hashlib.sha256(b"a\n\nb").hexdigest()[:12]


def test_stamping_touches_the_marks_and_nothing_else() -> None:
    """Comments, quotes, order and line breaks of an editor survive."""
    wanted = f'"{mark(["Hello", "it" + chr(39) + "s me"])}"'

    after = stamped(BEFORE)

    assert after == f"""# a comment stays
text:
  en: {{state: original, say: ["Hello", 'it''s me']}}   # so does this one
  ja: {{state: machine, of: {wanted}, say: ["こんにちは", わたしです]}}
  zh: {{state: machine, of: {wanted}, say: [你好]}}
  vi:
    state: machine
    of: {wanted}   # 日本
    say:
      - Xin chào
  th:
    state: reviewed by Somchai on 2026-11-22
    of: {wanted}
    say: [x]
  ko: {{state: machine, of: {wanted}, say: [x]}}
"""


def test_stamping_twice_changes_nothing() -> None:
    """An editor may run it as often as they like."""
    assert stamped(stamped(BEFORE)) == stamped(BEFORE)


def test_one_text_in_two_places_is_stamped_once() -> None:
    """A text that is used again by an alias is not written twice."""
    once = stamped('a: &x\n  en: {state: original, say: [a]}\n  ja: {state: machine, of: "", say: [b]}\nb: *x\n')

    assert once.count(mark(["a"])) == 1


def test_a_changed_original_makes_its_translations_stale(folder: Path) -> None:
    """When the original changes, nobody is shown the old translation unnoticed: the check fails until someone looks."""
    file = folder / "topics" / "papers.yml"
    file.write_text(file.read_text(encoding="utf-8").replace("can help you ask", "may help you ask"), encoding="utf-8")
    with pytest.raises(ContentMistakes, match="older original"):
        read(folder)

    assert stamp(folder, ["topics/pay.yml"]) == []
    with pytest.raises(ContentMistakes, match="older original"):
        read(folder)
    assert stamp(folder) == ["topics/papers.yml"]
    assert read(folder)
