"""A second look: the dispatcher gives it, whoever has it says what they see, or gives it back."""

from types import MappingProxyType
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from ombud.adapters import here
from ombud.core.learning import rungs
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import CaseId, Outcome, Reading
from ombud.interfaces.workbench import shapes
from ombud.interfaces.workbench.desk import WORKERS, is_redraw, lang_of, reason_for, seat
from ombud.interfaces.workbench.hosts import snapshot
from ombud.interfaces.workbench.telling import measure
from ombud.interfaces.workbench.views.case import frame, see, trouble
from ombud.interfaces.workbench.views.home import show
from ombud.look.words import say
from ombud.usecases.answer_look import Seen, answer_look
from ombud.usecases.look_at_case import CaseSeen
from ombud.usecases.return_look import return_look
from ombud.usecases.take_look import take_look
from ombud.wire.doors import Csrf
from ombud.wire.staff import me

CHOSEN: Final = MappingProxyType({"keep": False, "yes": True})
"""What of a case that is called unsolved is chosen: that it stays, or that it is opened again."""
DIGITS: Final = 10
"""So many digits no book has lines."""


@seat(who=WORKERS, csrf=Csrf.FORM, audit="LookTaken in the case's book")
@require_POST
def take_next(request: HttpRequest) -> HttpResponse:
    """Hand over the next second look; the dispatcher picks."""
    try:
        case_id, no = take_look(by=me(request), now=here.now())
    except Refused as refused:
        return show(request, refused)
    return redirect("workbench:look_again", case_id, no)


@seat(who=WORKERS, csrf=Csrf.FORM, audit="LookAnswered; read_log, if the case is sealed")
@require_http_methods(["GET", "POST"])
def look_again(request: HttpRequest, case_id: CaseId, no: int) -> HttpResponse:
    """Show what the case rests on, and take in what somebody with fresh eyes makes of it."""
    refused = None
    if request.method == "POST" and not is_redraw(request):
        try:
            _answer(request, case_id, no)
        except Refused as no_:
            refused = no_
        else:
            return redirect("workbench:home")
    seen = see(request, case_id)
    if seen.look is None or seen.look.drawn.no != no:
        raise Refused(No.NOT_FOUND)
    return _draw(request, seen, refused)


def _answer(request: HttpRequest, case_id: CaseId, no: int) -> None:
    form = request.POST
    seen = Seen(
        text=form.get("text", ""),
        outcome=form.get("outcome", ""),
        clause=form.get("clause", ""),
        rung=form.get("rung", ""),
        reopens=CHOSEN.get(form.get("reopens", "")),
        leads=form.get("leads", ""),
        upto=int(upto)
        if (upto := form.get("upto", "")).isascii() and upto.isdigit() and len(upto) < DIGITS
        else 0,
        cover=form.get("cover", ""),
    )
    opened_for = reason_for(request, case_id)
    answer_look(
        case_id, no=no, seen=seen, opened_for=opened_for, by=me(request), mint=here.mint, now=here.now()
    )


def _draw(request: HttpRequest, seen: CaseSeen, refused: Refused | None) -> HttpResponse:
    lang = lang_of(request)
    category = seen.pack.category(seen.case.code)
    clauses = seen.pack.clauses_for(seen.case.code)
    context: dict[str, Any] = {
        **frame(request, seen),
        "look": seen.look,
        "kept": request.POST,
        "voices": shapes.voices(seen, lang),
        "members": seen.case.members,
        "more": seen.more,
        "snap": snapshot(seen, lang),
        "account_said": [seen.words[one.id] for one in seen.case.account_said if one.id in seen.words],
        "outcomes": [
            (one, say(f"workbench.outcome.{one}", lang)) for one in Outcome if one in category.outcomes
        ],
        "clause_options": [("", "–"), *[(one.id, f"{one.id} {one.title.say(lang)}") for one in clauses]],
        "clause_texts": [(f"{one.id} {one.title.say(lang)}", one.text.say(lang)) for one in clauses],
        "rungs": [
            ("", say("workbench.again.no_rung", lang)),
            *[(one, measure(one, seen, lang)) for one in rungs(seen.case, pack=seen.pack)],
        ],
        "to_read": seen.to_read,
        "leads": [
            (one.value, say(f"workbench.again.leads_{one.value}", lang))
            for one in (seen.to_read.leads if seen.to_read else ())
        ],
        "hands_over": seen.to_read is not None and Reading.RECORD in seen.to_read.leads,
        "choices": [(one, say(f"workbench.again.{one}", lang)) for one in CHOSEN],
        **trouble(refused, seen, lang),
    }
    return render(request, "workbench/again.html", context, status=409 if refused else 200)


@seat(who=WORKERS, csrf=Csrf.FORM, audit="LookReturned")
@require_POST
def give_back(request: HttpRequest, case_id: CaseId, no: int) -> HttpResponse:
    """Give it back; nobody asks why."""
    return_look(case_id, no=no, by=me(request), now=here.now())
    return redirect("workbench:home")
