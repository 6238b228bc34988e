"""What does the book of a case tell the law's figures, as it stood at a moment?

Only lines before that moment count, so that the figures of a time that is over never change, whatever follows.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import takewhile
from types import MappingProxyType

from ombud.core import case_fold, facts
from ombud.core.case import Case, Decision, OrderState
from ombud.core.enforcement import APPLY, RESTORE
from ombud.core.facts import Line
from ombud.core.pack.grading import TRUSTED
from ombud.core.vocabulary import HOST, CaseId


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruled:
    """A decision, of what kind the case was when it was made, whether a trusted flagger had reported it, and which appeals it judged.

    `by_a_person`: somebody proposed it, not a machine.
    """

    decision: Decision
    code: str
    trusted: bool
    appeals: tuple[tuple[datetime, facts.Appealed], ...]
    by_a_person: bool

    @property
    def restricts(self) -> tuple[facts.Order, ...]:
        """Return what it newly takes from somebody; not what puts the host's own decision in force again."""
        return tuple(
            order
            for order in self.decision.orders
            if order.do == APPLY and order.measure != RESTORE and order.host_decision is None
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseBook:
    """A case as it stood.

    Its decisions, when each order was first confirmed and how many people it `reached`, what was appealed, and since when the host told it.
    """

    case: Case
    ruled: tuple[Ruled, ...]
    confirmed: Mapping[str, datetime]
    appealed: tuple[tuple[datetime, facts.Appealed], ...]
    settled: tuple[tuple[datetime, facts.RuledOutside], ...]
    protected: tuple[tuple[datetime, facts.Protected], ...]
    given: tuple[tuple[datetime, str], ...]
    reached: tuple[tuple[datetime, facts.Order, int], ...]
    there_since: tuple[datetime, datetime] | None

    @property
    def received_at(self) -> datetime:
        """Return when the first complaint in it came."""
        return next((at for event, at in self.case.moved if event == "received"), self.case.opened_at)

    def was_overridden(self, order: facts.Order) -> bool:
        """Say whether a lead gave up waiting for the host."""
        return self.case.orders.get(order.key) is OrderState.OVERRIDDEN


@dataclass(slots=True)
class _Reading:
    """What was read so far."""

    case: Case
    ruled: list[Ruled] = field(default_factory=list)
    confirmed: dict[str, datetime] = field(default_factory=dict)
    appealed: list[tuple[datetime, facts.Appealed]] = field(default_factory=list)
    settled: list[tuple[datetime, facts.RuledOutside]] = field(default_factory=list)
    protected: list[tuple[datetime, facts.Protected]] = field(default_factory=list)
    given: list[tuple[datetime, str]] = field(default_factory=list)
    ordered: dict[str, facts.Order] = field(default_factory=dict)
    reached: list[tuple[datetime, facts.Order, int]] = field(default_factory=list)
    there_since: tuple[datetime, datetime] | None = None

    def turn(self, line: Line) -> None:
        """Read one more line."""
        before, self.case = self.case, case_fold.turn(self.case, line)
        self.ordered |= {order.key: order for order in getattr(line.fact, "orders", ())}
        match line.fact:
            case facts.Decided():
                self.ruled.append(self._ruled(before))
            case facts.Confirmed() as confirmed:
                self._confirmed(confirmed, at=line.at)
            case facts.Appealed() as appeal:
                self.appealed.append((line.at, appeal))
            case facts.RuledOutside() as outside:
                self.settled.append((line.at, outside))
            case facts.Protected() as held:
                self.protected.append((line.at, held))
            case facts.Recorded(kinds=kinds) | facts.Disclosed(kinds=kinds):
                self.given += [(line.at, kind) for kind in kinds]
            case facts.Established(source=source, there_since=since) if source == HOST and since:
                self.there_since = self.there_since or (line.at, since)
            case _:
                pass

    def _confirmed(self, fact: facts.Confirmed, *, at: datetime) -> None:
        """Note when an order was first confirmed, and how many people it reached."""
        order = self.ordered.get(fact.key)
        if order is not None and fact.reached is not None and fact.key not in self.confirmed:
            self.reached.append((at, order, fact.reached))
        self.confirmed.setdefault(fact.key, at)

    def _ruled(self, before: Case) -> Ruled:
        open_ones = {one.no for one in before.open_appeals}
        decision = self.case.decisions[-1]
        return Ruled(
            decision=decision,
            code=before.code,
            trusted=TRUSTED in before.heard,
            appeals=tuple((at, one) for at, one in self.appealed if one.no in open_ones),
            by_a_person=decision.proposal.agent in {hand.agent for hand in self.case.hands},
        )


def read_case(case_id: CaseId, lines: Iterable[Line], *, until: datetime) -> CaseBook | None:
    """Return a case as it stood at a moment; none where it was not there yet."""
    several = takewhile(lambda line: line.at < until, lines)
    first = next(several, None)
    if first is None:
        return None
    reading = _Reading(case_fold.begin(case_id, first))
    for line in several:
        reading.turn(line)
    decisions = reading.case.decisions
    return CaseBook(
        case=reading.case,
        ruled=tuple(
            replace(one, decision=decision) for one, decision in zip(reading.ruled, decisions, strict=True)
        ),
        confirmed=MappingProxyType(reading.confirmed),
        appealed=tuple(reading.appealed),
        settled=tuple(reading.settled),
        protected=tuple(reading.protected),
        given=tuple(reading.given),
        reached=tuple(reading.reached),
        there_since=reading.there_since,
    )
