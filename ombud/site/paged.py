"""What waits for whoever is on duty? Every page they have open asks again by itself."""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ombud.wire.doors import Csrf, Rate, Who, door

STOP: Final = 286
"""By which htmx asks no more."""


@require_safe
def _show(request: HttpRequest) -> HttpResponse:
    """Draw the banner; whoever was logged out learns on the page they have open that nothing calls them there now."""
    return render(request, "look/paged.html", status=200 if request.user.is_authenticated else STOP)


show: Final = door(who={Who.STAFF}, csrf=Csrf.READS, rate=Rate.STAFF)(_show)
