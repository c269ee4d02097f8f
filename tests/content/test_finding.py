"""The finder: three counters that fit, the most helpful first, none from the wrong end of the country."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from content import Content, read
from content.finding import AT_ONCE, find, for_needs
from tests.clock import JAPAN

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=JAPAN)
DAYTIME = "from: 08:30, to: 17:15"
WEEK = "[mon, tue, wed, thu, fri]"
Edit = Callable[[str, str, str], None]


def ids(content: Content, need: str | None, areas: tuple[str, ...] = (), language: str = "ja", **more: object) -> list[str]:
    return [counter["id"] for counter in find(content, need, areas, language, NOW, **more).counters]  # type: ignore[arg-type]


@pytest.fixture
def copies(folder: Path) -> Callable[..., Content]:
    """Content with only the Osaka desk and copies of it, each with some words replaced."""

    def make(*changes: dict[str, str]) -> Content:
        text = (folder / "counters.yml").read_text(encoding="utf-8")
        record = text[text.index("- id: office") : text.index("- id: osaka")]
        police = text[text.index("- id: police") : text.index("- id: office")]
        made = []
        for n, change in enumerate(changes):
            copy = record.replace("- id: office", f"- id: c{n}")
            for old, new in change.items():
                assert old in copy
                copy = copy.replace(old, new)
            made.append(copy)
        (folder / "counters.yml").write_text(
            "owner: x\nstate: {en: original, ja: machine}\n"
            f"counters:\n{police}{''.join(made)}do_not_use: {{never: [], never_as: []}}\n",
            encoding="utf-8",
        )
        return read(folder)

    return make


def test_a_prefecture_brings_its_own_counter_first(small: Content) -> None:
    """Whoever names Osaka sees the desk in Osaka, then those for all of Japan."""
    assert ids(small, "labour", ("JP-27",)) == ["osaka", "office"]


def test_a_counter_of_another_prefecture_is_never_shown(small: Content) -> None:
    """Nobody in Tokyo is sent to Osaka, and nobody who named no place either."""
    assert ids(small, "labour", ("JP-13",)) == ["office"]
    assert ids(small, "labour") == ["office"]


def test_the_language_asked_for_comes_before_the_place(small: Content) -> None:
    """Whoever asks for Vietnamese in Osaka first sees someone who speaks it."""
    assert ids(small, "labour", ("JP-27",), "ja", wanted_language="vi") == ["office", "viet-embassy", "osaka"]


def test_emergency_numbers_are_not_mixed_with_counters(small: Content) -> None:
    """110 is shown for danger and for the police, and does not take the place of a labour office."""
    assert ids(small, "emergency") == ["police"]
    assert ids(small, "police") == ["police"]
    assert "police" not in ids(small, None) + ids(small, "labour")


def test_what_is_not_confirmed_is_not_found(small: Content) -> None:
    """A guess is nobody's help."""
    assert "guess" not in ids(small, "legal") + ids(small, "labour") + ids(small, None)


def test_an_embassy_must_be_asked_for(small: Content) -> None:
    """Contact with one's country can be dangerous: an embassy is shown to those who ask for it, or speak its language."""
    assert ids(small, "embassy", language="en") == ["viet-embassy"]
    assert "viet-embassy" not in ids(small, "labour", language="en") + ids(small, None, language="vi")
    assert "viet-embassy" in ids(small, "labour", language="vi")


def test_open_counters_come_first(copies: Callable[..., Content]) -> None:
    """At ten in the morning the office that is open comes before the unknown and the closed one."""
    found = copies(
        {"from: 08:30, to: 17:15": "from: 18:00, to: 22:00"},
        {"status: confirmed\n    text": "status: unknown\n    text", f"    weekly: [{{days: {WEEK}, {DAYTIME}}}]\n": ""},
        {},
    )

    assert ids(found, "labour") == ["c2", "c1", "c0"]


def test_free_counters_come_before_charged_ones(copies: Callable[..., Content]) -> None:
    """Of two that are alike, the one that costs nothing comes first."""
    assert ids(copies({"free: true": "free: false"}, {"free: true": "free: unknown"}, {}), "labour") == ["c2", "c1", "c0"]


