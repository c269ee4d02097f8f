"""The prefectures, big cities, Tokyo's wards, districts and airports are found, however somebody writes them.

areas.tsv: a line for each place, a column for each script, several spellings with | between them.
"""

import csv
from pathlib import Path

import pytest
import yaml
from engine.lookup import Lookup
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

ROOT = Path(__file__).parents[2]
with (Path(__file__).parent / "areas.tsv").open(encoding="utf-8", newline="") as file:
    PLACES = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
SCRIPTS = [name for name in PLACES[0] if name != "code"]
PARTS = [
    part
    for file in sorted((ROOT / "data/nlu").glob("*/entities.yml"))
    for part in yaml.load(file.read_text("utf-8"), yaml.CBaseLoader)["nlu"]
]


def words(part: "dict[str, str]") -> "list[str]":
    return [line.strip()[2:] for line in part["examples"].splitlines()]


CODES = {word.lower(): part["synonym"] for part in PARTS if "synonym" in part for word in words(part)}
LOOKUP = Lookup(None, None, {"area": [word for part in PARTS if part.get("lookup") == "area" for word in words(part)]})  # type: ignore[arg-type]


def areas(text: str, language: "str | None" = None) -> "list[str]":
    """The codes of the areas in *text*, as EntitySynonymMapper makes them."""
    message = Message({TEXT: text, "metadata": {"language": language}})
    LOOKUP.process([message])
    return [CODES[entity["value"].lower()] for entity in message.get(ENTITIES)]


def test_the_table_has_every_prefecture_city_and_ward() -> None:
    """47 prefectures first, then 20 cities, 23 wards, and more; no cell is empty."""
    codes = [place["code"] for place in PLACES]
    assert codes[:47] == [f"JP-{number:02}" for number in range(1, 48)]
    assert codes[67:90] == ["JP-13"] * 23
    assert len(codes) > 110
    assert all(name.strip() == name != "" for place in PLACES for script in SCRIPTS for name in place[script].split("|"))


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_place_is_found_as_it_is_written_in_my_script(script: str) -> None:
    """I write where I am, in my letters and my spelling, alone or in a line, and the right prefecture is found."""
    missed = {
        (place["code"], text): found
        for place in PLACES
        for name in place[script].split("|")
        for text in (name, f"{name}.", f"1, {name}!", name.upper(), name.lower())
        if set(found := areas(text)) != {place["code"]}
    }
    assert missed == {}


@pytest.mark.parametrize("script", SCRIPTS)
def test_every_area_of_the_tables_has_one_code(script: str) -> None:
    """No name in the tables stands for two prefectures, or for none."""
    folder = ROOT / "data/nlu" / script / "entities.yml"
    parts = yaml.load(folder.read_text("utf-8"), yaml.CBaseLoader)["nlu"]
    named = [word for part in parts if part.get("lookup") == "area" for word in words(part)]
    assert [word for word in named if not CODES.get(word.lower(), "").startswith("JP-")] == []
    assert len(named) == len(set(named))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("いま ちばに います", ["JP-12"]),
        ("いまちばにいます", ["JP-12"]),
        ("わたしはせんだいです", ["JP-04"]),
        ("きょうとで はたらいています", ["JP-26"]),
        ("こうべ", ["JP-28"]),
        ("たちばに こまる", []),
        ("いちばん ちかい ところ", []),
        ("べんきょうと しごと", []),
        ("きょうとまるところがない", []),
        ("きょうともだちと", []),
        ("すみませんだいじょうぶです", []),
        ("すんでいたばしょ", []),
        ("なんばん ですか", []),
        ("がっこうべんきょう", []),
        ("みんながさきに", []),
        ("カブキチョウで", ["JP-13"]),
        ("堺に住んでいます", ["JP-27"]),
        ("栄養がほしい", []),
        ("名古屋市中央区", ["JP-23"]),
        ("中央区", []),
        ("北区", []),
        ("Kita ward", []),
        ("Chuo ward", []),
        ("분쿄에 살아요", ["JP-13"]),
        ("도시마에서", ["JP-13"]),
        ("도시마다 달라요", []),
    ],
)
def test_an_everyday_word_is_no_place(text: str, expected: "list[str]") -> None:
    """A name that also lies inside everyday words is found where I name the place, and only there."""
    assert areas(text) == expected


@pytest.mark.parametrize(
    ("text", "language"), [("itami ga aru", "ja"), ("mi amiga está sumida en deudas", "es"), ("ela está sumida", "pt")]
)
def test_a_name_that_means_something_else_in_my_language_is_no_place(text: str, language: str) -> None:
    """Pain is not Itami, and she who is missing is not Sumida."""
    assert areas(text, language) == []
    assert areas(text, "en") != []
