"""What was read once is not read again, and is not kept."""

import numpy as np
from encoder import lately
from encoder.encoder import Encoder
from encoder.lately import Lately

TEXT = "my boss took my passport"


def test_what_was_read_lately_can_be_said_again(encoder: Encoder) -> None:
    """The very vectors, under the name of the encoder that made them."""
    read = Lately(encoder)
    assert read.said(TEXT) is None

    found = read.depths([TEXT])
    assert np.array_equal(found, encoder.depths([TEXT]))
    said = read.said(TEXT)
    assert said is not None and np.array_equal(said, found[0])
    assert read.said(TEXT + " ") is None
    assert read.identity == encoder.identity


def test_any_string_will_do(encoder: Encoder) -> None:
    """Half a character, too."""
    read = Lately(encoder)
    read.depths(["\ud83d"])
    assert read.said("\ud83d") is not None


def test_the_pieces_of_a_long_message_push_nothing_out(encoder: Encoder) -> None:
    """Nobody asks for them again."""
    read = Lately(encoder)
    read.depths([TEXT, "another piece"])
    assert read.said(TEXT) is None and not read._said


def test_so_many_are_kept_and_no_text(encoder: Encoder, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    """The longest ago goes first, and nothing that somebody wrote stays in memory."""
    monkeypatch.setattr(lately, "MOST", 2)
    read = Lately(encoder)
    for text in ("one", TEXT, "three"):
        read.depths([text])

    assert read.said("one") is None and read.said(TEXT) is not None and read.said("three") is not None
    assert not any(TEXT.encode() in key for key in read._said)
