"""Mark a message as abuse of those who work here, limit contact, look again, answer together: each act one POST."""

from uuid import UUID

from django.http import HttpRequest

from ombud.adapters import here
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import CaseId
from ombud.interfaces.workbench.desk import LOOKERS
from ombud.interfaces.workbench.views.acts import act
from ombud.usecases.answer_together import answer_together
from ombud.usecases.limit_contact import Limits, limit_contact
from ombud.usecases.mark_abuse import Affront, mark_abuse
from ombud.usecases.review_abuse import review_abuse
from ombud.wire.days import through
from ombud.wire.doors import Who
from ombud.wire.forms import either
from ombud.wire.staff import me

LEADS = frozenset({Who.LEAD})
PART = "conduct"


@act(audit="AbuseMarked", who=LOOKERS)
def mark(request: HttpRequest, case_id: CaseId) -> str:
    """Mark a message and name the passage."""
    complaint, _, message = request.POST.get("abuse_message", "").partition("/")
    affront = Affront(
        complaint=_id(complaint),
        message=_id(message),
        kind=request.POST.get("abuse_kind", ""),
        passage=request.POST.get("abuse_passage", ""),
    )
    mark_abuse(case_id, affront=affront, by=me(request), mint=here.mint, now=here.now())
    return PART


@act(audit="ContactLimited", who=LEADS)
def limit(request: HttpRequest, case_id: CaseId) -> str:
    """Limit contact until a day."""
    limits = Limits(
        complaint=_complaint(request),
        contact=request.POST.get("limit_contact", ""),
        until=through(request.POST.get("limit_until", "")),
        reason=request.POST.get("limit_reason", ""),
    )
    limit_contact(case_id, limits=limits, by=me(request), mint=here.mint, now=here.now())
    return PART


@act(audit="AbuseReviewed", who=LOOKERS)
def look_again(request: HttpRequest, case_id: CaseId) -> str:  # noqa: ARG001 - every act is called alike
    """Say whether what was marked, and the limit, stand."""
    kept = either(request.POST.get("review_kept", ""), yes="yes", no="no")
    reason = request.POST.get("review_reason", "")
    review_abuse(
        _complaint(request), kept=kept, reason=reason, by=me(request), mint=here.mint, now=here.now()
    )
    return PART


@act(audit="AnsweredTogether", who=LOOKERS)
def together(request: HttpRequest, case_id: CaseId) -> str:  # noqa: ARG001 - every act is called alike
    """Answer together what was written while contact is limited."""
    text = request.POST.get("together_text", "")
    answer_together(_complaint(request), text=text, by=me(request), mint=here.mint, now=here.now())
    return PART


def _complaint(request: HttpRequest) -> UUID:
    return _id(request.POST.get("abuse_complaint", ""))


def _id(said: str) -> UUID:
    try:
        return UUID(said)
    except ValueError:
        raise Refused(No.NOT_FOUND) from None
