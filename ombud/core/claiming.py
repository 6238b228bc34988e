"""Who claims an account, how often, and did anybody try to get it by talking?

One claim is a person in need. The third in five days about one account is somebody who tries until an agent gives in: whoever
gets the next claim sees the others, and what was refused then. It proves nothing against whoever claims now.

Only what came from outside counts: what an agent noted of somebody who tried, and claims that ended refused. What the house
refuses an agent of its own is kept in the book, and is nobody's attempt: they may have been honest and too early.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from ombud.core.case import Case
from ombud.core.enforcement import RESTORE
from ombud.core.refusals import No
from ombud.core.vocabulary import Outcome

WITHIN: Final = timedelta(days=5)
"""How far back claims to one account are counted together."""
UNPROVED: Final = frozenset({No.NEEDS_VERIFICATION, No.SCORE_TOO_LOW})
"""Refusals that mean an agent was about to give away, or take, an account that nobody had proved to be theirs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """How often an account was claimed of late, the claim at hand counted, and how often somebody tried by talking.

    `given_back` is when it last went back to somebody by another case: what let the intruder in then may still be open.
    """

    recent: int = 0
    attempts: int = 0
    last_attempt: datetime | None = None
    given_back: datetime | None = None

    @property
    def tells(self) -> bool:
        """Say whether there is anything that whoever has the next claim should know."""
        return self.recent > 1 or self.attempts > 0 or self.given_back is not None


def attempts(case: Case) -> tuple[datetime, ...]:
    """Return when somebody outside tried in a case: by talking, or by a claim that was refused and stands so."""
    last = case.decision
    stands = last is not None and not case.on_appeal and last.proposal.outcome == Outcome.REFUSED
    return (*case.attempts, *((last.at,) if last is not None and stands else ()))


def went_back(case: Case) -> datetime | None:
    """Return when an account went back to somebody by a case, as it was announced; None where it did not."""
    gave = (past for past in case.decisions if past.proposal.gives_to is not None)
    back = (past for past in gave if any(order.measure == RESTORE for order in past.orders))
    return max((past.effective_at or past.at for past in back), default=None)


def claims(
    received: Iterable[datetime],
    tried: Iterable[datetime],
    *,
    back: Iterable[datetime | None] = (),
    now: datetime,
) -> Claims:
    """Count what came about one account: claims of late, and attempts ever; and when it went `back` by another case."""
    several = sorted(tried)
    return Claims(
        recent=sum(now - WITHIN <= at for at in received),
        attempts=len(several),
        last_attempt=several[-1] if several else None,
        given_back=max(filter(None, back), default=None),
    )
