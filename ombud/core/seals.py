"""What must be there before somebody opens what is kept of a case, and what is asked for first?"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from ombud.core.case import Case
from ombud.core.facts import Granted
from ombud.core.pack.types import Category
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import CLEARANCES, AgentId


def clearances(category: Category, *, asks: Iterable[str]) -> frozenset[str]:
    """Return what somebody must be cleared for: by the kind of a case, and by what facts asked of it."""
    own = {category.clearance} if category.clearance else set()
    return frozenset(own | (CLEARANCES & {*asks}))


def grants_of(case: Case, agent: AgentId) -> tuple[UUID, ...]:
    """Return under what somebody was ever let open what is sealed of a case."""
    return tuple(one.grant for one in case.grants if one.agent == agent)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """What a case asks of one person, and what they have of it: clearance, and the newest grant that still holds."""

    sealed: bool
    clearance: str | None
    cleared: bool
    grant: Granted | None

    @property
    def missing(self) -> tuple[str, ...]:
        """Return what somebody else must give before it can be opened."""
        lacks = {"clearance": not self.cleared, "grant": self.grant is None}
        return tuple(name for name, lacking in lacks.items() if lacking and self.sealed)


def opens(seal: Seal, *, reason: str) -> Granted | Refused:
    """Return the grant that sealed material opens under, or what it lacks: clearance, then grant, then reason."""
    if not seal.cleared:
        return Refused(No.NO_CLEARANCE, clearance=seal.clearance)
    if seal.grant is None:
        return Refused(No.NEEDS_GRANT)
    return seal.grant if reason.strip() else Refused(No.NEEDS_REASON)


def check(seal: Seal, *, reads: bool = False, reason: str) -> Granted | None:
    """Return the grant something is opened under, if it needs one; refuse while it stays shut.

    Whoever only reads along needs a grant for what is not sealed as well.
    """
    if not seal.sealed:
        if reads and seal.grant is None:
            raise Refused(No.NEEDS_GRANT)
        return seal.grant
    leave = opens(seal, reason=reason)
    if isinstance(leave, Refused):
        raise leave
    return leave
