"""What is built anew after an edit, and what is not."""

import ast
from pathlib import Path

from bot.door.model import ENCODER
from bot.settings import ROOT

FOLDER = ROOT / "encoder"
MAKING = ("build", "encoder")
"""The modules that build the encoder and that make vectors with it."""


def needed(module: str, known: set[str]) -> set[str]:
    """The files of encoder/ that *module* imports, at any distance, and its own."""
    if module in known or not (file := FOLDER / f"{module}.py").exists():
        return known
    known.add(module)
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            package, _, name = node.module.partition(".")
            for each in [name] if name else [alias.name for alias in node.names] if package == "encoder" else []:
                needed(each, known)
    return known


def test_every_file_that_a_vector_depends_on_counts() -> None:
    """Whoever changes how vectors are made gets new ones: no part is left out of the encoder's name."""
    modules: set[str] = set()
    for module in MAKING:
        needed(module, modules)

    assert {Path(name).stem for name in ENCODER if name.endswith(".py")} == modules
    assert {name for name in ENCODER if not name.endswith(".py")} == {path.name for path in FOLDER.glob("*.npz")}
