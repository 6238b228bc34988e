"""What concerns many: a fault of ours, what is known of it and that it is mended; that the public watches a case."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_POST

from ombud.adapters import here
from ombud.core.pack.words import Text
from ombud.core.receipts import number_of
from ombud.core.refusals import Refused
from ombud.core.vocabulary import CaseId
from ombud.interfaces.workbench import shapes
from ombud.interfaces.workbench.desk import LOOKERS, lang_of, seat
from ombud.interfaces.workbench.views.acts import act
from ombud.interfaces.workbench.views.case import frame, see
from ombud.look.words import say
from ombud.usecases.know_issue import Said, know_issue
from ombud.usecases.mark_public import mark_public
from ombud.usecases.mend_issue import mend_issue
from ombud.usecases.preview_issue import preview_issue
from ombud.usecases.read_match import read_match
from ombud.wire.days import first_moment, through
from ombud.wire.doors import Csrf
from ombud.wire.forms import either
from ombud.wire.refusals import words_of
from ombud.wire.staff import me


def _text(form: QueryDict, name: str) -> Text:
    return Text(zh=form.get(f"{name}_zh", "").strip(), en=form.get(f"{name}_en", "").strip())


@act(audit="IssueKnown", who=LOOKERS)
def know(request: HttpRequest, case_id: CaseId) -> str:
    """Say what is known, or a new date."""
    form = request.POST
    said = Said(
        title=_text(form, "issue_title"),
        answer=_text(form, "issue_answer"),
        met_by=form.get("issue_met_by", ""),
        until=through(form.get("issue_until", "")),
        kinds=tuple(form.getlist("issue_kinds")),
        since=first_moment(form.get("issue_since", "")),
    )
    know_issue(case_id, said=said, by=me(request), mint=here.mint, now=here.now())
    return "issue"


@act(audit="MatchRead; Appealed, where it is something else")
def match(request: HttpRequest, case_id: CaseId) -> str | None:
    """Say whether a case beside it is about the fault."""
    fits = either(request.POST.get("fits", ""), yes="yes", no="no")
    why = say("workbench.match.why", lang_of(request))
    read_match((case_id,), fits=fits, why=why, by=me(request), mint=here.mint, now=here.now())
    return "issue" if fits else None


@act(audit="MarkedPublic", who=LOOKERS)
def public(request: HttpRequest, case_id: CaseId) -> str:
    """Mark a case as in the public eye."""
    form = request.POST
    mark_public(
        case_id,
        note=form.get("public_note", ""),
        press=bool(form.get("public_press")),
        by=me(request),
        mint=here.mint,
        now=here.now(),
    )
    return "public"


@act(audit="IssueMended", who=LOOKERS)
def mend(request: HttpRequest, case_id: CaseId) -> str:
    """Say that it is mended."""
    mend_issue(case_id, done=_text(request.POST, "mended"), by=me(request), mint=here.mint, now=here.now())
    return "issue"


@seat(who=LOOKERS, csrf=Csrf.FORM)
@require_POST
def preview(request: HttpRequest, case_id: CaseId) -> HttpResponse:
    """Show whom the phrases would fit, with the form as it was filled in; nothing is written."""
    form, lang, refused, found = request.POST, lang_of(request), None, None
    try:
        found = preview_issue(
            case_id,
            met_by=form.get("issue_met_by", ""),
            kinds=form.getlist("issue_kinds"),
            by=me(request),
            now=here.now(),
        )
    except Refused as no:
        refused = no
    seen = see(request, case_id)
    langs = found.langs if found else {}
    context = {
        **frame(request, seen),
        "pane": "case",
        "number": number_of(case_id, "K"),
        "preview": found,
        "langs": [(say(f"workbench.language.in_{one}", lang), n) for one, n in sorted(langs.items())],
        "issue": shapes.issue(seen, lang, kept=form),
        "kept": form,
        "refused": words_of(refused, lang) if refused else "",
    }
    return render(request, "workbench/issue_preview.html", context, status=409 if refused else 200)