def test_the_person_s_own_language_comes_first(copies: Callable[..., Content]) -> None:
    """Of two open offices the one that speaks the person's language comes first."""
    found = copies({"languages: [ja, en, vi]": "languages: [ja]", "[vi], phone": "[ne], phone"}, {})

    assert ids(found, "labour", language="vi") == ["c1", "c0"]


def test_the_main_need_comes_first(copies: Callable[..., Content]) -> None:
    """A labour office comes before one that also knows something about labour."""
    assert ids(copies({"needs: [labour]": "needs: [legal, labour]"}, {}), "labour") == ["c1", "c0"]


def test_a_counter_for_some_comes_after_one_for_all(copies: Callable[..., Content]) -> None:
    """A line for children comes after the line for anyone, unless it is a child's matter."""
    found = copies({"kind: labour": "kind: children", "needs: [labour]": "needs: [labour, children]"}, {})

    assert ids(found, "labour") == ["c1", "c0"]


def test_fresh_counters_come_before_expired_ones(copies: Callable[..., Content]) -> None:
    """What was not read again for long is shown last, though it may be open and free."""
    found = copies({"expires_on: 2027-05-21": "expires_on: 2026-11-01"}, {"free: true": "free: false"})

    assert ids(found, "labour") == ["c1", "c0"]


def test_more_recently_read_counters_come_first(copies: Callable[..., Content]) -> None:
    """Of two that are alike, the one read last is surer."""
    found = copies({"\n  read_on: 2026-11-22": "\n  read_on: 2026-06-01"}, {})

    assert ids(found, "labour") == ["c1", "c0"]


def test_the_last_resort_comes_last(copies: Callable[..., Content]) -> None:
    """A tourist line is offered when nothing else answers."""
    found = copies({"  free: true": "  after_others: true\n  free: true"}, {"free: true": "free: false"})

    assert ids(found, "labour") == ["c1", "c0"]


HOURS_UNKNOWN = {"status: confirmed\n    text": "status: unknown\n    text", f"    weekly: [{{days: {WEEK}, {DAYTIME}}}]\n": ""}
LOCAL = {"areas: [JP]": "areas: [JP-27]"}
OFFICE = "\n  address: {en: Street 1, ja: 1番地}"
WRITING = "\n  write: [{kind: chat, url: https://example.org/chat}]"


def test_the_own_language_comes_before_the_place(copies: Callable[..., Content]) -> None:
    """A line for all of Japan that speaks my language helps me more than an office of my prefecture that does not."""
    found = copies({**LOCAL, "languages: [ja, en, vi]": "languages: [ja]", "[vi], phone": "[ne], phone"}, {})

    assert ids(found, "labour", ("JP-27",), "vi") == ["c1", "c0"]
    assert ids(found, "labour", ("JP-27",), "ja") == ["c0", "c1"]


def test_an_old_number_of_unknown_hours_does_not_come_first(copies: Callable[..., Content]) -> None:
    """A local number that only a page of 2014 names, and nobody knows when it answers, comes after those for all of Japan."""
    old = {"page_date: 2024": "page_date: 2014"}
    found = copies({**LOCAL, **old, **HOURS_UNKNOWN}, {**LOCAL, **HOURS_UNKNOWN}, {**LOCAL, **old}, {})

    assert ids(found, "labour", ("JP-27",)) == ["c2", "c1", "c3"]
    assert ids(found, "labour", ("JP-27",), page=2) == ["c0"]


def test_one_of_the_three_is_in_my_prefecture(copies: Callable[..., Content]) -> None:
    """Who names a place is told of something there, though others serve better; not in place of the language asked for."""
    silent = {**LOCAL, "languages: [ja, en, vi]": "languages: [ja]", "[vi], phone": "[ne], phone"}
    found = copies(silent, {}, {}, {})

    assert ids(found, "labour", ("JP-27",), "vi") == ["c1", "c2", "c0"]
    assert ids(found, "labour", ("JP-27",), "ja", wanted_language="vi") == ["c1", "c2", "c3"]


