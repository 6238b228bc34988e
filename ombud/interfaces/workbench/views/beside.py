"""Cases beside a case: what is alike on the host, what else is named by hand, and what gets a case of its own."""

from collections.abc import Iterable
from contextlib import suppress
from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from ombud.adapters import here
from ombud.adapters.chosen import platform
from ombud.adapters.platform.contract import Likeness
from ombud.core.kin import MOST
from ombud.core.playbooks import asks_of_others
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import CaseId, Kinship
from ombud.interfaces.workbench import kinfolk
from ombud.interfaces.workbench.desk import WORKERS, is_redraw, lang_of, reason_for, seat
from ombud.interfaces.workbench.paper import ids
from ombud.interfaces.workbench.views.acts import act
from ombud.interfaces.workbench.views.case import frame, refusal_words, see
from ombud.look.words import say
from ombud.usecases.begin_redress import begin_redress
from ombud.usecases.find_alike import WROTE, Likened, Page, find_alike
from ombud.usecases.look_at_case import CaseSeen
from ombud.usecases.look_up import look_up
from ombud.usecases.open_beside import Beside, open_beside
from ombud.usecases.resume_clause import resume_clause
from ombud.usecases.resume_rule import resume_rule
from ombud.usecases.take_along import take_along
from ombud.wire.days import first_moment
from ombud.wire.doors import Csrf
from ombud.wire.problems import status_of
from ombud.wire.staff import me

NOTHING: Final = Page(items=(), next="")


@seat(who=WORKERS, csrf=Csrf.FORM, audit="SetBeside")
@require_http_methods(["GET", "HEAD", "POST"])
def beside(request: HttpRequest, case_id: CaseId) -> HttpResponse:
    """Show what is alike and begin cases about what is chosen."""
    seen = see(request, case_id)
    if request.method != "POST" or is_redraw(request):
        return _draw(request, seen)
    form = request.POST
    named = (*form.getlist("picked"), *form.get("named", "").splitlines())
    said = Beside(
        named=named,
        kinship=form.get("kinship", ""),
        reason=form.get("reason", ""),
        code=form.get("code", ""),
    )
    try:
        made = open_beside(
            case_id,
            beside=said,
            opened_for=reason_for(request, case_id),
            by=me(request),
            mint=here.mint,
            now=here.now(),
        )
    except Refused as refused:
        return _draw(request, seen, refused)
    begun = sum(one.begun for one in made)
    done = say("workbench.beside.done", lang_of(request), n=begun, m=len(made) - begun)
    messages.success(request, done)
    return redirect("workbench:beside", case_id)


@act(audit="EvidenceAdded, of what was searched for")
def search(request: HttpRequest, case_id: CaseId) -> str:
    """Look for what is alike, and keep that it was looked for."""
    return _asks(request, case_id, whys=())


@act(audit="EvidenceAdded, of the host's answer")
def others(request: HttpRequest, case_id: CaseId) -> str:
    """Ask the host to which other children the account wrote, and keep its answer."""
    return _asks(request, case_id, whys=WROTE)


def _asks(request: HttpRequest, case_id: CaseId, *, whys: Iterable[str]) -> str:
    """Ask the host, keep what it says, and go back to the step that rests on it."""
    find_alike(
        case_id,
        whys=whys,
        opened_for=reason_for(request, case_id),
        by=me(request),
        platform=platform(),
        keep=here.mint,
        now=here.now(),
    )
    return "playbook"


@act(audit="Assigned")
def bring(request: HttpRequest, case_id: CaseId) -> str:
    """Take cases along into one's own hands, and ask the host about each."""
    taken = take_along(case_id, others=ids(request.POST.getlist("along")), by=me(request), now=here.now())
    for one, no in taken:
        if no is None:
            with suppress(Refused):  # a host that cannot be reached is asked again by hand
                look_up(one, by=me(request), platform=platform(), mint=here.mint, now=here.now())
    refused = next((no for _, no in taken if no is not None), None)
    if refused is not None:
        raise refused
    return "family"


