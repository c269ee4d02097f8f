"""Burmese typed in Zawgyi, an old font encoding that many phones still write, becomes Unicode.

Google's detector (trained on web text) tells the two apart, ICU's own rules convert. Everything else passes untouched.
"""

import re
import warnings
from functools import cache
from typing import Any

BURMESE = re.compile("[\u1000-\u109f]")
SURE = 0.95
"""Probability from which a text is taken for Zawgyi: of short words that both could write, Unicode is far likelier today."""


def plain(text: str) -> str:
    """*text* in Unicode; any string will do."""
    if not BURMESE.search(text):
        return text
    detector, converter = _tools()
    if detector.get_zawgyi_probability(text) < SURE:
        return text
    return str(converter.transliterate(text))


@cache
def _tools() -> tuple[Any, Any]:
    """Loaded at the first Burmese word, which takes some milliseconds."""
    import icu
    from myanmartools import ZawgyiDetector

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # it reads its model in an old way
        detector = ZawgyiDetector()
    return detector, icu.Transliterator.createInstance("Zawgyi-my")
