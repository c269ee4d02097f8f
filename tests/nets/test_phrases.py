"""The safety net's first stage: nobody who cries for help is missed, whatever they type, however they type it."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.safety import Level
from bot.nets.phrases import Phrases

NET = Phrases.load()
CRIES = [
    "he locked me in, help", "help me please he has a knife", "they are going to sell me tonight", "i am locked in the room",
    "閉じ込められています 助けて", "今なぐられています", "殺される", "tasukete kudasai", "救命", "SOS",
]  # fmt: skip
DESPAIR = ["i want to die", "i want to kill myself", "死にたい", "もう生きていたくない"]
BARE = [
    "raped", "誘拐", "yuukai", "강간", "绑架", "綁架", "bắt cóc", "nalulunod", "ลักพาตัว", "terbakar", "afogando", "violada", "अपहरण",
    "ပြန်ပေးဆွဲ", "រំលោភ",
]  # fmt: skip
CALM = [
    "where can i get help in osaka", "my boss took my passport", "how much is a lawyer", "is 110 free", "thank you for your help",
    "this queue is killing me", "会社がパスポートを返してくれません", "相談できるところはありますか", "死ぬほど忙しい", "110番は無料ですか",
]  # fmt: skip


@pytest.mark.parametrize("text", CRIES)
def test_a_cry_raises_the_alarm(text: str) -> None:
    """I am in danger; the numbers come."""
    alarm = NET.check(text)

    assert alarm and Level.DANGER is alarm.level
    assert text not in alarm.rule


@pytest.mark.parametrize("text", BARE)
def test_one_word_says_it_all(text: str) -> None:
    """Somebody who could type no more than this."""
    alarm = NET.check(text)

    assert alarm and Level.DANGER is alarm.level


@pytest.mark.parametrize("text", DESPAIR)
def test_despair_raises_its_own_alarm(text: str) -> None:
    """I do not want to live; other lines come first, not the police."""
    alarm = NET.check(text)

    assert alarm and Level.SELF_HARM is alarm.level


@pytest.mark.parametrize("text", CALM)
def test_an_ordinary_question_raises_none(text: str) -> None:
    """I ask calmly and am answered calmly."""
    alarm = NET.check(text)

    assert alarm is None or not alarm.urgent


@pytest.mark.parametrize("text", CRIES[:4] + CRIES[4:7])
@pytest.mark.parametrize("change", [str.upper, str.title, lambda t: f"… {t} !!!", lambda t: unicodedata.normalize("NFD", t)])
def test_how_it_is_typed_hides_nothing(text: str, change: object) -> None:
    """Capitals, signs, decomposed letters: the same cry."""
    alarm = NET.check(change(text))  # type: ignore[operator]

    assert alarm and alarm.urgent


@pytest.mark.parametrize("text", ["heeeelp meeee", "助けてーーーー", "ｈｅｌｐ ｍｅ", "h e l p  m e"])
def test_stretched_wide_and_spaced_cries_are_heard(text: str) -> None:
    """Shaking hands do not spell."""
    alarm = NET.check(text)

    assert alarm and alarm.urgent


@pytest.mark.parametrize("cry", CRIES[:2] + CRIES[4:5])
def test_a_cry_in_the_middle_of_a_long_message_is_found(cry: str) -> None:
    """I tell my whole story; the one sentence that matters is seen."""
    story = "I came to Japan two years ago and worked on a farm near the sea. " * 25
    alarm = NET.check(f"{story} {cry}. {story}")

    assert alarm and alarm.urgent


@settings(max_examples=400, deadline=None)
@given(st.text(max_size=600))
def test_whatever_a_person_writes_it_never_raises(text: str) -> None:
    """Nothing that can be typed breaks the net."""
    NET.check(text)


@pytest.mark.parametrize("text", ["\ud800", "\x00" * 50, "\u202e" * 300, "ﷺ" * 200, "a" * 10_000, "た" * 10_000, "助" * 3_000, "( " * 4_000])
def test_hostile_text_is_only_text(text: str) -> None:
    """Lone surrogates, direction marks, ten thousand letters."""
    NET.check(text)
