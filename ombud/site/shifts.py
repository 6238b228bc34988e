"""How long does a log-in last? Until nobody has used it for a while, and never longer than a shift."""

from collections.abc import Callable
from typing import Any, Final

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from ombud.adapters import here

BEGAN: Final = "shift_began"
USED: Final = "shift_used"
WATCHES: Final = "/staff/paged/"
"""What a page asks by itself; nobody is at work because of it."""

NOTED_EVERY: Final = 60.0
"""Seconds within which another use is not written down again."""


class Shifts:
    """Logs out whoever was away too long, before any page is drawn."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let go on, or let log in anew; without the cookie of a session nothing is asked of the database."""
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            _check(request)
        return self.get_response(request)


def _check(request: HttpRequest) -> None:
    if not request.user.is_authenticated:
        return
    session: Any = request.session
    now = here.now().timestamp()
    began, used = session.get(BEGAN, now), session.get(USED, now)
    if now - used > settings.OMBUD_IDLE_MINUTES * 60 or now - began > settings.OMBUD_SHIFT_HOURS * 3600:
        writer = request.user.pk
        logout(request)
        asked: Any = request
        asked.logged_out = writer  # what they were just sending is kept for them (wire/kept.py)
    elif request.path != WATCHES and (BEGAN not in session or now - used > NOTED_EVERY):
        session[BEGAN], session[USED] = began, now
        session.set_expiry(None)  # a form that was kept made it short
