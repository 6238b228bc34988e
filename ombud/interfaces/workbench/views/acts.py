"""What an agent does on a case: each act is one POST, one use case, and back to the page."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from ombud.adapters import here
from ombud.adapters.chosen import platform
from ombud.core.claiming import UNPROVED
from ombud.core.decisions import check_in_hand
from ombud.core.elements import HOLDS
from ombud.core.facts import ATTACKED, NOT_THIS_ONE
from ombud.core.notices import Progress
from ombud.core.pack.kinds import CAME_BACK
from ombud.core.playbooks import step_of
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import CaseId, Severity
from ombud.interfaces.workbench import proving
from ombud.interfaces.workbench.desk import (
    LOOKERS,
    WORKERS,
    is_redraw,
    lang_of,
    remember_opening,
    seat,
)
from ombud.interfaces.workbench.laws import choice_in
from ombud.interfaces.workbench.paper import ids, pointed_at, seen_in
from ombud.interfaces.workbench.shapes import target_for
from ombud.interfaces.workbench.telling import names_for_refusals
from ombud.interfaces.workbench.views.case import draw, refusal_words, see
from ombud.usecases.approve import approve
from ombud.usecases.ask import ask
from ombud.usecases.ask_account import ask_account
from ombud.usecases.do_step import NOTE, do_step
from ombud.usecases.end_mandate import Word, end_mandate
from ombud.usecases.establish import establish
from ombud.usecases.extend import extend
from ombud.usecases.find_fault import Cause, find_fault
from ombud.usecases.give_back import give_back
from ombud.usecases.grade import grade
from ombud.usecases.lock_again import lock_again
from ombud.usecases.look_up import look_up
from ombud.usecases.name_subject import name_subject
from ombud.usecases.note import note
from ombud.usecases.open_sealed import open_sealed
from ombud.usecases.prolong import prolong
from ombud.usecases.protect import protect
from ombud.usecases.recode import recode
from ombud.usecases.record_cause import record_cause
from ombud.usecases.refuse_file import refuse_file
from ombud.usecases.rest import rest
from ombud.usecases.settle_law import settle_law
from ombud.usecases.show_suit import show_suit
from ombud.usecases.skip_step import skip_step
from ombud.usecases.tell_progress import tell_progress
from ombud.usecases.unprotect import unprotect
from ombud.usecases.verify_standing import Shown, verify_standing
from ombud.wire.days import moment_or_day, through
from ombud.wire.doors import Csrf
from ombud.wire.refusals import words_of
from ombud.wire.staff import View, me

Act = Callable[[HttpRequest, CaseId], str | None]
"""Does one thing; returns the part of the page to come back to, or None to leave the case."""

WHYS = frozenset({"break", NOT_THIS_ONE, ATTACKED, "escalated"})


def act(*, audit: str, who: frozenset[Any] = WORKERS) -> Callable[[Act], View]:
    """Make a view of an act: a refusal draws the page again with every word that was typed."""

    def declare(does: Act) -> View:
        @seat(who=who, csrf=Csrf.FORM, audit=audit)
        @require_POST
        @wraps(does)
        def view(request: HttpRequest, case_id: CaseId) -> HttpResponse:
            if is_redraw(request):
                return draw(request, see(request, case_id, whole=True), kept=request.POST)
            try:
                part = does(request, case_id)
            except Refused as refused:
                remember_refusal(request, case_id, refused)
                return again(request, case_id, refused)
            if part is None:
                return redirect("workbench:home")
            answer = redirect("workbench:case", case_id)
            answer["Location"] += f"#{part}" if part else ""
            return answer

        return view

    return declare


def remember_refusal(request: HttpRequest, case_id: CaseId, refused: Refused) -> None:
    """Keep in the book that somebody here was about to hand over an account, or lock it, before anybody had proved it to be theirs.

    It counts against nobody outside: only they know whether they were asked to.
    """
    seen = see(request, case_id) if refused.code in UNPROVED else None
    if seen is None or not seen.pack.category(seen.case.code).wary:
        return
    said = refusal_words(refused, seen, lang_of(request))
    note(case_id, text=said, by=me(request), mint=here.mint, now=here.now())


def again(request: HttpRequest, case_id: CaseId, refused: Refused) -> HttpResponse:
    """Draw the case again; if it is no longer this person's, say so and give their words back."""
    try:
        return draw(request, see(request, case_id, whole=True), refused=refused, kept=request.POST)
    except Refused as gone:
        if not gone.facts.get("held"):
            raise
        names = names_for_refusals(cast("dict[UUID, str]", gone.facts["names"]))
    typed = [
        value
        for name, several in request.POST.lists()
        if name not in {"csrfmiddlewaretoken", "seen"}
        for value in several
        if " " in value.strip() or not value.isascii()
    ]
    context = {"words": words_of(refused, lang_of(request), names=names), "typed": typed}
    return render(request, "workbench/gone.html", context, status=409)


