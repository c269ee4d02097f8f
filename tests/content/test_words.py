"""What is said: in the person's language, with what is really in force, and never with a hole in it."""

from datetime import datetime

import pytest

from bot.core.wire import reply_from_json
from content import Content
from content.words import bubbles, card, first_words, privacy, say, served
from tests.clock import JAPAN

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=JAPAN)
RUNNING: dict[str, str | int | bool] = {
    "operator": "", "operator_is_immigration": True, "retention_days": 30, "web_minutes": 30, "app_hours": 24,
}


@pytest.mark.parametrize(
    ("key", "language", "expected"),
    [
        ("holding", "ja", "お待ちください。"), ("holding", "en", "Please wait."), ("holding", "vi", "Please wait."),
        ("refused", "zh-TW", "没有保存。"), ("holding", "ja-x-easy", "まって ください。"),
        ("refused", "ja-x-easy", "保存できませんでした。"),
        ("holding", "und", "まって ください。\n\nPlease wait."), ("refused", "und", "保存できませんでした。\n\nNot saved."),
    ],
)
def test_everyone_reads_something(small: Content, key: str, language: str, expected: str) -> None:
    """The person's language, else its base, else English; who writes an unknown one gets easy Japanese and English."""
    assert say(small, key, language) == expected


def test_only_served_languages_are_served(small: Content) -> None:
    """We say that we speak a language only when every text is there."""
    assert [language for language in ("en", "ja", "zh", "und", None) if served(small, language)] == ["en", "ja"]


def test_the_words_say_what_is_in_force(small: Content) -> None:
    """The days that a person is told are the days that are set, for whatever operator."""
    said = " ".join(privacy(small, "en", **{**RUNNING, "retention_days": 7}, channel="website"))
    first = " ".join(first_words(small, "ja", **{**RUNNING, "operator": "ある団体", "operator_is_immigration": False}))

    assert said == "Kept 7 days. You write through this website. You can erase it."
    assert first == "こんにちは。 ある団体です。入管ではありません。30日です。"


def test_a_value_that_is_not_known_leaves_no_hole(small: Content) -> None:
    """The sentence about the channel is left out where the channel is not known; a brace is shown to nobody."""
    assert privacy(small, "en", **RUNNING) == ["Kept 30 days. You can erase it."]
    assert privacy(small, "ja", **RUNNING) == ["30日です。消せます。"]
    assert bubbles(small, "speaks", "en") == []


def test_a_channel_without_words_is_named_as_it_is(small: Content) -> None:
    """Telegram is called Telegram in every language."""
    assert "through Telegram." in privacy(small, "en", **RUNNING, channel="Telegram")[0]


def test_values_are_shown_as_they_are(small: Content) -> None:
    """Nothing inside a value is filled in again."""
    assert say(small, "speaks", "en", language="{channel}") == "speaks {channel}"


@pytest.mark.parametrize("kind", ["danger", "danger_other", "self_harm"])
@pytest.mark.parametrize("language", ["en", "ja", "vi", "und"])
def test_the_card_holds_all_that_is_needed(small: Content, kind: str, language: str) -> None:
    """Numbers to tap in the first bubble, a text to show, what to say, then: is it safe to go on?"""
    replies = [reply_from_json(each) for each in card(small, kind, language, NOW)]

    assert [counter.tel for counter in replies[0].counters] == ["tel:110"]
    assert {reply.kind for reply in replies[:-1]} == {"card"}
    assert [reply.show.ja for reply in replies if reply.show] == ["助けてください。", "すぐに来てください。"]
    choices = [button.choice for button in replies[-1].buttons]
    assert choices == ["gateway:safe", "gateway:not_safe", "gateway:card", "gateway:human"]
    assert replies[-1].kind == "question"


def test_the_card_is_in_the_person_s_language(small: Content) -> None:
    """Japanese for Japanese, English for English, both for whoever we cannot understand."""
    assert card(small, "danger", "ja", NOW)[0]["text"] == "110番です。"
    assert card(small, "danger", "en", NOW)[0]["text"] == "Call 110."
    assert [reply["text"] for reply in card(small, "danger", "und", NOW)[:2]] == [
        "えいごか にほんごで かいて ください。\n\nいま あぶない とき: 110",
        "You can write in English or Japanese.\n\nIn danger now: 110",
    ]


def test_the_card_again_is_short(small: Content) -> None:
    """Who has just seen the card gets the numbers alone."""
    (reply,) = card(small, "danger", "en", NOW, again=True)

    assert (reply["text"], [counter["phone"] for counter in reply["counters"]]) == ("Again 110.", ["110"])


def test_no_reading_aid_for_those_who_read_japanese(small: Content) -> None:
    """A reading aid helps who cannot read Japanese."""
    assert card(small, "danger", "ja", NOW)[2]["show"]["reading"] == ""
    assert card(small, "danger", "vi", NOW)[2]["show"]["reading"] == "Tasukete kudasai."
