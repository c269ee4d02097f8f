"""Edits of a YAML file, line by line: a value put, a note above, lines taken out; all else stays as its editor wrote it."""

import json
import re
from itertools import accumulate

import yaml

from content.parts import LOADER


class NotEditable(Exception):
    """The file is written in a way that these edits do not know; the message says where, and what to do by hand."""


type Step = str | int
"""A file, then the keys and places that lead to a node: ``counters.yml``, ``counters``, 3, ``status``."""


class Lines:
    """The text of a YAML file and the edits to it; paths begin behind the file."""

    def __init__(self, text: str) -> None:
        self._lines = text.splitlines(keepends=True)
        self._starts = [0, *accumulate(len(line) for line in self._lines)]
        self._text = text
        root: yaml.Node | None = yaml.compose(text, Loader=LOADER)
        if root is None:
            raise NotEditable("the file is empty")
        self._root = root
        self._edits: dict[tuple[int, int], list[str]] = {}

    def text(self) -> str:
        """The text with all edits done."""
        after, end = [], len(self._text)
        for (start, stop), puts in sorted(self._edits.items(), reverse=True):
            after += [self._text[stop:end], *reversed(puts)]
            end = start
        return "".join(reversed([*after, self._text[:end]]))

    def put(self, path: tuple[Step, ...], key: str, value: str, below: str) -> None:
        """As Files.put."""
        mapping = self._mapping(path)
        found = self._entries(mapping)
        if key in found:
            node = found[key][1]
            start, stop = self._offset(node.start_mark), self._offset(_end(node))
            if self._text[start:stop] != value:
                gap = "" if self._text[:start].endswith(" ") else " "  # after `verified_on:` with nothing behind it
                self._edit(start, stop, gap + value)
        elif mapping.flow_style:
            stop = self._offset(_end(found[below][1]))
            self._edit(stop, stop, f", {key}: {value}")
        else:
            line = _end(found[below][1]).line
            at = self._starts[line + 1]
            missing = "" if self._lines[line].endswith("\n") else "\n"
            self._edit(at, at, f"{missing}{' ' * found[below][0].start_mark.column}{key}: {value}\n")

    def note(self, path: tuple[Step, ...], who: str, what: str) -> None:
        """As Files.note."""
        line = self._node(path, key=True).start_mark.line
        above = line
        while above and self._lines[above - 1].lstrip().startswith("#"):
            above -= 1
            if self._lines[above].rstrip().endswith(f": {what}"):
                return
        at = self._starts[line]
        self._edit(at, at, f"{_indent(self._lines[line])}# {who}: {what}\n")

    def take_out(self, path: tuple[Step, ...], key: str) -> None:
        """As Files.take_out."""
        mapping = self._mapping(path)
        if key not in (found := self._entries(mapping)):
            return
        name, node = found[key]
        where = f"line {name.start_mark.line + 1}"
        if mapping.flow_style or _indent(self._lines[name.start_mark.line]) != " " * name.start_mark.column:
            raise NotEditable(f"{where}: `{key}` does not stand on lines of its own: take it out by hand")
        for line in range(name.start_mark.line, _end(node).line + 1):
            at = self._starts[line] + name.start_mark.column
            self._edit(at, at, "# ")

    def _edit(self, start: int, stop: int, put: str) -> None:
        puts = self._edits.setdefault((start, stop), [])
        if put not in puts:
            puts.append(put)

    def _node(self, path: tuple[Step, ...], key: bool = False) -> yaml.Node:
        """The node at *path*, or with *key* the name before it where it has one."""
        node, name = self._root, self._root
        for step in path:
            if isinstance(step, int):
                node = name = node.value[step]
            else:
                name, node = self._entries(node)[step]
        return name if key else node

    def _mapping(self, path: tuple[Step, ...]) -> yaml.MappingNode:
        node = self._node(path)
        if not isinstance(node, yaml.MappingNode):
            raise NotEditable(f"line {node.start_mark.line + 1}: this is not a list of fields")
        return node

    @staticmethod
    def _entries(node: yaml.Node) -> dict[str, tuple[yaml.Node, yaml.Node]]:
        return {key.value: (key, value) for key, value in node.value}

    def _offset(self, mark: yaml.Mark) -> int:
        return self._starts[mark.line] + mark.column


def scalar(text: str) -> str:
    """*text* as a YAML value in any place, between quotes where it needs them."""
    return text if re.fullmatch(r"[^\W\d_][\w .-]*\w", text) else json.dumps(text, ensure_ascii=False)


def _end(node: yaml.Node) -> yaml.Mark:
    """Where what is written of *node* ends: libyaml says of a block that it ends where the next one begins."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(last[1] if isinstance(last, tuple) else last)
    return node.end_mark


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip(" "))]
