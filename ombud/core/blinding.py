"""What does somebody see who is to judge a case afresh, without knowing how others judged it, or before they know?"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from ombud.core import case_fold, facts
from ombud.core.case import Case
from ombud.core.facts import Line
from ombud.core.vocabulary import CaseId

SHOWS: Final = frozenset(
    {
        facts.Opened,
        facts.Joined,
        facts.EvidenceAdded,
        facts.Established,
        facts.Recoded,
        facts.SubjectNamed,
        facts.LawAdded,
        facts.AccountPlaced,
        facts.PackChanged,
    }
)
"""What a decision rests on; every step, note and name beside it says something of whoever decided."""

SAID: Final = SHOWS | {facts.Appealed, facts.Heard, facts.HostAsked, facts.HostTold}
"""What whoever judges an appeal reads first: what a decision rests on, and what the sides say of it."""


def before(case_id: CaseId, lines: Iterable[Line], *, decision: int) -> tuple[tuple[Line, ...], Case]:
    """Return what the book told before this decision was proposed, and the case that this makes: nobody holds it, nothing is decided.

    What the account said for itself stays: it is one side of the matter. So does the seal, whatever it came from.
    """
    whole = tuple(lines)
    cut = max(
        (
            place
            for place, line in enumerate(whole)
            if isinstance(line.fact, facts.Proposed) and line.fact.no == decision
        ),
        default=len(whole),
    )
    said, now = case_fold.fold(case_id, whole[:cut]).account_said, case_fold.fold(case_id, whole)
    shown = tuple(_nameless(line) for line in whole[:cut] if type(line.fact) in SHOWS)
    return shown, replace(
        case_fold.fold(case_id, shown), account_said=said, seq=whole[-1].seq, sealed=now.sealed, asks=now.asks
    )


def afresh(lines: Iterable[Line]) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """Return what the book told up to the decision that is looked at anew, without anybody's opinion, and all that it told since.

    Where nothing was decided yet there is no opinion of ours to leave out.
    """
    whole = tuple(lines)
    decided = max(
        (place for place, line in enumerate(whole) if isinstance(line.fact, facts.Decided)), default=-1
    )
    asked = (
        place for place, line in enumerate(whole) if isinstance(line.fact, facts.Appealed) and place > decided
    )
    since = next(asked, decided + 1)
    return tuple(line for line in whole[:since] if type(line.fact) in SAID), whole[since:]


def _nameless(line: Line) -> Line:
    """Return a line without who wrote it, and without the words of whoever recoded the case."""
    return replace(line, by="chore:blind")