@act(audit="RedressBegun")
def redress(request: HttpRequest, case_id: CaseId) -> str:
    """Pause a rule and put right whom it wronged."""
    form = request.POST
    since, reason = first_moment(form.get("redress_since", "")), form.get("redress_reason", "")
    begin_redress(case_id, since=since, reason=reason, by=me(request), mint=here.mint, now=here.now())
    return "redress"


@act(audit="RuleResumed")
def resume(request: HttpRequest, case_id: CaseId) -> str:
    """Let the rule go on."""
    reason = request.POST.get("resume_reason", "")
    resume_rule(case_id, reason=reason, by=me(request), mint=here.mint, now=here.now())
    return "redress"


@act(audit="ClauseResumed")
def use_clause(request: HttpRequest, case_id: CaseId) -> str:  # noqa: ARG001 - wherever it was paused from
    """Let a clause of ours be used as before."""
    clause, reason = request.POST.get("clause", ""), request.POST.get("clause_reason", "")
    resume_clause(clause, reason=reason, by=me(request), mint=here.mint, now=here.now())
    return "clauses"


def _draw(request: HttpRequest, seen: CaseSeen, refused: Refused | None = None) -> HttpResponse:
    lang = lang_of(request)
    ways = [one for one in Likeness if one not in WROTE or asks_of_others(seen.case, seen.pack)]
    asked = {one.value for one in ways} & {*request.GET.getlist("whys")}
    found, unreached = _search(request, seen, asked)
    code = None if refused is None else status_of(refused).value
    context = {
        **frame(request, seen),
        "families": kinfolk.families(seen, lang),
        "enters": seen.enters,
        "whys": [(one.value, say(f"workbench.likeness.{one}", lang)) for one in ways],
        "asked": asked,
        "found": _options((one for one in found.items if not one.kin), lang),
        "beside_already": _options((one for one in found.items if one.kin), lang),
        "next": found.next,
        "unreached": unreached,
        "kinships": [(one.value, say(f"workbench.kinship.{one}", lang)) for one in Kinship],
        "codes": [
            ("", say("workbench.beside.same", lang)),
            *(
                (code, f"{code} {kind.title.say(lang)}")
                for code, kind in sorted(seen.pack.categories.items())
            ),
        ],
        "most": MOST,
        "kept": request.POST,
        "picked": request.POST.getlist("picked"),
        "refused": refusal_words(refused, seen, lang) if refused else "",
    }
    return render(request, "workbench/beside.html", context, status=code or 200)


def _search(request: HttpRequest, seen: CaseSeen, asked: set[str]) -> tuple[Page, str]:
    """Return what the host finds, or why it cannot be asked; whoever may set nothing beside is not told what is alike."""
    lang = lang_of(request)
    try:
        found = find_alike(
            seen.case.id,
            whys=asked,
            after=request.GET.get("after", ""),
            opened_for=reason_for(request, seen.case.id),
            by=me(request),
            platform=platform(),
            now=here.now(),
        )
    except Refused as refused:
        if refused.code is No.NOT_FOUND:
            return NOTHING, say("workbench.beside.unreached", lang, why=refused.facts.get("why") or "–")
        return NOTHING, refusal_words(refused, seen, lang)
    return found, ""


def _options(several: Iterable[Likened], lang: str) -> list[tuple[str, str, str]]:
    """Return choices of the form: the name of each, how it looks, in what it is alike and what is open on it."""
    found: dict[str, list[Likened]] = {}
    for one in several:
        found.setdefault(one.named, []).append(one)
    return [
        (named, f"{named} {alike[0].it.title}".strip(), _hint(alike, lang)) for named, alike in found.items()
    ]


def _hint(alike: list[Likened], lang: str) -> str:
    first = alike[0]
    hints = [say(f"workbench.likeness.{one.it.why}", lang) for one in alike]
    if first.it.account and first.it.subject.kind != "account":
        hints.append(say("workbench.beside.own", lang, account=first.it.account))
    if first.number:
        key = "kin_there" if first.kin else "open_there"
        hints.append(say(f"workbench.beside.{key}", lang, number=first.number))
    return " · ".join(hints)
