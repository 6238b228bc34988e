"""Somebody asked a colleague off the record: they write it down, and it is a case of its own that others work on."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from ombud.adapters import here
from ombud.core import territories
from ombud.core.informal import ASKERS, WANTS, WAYS
from ombud.core.intake import JURISDICTIONS
from ombud.core.refusals import Refused
from ombud.interfaces.workbench.desk import WORKERS, lang_of, seat
from ombud.interfaces.workbench.overheard import Heard, read_heard
from ombud.interfaces.workbench.views.home import bar
from ombud.look.words import say
from ombud.usecases.look_at_desk import look_at_desk
from ombud.usecases.look_at_receipt import look_at_receipt
from ombud.wire.doors import Csrf
from ombud.wire.intake import take_in
from ombud.wire.problems import status_of
from ombud.wire.refusals import words_of
from ombud.wire.staff import me


@seat(who=WORKERS, csrf=Csrf.FORM, audit="Received in the book of what was asked, by the agent")
@require_http_methods(["GET", "HEAD", "POST"])
def informal(request: HttpRequest) -> HttpResponse:
    """Draw the form, or file what it says."""
    lang = lang_of(request)
    heard = read_heard(request.POST, lang=lang, about=str(request.GET.get("about", "")))
    if request.method != "POST":
        return _draw(request, heard)
    wrong = {field: say(f"workbench.informal.wrong.{field}", lang) for field in heard.wrong()}
    if wrong:
        return _draw(request, heard, wrong=wrong, status=422)
    (answer,) = take_in((heard.filing(by=me(request)),), now=here.now())
    if isinstance(answer, Refused):
        return _draw(request, heard, again=words_of(answer, lang), status=status_of(answer).value)
    return _render(request, "informal_filed", {"seen": look_at_receipt(answer.id)})


def _draw(
    request: HttpRequest,
    heard: Heard,
    *,
    wrong: dict[str, str] | None = None,
    again: str = "",
    status: int = 200,
) -> HttpResponse:
    lang = lang_of(request)
    places = sorted((name.say(lang), code) for code, name in territories.NAMES.items())
    shown = {
        "heard": heard,
        "errors": wrong or {},
        "again": again,
        "askers": _options("asker", ASKERS, lang),
        "ways": _options("way", WAYS, lang),
        "wants": _options("wants", WANTS, lang),
        "countries": [("", "–"), *((code, name) for name, code in places)],
        "places": [(one, say(f"portal.place.{one}", lang)) for one in sorted(JURISDICTIONS)],
        "languages": [(one, say(f"workbench.language.in_{one}", lang)) for one in ("zh", "en")],
    }
    return _render(request, "informal", shown, status=status)


def _options(field: str, known: tuple[str, ...], lang: str) -> list[tuple[str, str]]:
    return [("", "–"), *((one, say(f"workbench.informal.{field}.{one}", lang)) for one in known)]


def _render(request: HttpRequest, name: str, shown: dict[str, Any], *, status: int = 200) -> HttpResponse:
    now = here.now()
    desk = bar(look_at_desk(by=me(request), now=now), lang_of(request), now=now)
    page = render(request, f"workbench/{name}.html", {**desk, "pane": "case", **shown}, status=status)
    page.headers["Cache-Control"] = "no-store"
    return page
