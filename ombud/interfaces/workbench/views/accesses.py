"""Who looked at somebody's data: the host is asked, its answer is kept, and who may reads the names."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from ombud.adapters import here
from ombud.adapters.chosen import platform
from ombud.core.accesses import MOST_SIGNS, Log
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import CaseId
from ombud.interfaces.workbench.desk import LOOKERS, WORKERS, is_redraw, lang_of, reason_for, seat
from ombud.interfaces.workbench.views.case import frame, refusal_words, see
from ombud.look.words import say
from ombud.usecases.ask_who_looked import ask_who_looked, enter_who_looked
from ombud.usecases.look_at_case import CaseSeen
from ombud.usecases.read_who_looked import look_at_logs, read_who_looked
from ombud.wire.days import first_moment, through
from ombud.wire.doors import Csrf
from ombud.wire.problems import status_of
from ombud.wire.staff import me


@seat(who=LOOKERS, csrf=Csrf.FORM, audit="read_log, where names are read")
@require_http_methods(["GET", "HEAD", "POST"])
def logs(request: HttpRequest, case_id: CaseId) -> HttpResponse:
    """Show what the logs come to; with a reason whoever may reads who it was."""
    seen = see(request, case_id)
    if request.method != "POST" or is_redraw(request):
        return _draw(request, seen)
    reason = request.POST.get("read_reason", "")
    try:
        named = read_who_looked(case_id, reason=reason, by=me(request), mint=here.mint, now=here.now())
    except Refused as refused:
        return _draw(request, seen, refused)
    return _draw(request, seen, named=[log for _, log in named])


@seat(who=WORKERS, csrf=Csrf.FORM, audit="EvidenceAdded")
@require_POST
def ask(request: HttpRequest, case_id: CaseId) -> HttpResponse:
    """Ask the host."""
    form = request.POST

    def does() -> None:
        ask_who_looked(
            case_id,
            account=form.get("access_account", ""),
            since=first_moment(form.get("access_since", "")),
            until=_end(form.get("access_until", "")),
            by=me(request),
            platform=platform(),
            mint=here.mint,
            now=here.now(),
        )

    return _act(request, case_id, does)


@seat(who=WORKERS, csrf=Csrf.FORM, audit="EvidenceAdded")
@require_POST
def enter(request: HttpRequest, case_id: CaseId) -> HttpResponse:
    """Enter a log by hand, where the host cannot answer."""
    form = request.POST

    def does() -> None:
        enter_who_looked(
            case_id,
            account=form.get("access_account", ""),
            text=_file(request) or form.get("access_text", ""),
            why=form.get("access_why", ""),
            by=me(request),
            mint=here.mint,
            now=here.now(),
        )

    return _act(request, case_id, does)


def _end(said: str) -> datetime | None:
    """Return the end of a day, but not what is still to come; none where nothing was said."""
    last = through(said)
    return None if last is None else min(last, here.now())


def _file(request: HttpRequest) -> str:
    sent = request.FILES.get("access_file")
    if sent is None:
        return ""
    if (sent.size or 0) > MOST_SIGNS:
        raise Refused(No.FILE_TOO_LARGE, limit=MOST_SIGNS)
    try:
        text: str = sent.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(No.BAD_INPUT, field="access_file") from None
    return text


def _act(request: HttpRequest, case_id: CaseId, does: Callable[[], None]) -> HttpResponse:
    seen = see(request, case_id)
    if is_redraw(request):
        return _draw(request, seen)
    try:
        does()
    except Refused as refused:
        return _draw(request, seen, refused)
    return redirect("workbench:logs", case_id)


def _draw(
    request: HttpRequest, seen: CaseSeen, refused: Refused | None = None, *, named: list[Log] | None = None
) -> HttpResponse:
    lang = lang_of(request)
    opened_for = reason_for(request, seen.case.id)
    far = look_at_logs(seen.case.id, opened_for=opened_for, by=me(request), now=here.now())
    context: dict[str, Any] = {
        **frame(request, seen),
        "asks": far.asks,
        "sealed": far.sealed,
        "reads_names": far.reads and bool(far.logs),
        "logs": [
            {
                "log": log,
                "count": count,
                "unexplained": unexplained,
                "by": say(f"workbench.accesses.by_{log.source}", lang),
            }
            for _, log, count, unexplained in far.logs
        ],
        "named": named,
        "kept": request.POST,
        "refused": refusal_words(refused, seen, lang) if refused else "",
    }
    status = status_of(refused).value if refused else 200
    return render(request, "workbench/accesses.html", context, status=status)
