"""Rasa reads its own folders below data/; of data/safety/ it learns the examples, for its rules are not Rasa's.

Reading 70,000 examples takes Rasa half a minute, and it reads them twice when it trains. Here it is spared the second
time, and spared checking the schema of entities anew for every entity, which is a third of the first. Then it merges them
five times; an `Example` is copied and compared for a fifth of the price of Rasa's own.
"""

from __future__ import annotations

import copy
import json
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any
from unittest import mock

import yaml
from jsonschema import validators
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils import validation

OUT_OF_SCOPE = "out_of_scope"
FOLDERS = ("nlu", "rules", "stories")
GROUPS = ("metaphor", "film")
"""Groups of ``must_not`` that show one intent, `out_of_scope`; the others hold more than one. The cries stay with the net:
there are many times more of them than of any intent, and with all of them the engine heard danger in every tale of
violence (right answers on the frozen sets .903; with forty a group .918; without any .929)."""
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
            data = super().get_nlu_data(language)
        data.training_examples = [Example.of(message) for message in data.training_examples]
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


def _lot(text: str) -> int:
    """Draws the same examples on every machine."""
    return zlib.crc32(text.encode("utf-8"))


def _rasas(path: str) -> list[str]:
    inner = [str(Path(path, name)) for name in FOLDERS if Path(path, name).is_dir()]
    return inner or [path]
