"""The page of a case, and how it is drawn again when an act was refused."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from ombud.adapters import here
from ombud.core.case import OPEN
from ombud.core.decisions import may_lift
from ombud.core.lessons import OPEN_LOOKS
from ombud.core.pack.types import Playbook
from ombud.core.playbooks import playbook_of
from ombud.core.receipts import number_of
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import CaseId, Lang, LookKind, Severity
from ombud.interfaces.workbench import (
    affronts,
    bodies,
    contacting,
    disclosing,
    foretold,
    gravity,
    keeping_open,
    kinfolk,
    laws,
    learned,
    proving,
    shapes,
)
from ombud.interfaces.workbench.desk import LOOKERS, lang_of, reason_for, seat
from ombud.interfaces.workbench.hosts import snapshot
from ombud.interfaces.workbench.stepping import steps
from ombud.interfaces.workbench.telling import (
    does,
    doubt,
    measure,
    names_for_refusals,
    of_team,
    step_title,
    timeline,
)
from ombud.interfaces.workbench.views.home import bar
from ombud.look.words import say
from ombud.usecases.look_at_case import CaseSeen, look_at_case
from ombud.usecases.look_at_desk import look_at_desk
from ombud.wire.doors import Csrf, Who
from ombud.wire.refusals import words_of
from ombud.wire.staff import me

LEVELS = ("V0", "V1", "V2", "V3", "V4", "V5")
METHODS = (
    "signals",
    "reply_from_contact",
    "old_device",
    "payment_record",
    "official_email",
    "document_seen",
    "guardian_proof",
    "power_of_attorney",
)


@seat(who=LOOKERS, csrf=Csrf.READS, audit="read_log, if the case is sealed or the reader only reads along")
@require_safe
def case(request: HttpRequest, case_id: CaseId) -> HttpResponse:
    """Show a case."""
    seen = see(request, case_id, whole=True)
    if seen.blind and seen.look is not None:
        return redirect("workbench:look_again", case_id, seen.look.drawn.no)
    return draw(request, seen)


def see(request: HttpRequest, case_id: CaseId, *, whole: bool = False) -> CaseSeen:
    """Look at a case as whoever is signed in, with the reason typed when it was opened: at the `whole`, as its page shows it."""
    after = request.GET.get("after", "")
    return look_at_case(
        case_id,
        by=me(request),
        reason=reason_for(request, case_id),
        after=UUID(after) if _is_id(after) else None,
        whole=whole,
        mint=here.mint,
        now=here.now(),
    )


def _is_id(said: str) -> bool:
    try:
        UUID(said)
    except ValueError:
        return False
    return True


def draw(
    request: HttpRequest, seen: CaseSeen, *, refused: Refused | None = None, kept: QueryDict | None = None
) -> HttpResponse:
    """Draw the case, with what was refused and what had been typed."""
    lang = lang_of(request)
    user: Any = request.user
    playbook = playbook_of(seen.case, seen.pack)
    context = {
        **frame(request, seen),
        "entries": timeline(seen, lang, opinions=not _fresh_eyes(seen)),
        "voices": shapes.voices(seen, lang),
        "several": shapes.named(seen, lang),
        "conducts": affronts.card(seen, lang),
        "contacts": contacting.cards(seen.contacts, lang, now=here.now()),
        "affront": affronts.form(seen, lang),
        "hands_over": affronts.hands_over(seen),
        "more": seen.more,
        "members": seen.case.members,
        "playbook_title": playbook.title.say(lang),
        "playbook_done": playbook.done.say(lang),
        "pitfalls": _pitfalls(seen, playbook, lang),
        "steps": steps(seen, lang, leads=Who.LEAD in user.roles, now=here.now()),
        "reports": seen.reports,
        "families": kinfolk.families(seen, lang),
        "of_account": kinfolk.of_account(seen, lang),
        "to_take": kinfolk.to_take(seen, lang),
        "together": kinfolk.together(seen, lang),
        "protective": shapes.protective(seen, lang),
        "targets": shapes.targets(seen, lang),
        "shields": shapes.shields(seen, lang),
        "prints": shapes.prints(seen, lang),
        "systems": shapes.systems(seen, lang),
        "held": shapes.held(seen, lang, now=here.now()),
        "answers": seen.standing == "reads" and Who.LEAD in user.roles,
        "waits": () if _fresh_eyes(seen) else foretold.waits(seen, lang),
        "keeps": () if _fresh_eyes(seen) else keeping_open.rows(seen, lang),
        "learned": {} if _fresh_eyes(seen) else learned.card(seen, lang),
        "causes": keeping_open.causes(lang),
        "admitted": keeping_open.admitted(seen, lang),
        "barred": seen.pack.clocks[seen.barred].note.say(lang) if seen.barred else "",
        "orders": shapes.orders(seen, lang),
        "snap": snapshot(seen, lang),
        "things": shapes.things(seen, lang),
        "places": laws.places(seen, lang),
        "conflicts": laws.conflicts(seen, lang),
        "gravity": gravity.rows(seen, lang),
        "known": gravity.told(seen, lang),
        "findings": gravity.findings(seen, lang, by=me(request), leads=Who.LEAD in user.roles),
        "asked": proving.asked(seen, lang),
        "ways": proving.ways(seen, lang),
        "claims": proving.claims(seen, lang),
        "unread": seen.case.opened.lang == Lang.UND and not seen.case.wordless,
        "teams": of_team(seen, lang),
        "wary": seen.pack.category(seen.case.code).wary,
        "scores": proving.scores(seen, lang),
        "signals": proving.signals(seen, lang, asked_of_host=False),
        "host_signals": proving.signals(seen, lang, asked_of_host=True),
        "protecting": proving.protecting(seen, lang),
        "levels": [(level, proving.named(level, seen, lang)) for level in LEVELS],
        "methods": [(method, say(f"workbench.method.{method}", lang)) for method in METHODS],
        **proving.mandates(seen, lang, by=me(request), leads=Who.LEAD in user.roles),
        "askable": [(str(one.complaint), voice["number"]) for one, voice in _askable(seen, lang)],
        "severities": [(one.value, say(f"look.severity.{one.value}", lang)) for one in Severity],
        "codes": [
            (code, f"{code} {entry.title.say(lang)}") for code, entry in sorted(seen.pack.categories.items())
        ],
        "leads": Who.LEAD in user.roles,
        "disclosing": disclosing.form(seen, lang),
        "disclosures": disclosing.told(seen, lang),
        "issue": shapes.issue(seen, lang, kept=kept),
        "public": shapes.public(seen, lang),
        "roots": [("", "–"), *[(one.id, one.title.say(lang)) for one in seen.pack.causes.values()]],
        "clause_options": [
            ("", "–"),
            *[(one.id, f"{one.id} {one.title.say(lang)}") for one in seen.pack.clauses_for(seen.case.code)],
        ],
        "kept": kept or {},
        **bodies.shown(seen, lang),
        **trouble(refused, seen, lang),
    }
    return render(request, "workbench/case.html", context, status=409 if refused else 200)


def _fresh_eyes(seen: CaseSeen) -> bool:
    """Say whether this reader should judge before reading what others concluded."""
    return seen.standing == "signs" or seen.folded


def _pitfalls(seen: CaseSeen, playbook: Playbook, lang: str) -> list[tuple[str, list[str]]]:
    """Return what nobody does in such a case, as far as its pack has words for it, and how it goes wrong; each with its title."""
    known = seen.pack.never_done
    said = {
        "never": [known[name].words for name in seen.pack.category(seen.case.code).never if name in known],
        "failures": playbook.failures,
    }
    return [
        (say(f"workbench.playbook.{name}", lang), [one.say(lang) for one in texts])
        for name, texts in said.items()
        if texts
    ]


def _askable(seen: CaseSeen, lang: str) -> list[tuple[Any, dict[str, Any]]]:
    pairs = zip(seen.voices, shapes.voices(seen, lang), strict=True)
    return [(one, voice) for one, voice in pairs if one.reachable or not one.anonymous]


def frame(request: HttpRequest, seen: CaseSeen) -> dict[str, Any]:
    """Return what every page about a case shows around its middle."""
    lang, now = lang_of(request), here.now()
    case = seen.case
    user: Any = request.user
    return {
        **bar(look_at_desk(by=me(request), now=now), lang, now=now),
        "pane": "case",
        "news": [(say(f"workbench.news.{one.what}", lang), one.at) for one in seen.news],
        "seen": seen,
        "case": case,
        "seq": case.seq,
        "head": shapes.header(seen, lang, now=now),
        "extensions": shapes.extensions(seen, lang),
        "suable": [(str(one.id), number_of(one.complaint, "C")) for one in seen.suable if one.complaint],
        "keepable": [(str(one), name) for one, name in seen.may_keep_out.items()],
        "kept_out": [(str(one), name) for one, name in seen.may_let_in.items()],
        "update_by": shapes.update_by(seen),
        "proofs": shapes.proofs(seen, lang),
        "lifts": case.status in OPEN
        and may_lift(case, me(request), leads=Who.LEAD in user.roles, pack=seen.pack),
        "holds": seen.standing == "holds" and case.status.value == "in_hand",
        "signs": seen.standing == "signs",
        "finishes": seen.standing == "finishes",
        "reads": seen.standing == "reads",
        "later_due": [
            one.drawn.due_at
            for one in case.lessons.looks
            if one.drawn.kind == LookKind.LATER and one.state in OPEN_LOOKS
        ],
        "reads_later": seen.look is not None and seen.look.drawn.kind == LookKind.LATER,
        "look_no": seen.look.drawn.no if seen.look else 0,
        "open": case.status in OPEN,
        "appeals": [
            {
                "side": say(f"workbench.side.{one.side}", lang),
                "text": seen.words.get(one.words.id, ""),
                "no": one.no,
                "open": one in case.open_appeals,
            }
            for one in case.appeals
        ],
        "doubts": [
            {"clause": one.clause, "said": doubt(one, seen, lang), "no": one.seq} for one in seen.paused
        ],
        "leads": Who.LEAD in user.roles,
        "under_appeal": None
        if seen.folded or not case.decisions
        else shapes.proposal(seen, lang, no=len(case.decisions)),
        "proposal": shapes.proposal(seen, lang),
    }


def trouble(refused: Refused | None, seen: CaseSeen, lang: str) -> dict[str, Any]:
    """Return the sentence for a refusal; steps are named, not coded."""
    if refused is None:
        return {}
    return {
        "refused": refusal_words(refused, seen, lang),
        "moved_on": refused.code is No.MOVED_ON,
    }


def refusal_words(refused: Refused, seen: CaseSeen, lang: str) -> str:
    """Return the words of a refusal, with steps and people by their names."""
    told = dict(refused.facts)
    listed = told.get("steps")
    if isinstance(listed, tuple):
        told["steps"] = tuple(step_title(str(one), seen, lang) for one in listed)
    if isinstance(told.get("step"), str):
        told["step"] = step_title(str(told["step"]), seen, lang)
    named = told.get("measures")
    if isinstance(named, tuple):
        told["measures"] = tuple(does(str(one), seen, lang) for one in named)
    if isinstance(told.get("found"), str):
        told["found"] = say(f"workbench.known.{told['found']}", lang)
    if isinstance(told.get("measure"), str):
        told["measure"] = measure(str(told["measure"]), seen, lang)
    return words_of(Refused(refused.code, **told), lang, names=names_for_refusals(seen.names))
