"""In which cases does somebody speak for another no more?"""

from ombud.core.complaint import Complaint
from ombud.core.vocabulary import CaseId, Relation
from ombud.store.ledger import read_case


def over(it: Complaint) -> frozenset[CaseId]:
    """Return the cases of a complaint that they are told nothing of, and have no say in, since their mandate ended."""
    if it.received.relation != Relation.REPRESENTATIVE:
        return frozenset()
    named = {part.case for part in it.parts if part.case is not None}
    return frozenset(one for one in named if it.id in read_case(one).unmandated)
