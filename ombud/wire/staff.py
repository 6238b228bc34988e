"""Who of the staff is at a page, and who is let in?"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final, TypeAlias, cast
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django_htmx.http import HttpResponseClientRedirect

from ombud.adapters import here
from ombud.core.refusals import No, Refused
from ombud.wire.doors import Who
from ombud.wire.kept import keep, let_go

KEPT: Final = "/staff/kept/"
"""Where whoever logs in anew finds what they sent in vain."""

View: TypeAlias = Callable[..., HttpResponseBase]


def staff_only(view: View, *, who: frozenset[Who]) -> View:
    """Let in these roles: a stranger is asked to log in, another role is refused, what they may not know is a 404."""

    @wraps(view)
    def whole(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        user: Any = request.user
        if not user.is_authenticated:
            return _log_in(request)
        if not who & set(user.roles):
            raise PermissionDenied
        if request.method == "POST":
            let_go(request)  # whatever was kept has been sent again, or is no longer wanted
        try:
            return view(request, *args, **kwargs)
        except Refused as refused:
            if refused.code is No.NOT_FOUND:
                raise Http404 from refused
            raise

    return whole


def _log_in(request: HttpRequest) -> HttpResponseBase:
    """Ask to log in; what was sent by somebody whose log-in has just ended waits for them behind it."""
    asked: Any = request
    onward = request.get_full_path()
    if request.method == "POST":
        onward = KEPT
        writer = getattr(asked, "logged_out", None)
        if writer is not None:
            keep(request, writer=writer, now=here.now())
    answer = redirect_to_login(onward)
    return HttpResponseClientRedirect(answer.url) if asked.htmx else cast("HttpResponseBase", answer)


def me(request: HttpRequest) -> UUID:
    """Return who is signed in."""
    user: Any = request.user
    return cast("UUID", user.id)
