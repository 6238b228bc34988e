"""Do not tell a side yet, on a ground of the pack."""

from datetime import datetime

from ombud.core.ids import Mint
from ombud.core.vocabulary import AgentId, CaseId, Side
from ombud.store import holding_back
from ombud.store.ledger import open_case
from ombud.store.transactions import one_transaction


@one_transaction
def withhold(
    case_id: CaseId,
    *,
    side: Side,
    ground: str,
    approver: AgentId,
    mint: Mint,
    now: datetime,
    why: str = "",
    until: datetime | None = None,
) -> datetime:
    """Hold letters to a side back, by somebody the ground names who does not work on the case; return the review date.

    A ground is reason enough to begin. Whoever lets it go on at a review says `why` it is so still; once the day is over that an
    authority had named, only with the day `until` which it renewed its order. Where the law of the place has no such ground, an
    authority's request takes its place: which one it is (`why`), and until which day, no later than the pack says; a second person
    stands by it. For an account that is the law of where it is, once the host says so, wherever whoever complained may be.

    Raises: NEEDS_REASON, GROUND_UNKNOWN, SIGNER_ROLE, HAND_IN_IT, SILENCE_OVER, BAD_TIME.
    """
    with open_case(case_id) as book:
        return holding_back.keep_back(
            book, side=side, ground=ground, approver=approver, why=why, until=until, mint=mint, now=now
        )
