"""Decide: write, see what would follow, confirm. Sign, or decline."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from ombud.adapters import here
from ombud.adapters.chosen import platform
from ombud.core.amounts import DIGITS, USUAL
from ombud.core.case import Status
from ombud.core.decisions import check_in_hand
from ombud.core.enforcement import APPLY
from ombud.core.issues import PAYS_BACK
from ombud.core.pack.approvals import DECLARED
from ombud.core.playbooks import unexplained
from ombud.core.precedents import Precedents
from ombud.core.refusals import Refused
from ombud.core.vocabulary import CaseId, Lapse, Outcome, Ruling, Side
from ombud.interfaces.workbench import (
    clearing,
    foretold,
    hosts,
    kinfolk,
    misusing,
    recalling,
    shapes,
    withholding,
)
from ombud.interfaces.workbench.desk import WORKERS, is_redraw, lang_of, seat
from ombud.interfaces.workbench.paper import FINDINGS, PICKED, ids, read_along, read_draft, seen_in
from ombud.interfaces.workbench.stepping import steps
from ombud.interfaces.workbench.striking import strikes
from ombud.interfaces.workbench.telling import chosen, measure, signing
from ombud.interfaces.workbench.views.acts import act, again, remember_refusal
from ombud.interfaces.workbench.views.case import frame, refusal_words, see, trouble
from ombud.look.dates import moment
from ombud.look.words import say
from ombud.usecases.cosign import cosign
from ombud.usecases.cosign_alike import Mark, cosign_alike
from ombud.usecases.decline import decline
from ombud.usecases.look_at_case import CaseSeen
from ombud.usecases.look_at_clause import look_at_paused
from ombud.usecases.look_at_precedents import look_at_precedents
from ombud.usecases.look_elsewhere import Elsewhere, look_elsewhere
from ombud.usecases.preview import Gone, Preview, preview
from ombud.usecases.propose import propose
from ombud.usecases.propose_alike import propose_alike
from ombud.wire.doors import Csrf
from ombud.wire.staff import me

NOTHING: Final[Mapping[str, str]] = MappingProxyType({})


@seat(who=WORKERS, csrf=Csrf.FORM, audit="Proposed, Decided")
@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, case_id: CaseId) -> HttpResponse:
    """Write a decision; show what would follow; confirm it."""
    if request.method == "GET" or is_redraw(request) or "edit" in request.POST:
        seen = see(request, case_id)
        if seen.standing != "holds":
            return redirect("workbench:case", case_id)
        return _form(request, seen)
    try:
        return _confirm(request, case_id) if "confirm" in request.POST else _preview(request, case_id)
    except Refused as refused:
        remember_refusal(request, case_id, refused)
        return _refused(request, case_id, refused)


def _preview(request: HttpRequest, case_id: CaseId) -> HttpResponse:
    seen = see(request, case_id)
    check_in_hand(seen.case, me(request))
    shown = preview(
        case_id,
        draft=read_draft(request.POST, seen),
        along=read_along(request.POST),
        seen=seen_in(request.POST),
        by=me(request),
        mint=here.mint,
        now=here.now(),
    )
    context = {
        **frame(request, seen),
        "preview": shown,
        "effects": _effects(shown, seen, lang_of(request), said=request.POST),
        "letters": [
            {"side": say(f"workbench.side.{one.side}", lang_of(request)), "it": one} for one in shown.letters
        ],
        "along": [_gone(one, seen, lang_of(request)) for one in shown.along],
        "barred": any(one.no for one in shown.along),
        "cleared": clearing.said(
            shown.proposal.intruded, lang_of(request), words=clearing.stays(request.POST)
        ),
        "strikes": strikes(seen, lang_of(request), measures=[one.measure for one in shown.proposal.measures]),
        "role": signing(shown.proposal.signer_roles, lang_of(request)),
        "kept_pairs": [
            (name, value)
            for name, several in request.POST.lists()
            if name != "csrfmiddlewaretoken"
            for value in several
        ],
    }
    return render(request, "workbench/preview.html", context)


def _effects(
    shown: Preview, seen: CaseSeen, lang: str, *, said: Mapping[str, str] = NOTHING
) -> list[dict[str, Any]]:
    more = {
        one.measure: chosen(one, seen, lang)
        for one in shown.proposal.measures
        if one.amount or one.block or one.territory
    }
    sums = {one.measure for one in shown.proposal.measures if one.amount}
    announced = shown.announced.orders if shown.announced else ()
    made = [(order, order.do) for order in shown.orders] + [(order, "lift") for order in shown.undone]
    made += [(order, "announced") for order in announced]
    ordered = {order.measure for order in (*shown.orders, *announced)}
    internal = [
        one for one in shown.proposal.measures if one.measure not in ordered and one.host_decision is None
    ]
    effects = [
        {
            "do": say(f"workbench.do.{do}", lang),
            "text": more.get(order.measure if do == APPLY else "", measure(order.measure, seen, lang)),
            "until": order.until,
            "since": shown.announced.at if shown.announced and do == "announced" else None,
            "once": do == APPLY and order.measure in sums,
            "words": said.get(f"says_{order.measure}", "") if order.words else "",
        }
        for order, do in made
    ]
    return effects + [
        {"do": say("workbench.do.here", lang), "text": measure(one.measure, seen, lang), "until": one.until}
        for one in internal
    ]


def _gone(one: Gone, seen: CaseSeen, lang: str) -> dict[str, Any]:
    """Return what would follow in a case that goes along, or why it cannot."""
    return {
        "number": one.number,
        "subject": ":".join(one.subject[1:]) if one.subject else "",
        "refused": refusal_words(one.no, seen, lang) if one.no else "",
        "effects": _effects(one.preview, seen, lang) if one.preview else [],
        "letters": [it for it in one.preview.letters if it.side == Side.ACCOUNT] if one.preview else [],
    }


def _confirm(request: HttpRequest, case_id: CaseId) -> HttpResponse:
    draft, along = read_draft(request.POST, see(request, case_id)), read_along(request.POST)
    if along.cases:
        propose_alike(
            case_id,
            draft=draft,
            others=along.cases,
            why=along.why,
            own=along.own,
            seen=seen_in(request.POST),
            by=me(request),
            mint=here.mint,
            now=here.now(),
        )
        return redirect("workbench:home")
    propose(
        case_id,
        draft=draft,
        seen=seen_in(request.POST),
        by=me(request),
        mint=here.mint,
        now=here.now(),
    )
    return redirect("workbench:home")


def _refused(request: HttpRequest, case_id: CaseId, refused: Refused) -> HttpResponse:
    """Draw the form again with all that was written; the book's new end counts as seen only after reading."""
    try:
        seen = see(request, case_id)
    except Refused:
        return again(request, case_id, refused)
    return _form(request, seen, refused)


