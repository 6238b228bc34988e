"""Who of the staff is at a page, and who is let in?"""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeAlias, cast
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from ombud.core.refusals import No, Refused
from ombud.wire.doors import Who

View: TypeAlias = Callable[..., HttpResponseBase]


def staff_only(view: View, *, who: frozenset[Who]) -> View:
    """Let in these roles: a stranger is asked to log in, another role is refused, what they may not know is a 404."""

    @wraps(view)
    def whole(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        user: Any = request.user
        if not user.is_authenticated:
            return cast("HttpResponseBase", redirect_to_login(request.get_full_path()))
        if not who & set(user.roles):
            raise PermissionDenied
        try:
            return view(request, *args, **kwargs)
        except Refused as refused:
            if refused.code is No.NOT_FOUND:
                raise Http404 from refused
            raise

    return whole


def me(request: HttpRequest) -> UUID:
    """Return who is signed in."""
    user: Any = request.user
    return cast("UUID", user.id)
