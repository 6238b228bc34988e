"""What stays although the host's own decision falls here, because another decision, of ours or of the host's, asks for it too?

1. What is counted stands for itself and stays for nobody else.
2. What takes a thing out of sight stays for whatever else keeps it out of sight, by this measure or by another.
3. Of ours its moment and clause are named, unless its account was not told of it or it only protects; of the host's its name too.
"""

from collections.abc import Iterator
from datetime import datetime

from ombud.core import enforcement, facts
from ombud.core.case import Case, Decision
from ombud.core.notices import Stays
from ombud.core.pack.types import Pack
from ombud.core.vocabulary import CaseId, Side
from ombud.store import holding, packs, reversing
from ombud.store.ledger import read_case


def parted(case: Case, decision: Decision) -> tuple[tuple[str, ...], tuple[Stays, ...]]:
    """Return what of the host's own decision ends by this one, and what stays; nothing of either where all of it ends."""
    lifted = [one for one in decision.orders if one.do == enforcement.LIFT and one.host_decision]
    pack = packs.of_case(case)
    found = {
        order.key: (
            *_ours(case, order, at=decision.at, pack=pack),
            *_hosts(case, order, at=decision.at, pack=pack),
        )
        for order in lifted
        if order.measure not in enforcement.COUNTED
    }
    stays = tuple(dict.fromkeys(one for several in found.values() for one in several))
    ends = dict.fromkeys(order.measure for order in lifted if not found.get(order.key))
    return (tuple(ends), stays) if stays else ((), ())


def _ours(case: Case, order: facts.Order, *, at: datetime, pack: Pack) -> Iterator[Stays]:
    for effect in holding.in_force(order.target, at=at).exclude(case_id=case.id):
        if _alike(order.measure, effect.measure, pack=pack):
            yield _told(effect.case_id, effect.cause, measure=effect.measure)


def _told(case_id: CaseId, cause: str, *, measure: str) -> Stays:
    """Return what is told of a decision of ours."""
    other = read_case(case_id)
    by = (past for past in other.decisions if cause.partition("/")[0] == enforcement.cause_of(past.no))
    decided = next(by, None)
    if decided is None or other.is_withheld(Side.ACCOUNT):
        return Stays(measure=measure)
    return Stays(measure=measure, at=decided.at, clause=decided.proposal.clause or "")


def _hosts(case: Case, order: facts.Order, *, at: datetime, pack: Pack) -> Iterator[Stays]:
    """Yield the host's other decisions on the same thing, as it told us of them, that nobody gave back."""
    for row in reversing.told_of(order.target):
        chosen = facts.Chosen(measure=enforcement.RESTORE, target=order.target, host_decision=row.external)
        effects = () if row.external == order.host_decision else reversing.host_effects((chosen,))
        for one in reversing.ours_alone(effects, case_id=case.id):
            ended = one.until is not None and one.until <= at
            mine = one.target == order.target and _alike(order.measure, one.measure, pack=pack)
            if mine and not ended and not enforcement.gives_back(case, one):
                yield Stays(measure=one.measure, at=row.at, clause=row.clause, named=row.external)


def _alike(lifted: str, held: str, *, pack: Pack) -> bool:
    """Say whether what is held keeps in force what was lifted: the same, or both take the thing out of sight."""
    return lifted == held or (_hides(lifted, pack) and _hides(held, pack))


def _hides(measure: str, pack: Pack) -> bool:
    entry = pack.measure(measure)
    return entry is not None and not enforcement.OUT_OF_SIGHT.isdisjoint(entry.marks or ())
