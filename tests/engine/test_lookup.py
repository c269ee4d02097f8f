"""Places, languages and needs are found in the script they are written in, and not inside other words."""

import pytest
from engine.lookup import Lookup, Table, fold
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

TABLE = Table(
    ["Tokyo", "東京", "東京都", "Kyoto", "京都", "Osaka", "大阪", "Ōtsu", "タイ", "Thai", "オオサカ", "Hồ Chí Minh",
     "Ho Chi Minh", "women's shelter", "오사카", "ओसाका", "โอซาก้า", "အိုဆာကာ", "អូសាកា", "ii", "Tō", "ベトナム"]
)  # fmt: skip


def found(text: str) -> list[tuple[str, str]]:
    """What stands in *text*, and which entry it is."""
    folded, places = fold(text)
    return [(text[places[start][0] : places[end - 1][1]], entry) for start, end, entry in TABLE.find(folded)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I am in Osaka.", [("Osaka", "Osaka")]),
        ("OSAKA", [("OSAKA", "Osaka")]),
        ("ｏｓａｋａ?", [("ｏｓａｋａ", "Osaka")]),
        ("I live in Ōsaka", [("Ōsaka", "Osaka")]),
        ("otsu or Ōtsu", [("otsu", "Ōtsu"), ("Ōtsu", "Ōtsu")]),
        ("Osakan food, from-Osaka", [("Osaka", "Osaka")]),
        ("hiking in Hawaii", []),
        ("OsakaとTokyoで", [("Osaka", "Osaka"), ("Tokyo", "Tokyo")]),
        ("東京都に住んでいます", [("東京都", "東京都")]),
        ("京都です", [("京都", "京都")]),
        ("大阪府の京都", [("大阪", "大阪"), ("京都", "京都")]),
        ("タイ人です", [("タイ", "タイ")]),
        ("ﾀｲ語", [("ﾀｲ", "タイ")]),
        ("ﾍﾞﾄﾅﾑ語", [("ﾍﾞﾄﾅﾑ", "ベトナム")]),
        ("タイムカードがない", []),
        ("状態が悪い", []),
        ("Thailand", []),
        ("ho chi minh", [("ho chi minh", "Ho Chi Minh")]),
        ("Hồ Chí Minh", [("Hồ Chí Minh", "Ho Chi Minh")]),
        ("a women’s shelter", [("women’s shelter", "women's shelter")]),
        ("오사카에서 일해요", [("오사카", "오사카")]),
        ("가오사카", []),
        ("ओसाकामा बस्छु", [("ओसाका", "ओसाका")]),
        ("ฉันอยู่ที่โอซาก้าค่ะ", [("โอซาก้า", "โอซาก้า")]),
        ("အိုဆာကာမှာ", [("အိုဆာကာ", "အိုဆာကာ")]),
        ("នៅ\u200bអូសាកា\u200bនេះ", [("អូសាកា", "អូសាកា")]),
        ("", []),
        ("😭", []),
    ],
)
def test_what_is_found(text: str, expected: list[tuple[str, str]]) -> None:
    """I name my place the way I write, and it is found there and nowhere else."""
    assert found(text) == expected


def test_marks_that_make_another_word_count() -> None:
    """In my script a mark makes another word: が is not か."""
    assert [entry for _, _, entry in Table(["かき"]).find(fold("がき")[0])] == []
    assert [entry for _, _, entry in Table(["オオサカ"]).find(fold("オオサガ")[0])] == []


def test_any_text_is_read_quickly() -> None:
    """A long message of any characters costs a moment, not minutes."""
    hostile = "".join(chr(n) for n in range(1, 0xD800)) + "大" * 20_000 + "\ufdfa" * 2_000
    folded, places = fold(hostile)
    assert len(folded) == len(places)
    list(TABLE.find(folded))


@pytest.mark.parametrize(("language", "expected"), [("tl", []), ("en", ["Hindi"]), (None, ["Hindi"])])
def test_a_name_that_is_an_ordinary_word_of_my_language_is_not_found(language: "str | None", expected: list[str]) -> None:
    """In Tagalog "hindi" is "not", and no language."""
    lookup = Lookup(None, None, {"language": ["Hindi"]})  # type: ignore[arg-type]
    message = Message({TEXT: "hindi ako binayaran", "metadata": {"language": language}})
    lookup.process([message])
    assert [entity["value"] for entity in message.get(ENTITIES)] == expected
