"""Nothing a person wrote reaches a log: once the engine serves, records say where and what kind, never with which values.

Rasa, Sanic and asyncio log messages, slots, entities, tracebacks and reprs, at every level and with the values already
written into the text. Leaving out known bad ones would be a list that is never complete, so it is the other way round:
a record keeps its logger, level, file, line and the types of its errors, and loses all else. Only loggers named in
`OWN` keep their words.
"""

import asyncio
import logging
import sys
import threading
import warnings
from types import TracebackType
from typing import Any

OWN = frozenset({"engine.turns"})
"""Loggers of ours, whose messages hold codes and our own random ids only."""

log = logging.getLogger("engine.turns")
_make_record = logging.getLogRecordFactory()


def describe(error: BaseException | None) -> str:
    """The types of *error* and of what caused it, and the line each came from: no message, no value."""
    said: list[str] = []
    while error is not None and len(said) < 5:
        said.append(f"{type(error).__name__} at {_origin(error.__traceback__)}")
        error = error.__cause__ or error.__context__
    return " because of ".join(said) or "nothing"


def hush() -> None:
    """Begin to be quiet, for the rest of the life of this process."""
    logging.setLogRecordFactory(_record)
    # Some library that Rasa imports turns the root logger down; the level that was asked for is kept here.
    log.setLevel(logging.getLogger("rasa").level)
    logging.raiseExceptions = False
    warnings.showwarning = _warning  # type: ignore[assignment]
    sys.excepthook = _uncaught
    sys.unraisablehook = lambda lost: log.error("lost: %s", describe(lost.exc_value))
    threading.excepthook = lambda lost: log.error("thread died: %s", describe(lost.exc_value))
    asyncio.get_running_loop().set_exception_handler(_loop)


def _origin(traceback: TracebackType | None) -> str:
    if traceback is None:
        return "an unknown place"
    while traceback.tb_next is not None:
        traceback = traceback.tb_next
    code = traceback.tb_frame.f_code
    return f"{_short(code.co_filename)}:{traceback.tb_lineno}"


def _short(path: str) -> str:
    return "/".join(path.rsplit("/", 3)[-3:])


def _record(
    name: str,
    level: int,
    path: str,
    line: int,
    message: object,
    arguments: Any,
    error: Any,
    function: str | None = None,
    stack: str | None = None,
    **more: Any,
) -> logging.LogRecord:
    if name in OWN:
        return _make_record(name, level, path, line, message, arguments, None, function, None, **more)
    said = f"{_short(path)}:{line}"
    if error and error[1] is not None:
        said += f": {describe(error[1])}"
    return _make_record(name, level, path, line, said, (), None, function, None, **more)


def _warning(message: Warning | str, category: type[Warning], path: str, line: int, *_: object) -> None:
    log.warning("%s at %s:%s", category.__name__, _short(path), line)


def _uncaught(kind: type[BaseException], error: BaseException, traceback: TracebackType | None) -> None:
    log.critical("died: %s", describe(error))


def _loop(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    log.error("event loop: %s", describe(context.get("exception")))
