"""Easy Japanese: chosen like a language, read aloud by anyone, found and counted like Japanese."""

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from content import Content, Mistake, read
from content.easy import EASY, bare, unread
from content.finding import find
from content.parts import LOADER
from content.passages import passages
from content.promises import promise
from content.readability import readability
from content.showing import show
from content.stamping import stamp
from content.topics import NEEDS
from content.words import bubbles, card, nearest
from tests.clock import JAPAN

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=JAPAN)
Mistakes = Callable[[], tuple[Mistake, ...]]
Edit = Callable[[str, str, str], None]


def with_readings(text: str) -> str:
    """*text* with a reading behind its kanji."""
    return re.sub("[一-鿿々]+", r"\g<0>（よみ）", text)


def added(node: Any) -> Any:
    """*node* with an easy text wherever there is a Japanese one, but for readings of what is shown to others."""
    if isinstance(node, list):
        return [added(one) for one in node]
    if not isinstance(node, dict):
        return node
    if {"en", "ja"} <= node.keys() and isinstance(node["ja"], str | list):
        ja = node["ja"]
        return {**node, EASY: with_readings(ja) if isinstance(ja, str) else [with_readings(one) for one in ja]}
    if {"en", "ja"} <= node.keys():
        say = [with_readings(bubble) for bubble in node["ja"]["say"]]
        return {**node, EASY: {"state": "machine", "of": "", "say": say}}
    return {name: value if name == "reading" else added(value) for name, value in node.items()}


@pytest.fixture
def spoken(folder: Path) -> Path:
    """The small content in easy Japanese too, but for its counters."""
    names = ("card", "conversation", "selfcheck", "interface")
    for path in (*folder.glob("topics/*.yml"), *(folder / f"{name}.yml" for name in names)):
        made = added(yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER))
        if path.name == "interface.yml":
            made["state"] = {"en": "original", EASY: "machine", "ja": "machine"}
            made["words"]["language_name_ja-x-easy"] = {"en": "easy Japanese", "ja": "やさしい日本語", EASY: "やさしい にほんご"}
        path.write_text(yaml.safe_dump(made, allow_unicode=True, sort_keys=False), encoding="utf-8")
    stamp(folder)
    return folder


@pytest.fixture
def content(spoken: Path) -> Content:
    return read(spoken)


def test_it_stands_beside_japanese(content: Content) -> None:
    """I find it in the menu of languages right behind Japanese."""
    assert content.languages == ("en", "ja", EASY)


def test_it_is_offered_only_where_the_words_are_there(small: Content, folder: Path, mistakes: Mistakes, edit: Edit) -> None:
    """Content without easy texts starts and does not offer them; naming the language asks for every text."""
    assert EASY not in small.languages
    edit("interface.yml", "ja: machine}", "ja: machine, ja-x-easy: machine}")
    missing = [mistake for mistake in mistakes() if re.search(f"in `{EASY}` (is|are) missing", mistake.wrong)]
    assert {mistake.file for mistake in missing} >= {
        "topics/pay.yml", "topics/papers.yml", "card.yml", "conversation.yml", "selfcheck.yml", "interface.yml",
    }
    assert "counters.yml" not in {mistake.file for mistake in missing}


def test_it_needs_japanese_behind_it(spoken: Path, mistakes: Mistakes, edit: Edit) -> None:
    """What has no easy form is shown in Japanese, so that must be there."""
    edit("interface.yml", "  ja: machine\n", "")
    assert any("`ja` is not served" in mistake.wrong for mistake in mistakes())


def test_a_counter_is_shown_as_to_whoever_reads_japanese(content: Content) -> None:
    """Its name in Japanese where there is no easy one, its marks in easy words, and no remark that it speaks Japanese."""
    counter, plain = (show(content, content.counters["office"], language, NOW) for language in (EASY, "ja"))

    assert (counter["name"], counter["phone"]) == (plain["name"], plain["phone"]) == ("労働の窓口", "03-3501-0110")
    assert counter["note"] == "仕事と給料 · 無料（よみ） · 17:15まで"
    assert show(content, content.counters["office"], EASY, NOW, "ja")["note"] == counter["note"]
    assert "ベトナム語（よみ）で話（よみ）せます" in show(content, content.counters["office"], EASY, NOW, "vi")["note"]
    assert "speaks Japanese" in show(content, content.counters["osaka"], "en", NOW, EASY)["note"]


@pytest.mark.parametrize("need", [None, *NEEDS])
def test_counters_are_found_as_for_japanese(spoken: Path, edit: Edit, need: str | None) -> None:
    """The same counters in the same order; no embassy, because who reads Japanese may be from anywhere."""
    edit("counters.yml", "phone: 03-3466-3313\n  hours: {status: unknown, text: {en: Unknown, ja: 不明}}\n  languages: [vi]",
         "phone: 03-3466-3313\n  hours: {status: unknown, text: {en: Unknown, ja: 不明}}\n  languages: [vi, ja]")
    content = read(spoken)
    for areas, wanted in (((), None), (("JP-27",), None), ((), "vi")):
        easy, plain = (find(content, need, areas, language, NOW, wanted_language=wanted) for language in (EASY, "ja"))
        assert [counter["id"] for counter in easy.counters] == [counter["id"] for counter in plain.counters]
        assert easy.exact == plain.exact
    asked = find(content, need, (), "en", NOW, wanted_language=EASY)
    assert asked.exact == find(content, need, (), "en", NOW, wanted_language="ja").exact


def test_what_is_unknown_is_answered_in_it(content: Content) -> None:
    """Who writes a language that we cannot tell gets easy Japanese, with readings, and English."""
    assert bubbles(content, "refused", "und") == ["保存（よみ）できませんでした。", "Not saved."]
    assert bubbles(content, "first_words", "und", operator="X", immigration_sentence="", retention_days="3")[0] == "こんにちは。"


