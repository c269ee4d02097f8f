"""Who can be reached after a card: open at that moment, in the person's language, and never at the card's expense."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bot.core.wire import reply_from_json
from content import Content, Mistake, read
from content.card import CARDS, SITUATIONS
from content.easy import plain
from content.showing import speaks
from content.texts import LANGUAGES
from content.words import card
from tests.clock import JAPAN
from tests.yardstick import seconds_of, slowness

NOON = datetime(2026, 11, 25, 12, 0, tzinfo=JAPAN)
NIGHT = datetime(2026, 11, 25, 3, 0, tzinfo=JAPAN)
SUNDAY_NIGHT = datetime(2026, 11, 29, 3, 0, tzinfo=JAPAN)
KINDS = (*CARDS, *SITUATIONS)
DESPAIR = ("self_harm", "self_harm_other")
"""Cards whose numbers are those to talk to: there is none left to end with."""
UNSPOKEN = ("km", "my", "und")
"""Languages that no counter of ours on the cards speaks."""

type Edit = Callable[[str, str, str], None]


@pytest.fixture(scope="module")
def ours() -> Content:
    return read()


def after(content: Content, kind: str, language: str, now: datetime) -> list[dict[str, Any]]:
    """The counters that stand before the card's question."""
    before = card(content, kind, language, now)[-2]
    return list(before["counters"]) if before["kind"] == "counters" else []


def ids(content: Content, kind: str, language: str, now: datetime) -> list[str]:
    return [counter["id"] for counter in after(content, kind, language, now)]


@pytest.mark.parametrize("now", [NOON, NIGHT, SUNDAY_NIGHT], ids=["noon", "night", "sunday night"])
@pytest.mark.parametrize("language", [*LANGUAGES, "ja-x-easy", "und"])
def test_every_card_ends_with_somebody_to_ask(ours: Content, language: str, now: datetime) -> None:
    """At noon and at three in the morning, in all languages: one or two that are open, else one alone that says when;
    confirmed, no police, and answering in the person's language or, where none does, in English."""
    assert len(LANGUAGES) == 14
    for kind in set(KINDS) - set(DESPAIR):
        replies = [reply_from_json(each) for each in card(ours, kind, language, now)]
        found = replies[-2].counters
        assert replies[-2].text and 1 <= len(found) <= 2
        assert all(counter.open_now for counter in found) or (len(found) == 1 and (found[0].opens_at or found[0].hours.text))
        for counter in found:
            record = ours.counters[counter.id]
            assert record.status == "confirmed" and record.kind not in ("emergency", "police")
            assert speaks(record, "en" if language in UNSPOKEN else plain(language))


@pytest.mark.parametrize(
    ("kind", "language", "now", "expected"),
    [
        ("danger", "vi", NOON, ["human-rights-foreign-language", "dv-consultation-plus"]),
        ("danger", "vi", NIGHT, ["dv-consultation-plus"]),
        ("danger", "ja", NOON, ["human-rights-everyone", "yorisoi-hotline"]),
        ("danger", "ja", NIGHT, ["yorisoi-hotline", "dv-consultation-plus"]),
        ("sea", "id", NIGHT, ["human-rights-foreign-language"]),
        ("child", "ja", NOON, ["human-rights-children", "human-rights-everyone"]),
        ("self_harm", "ja-x-easy", NIGHT, []),
        ("self_harm_other", "ne", NOON, []),
    ],
)
def test_the_moment_and_the_language_decide(
    ours: Content, kind: str, language: str, now: datetime, expected: list[str]
) -> None:
    """Offices by day, lines that never close by night; in despair none but those that come first."""
    assert ids(ours, kind, language, now) == expected


def test_the_next_opening_is_told_with_its_time(ours: Content) -> None:
    """On a Sunday night the office is shown with the Monday morning it opens, in words too."""
    (counter,) = after(ours, "sea", "en", SUNDAY_NIGHT)
    assert (counter["open_now"], counter["opens_at"]) == (False, "2026-11-30T09:00+09:00")
    assert "opens Monday at 09:00" in counter["note"]


def test_by_which_way_the_language_is_spoken_is_told_first(ours: Content) -> None:
    """Where the telephone is Japanese and other languages are for the chat, nobody calls for nothing."""
    foreign, japanese = (after(ours, "danger", language, NIGHT)[-1]["cautions"] for language in ("en", "ja"))
    assert "by chat" in foreign[0]
    assert len(foreign) == len(japanese) + 1


