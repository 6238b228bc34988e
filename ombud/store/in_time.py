"""Of which clocks was it marked that they were missed, although the host had done in time what they count to?"""

from datetime import datetime
from typing import Final

from ombud.core import case_fold, clocks, facts
from ombud.core.case import Case
from ombud.core.clocks import Mark
from ombud.core.facts import Line
from ombud.store import rows

BY: Final = "host"


def clocks_of(case: Case, told: facts.Confirmed, *, now: datetime) -> tuple[str, ...]:
    """Return those that run no more by this word of the host's, were not missed, and of which nobody has said why they were."""
    if not clocks.unexplained(case.marks, case.causes):
        return ()
    after = case_fold.turn(case, Line(seq=case.seq + 1, at=now, by=BY, fact=told))
    read = rows.case_clocks(after, now=now)
    late = {one.rule_id for one in read if one.stopped_at is None or one.breached_at is not None}
    marked = {one.rule_id for one in read if Mark.BREACH in clocks.marked(one, case.marks)}
    return tuple(sorted(marked - late - case.causes))
