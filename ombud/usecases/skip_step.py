"""Leave out a step of the playbook, and say why."""

from datetime import datetime

from ombud.core import facts, following
from ombud.core.case import Status
from ombud.core.decisions import check_in_hand
from ombud.core.ids import Mint
from ombud.core.playbooks import check_role, check_skipped, step_of
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, CaseId
from ombud.store import incidents, packs, staff, texts
from ombud.store.ledger import open_case
from ombud.store.transactions import one_transaction


@one_transaction
def skip_step(
    case_id: CaseId,
    *,
    step: str,
    reason: str,
    seen: int | None = None,
    by: AgentId,
    mint: Mint,
    now: datetime,
) -> None:
    """Skip a step that the playbook lets one skip, with a reason that stays in the book; those before closing too.

    One that takes a lead, or whose time has not come, a lead leaves out: on a case that is in hand or decided, whoever has it.
    """
    if not reason.strip():
        raise Refused(No.NEEDS_REASON)
    with open_case(case_id, seen=seen) as book:
        case, person = book.state, staff.colleague(by)
        found = step_of(case, step, pack=packs.of_case(case))
        if following.takes_lead(case, found, now=now):
            following.check_lead(found, person.roles)
            if by in case.kept_out:
                raise Refused(No.NOT_YOURS, status=case.status.value)
        elif case.status is not Status.DECIDED:
            check_in_hand(case, by)
        elif by != case.agent and by not in case.took_part():
            raise Refused(No.NOT_YOURS, status=case.status.value)
        check_skipped(case, found)
        check_role(found, person.roles)
        words = texts.keep_for(case_id, reason, mint=mint)
        book.write(facts.StepSkipped(step=step, words=words), by=f"agent:{by}", now=now)
        if found.shared:
            incidents.stir(book.state, now=now)