def test_english_is_named_where_it_is_not_the_person_s(ours: Content) -> None:
    """Who writes Burmese is told that this one speaks English, in Burmese."""
    assert "အင်္ဂလိပ်စကား" in after(ours, "danger", "my", NOON)[0]["note"]


@pytest.mark.parametrize("language", [*LANGUAGES, "ja-x-easy", "und"])
def test_nobody_is_named_twice_on_a_card(ours: Content, language: str) -> None:
    """Whoever reads it in despair reads each number once, with its hours; there it is the line to talk to that has them."""
    for kind in KINDS:
        shown = [counter for reply in card(ours, kind, language, NIGHT) for counter in reply.get("counters", ())]
        assert len(shown) == len({counter["id"] for counter in shown}), kind
    for kind in DESPAIR:
        first = card(ours, kind, language, NIGHT)[0]["counters"]
        assert next(counter for counter in first if counter["id"] == "yorisoi-hotline")["hours"]["text"]


def test_nothing_comes_before_the_first_bubble(ours: Content) -> None:
    """The card itself is what it was; the counters stand before its question, and the repetition has none."""
    for kind in KINDS:
        whole = card(ours, kind, "en", NOON)
        end = ["question"] if kind in DESPAIR else ["counters", "question"]
        assert [reply["kind"] for reply in whole] == [*["card"] * (len(whole) - len(end)), *end]
        assert [counter["id"] for counter in whole[0]["counters"]] == list(ours.card.cards[kind].numbers)
        assert [reply["kind"] for reply in card(ours, kind, "en", NOON, again=True)] == ["card"]


def test_whatever_goes_wrong_the_card_goes_out(
    ours: Content, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A broken search costs the counters alone, and the log names the error without its text."""
    whole = card(ours, "danger", "vi", NOON)

    def broken(*_: object) -> list[dict[str, Any]]:
        raise RuntimeError("words of somebody")

    monkeypatch.setattr("content.words.reachable", broken)
    assert card(ours, "danger", "vi", NOON) == [*whole[:-2], whole[-1]]
    assert "RuntimeError" in caplog.text and "words of somebody" not in caplog.text


def test_it_is_quick(ours: Content) -> None:
    """The counters add less than 5 ms of work to a card, in any language."""
    for language in ours.languages:
        assert seconds_of(partial(card, ours, "danger", language, NIGHT), tries=5) < 0.005 * slowness(), language


@pytest.fixture
def ending(folder: Path, edit: Edit) -> Callable[[str], Content]:
    """The small content, its card of danger ending with these counters."""

    def with_then(then: str) -> Content:
        edit("card.yml", "    numbers: [police]\n", f"    numbers: [police]\n    then: [{then}]\n")
        return read(folder)

    return with_then


def test_an_expired_one_comes_last(ending: Callable[[str], Content], edit: Edit) -> None:
    """Of two that are open, the one that has not been read again for long stands behind."""
    weekly = "[{days: [mon, tue, wed, thu, fri], from: 09:00, to: 17:00}]"
    edit("counters.yml", "hours: {status: unknown,", f"hours: {{status: confirmed, weekly: {weekly},")
    edit("counters.yml", "expires_on: 2027-05-21", "expires_on: 2026-11-24")
    content = ending("office, women")

    assert ids(content, "danger", "ja", NOON - timedelta(days=1)) == ["office", "women"]
    assert ids(content, "danger", "ja", NOON) == ["women", "office"]


def test_a_withdrawn_number_is_not_shown(ending: Callable[[str], Content], edit: Edit) -> None:
    """A counter of the list that is not confirmed is passed over; where none is left, the card has no such reply."""
    content = ending("guess")
    assert "counters" not in [reply["kind"] for reply in card(content, "danger", "ja", NOON)]


def test_no_police_and_no_unknown_counter(edit: Edit, mistakes: Callable[[], tuple[Mistake, ...]]) -> None:
    """The check names what cannot stand there."""
    edit("card.yml", "    numbers: [police]\n", "    numbers: [police]\n    then: [police, nowhere]\n")
    said = {(mistake.file, mistake.wrong) for mistake in mistakes()}
    assert {("card.yml", "`police` is emergency"), ("card.yml", "there is no counter `nowhere`")} <= said
