"""From which address does a request come, when our own proxies stand in front?"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse


class Proxies:
    """Takes the address that the outermost of our proxies saw; what a client itself says is never believed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let go on with the address of whoever asks."""
        hops = settings.OMBUD_PROXIES
        said = request.headers.get("X-Forwarded-For", "").split(",")
        if hops and len(said) >= hops and said[-hops].strip():
            request.META["REMOTE_ADDR"] = said[-hops].strip()
        return self.get_response(request)
