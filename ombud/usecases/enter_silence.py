"""Write down that an authority asks us to tell an account nothing, before any letter to it was written."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from ombud.core.ids import Mint
from ombud.core.pack.promises import ORDERED
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, CaseId, Side
from ombud.store import holding_back, keeping
from ombud.store.ledger import open_case
from ombud.store.transactions import one_transaction

SAID: Final = ("authority", "reference", "ordered_on", "basis", "published_number", "officer")
"""What is written down of a request: who asks, its file number and day, on which law, which public number was called, who answered."""


@one_transaction
def enter_silence(
    number: str,
    *,
    said: Mapping[str, str],
    until: datetime | None,
    by: AgentId,
    mint: Mint,
    now: datetime,
) -> CaseId:
    """Hold letters to the account of a case back from now on, as an authority asks; a second person stands by it within a day.

    All of it is written down, or nothing begins: a seal on a sheet of paper is no order, whoever asks is called back over a number that
    stands in public. It holds until the day that the authority named.

    Raises: NOT_FOUND, NEEDS_REASON, BAD_TIME, GROUND_UNKNOWN, SIGNER_ROLE, HAND_IN_IT.
    """
    case_id, is_case = keeping.find(number)
    if not is_case:
        raise Refused(No.NOT_FOUND, field="number")
    lacks = next((one for one in SAID if not said.get(one, "").strip()), None)
    if lacks is not None:
        raise Refused(No.NEEDS_REASON, field=lacks, why="whole_order")
    if until is None:
        raise Refused(No.BAD_TIME, field="silent_until")
    why = "\n".join(said[one].strip() for one in SAID)
    with open_case(case_id) as book:
        holding_back.keep_back(
            book,
            side=Side.ACCOUNT,
            ground=ORDERED,
            approver=by,
            why=why,
            until=until,
            seconded=True,
            mint=mint,
            now=now,
        )
    return case_id
