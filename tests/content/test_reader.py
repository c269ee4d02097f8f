"""The reader: what editors type survives, and what they mistype is named with its place and its cure."""

import re
from collections.abc import Callable
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from content import Content, ContentMistakes, Mistake, read
from content.stamping import stamp
from content.unfinished import mark, place, strangers

Edit = Callable[[str, str, str], None]
Mistakes = Callable[[], tuple[Mistake, ...]]


def test_what_is_typed_stays_as_it_is(folder: Path, edit: Edit) -> None:
    """A number is dialled as an editor typed it: 110 stays 110, 08:30 stays 08:30, NO is no truth value."""
    edit("topics/pay.yml", "title: {en: Pay,", "title: {en: NO,")

    content = read(folder)

    assert content.counters["police"].phone == "110"
    assert content.counters["office"].hours.weekly[0].start == "08:30"
    assert content.topics["pay"].title["en"] == "NO"


def test_values_cannot_be_changed(small: Content) -> None:
    """What one conversation is told cannot be changed by another."""
    with pytest.raises(FrozenInstanceError):
        small.counters["office"].phone = "110"  # type: ignore[misc]
    with pytest.raises(TypeError):
        small.topics["pay"] = small.topics["papers"]  # type: ignore[index]
    with pytest.raises(TypeError):
        small.topics["pay"].title["en"] = "x"  # type: ignore[index]


