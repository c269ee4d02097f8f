"""Writes into every translation the mark of the original it was made from, and touches nothing else in the file."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import yaml

from content.parts import LOADER
from content.texts import mark


def stamp(folder: Path, files: Sequence[str] = ()) -> list[str]:
    """Mark every translation in *folder* (or only in *files* of it) as made from its original as it stands now.

    Returns the names of the changed files.
    """
    changed = []
    for path in sorted([folder / name for name in files] or [*folder.glob("*.yml"), *folder.glob("topics/*.yml")]):
        before = path.read_text(encoding="utf-8")
        after = stamped(before)
        if after != before:
            path.write_text(after, encoding="utf-8")
            changed.append(str(path.relative_to(folder)))
    return changed


def stamped(text: str) -> str:
    """The YAML *text* with every mark fresh; its comments, quotes and line breaks stay as they are."""
    lines = text.splitlines(keepends=True)
    node = yaml.compose(text, Loader=LOADER)
    # A text used in several places by an alias is one piece of the file: hence the set.
    edits = {edit for group in _groups(node) for edit in _edits(group, lines)} if node else set()
    for line, start, end, put in sorted(edits, reverse=True):
        lines[line] = lines[line][:start] + put + lines[line][end:]
    return "".join(lines)


def _groups(node: yaml.Node) -> Iterator[dict[str, yaml.MappingNode]]:
    """Every group of texts by language: mappings in which each value has a state and says something."""
    if isinstance(node, yaml.SequenceNode):
        for inner in node.value:
            yield from _groups(inner)
    if not isinstance(node, yaml.MappingNode):
        return
    values = {key.value: value for key, value in node.value if isinstance(key, yaml.ScalarNode)}
    if values and all(isinstance(v, yaml.MappingNode) and {"state", "say"} <= set(_named(v)) for v in values.values()):
        yield values
        return
    for inner in values.values():
        yield from _groups(inner)


def _named(node: yaml.MappingNode) -> dict[str, yaml.Node]:
    return {key.value: value for key, value in node.value if isinstance(key, yaml.ScalarNode)}


def _edits(group: dict[str, yaml.MappingNode], lines: list[str]) -> Iterator[tuple[int, int, int, str]]:
    """What to put where: line, from column, to column, text."""
    texts = {language: _named(node) for language, node in group.items()}
    originals = [fields for fields in texts.values() if fields["state"].value == "original"]
    if len(originals) != 1 or not isinstance(originals[0]["say"], yaml.SequenceNode):
        return
    wanted = f'"{mark([item.value for item in originals[0]["say"].value])}"'
    for language, fields in texts.items():
        state, of = fields["state"], fields.get("of")
        if state.value == "original":
            continue
        place = of or state
        start, end = place.start_mark, place.end_mark
        if of is not None:
            written = lines[start.line][start.column : end.column] if start.line == end.line else ""
            if written != wanted:
                gap = "" if lines[start.line][: start.column].endswith(" ") else " "
                yield start.line, start.column, end.column if written else start.column, gap + wanted
        elif group[language].flow_style:
            yield end.line, end.column, end.column, f", of: {wanted}"
        else:
            yield end.line, end.column, end.column, f"\n{' ' * _indent(lines[start.line])}of: {wanted}"


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
