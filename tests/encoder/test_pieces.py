"""Texts are cut as they were when the model learned."""

from pathlib import Path

import pytest
from encoder import manifest, pieces
from encoder.encoder import Encoder
from encoder.normalise import normalise
from tests.encoder.hostile import texts

# Numbers that the original tokenizer (XLM-R's, by the library `tokenizers` 0.23.3) gives, between those of start and end.
# The same comparison over 14,196 sentences in 14 languages found no difference.
ORIGINAL = [
    ("query: My boss keeps my passport.", [41, 1294, 12, 2646, 55983, 13695, 7, 759, 452, 10033, 5]),
    ("query: パスポートを取られました", [41, 1294, 12, 6, 118829, 177799, 251, 5226, 144066]),
    ("query: Tôi chưa được trả lương", [41, 1294, 12, 14343, 9958, 912, 18035, 71356]),
    ("query: 老板拿走了我的护照", [41, 1294, 12, 6, 63135, 11790, 55279, 6688, 29759, 8988]),
    ("query: 도와주세요", [41, 1294, 12, 163698, 100807]),
    ("query: ช่วยด้วย", [41, 1294, 12, 68584, 3918]),
    ("query: मलाई सहयोग चाहियो", [41, 1294, 12, 52206, 22084, 33575, 26663]),
    ("query: ကူညီပါ", [41, 1294, 12, 6, 114247, 3539]),
    ("query: ជួយខ្ញុំផង", [41, 1294, 12, 80548, 59001, 146662]),
    ("query: Tulungan ninyo ako 🙏", [41, 1294, 12, 384, 122330, 91180, 922, 6, 113612]),
    ("query: \U000130c0\U000130c1 x", [41, 1294, 12, 6, 3, 1022]),
]


@pytest.fixture(scope="module")
def cut(folder: Path) -> pieces.Pieces:
    contents = manifest.check(folder)
    return pieces.load(folder, contents.first, contents.last, contents.unknown)


@pytest.mark.parametrize(("text", "numbers"), ORIGINAL)
def test_as_the_original(cut: pieces.Pieces, text: str, numbers: list[int]) -> None:
    """A person's words mean to the model what they meant when it learned, in every script."""
    assert [0, *numbers, 2] == cut.numbers(text)


@pytest.mark.parametrize("sign", ["<s>", "</s>", "<pad>", "<unk>", "<mask>"])
def test_signs_cannot_be_typed(cut: pieces.Pieces, sign: str) -> None:
    """Whoever types a sign of the model types letters."""
    assert not {0, 1, 2, 250001} & set(cut.numbers(f"hello {sign} you")[1:-1])


def test_bounded(cut: pieces.Pieces, encoder: Encoder) -> None:
    """However it is made up, a message cannot grow beyond what the model takes."""
    longest = max(len(cut.numbers("query: " + normalise(text))) for text in texts())

    assert longest <= len(encoder._positions)
