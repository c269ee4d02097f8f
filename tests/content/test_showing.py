"""What a person sees of a counter: confirmed numbers only, honest hours, the line that speaks their language."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from bot.core.wire import reply_from_json
from content import Content, read
from content.easy import EASY
from content.showing import show
from tests.clock import JAPAN

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=JAPAN)
Edit = Callable[[str, str, str], None]


def shown(content: Content, id: str, language: str = "en", wanted: str | None = None, now: datetime = NOW) -> dict[str, object]:
    return show(content, content.counters[id], language, now, wanted)


def test_the_shape_is_the_one_everyone_agreed_on(small: Content) -> None:
    """What we make, every channel can show."""
    for id in small.counters:
        counter = json.loads(json.dumps(shown(small, id)))
        reply = reply_from_json({"kind": "counters", "language": "en", "text": "x", "counters": [counter]})
        assert reply.counters[0].id == id


def test_a_confirmed_number_is_shown(small: Content) -> None:
    """The number, how to dial it, whether it is open, and the day we read it."""
    counter = shown(small, "office", "ja")

    assert (counter["phone"], counter["tel"]) == ("03-3501-0110", "tel:0335010110")
    assert (counter["open_now"], counter["read_on"], counter["verified_on"]) == (True, "2026-11-22", None)
    assert counter["hours"] == {
        "text": "平日 8:30〜17:15",
        "weekly": [{"days": ["mon", "tue", "wed", "thu", "fri"], "from": "08:30", "to": "17:15"}],
    }


def test_a_line_for_the_language_wins(small: Content) -> None:
    """Whoever speaks Vietnamese gets the Vietnamese number, and only its languages are named beside it."""
    by_person, by_wish = shown(small, "office", "vi"), shown(small, "office", "en", "vi")

    assert by_person["phone"] == by_wish["phone"] == "0120-250-168"
    assert by_person["languages"] == by_wish["languages"] == ["vi"]


def test_an_unconfirmed_line_is_never_shown(small: Content) -> None:
    """The guessed English number stays in the file; the counter's confirmed number is shown instead."""
    assert shown(small, "office", "en")["phone"] == "03-3501-0110"
    assert "0120-250-147" not in json.dumps([shown(small, id) for id in small.counters])
    assert "03-5367-5280" not in json.dumps([shown(small, id) for id in small.counters])


def test_wishes_that_are_known_to_be_granted_are_reasons(folder: Path, edit: Edit) -> None:
    """What I asked for is said where it is so, and not where nobody knows."""
    known = "anonymous: true\n  write: [{kind: chat, url: https://example.org}]\n  url:"
    edit("counters.yml", "anonymous: unknown\n  url:", known)
    content, wishes = read(folder), ["write", "anonymous"]
    note = [str(show(content, content.counters[id], "en", NOW, None, wishes)["note"]) for id in ("office", "osaka")]

    assert "you can write · no name · free · open until 17:15" in note[0]
    assert "you can write" not in note[1] and "no name" not in note[1]
    assert "you can write" not in str(shown(content, "office")["note"])


@pytest.mark.parametrize("status", ["disputed", "unconfirmed"])
def test_a_number_in_doubt_is_not_shown(folder: Path, edit: Edit, status: str) -> None:
    """A number that changed or was only guessed is never given to anybody."""
    if status == "disputed":
        edit("counters.yml", "status: confirmed\n  phone: 06", f"status: {status}\n  phone: 06")
    else:
        edit("counters.yml", "status: confirmed\n  phone: 06", f"status: {status}\n  candidate: 06")

    counter = shown(read(folder), "osaka")

    assert (counter["phone"], counter["tel"]) == (None, None)


def test_a_second_number_does_not_replace_the_first(small: Content) -> None:
    """Of an embassy with several numbers the main one is shown, never the disputed one."""
    assert shown(small, "viet-embassy", "vi")["phone"] == "03-3466-3313"


def test_a_second_number_stands_in(folder: Path, edit: Edit) -> None:
    """When the main number is withdrawn, the confirmed second one is shown, with what it is."""
    edit("counters.yml", "  phone: 03-3466-3313\n", "")

    counter = shown(read(folder), "viet-embassy", "vi")

    assert counter["phone"] == "03-3466-3314"
    assert "Second number" in str(counter["note"])


