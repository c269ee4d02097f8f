"""The training examples: enough of each kind in each language, and none that says the same under two intents."""

import json
import os
import re
import tarfile
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

import pytest
import yaml
from babel import Locale

ROOT = Path(__file__).parents[2]
LANGUAGES = ("en", "ja", "zh", "zh-TW", "ko", "vi", "tl", "th", "id", "pt", "es", "ne", "my", "km")
DOMAIN = yaml.load((ROOT / "domain.yml").read_text("utf-8"), yaml.CBaseLoader)
GRAVE = ("emergency", "self_harm", "not_safe_to_talk", *DOMAIN["intents"][4:18])
MARKED = re.compile(r"\[([^\]]+)\]\{[^}]*\}")
WISHES = {"open_now": 8, "free": 8, "write": 8, "anonymous": 8, "saturday": 2, "sunday": 3}
"""And how many ways to say each there are at least: a day has a name or two."""
LEAST, LEAST_GRAVE, LEAST_OUTSIDE = 12, 25, 60
LEAST_MARKED = {"area": 80, "language": 80, "need": 25}
SPOKEN = {"cnh", "kac", "kar", "rhg"}
"""Hakha Chin, Kachin, Karen, Rohingya: ISO 639 has them, whether or not Babel has a name for them."""


def examples(language: str) -> "list[tuple[str, str]]":
    """(intent, text) of every example of a language, as it is typed."""
    files = sorted((ROOT / "data/nlu" / language).glob("*.yml"))
    parts = [part for file in files for part in yaml.load(file.read_text("utf-8"), yaml.CBaseLoader)["nlu"] if "intent" in part]
    return [(part["intent"], MARKED.sub(r"\1", line.strip()[2:])) for part in parts for line in part["examples"].splitlines()]


def marked(language: str) -> "list[tuple[str, str]]":
    """(entity, value) of every word that is marked in the examples of a language."""
    text = "".join(file.read_text("utf-8") for file in sorted((ROOT / "data/nlu" / language).glob("*.yml")))
    return [(mark["entity"], mark["value"]) for mark in map(json.loads, re.findall(r"\](\{[^}]*\})", text))]


def exists() -> "dict[str, set[str]]":
    """The values an entity may have: prefectures, languages, and needs that some counter meets."""
    areas, counters = (
        yaml.load((ROOT / "content" / name).read_text("utf-8"), yaml.CBaseLoader) for name in ("country.yml", "counters.yml")
    )
    tags = {*Locale("en").languages, *SPOKEN, "zh-TW", "ja-x-easy"}
    return {
        "area": set(areas["areas"]),
        "language": tags,
        "need": {need for one in counters["counters"] for need in one["needs"]},
    }


def same(text: str) -> str:
    """*text* without what makes no difference: case, width, punctuation."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in folded if c.isalnum() or unicodedata.category(c)[0] == "M")


def names(language: str, kind: str) -> "dict[str, list[str]]":
    """The words of each lookup table, or those of each synonym, of a language."""
    parts = yaml.load((ROOT / "data/nlu" / language / "entities.yml").read_text("utf-8"), yaml.CBaseLoader)["nlu"]
    return {part[kind]: [line.strip()[2:] for line in part["examples"].splitlines()] for part in parts if kind in part}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_wish_has_words(language: str) -> None:
    """Open now, free, in writing, without my name: I can say each in my language, in several ways."""
    meant = {wish: set(names(language, "synonym")[wish]) for wish in WISHES}

    assert {wish: len(words) for wish, words in meant.items() if len(words) < WISHES[wish]} == {}
    assert set().union(*meant.values()) == set(names(language, "lookup")["wish"])


def test_no_word_of_a_wish_means_anything_else() -> None:
    """What a word stands for is the same in all languages: the tables are one."""
    stands_for = defaultdict(set)
    for language in LANGUAGES:
        for code, words in names(language, "synonym").items():
            for word in words:
                stands_for[word.lower()].add(code)
    wished = [word.lower() for language in LANGUAGES for word in names(language, "lookup")["wish"]]
    assert {word: found for word in wished if len(found := stands_for[word]) > 1} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_enough_of_them(language: str) -> None:
    """Whatever I ask in my language, somebody has written it down in many ways."""
    assert GRAVE[3] == "am_i_victim" and GRAVE[-1] == "pregnancy"
    count = Counter(intent for intent, _ in examples(language))
    least = dict.fromkeys(DOMAIN["intents"], LEAST) | dict.fromkeys(GRAVE, LEAST_GRAVE) | {"out_of_scope": LEAST_OUTSIDE}
    assert {intent: count[intent] for intent, number in least.items() if count[intent] < number} == {}
    assert set(count) == set(DOMAIN["intents"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_places_languages_and_needs_are_marked(language: str) -> None:
    """Where, in what language, what for: each stands in examples of my language, and means something that exists."""
    found, known = marked(language), exists()
    count = Counter(entity for entity, _ in found)
    assert {entity: count[entity] for entity, least in LEAST_MARKED.items() if count[entity] < least} == {}
    assert set(count) <= set(known)
    assert {(entity, value) for entity, value in found if value not in known[entity]} == set()


def test_no_text_stands_under_two_intents() -> None:
    """The same words cannot mean two things to the machine."""
    intents = defaultdict(set)
    for language in LANGUAGES:
        for intent, text in examples(language):
            if key := same(text):
                intents[key].add(intent)
    assert {text: found for text, found in intents.items() if len(found) > 1} == {}


def test_none_means_the_same_as_one_of_another_intent() -> None:
    """Two examples that the encoder cannot tell apart make both intents worse; training lists them (learned.conflicts)."""
    home = Path(os.environ.get("AKARI_HOME") or ROOT / "var")
    newest = max((home / "models").glob("*.tar.gz"), key=lambda path: path.stat().st_mtime)
    with tarfile.open(newest) as tar:
        name = next(name for name in tar.getnames() if name.endswith("learned.json"))
        report = json.load(tar.extractfile(name))["report"]  # type: ignore[arg-type]
    assert report["conflicts"] == []
