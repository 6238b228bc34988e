"""Answer for a measure that a colleague took at once: it holds until it lapses, or is undone with a reason."""

from datetime import datetime

from ombud.core import decisions, facts, playbooks
from ombud.core.decisions import Signer
from ombud.core.ids import Mint
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, CaseId
from ombud.store import access, fitting, locking, packs, staff, texts, undoing
from ombud.store.ledger import open_case
from ombud.store.transactions import one_transaction


@one_transaction
def approve(
    case_id: CaseId, *, key: str, agrees: bool, reason: str = "", by: AgentId, mint: Mint, now: datetime
) -> None:
    """Approve it, or say no with a reason and undo it; the answer of a second person who took no part ends the calls."""
    if not agrees and not reason.strip():
        raise Refused(No.NEEDS_REASON)
    with open_case(case_id) as book:
        person, pack = staff.colleague(by), packs.of_case(book.state)
        if access.standing(book.state, person) is None:
            raise Refused(No.NOT_FOUND)
        held = decisions.check_answers(book.state, key, Signer(agent=by, roles=person.roles), pack=pack)
        fitting.check_untied(book.state, person)
        if agrees:
            book.write(facts.Approved(key=key, agent=by), by=f"agent:{by}", now=now)
            if held.since is not None:
                locking.tell_goes_on(book.state, held, pack=pack, now=now)
            return
        words = texts.keep_for(case_id, reason, mint=mint)
        again = playbooks.uncontained(book.state, pack, measure=held.order.measure)
        undoing.undo(
            book, held, why="refused", words=words, again=again, pack=pack, by=f"agent:{by}", now=now
        )
