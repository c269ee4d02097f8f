"""Rasa reads its own folders below data/; of data/safety/ it learns the examples, for its rules are not Rasa's.

Reading 70,000 examples takes Rasa half a minute, and it reads them twice when it trains. Here it is spared the second
time; files that hold nothing but examples are read here, in a tenth of the time; and it is spared checking the schema of
entities anew for every entity. Then it merges them five times; an `Example` is copied and compared for a fifth of the price
of Rasa's own.
"""

from __future__ import annotations

import copy
import gc
import json
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any
from unittest import mock

import yaml
from jsonschema import validators
from rasa.shared.constants import LATEST_TRAINING_DATA_FORMAT_VERSION
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.constants import ENTITIES, INTENT, METADATA, METADATA_EXAMPLE, TEXT
from rasa.shared.nlu.training_data.entities_parser import parse_training_example
from rasa.shared.nlu.training_data.formats.rasa_yaml import STRIP_SYMBOLS
from rasa.shared.nlu.training_data.loading import load_data
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.synonyms_parser import add_synonyms_from_entities
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils import validation

OUT_OF_SCOPE = "out_of_scope"
FOLDERS = ("nlu", "rules", "stories")
AIMED = "twins.yml"
"""Lines written where an earlier model was wrong: they do not say how often one is."""
GROUPS = ("metaphor", "film")
"""Groups of ``must_not`` that show one intent, `out_of_scope`; the others hold more than one. The cries stay with the net:
there are many times more of them than of any intent, and with all of them the engine heard danger in every tale of
violence (right answers on the frozen sets .903; with forty a group .918; without any .929)."""
_SELDOM = (100_000, 50, 100)
"""When a process that reads examples looks for garbage: they stay, and looking through them was a tenth of a training."""
_BOOK, _EXAMPLES = {"version", "nlu"}, {"intent", "examples"}
_NAME = re.compile(r"\w+")
MOST = 40
"""Examples taken of a group in one language."""


class Reading(RasaFileImporter):
    """Named in config.yml. A folder that has none of Rasa's in it is read as it is, and so is a file."""

    def __init__(
        self,
        config_file: str | None = None,
        domain_path: str | None = None,
        training_data_paths: list[str] | str | None = None,
    ) -> None:
        paths = [training_data_paths] if isinstance(training_data_paths, str) else training_data_paths or []
        gc.set_threshold(*_SELDOM)
        self._safety = [folder for path in paths if (folder := Path(path, "safety")).is_dir()]
        super().__init__(config_file, domain_path, [inner for path in paths for inner in _rasas(path)])

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        """Rasa's own examples, and those of the safety net that show one intent; not to be changed, but merged, which copies."""
        files = [*map(Path, self._nlu_files), *(file for folder in self._safety for file in sorted(folder.glob("*.yml")))]
        stamp = (language, *((file, file.stat().st_mtime_ns, file.stat().st_size) for file in files))
        if _last.get("stamp") != stamp:
            _last.update(stamp=stamp, data=self._read(language))
        data: TrainingData = _last["data"]
        return data

    def _read(self, language: str | None) -> TrainingData:
        with _schemas_checked_once():
            data = TrainingData().merge(*(_plain(Path(file)) or load_data(file, language or "") for file in self._nlu_files))
        data.training_examples = [one if isinstance(one, Example) else Example.of(one) for one in data.training_examples]
        known = {str(message.get(TEXT)).lower() for message in data.training_examples}
        more: list[Message] = [
            Example({TEXT: text, INTENT: intent})
            for folder in self._safety
            for text, intent in examples(folder)
            if text.lower() not in known
        ]
        return data.merge(TrainingData(more))


