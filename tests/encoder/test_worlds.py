"""The gateway and the engine run one graph in two Pythons: both must decide alike (ONNX Runtime 1.32 beside 1.23 did not).

The gateway's vectors come from a second build of the graph, as on another machine.
"""

import io
import json
import os
import re
import subprocess
from pathlib import Path

import numpy as np
import pytest
import yaml
from encoder.build import build
from encoder.encoder import Encoder
from engine.learned import learn

ROOT = Path(__file__).parents[2]
GATEWAY = ROOT / ".venv" / "bin" / "python"
ENCODING = """import io, json, sys
import numpy, onnxruntime
from pathlib import Path
from encoder.encoder import Encoder
out = io.BytesIO()
numpy.save(out, Encoder(Path(sys.argv[1])).depths(json.load(sys.stdin)))
print(onnxruntime.__version__, file=sys.stderr)
sys.stdout.buffer.write(out.getvalue())
"""
INTENTS = ("documents_taken", "wages_problem", "threats", "shelter", "cost_of_help", "greet", "statistics", "out_of_scope")
MARK = re.compile(r"\[([^\]]+)\]\{[^}]*\}")


def examples() -> "list[tuple[str, str]]":
    """Forty of each intent and language, with their intents."""
    found = []
    for folder in sorted((ROOT / "data" / "nlu").iterdir()):
        for intent in INTENTS:
            lines: list[str] = []
            for file in sorted(folder.glob("*.yml")):
                for block in yaml.load(file.read_text("utf-8"), yaml.CBaseLoader)["nlu"]:
                    lines += block["examples"].splitlines() if block.get("intent") == intent else []
            found += [(MARK.sub(r"\1", line.strip()[2:]), intent) for line in lines[:40]]
    return found


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same encoder, built again."""
    again = tmp_path_factory.mktemp("again") / "encoder"
    build(again)
    return again


def test_both_worlds_decide_alike(encoder: Encoder, elsewhere: Path) -> None:
    """What one world learned, the other's vectors answer with the same intents and as surely."""
    some = examples()
    taught, asked = some[::2], some[1::2]
    words = [text for text, _ in asked]
    learned = learn([text for text, _ in taught], [intent for _, intent in taught], encoder.depths([text for text, _ in taught]))

    done = subprocess.run([str(GATEWAY), "-c", ENCODING, str(elsewhere)], input=json.dumps(words).encode(), check=True,
                          capture_output=True, env=os.environ | {"PYTHONPATH": str(ROOT)})  # fmt: skip
    ours, theirs = encoder.depths(words), np.load(io.BytesIO(done.stdout))

    here, there = learned.confidences(words, ours), learned.confidences(words, theirs)
    assert len(asked) > 2_000 and len(set(here.argmax(1))) == len(INTENTS)
    assert 0.999 < (ours * theirs).sum(-1).min()
    assert (here.argmax(1) == there.argmax(1)).all()
    assert abs(here - there).max() < 0.001
