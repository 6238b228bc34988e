"""Let open cases be judged by the pack that was activated for them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from ombud.core import facts
from ombud.core.case import UNDECIDED, Case
from ombud.core.pack.activation import AppliesTo, Proposal
from ombud.core.vocabulary import CaseId
from ombud.store import activations, contradicting, packs, silencing
from ombud.store.shelf import put_cases, take_cases
from ombud.store.transactions import one_transaction

BY: Final = "chore:packs"


def change_packs(places: Sequence[str], *, now: datetime, limit: int = 200) -> int:
    """Write PackChanged into cases that the last activation applies to; return how many.

    A case that was decided, or waits for a second signature, stays with the pack it was judged by. Once the pack turned into
    that of a later day, which is for new cases, nobody goes back to it. Duties that contradict each other by it alarm a lead.
    """
    return sum(
        _change(group, signed=signed, now=now)
        for signed in activations.last_signed(places)
        if signed.applies_to is not AppliesTo.NEW
        and signed.digest == packs.in_force(signed.jurisdiction).digest
        for group in activations.behind(signed, limit=limit)
    )


@one_transaction
def _change(ids: Sequence[CaseId], *, signed: Proposal, now: datetime) -> int:
    due = [book for book in take_cases(ids, skip_locked=True).values() if _is_due(book.state, signed)]
    for book in due:
        changed = facts.PackChanged(pack=signed.digest, jurisdiction=signed.jurisdiction)
        book.write(changed, by=BY, now=now)
        silencing.settle(book, by=BY, now=now)
    put_cases(due)
    contradicting.alarm((book.state for book in due), now=now)
    return len(due)


def _is_due(case: Case, signed: Proposal) -> bool:
    looked_at_again = not case.decisions or signed.applies_to is AppliesTo.ALL
    judged = {law.jurisdiction: law.pack for law in (*case.laws, *case.owed_apart)}
    behind = judged.get(signed.jurisdiction, signed.digest) != signed.digest
    return behind and case.status in UNDECIDED and looked_at_again
