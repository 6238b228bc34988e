"""Write down that somebody's standing was proved, by which method; the proof itself is not kept for long."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Final
from uuid import UUID

from ombud.core import facts, owning
from ombud.core.decisions import STANDING
from ombud.core.following import check_may_work
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, CaseId, ComplaintId
from ombud.store import evidence, members, packs
from ombud.store.ledger import open_case
from ombud.store.transactions import one_transaction

METHOD_LIMIT: Final = 40
SIGNALS: Final = "signals"
"""The method of a level that adds up what was shown."""


@one_transaction
def verify_standing(
    case_id: CaseId,
    *,
    complaint: ComplaintId,
    level: str,
    method: str = SIGNALS,
    signals: Collection[str] = (),
    documents: Iterable[UUID] = (),
    by: AgentId,
    now: datetime,
) -> None:
    """Record a verification level (V0 to V5) and the method's code, such as `birth_certificate`.

    A level that adds up `signals` is refused until what was shown by now, these too, reaches it; with a lower level they
    are kept until there is enough.
    Whoever comes back after the decision, with a receipt of the police for example, proves it to whoever has a part in it then.
    The documents that showed it are files of that complaint; they are deleted when the pack says (K3), the record stays.
    """
    if level not in STANDING:
        raise Refused(No.UNKNOWN_WORD, field="level", value=level, known=list(STANDING))
    if not method or len(method) > METHOD_LIMIT or not method.replace("_", "").isalnum():
        raise Refused(No.BAD_INPUT, field="method")
    with open_case(case_id) as book:
        check_may_work(book.state, by)
        pack = packs.of_case(book.state)
        if not members.has(case_id, complaint):
            raise Refused(No.NOT_FOUND, complaint=complaint)
        shown = tuple(dict.fromkeys(documents))
        if not {*shown} <= {file.id for file in evidence.of(complaint)}:
            raise Refused(No.NOT_FOUND, field="documents")
        owning.check_signals(signals, pack=pack)
        owning.check_reaches(book.state, complaint, level=level, pack=pack, more=signals)
        fact = facts.Verified(
            complaint=complaint, level=level, method=method, documents=shown, signals=tuple(sorted(signals))
        )
        book.write(fact, by=f"agent:{by}", now=now)
