"""Memory that nobody uses goes back to the system."""

import sys
from pathlib import Path

import pytest
from encoder.heap import give_back

MANY, LONG = 40_000, 2_000
"""Pieces that lie on the heap of the C library: 80 MB."""


def resident() -> int:
    """Bytes of this process that lie in memory."""
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * 4096


@pytest.mark.skipif(sys.platform != "linux", reason="counts pages as Linux shows them")
def test_what_is_free_is_returned() -> None:
    """What a graph took while it was read does not stay with the gateway for months."""
    pieces = [bytearray(LONG) for _ in range(MANY)]
    last = [bytearray(LONG) for _ in range(100)]  # keeps the top of the heap
    held = resident()
    del pieces
    give_back()

    assert resident() < held - MANY * LONG * 0.7
    assert last
