"""Our understanding beside Rasa's stock default pipeline, asked the same frozen messages.

The stock pipeline needs TensorFlow, so it lives in a scratch environment below AKARI_HOME (2.5 GB, made at the first run).
With all 94,000 examples in fourteen languages it holds 8 GB, and one round of training takes it more than twenty minutes on
two cores, with a sixth five: so both pipelines are trained on the same share of the examples. `--hint3 FOLDER` also runs
`tests/bench/hint3.py`.
"""

import argparse
import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from bot.core.safety import SafetyNet
from bot.door.evaluate import read_rows
from bot.door.model import ENGINE_PYTHON, encoder_folder, engine_environment
from bot.door.parse import Parser, parse_all
from bot.door.parts import ONE_THREAD
from bot.engines.rasa import Rasa
from bot.gateway import deciding
from bot.settings import ROOT, Settings, read
from tests.bench.chat import memory, running, seconds

SETS = ROOT / "tests" / "evaluation" / "nlu"
STOCK = """recipe: default.v1
assistant_id: stock
language: en
pipeline:
- name: WhitespaceTokenizer
- name: RegexFeaturizer
- name: LexicalSyntacticFeaturizer
- name: CountVectorsFeaturizer
- {{name: CountVectorsFeaturizer, analyzer: char_wb, min_ngram: 1, max_ngram: 4}}
- {{name: DIETClassifier, epochs: {rounds}, constrain_similarities: true}}
- name: EntitySynonymMapper
- {{name: FallbackClassifier, threshold: 0.3, ambiguity_threshold: 0.1}}
"""
PACKAGES = ("rasa==3.6.21", "tensorflow-cpu==2.12.0", "setuptools==70.3.0")
SHARE, ROUNDS = 24, 30
QUIET = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3", "SQLALCHEMY_SILENCE_UBER_WARNING": "1"}
ASKING = """import asyncio, json, resource, sys, time
from rasa.core.agent import Agent
agent = Agent.load(sys.argv[1])
async def main():
    await agent.parse_message("warm up")
    for line in sys.stdin:
        began = time.process_time()
        found = await agent.parse_message(json.loads(line))
        ranking = [rank["name"] for rank in found["intent_ranking"] if rank["name"] != "nlu_fallback"]
        spent = (time.process_time() - began) * 1000
        print(json.dumps([ranking[0], spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
asyncio.run(main())
"""


@dataclass(frozen=True, slots=True)
class Pipeline:
    """A Rasa to be trained: how it is called, its Python for asking, and its configuration."""

    rasa: list[str]
    python: str
    environment: dict[str, str]
    config: str


def stock(folder: Path, rounds: int) -> Pipeline:
    """Rasa's own, installed below *folder* at the first run."""
    python, uv = folder / ".venv" / "bin" / "python", str(ROOT / ".uv" / "bin" / "uv")
    environment = os.environ | QUIET
    if not python.exists():
        run([uv, "venv", "-q", "--python", "3.10", str(folder / ".venv")], environment)
        wanted = [*PACKAGES, "-b", str(ROOT / "engine" / "build-constraints.txt")]
        run([uv, "pip", "install", "-q", "--python", str(python), *wanted], environment)
    return Pipeline([str(python), "-m", "rasa"], str(python), environment, STOCK.format(rounds=rounds))


def akari(settings: Settings) -> Pipeline:
    """Ours, as config.yml has it."""
    environment = engine_environment(settings) | {"PYTHONPATH": f"{ROOT}:{ROOT / 'engine' / 'stubs'}"}
    return Pipeline([str(ROOT / "engine" / "rasa")], str(ENGINE_PYTHON), environment, (ROOT / "config.yml").read_text())