def test_disputed_hours_are_said_to_differ(small: Content) -> None:
    """Where sources disagree about the hours, we say so, and do not say open or closed."""
    counter = shown(small, "osaka")

    assert counter["hours"] == {"text": "Weekdays 9:00-17:00 (hours may differ)", "weekly": []}
    assert counter["open_now"] is None
    assert "opens_at" not in counter


def test_a_code_with_a_hash_has_no_link(small: Content) -> None:
    """iPhones refuse to dial a link with #: the code is shown to be dialled by hand."""
    counter = shown(small, "women")

    assert (counter["phone"], counter["tel"]) == ("#8008", None)
    assert counter["write"] == [{"kind": "email", "url": "mailto:help@example.org"}]
    assert counter["verified_on"] == "Sato on 2026-11-20"


def test_closed_says_when_it_opens(small: Content) -> None:
    """On the evening before a holiday the next opening is named with its day."""
    counter = shown(small, "office", now=datetime(2026, 11, 20, 18, 0, tzinfo=JAPAN))

    assert (counter["open_now"], counter["opens_at"]) == (False, "2026-11-24T08:30+09:00")
    assert str(counter["note"]).endswith("opens Tuesday at 08:30")


def test_the_note_says_why_in_words(small: Content) -> None:
    """What it helps with, that it speaks the language, that it is free, how long it is open."""
    assert shown(small, "office", "en", "vi")["note"] == "Work and pay · speaks Vietnamese · free · open until 17:15"
    assert shown(small, "office", "ja")["note"] == "仕事と給料 · 無料 · 17:15まで"
    assert shown(small, "police", "en")["note"] == "Danger now · speaks English · free · open_day_and_night"


def test_a_language_nobody_there_speaks_is_not_claimed(small: Content) -> None:
    """The English line is a guess, yet the main number speaks English only as far as the record says."""
    assert "speaks" not in str(shown(small, "osaka", "en")["note"])
    assert "speaks" not in str(shown(small, "office", "en")["note"])


def test_the_name_on_the_sign_stands_beside_a_translation(small: Content) -> None:
    """I recognise the door, and can show whom I look for; whoever reads Japanese is not told twice."""
    sign = {"ja": "労働の窓口", "reading": "", "language": "ja"}

    assert shown(small, "office", "en")["sign"] == shown(small, "office", "vi")["sign"] == sign
    assert "sign" not in shown(small, "office", "ja")
    assert "sign" not in shown(small, "office", EASY)


def test_a_name_that_says_the_one_on_the_sign_is_enough(folder: Path, edit: Edit) -> None:
    """The same words are not read to me twice."""
    edit("counters.yml", "{en: Labour office, ja: 労働の窓口}", "{en: Labour office (労働の窓口), ja: 労働の窓口}")

    assert "sign" not in shown(read(folder), "office", "en")


def test_the_number_for_callers_from_abroad_is_shown_with_the_one_it_stands_for(folder: Path, edit: Edit) -> None:
    """I, or my family at home, can call; the line of my own language is another telephone."""
    edit("counters.yml", "  phone: 03-3501-0110\n", "  phone: 03-3501-0110\n  phone_from_abroad: +81-3-3501-0110\n")
    content = read(folder)

    assert str(shown(content, "office", "en")["note"]).endswith(" · from abroad: +81-3-3501-0110")
    assert "from abroad" not in str(shown(content, "office", "vi")["note"])


def test_a_number_that_begins_so_bears_what_is_said_of_all_of_them(small: Content) -> None:
    """The number for my language is a 0120 number and I am told what these cannot do; the other number is none."""
    assert shown(small, "office", "vi")["cautions"] == ["It is busy.", "Not from abroad."]
    assert shown(small, "office", "ja")["cautions"] == [*small.counters["office"].cautions["ja"]]


def test_an_expired_counter_is_shown_with_a_caution(small: Content) -> None:
    """What nobody has read for long is still better than nothing, and is said to be old."""
    late = datetime(2027, 6, 1, 10, 0, tzinfo=JAPAN)

    assert shown(small, "office", now=late)["cautions"] == ["Not read again for long.", "It is busy."]
    assert shown(small, "office")["cautions"] == ["It is busy."]


def test_110_never_expires(small: Content) -> None:
    """The number of the police is never made to look doubtful."""
    assert shown(small, "police", now=datetime(2027, 6, 1, tzinfo=JAPAN))["cautions"] == []


def test_a_language_without_texts_falls_back(small: Content) -> None:
    """Who writes a language that this counter has no words in reads English."""
    assert shown(small, "office", "vi")["name"] == "Labour office"
