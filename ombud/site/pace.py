"""Is somebody asking too often? What a door's class counts before its view runs; see docs/rates.md."""

from collections.abc import Callable
from typing import Any, Final

from django.http import HttpRequest, HttpResponse

from ombud.adapters import here
from ombud.core.refusals import Refused
from ombud.interfaces.api.speaking import refusing
from ombud.interfaces.portal.pages import waiting
from ombud.interfaces.portal.views import trouble
from ombud.wire.doors import Csrf, Rate, door_of
from ombud.wire.rates import network_of, rates

ENTRANCE: Final = "/staff/"
"""Where allauth's routes lie, which declare nothing."""
_READS: Final = frozenset({"GET", "HEAD"})


class Pace:
    """Counts every page; what forms send is counted by their views, which keep the text."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let go on; counting waits until it is known which door it is."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], *_args: object
    ) -> HttpResponse | None:
        """Count one more, or answer that it is too often."""
        rate = _rate(request, view)
        if rate is None:
            return None
        colleague = rate is Rate.STAFF and request.user.is_authenticated
        try:
            rates.spend(rate, str(request.user.pk) if colleague else network_of(request), now=here.now())
        except Refused as refused:
            return _too_often(request, refused)
        return None


def _rate(request: HttpRequest, view: Callable[..., Any]) -> Rate | None:
    """Return what is counted here: not probes, not who shows a key, code or signature, and never the empty form."""
    door = door_of(view)
    if door is None:
        return Rate.STAFF if request.path.startswith(ENTRANCE) else None
    if door.rate in {Rate.PAGE, Rate.STAFF}:
        return door.rate
    codes = door.rate is Rate.CODES and door.csrf is Csrf.FORM
    return Rate.PAGE if codes and request.method in _READS else None


def _too_often(request: HttpRequest, refused: Refused) -> HttpResponse:
    if request.path.startswith("/api/"):
        return refusing(_refuse)(request, refused)
    return waiting(trouble.too_often(request), refused)


def _refuse(_request: HttpRequest, refused: Refused) -> HttpResponse:
    raise refused