WRONG = [
    # file, what stands there, what an editor makes of it, the field that is named, what is said of it
    ("topics/pay.yml", "owner: content desk", "owner: content desk\nowned: x", "owned", "not known here"),
    ("topics/pay.yml", "owner: content desk\n", "", "the file", "the field `owner` is missing"),
    ("topics/pay.yml", "owner: content desk", "owner: a\nowner: b", "owner", "stands here twice"),
    ("topics/pay.yml", "owner: content desk", "owner:", "owner", "this is empty"),
    ("topics/pay.yml", "owner: content desk", "owner: [a]", "owner", "not a single value"),
    ("topics/pay.yml", "id: pay", "id: wages", "id", "not the name of the file"),
    ("topics/pay.yml", "expires_on: 2026-12-01", "expires_on: 2026-13-01", "expires_on", "is not a date"),
    ("topics/pay.yml", "expires_on: 2026-12-01", "expires_on: soon", "expires_on", "is not a date"),
    ("topics/pay.yml", "page_date: unknown", "page_date: 2024-1", "sources[1].page_date", "is not a date"),
    ("topics/pay.yml", "page_date: unknown", "page_date: last year", "sources[1].page_date", "is not a date"),
    ("topics/pay.yml", "grade: B", "grade: Z", "sources[1].grade", "use one of: A, B"),
    ("topics/pay.yml", "https://example.org/pay", "example.org", "sources[1].url", "is not an address"),
    ("topics/papers.yml", "need: labour", "need: work", "next.need", "`work` is not known"),
    ("topics/papers.yml", "related: [pay]", "related: [wages]", "related[1]", "no topic `wages`"),
    ("topics/papers.yml", "related: [pay]", "related: [papers]", "related[1]", "the topic itself"),
    ("topics/papers.yml", "related: [pay]", "related: [pay, pay, pay, pay]", "related", "there are 4 related"),
    ("topics/papers.yml", "related: [pay]", "related: pay", "related", "this is not a list"),
    ("topics/papers.yml", "title: {en: Papers, ja: 書類}", "title: {en: Papers}", "title", "the text in `ja` is missing"),
    ("topics/papers.yml", "title: {en: Papers,", "title: {en: Papers, xx: a,", "title.xx", "not one of our languages"),
    ("topics/papers.yml", "en: Papers", f"en: {'a' * 45}", "title.en", "this has 45 characters"),
    ("topics/papers.yml", '"You are not to blame."', f'"{"a" * 601}"', "text.en.say[1]", "601 characters"),
    ("topics/papers.yml", '"窓口に聞けます。"', f'"{"あ" * 301}"', "text.ja.say[2]", "301 characters"),
    ("topics/papers.yml", '"You are not to blame."', '"a", "b", "c"', "text.en.say", "there are 4 bubbles"),
    ("topics/papers.yml", "state: machine", "state: original", "text", "2 texts are `state: original`"),
    ("topics/papers.yml", "state: machine", "state: translated", "text.ja.state", "is no state"),
    ("topics/papers.yml", "can help you", "may help you", "text.ja", "made from an older original"),
    ("topics/papers.yml", "You are not to blame.", "You will be safe.", "text.en.say[1]", "a promise of safety"),
    ("topics/papers.yml", "help you ask.", "help: 0120-296-004.", "text.en.say[2]", "must not be shown here"),
    ("counters.yml", "- id: osaka", "- id: office", "counters[3]", "another counter `office`"),
    ("counters.yml", "kind: labour", "kind: work", "counters[2].kind", "`work` is not known"),
    ("counters.yml", "Not from abroad.", "Use 0120-296-004.", "cautions[1].say.en", "0120-296-004"),
    ("counters.yml", 'begins: "0120"', 'starts: "0120"', "cautions[1]", "the field `begins` is missing"),
    ("counters.yml", "needs: [labour]", "needs: [work]", "counters[2].needs[1]", "`work` is not known"),
    ("counters.yml", "areas: [JP-27]", "areas: [JP-48]", "counters[3].areas[1]", "is no area"),
    ("counters.yml", "areas: [JP-27]", "areas: [JP-27]\n  office: JP-27", "counters[3].office", "no address to go to"),
    ("counters.yml", "areas: [JP-27]", "areas: [JP-27]\n  address: {en: a, ja: b}\n  office: JP-28", "counters[3].office",
     "use one of: JP-27"),
    ("counters.yml", "status: confirmed\n  phone: 03", "status: sure\n  phone: 03", "counters[2].status", "not known"),
    ("counters.yml", "phone: 03-3501-0110", "phone: 03-3501-01", "counters[2].phone", "cannot be a telephone number"),
    ("counters.yml", "phone: 03-3501-0110", "phone: 118", "counters[2].phone", "is a short code"),
    ("counters.yml", "phone: 110", "phone: 03-3501-0110", "counters[1].phone", "is no short code"),
    ("counters.yml", "phone: 03-3501-0110", "phone: 0120-296-004", "counters[2].phone", "it ended in 2020"),
    ("counters.yml", "phone: 03-3501-0110", "phone: 0570-090-911", "counters[2].phone", "the human rights line"),
    ("counters.yml", "Work and pay.", "Work. Call 0570(090)911.", "counters[2].helps_with.en", "the human rights line"),
    ("counters.yml", "candidate: 03-5367-5280", "phone: 03-5367-5280", "counters[5].phone", "unconfirmed number"),
    ("counters.yml", "candidate: 0120-250-147", "phone: 0120-250-147", "counters[2].lines[2]", "unconfirmed number"),
    ("counters.yml", "[vi], phone: 0120-250-168, st", "[vi], st", "counters[2].lines[1]", "confirmed line has no phone"),
    ("counters.yml", "from: 08:30", "from: 8:30", "counters[2].hours.weekly[1].from", "is no time"),
    ("counters.yml", "to: 17:15", "to: 08:00", "counters[2].hours.weekly[1]", "closes before it opens"),
    ("counters.yml", "[mon, tue, wed, thu, fri], from: 08:30", "[monday], from: 08:30", "hours.weekly[1].days[1]", "not known"),
    ("counters.yml", "holidays: closed", "holidays: yes", "counters[2].hours.holidays", "not known"),
    (
        "counters.yml", "ja: 平日 9:00〜17:00}", "ja: 平日}\n    weekly: [{days: [mon], from: 09:00, to: 17:00}]",
        "counters[3].hours.weekly", "the hours are disputed",
    ),
    ("counters.yml", "languages: [ja, en, vi]", "languages: [japanese]", "counters[2].languages[1]", "no language code"),
    ("counters.yml", "free: unknown", "free: perhaps", "counters[4].free", "use one of: true, false, unknown"),
    ("counters.yml", "kind: email", "kind: fax", "counters[4].write[1].kind", "not known"),
    ("counters.yml", "verified_on: Sato on 2026-11-20", "verified_on: yes", "counters[4].verified_on", "who and when"),
    ("counters.yml", "counters: [office]", "counters: [offices]", "never_as[1].counters[1]", "no counter `offices`"),
    ("card.yml", "numbers: [police]", "numbers: [guess]", "cards.danger.numbers[1]", "is not confirmed"),
    ("card.yml", "numbers: [police]", "numbers: [polise]", "cards.danger.numbers[1]", "no counter `polise`"),
    ("card.yml", "Call 110.", '"' + "a" * 321 + '"', "cards.danger.text.en", "the first bubble has 321 characters"),
    ("conversation.yml", "buttons: [menu, papers]", "buttons: [menu, paper]", "answers.greet.buttons[2]", "no topic `paper`"),
    ("conversation.yml", "topics: [papers, pay]", "topics: [papers, greet]", "answers.greet", "has no title"),
    ("conversation.yml", "topics: [papers, pay]", "topics: [papers, x]", "menu[1]", "no topic or answer `x`"),
    ("conversation.yml", "{id: work,", "{id: pay,", "menu[1]", "the id of something else"),
    ("conversation.yml", "topics: [papers]\n", "topics: [paper]\n", "situations.topics[1]", "no topic `paper`"),
    ("conversation.yml", "buttons: [leave]", "buttons: [leaf]", "situations.buttons[1]", "no topic `leaf`"),
    ("conversation.yml", "    buttons: [pay]", "    buttons: [paid]", "situations.friend.buttons[1]", "no topic `paid`"),
    ("conversation.yml", "[It is good that you ask., Talk when alone.]", "[Talk.]", "situations.friend", "`en` has 1 bubbles"),
    ("conversation.yml", "    title: {en: For somebody else, ja: ほかの人のこと}\n", "", "situations.friend", "it has no title"),
    ("selfcheck.yml", "In common: {themes}.", "In common.", "results.some.en", "does not name {themes} once"),
    ("selfcheck.yml", "topic: papers", "topic: paper", "questions[1].topic", "no topic `paper`"),
    ("selfcheck.yml", 'sign: "no"', "sign: maybe", "questions[1].sign", "use one of: yes, no"),
    ("interface.yml", "  holding: ", "  holdings: ", "words", "the words `holding` are missing"),
    ("interface.yml", '"{language}で話せます"', "話せます", "words.speaks.ja", "keep exactly these: {language}"),
    ("interface.yml", "button_menu: {en: button_menu", f"button_menu: {{en: {'a' * 33}", "button_menu", "33 characters"),
    ("country.yml", "code: JP", "code: Japan", "code", "`Japan` is no country: write its two letters of ISO 3166"),
    ("country.yml", "  JP-47:", "  US-CA:", "areas.US-CA", "`US-CA` is no part of JP"),
    ("country.yml", "capital: [34.", "capital: [x34.", "areas.JP-27.capital", "this is not a latitude and a longitude"),
    ("country.yml", "Asia/Tokyo", "Asia/Atlantis", "time_zone", "`Asia/Atlantis` is no time zone"),
    ("country.yml", "[12-29, 01-03]", "[12-29]", "new_year", "this is not a first and a last day"),
    ("country.yml", "[12-29, 01-03]", "[12-32, 01-03]", "new_year", "this is not a first and a last day"),
    ("country.yml", "spoken: ja", "spoken: fr", "spoken", "`fr` is not known here"),
    ("holidays.yml", "2026-11-03", "2026-11-31", "days[1]", "is not a date"),
]


