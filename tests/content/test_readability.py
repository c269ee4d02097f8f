"""Where a sentence ends, in languages that end it each in their own way: only then do the figures of long ones mean something."""

import pytest

from content import read
from content.readability import readability, sentences


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("en", "Pay is 2.5 times more. Ask! Who?", ["Pay is 2.5 times more.", "Ask!", "Who?"]),
        ("ja", "聞けます。行けます。", ["聞けます。", "行けます。"]),
        ("ne", "नाम भन्नुपर्दैन। के भन्ने, तपाईं छान्नुहुन्छ।", ["नाम भन्नुपर्दैन।", "के भन्ने, तपाईं छान्नुहुन्छ।"]),
        ("ne", "यो कसले सुन्छ? तपाईंले।सोध्नुस्।", ["यो कसले सुन्छ?", "तपाईंले।", "सोध्नुस्।"]),
        ("th", "คุณถามได้ว่า ใครจะได้ยินเรื่องนี้", ["คุณถามได้ว่า", "ใครจะได้ยินเรื่องนี้"]),
        ("th", "โทร 110 ได้ 24 ชั่วโมง", ["โทร 110 ได้ 24 ชั่วโมง"]),
        ("th", "เรื่องอื่น ๆ และ ILO (2012) ดูต่าง ๆ กัน", ["เรื่องอื่น ๆ และ ILO (2012) ดูต่าง ๆ กัน"]),
        ("my", "မေးနိုင်ပါတယ်။ သင်ရွေးပါ။", ["မေးနိုင်ပါတယ်။", "သင်ရွေးပါ။"]),
    ],
)
def test_sentences_end_as_their_language_ends_them(language: str, text: str, wanted: list[str]) -> None:
    """Danda, full stops and Thai spaces end one; a point in a number, or a space beside a number or before ๆ, does not."""
    assert sentences(text, language) == wanted


def test_nepali_and_thai_are_cut_like_the_original() -> None:
    """Nepali has about as many sentences as English, Thai at least as many pieces, and most of them are not long."""
    of = {level.language: level for level in readability(read(strict=False))}

    assert 0.9 < of["ne"].sentences / of["en"].sentences < 1.2
    assert of["th"].sentences > of["en"].sentences
    assert of["ne"].long < of["ne"].sentences / 5
    assert of["th"].long < of["th"].sentences / 5