@pytest.mark.parametrize(
    "worse", [{"expires_on: 2027-05-21": "expires_on: 2026-11-01"}, {"  free": "  after_others: true\n  free"}]
)
def test_what_is_old_or_a_last_resort_is_not_brought_forward(copies: Callable[..., Content], worse: dict[str, str]) -> None:
    """That it is near does not make up for being out of date, or for being meant for others."""
    assert ids(copies({**LOCAL, **worse}, {}, {}, {}), "labour", ("JP-27",)) == ["c1", "c2", "c3"]


def test_the_nearest_office_where_mine_has_none(copies: Callable[..., Content]) -> None:
    """From Osaka the office in Kobe is shown, not the one in Tokyo; from Okinawa none; a telephone elsewhere never."""
    kobe = {"areas: [JP]": f"areas: [JP-28]{OFFICE}"}
    tokyo = {"areas: [JP]": f"areas: [JP-12, JP-13]{OFFICE}\n  office: JP-13"}
    found = copies({}, kobe, tokyo, {"areas: [JP]": "areas: [JP-28]"})

    assert ids(found, "labour", ("JP-27",)) == ["c0", "c1"]
    assert ids(found, "labour", ("JP-11",)) == ["c0", "c2"]
    assert ids(found, "labour", ("JP-47",)) == ids(found, "labour") == ["c0"]
    assert ids(found, None, ("JP-27",)) == ["c0"]
    assert ids(found, "labour", ("JP-28",)) == ["c1", "c3", "c0"]
    notes = [counter["note"] for counter in find(found, "labour", ("JP-27",), "en", NOW).counters]
    assert [note.startswith("nearest: Hyogo (兵庫県)") for note in notes] == [False, True]
    assert find(found, "labour", ("JP-28",), "en", NOW).counters[0]["note"].startswith("Work and pay")


def test_nobody_is_sent_to_an_old_address(copies: Callable[..., Content]) -> None:
    """An office that only an old page names is not the nearest."""
    old = {"areas: [JP]": f"areas: [JP-28]{OFFICE}", "page_date: 2024": "page_date: 2014", **HOURS_UNKNOWN}

    assert ids(copies({}, old), "labour", ("JP-27",)) == ["c0"]


NO_NUMBER = {
    "  phone: 03-3501-0110\n": "",
    "  lines:\n    - {languages: [vi], phone: 0120-250-168, status: confirmed}\n"
    "    - {languages: [en], candidate: 0120-250-147, status: unconfirmed}\n": "",
}
WISHED = [
    # wish, how a counter is known to grant it, not known to, known not to
    ("free", {}, {"free: true": "free: unknown"}, {"free: true": "free: false"}),
    ("anonymous", {"anonymous: unknown": "anonymous: true"}, {}, {"anonymous: unknown": "anonymous: false"}),
    ("open_now", {}, HOURS_UNKNOWN, {"from: 08:30, to: 17:15": "from: 18:00, to: 22:00"}),
    ("write", {"  free: true": f"  free: true{WRITING}"}, NO_NUMBER, {}),
    ("sunday", {f"days: {WEEK}": "days: [mon, sun]"}, HOURS_UNKNOWN, {}),
    ("saturday", {f"days: {WEEK}": "days: [sat]"}, HOURS_UNKNOWN, {f"days: {WEEK}": "days: [mon, sun]"}),
]


@pytest.mark.parametrize(("wish", "yes", "unknown", "no"), WISHED)
def test_what_is_wished(
    copies: Callable[..., Content], wish: str, yes: dict[str, str], unknown: dict[str, str], no: dict[str, str]
) -> None:
    """What is known to be so comes first, then what nobody knows; what is known not to be is left out."""
    found = find(copies(no, unknown, yes), "labour", (), "ja", NOW, wishes=[wish])

    assert [counter["id"] for counter in found.counters] == ["c2", "c1"]
    assert found.exact


