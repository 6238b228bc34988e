"""Pages for what went wrong: calm, in the reader's language, and without asking the database anything."""

from typing import Final

from django.http import HttpRequest, HttpResponse

from ombud.interfaces.portal.draft import read_draft
from ombud.interfaces.portal.pages import help_lines, lang_of, page, place_of
from ombud.interfaces.portal.views.filing import show
from ombud.look.words import say

INSIDE: Final = ("/work/", "/office/")
"""Where only staff go."""


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Say that there is no such page."""
    return _trouble(request, 404, inside="gone")


def broken(request: HttpRequest) -> HttpResponse:
    """Say that something broke here."""
    return _trouble(request, 500, inside="500")


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Say that this is not possible: a colleague's role does not open the room, or somebody stayed away too long."""
    return _trouble(request, 403, inside="role")


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Say that we could not read the request."""
    return _trouble(request, 400)


def too_often(request: HttpRequest) -> HttpResponse:
    """Say that too much was asked from this network, and where help is all the same."""
    staff = request.path.startswith((*INSIDE, "/staff/"))
    numbers = () if staff else help_lines(place_of(request), lang_of(request))
    return page(request, "trouble", status=429, code="429", words="429", numbers=numbers)


def stale(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Answer a form whose token is missing or old: nothing is done, and what was written stays."""
    if request.path == "/file/":
        again = say("portal.file.kept", lang_of(request))
        return show(request, read_draft(request.POST), again=again, status=403)
    return _trouble(request, 403)


def _trouble(request: HttpRequest, status: int, *, inside: str = "") -> HttpResponse:
    """Tell what went wrong; colleagues at work have words and a way back of their own, and nothing to leave quickly."""
    staff = bool(inside) and request.path.startswith(INSIDE)
    words = inside if staff else str(status)
    return page(
        request, "trouble", status=status, code=str(status), words=words, staff=staff, quick_exit=not staff
    )
