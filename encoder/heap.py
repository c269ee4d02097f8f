"""What loading leaves behind goes back to the system: twenty of the fifty megabytes that a graph takes while it is read."""

import ctypes


def give_back() -> None:
    """Return the pages that nothing lies on; where the C library has no ``malloc_trim`` (macOS), do nothing."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
