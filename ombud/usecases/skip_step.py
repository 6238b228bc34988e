"""Leave out a step of the playbook, and say why."""

from datetime import datetime

from ombud.core import facts, following
from ombud.core.case import Case
from ombud.core.ids import Mint
from ombud.core.pack.types import Step
from ombud.core.playbooks import check_role, check_skipped, step_of
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, CaseId
from ombud.store import incidents, leaving_out, packs, referred, staff, texts
from ombud.store.ledger import open_case
from ombud.store.transactions import one_transaction


@one_transaction
def skip_step(
    case_id: CaseId,
    *,
    step: str,
    reason: str,
    ground: str = "",
    seen: int | None = None,
    by: AgentId,
    mint: Mint,
    now: datetime,
) -> None:
    """Skip a step that the playbook lets one skip, with a reason that stays in the book; those before closing too.

    One that takes a lead, or whose time has not come, a lead leaves out: on a case that is in hand or decided, whoever has it.
    What one person left out alone another stands behind: whoever signs the decision; of what is left out later a lead, or whoever
    signed, who does the same here; where no other lead is there, whoever may sign. Until then the case stays open, and somebody
    is asked to look. One that knows grounds of law is left out on one of them. Standing behind it is no hand in the decision. Where a
    decision had said that something is handed over outside, everybody who complained is told that it was not.
    """
    if not reason.strip():
        raise Refused(No.NEEDS_REASON)
    with open_case(case_id, seen=seen) as book:
        case, person = book.state, staff.colleague(by)
        found = step_of(case, step, pack=packs.of_case(case))
        if step not in leaving_out.may_second(case, person):
            _check_first(case, found, person.roles, by=by, now=now)
        check_skipped(found)
        words = texts.keep_for(case_id, reason, mint=mint)
        known = following.ground_of(case, found, ground)
        left = facts.StepSkipped(step=step, words=words, ground=known, marks=found.spares if known else ())
        book.write(left, by=f"agent:{by}", now=now)
        referred.tell_everybody(book.state, found, pack=packs.of_case(book.state), now=now)
        leaving_out.ask_another(book.state, pack=packs.of_case(book.state), now=now)
        if found.shared:
            incidents.stir(book.state, now=now)


def _check_first(case: Case, step: Step, roles: frozenset[str], *, by: AgentId, now: datetime) -> None:
    """Refuse whoever may not be the first to leave it out: one that takes a lead a lead, any other whoever works on the case."""
    check_role(step, roles)
    if not following.takes_lead(case, step, now=now):
        following.check_may_work(case, by)
        return
    following.check_lead(step, roles)
    if by in case.kept_out:
        raise Refused(No.NOT_YOURS, status=case.status.value)
