"""Burmese from an old phone is read like any other; nothing else is touched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.languages.zawgyi import plain

PAIRS = [  # the same words as Zawgyi and as Unicode writes them
    ("ကြ်န္ေတာ့္ကို ကူညီပါ", "ကျွန်တော့်ကို ကူညီပါ"),
    ("သူေဌးက ပတ္စ္ပို႔ သိမ္းထားတယ္", "သူဌေးက ပတ်စ်ပို့ သိမ်းထားတယ်"),
    ("အခန္းထဲမွာ ပိတ္ထားတယ္", "အခန်းထဲမှာ ပိတ်ထားတယ်"),
]


@pytest.mark.parametrize(("zawgyi", "burmese"), PAIRS)
def test_zawgyi_becomes_unicode(zawgyi: str, burmese: str) -> None:
    """My phone is old, and I am understood."""
    assert plain(zawgyi) == burmese


@pytest.mark.parametrize(
    "text", [*(burmese for _, burmese in PAIRS), "ကူညီပါ", "ကယ်ပါ", "hello", "", "助けて", "မ", "abc ကူညီပါ", "\ud800"]
)
def test_everything_else_stays_as_it_is(text: str) -> None:
    """Unicode is not converted a second time."""
    assert plain(text) == text


@given(st.text(st.characters(min_codepoint=0x1000, max_codepoint=0x109F), max_size=60))
def test_any_string_will_do(text: str) -> None:
    """Nothing that can be typed stops the message."""
    assert isinstance(plain(text), str)
