"""In which cases does somebody speak for another no more?"""

from collections.abc import Collection, Mapping

from ombud.core.case import Case
from ombud.core.complaint import Complaint
from ombud.core.ids import bucket_of
from ombud.core.vocabulary import CaseId, Relation
from ombud.store.asking import asked
from ombud.store.ledger import read_case


def ended(cases: Collection[CaseId]) -> Mapping[CaseId, Case]:
    """Return those of these cases in which a mandate ever ended; no other is read, and hardly any is."""
    several = [*cases]
    found = (
        asked(
            "SELECT DISTINCT stream FROM ledger WHERE bucket = ANY(%s) AND stream = ANY(%s) AND kind = 'MandateEnded'",
            [bucket_of(one) for one in several],
            several,
        )
        if several
        else ()
    )
    return {case: read_case(case) for (case,) in found}


def over(it: Complaint) -> frozenset[CaseId]:
    """Return the cases of a complaint that they are told nothing of, and have no say in, since their mandate ended."""
    if it.received.relation != Relation.REPRESENTATIVE:
        return frozenset()
    named = {part.case for part in it.parts if part.case is not None}
    return frozenset(one for one, case in ended(named).items() if it.id in case.unmandated)
