"""What a person typed is made plain without losing a word."""

import unicodedata

import pytest
from encoder.normalise import LONGEST, normalise
from tests.encoder.hostile import texts


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("  Help   me\nplease\t", "Help me please"),
        ("ｈｅｌｐ　ｍｅ", "help me"),
        ("ﾀｽｹﾃ", "タスケテ"),
        ("か\u3099", "が"),
        ("cafe\u0301", "café"),
        ("he\u00adlp", "help"),
        ("he\x00lp\x1b", "help"),
        ("ជួយ\u200bខ្ញុំ", "ជួយ ខ្ញុំ"),
        ("\u202ehelp\u202c", "help"),
        ("\u2581help", "help"),
        ("\ud800help\udfff", "help"),
        ("助けて🙏", "助けて🙏"),
        ("", ""),
    ],
)
def test_plain(typed: str, plain: str) -> None:
    """The same words give the same text, however a keyboard or a program wrote them."""
    assert plain == normalise(typed)


@pytest.mark.parametrize("text", texts(), ids=str.__len__)
def test_hostile(text: str) -> None:
    """Nothing that is sent can break or slow down what reads it."""
    plain = normalise(text)

    assert len(plain) <= LONGEST
    assert not {unicodedata.category(c) for c in plain} & {"Cc", "Cf", "Cs", "Co", "Cn"}
    assert plain == normalise(plain)
    assert plain == plain.strip()
