"""Rasa reads its own folders below data/ and no other: data/safety/ has `rules` too, which are not Rasa's."""

from pathlib import Path

from rasa.shared.importers.rasa import RasaFileImporter

FOLDERS = ("nlu", "rules", "stories")


class Reading(RasaFileImporter):
    """Named in config.yml. A folder that has none of Rasa's in it is read as it is, and so is a file."""

    def __init__(
        self,
        config_file: str | None = None,
        domain_path: str | None = None,
        training_data_paths: list[str] | str | None = None,
    ) -> None:
        paths = [training_data_paths] if isinstance(training_data_paths, str) else training_data_paths or []
        super().__init__(config_file, domain_path, [inner for path in paths for inner in _rasas(path)])


def _rasas(path: str) -> list[str]:
    inner = [str(Path(path, name)) for name in FOLDERS if Path(path, name).is_dir()]
    return inner or [path]
