"""Rare words that a question shares with a text make them alike, in any script."""

import numpy as np
import pytest
from encoder import lexical
from encoder.lexical import LENGTHS
from sklearn.feature_extraction.text import TfidfVectorizer

TEXTS = [
    "The law of 2022 says so.", "A lawyer is free at Houterasu.", "法テラスに電話できます。", "2022年の法律です。",
    "ठाउँ सुरक्षित छ।", "a b, a b", "",
]  # fmt: skip


ASKED = ["is houterasu free", "法テラスって何", "in 2022?", "सुरक्षित", "a", "zzz", "", "\ud800 😀", "x" * 5_000]


@pytest.mark.parametrize("asked", ASKED)
def test_it_counts_as_scikit_learn_does(asked: str) -> None:
    """The same runs and weights; what is nowhere counts nothing. Any string will do."""
    theirs = TfidfVectorizer(analyzer="char_wb", ngram_range=LENGTHS, sublinear_tf=True)
    known = theirs.fit_transform(TEXTS)
    clean = asked.encode("utf-8", "ignore").decode()[:300]
    wanted = (known @ theirs.transform([clean]).T).toarray().ravel()

    assert lexical.learn(TEXTS).alike(asked) == pytest.approx(wanted, abs=2e-3)


def test_written_and_read_it_says_the_same() -> None:
    """What is kept is plain arrays."""
    known = lexical.learn(TEXTS)
    again = lexical.of(known.arrays(), len(TEXTS))

    assert np.array_equal(again.alike("the law of 2022"), known.alike("the law of 2022"))
    assert all(array.dtype.kind in "uif" for array in known.arrays().values())
