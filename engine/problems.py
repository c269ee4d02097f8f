"""What can go wrong in a turn, under the names that the gateway knows."""

import json
from typing import Final

from sanic.response import HTTPResponse

STATUS: Final[dict[str, int]] = {
    "bad_request": 400,
    "bad_state": 400,
    "component": 500,  # a part of ours, an action or Rasa itself failed
    "empty": 500,  # nobody had anything to say
    "actions_down": 503,
    "overloaded": 503,
    "timeout": 504,
}
_TITLE: Final[dict[str, str]] = {
    "bad_request": "This is not a turn",
    "bad_state": "This is not a state of ours",
    "component": "A part of the engine failed",
    "empty": "The engine found no words",
    "actions_down": "The action server cannot be reached",
    "overloaded": "Too many turns at once",
    "timeout": "The turn took too long",
}


class Refused(Exception):
    """The request cannot be a turn: ``bad_request`` or ``bad_state``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class TurnFailed(BaseException):
    """The turn has no whole answer.

    A BaseException, because Rasa catches every Exception of an action and goes on with half an answer.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def document(code: str, status: int = 0) -> HTTPResponse:
    """The problem *code* (RFC 9457); its words never depend on what was sent."""
    status = status or STATUS[code]
    body = {"type": "about:blank", "title": _TITLE[code], "status": status, "code": code}
    headers = {"Retry-After": "1"} if status == 503 else {}
    return HTTPResponse(json.dumps(body), status, headers, "application/problem+json")
