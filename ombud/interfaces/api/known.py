"""Faults of ours that are known: for whoever asks, as the portal lists them."""

from typing import Final

from django.http import HttpRequest, HttpResponse

from ombud.adapters import here
from ombud.interfaces.api.speaking import answer
from ombud.usecases.look_at_issues import look_at_issues
from ombud.wire.doors import Rate
from ombud.wire.known import known_out
from ombud.wire.rates import network_of, rates

KEPT: Final = {"Cache-Control": "public, max-age=60"}
"""Anybody between may keep it for a minute: it is the same for everybody."""


def known(request: HttpRequest) -> HttpResponse:
    """List the faults of ours that are known and not mended, in both languages, with the day by which each is expected to be."""
    rates.spend(Rate.PAGE, network_of(request), now=here.now())
    return answer(known_out(look_at_issues(now=here.now())), headers=KEPT)
