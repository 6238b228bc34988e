"""About which of our decisions may a complainant say whether it is solved?"""

from collections.abc import Collection
from contextlib import suppress
from datetime import datetime
from typing import Final

from ombud.core.complaint import Complaint
from ombud.core.mandates import UNTOLD
from ombud.core.pack.types import Pack
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import CaseId

TELLS_OF_DANGER: Final = frozenset({"safety", "kept_record"})
"""Letters of a kind in which what was done to somebody can be done to them once more."""


def may_happen_again(it: Complaint, *, pack: Pack, over: Collection[CaseId] = ()) -> bool:
    """Say whether somebody may say with one tap that it is happening again: where a case is to hear of it.

    `over` are the cases in which they speak for another no more.
    """
    placed = (part.code for part in it.parts if part.case is not None and part.case not in over)
    return not it.erased and any(TELLS_OF_DANGER & {*pack.category(code).letters} for code in placed)


def to_rate(it: Complaint, case: CaseId, *, pack: Pack, now: datetime) -> tuple[int, str]:
    """Return the decision of a case that a complainant may still speak about, and how it ended for them.

    Raises: NOT_FOUND, ALREADY_DONE, TIME_IS_UP.
    """
    told_of = (one for one in it.parts if one.outcome and one.outcome != UNTOLD and one.decision)
    part = next((one for one in told_of if one.case == case), None)
    told = [at for at, letter in it.told if part and (letter.case, letter.decision) == (case, part.decision)]
    if part is None or part.decision is None or part.outcome is None or not told:
        raise Refused(No.NOT_FOUND)
    if any((one.case, one.decision) == (case, part.decision) for _, one in it.ratings):
        raise Refused(No.ALREADY_DONE)
    until = told[-1] + pack.learning.rate_for
    if now > until:
        raise Refused(No.TIME_IS_UP, until=until)
    return part.decision, part.outcome


def may_rate(
    it: Complaint, *, pack: Pack, over: Collection[CaseId] = (), now: datetime
) -> tuple[CaseId, ...]:
    """Return the cases of a complaint about whose end something may be said now, each once; not those that are `over` for them."""
    found = []
    for case in dict.fromkeys(part.case for part in it.parts if part.case is not None):
        if case in over:
            continue
        with suppress(Refused):
            to_rate(it, case, pack=pack, now=now)
            found.append(case)
    return () if it.erased else tuple(found)
