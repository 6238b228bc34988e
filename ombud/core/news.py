"""What came to a case that whoever judges it has to have looked at?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from ombud.core import facts
from ombud.core.facts import Fact, Line
from ombud.core.vocabulary import AgentId

SENT: Final = (facts.EvidenceAdded, facts.Wrote)
"""What a complainant sends after the complaint itself: a file (a guardian's document is one), or words."""
BROUGHT: Final = (
    *SENT,
    facts.Joined,
    facts.HostTold,
    facts.Heard,
    facts.Alarmed,
    facts.Appealed,
    facts.SuitShown,
)
"""What there is to be weighed in the book of a case or of a complaint."""


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """Something to be weighed that came to a case: what, as the name of its fact, and when."""

    what: str
    at: datetime


def brought(lines: Iterable[Line], *, to: AgentId) -> tuple[News, ...]:
    """Return what books hold to be weighed, oldest first, but for what somebody brought themselves."""
    mine = f"agent:{to}"
    found = (
        News(what=type(one.fact).__name__, at=one.at) for one in lines if one.by != mine and _weighs(one.fact)
    )
    return tuple(sorted(found, key=lambda one: one.at))


def _weighs(fact: Fact) -> bool:
    """Say whether there is something to look at; where only the time was up there is not."""
    if isinstance(fact, facts.Heard):
        return fact.words is not None
    return isinstance(fact, BROUGHT)
