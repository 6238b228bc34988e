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
    """Return those that this word of the host's stops, which were not missed, and of which nobody has said why they were.

    A clock that stood before counts to what somebody else did: what this is about saves nothing of it.
    """
    if not clocks.unexplained(case.marks, case.causes):
        return ()
    before = {(one.rule_id, one.started_at): one.stopped_at for one in rows.case_clocks(case, now=now)}
    after = case_fold.turn(case, Line(seq=case.seq + 1, at=now, by=BY, fact=told))
    read = rows.case_clocks(after, now=now)
    stopped = {one.rule_id for one in read if before.get((one.rule_id, one.started_at)) != one.stopped_at}
    late = {one.rule_id for one in read if one.stopped_at is None or one.breached_at is not None}
    marked = {one.rule_id for one in read if Mark.BREACH in clocks.marked(one, case.marks)}
    return tuple(sorted((marked & stopped) - late - case.causes))
