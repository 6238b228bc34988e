"""Show how matters of the same kind were decided before, to whoever decides one."""

from ombud.core import precedents
from ombud.core.decisions import check_in_hand
from ombud.core.precedents import Precedent
from ombud.core.vocabulary import AgentId, CaseId
from ombud.store.ledger import read_case
from ombud.store.precedents import like


def look_at_precedents(case_id: CaseId, *, clause: str = "", by: AgentId) -> tuple[Precedent, ...]:
    """Return a few others of its kind, those under the clause first: no number, no name, no word of any of them.

    Raises: NOT_YOURS.
    """
    case = read_case(case_id)
    check_in_hand(case, by)
    return precedents.closest(like(case), clause=clause)
