"""Building what the engine runs on: the encoder and the trained model, each once per content, pinned by hash."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.settings import ROOT, Settings

INPUTS = ("config.yml", "domain.yml", "data", "engine", "encoder")
ENCODER = ("adaptation.npz", *(f"{name}.py" for name in
           "adaptation build encoder graph manifest normalise pieces tables weights".split()))  # fmt: skip
"""The files of encoder/ that a vector depends on: what else changes there costs no encoding anew of 120,000 examples."""
ENGINE_PYTHON = ROOT / "engine" / ".venv" / "bin" / "python"


class BuildFailed(Exception):
    """A step of the build failed; the message says which, and where its words are."""


@dataclass(frozen=True, slots=True)
class Model:
    """A trained model and the encoder that it was trained with."""

    path: Path
    encoder: Path


def engine_environment(settings: Settings) -> dict[str, str]:
    """The environment of every process of the engine: nothing of the gateway's secrets, no telemetry, loopback only."""
    passed = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR")
    return {name: os.environ[name] for name in passed if name in os.environ} | {
        "AKARI_HOME": str(settings.home),
        "AKARI_ENCODER": str(encoder_folder(settings)),
        "AKARI_PASSAGES": str(settings.passages),
        "AKARI_ENGINE_PORT": str(settings.engine_port),
        "AKARI_ACTIONS_PORT": str(settings.actions_port),
        "AKARI_LOG_LEVEL": settings.log_level,
    }


def encoder_folder(settings: Settings) -> Path:
    return settings.home / "encoder" / _digest([*(f"encoder/{name}" for name in ENCODER), "engine/requirements.lock"])[:16]


def model_id() -> str:
    """The name of the model that fits config, domain, data and code as they are now."""
    return _digest([*INPUTS])[:16]


def build(settings: Settings) -> Model:
    """The model that fits the data, trained now if there is none, or raise BuildFailed."""
    encoder = encoder_folder(settings)
    if not (encoder / "manifest.json").exists():
        building = encoder.with_name(f"{encoder.name}.{os.getpid()}.new")
        _step("Building the sentence encoder", [str(ENGINE_PYTHON), "-m", "encoder.build", str(building)], settings)
        shutil.rmtree(encoder, ignore_errors=True)
        building.rename(encoder)
    _point(settings.encoder, encoder)
    _learn_languages(settings)
    _learn_danger(settings)
    _read_topics(settings)
    id = model_id()
    path, pin = settings.home / "models" / f"{id}.tar.gz", settings.home / "models" / f"{id}.json"
    if not _pinned(path, pin):
        path.parent.mkdir(parents=True, exist_ok=True)
        new = f"{id}-{os.getpid()}"
        train = ["train", "--out", str(path.parent), "--fixed-model-name", new, "--force", "--skip-validation"]
        _step("Training the model", [str(ROOT / "engine" / "rasa"), *train], settings)
        trained = path.with_name(f"{new}.tar.gz")
        pin.write_text(json.dumps({"sha256": _sha256(trained), "trained_at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())}))
        trained.rename(path)
    return Model(path, encoder)


def _learn_languages(settings: Settings) -> None:
    """What tells languages apart, learned anew when the examples or the code changed; the gateway reads the file."""
    file, pin = settings.languages, settings.languages.with_suffix(".id")
    id = _digest(["data/nlu", "bot/languages"])
    if not file.exists() or not pin.exists() or pin.read_text() != id:
        python = str(ROOT / ".venv" / "bin" / "python")
        _step("Learning to tell languages apart", [python, "-m", "bot.languages.learn", str(ROOT / "data"), str(file)], settings)
        pin.write_text(id)


def _learn_danger(settings: Settings) -> None:
    """Stage two of the safety net, learned anew when the examples, the encoder or the code changed."""
    file, pin = settings.net, settings.net.with_suffix(".id")
    id = _digest(["data/nlu", "data/safety", "encoder", "bot/nets", "bot/examples.py"])
    if not file.exists() or not pin.exists() or pin.read_text() != id:
        python = str(ROOT / ".venv" / "bin" / "python")
        where = [str(ROOT / "data"), str(settings.encoder), str(file)]
        _step("Learning what danger sounds like", [python, "-m", "bot.nets.learn", *where], settings)
        pin.write_text(id)


def _read_topics(settings: Settings) -> None:
    """What the topics say as vectors, made anew when the content, the examples, the encoder or the code changed."""
    file, pin = settings.passages, settings.passages.with_suffix(".id")
    id = _digest([str(settings.content), "data/nlu", "encoder", "content/passages.py", "bot/door/passages.py"])
    if not file.exists() or not pin.exists() or pin.read_text() != id:
        python = str(ROOT / ".venv" / "bin" / "python")
        where = [str(settings.content), str(ROOT / "data"), str(settings.encoder), str(file)]
        _step("Reading the topics", [python, "-m", "bot.door.passages", *where], settings)
        pin.write_text(id)


def _point(link: Path, folder: Path) -> None:
    """Make *link* lead to *folder*, beside it."""
    if not link.exists() or link.resolve() != folder.resolve():
        new = link.with_name(f"{link.name}.{os.getpid()}")
        new.symlink_to(folder.name)
        new.replace(link)


def ready(settings: Settings) -> Model | None:
    """The model that fits the data and its pin, if it was built."""
    path = settings.home / "models" / f"{model_id()}.tar.gz"
    return Model(path, encoder_folder(settings)) if _pinned(path, path.with_name(path.name[:-7] + ".json")) else None


def _pinned(path: Path, pin: Path) -> bool:
    if not path.exists() or not pin.exists():
        return False
    expected: str = json.loads(pin.read_text())["sha256"]
    return expected == _sha256(path)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _digest(names: list[str]) -> str:
    digest = hashlib.sha256()
    for name in names:
        for path in _files(ROOT / name):
            shown = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path.name
            digest.update(str(shown).encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
        return
    for entry in sorted(path.iterdir()):
        if entry.name in {".venv", "__pycache__", ".pytest_cache", "tests.lock"}:
            continue
        if entry.is_dir():
            yield from _files(entry)
        elif entry.suffix in {".py", ".yml", ".lock", ".txt", ".npz"} or entry.name == "rasa":
            yield entry


def _step(what: str, command: list[str], settings: Settings) -> None:
    """Run *command*, saying how long so far; its own words go to a log that holds no person's text."""
    log = settings.logs / "build.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    began, said = time.monotonic(), 0.0
    with log.open("wb") as out:
        process = subprocess.Popen(  # noqa: S603 - our own command
            command, cwd=ROOT, stdout=out, stderr=subprocess.STDOUT, env=engine_environment(settings) | {"PYTHONPATH": str(ROOT)}
        )
        try:
            while process.poll() is None:
                time.sleep(0.2)
                so_far = time.monotonic() - began
                if sys.stderr.isatty():
                    sys.stderr.write(f"\r{what} … {so_far:.0f}s ")
                    sys.stderr.flush()
                elif so_far - said >= 15:
                    said = so_far
                    sys.stderr.write(f"{what} … {so_far:.0f}s\n")
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait()
    if process.returncode:
        tail = b"\n".join(log.read_bytes().splitlines()[-15:]).decode(errors="replace")
        raise BuildFailed(f"{what}: failed. The last lines of {log}:\n{tail}")
    sys.stderr.write(f"{'\r' if sys.stderr.isatty() else ''}{what}: done in {time.monotonic() - began:.0f}s\n")


def forget(settings: Settings) -> None:
    """Drop the model that fits the data, so that the next build trains it anew."""
    for file in (settings.home / "models").glob(f"{model_id()}.*"):
        file.unlink()