@act(audit="FaultFound")
def prevent(request: HttpRequest, case_id: CaseId) -> str:
    """Say what must not happen again, so that it becomes somebody's work."""
    form = request.POST
    found = Cause(
        cause=form.get("cause", ""),
        clause=form.get("clause", ""),
        text=form.get("cause_text", ""),
        lapse=form.get("lapse", ""),
    )
    find_fault(case_id, found=found, by=me(request), mint=here.mint, now=here.now())
    return "tools"


@act(audit="StepDone, StepSkipped or Asked, Established, Weighed")
def step(request: HttpRequest, case_id: CaseId) -> str:
    """Do or skip a step of the playbook."""
    form, name = request.POST, request.POST.get("step", "")
    if form.get("do") == "skip":
        skip_step(
            case_id,
            step=name,
            reason=form.get(f"reason_{name}", ""),
            ground=form.get(f"ground_{name}", ""),
            seen=seen_in(form),
            by=me(request),
            mint=here.mint,
            now=here.now(),
        )
    elif form.get("do") == "ask":
        _ask_missing(request, case_id, name)
    else:
        ended = form.get(f"ended_{name}", "")
        if ended == CAME_BACK:
            lock_again(case_id, step=name, by=me(request), mint=here.mint, now=here.now())
        do_step(
            case_id,
            step=name,
            ended=ended,
            said=_written(form, name),
            evidence=ids(form.getlist(f"evidence_{name}")),
            complaint=next(iter(ids([one for one in form.getlist(f"whose_{name}") if one])), None),
            since=moment_or_day(form.get(f"since_{name}", "")),
            found=form.getlist(f"found_{name}"),
            seen=None if ended == CAME_BACK else seen_in(form),
            by=me(request),
            mint=here.mint,
            now=here.now(),
        )
    return "playbook"


def _ask_missing(request: HttpRequest, case_id: CaseId, name: str) -> None:
    """Ask for what was not ticked of all that a notice must hold; the note goes into the letter."""
    form, seen = request.POST, see(request, case_id)
    step = step_of(seen.case, name, pack=seen.pack)
    only = seen.voices[0].complaint if len(seen.voices) == 1 else None
    ask(
        case_id,
        complaint=only or _picked(form, f"whose_{name}"),
        text=form.get(f"shown_{name}", ""),
        missing=[one for one in step.elements if f"said_{name}.{HOLDS}{one}" not in form],
        seen=seen_in(form),
        by=me(request),
        mint=here.mint,
        now=here.now(),
    )


@act(audit="CauseRecorded", who=LOOKERS)
def explain(request: HttpRequest, case_id: CaseId) -> str:
    """Say why a time of law was missed, which keeps a decided case open."""
    form, named = request.POST, request.POST.get("clock", "")
    owner, _, clock = named.rpartition(":")
    record_cause(
        ids([owner])[0] if owner else case_id,
        book="complaint" if owner else "case",
        clock=clock,
        cause=form.get(f"cause_{named}", ""),
        text=form.get(f"why_{named}", ""),
        by=me(request),
        mint=here.mint,
        now=here.now(),
    )
    return "keeps"


def _written(form: QueryDict, step: str) -> dict[str, str]:
    """Return the note of a step, and what was written for the fields of its letter."""
    start = f"said_{step}."
    fields = {name.removeprefix(start): str(form[name]) for name in form if name.startswith(start)}
    return {NOTE: form.get(f"shown_{step}", ""), **fields}


@act(audit="Protected")
def shield(request: HttpRequest, case_id: CaseId) -> str:
    """Take a provisional measure."""
    form = request.POST
    seen = see(request, case_id)
    chosen = form.get("protect_measure", "")
    aimed = form.get("protect_target", "")
    target = (
        seen.account
        if aimed == "account"
        else seen.case.subject
        if aimed == "item"
        else target_for(seen, chosen)
    )
    protect(
        case_id,
        measure=chosen,
        target=target,
        shielded=form.get("protect_shielded", ""),
        system=form.get("protect_system", ""),
        theirs=form.get("protect_theirs", ""),
        reason=form.get("protect_reason", ""),
        seen=seen_in(form),
        by=me(request),
        platform=platform(),
        mint=here.mint,
        now=here.now(),
    )
    return "protections"


