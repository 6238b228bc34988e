"""What is told of somebody in an emergency, and who answers for it."""

from django.http import HttpRequest

from ombud.adapters import here
from ombud.core.disclosing import Given
from ombud.core.vocabulary import CaseId
from ombud.interfaces.workbench.desk import LOOKERS
from ombud.interfaces.workbench.paper import seen_in
from ombud.interfaces.workbench.views.acts import act
from ombud.usecases.answer_disclosure import answer_disclosure
from ombud.usecases.disclose import disclose
from ombud.wire.forms import either
from ombud.wire.staff import me

PART = "disclosures"


@act(audit="Disclosed, Withheld, StepDone")
def tell(request: HttpRequest, case_id: CaseId) -> str:
    """Enter what kinds of data went to whom."""
    form = request.POST
    given = Given(
        kinds=tuple(dict.fromkeys(form.getlist("disclosed_kinds"))),
        to=form.get("disclosed_to", ""),
        channel=form.get("disclosed_channel", ""),
        note=form.get("disclosed_note", ""),
    )
    disclose(case_id, given=given, seen=seen_in(form), by=me(request), mint=here.mint, now=here.now())
    return PART


@act(audit="DisclosureAnswered", who=LOOKERS)
def answer(request: HttpRequest, case_id: CaseId) -> str:
    """Stand by it, or say why it should not have been told."""
    form = request.POST
    answer_disclosure(
        case_id,
        no=int(form.get("no", "0")) if form.get("no", "0").isdecimal() else 0,
        agrees=either(form.get("do", ""), yes="agree", no="disagree"),
        reason=form.get("disclosed_wrong", ""),
        by=me(request),
        mint=here.mint,
        now=here.now(),
    )
    return PART
