"""What a body outside the house does with a decision: it takes it up, reads our file, sets a date, rules."""

from datetime import datetime, time

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ombud.adapters import here
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import CaseId
from ombud.interfaces.workbench.desk import LOOKERS, lang_of, reason_for, seat
from ombud.interfaces.workbench.hosts import state_words
from ombud.interfaces.workbench.paper import number_in
from ombud.interfaces.workbench.views.acts import act
from ombud.look.words import knows, say
from ombud.usecases.come_back import come_back
from ombud.usecases.go_outside import Brought, go_outside
from ombud.usecases.print_file import print_file
from ombud.usecases.put_off_outside import put_off_outside
from ombud.wire.days import through
from ombud.wire.doors import Csrf
from ombud.wire.problems import status_of
from ombud.wire.refusals import words_of
from ombud.wire.staff import me


@act(audit="TakenOutside")
def taken(request: HttpRequest, case_id: CaseId) -> str:
    """Enter that a body took it up."""
    form = request.POST
    brought = Brought(
        number=form.get("outside_number", ""),
        route=form.get("outside_route", ""),
        body=form.get("outside_body", ""),
        at=_since(form.get("outside_at", "")),
        until=through(form.get("outside_until", "")),
    )
    go_outside(case_id, brought=brought, by=me(request), mint=here.mint, now=here.now())
    return "outside"


@act(audit="PutOffOutside")
def put_off(request: HttpRequest, case_id: CaseId) -> str:
    """Enter another date."""
    form = request.POST
    put_off_outside(
        case_id,
        no=number_in(form, "outside_no"),
        until=through(form.get("outside_later", "")),
        complex_matter=bool(form.get("outside_complex")),
        by=me(request),
        now=here.now(),
    )
    return "outside"


@act(audit="RuledOutside")
def ruled(request: HttpRequest, case_id: CaseId) -> str:
    """Enter the ruling and what becomes of it."""
    form = request.POST
    come_back(
        case_id,
        no=number_in(form, "outside_no"),
        followed=form.get("outside_ruling") == "followed",
        at=_until_now(form.get("outside_ruled_at", "")),
        text=form.get("outside_text", ""),
        by=me(request),
        mint=here.mint,
        now=here.now(),
    )
    return "outside"


@seat(who=LOOKERS, csrf=Csrf.READS, audit="read_log")
@require_safe
def file(request: HttpRequest, case_id: CaseId, no: int) -> HttpResponse:
    """Send the file for the body as one page to print."""
    lang = lang_of(request)
    try:
        seen = print_file(
            case_id,
            no=no,
            reason=reason_for(request, case_id),
            by=me(request),
            mint=here.mint,
            now=here.now(),
        )
    except Refused as refused:
        if refused.code is No.NOT_FOUND:
            raise
        context = {"words": words_of(refused, lang), "case_id": case_id}
        return render(request, "workbench/shut.html", context, status=status_of(refused))
    context = {
        "seen": seen,
        "side": say(f"workbench.side.{seen.side}", lang),
        "kind": seen.pack.category(seen.code).title.say(lang),
        "decisions": [
            {
                "at": at,
                "ended": _ended_as(ended, lang),
                "clause": clause and clause.title.say(lang),
                "text": clause and clause.text.say(lang),
                "measures": [one.title.say(lang) for one in map(seen.pack.measure, measures) if one],
            }
            for at, ended, clause, measures in seen.decisions
        ],
        "rulings": [
            {
                "it": one,
                "clause": one.clause and f"{one.rule} {one.clause.title.say(lang)}",
                "text": one.clause and one.clause.text.say(lang),
                "measures": [it.title.say(lang) for it in map(seen.pack.measure, one.measures) if it],
            }
            for one in seen.rulings
        ],
        "things": [(one, state_words(one.state, lang), _moment(one.posted)) for one in seen.preserved],
        "now": here.now(),
        "lang": lang,
    }
    response = render(request, "workbench/outside_file.html", context)
    response["Content-Disposition"] = f'attachment; filename="{seen.number}.html"'
    return response


def _moment(said: str) -> datetime | None:
    try:
        return datetime.fromisoformat(said)
    except ValueError:
        return None


def _ended_as(code: str, lang: str) -> str:
    """Return how a decision ended: what was found, or how an appeal was ruled."""
    key = f"workbench.ruling.{code}"
    return say(key if knows(key) else f"workbench.outcome.{code}", lang)


def _since(said: str) -> datetime | None:
    """Read a date as its first moment."""
    last = through(said)
    return last and datetime.combine(last.date(), time(), tzinfo=timezone.get_current_timezone())


def _until_now(said: str) -> datetime | None:
    """Read a date as its last moment, or as now where that is today."""
    last = through(said)
    return last and (min(last, here.now()) if last.date() == timezone.localdate() else last)