class Example(Message):
    """A message that knows what stays as it is: Rasa's forgets what it is compared by whenever its intent is set to what it
    was, and copies text letter by letter."""

    @classmethod
    def of(cls, message: Message) -> Example:
        """*message*, with the same data."""
        return cls(message.data, message.output_properties, message.time, message.features)

    def set(self, prop: str, info: Any, add_to_output: bool = False) -> None:
        """Set *prop* to *info*."""
        if add_to_output or self.data.get(prop) != info:
            super().set(prop, info, add_to_output)

    def __deepcopy__(self, memo: dict[int, Any]) -> Example:
        data = {name: each if isinstance(each, str) else copy.deepcopy(each, memo) for name, each in self.data.items()}
        found = Example(data, set(self.output_properties), self.time, copy.deepcopy(self.features, memo))
        found._cached_fingerprint = self._cached_fingerprint
        return found


def _plain(file: Path) -> TrainingData | None:
    """The data of a *file* that holds nothing but intents with lines of text, as Rasa reads it; None of any other, and of
    one in which something is wrong: Rasa says what. Lines of the file `AIMED` are marked by that name."""
    try:
        book: Any = yaml.load(file.read_text("utf-8"), yaml.CBaseLoader)  # noqa: S506 - base loaders make strings only
        groups = [(one["intent"], one["examples"].splitlines()) for one in book["nlu"] if one.keys() == _EXAMPLES]
        if book.keys() != _BOOK or book["version"] != LATEST_TRAINING_DATA_FORMAT_VERSION or len(groups) < len(book["nlu"]):
            return None
    except (OSError, ValueError, yaml.YAMLError, KeyError, TypeError, AttributeError):
        return None
    found: list[Message] = []
    synonyms: dict[str, Any] = {}
    mark = {METADATA: {METADATA_EXAMPLE: AIMED}} if file.name == AIMED else {}
    for intent, lines in groups:
        if not _NAME.fullmatch(intent) or not all(line.startswith("- ") for line in lines):
            return None
        for line in lines:
            text = line[1:].strip(STRIP_SYMBOLS)
            if "[" in text:
                message = parse_training_example(text, intent)
                add_synonyms_from_entities(message.get(TEXT), message.get(ENTITIES, []), synonyms)
                found.append(Example({**message.data, **mark}))
            else:
                found.append(Example({TEXT: text, INTENT: intent, **mark}))
    return TrainingData(found, synonyms)


_last: dict[str, Any] = {}
"""What was read last, and of which files."""


@contextmanager
def _schemas_checked_once() -> Iterator[None]:
    """Rasa's check of an entity, without checking first, each time, that its schema is one."""
    slow = validation.validate_training_data

    @lru_cache
    def validator(schema: str) -> Any:
        content = json.loads(schema)
        return validators.validator_for(content)(content)

    def check(data: dict[str, Any], schema: dict[str, Any]) -> None:
        if not validator(json.dumps(schema)).is_valid(data):
            slow(data, schema)  # says what is wrong

    with mock.patch.object(validation, "validate_training_data", check):
        yield


def examples(folder: Path) -> Iterator[tuple[str, str]]:
    """(text, intent) of the safety net's examples in *folder*, without those that begin with a slash."""
    for file in sorted(folder.glob("*.yml")):
        book: Any = yaml.load(file.read_text("utf-8"), yaml.CBaseLoader)  # noqa: S506 - base loaders make strings only
        for group in GROUPS:
            lines = map(str.strip, str((book.get("must_not") or {}).get(group) or "").splitlines())
            usable = [text for text in lines if text and not text.startswith(("/", "#"))]
            yield from ((text, OUT_OF_SCOPE) for text in sorted(usable, key=_lot)[:MOST])


def is_aimed(message: Message) -> bool:
    """Whether *message* was written where an earlier model was wrong."""
    return bool(message.get(METADATA, {}).get(METADATA_EXAMPLE) == AIMED)


def _lot(text: str) -> int:
    """Draws the same examples on every machine."""
    return zlib.crc32(text.encode("utf-8"))


def _rasas(path: str) -> list[str]:
    inner = [str(Path(path, name)) for name in FOLDERS if Path(path, name).is_dir()]
    return inner or [path]