@act(audit="Unprotected")
def unshield(request: HttpRequest, case_id: CaseId) -> str:
    """Lift a provisional measure, and say why."""
    key = request.POST.get("key", "")
    reason = request.POST.get(f"lift_{key}", "")
    unprotect(case_id, key=key, reason=reason, by=me(request), mint=here.mint, now=here.now())
    return "protections"


@act(audit="Protected")
def prolong_lock(request: HttpRequest, case_id: CaseId) -> str:
    """Take a lock anew on its last day, before anything is decided; a second person has to stand by it."""
    key = request.POST.get("key", "")
    reason = request.POST.get(f"prolong_{key}", "")
    prolong(case_id, key=key, reason=reason, by=me(request), mint=here.mint, now=here.now())
    return "protections"


@act(audit="Approved or Unprotected")
def stand_by(request: HttpRequest, case_id: CaseId) -> str:
    """Answer for what a colleague did at once: approve it, or undo it with a reason."""
    form = request.POST
    key = form.get("key", "")
    approve(
        case_id,
        key=key,
        agrees=form.get("do") == "approve",
        reason=form.get(f"refuse_{key}", ""),
        by=me(request),
        mint=here.mint,
        now=here.now(),
    )
    return "protections"


def _picked(form: QueryDict, name: str) -> UUID:
    """Return the complaint that was picked, or an id that nobody has, which is refused."""
    return next(iter(ids(form.getlist(name))), UUID(int=0))


@act(audit="Asked")
def ask_more(request: HttpRequest, case_id: CaseId) -> str:
    """Ask a complainant for more."""
    form = request.POST
    ask(
        case_id,
        complaint=_picked(form, "ask_complaint"),
        text=form.get("ask_text", ""),
        seen=seen_in(form),
        by=me(request),
        mint=here.mint,
        now=here.now(),
    )
    return ""


@act(audit="FileErased, Asked")
def refuse(request: HttpRequest, case_id: CaseId) -> str:
    """Destroy a document that shows more than was asked for, and ask for it again."""
    form = request.POST
    refuse_file(
        case_id,
        file=_picked(form, "shows_too_much"),
        text=form.get("cover_text", ""),
        seen=seen_in(form),
        by=me(request),
        mint=here.mint,
        now=here.now(),
    )
    return ""


@act(audit="Asked")
def hear(request: HttpRequest, case_id: CaseId) -> str:
    """Ask the account for its side before anything is decided."""
    ask_account(
        case_id,
        text=request.POST.get("hear_text", ""),
        seen=seen_in(request.POST),
        by=me(request),
        mint=here.mint,
        now=here.now(),
    )
    return ""


@act(audit="ClockExtended")
def put_off(request: HttpRequest, case_id: CaseId) -> str:
    """Take more time and tell whoever waits."""
    form = request.POST
    extend(
        case_id,
        clock=form.get("extend_clock", ""),
        text=form.get("extend_text", ""),
        seen=seen_in(form),
        by=me(request),
        mint=here.mint,
        now=here.now(),
    )
    return "timeline"


@act(audit="SuitShown")
def enter_suit(request: HttpRequest, case_id: CaseId) -> str:
    """Enter a complaint to the authority, or a suit, that arrived on paper."""
    form = request.POST
    letter = next(iter(ids([form.get("suit_letter", "")])), case_id)
    show_suit(letter, text=form.get("suit_text", ""), by=me(request), mint=here.mint, now=here.now())
    return "timeline"


@act(audit="ProgressTold")
def tell(request: HttpRequest, case_id: CaseId) -> str:
    """Tell the complainants how far it is."""
    form = request.POST
    tell_progress(
        case_id,
        progress=Progress(
            done=form.get("progress_done", ""),
            next=form.get("progress_next", ""),
            until=through(form.get("progress_until", "")),
        ),
        seen=seen_in(form),
        by=me(request),
        mint=here.mint,
        now=here.now(),
    )
    return "timeline"


@act(audit="LawSettled")
def settle(request: HttpRequest, case_id: CaseId) -> str:
    """Say whose law is followed where two contradict each other."""
    form = request.POST
    settle_law(
        case_id,
        choice=choice_in(form.get("law_choice", "")),
        reason=form.get("law_reason", ""),
        seen=seen_in(form),
        by=me(request),
        mint=here.mint,
        now=here.now(),
    )
    return "laws"


