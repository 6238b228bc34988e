"""How does the API answer, and how does it say no? Always in JSON, never with a 500 for what somebody sent."""

import logging
from collections.abc import Callable, Mapping
from functools import wraps
from http import HTTPStatus
from typing import Any, Final

import msgspec
import psycopg
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db.utils import DataError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.utils.encoding import iri_to_uri

from ombud.core.refusals import No, Refused
from ombud.look.accept import spoken
from ombud.wire.problems import MEDIA, Fault, tell

View = Callable[..., HttpResponse]
JSON: Final = "application/json"
_log = logging.getLogger(__name__)
_DOWN: Final = (OperationalError, InterfaceError, psycopg.OperationalError, psycopg.InterfaceError)


def answer(
    body: Any, *, status: int = HTTPStatus.OK, headers: Mapping[str, str] | None = None
) -> HttpResponse:
    """Return a reply as JSON that nobody keeps."""
    kept = {"Cache-Control": "no-store", **(headers or {})}
    return HttpResponse(msgspec.json.encode(body), status=status, content_type=JSON, headers=kept)


def lang_of(request: HttpRequest) -> str:
    """Return the language of the reader, as the middleware found it, or as the header says."""
    found = getattr(request, "lang", None)
    return found if isinstance(found, str) else spoken(request.headers.get("Accept-Language", ""))


def refusing(view: View) -> View:
    """Turn whatever goes wrong into a problem document."""

    @wraps(view)
    def careful(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            _need_length(request)
            return view(request, *args, **kwargs)
        except Exception as error:  # noqa: BLE001 - the last place where it can be told
            return _problem(request, _reason(error))

    return careful


def _need_length(request: HttpRequest) -> None:
    """Refuse a body that comes in chunks of untold length: Django would read it as empty (RFC 9110 §8.6)."""
    if request.META.get("HTTP_TRANSFER_ENCODING") and not request.META.get("CONTENT_LENGTH"):
        raise Fault(HTTPStatus.LENGTH_REQUIRED, "length_required")


def _reason(error: Exception) -> Refused | Fault:
    if isinstance(error, Refused | Fault):
        return error
    if isinstance(error, RequestDataTooBig):
        return Fault(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "body_too_large", limit="–")
    if isinstance(error, SuspiciousOperation | UnreadablePostError | DataError | psycopg.DataError):
        return Refused(No.BAD_INPUT, field="body", why="not_json")
    if isinstance(error, _DOWN):
        _log.warning("the database did not answer: %s", type(error).__name__)
        return Fault(HTTPStatus.SERVICE_UNAVAILABLE, "unavailable", headers={"Retry-After": "2"})
    _log.error("an API view broke", exc_info=error)
    return Fault(HTTPStatus.INTERNAL_SERVER_ERROR, "broken")


def _problem(request: HttpRequest, no: Refused | Fault) -> HttpResponse:
    told = tell(no, lang=lang_of(request), instance=iri_to_uri(request.path))
    headers = {"Cache-Control": "no-store", **told.headers}
    return HttpResponse(told.body, status=told.status, content_type=MEDIA, headers=headers)
