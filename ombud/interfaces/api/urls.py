"""Which address leads to which operation? Made from the table; whatever is not in it is a problem document too."""

from collections.abc import Iterator
from http import HTTPStatus
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, re_path

from ombud.core.refusals import No, Refused
from ombud.interfaces.api import docs
from ombud.interfaces.api.operations import OPERATIONS, Operation
from ombud.interfaces.api.speaking import View, refusing
from ombud.wire.doors import Csrf, Rate, Who, declare, door
from ombud.wire.problems import Fault


def _view(operations: tuple[Operation, ...]) -> View:
    """Return the view of one address: it answers by method and declares its door."""
    by_method = {one.method: one.run for one in operations}
    if "GET" in by_method:
        by_method["HEAD"] = by_method["GET"]
    allowed = ", ".join(sorted({*by_method, "OPTIONS"}))

    def view(request: HttpRequest, **named: Any) -> HttpResponse:
        run = by_method.get(request.method or "")
        if run is not None:
            return run(request, **named)
        if request.method == "OPTIONS":
            return HttpResponse(status=HTTPStatus.NO_CONTENT, headers={"Allow": allowed})
        raise Fault(
            HTTPStatus.METHOD_NOT_ALLOWED, "method_not_allowed", headers={"Allow": allowed}, allowed=allowed
        )

    return declare(refusing(view), operations[0].door)


@door(who={Who.ANYONE}, csrf=Csrf.HEADER, rate=Rate.PAGE)
@refusing
def nothing_here(_request: HttpRequest) -> HttpResponse:
    """Say that there is nothing here."""
    raise Refused(No.NOT_FOUND)


def _patterns() -> Iterator[URLPattern]:
    for address, several in groupby(OPERATIONS, key=lambda one: one.path):
        route = address.replace("{number}", "<str:number>")
        operations = tuple(several)
        yield path(route, _view(operations), name=f"api_{operations[0].name}")


urlpatterns = [
    path("openapi.json", docs.document, name="api_openapi"),
    path("docs", docs.page, name="api_docs"),
    *_patterns(),
    re_path(r"^.*\Z", nothing_here),
]
