"""A fault of ours that many meet: what is known of it, a new date, and that it is mended."""

from django.http import HttpRequest, QueryDict

from ombud.adapters import here
from ombud.core.pack.words import Text
from ombud.core.vocabulary import CaseId
from ombud.interfaces.workbench.desk import LOOKERS, lang_of
from ombud.interfaces.workbench.views.acts import act
from ombud.look.words import say
from ombud.usecases.know_issue import Said, know_issue
from ombud.usecases.mend_issue import mend_issue
from ombud.usecases.read_match import read_match
from ombud.wire.days import through
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
    )
    know_issue(case_id, said=said, by=me(request), mint=here.mint, now=here.now())
    return "issue"


@act(audit="MatchRead; Appealed, where it is something else")
def match(request: HttpRequest, case_id: CaseId) -> str | None:
    """Say whether a case beside it is about the fault."""
    fits, why = request.POST.get("fits") == "yes", say("workbench.match.why", lang_of(request))
    read_match((case_id,), fits=fits, why=why, by=me(request), mint=here.mint, now=here.now())
    return "issue" if fits else None


@act(audit="IssueMended", who=LOOKERS)
def mend(request: HttpRequest, case_id: CaseId) -> str:
    """Say that it is mended."""
    mend_issue(case_id, done=_text(request.POST, "mended"), by=me(request), mint=here.mint, now=here.now())
    return "issue"
