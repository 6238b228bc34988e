"""Answers to a known fault that nobody has read yet: each in the words of whoever wrote it, and one click."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from ombud.adapters import here
from ombud.core.refusals import Refused
from ombud.interfaces.workbench.desk import WORKERS, is_redraw, lang_of, seat
from ombud.interfaces.workbench.paper import ids
from ombud.interfaces.workbench.views.home import bar
from ombud.look.words import say
from ombud.usecases.look_at_desk import look_at_desk
from ombud.usecases.look_at_matches import look_at_matches
from ombud.usecases.read_match import read_match
from ombud.wire.doors import Csrf
from ombud.wire.forms import either
from ombud.wire.refusals import words_of
from ombud.wire.staff import me


@seat(
    who=WORKERS, csrf=Csrf.FORM, audit="MatchRead in each case's book; Appealed, where it is something else"
)
@require_http_methods(["GET", "POST"])
def matches(request: HttpRequest) -> HttpResponse:
    """Show a page of them, and take in of one or of all whether it is that fault."""
    refused = None
    if request.method == "POST" and not is_redraw(request):
        try:
            return _read(request)
        except Refused as no:
            refused = no
    by, now, lang = me(request), here.now(), lang_of(request)
    shown = look_at_matches(by=by, now=now)
    context = {
        **bar(look_at_desk(by=by, now=now), lang, now=now),
        "pane": "case",
        "shown": [
            {
                "case": one.case,
                "number": one.number,
                "at": one.answered_at,
                "title": one.known.title.say(lang),
                "first": one.first,
                "wrote": one.wrote,
            }
            for one in shown
        ],
        "refused": words_of(refused, lang) if refused else "",
    }
    return render(request, "workbench/matches.html", context, status=409 if refused else 200)


def _read(request: HttpRequest) -> HttpResponse:
    lang = lang_of(request)
    fits = either(request.POST.get("fits", ""), yes="yes", no="no")
    several = tuple(ids(request.POST.getlist("case")))
    n = read_match(
        several,
        fits=fits,
        why=say("workbench.match.why", lang),
        by=me(request),
        mint=here.mint,
        now=here.now(),
    )
    messages.success(request, say("workbench.match.done", lang, n=n))
    return redirect("workbench:matches")
