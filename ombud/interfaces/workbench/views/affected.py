"""Whom a leak touched: the list, how far the letters to them are, and the public warning for whoever cannot be reached."""

from collections.abc import Iterator
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from ombud.adapters import here
from ombud.adapters.chosen import platform
from ombud.core import facts
from ombud.core.affected import MOST
from ombud.core.receipts import number_of
from ombud.core.refusals import No, Refused
from ombud.core.scopes import MOST as MOST_PEOPLE
from ombud.core.vocabulary import CaseId
from ombud.interfaces.workbench.desk import WORKERS, is_redraw, lang_of, reason_for, seat
from ombud.interfaces.workbench.telling import data_words
from ombud.interfaces.workbench.views.case import frame, refusal_words, see
from ombud.look.words import say
from ombud.usecases.ask_scope import ask_scope, enter_scope
from ombud.usecases.look_at_case import CaseSeen
from ombud.usecases.name_affected import Named, name_affected
from ombud.usecases.warn_publicly import warn_publicly
from ombud.wire.days import first_moment, through
from ombud.wire.doors import Csrf
from ombud.wire.problems import status_of
from ombud.wire.staff import me

FAR: Final = ("named", "written", "reached", "read", "complained", "waiting", "lost")
BYTES: Final = 4 * 1024 * 1024


@seat(who=WORKERS, csrf=Csrf.FORM, audit="AffectedNamed")
@require_http_methods(["GET", "HEAD", "POST"])
def affected(request: HttpRequest, case_id: CaseId) -> HttpResponse:
    """Show how many were told, and take in a list: every line that names an account, and the others come back."""
    seen = see(request, case_id)
    if request.method != "POST" or is_redraw(request):
        return _draw(request, seen)
    try:
        named = name_affected(
            case_id,
            _lines(request),
            opened_for=reason_for(request, case_id),
            by=me(request),
            now=here.now(),
        )
    except Refused as refused:
        return _draw(request, seen, refused)
    done = say("workbench.affected.done", lang_of(request), n=named.new, m=named.known)
    messages.success(request, done)
    return _draw(request, see(request, case_id), named=named) if named.bad else _back(case_id)


@seat(who=WORKERS, csrf=Csrf.FORM, audit="WarnedPublicly")
@require_http_methods(["POST"])
def warned(request: HttpRequest, case_id: CaseId) -> HttpResponse:
    """Keep where the public warning stands."""
    seen = see(request, case_id)
    if is_redraw(request):
        return _draw(request, seen)
    try:
        warn_publicly(
            case_id,
            address=request.POST.get("warned_at", ""),
            opened_for=reason_for(request, case_id),
            by=me(request),
            mint=here.mint,
            now=here.now(),
        )
    except Refused as refused:
        return _draw(request, seen, refused)
    return _back(case_id)


@seat(who=WORKERS, csrf=Csrf.FORM, audit="ScopeTold, AffectedNamed")
@require_http_methods(["POST"])
def scope(request: HttpRequest, case_id: CaseId) -> HttpResponse:
    """Ask the host whom the leak touched, or write the figures down."""
    seen, form = see(request, case_id), request.POST
    if is_redraw(request):
        return _draw(request, seen)
    whose: dict[str, Any] = {"opened_for": reason_for(request, case_id), "by": me(request)}
    try:
        if "scope_why" in form:
            fresh = enter_scope(
                case_id,
                persons=_number(form.get("scope_persons", "")),
                kinds=form.get("scope_kinds", ""),
                since=first_moment(form.get("scope_since", "")),
                until=through(form.get("scope_until", "")),
                why=form.get("scope_why", ""),
                mint=here.mint,
                now=here.now(),
                **whose,
            )
        else:
            fresh = ask_scope(
                case_id,
                system=form.get("scope_system", ""),
                platform=platform(),
                mint=here.mint,
                now=here.now(),
                **whose,
            )
    except Refused as refused:
        return _draw(request, seen, refused)
    messages.success(request, say(f"workbench.scopes.{'fresh' if fresh else 'same'}", lang_of(request)))
    return _back(case_id)


def _number(said: str) -> int:
    told = said.strip()
    return int(told) if told.isdecimal() and len(told) < len(str(MOST_PEOPLE)) else 0


def _back(case_id: CaseId) -> HttpResponse:
    return redirect("workbench:affected", case_id)


def _lines(request: HttpRequest) -> Iterator[str]:
    """Yield the lines that were typed and those of the file."""
    yield from request.POST.get("accounts", "").splitlines()
    sent = request.FILES.get("file")
    if sent is None:
        return
    if (sent.size or 0) > BYTES:
        raise Refused(No.FILE_TOO_LARGE, limit=BYTES)
    try:
        yield from sent.read().decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise Refused(No.BAD_INPUT, field="file") from None


def _figures(one: facts.ScopeTold, seen: CaseSeen, lang: str) -> dict[str, Any]:
    return {
        "it": one,
        "system": seen.shut.get(one.system, "") if one.system else "",
        "told": say("workbench.scopes.told", lang, n=one.persons, m=one.children),
        "kinds": data_words(one, seen.pack, lang),
    }


def _draw(
    request: HttpRequest, seen: CaseSeen, refused: Refused | None = None, *, named: Named | None = None
) -> HttpResponse:
    lang = lang_of(request)
    bad = named.bad if named else ()
    context: dict[str, Any] = {
        **frame(request, seen),
        "far": [(say(f"workbench.affected.{name}", lang), getattr(seen.reached, name)) for name in FAR],
        "told": seen.case.breach is not None,
        "scopes": [_figures(one, seen, lang) for one in seen.case.scopes],
        "names": seen.leads_leak and seen.enters,
        "warnings": [seen.words.get(one.id, "") for one in seen.case.warnings],
        "bad": [(one.line, say(f"workbench.affected.why.{one.why}", lang)) for one in bad],
        "accounts": "\n".join(one.said for one in bad) if named else request.POST.get("accounts", ""),
        "number": number_of(seen.case.id, "K"),
        "most": MOST,
        "kept": request.POST,
        "refused": refusal_words(refused, seen, lang) if refused else "",
    }
    status = status_of(refused).value if refused else 200
    return render(request, "workbench/affected.html", context, status=status)
