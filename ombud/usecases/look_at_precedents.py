"""Show how matters like this one were decided before, to whoever decides one."""

from collections.abc import Collection

from ombud.core import precedents
from ombud.core.decisions import check_in_hand
from ombud.core.precedents import Precedents
from ombud.core.vocabulary import AgentId, CaseId
from ombud.store import precedents as decided
from ombud.store.ledger import read_case


def look_at_precedents(
    case_id: CaseId, *, clause: str = "", contested: Collection[str] = (), by: AgentId
) -> Precedents:
    """Return a few others of its kind, those under the clause first; of content under the clauses `contested` here each way it ended.

    No number, no name, no word of any of them.

    Raises: NOT_YOURS.
    """
    case = read_case(case_id)
    check_in_hand(case, by)
    asked = dict.fromkeys((*decided.contested(case), *filter(None, contested)))
    found = tuple(decided.under(case, tuple(asked)))
    return Precedents(
        alike=precedents.closest(decided.like(case), clause=clause),
        under=precedents.mixed(found),
        ways=precedents.ways(found),
    )