def _form(request: HttpRequest, seen: CaseSeen, refused: Refused | None = None) -> HttpResponse:
    lang = lang_of(request)
    category = seen.pack.category(seen.case.code)
    form = request.POST
    picked = form.getlist("measures")
    context = {
        **frame(request, seen),
        "kept": form,
        "outcomes": [
            (one, say(f"workbench.outcome.{one}", lang)) for one in Outcome if one in category.outcomes
        ],
        "rulings": [(one.value, say(f"workbench.ruling.{one.value}", lang)) for one in Ruling],
        "lapses": [(one.value, say(f"look.lapse.{one.value}", lang)) for one in Lapse],
        "causes": [("", "–"), *[(one.id, one.title.say(lang)) for one in seen.pack.causes.values()]],
        "clauses": seen.pack.clauses_for(seen.case.code),
        "clause_options": [("", "–"), *_clauses(seen, lang)],
        "clause_texts": [
            (f"{one.id} {one.title.say(lang)}", one.text.say(lang))
            for one in seen.pack.clauses_for(seen.case.code)
        ],
        "findings": [
            {"no": no, "text": form.get(f"finding_{no}", ""), "proof": form.getlist(f"proof_{no}")}
            for no in range(1, FINDINGS + 1)
        ],
        "proof_options": shapes.proof_options(seen, lang),
        "ladder": [
            {
                **one,
                "on": one["code"] in picked,
                "until": form.get(f"until_{one['code']}")
                or withholding.kept_until(one["code"], seen, now=here.now()),
                "block": form.get(f"block_{one['code']}", ""),
                **(withholding.field(one["code"], seen, form, lang) if one["territorial"] else {}),
                "amount": form.get(f"amount_{one['code']}", ""),
                "charged": hosts.charged(seen, lang) if one["code"] == PAYS_BACK else None,
                "words": form.get(f"says_{one['code']}", ""),
                "currency": form.get(f"currency_{one['code']}") or USUAL.get(seen.pack.jurisdiction, ""),
            }
            for one in shapes.ladder(seen, lang)
            if one["code"] not in PICKED
        ],
        "currencies": [(one, one) for one in DIGITS],
        "strikes": strikes(seen, lang, measures=picked),
        "precedents": _precedents(request, seen),
        "misuse": misusing.misuse(seen, lang, form, form.getlist("unfounded_proof")),
        "records": misusing.records(seen, lang),
        "host_decisions": hosts.decisions(seen),
        "unexplained": unexplained(seen.case, seen.pack),
        "undoable": hosts.undoable(seen, lang),
        "undoes": form.getlist("undoes"),
        "clearing": clearing.form(seen, lang, form, now=here.now()),
        "claimants": shapes.claimants(seen, lang),
        "along": kinfolk.options(seen, lang),
        "going": form.getlist("along"),
        "apart": kinfolk.apart(seen, form, lang),
        "at_once": foretold.reasons(seen, lang),
        "declares": [(one, say(f"workbench.declares.{one}", lang)) for one in DECLARED],
        "declared": form.getlist("declares"),
        "steps_left": [
            one
            for one in steps(seen, lang, leads=False, now=here.now())
            if one["shown"] == "open" and one["mandatory"] and one["before"] == "decision"
        ],
        **trouble(refused, seen, lang),
    }
    return render(request, "workbench/decide.html", context, status=409 if refused else 200)


