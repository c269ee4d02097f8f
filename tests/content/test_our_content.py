"""Our own content: everything served in every language, every intent answered, no number shown that we are not sure of."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.core.wire import reply_from_json
from content import FOLDER, Content, read
from content.card import AGAIN, CARDS, SITUATIONS
from content.easy import EASY
from content.finding import find
from content.freshness import expired
from content.numbers import numbers_of
from content.showing import show, showable
from content.texts import LANGUAGES, TAGS, closest
from content.topics import NEEDS
from content.words import UNKNOWN, card, first_words, privacy
from tests.clock import JAPAN
from tests.yardstick import seconds_of, slowness

ROOT = FOLDER.parent
TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=JAPAN)
KINDS = (*CARDS, *SITUATIONS)
RUNNING: dict[str, str | int | bool] = {
    "operator": "", "operator_is_immigration": True, "retention_days": 30, "web_minutes": 30, "app_hours": 24,
}


@pytest.fixture(scope="module")
def ours() -> Content:
    return read()


@pytest.fixture(scope="module")
def domain() -> dict[str, Any]:
    return dict(yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def directory() -> list[dict[str, Any]]:
    """counters.yml as plain YAML, read without our reader."""
    return list(yaml.load((FOLDER / "counters.yml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)["counters"])


def rendered(ours: Content) -> Iterator[tuple[str | None, str]]:
    """Everything a person can be shown, with the id of the counter it stands under."""
    for language, id in product((*ours.languages, "vi", "und"), ours.counters):
        for wanted in (None, *LANGUAGES):
            yield id, json.dumps(show(ours, ours.counters[id], language, NOW, wanted), ensure_ascii=False)
    for language in (*ours.languages, "und"):
        for kind, again in product(KINDS, (False, True)):
            yield None, json.dumps(card(ours, kind, language, NOW, again), ensure_ascii=False)
        yield None, " ".join([*privacy(ours, language, **RUNNING), *first_words(ours, language, **RUNNING)])
    for topic in ours.topics.values():
        for text in topic.text.values():
            yield None, "\n".join(text.say)
    for answer in ours.conversation.answers.values():
        for text in answer.text.values():
            yield None, "\n".join(text.say)


def test_our_content_has_no_mistake(ours: Content) -> None:
    """Nothing is missing, too long, stale, promised or wrongly dialled."""
    assert len(ours.topics) >= 50
    assert len(ours.counters) >= 50


def test_everything_is_served_in_every_language(ours: Content) -> None:
    """All fourteen languages and easy Japanese have every text: nobody who was promised Khmer meets English half-way."""
    assert len(TAGS) == 15
    assert set(ours.languages) == set(TAGS)
    for language in ours.languages:
        assert all(topic.text[language].say and topic.title[language] for topic in ours.topics.values())
        assert all(answer.text[language].say for answer in ours.conversation.answers.values())
        assert all(question.text[language].say for question in ours.selfcheck.questions)
        assert all(key in ours.interface.words and ours.interface.words[key][language] for key in ours.interface.words)


def test_every_intent_is_answered(ours: Content, domain: dict[str, Any]) -> None:
    """Whatever the engine understands, there are words for it; emergencies have the card."""
    known = set(ours.topics) | set(ours.conversation.answers) | {"emergency", "self_harm"}

    assert set(domain["intents"]) <= known
    assert len(domain["intents"]) == 66


def test_the_self_check_fits_the_domain(ours: Content, domain: dict[str, Any]) -> None:
    """Each question has a slot of its own name, in the same order, at most eight."""
    assert [question.id for question in ours.selfcheck.questions] == domain["forms"]["self_check_form"]["required_slots"]


def test_the_self_check_leads_nobody(ours: Content) -> None:
    """About half of the signs go with yes and half with no: nobody is led to one answer."""
    questions = ours.selfcheck.questions
    asked = [text.say[-1].rstrip() for question in questions for text in question.text.values()]

    assert 3 <= [question.sign for question in questions].count("yes") <= 5
    questions_end = ("?", "？", "か。", "လား။", "လဲ။", "ไหม", "หรือไม่", "หรือเปล่า", "หรือครอบครัว")
    assert [text for text in asked if not text.endswith(questions_end)] == []


def test_only_confirmed_numbers_are_shown(ours: Content, directory: list[dict[str, Any]]) -> None:
    """Each number shown to anybody is one that its record, or one of its lines, marks as confirmed."""
    confirmed = {
        (record["id"], part["phone"])
        for record in directory
        for part in (record, *record.get("lines", ()))
        if part["status"] == "confirmed" and part.get("phone")
    }
    shown = {
        (record.id, show(ours, record, language, NOW, wanted)["phone"])
        for record in ours.counters.values()
        for language, wanted in product(ours.languages, (None, *LANGUAGES))
    }

    assert {pair for pair in shown if pair[1]} <= confirmed
    assert len({pair for pair in shown if pair[1]}) > 30


def test_candidates_are_never_shown(ours: Content, directory: list[dict[str, Any]]) -> None:
    """A guessed number does not leave the file, whatever is asked."""
    candidates = {
        digits
        for record in directory
        for part in (record, *record.get("lines", ()))
        for number in part.get("candidate", "").split(", ")
        if len(digits := numbers_of(number, "JP")[0]) > 6
    }
    said = "\n".join(text.replace("-", "") for _, text in rendered(ours))

    assert len(candidates) > 20
    assert [number for number in candidates if number in said] == []


def test_denied_numbers_are_never_shown(ours: Content) -> None:
    """No number of the deny list stands in anything a person can be shown."""
    assert len(ours.deny.never) > 20
    assert [text for id, text in rendered(ours) if ours.deny.found_in(text, id)] == []


def test_what_we_render_can_be_shown(ours: Content) -> None:
    """Every counter in every language has the shape that channels expect, its hours and its name."""
    for language, record in product(ours.languages, ours.counters.values()):
        counter = show(ours, record, language, NOW)
        reply = reply_from_json({"kind": "counters", "language": language, "text": "x", "counters": [counter]})
        assert reply.counters[0].name
        assert reply.counters[0].hours.text
        assert "{" not in json.dumps([counter["note"], counter["cautions"]])


def test_a_number_that_not_every_phone_reaches_says_so(ours: Content) -> None:
    """Codes with # and 0570 numbers cost money or do not connect: nobody learns it only when the call fails."""
    for record in filter(showable, ours.counters.values()):
        phones = [record.phone, *(line.phone for line in record.lines)]
        if any(phone and phone.startswith(("0570", "#")) for phone in phones):
            assert re.search("costs money|phone", " ".join(record.cautions["en"])), record.id
            assert {len(said) for said in record.cautions.values()} == {len(record.cautions["en"])}, record.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_free_number_says_from_where_it_cannot_be_called(ours: Content, language: str) -> None:
    """A 0120 number that I am shown does not connect from abroad: I read it beside the number, in my language."""
    records = [show(ours, record, language, NOW) for record in ours.counters.values() if showable(record)]
    free = [record for record in records if str(record["phone"]).startswith("0120")]

    assert free and all(any("0120" in said for said in record["cautions"]) for record in free)