def learned(pipeline: Pipeline, folder: Path, texts: list[str]) -> dict[str, Any]:
    """The intents that *pipeline* finds in *texts* after it was trained on the examples in *folder*, and what that cost."""
    (folder / "config.yml").write_text(pipeline.config)
    began = time.monotonic()
    train = ["train", "nlu", "--nlu", str(folder / "data"), "--config", str(folder / "config.yml"), "--domain"]
    out = ["--out", str(folder / "models"), "--fixed-model-name", "one"]
    run([*pipeline.rasa, *train, str(ROOT / "domain.yml"), *out], pipeline.environment, folder)
    trained = time.monotonic() - began
    asked = "".join(json.dumps(text) + "\n" for text in texts)
    words = [pipeline.python, "-c", ASKING, str(folder / "models" / "one.tar.gz")]
    environment = pipeline.environment | ONE_THREAD
    done = subprocess.run(words, cwd=folder, env=environment, input=asked, capture_output=True, text=True, check=True)
    found = [json.loads(line) for line in done.stdout.splitlines() if line.startswith('["')]
    spent = sorted(each for _, each, _ in found)
    return {"intents": [intent for intent, _, _ in found], "ms": spent[len(spent) // 2], "mb": found[-1][2], "trained": trained}


def part(share: int, folder: Path) -> int:
    """Write every *share*-th of our examples into *folder*, drawn by a checksum; their number."""
    number = 0
    for file in sorted((ROOT / "data/nlu").glob("*/*.yml")):
        book = yaml.load(file.read_text("utf-8"), yaml.CBaseLoader)
        for entry in book["nlu"]:
            if "intent" in entry:
                lines = [line for line in entry["examples"].splitlines() if zlib.crc32(line.encode("utf-8")) % share == 0]
                number += len(lines)
                entry["examples"] = "".join(f"{line}\n" for line in lines)
        book["nlu"] = [entry for entry in book["nlu"] if entry.get("examples") != ""]
        target = folder / "data" / file.parent.name / file.name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(yaml.safe_dump(book, allow_unicode=True), "utf-8")
    return number


async def ours(settings: Settings, texts: list[str]) -> dict[str, Any]:
    """The same of our engine, which answers already."""
    stages, tongue, words = deciding(settings)
    tongue.warm_up()
    stages.warm_up()
    engine = Rasa(settings.engine_url)
    pid = running(f" --port {urlsplit(settings.engine_url).port} ")[0]
    began = seconds(pid)
    decisions = parse_all(Parser(SafetyNet([stages]), tongue, engine, words.languages), [(text, None) for text in texts])
    intents = [decision["intent"] async for decision in decisions]
    await engine.close()
    return {"intents": intents, "ms": (seconds(pid) - began) / len(texts) * 1000, "mb": memory(pid), "trained": None}


def run(command: list[str], environment: dict[str, str], folder: Path = ROOT) -> None:
    subprocess.run(command, cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def main() -> None:
    parser = argparse.ArgumentParser("./akari bench nlu")
    parser.add_argument("--hint3", type=Path, help="a folder with HINT3's train/ and test/")
    parser.add_argument("--share", type=int, default=SHARE, help=f"train both on one example of so many ({SHARE}; 0: neither)")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"of training of the stock DIET ({ROUNDS}; its own are 100)")
    given = parser.parse_args()
    settings = read()
    rows = [row for file in sorted(SETS.glob("*.tsv")) for row in read_rows(file)]
    texts = [row.text for row in rows]
    found = {"ours, all of it": asyncio.run(ours(settings, texts))}
    if given.share:
        with tempfile.TemporaryDirectory() as folder:
            number = part(given.share, Path(folder))
            print(f"both trained on {number} examples, the stock pipeline in {given.rounds} rounds")
            found["ours, of these"] = learned(akari(settings), Path(folder), texts)
            found["stock, of these"] = learned(stock(settings.home / "bench" / "stock", given.rounds), Path(folder), texts)
    languages = sorted({row.lang for row in rows})
    print(f"{'':<18}" + "".join(f"{code:>7}" for code in languages) + f"{'all':>7}   ms     MB   training")
    for name, one in found.items():
        right = [intent in row.intents for intent, row in zip(one["intents"], rows, strict=True)]
        shares = [[hit for hit, row in zip(right, rows, strict=True) if row.lang == code] for code in languages]
        cells = "".join(f"{100 * sum(some) / len(some):7.1f}" for some in [*shares, right])
        took = f"{one['trained']:.0f} s" if one["trained"] else "see ./akari train"
        print(f"{name:<18}{cells}  {one['ms']:5.1f} {one['mb']:6.0f}  {took}")
    print("(ms: processor time a message, of understanding alone; in the first line of the whole turn with rules and actions)")
    if given.hint3:
        engine = {"PYTHONPATH": f"{ROOT}:{ROOT / 'engine' / 'stubs'}", "AKARI_ENCODER": str(encoder_folder(settings))}
        words = [str(ENGINE_PYTHON), str(ROOT / "tests/bench/hint3.py"), str(given.hint3.resolve())]
        sys.stdout.flush()
        subprocess.run(words, env=os.environ | engine, check=True)


if __name__ == "__main__":
    main()
