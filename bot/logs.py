"""Logging that cannot leak: our own sentences in full, other libraries' only by name and place, errors without their text.

1. Libraries log what they handle (httpx the bot token, SQLAlchemy the parameters, asyncio a repr of the task), so of a
   foreign record only logger, level and place are kept, at every level.
2. An exception's text may hold a person's words, so a traceback shows types and places only.
"""

import logging
import sys
import threading
import time
import traceback
import warnings
from types import TracebackType

OURS = ("bot", "content", "actions", "akari", "__main__")


class Careful(logging.Formatter):
    """One line a record, UTC, without anything a person wrote."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s", "%Y-%m-%dT%H:%M:%SZ")

    def format(self, record: logging.LogRecord) -> str:
        if record.name.split(".")[0] not in OURS:
            record = logging.LogRecord(
                record.name, record.levelno, record.pathname, record.lineno, f"(at {record.filename}:{record.lineno})", (),
                record.exc_info, record.funcName,
            )  # fmt: skip
        return super().format(record)

    def formatException(
        self, ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
    ) -> str:
        return _frames(ei[1]) if ei[1] is not None else ""

    def formatStack(self, stack_info: str) -> str:
        return ""


def _frames(error: BaseException) -> str:
    places = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)[-8:]]
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return "\n".join([type(error).__name__, *("  " + place for place in places)]) + (f"\n{_frames(cause)}" if cause else "")


def set_up(level: str) -> None:
    """Send every record of this process through Careful to standard error; uncaught errors and warnings as well."""
    logging.Formatter.converter = time.gmtime
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Careful())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    logging.raiseExceptions = False
    akari = logging.getLogger("akari")
    sys.excepthook = lambda kind, error, trace: akari.critical("stopped by %s", kind.__name__, exc_info=error)
    sys.unraisablehook = lambda lost: akari.error("lost: %s", type(lost.exc_value).__name__, exc_info=lost.exc_value)
    threading.excepthook = lambda lost: akari.error("a thread died: %s", lost.exc_type.__name__, exc_info=lost.exc_value)
    warnings.showwarning = lambda message, category, filename, lineno, file=None, line=None: akari.warning(
        "%s at %s:%s", category.__name__, filename, lineno
    )