@pytest.mark.parametrize(
    ("id", "language", "told"),
    [("dv-consultation-plus", "vi", True), ("yorisoi-hotline", "ne", True), ("police-110", "km", False),
     ("dv-consultation-plus", "ja", False), ("dv-consultation-plus", EASY, False), ("otit-native-language", "zh-TW", False)],
)  # fmt: skip
def test_a_counter_says_by_which_way_it_speaks_my_language(ours: Content, id: str, language: str, told: bool) -> None:
    """Only by chat, or after pressing 2: I read it before I call; in Japanese, or where my language has its own number,
    there is nothing to say, and of 110 the card has said it."""
    record = ours.counters[id]
    assert record.language_note
    cautions = show(ours, record, language, NOW)["cautions"]

    assert (closest(record.language_note, language) in cautions[:1]) is told


def test_every_need_finds_help_in_every_prefecture(ours: Content) -> None:
    """Whatever is needed, wherever a person is, in any language: at least one counter, and of another prefecture only the
    nearest office, said to be so, where their own has none."""
    areas = [(), *(((f"JP-{number:02}",)) for number in range(1, 48))]
    for need, area, language in product((None, *NEEDS), areas, ours.languages):
        found = find(ours, need, area, language, NOW)
        assert found.counters, (need, area, language)
        assert found.exact, (need, area, language)
        elsewhere = [c for c in found.counters if not {"JP", *area} & set(ours.counters[c["id"]].areas)]
        assert len(elsewhere) <= 1
        for counter in elsewhere:
            nearest = ours.interface.words["nearest"][language][0].partition("{place}")[0]
            assert counter["note"].startswith(nearest) and ours.counters[counter["id"]].address
            own = [record for record in ours.counters.values() if need in record.needs and set(area) & set(record.areas)]
            assert not any(showable(record) for record in own), (need, area)


