"""The files of a content folder, edited and written back: all of them as meant, or none."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from content.lines import Lines, NotEditable, Step


class Files:
    """The files of a content folder and the edits to them; nothing is touched until they are written."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open: dict[str, Lines] = {}

    def put(self, path: tuple[Step, ...], key: str, value: str, below: str = "") -> None:
        """Set *key* of the mapping at *path*; where it is not there yet, it comes after the key *below*."""
        self._lines(path).put(path[1:], key, value, below)

    def note(self, path: tuple[Step, ...], who: str, what: str) -> None:
        """Write ``# WHO: WHAT`` above the line on which the node at *path* begins, unless WHAT stands there already."""
        self._lines(path).note(path[1:], who, what)

    def take_out(self, path: tuple[Step, ...], key: str) -> None:
        """Make comments of the lines of *key* in the mapping at *path*; nothing where there is no such key."""
        self._lines(path).take_out(path[1:], key)

    def write(self, differing: Callable[[Path], str]) -> list[str]:
        """Write all edits and return the names of the changed files; nothing when *differing* says of a copy in what it
        differs from what is meant (then NotEditable is raised), or raises."""
        after = {name: lines.text() for name, lines in self._open.items()}
        changed = [name for name, text in after.items() if text != self._read(name)]
        with tempfile.TemporaryDirectory() as place:
            copy = Path(place) / "content"
            shutil.copytree(self._folder, copy, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
            for name in changed:
                (copy / name).write_text(after[name], encoding="utf-8")
            if wrong := differing(copy):
                raise NotEditable(f"{wrong}: this is written in a way that cannot be edited line by line: do it by hand")
        for name in changed:
            self._replace(self._folder / name, after[name])
        return sorted(changed)

    def _lines(self, path: tuple[Step, ...]) -> Lines:
        name = str(path[0])
        if name not in self._open:
            self._open[name] = Lines(self._read(name))
        return self._open[name]

    def _read(self, name: str) -> str:
        return (self._folder / name).read_text(encoding="utf-8")

    @staticmethod
    def _replace(path: Path, text: str) -> None:
        """At once and whole: whoever reads meanwhile reads the old file or the new one. Line ends stay as they were."""
        ends = "\r\n" if b"\r\n" in path.read_bytes() else "\n"
        fresh = path.with_name(f".{path.name}.new")
        fresh.write_text(text, encoding="utf-8", newline=ends)
        shutil.copymode(path, fresh)
        fresh.replace(path)
