"""Which fingerprints did those who complained send, and what are they called as targets of orders?"""

from collections.abc import Iterator, Mapping

from ombud.core import fingerprints
from ombud.core.case import Case
from ombud.core.grading import PRINTS
from ombud.core.vocabulary import HOST, SubjectId
from ombud.store import overhearing, subjects


def named(case: Case) -> tuple[str, ...]:
    """Return the fingerprints that were sent with the complaints of a case, each with its algorithm."""
    return fingerprints.gather(_answers(case))


def _answers(case: Case) -> Iterator[str]:
    for page in overhearing.pages(case.id):
        yield from (dict(wrote.named).get(PRINTS, "") for wrote in page)


def kept_out(case: Case) -> Mapping[SubjectId, str]:
    """Return what is kept out by the measures in force: the row that an order is aimed at, and the fingerprint."""
    found = (subjects.find(one.order.target) for one in case.protections)
    return {one.id: one.external for one in found if one is not None and one.kind == fingerprints.KIND}


def targets(case: Case, *, measure: str) -> tuple[SubjectId, ...]:
    """Return what this measure is still to be aimed at: a row for each fingerprint that it does not keep out yet."""
    held = {one.order.target for one in case.protections if one.order.measure == measure}
    known = (subjects.keep(HOST, fingerprints.KIND, one) for one in named(case))
    return tuple(one for one in known if one not in held)