def _clauses(seen: CaseSeen, lang: str) -> list[tuple[str, str]]:
    """Return the clauses of a kind by title; of one under which nobody decides alone now, until when."""
    paused = look_at_paused(now=here.now())
    marks = {
        clause: say("workbench.decide.clause_paused", lang, until=moment(until, lang, style="short"))
        for clause, until in paused.items()
    }
    return [
        (one.id, f"{one.id} {one.title.say(lang)}{marks.get(one.id, '')}")
        for one in seen.pack.clauses_for(seen.case.code)
    ]


def _precedents(request: HttpRequest, seen: CaseSeen) -> dict[str, Any]:
    """Return how like matters were decided; while a form is drawn that nobody can decide on now, none."""
    clause, found, named = request.POST.get("clause", ""), Precedents(), tuple[Elsewhere, ...]()
    if seen.standing == "holds" and seen.case.status is Status.IN_HAND:
        by, about = me(request), recalling.contested(seen)
        found = look_at_precedents(seen.case.id, clause=clause, contested=about, by=by)
        named = look_elsewhere(seen.case.id, by=by, platform=platform(), now=here.now())
    return recalling.precedents(found, named, seen, lang_of(request), clause=clause)


@act(audit="Cosigned, Decided")
def sign(request: HttpRequest, case_id: CaseId) -> None:
    """Give a further signature."""
    cosign(case_id, seen=seen_in(request.POST), by=me(request), now=here.now())


@act(audit="Cosigned, Declined, Decided")
def sign_alike(request: HttpRequest, case_id: CaseId) -> None:
    """Sign each of those that were proposed alike, or take single ones out."""
    form, known = request.POST, {one.value for one in Mark}
    said = {one: form.get(f"mark_{one}", "") for one in ids(form.getlist("alike"))}
    marked = cosign_alike(
        case_id,
        marks={one: Mark(word) for one, word in said.items() if word in known},
        reason=form.get("alike_reason", ""),
        by=me(request),
        mint=here.mint,
        now=here.now(),
    )
    refused = next((one for one in marked if one.no), None)
    if refused is not None and refused.no is not None:
        raise refused.no


@act(audit="Declined")
def turn_down(request: HttpRequest, case_id: CaseId) -> None:
    """Do not sign, and say why."""
    decline(
        case_id,
        reason=request.POST.get("decline_reason", ""),
        seen=seen_in(request.POST),
        by=me(request),
        mint=here.mint,
        now=here.now(),
    )