@pytest.mark.parametrize(("wish", "yes", "unknown", "no"), WISHED)
def test_a_wish_that_nobody_is_known_to_grant(
    copies: Callable[..., Content], wish: str, yes: dict[str, str], unknown: dict[str, str], no: dict[str, str]
) -> None:
    """Then the list is the usual one, with the need, and not passed off as what was wished."""
    neither = copies(no, unknown)
    found = find(neither, "labour", (), "ja", NOW, wishes=[wish])

    assert (found.exact, found.need) == (False, "labour")
    assert [counter["id"] for counter in found.counters] == ids(neither, "labour")
    assert len(found.counters) == 2


def test_a_wish_is_not_granted_by_one_who_does_not_speak_as_asked(copies: Callable[..., Content]) -> None:
    """A Vietnamese speaker to write to: a Japanese chat and a Vietnamese telephone are not passed off as that."""
    chat = {"languages: [ja, en, vi]": "languages: [ja]", "[vi], phone": "[ne], phone", "  free: true": f"  free: true{WRITING}"}
    found = find(copies(chat, {}), "labour", (), "ja", NOW, wanted_language="vi", wishes=["write"])

    assert found.exact is False
    assert [counter["id"] for counter in found.counters] == ["c1", "c0"]


def test_no_wish_hides_the_emergency_numbers(small: Content) -> None:
    """Who would rather write still sees 110."""
    assert ids(small, "police", wishes=["write"]) == ids(small, "emergency", wishes=["write", "anonymous"]) == ["police"]


def test_without_a_need_wishes_come_before_kinds(copies: Callable[..., Content]) -> None:
    """Two of a kind that one can write to come before another kind of which nobody knows."""
    chat = {"  free: true": f"  free: true{WRITING}"}
    legal = {"kind: labour": "kind: legal", "needs: [labour]": "needs: [legal]", "anonymous: unknown": "anonymous: unknown"}
    named = {"anonymous: unknown": "anonymous: true"}
    found = copies({**chat, **named}, {**named}, {**chat, **legal})

    assert ids(found, None, wishes=["anonymous"]) == ["c0", "c1", "c2"]


def test_several_needs_heed_wishes(copies: Callable[..., Content]) -> None:
    """After the self-check, too, those one can write to come alone."""
    found = copies({}, {"  free: true": f"  free: true{WRITING}"})

    assert [c["id"] for c in for_needs(found, ["labour", "women"], (), "ja", NOW, wishes=["write"])] == ["c1"]


def test_three_at_once_and_the_rest_on_request(copies: Callable[..., Content]) -> None:
    """Nobody has to choose among seven in fear: three, then three more, then the last."""
    found = copies(*({} for _ in range(7)))
    pages = [find(found, "labour", (), "ja", NOW, page=page) for page in (1, 2, 3, 4)]

    assert [len(page.counters) for page in pages] == [AT_ONCE, 3, 1, 0]
    assert [page.more for page in pages] == [True, True, False, False]
    assert len({counter["id"] for page in pages for counter in page.counters}) == 7


def test_without_a_need_each_kind_has_its_turn(copies: Callable[..., Content]) -> None:
    """Who names no need sees one of each kind first: nobody's need is guessed."""
    found = copies({}, {}, {"kind: labour": "kind: legal", "needs: [labour]": "needs: [legal]", "free: true": "free: false"})

    assert ids(found, None) == ["c0", "c2", "c1"]


def test_nothing_exact_is_said_to_be_so(small: Content) -> None:
    """Where nobody fits, something for all of Japan is shown, and is not passed off as a fit."""
    found = find(small, "return", (), "ja", NOW)

    assert (found.exact, found.need) == (False, None)
    assert found.counters
    assert find(small, "labour", (), "ja", NOW, wanted_language="km").exact is False
    assert find(small, "labour", (), "ja", NOW, wanted_language="vi").exact is True


def test_several_needs_take_turns(small: Content) -> None:
    """After the self-check the best counter of each need is shown, none twice."""
    found = [counter["id"] for counter in for_needs(small, ["labour", "women", "labour", "shelter"], (), "ja", NOW)]

    assert found == ["office", "women"]