def test_the_card_is_in_it(content: Content) -> None:
    """The card too, and the sentence to show stays Japanese for whoever is asked."""
    replies = card(content, "danger", EASY, NOW)

    assert replies[0]["text"] == "110番（よみ）です。"
    assert replies[2]["show"] == {"ja": "助けてください。", "reading": "", "language": "ja"}
    assert replies[-1]["buttons"][2]["title"] == "番号（よみ）"


def test_the_nearest_language(spoken: Path, content: Content, edit: Edit) -> None:
    """Who asks for easy Japanese where nobody has written it is answered in Japanese."""
    assert [nearest(content, one) for one in (EASY, "ja", "vi")] == [EASY, "ja", None]
    edit("interface.yml", f"  {EASY}: machine\n", "")
    assert nearest(read(spoken), EASY) == "ja"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("働（はたら）く ところ", None), ("在留（ざいりゅう）カードと 110番（ばん）", None), ("ひらがなと カタカナ、ABC", None),
        ("出入国在留管理庁（しゅつにゅうこく ざいりゅう かんりちょう）", None), ("人々（ひとびと）", None),
        ("1ヶ月（かげつ）", None),
        ("働く（はたらく）", "働"), ("給料", "給料"), ("給料(きゅうりょう)", "給料"), ("給料（pay）", "給料"), ("金（）", "金"),
        ("お金（かね）と 給料", "給料"),
    ],
)
def test_kanji_without_a_reading_is_found(text: str, expected: str | None) -> None:
    """Every kanji can be read aloud: its reading stands right behind it, and is its own."""
    assert unread(text) == expected


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("topics/pay.yml", "給料（よみ）は", "給料は"), ("card.yml", "警察（よみ）です", "警察です"),
        ("interface.yml", "保存（よみ）でき", "保存でき"), ("card.yml", "番号（よみ）", "番号（No）"),
    ],
)
def test_an_editor_is_told_where_a_reading_is_missing(
    spoken: Path, mistakes: Mistakes, edit: Edit, file: str, old: str, new: str
) -> None:
    """The check names the file, the text and the kanji; the running bot goes on with what is there."""
    edit(file, old, new)

    (mistake,) = [one for one in mistakes() if "has no reading" in one.wrong]
    assert mistake.file == file
    assert EASY in mistake.field
    assert new[:2] in mistake.wrong
    assert any("has no reading" in note.wrong for note in read(spoken, strict=False).notes)


@pytest.mark.parametrize(("letters", "fits"), [(300, True), (301, False)])
def test_readings_take_no_room(spoken: Path, mistakes: Mistakes, edit: Edit, letters: int, fits: bool) -> None:
    """A bubble may have 300 characters, and readings above them."""
    edit("topics/pay.yml", "給料（よみ）は払（よみ）われます。", "金（かね）" * letters)

    assert (not [one for one in mistakes() if "characters" in one.wrong]) == fits


@pytest.mark.parametrize(("sentence", "long"), [("金（かね）を " + "あ" * 28 + "。", 1), ("金（かね）を " + "あ" * 27 + "。", 0)])
def test_its_sentences_are_shorter(spoken: Path, edit: Edit, sentence: str, long: int) -> None:
    """Thirty characters without readings and spaces are a long sentence of easy Japanese."""
    edit("topics/pay.yml", "給料（よみ）は払（よみ）われます。", sentence)

    (level,) = [level for level in readability(read(spoken)) if level.language == EASY]
    assert level.long == long


@pytest.mark.parametrize(
    "text",
    [
        "必（かなら）ず 助（たす）かります。", "かならず たすかります。", "もう だいじょうぶ です。",
        "あなたは 被害者（ひがいしゃ）です。", "あなたは ひがいしゃ では ありません。", "私（わたし）たちが 守（まも）ります。",
    ],
)
def test_easy_words_promise_no_more(text: str) -> None:
    """A promise stays one with readings and spaces in it."""
    assert promise(text)


def test_words_that_promise_nothing_pass() -> None:
    """Ordinary easy sentences are left alone."""
    assert promise("だれが 被害者（ひがいしゃ）か、私（わたし）は 言（い）えません。だいじょうぶですか。") is None


def test_readings_are_not_part_of_a_term(spoken: Path, mistakes: Mistakes, edit: Edit) -> None:
    """在留（ざいりゅう）カード is a way of saying 在留カード, which the glossary wants."""
    edit("topics/pay.yml", "Pay must be paid.", "The card is yours.")
    edit("topics/pay.yml", "給料（よみ）は払（よみ）われます。", "在留（ざいりゅう）カードです。")
    stamp(spoken)
    (spoken / "glossary.yml").write_text(f"owner: x\nterms:\n  card: {{{EASY}: [在留カード]}}\n", encoding="utf-8")

    assert [one for one in mistakes() if "glossary" in one.wrong] == []
    edit("topics/pay.yml", "在留（ざいりゅう）カードです。", "カードです。")
    assert [one.field for one in mistakes() if "glossary" in one.wrong] == [f"text.{EASY}"]


def test_bare_takes_nothing_else() -> None:
    """Only readings go; remarks in brackets stay."""
    assert bare("入管（にゅうかん）と えいご（English）（ほか）") == "入管と えいご（English）（ほか）"


def test_passages_are_told_apart_by_words_not_by_readings(content: Content) -> None:
    """A free question is compared with what is said, in easy Japanese too, without the brackets."""
    said = {passage.said for passage in passages(content) if passage.language == EASY}
    assert "給料は払われます。" in said
    assert not any("（" in one for one in said)
