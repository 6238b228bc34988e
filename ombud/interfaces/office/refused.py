"""How is a refusal told in the office? By the page its form stands on, with everything that was typed; nothing is kept here."""

import copy
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import resolve

from ombud.core.refusals import No
from ombud.look.refill import SECRET, refill

_WHICH: Final = ("number", "report", "period")
"""Which fields say of a room what it shows, where the browser does not tell what it showed."""
_CODE: Final = re.compile(r"[A-Za-z0-9_.:+-]*")
_UNREADABLE: Final = frozenset(
    {
        No.BAD_INPUT,
        No.BAD_NUMBER,
        No.BAD_TIME,
        No.TEXT_EMPTY,
        No.TEXT_TOO_LONG,
        No.UNKNOWN_WORD,
        No.NEEDS_REASON,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why it was refused, which field is wrong, and what was typed that finds no place on the page any more."""

    words: str
    field: str
    status: int
    typed: tuple[str, ...] = ()


def status_of(code: No) -> int:
    """Return with which status a refusal is answered: nothing there, not to be read, or not to be done now."""
    if code is No.NOT_FOUND:
        return 404
    return 422 if code in _UNREADABLE else 409


def shown_again(request: HttpRequest, page: str, refusal: Refusal) -> HttpResponse:
    """Draw the page again as it lay open, with the trouble at its top and its form as it was sent."""
    typed = {name: [str(value) for value in values] for name, values in request.POST.lists()}
    answer = _page(request, page, refusal)
    text, placed = refill(answer.content.decode(), action=request.path, typed=typed)
    homeless = tuple(
        value
        for name, values in typed.items()
        for value in values
        if name not in SECRET | placed and not _CODE.fullmatch(value)
    )
    if homeless:
        answer = _page(request, page, replace(refusal, typed=homeless))
        text, _ = refill(answer.content.decode(), action=request.path, typed=typed)
    answer.content = text.encode()
    answer.status_code = refusal.status
    return answer


def told_of(request: HttpRequest) -> Mapping[str, Any]:
    """Return what a page says of the refusal that it comes back with."""
    refusal: Refusal | None = getattr(request, "refusal", None)
    if refusal is None:
        return {}
    return {"refused": refusal.words, "wrong": {refusal.field: refusal.words}, "typed": refusal.typed}


def _page(request: HttpRequest, page: str, refusal: Refusal) -> HttpResponse:
    found = resolve(page)
    answer: HttpResponse = found.func(_as_read(request, page, refusal), *found.args, **found.kwargs)
    return answer


def _as_read(request: HttpRequest, page: str, refusal: Refusal) -> Any:
    """Return the request as that of somebody who opens the page, as far down its list as it lay open."""
    came = urlsplit(request.headers.get("Referer", ""))
    which = {name: request.POST[name] for name in _WHICH if name in request.POST}
    query = came.query if came.path == page else urlencode(which)
    asked: Any = copy.copy(request)
    asked.method, asked.path, asked.path_info = "GET", page, page
    asked.GET, asked.refusal = QueryDict(query), refusal
    asked.META = {**request.META, "QUERY_STRING": query}
    return asked
