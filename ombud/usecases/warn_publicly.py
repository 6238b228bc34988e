"""Record the public warning about a leak, for those whom no letter reaches."""

from datetime import datetime

from ombud.core import affected as rules
from ombud.core import facts
from ombud.core.ids import Mint
from ombud.core.vocabulary import AgentId, CaseId
from ombud.store import affected, kin, texts
from ombud.store.ledger import open_case
from ombud.store.transactions import one_transaction


@one_transaction
def warn_publicly(
    case_id: CaseId, *, address: str, opened_for: str = "", by: AgentId, mint: Mint, now: datetime
) -> None:
    """Keep where the warning stands; whoever holds the incident does, or a lead. A letter that reaches nobody is owed no more."""
    with open_case(case_id) as book:
        kin.check_may(book.state, by, opened_for=opened_for, now=now)
        affected.check_may_tell(book.state)
        words = texts.keep_for(case_id, rules.address(address), mint=mint)
        book.write(facts.WarnedPublicly(words=words), by=f"agent:{by}", now=now)
        affected.warn(case_id)