@pytest.mark.parametrize(("file", "old", "new", "field", "said"), WRONG)
def test_a_mistake_is_named_with_its_place_and_its_cure(
    edit: Edit, mistakes: Mistakes, folder: Path, file: str, old: str, new: str, field: str, said: str
) -> None:
    """An editor who mistypes something learns in which file, on which line, what is wrong and what to write."""
    assert mistakes() == ()

    edit(file, old, new)
    found = [mistake for mistake in mistakes() if mistake.field.endswith(field) and said in str(mistake)]

    assert found, mistakes()
    lines = (folder / file).read_text(encoding="utf-8").splitlines()
    assert all(1 <= mistake.line <= len(lines) and mistake.cure for mistake in found)
    assert re.match(rf"{re.escape(file)}:\d+: \S.*: .+: .+", str(found[0]))


def test_the_line_is_the_one_to_mend(edit: Edit, mistakes: Mistakes, folder: Path) -> None:
    """The line number leads to the very number that is wrong, far down in a long file."""
    edit("counters.yml", "phone: 06-6241-2100", "phone: 06-6241")

    (mistake,) = mistakes()

    assert "phone: 06-6241" in (folder / "counters.yml").read_text(encoding="utf-8").splitlines()[mistake.line - 1]


def test_every_mistake_is_told_at_once(edit: Edit, folder: Path) -> None:
    """Nobody mends one thing to be told of the next: one run lists all of them, in every file."""
    edit("topics/pay.yml", "grade: B", "grade: Z")
    edit("topics/papers.yml", "need: labour", "need: work")
    edit("counters.yml", "areas: [JP-27]", "areas: [Osaka]")

    with pytest.raises(ContentMistakes) as raised:
        read(folder)

    assert [mistake.file for mistake in raised.value.mistakes] == ["counters.yml", "topics/papers.yml", "topics/pay.yml"]
    assert str(raised.value).count("\n") == 2