@act(audit="Verified")
def verified(request: HttpRequest, case_id: CaseId) -> str:
    """Write down to which level somebody's standing was proved."""
    form = request.POST
    verify_standing(
        case_id,
        complaint=_picked(form, "verify_complaint"),
        level=form.get("verify_level", ""),
        method=form.get("verify_method", ""),
        shown=Shown(
            signals=form.getlist("verify_signals"),
            text=form.get("verify_text", ""),
            said=proving.said(form),
            documents=ids(form.getlist("verify_documents")),
        ),
        by=me(request),
        platform=platform(),
        mint=here.mint,
        now=here.now(),
    )
    return "voices"


@act(audit="MandateEnded")
def mandate(request: HttpRequest, case_id: CaseId) -> str:
    """Write down that somebody speaks for another no more."""
    form = request.POST
    several = ids([one for one in form.getlist("mandate_word_of") if one])
    end_mandate(
        case_id,
        complaint=_picked(form, "mandate_complaint"),
        why=form.get("mandate_why", ""),
        word=next((Word(one, bool(form.get("mandate_same"))) for one in several), None),
        text=form.get("mandate_text", ""),
        seen=seen_in(form),
        by=me(request),
        mint=here.mint,
        now=here.now(),
    )
    return "voices"


@act(audit="Noted")
def write_note(request: HttpRequest, case_id: CaseId) -> str:
    """Write a note for colleagues."""
    form = request.POST
    note(
        case_id,
        text=form.get("note_text", ""),
        attempt="note_attempt" in form,
        by=me(request),
        mint=here.mint,
        now=here.now(),
    )
    return "timeline"


@act(audit="Graded")
def regrade(request: HttpRequest, case_id: CaseId) -> str:
    """Change the severity."""
    form = request.POST
    severity = form.get("grade_severity", "")
    if severity not in set(Severity):
        raise Refused(No.UNKNOWN_WORD, field="severity")
    if not form.get("grade_why", "").strip():
        raise Refused(No.NEEDS_REASON)
    why = form["grade_why"]
    grade(case_id, severity=Severity(severity), why=why, by=me(request), mint=here.mint, now=here.now())
    return ""


@act(audit="Established, Weighed")
def find_out(request: HttpRequest, case_id: CaseId) -> str:
    """Say what was found out, for the rules of severity."""
    form = request.POST
    establish(
        case_id,
        found=form.getlist("found"),
        reason=form.get("found_reason", ""),
        by=me(request),
        mint=here.mint,
        now=here.now(),
    )
    return "gravity"


@act(audit="Recoded")
def rekind(request: HttpRequest, case_id: CaseId) -> str | None:
    """Say that the case is about something else; it may leave for another lane."""
    form = request.POST
    recode(
        case_id,
        code=form.get("recode_code", ""),
        reason=form.get("recode_why", ""),
        by=me(request),
        mint=here.mint,
        now=here.now(),
    )
    return "" if _still_mine(request, case_id) else None


@act(audit="SubjectNamed, EvidenceAdded of the host's answer")
def point_at(request: HttpRequest, case_id: CaseId) -> str | None:
    """Say what the case is about; whoever turns out to be tied to it no longer has it."""
    form = request.POST
    where, named = pointed_at(form)
    stays = name_subject(
        case_id,
        named=named,
        platform_name=where,
        reason=form.get("about_why", ""),
        by=me(request),
        platform=platform(),
        mint=here.mint,
        now=here.now(),
    )
    return "about" if stays else None


def _still_mine(request: HttpRequest, case_id: CaseId) -> bool:
    try:
        return see(request, case_id).standing == "holds"
    except Refused:
        return False


@act(audit="Returned")
def back(request: HttpRequest, case_id: CaseId) -> None:
    """Give the case back; nobody asks why."""
    why = request.POST.get("why", NOT_THIS_ONE)
    give_back(case_id, why=why if why in WHYS else NOT_THIS_ONE, by=me(request), now=here.now())
    if why == "break":
        rest(by=me(request), resting=True, now=here.now())


@act(audit="EvidenceAdded, of the host's answer")
def look(request: HttpRequest, case_id: CaseId) -> str:
    """Ask the host what it knows now, and keep the answer."""
    case = see(request, case_id).case
    if not case.is_finished_by(me(request)):
        check_in_hand(case, me(request))
    look_up(case_id, by=me(request), platform=platform(), mint=here.mint, now=here.now())
    return "snapshot"


@act(audit="read_log", who=LOOKERS)
def unseal(request: HttpRequest, case_id: CaseId) -> str:
    """Open what is sealed, with a reason."""
    reason = request.POST.get("open_reason", "")
    until = open_sealed(case_id, reason=reason, by=me(request), mint=here.mint, now=here.now())
    remember_opening(request, case_id, reason=reason, until=until)
    return ""
