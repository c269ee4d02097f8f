"""The examples of `data/nlu`, as the gateway's own learners read them."""

import re
from collections.abc import Iterator
from pathlib import Path

import yaml

_MARKED = re.compile(r"\[([^\]]+)\]\{[^}]*\}")


def examples(folder: Path) -> Iterator[tuple[str, str]]:
    """(intent, text) of every example in the Rasa files of *folder*, entities unmarked."""
    for file in sorted(folder.glob("*.yml")):
        data = yaml.load(file.read_text("utf-8"), yaml.CBaseLoader)  # noqa: S506 - base loaders make strings only
        for part in data.get("nlu") or ():
            if "intent" in part:
                for line in str(part["examples"]).splitlines():
                    yield str(part["intent"]), _MARKED.sub(r"\1", line.strip().removeprefix("- "))
