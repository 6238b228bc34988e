"""Was the same removed at least twice before, of the same account, so that a law has it removed without asking anybody?"""

from collections.abc import Mapping
from typing import Final

from ombud.core.case import Case, OrderState
from ombud.core.enforcement import APPLY
from ombud.core.pack.types import Step
from ombud.core.records import EARLIER, REPOSTED
from ombud.core.refusals import No, Refused
from ombud.store import kin, statements
from ombud.store.ledger import read_case

MATTER: Final = "DF"
REMOVES: Final = "L4"


def check(case: Case, step: Step, *, said: Mapping[str, str]) -> None:
    """Refuse to say so by words alone: two other cases on this matter, about the same account, whose removal the host confirmed.

    Raises: STEP_NEEDS_EVIDENCE.
    """
    if step.records != REPOSTED:
        return
    rows = [kin.named(said.get(name, "").strip()) for name in EARLIER]
    found = {row.id: read_case(row.id) for row in rows if row is not None and row.id != case.id}
    account = statements.account_of(case)
    removed = [one for one in found.values() if _removed(one) and statements.account_of(one) == account]
    if account is None or len(removed) < len(EARLIER):
        raise Refused(No.STEP_NEEDS_EVIDENCE, step=step.id, why=REPOSTED)


def _removed(case: Case) -> bool:
    taken = (one for past in case.decisions for one in past.orders)
    return case.code.startswith(MATTER) and any(
        one.measure == REMOVES and one.do == APPLY and case.orders.get(one.key) is OrderState.CONFIRMED
        for one in taken
    )
