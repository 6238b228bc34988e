"""How is a no told over HTTP? As a problem document (RFC 9457) with a stable code, in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from types import MappingProxyType
from typing import Final

import msgspec

from ombud.core.refusals import No, Refused
from ombud.look.words import say
from ombud.wire.refusals import words_of

MEDIA: Final = "application/problem+json"
DOCS: Final = "/api/docs"
_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})


STATUS: Final[Mapping[No, HTTPStatus]] = MappingProxyType(
    {
        No.BAD_INPUT: HTTPStatus.UNPROCESSABLE_ENTITY,
        No.BAD_NUMBER: HTTPStatus.NOT_FOUND,
        No.BAD_TIME: HTTPStatus.UNPROCESSABLE_ENTITY,
        No.TEXT_EMPTY: HTTPStatus.UNPROCESSABLE_ENTITY,
        No.TEXT_TOO_LONG: HTTPStatus.UNPROCESSABLE_ENTITY,
        No.UNKNOWN_WORD: HTTPStatus.UNPROCESSABLE_ENTITY,
        No.UNKNOWN_QUESTION: HTTPStatus.UNPROCESSABLE_ENTITY,
        No.WRONG_ANSWER: HTTPStatus.UNPROCESSABLE_ENTITY,
        No.ANSWER_MISSING: HTTPStatus.UNPROCESSABLE_ENTITY,
        No.TOO_MANY_LINES: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        No.FILE_TYPE: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        No.FILE_TOO_LARGE: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        No.FILE_BROKEN: HTTPStatus.UNPROCESSABLE_ENTITY,
        No.NOT_SIGNED_IN: HTTPStatus.UNAUTHORIZED,
        No.WRONG_CODE: HTTPStatus.UNAUTHORIZED,
        No.NOT_ALLOWED: HTTPStatus.FORBIDDEN,
        No.NOT_FOUND: HTTPStatus.NOT_FOUND,
        No.TOO_OFTEN: HTTPStatus.TOO_MANY_REQUESTS,
        No.TOO_FAST: HTTPStatus.TOO_MANY_REQUESTS,
        No.ERASED: HTTPStatus.GONE,
    }
)
"""Which status a refusal has; every other one is a conflict with how things stand."""


class Fault(Exception):  # noqa: N818 - an answer, not an error
    """What only an HTTP door refuses: a word of `refusals.http`, its status, its values and headers."""

    def __init__(
        self, status: HTTPStatus, code: str, *, headers: Mapping[str, str] = _NOTHING, **values: str
    ) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.headers = headers
        self.values = values


def too_large(limit: int) -> Fault:
    """Return the refusal of a body that is too long."""
    return Fault(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "body_too_large", limit=str(limit))


class Problem(msgspec.Struct, kw_only=True, omit_defaults=True):
    """A problem document; `code` never changes, `title` and `detail` are in the reader's language."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    instance: str = ""
    field: str = ""
    pointer: str = ""
    known: list[str] = []
    limit: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A problem ready to be sent."""

    status: int
    problem: Problem
    headers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def body(self) -> bytes:
        """Return the document."""
        return msgspec.json.encode(self.problem)


def tell(no: Refused | Fault, *, lang: str, instance: str = "") -> Told:
    """Return the problem document of a refusal or fault."""
    return _of_fault(no, lang, instance) if isinstance(no, Fault) else _of_refusal(no, lang, instance)


def _of_fault(fault: Fault, lang: str, instance: str) -> Told:
    detail = say(f"refusals.http.{fault.code}", lang, **fault.values)
    problem = _problem(fault.status, fault.code, detail=detail, lang=lang, instance=instance)
    return Told(status=fault.status.value, problem=problem, headers=fault.headers)


def _of_refusal(refused: Refused, lang: str, instance: str) -> Told:
    status = status_of(refused)
    detail = words_of(refused, lang)
    problem = _problem(status, refused.code.value, detail=detail, lang=lang, instance=instance)
    facts = refused.facts
    problem.field = str(facts.get("field") or "")
    problem.pointer = str(facts.get("pointer") or "")
    known, limit = facts.get("known"), facts.get("limit")
    problem.known = [str(one) for one in known] if isinstance(known, list) else []
    problem.limit = limit if isinstance(limit, int) else 0
    return Told(status=status.value, problem=problem, headers=_headers(refused))


def status_of(refused: Refused) -> HTTPStatus:
    """Return the status of a refusal; a body that is no JSON at all is a bad request."""
    if refused.facts.get("why") == "not_json":
        return HTTPStatus.BAD_REQUEST
    return STATUS.get(refused.code, HTTPStatus.CONFLICT)


def _problem(status: HTTPStatus, code: str, *, detail: str, lang: str, instance: str) -> Problem:
    title = say(f"refusals.title.{status.value}", lang)
    return Problem(
        type=f"{DOCS}#{code}", title=title, status=status.value, detail=detail, code=code, instance=instance
    )


def _headers(refused: Refused) -> Mapping[str, str]:
    match refused.code:
        case No.NOT_SIGNED_IN | No.WRONG_CODE:
            scheme = refused.facts.get("scheme", "Receipt")
            return {"WWW-Authenticate": f'{scheme} realm="ombud"'}
        case No.TOO_OFTEN | No.TOO_FAST:
            return {"Retry-After": str(refused.facts["seconds"])}
        case _:
            return _NOTHING
