"""Which headers protect every answer?

The policy lets a page load from this site only, and run inline script only with the nonce of this very answer.
"""

import secrets
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

HEADERS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    }
)
_A_YEAR: Final = 31_536_000


def policy(nonce: str | None = None, *, media: tuple[str, ...] = ()) -> str:
    """Write the Content-Security-Policy."""
    once = f" 'nonce-{nonce}'" if nonce else ""
    elsewhere = "".join(f" {origin}" for origin in media)
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self'{once}",
            f"style-src 'self'{once}",
            f"img-src 'self' data: blob:{elsewhere}",
            f"media-src 'self' blob:{elsewhere}",
            "font-src 'self'",
            "connect-src 'self'",
            "manifest-src 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
        )
    )


class SecurityHeaders:
    """Puts the headers on every answer; a view that sets one itself knows better."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with the headers."""
        drawn: list[str] = []
        held: Any = request
        held.csp_nonce = SimpleLazyObject(lambda: _draw(drawn))
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        written = policy(drawn[0] if drawn else None, media=tuple(settings.OMBUD_MEDIA_ORIGINS))
        response.headers.setdefault("Content-Security-Policy", written)
        if request.is_secure():
            response.headers.setdefault("Strict-Transport-Security", f"max-age={_A_YEAR}; includeSubDomains")
        if getattr(request, "user", None) is not None and request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "no-store")
        return response


def nonce(request: HttpRequest) -> dict[str, object]:
    """Give templates `csp_nonce`; drawing it is what allows inline script in this answer."""
    return {"csp_nonce": getattr(request, "csp_nonce", "")}


def _draw(drawn: list[str]) -> str:
    if not drawn:
        drawn.append(secrets.token_urlsafe(16))
    return drawn[0]
