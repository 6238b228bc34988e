"""Who may not see a case: keep a colleague out of it, and let one in again."""

from uuid import UUID

from django.http import HttpRequest

from ombud.adapters import here
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import CaseId
from ombud.interfaces.workbench.views.acts import act
from ombud.usecases.keep_out import keep_out
from ombud.usecases.let_in import let_in
from ombud.wire.doors import Who
from ombud.wire.staff import me

KEEPERS = frozenset({Who.LEAD, Who.PRIVACY})


@act(audit="KeptOut, Returned or Declined")
def shut_out(request: HttpRequest, case_id: CaseId) -> str:
    """Keep somebody out."""
    agent, reason = _agent(request, "out_agent"), request.POST.get("out_reason", "")
    keep_out(case_id, agent=agent, reason=reason, by=me(request), mint=here.mint, now=here.now())
    return "timeline"


@act(audit="LetIn", who=KEEPERS)
def open_to(request: HttpRequest, case_id: CaseId) -> str:
    """Let somebody in again."""
    agent, reason = _agent(request, "in_agent"), request.POST.get("in_reason", "")
    let_in(case_id, agent=agent, reason=reason, by=me(request), mint=here.mint, now=here.now())
    return "timeline"


def _agent(request: HttpRequest, field: str) -> UUID:
    try:
        return UUID(request.POST.get(field, ""))
    except ValueError:
        raise Refused(No.NOT_FOUND, field="agent") from None