@pytest.mark.parametrize(
    ("bytes_", "said"),
    [(b"id: [1\nb: 2\n", "YAML"), (b"", "it is empty"), (b"\xff\xfe", "not UTF-8"), (b"- a\n", "not a list of fields")],
)
def test_a_file_that_cannot_be_read_is_named(folder: Path, mistakes: Mistakes, bytes_: bytes, said: str) -> None:
    """A broken file is named like any other mistake; nothing is thrown at the editor."""
    (folder / "topics" / "pay.yml").write_bytes(bytes_)

    assert [mistake for mistake in mistakes() if mistake.file == "topics/pay.yml" and said in str(mistake)]


def test_a_missing_file_is_named(folder: Path, mistakes: Mistakes) -> None:
    """Without the card there is nothing to read: the person in danger comes first."""
    (folder / "card.yml").unlink()

    assert [mistake.file for mistake in mistakes()] == ["card.yml"]


@pytest.mark.parametrize("given", ["2024", "2024-07", "2024-07-19", "unknown"])
def test_a_page_may_bear_part_of_a_date(folder: Path, edit: Edit, given: str) -> None:
    """A page that bears only a year is cited with that year, nothing is made up."""
    edit("topics/pay.yml", "page_date: unknown", f"page_date: {given}")

    assert read(folder).topics["pay"].sources[0].page_date == given


def test_an_unencrypted_page_is_only_noted(small: Content) -> None:
    """An old government page without https stays a source; editors see a note."""
    (note,) = small.notes

    assert (note.file, note.field) == ("counters.yml", "counters[4].sources[1].url")


def test_what_only_an_editor_minds_stops_no_running_bot(folder: Path, edit: Edit, mistakes: Mistakes) -> None:
    """A withdrawn number disappears at once, even while some translation waits for its reviewer."""
    edit("topics/papers.yml", "can help you", "may help you")
    edit("counters.yml", "phone: 06-6241-2100", "phone: null")

    content = read(folder, strict=False)

    assert content.counters["osaka"].phone is None
    assert [note.field for note in content.notes if "older original" in note.wrong] == ["text.ja"]
    assert mistakes()


def test_a_reviewed_translation_is_known_as_such(folder: Path, edit: Edit) -> None:
    """Who reviewed a translation, and when, is kept."""
    edit("topics/papers.yml", "state: machine", "state: reviewed by Nguyen on 2026-11-21")

    assert read(folder).topics["papers"].text["ja"].state == "reviewed by Nguyen on 2026-11-21"


