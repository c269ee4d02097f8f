"""Rasa reads its own folders below data/; of data/safety/ it learns the examples, for its rules are not Rasa's."""

import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

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
        """Rasa's own examples, and those of the safety net that show one intent."""
        data = super().get_nlu_data(language)
        known = {str(message.get(TEXT)).lower() for message in data.training_examples}
        more = [
            Message({TEXT: text, INTENT: intent})
            for folder in self._safety
            for text, intent in examples(folder)
            if text.lower() not in known
        ]
        return data.merge(TrainingData(more))


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
