"""Builds the encoder once: `python -m encoder.build FOLDER`.

Reads the data file of the installed package that carries the weights, refuses any but the pinned one, and writes
everything the `Encoder` needs. Does nothing when FOLDER already holds it. Needs `onnx`; running the encoder does not.
"""

import shutil
import sys
import tempfile
from pathlib import Path

from encoder import adaptation, manifest, pieces, tables, weights


def build(folder: Path, source: Path | None = None) -> manifest.Manifest:
    """Make *folder* hold the encoder, and return its manifest; `WrongWeights` if *source* is not the pinned file.

    The folder appears whole or not at all.
    """
    try:
        return manifest.check(folder)
    except manifest.NoEncoder:
        return _build(folder, weights.read(source or weights.installed()))


def _build(folder: Path, model: weights.Weights) -> manifest.Manifest:
    # Imported here: whoever only checks that the encoder is built need not have `onnx`.
    from encoder import graph

    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".encoder-") as scratch:
        new = Path(scratch, "encoder")
        new.mkdir()
        graph.write(model, adaptation.read(), new / tables.LAYERS)
        tables.write(model, new)
        pieces.write(model.vocabulary, new)
        words = model.vocabulary
        written = manifest.write(new, words.first, words.last, words.unknown)
        shutil.rmtree(folder, ignore_errors=True)
        new.rename(folder)
    return written


if __name__ == "__main__":
    match sys.argv[1:]:
        case [place]:
            try:
                build(Path(place))
            except weights.WrongWeights as error:
                sys.exit(f"encoder.build: {error}")
        case _:
            sys.exit("usage: python -m encoder.build FOLDER")