@pytest.mark.parametrize(
    ("kind", "first"),
    [
        ("danger", "police-110"), ("danger_other", "police-110"), ("moved", "police-110"), ("child", "police-110"),
        ("medical", "fire-ambulance-119"), ("sea", "coast-guard-118"), ("self_harm", "yorisoi-hotline"),
        ("self_harm_other", "fire-ambulance-119"),
    ],
)
def test_what_helps_at_once_comes_first(ours: Content, kind: str, first: str) -> None:
    """The first number on each card is that of who comes: 110, the ambulance or the coast guard; 110 is on all cards but
    those of despair, and on these there is no police at all."""
    assert kind in ours.card.cards
    for language in (*ours.languages, "und"):
        shown = [counter["id"] for counter in card(ours, kind, language, NOW)[0]["counters"]]
        assert shown[0] == first
        assert ("police-110" in shown) is (not kind.startswith("self_harm"))


def test_every_card_is_tested(ours: Content) -> None:
    """Our content has a card of its own for every situation, and these tests look at all of them."""
    assert set(ours.card.cards) == {*KINDS, *AGAIN.values()}


def test_the_finder_too_names_110_first(ours: Content) -> None:
    """Who asks for emergency numbers in words gets them in the same order."""
    assert find(ours, "emergency", (), "en", NOW).counters[0]["tel"] == "tel:110"


@pytest.mark.parametrize("language", ["zh", "zh-TW", "ne", "th", "ko", "km", "my"])
def test_japanese_to_read_aloud_is_in_the_person_s_script(ours: Content, language: str) -> None:
    """Who cannot read Latin letters can say every Japanese sentence of every card; Latin ones may only stand behind a slash."""
    for kind in KINDS:
        shown = [reply["show"]["reading"] for reply in card(ours, kind, language, NOW) if "show" in reply]
        assert len(shown) == 2
        for reading in shown:
            own, _, latin = reading.partition(" / ")
            assert own and not re.search("[A-Za-z\u00c0-\u024f]", own), (kind, own)
            assert latin.isascii() or re.fullmatch("[A-Za-z\u0100-\u017f ,.-]+", latin), (kind, latin)


def test_whoever_thinks_of_dying_is_not_sent_to_the_police(ours: Content) -> None:
    """Neither the whole card nor the short one says 110, in a language that nobody here reads either; someone to talk to comes
    first."""
    for kind, language, again in product(("self_harm", "self_harm_other"), (*ours.languages, UNKNOWN), (False, True)):
        first = card(ours, kind, language, NOW, again)[0]
        assert "110" not in first["text"] and "0120-279-338" in first["text"]
        assert first["counters"][0]["tel"] != "tel:110"


def test_closed_at_new_year(ours: Content) -> None:
    """On 30 December the labour hotline and the immigration centre are closed, and 110 is open."""
    new_year = datetime(2026, 12, 30, 18, 0, tzinfo=JAPAN)
    state = {id: show(ours, ours.counters[id], "en", new_year)["open_now"] for id in ours.counters}

    assert (state["labour-standards-hotline"], state["isa-information-center"], state["police-110"]) == (False, False, True)


def test_a_passport_taken_leads_to_someone_who_speaks_vietnamese(ours: Content) -> None:
    """Who asks in Vietnamese about labour gets numbers that are answered in Vietnamese."""
    found = find(ours, ours.topics["documents_taken"].need, (), "en", NOW, wanted_language="vi")

    assert {"0120-250-168", "0120-531-406"} <= {counter["phone"] for counter in found.counters}


def test_every_topic_can_be_reached(ours: Content, domain: dict[str, Any]) -> None:
    """A topic that no intent, menu, question or related topic leads to would be written for nobody."""
    led_to = set(domain["intents"]) | {id for topic in ours.topics.values() for id in topic.related}
    led_to |= {id for group in ours.conversation.menu for id in group.topics}

    assert set(ours.topics) <= led_to


def test_nothing_is_expired_when_it_is_written(ours: Content) -> None:
    """On the day of the facts nothing was already old; the clock of this test stands still."""
    assert expired(ours, TODAY) == []
    assert expired(ours, TODAY + timedelta(days=3 * 365)) != []


def test_reading_is_quick() -> None:
    """A withdrawn number is gone at once: all of content, in fourteen languages, is read in less than half a second of work."""
    assert seconds_of(lambda: read(Path(FOLDER), strict=False)) < 0.5 * slowness()


def test_the_clock_needs_nothing_of_the_system() -> None:
    """On a machine without time zones of its own, as small containers are, the card and the hours are there all the same."""
    code = "from content import read; print(read().country.time_zone)"
    none = {**os.environ, "PYTHONTZPATH": ""}
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=none, capture_output=True, text=True, check=False)
    assert done.stdout == "Asia/Tokyo\n", done.stderr
