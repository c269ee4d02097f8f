"""Examples are encoded once: a training after a small edit is short, and its vectors are the same."""

import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from encoder import memory
from encoder.encoder import Encoder, Floats

TEXTS = ["my boss has my passport", "社長にパスポートを取られた", "giữ hộ chiếu của tôi", "\ud800 broken"]


@pytest.fixture
def counted(encoder: Encoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> "tuple[Encoder, list[int]]":
    """An encoder in a folder of its own that counts what it is asked."""
    copy = Encoder(Path(shutil.copytree(encoder.folder, tmp_path / "copy", ignore=shutil.ignore_patterns(memory.NAME))))
    asked: list[int] = []
    depths = copy.depths

    def counting(texts: Sequence[str]) -> Floats:
        asked.append(len(texts))
        return depths(texts)

    monkeypatch.setattr(copy, "depths", counting)
    return copy, asked


def test_only_what_is_new_is_encoded(counted: "tuple[Encoder, list[int]]") -> None:
    """An editor adds one example; the others are known."""
    ours, asked = counted
    first = memory.depths(ours, TEXTS)
    again = memory.depths(ours, [*TEXTS, "one more", TEXTS[0]])

    assert asked == [4, 1]
    assert np.array_equal(again[:4], first) and np.array_equal(again[5], first[0])
    assert np.allclose(first, ours.depths(TEXTS), atol=1e-3)


@pytest.mark.parametrize("broken", [b"", b"PK\x03\x04 no archive", b"\x80\x04pickle"])
def test_a_broken_memory_is_made_anew(counted: "tuple[Encoder, list[int]]", broken: bytes) -> None:
    """A torn file costs time and nothing else, and nothing in it is ever run."""
    ours, asked = counted
    (ours.folder / memory.NAME).write_bytes(broken)
    memory.depths(ours, TEXTS)
    memory.depths(ours, TEXTS)

    assert asked == [4]


def test_it_forgets_before_it_fills_the_disk(counted: "tuple[Encoder, list[int]]", monkeypatch: pytest.MonkeyPatch) -> None:
    """Years of edits do not pile up."""
    ours, _ = counted
    monkeypatch.setattr(memory, "MOST", 5)
    memory.depths(ours, TEXTS)
    memory.depths(ours, ["a", "b", "c"])

    with np.load(ours.folder / memory.NAME) as kept:
        assert len(kept["keys"]) == 3


def test_many_texts_come_back_in_their_order(encoder: Encoder) -> None:
    """Two threads share the work, nobody's vector is another's."""
    texts = [f"{'word ' * (k % 7)}{k}" for k in range(40)]
    assert np.allclose(memory.at_once(encoder, texts), encoder.depths(texts), atol=1e-5)
