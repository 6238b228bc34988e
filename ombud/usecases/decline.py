"""Do not sign, and say why: the case goes back to its lane."""

from datetime import datetime

from ombud.core import decisions, facts
from ombud.core.decisions import Signer
from ombud.core.ids import Mint
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, CaseId
from ombud.store import exposure, fitting, packs, staff, texts
from ombud.store.ledger import open_case
from ombud.store.transactions import one_transaction


@one_transaction
def decline(case_id: CaseId, *, reason: str, seen: int, by: AgentId, mint: Mint, now: datetime) -> None:
    """Turn a proposal down with a comment that whoever takes the case next reads."""
    if not reason.strip():
        raise Refused(No.NEEDS_REASON)
    with open_case(case_id, seen=seen) as book:
        person, pack = staff.colleague(by), packs.of_case(book.state)
        proposal = decisions.check_signer(book.state, Signer(agent=by, roles=person.roles), pack=pack)
        fitting.check_may_keep(book.state, person)
        exposure.note(book.state, agent=by, now=now)
        words = texts.keep_for(case_id, reason, mint=mint)
        book.write(facts.Declined(no=proposal.no, agent=by, words=words), by=f"agent:{by}", now=now)
