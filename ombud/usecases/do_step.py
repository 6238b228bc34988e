"""Write down that a step of the playbook was done."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from ombud.core import facts, guardians
from ombud.core.case import Status
from ombud.core.decisions import check_in_hand
from ombud.core.ids import Mint
from ombud.core.playbooks import VERIFIES, check_done, step_of
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, CaseId, ComplaintId
from ombud.store import letters, members, packs, texts
from ombud.store.ledger import open_case
from ombud.store.transactions import one_transaction


@one_transaction
def do_step(
    case_id: CaseId,
    *,
    step: str,
    note: str = "",
    evidence: Iterable[UUID] = (),
    complaint: ComplaintId | None = None,
    seen: int | None = None,
    by: AgentId,
    mint: Mint,
    now: datetime,
) -> None:
    """Mark a step as done, with the note or the evidence that shows it; steps before closing may follow a decision.

    A step that writes to a guardian is refused where that is not safe, or where nobody has proved to be one. One that
    verifies somebody is about `complaint`, which need not be said where only one complained.
    """
    shown = tuple(evidence)
    with open_case(case_id, seen=seen) as book:
        case = book.state
        pack = packs.by_digest(case.pack)
        found = step_of(case, step, pack=pack)
        if case.status is not Status.DECIDED:
            check_in_hand(case, by)
        elif by not in case.took_part():
            raise Refused(No.NOT_YOURS, status=case.status.value)
        concerns = members.meant(case, complaint) if found.does == VERIFIES else None
        check_done(case, found, shows=bool(shown or note.strip()), concerns=concerns)
        words = None
        if note.strip():
            words = texts.keep_for(case_id, note, mint=mint)
        if found.letter == guardians.LETTER:
            letters.tell_guardians(case, found, pack=pack, now=now)
        done = facts.StepDone(step=step, evidence=shown, words=words, complaint=concerns)
        book.write(done, by=f"agent:{by}", now=now)
