"""Whoever writes is answered in the language they write."""

import threading
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.door.evaluate import read_rows
from bot.languages import CODES, Languages
from bot.settings import ROOT
from tests.languages.rows import ALONE, NEIGHBOURS, STICKY, rows

ALL = frozenset(CODES)
FROZEN = [row for kind in ("nlu", "safety") for file in (ROOT / "tests/evaluation" / kind).iterdir() for row in read_rows(file)]


@pytest.fixture(scope="module")
def tongue(learned: Path) -> Languages:
    languages = Languages(ALL, learned)
    languages.warm_up()
    return languages


def test_the_table_is_large_enough_to_mean_something() -> None:
    """Our figures rest on at least 200 messages, every language among them."""
    count = Counter(language for language, _ in rows())
    assert len(rows()) >= 200
    assert set(CODES) <= set(count)
    assert min(count.values()) >= 6


@pytest.mark.parametrize("language", [*CODES, "und"])
def test_a_message_is_recognised_in_its_language(tongue: Languages, language: str) -> None:
    """I write my language, with errors and without accents, and I am understood as writing it."""
    mine = [text for code, text in rows() if code == language]
    right = sum(tongue.detect(text, None) == language for text in mine)
    assert right / len(mine) >= (0.97 if language in ("en", "ja") else 0.9)


def test_nearly_every_message_of_the_table_is_recognised(tongue: Languages) -> None:
    """Over all languages at most three messages in a hundred are taken for another language."""
    assert sum(tongue.detect(text, None) == language for language, text in rows()) >= 0.97 * len(rows())


@pytest.mark.parametrize("language", ["ja", "ko", "ne", "th", "my", "km"])
def test_what_is_written_in_latin_letters_is_recognised(tongue: Languages, language: str) -> None:
    """Without a keyboard of my script I write by sound, and am answered in my language: the frozen messages, the broken English
    and Japanese of some among them counted as my language."""
    mine = [row.text for row in FROZEN if row.lang == language and row.text.isascii()]
    assert len(mine) >= 20
    assert sum(tongue.detect(text, None) == language for text in mine) >= 0.85 * len(mine)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_before_the_identifier_is_loaded_small_words_decide(language: str) -> None:
    """The first second after a start is no worse for me than any other."""
    cold = Languages(ALL)
    cold._asked = True  # keeps the thread from starting, so that this measures the small words alone
    mine = [text for code, text in rows() if code == language]
    assert sum(cold.detect(text, None) == language for text in mine) >= 0.97 * len(mine)


@pytest.mark.parametrize(("text", "sticky", "wanted"), STICKY)
def test_my_language_stays_unless_i_clearly_write_another(tongue: Languages, text: str, sticky: str, wanted: str) -> None:
    """One borrowed word does not turn the talk into a language I cannot read."""
    assert tongue.detect(text, sticky) == wanted


@pytest.mark.parametrize(("text", "wanted"), ALONE)
def test_a_first_word_gets_a_sensible_language(tongue: Languages, text: str, wanted: str) -> None:
    """My first message may be one word, or none."""
    assert tongue.detect(text, None) == wanted


@pytest.mark.parametrize(("text", "wanted"), NEIGHBOURS)
@pytest.mark.parametrize("sticky", [None, "en"])
def test_a_language_we_lack_counts_as_its_neighbour(tongue: Languages, text: str, sticky: str | None, wanted: str) -> None:
    """I write Hindi or Malay: I am answered in what is nearest to it, and the buttons offer me the others."""
    assert tongue.detect(text, sticky) == wanted


@pytest.mark.parametrize("word", ["help", "ok", "visa", "passport", "hello", "yes"])
@pytest.mark.parametrize("sticky", CODES)
def test_words_of_the_whole_world_switch_nothing(tongue: Languages, word: str, sticky: str) -> None:
    """I may type "help" in any talk and keep my language."""
    assert tongue.detect(word, sticky) == sticky


def test_a_language_that_is_not_served_is_still_named(learned: Path) -> None:
    """Staff see which language I write even when nobody has written answers in it yet."""
    two = Languages(frozenset({"en", "ja"}), learned)
    two.warm_up()
    assert two.detect("여권을 빼앗겼어요", None) == "ko"
    assert two.detect("mi jefe me quito el pasaporte y no me paga", "en") == "es"


def test_what_was_learned_is_loaded_behind_the_first_message(learned: Path) -> None:
    """My first message does not wait for a model."""
    languages = Languages(ALL, learned)
    assert languages.detect("my boss took my passport", None) == "en"
    for thread in threading.enumerate():
        if thread.name == "languages":
            thread.join(30)
    assert languages.detect("mero passport boss le liyo", None) == "ne"


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04"])
def test_a_broken_file_costs_nobody_an_answer(tmp_path: Path, content: bytes) -> None:
    """If what was learned is broken I still get a language."""
    file = tmp_path / "languages.npz"
    file.write_bytes(content)
    languages = Languages(ALL, file)
    languages.warm_up()
    assert languages.detect("my boss took my passport", None) == "en"
    assert languages.detect("tasukete kudasai", None) == "ja"


@settings(max_examples=400, deadline=None)
@given(st.text(st.characters(), max_size=300), st.sampled_from([None, *CODES, "ja-x-easy", "xx", ""]))
def test_any_text_has_an_answer(text: str, sticky: str | None) -> None:
    """Whatever my keyboard sends, the detector answers with a language or with "unknown"."""
    assert Languages(ALL).detect(text, sticky) in {*CODES, "ja-x-easy", "und"}


@pytest.mark.parametrize("piece", ["\ud800", "\x00", "\u202e", "a", "あ", "漢", "က", "🆘", "￿", "\u0301"])
def test_long_and_odd_text_has_an_answer(tongue: Languages, piece: str) -> None:
    """Ten thousand characters of anything neither break it nor slow it down."""
    assert tongue.detect(piece * 10_000, None) in {*CODES, "und"}
