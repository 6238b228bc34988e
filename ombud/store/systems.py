"""Which parts of the host's systems are shut, and what are they called as targets of orders?"""

from collections.abc import Mapping

from ombud.core import containing
from ombud.core.case import Case
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import HOST, SubjectId
from ombud.store import subjects


def target(case: Case, *, named: str, measure: str) -> SubjectId:
    """Return the row of a part that a measure is aimed at; refuse one that it is aimed at already.

    Raises: BAD_INPUT, ALREADY_DONE.
    """
    found = subjects.keep(HOST, containing.KIND, containing.name(named))
    if any(one.order.measure == measure and one.order.target == found for one in case.protections):
        raise Refused(No.ALREADY_DONE, measure=measure)
    return found


def shut(case: Case) -> Mapping[SubjectId, str]:
    """Return what is shut by the measures in force: the row that an order is aimed at, and how the host calls it."""
    found = (subjects.find(one.order.target) for one in case.protections)
    return {one.id: one.external for one in found if one is not None and one.kind == containing.KIND}
