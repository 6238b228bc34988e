"""How did a complainant speak to those who work here, and what followed, as their complaint's book tells?"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID

from ombud.core import facts
from ombud.core.facts import Line
from ombud.core.pack.records import FALLEN, Answer, Mark
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, ComplaintId


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A message that was marked, when it was written and when it was marked."""

    written_at: datetime
    at: datetime
    fact: facts.AbuseMarked


@dataclass(frozen=True, slots=True, kw_only=True)
class Conduct:
    """What was marked, limited, objected to, looked at again, and when they were answered together; each in its order."""

    marked: tuple[Marked, ...] = ()
    limited: tuple[tuple[datetime, facts.ContactLimited], ...] = ()
    objected: tuple[tuple[datetime, facts.AbuseObjected], ...] = ()
    reviewed: tuple[tuple[datetime, facts.AbuseReviewed], ...] = ()
    answered: tuple[datetime, ...] = ()

    @property
    def next_no(self) -> int:
        """Return the number of the next entry against, or for, somebody."""
        return len(self.marked) + len(self.limited) + len(self.reviewed) + 1

    @property
    def fallen(self) -> int:
        """Return the number of the last look by which all that came before counts no more; 0 without one."""
        return max((fact.no for _, fact in self.reviewed if not fact.kept), default=0)

    @property
    def hands(self) -> frozenset[AgentId]:
        """Return who marked, limited or looked again, of what still counts."""
        ours = (
            (one.fact for one in self.marked),
            (one for _, one in self.limited),
            (one for _, one in self.reviewed),
        )
        return frozenset(fact.agent for several in ours for fact in several if fact.no > self.fallen)

    @property
    def standing(self) -> tuple[Marked, ...]:
        """Return what was marked and still counts."""
        return tuple(one for one in self.marked if one.fact.no > self.fallen)

    @property
    def limit(self) -> tuple[datetime, facts.ContactLimited] | None:
        """Return the last limit that no look ended, whether or not its day has come, and since when."""
        several = [(at, fact) for at, fact in self.limited if fact.no > self.fallen]
        return several[-1] if several else None

    @property
    def objection(self) -> facts.AbuseObjected | None:
        """Return the objection that waits for another's look."""
        over = {fact.objection for _, fact in self.reviewed}
        return next((fact for _, fact in self.objected if fact.no not in over), None)

    def marks(self, of: ComplaintId) -> Iterator[Mark]:
        """Yield what counts by this book; a message counts by when it was written: whoever was not yet warned did not know."""
        for one in self.marked:
            at = one.at if one.fact.answer == Answer.WARNED else one.written_at
            yield Mark(case=of, decision=one.fact.no, at=at, answer=one.fact.answer)
        for at, limit in self.limited:
            yield Mark(case=of, decision=limit.no, at=at, answer=Answer.LIMITED, until=limit.until)
        for at, look in self.reviewed:
            if not look.kept:
                yield Mark(case=of, decision=look.no, at=at, answer=FALLEN)


Turn = Callable[[Conduct, Line, Any, Mapping[UUID, datetime]], dict[str, Any]]


def _marked(
    it: Conduct, line: Line, fact: facts.AbuseMarked, written: Mapping[UUID, datetime]
) -> dict[str, Any]:
    if fact.message not in written:
        raise Refused(No.NOT_FOUND, field="message")
    return {"marked": (*it.marked, Marked(written_at=written[fact.message], at=line.at, fact=fact))}


TURNS: Final[Mapping[type, Turn]] = MappingProxyType(
    {
        facts.AbuseMarked: _marked,
        facts.ContactLimited: lambda it, line, fact, _: {"limited": (*it.limited, (line.at, fact))},
        facts.AbuseObjected: lambda it, line, fact, _: {"objected": (*it.objected, (line.at, fact))},
        facts.AbuseReviewed: lambda it, line, fact, _: {"reviewed": (*it.reviewed, (line.at, fact))},
        facts.AnsweredTogether: lambda it, line, _fact, _: {"answered": (*it.answered, line.at)},
    }
)


def turn(it: Conduct, line: Line, fact: facts.Fact, *, written: Mapping[UUID, datetime]) -> Conduct:
    """Return it after one more line; `written` says when each message was."""
    return replace(it, **TURNS[type(fact)](it, line, fact, written))
