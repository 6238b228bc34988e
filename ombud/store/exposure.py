"""How long was somebody in front of a case? Noted when the case leaves their hands; care weighs it."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final

from ombud.core import facts
from ombud.core.case import Case
from ombud.core.facts import Line
from ombud.core.vocabulary import AgentId, Severity
from ombud.store import packs, staff
from ombud.store.ledger import read_lines

LONGEST: Final = timedelta(minutes=15)
"""The longest silence that still counts as looking: after that somebody has gone for tea."""

MINUTE: Final = timedelta(minutes=1)


def note(case: Case, *, agent: AgentId, now: datetime) -> None:
    """Write down the raw minutes since the case was given to this agent."""
    minutes = in_front(read_lines(case.id), agent=agent, now=now) / MINUTE
    exposure = packs.of_case(case).category(case.code).exposure
    danger = any(severity is Severity.S0 for _, severity in case.severities)
    staff.note_dose(agent, minutes=round(minutes, 2), exposure=exposure, s0=danger, now=now)


def in_front(lines: Iterable[Line], *, agent: AgentId, now: datetime) -> timedelta:
    """Return the time between an agent's acts since they were last given the case; long silences are cut.

    What came before they asked a complainant was noted when they asked.
    """
    moments: list[datetime] = []
    for line in lines:
        match line.fact:
            case (
                facts.Assigned(agent=given) | facts.OfferedToSign(agent=given) | facts.LookTaken(agent=given)
            ) if given == agent:
                moments = [line.at]
            case facts.Asked():
                moments = []
            case _ if line.by == f"agent:{agent}" and moments:
                moments.append(line.at)
            case _:
                pass
    if not moments:
        return timedelta()
    moments.append(now)
    gaps = (min(later - earlier, LONGEST) for earlier, later in pairwise(moments))
    return sum(gaps, timedelta())
