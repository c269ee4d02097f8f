"""Finds the places, languages and needs of the lookup tables in a message, in any script.

Rasa's RegexEntityExtractor asks for whole words everywhere or nowhere; English needs the one, Japanese the other.

1. The longest entry wins: 東京都 is Tokyo and not Kyoto.
2. An entry may not end in the middle of a word where words are spaced, nor inside a run of katakana:
   タイ is not found in タイムカード. Korean and Nepali words may carry an ending.
3. Case, width, Latin accents and invisible characters do not count.
4. A name in hiragana that also lies inside everyday words counts where the hiragana begin and a particle follows:
   ちばに is Chiba, たちばに is not.
5. An entry that is an ordinary word of the message's language is not found in it: `hindi` is "not" in Tagalog.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.nlu.utils.pattern_utils import read_lookup_table_file
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils.io import dump_obj_as_json_to_file, read_json_file

FILE = "lookup.json"

ORDINARY = {
    "ja": frozenset({"itami"}),
    "tl": frozenset({"hindi", "malay"}),
    "id": frozenset({"dari", "bahasa", "mie", "nerima"}),
    "es": frozenset({"noto", "saga", "ise", "sumida"}),
    "pt": frozenset({"noto", "saga", "sumida"}),
    "vi": frozenset({"ise"}),
}
"""By language, names (folded) that mean something else there."""

APART = frozenset(
    """
    ちば ちばし きょうと きょうとし こうべ せんだい さかいし さがみはら ながさき なんば はかた
    みなとく たいとうく こうとうく おおたく なかのく としまく ちよだく すみだく あだちく あらかわく ぶんきょうく
    めぐろ せたがや すぎなみ いたばし ねりま かつしか えどがわ
    """.split()
)
"""Names in hiragana that also stand inside everyday words: たちば, べんきょうと, いたばしょ."""

_BEFORE = re.compile(r"(?:^|[^\u3041-\u309f]|は|も|いま)\Z")
_AFTER = re.compile(r"(?:に|で|の|へ|から|まで|だよ)|[^\u3041-\u309f]|\Z")
_EVERY_CITY = "도시마다"  # not 도시마, Toshima

_KATAKANA = re.compile(r"[\u30a1-\u30fa\u30fc\u31f0-\u31ff]")
# Han, hiragana, Thai, Lao, Burmese, Khmer: words stand side by side without a space.
_UNSPACED = re.compile(
    r"[\u2e80-\u2fdf\u3005-\u3007\u3041-\u309f\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
    r"\u0e00-\u0eff\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f\u1780-\u17ff]"
)
# Hangul and Devanagari: spaced, but endings are written on to the word.
_SUFFIXING = re.compile(r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3\u0900-\u097f]")
# A letter with the marks that belong to it, half-width voiced sound marks included.
_CLUSTER = re.compile(r".[\u0300-\u036f\u3099\u309a\uff9e\uff9f]*", re.DOTALL)
_SAME = str.maketrans({"\u2019": "'", "\u2018": "'", "\u2010": "-", "\u2011": "-", "\u2013": "-", "\u3000": " "})


def fold(text: str) -> tuple[str, list[tuple[int, int]]]:
    """*text* without case, width, Latin accents and invisible characters; and where each character of that stood."""
    folded: list[str] = []
    places: list[tuple[int, int]] = []
    for cluster in _CLUSTER.finditer(text):
        plain = _plain(cluster.group())
        folded.append(plain)
        places.extend([cluster.span()] * len(plain))
    return "".join(folded), places


def _plain(cluster: str) -> str:
    if unicodedata.category(cluster[0]) == "Cf":
        return ""
    plain = unicodedata.normalize("NFKC", cluster).casefold().translate(_SAME)
    parts = unicodedata.normalize("NFD", plain)
    if "a" <= parts[:1] <= "z":
        return "".join(part for part in parts if not unicodedata.combining(part))
    return plain


def _run(char: str, before: bool) -> str:
    """The kind of word that may not be cut at *char*, which stands *before* or after the cut; "" where a cut is free."""
    if unicodedata.category(char)[0] == "M":
        return "" if before else "mark"
    if _KATAKANA.match(char):
        return "katakana"
    if _UNSPACED.match(char):
        return ""
    if _SUFFIXING.match(char):
        return "suffixing"
    return "spaced" if char.isalnum() else ""


def _cuts_a_word(text: str, at: int, ends: bool) -> bool:
    """Whether a word goes on across *at*; *ends*: whether an entry ends there, or begins."""
    if at == 0 or at == len(text):
        return False
    left, right = _run(text[at - 1], before=True), _run(text[at], before=False)
    if right == "mark":
        return True
    return left == right != "" and not (ends and left == "suffixing")


def _is_the_name(text: str, at: int, end: int) -> bool:
    """Whether what stands there is the name and no part of an everyday phrase."""
    if text[at:end] in APART:
        return bool(_BEFORE.search(text[max(0, at - 2) : at]) and _AFTER.match(text, end))
    return not (text.startswith(_EVERY_CITY, at) and end - at < len(_EVERY_CITY))


class Table:
    """The entries of one entity."""

    def __init__(self, entries: list[str]) -> None:
        self._entries = {fold(entry)[0].strip(): entry for entry in entries}
        self._entries.pop("", None)
        lengths: dict[str, set[int]] = {}
        for entry in self._entries:
            lengths.setdefault(entry[0], set()).add(len(entry))
        self._lengths = {first: sorted(found, reverse=True) for first, found in lengths.items()}

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Start, end and entry of every place where one stands in the folded *text*: leftmost first, longest first."""
        at = 0
        while at < len(text):
            end = self._longest(text, at)
            if end:
                yield at, end, self._entries[text[at:end]]
            at = end or at + 1

    def _longest(self, text: str, at: int) -> int:
        if text[at] not in self._lengths or _cuts_a_word(text, at, ends=False):
            return 0
        for length in self._lengths[text[at]]:
            end = at + length
            known = end <= len(text) and text[at:end] in self._entries
            if known and not _cuts_a_word(text, end, ends=True) and _is_the_name(text, at, end):
                return end
        return 0


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class Lookup(GraphComponent, EntityExtractorMixin):
    """Rasa's view of the tables: an entity's value is the entry as the table writes it; EntitySynonymMapper makes it a code."""

    def __init__(self, storage: ModelStorage, resource: Resource, tables: dict[str, list[str]]) -> None:
        self._storage = storage
        self._resource = resource
        self._tables = {name: Table(entries) for name, entries in tables.items()}

    @classmethod
    def create(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext
    ) -> Lookup:
        return cls(model_storage, resource, {})

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> Lookup:
        with model_storage.read_from(resource) as folder:
            return cls(model_storage, resource, read_json_file(folder / FILE))

    def train(self, training_data: TrainingData) -> Resource:
        """Take the tables over as they are, those of one name together."""
        tables: dict[str, list[str]] = {}
        for table in training_data.lookup_tables:
            entries = table["elements"]
            tables.setdefault(table["name"], []).extend(entries if isinstance(entries, list) else read_lookup_table_file(entries))
        with self._storage.write_to(self._resource) as folder:
            dump_obj_as_json_to_file(folder / FILE, tables)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            language = str((message.get("metadata") or {}).get("language"))
            found = self.add_extractor_name(self._find(message.get(TEXT) or "", ORDINARY.get(language, frozenset())))
            message.set(ENTITIES, message.get(ENTITIES, []) + found, add_to_output=True)
        return messages

    def _find(self, text: str, ordinary: frozenset[str]) -> list[dict[str, Any]]:
        folded, places = fold(text)
        return [
            {"entity": name, "start": places[start][0], "end": places[end - 1][1], "value": entry}
            for name, table in self._tables.items()
            for start, end, entry in table.find(folded)
            if folded[start:end] not in ordinary
        ]
