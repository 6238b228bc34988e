"""Has this colleague the second factor that their role needs? Until then only the page to set one up opens."""

from collections.abc import Callable
from typing import Any, Final

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from ombud.look.words import say

INSIDE: Final = ("/work/", "/office/", "/staff/")
OPEN: Final = ("/staff/2fa/", "/staff/login/", "/staff/logout/", "/staff/reauthenticate/")
"""What somebody needs to set one up, or to leave."""
FACTORS: Final = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
"""Recovery codes alone are none: they come with one of these."""


class SecondFactor:
    """Leads whoever has none yet to the page where it is set up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let go on; who it is must be known first."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        """Open the page, or lead to the set-up."""
        if not request.path.startswith(INSIDE) or request.path.startswith(OPEN):
            return None
        user: Any = request.user
        if not user.is_authenticated or not settings.OMBUD_SECOND_FACTOR & set(user.roles):
            return None
        if is_mfa_enabled(user, types=FACTORS):
            return None
        asked: Any = request
        messages.info(request, say("staff.factor.needed", asked.lang))
        return redirect("mfa_index")
