"""Refusals as RFC 9457 problem documents: what was wrong and what to do, never what the person wrote."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import Any

from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from bot.channels.website.limits import TooMany
from bot.core.intake import NotAccepted
from bot.core.messages import Reply
from bot.core.ports import NoTalk, StoreDown
from bot.core.wire import reply_to_json

MEDIA_TYPE = "application/problem+json"

FIELDS = frozenset({"body", "query", "header", "id", "text", "choice", "language", "token", "after", "Last-Event-ID"})
"""Names that a 422 may repeat; any other name in a request may be a person's own words."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What a refusal says. *code* is for programs, *detail* for programmers; *parts* are further members of the document."""

    status: int
    code: str
    detail: str
    headers: Mapping[str, str] = field(default_factory=dict)
    parts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def title(self) -> str:
        return HTTPStatus(self.status).phrase


class Refused(Exception):
    """The request ends with *problem*."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


BAD_JSON = Problem(400, "bad_json", "The body is not JSON in UTF-8.")
NO_TALK = Problem(
    401, "no_talk", "There is no open talk with this token. POST /api/conversations opens one.", {"WWW-Authenticate": "Bearer"}
)
NOT_FOUND = Problem(404, "not_found", "There is nothing at this path; see /api/openapi.json.")
WRONG_METHOD = Problem(405, "wrong_method", "This path does not take this method; see Allow.")
TOO_SLOW = Problem(408, "too_slow", "The body did not arrive in time. Send it again with the same id.", {"Connection": "close"})
TOO_LARGE = Problem(413, "too_large", "A body has at most 65,536 bytes.", {"Connection": "close"})
WRONG_TYPE = Problem(415, "wrong_type", "This path does not take this Content-Type; see /api/openapi.json.")
WRONG_SHAPE = Problem(422, "wrong_shape", "The request does not have the shape in /api/openapi.json.")
NOT_OFFERED = Problem(422, "not_offered", "This choice was not offered in this talk.", parts={"errors": [{"at": "body/choice"}]})
TOO_OFTEN = Problem(429, "too_often", "Too many requests. Send it again with the same id after Retry-After seconds.")
BROKEN = Problem(500, "broken", "Something went wrong on our side. Send it again with the same id.")
NOT_DURABLE = Problem(
    503, "not_durable", "The message could not be stored. Send it again with the same id.", {"Retry-After": "2"}
)  # fmt: skip
NOT_READY = Problem(503, "not_ready", "The store was not opened yet since the start; see parts.", {"Retry-After": "2"})

EVERY = (
    BAD_JSON, NO_TALK, NOT_FOUND, WRONG_METHOD, TOO_SLOW, TOO_LARGE, WRONG_TYPE, WRONG_SHAPE, NOT_OFFERED, TOO_OFTEN, BROKEN,
    NOT_DURABLE, NOT_READY,
)  # fmt: skip
KNOWN = {problem.status: problem for problem in (BAD_JSON, NO_TALK, NOT_FOUND, WRONG_METHOD, TOO_LARGE, WRONG_TYPE, WRONG_SHAPE)}

REFUSALS: tuple[type[Exception], ...] = (
    Refused, HTTPException, RequestValidationError, TooMany, NoTalk, StoreDown, NotAccepted,
)  # fmt: skip
"""Every error that is an answer to the caller rather than a fault of ours."""


def problem_of(error: Exception) -> Problem:
    """The refusal that stands for *error*; BROKEN for what is no refusal at all."""
    match error:
        case Refused():
            return error.problem
        case TooMany():
            return replace(TOO_OFTEN, headers={"Retry-After": str(error.seconds)})
        case NoTalk() | NotAccepted(reason="no_talk"):
            return NO_TALK
        case StoreDown() | NotAccepted():
            return NOT_DURABLE
        case RequestValidationError():
            return _wrong_shape(error)
        case HTTPException():
            return _of_framework(error)
    return BROKEN


def allowing(problem: Problem, methods: Sequence[str]) -> Problem:
    """*problem* with the methods that would do."""
    return replace(problem, headers={**problem.headers, "Allow": ", ".join(methods)})


def document(problem: Problem, card: Sequence[Reply] = (), parts: Mapping[str, Any] | None = None) -> JSONResponse:
    """*problem* as the body of an answer; an alarm's card rides along in ``replies``."""
    body: dict[str, Any] = {
        "type": "about:blank", "title": problem.title, "status": problem.status, "code": problem.code, "detail": problem.detail,
        **problem.parts,
    }  # fmt: skip
    if card:
        body["replies"] = [reply_to_json(reply) for reply in card]
    return JSONResponse(body | dict(parts or {}), problem.status, dict(problem.headers), MEDIA_TYPE)


def _wrong_shape(error: RequestValidationError) -> Problem:
    """Where it was wrong and in which way, by pydantic's names; never the input, nor a field's name that is not ours."""
    found = error.errors()
    if any(one["type"] == "json_invalid" for one in found):
        return BAD_JSON
    errors = [{"at": "/".join(str(step) for step in one["loc"] if step in FIELDS), "type": one["type"]} for one in found[:10]]
    return replace(WRONG_SHAPE, parts={"errors": errors})


def _of_framework(error: HTTPException) -> Problem:
    known = KNOWN.get(error.status_code) or Problem(error.status_code, "refused", HTTPStatus(error.status_code).phrase + ".")
    return replace(known, headers={**known.headers, **(error.headers or {})})