def test_a_third_language_is_asked_for_everywhere(folder: Path, edit: Edit, mistakes: Mistakes) -> None:
    """Once interface.yml says that we serve Vietnamese, every text without it is named."""
    edit("interface.yml", "state: {en: original, ja: machine}", "state: {en: original, ja: machine, vi: machine}")

    files = {mistake.file for mistake in mistakes() if "`vi`" in mistake.wrong}

    assert {"topics/pay.yml", "card.yml", "conversation.yml", "selfcheck.yml", "counters.yml", "interface.yml"} <= files


def test_stamping_is_what_the_small_content_needed(folder: Path) -> None:
    """The tests' own content is stamped like any other."""
    assert stamp(folder) == []


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ("  JP-27:", "  JP-26:", "counters[3].areas[1]: `JP-27` is no area"),
        ("to_anyone: [ja-x-easy, en]", "to_anyone: [vi, en]", "unknown_language.text: the text in `vi` is missing"),
        ("spoken: ja", "spoken: vi", "cards.danger.show: the field `vi` is missing"),
    ],
)
def test_all_of_the_content_belongs_to_the_country(
    edit: Edit, mistakes: Mistakes, old: str, new: str, wrong: str
) -> None:
    """Whoever moves the content to another country is told what still stands for the first."""
    edit("country.yml", old, new)

    assert wrong in "\n".join(map(str, mistakes()))


@pytest.mark.parametrize(
    ("left", "wrong"),
    [
        ("TBD", "`TBD` was left in the text"), ("T0DO", "`T0DO` was left in the text"),
        ("lorem ipsum", "`lorem ipsum` was left in the text"),
        ("{name}", "`{name}` was left in the text"),
        ("Call 0120-000-000.", "0120-000-000 is the number of no confirmed counter"),
        ("Call 0355551234.", "0355551234 is the number of no confirmed counter"),
        ("Call +81-3-5555-1234.", "+81-3-5555-1234 is the number of no confirmed counter"),
    ],
)
def test_nothing_unfinished_and_no_unknown_number_reaches_a_person(edit: Edit, mistakes: Mistakes, left: str, wrong: str) -> None:
    """Somebody forgot to finish a sentence, or typed a number from memory: the check names the line before anybody reads it."""
    edit("topics/pay.yml", "Pay must be paid.", f"Pay must be paid. {left}")

    found = "\n".join(map(str, mistakes()))
    assert "topics/pay.yml:" in found and wrong in found


@pytest.mark.parametrize(
    "text", ["On 2024-11-17.", "In 2023-2024.", "Call 110.", "Todo está bien.", "todo", "1,000-2,000 yen", "8:30-17:15"]
)
def test_dates_spans_and_short_numbers_are_no_strangers(text: str) -> None:
    """What only looks like it is left alone."""
    assert not mark(text) and not place(text) and not list(strangers(text, ()))


def test_the_mark_of_an_original_is_no_number(edit: Edit, mistakes: Mistakes) -> None:
    """The hash of a text may happen to begin with ten digits, the first of them 0."""
    edit("topics/papers.yml", 'of: "', 'of: "0131119602ab')
    assert not [one for one in mistakes() if "confirmed counter" in one.wrong]


@pytest.mark.parametrize("file", ["interface.yml", "counters.yml"])
def test_short_texts_say_who_has_read_them(edit: Edit, mistakes: Mistakes, file: str) -> None:
    """Every language of a file of short texts has a state, and none claims more than that."""
    edit(file, "ja: machine", "ja: checked")
    assert any(one.file == file and "`checked` is no state" in one.wrong for one in mistakes())


def test_counters_have_a_state_in_every_language(edit: Edit, mistakes: Mistakes) -> None:
    """Nobody forgets it when a language is added."""
    edit("counters.yml", "state: {en: original, ja: machine}", "state: {en: original}")
    assert [one.wrong for one in mistakes()] == ["`ja` has no state"]
