"""What still keeps a decided case open?

A case is handled properly, and may be closed, once nothing below holds it any more. Each reason is named, so that a page
can say what to do about it, and whoever checks the books later asks the very same questions of every case that was closed.
1. Steps: a mandatory one is neither done nor left out for a reason; or one person left it out, and nobody else stands behind it.
2. Signatures: somebody who must sign has not, or nobody answered for what one person did at once.
3. Orders: the host did not confirm one, and no lead gave it up; what was announced, or comes back by law, is still to come.
4. Letters: one is not written yet, or has not arrived: accepted by the host or a mail box, or kept where whoever left no
   address reads it. A ground to withhold is a lawful reason; so is that a lead gave it up and said why.
   What an authority was told of a leak before the figures changed is told it once more.
   Of a leak, everybody whom it touched: their letter is on its way, or reaches nobody and no warning was given in public.
5. Clocks: a law's time was missed, or ours for a removal, and nobody said why; or a law's still runs, and what it asks for is to
   be done. So of the case, and of each complaint in its own book.
6. Appeal: an account lost something and has no letter that says why and how to appeal.
   An account is told nothing because an authority asked for it, and no second person has stood by that.
7. Issue: a fault of ours that the complainant met is known, and not mended.
   Match: it was answered with what is known of that fault, and nobody has read the complaint itself.
8. Prevention: something of ours went wrong, or we admitted a fault, or a decision of the host's fell, and nobody said why, so that
   it is nobody's work to prevent it.
A further reason is a further row of `REASONS`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from ombud.core import announcing, learning, restoring, scopes, silencing
from ombud.core.case import Case, Decision, OrderState, Status
from ombud.core.clocks import Clock, Mark
from ombud.core.complaint import Complaint
from ombud.core.enforcement import APPLY
from ombud.core.pack.types import Pack
from ombud.core.playbooks import CLOSE, alone_left_out, open_steps
from ombud.core.sparing import is_rung
from ombud.core.vocabulary import Side

RUNNING: Final = "running"
"""The reason that what a law asks of us is still to be done, and its time runs."""
TELL: Final = "tell"
"""Kind of the clocks that stop when somebody is told how it ended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What lies on the table when somebody asks whether a case may be closed.

    `clocks` are its own, as they stand then; `awaited` the numbers of its letters that have not arrived and nobody gave up,
    `affected` what is owed to whoever a leak touched, `own` the times of law in the books of its complaints (`own_time`).
    """

    case: Case
    decision: Decision
    pack: Pack
    clocks: tuple[Clock, ...]
    awaited: tuple[str, ...] = ()
    affected: tuple[str, ...] = ()
    own: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A reason why a case stays open, and of which steps, orders, letters or clocks that is so."""

    reason: str
    of: tuple[str, ...] = ()


def keeps_open(
    case: Case,
    pack: Pack,
    *,
    clocks: Iterable[Clock],
    awaited: Iterable[str] = (),
    affected: Iterable[str] = (),
    own: Iterable[str] = (),
) -> tuple[Kept, ...]:
    """Return everything that still keeps a case open; one without a decision is kept by that alone."""
    if case.decision is None:
        return (Kept(reason="decision"),)
    table = Table(
        case=case,
        decision=case.decision,
        pack=pack,
        clocks=tuple(clocks),
        awaited=tuple(sorted(awaited)),
        affected=tuple(affected),
        own=tuple(own),
    )
    asked = ((reason, question(table)) for reason, question in REASONS.items())
    return tuple(Kept(reason=reason, of=of) for reason, of in asked if of)


def may_close(case: Case, pack: Pack, *, clocks: Iterable[Clock]) -> bool:
    """Say whether a book shows nothing that keeps its case open; what lies beside it is asked when one closes."""
    return case.status is Status.DECIDED and not keeps_open(case, pack, clocks=clocks)


def uncaused(case: Case, read: Iterable[Clock]) -> tuple[str, ...]:
    """Return the clocks that were breached and owe a cause, as each of law does, once each, of which nobody has said why."""
    late = (one.rule_id for one in read if (one.statutory or one.owes_cause) and is_breached(one, case.marks))
    return tuple(dict.fromkeys(rule for rule in late if rule not in case.causes))


def still_run(case: Case, read: Iterable[Clock]) -> tuple[str, ...]:
    """Return the clocks of law that still run, once each: what it asks for is not done.

    Where whoever complained is lawfully told nothing nobody waits for that; what comes back by law is a reason of its own.
    """
    silent = case.is_withheld(Side.COMPLAINANT)
    unheard = {(TELL, Side.COMPLAINANT.value)} if silent else set()
    asked = (
        one for one in read if one.statutory and not one.gives_back and (one.kind, one.party) not in unheard
    )
    runs = (one for one in asked if one.stopped_at is None and not is_breached(one, case.marks))
    return tuple(dict.fromkeys(one.rule_id for one in runs))


def own_time(complaint: Complaint, read: Iterable[Clock], *, silent: bool) -> tuple[str, ...]:
    """Return the clocks of law in a complaint's own book that hold its cases: one marked as missed without a cause, or one that runs.

    Where whoever complained is lawfully told nothing (`silent`) nobody waits for their letter; of the erased nothing can be said.
    """
    if complaint.erased:
        return ()
    asked = (one for one in read if one.statutory and not (silent and one.kind == TELL))
    return tuple(dict.fromkeys(one.rule_id for one in asked if _holds(complaint, one)))


def _holds(complaint: Complaint, clock: Clock) -> bool:
    missed = (clock.rule_id, Mark.BREACH.value) in complaint.marks
    return clock.rule_id not in complaint.causes and (missed or clock.stopped_at is None)


def is_breached(clock: Clock, marks: Mapping[tuple[str, str], object]) -> bool:
    """Say whether its time was missed: as it reads now, or as somebody wrote down when that was so."""
    return clock.breached_at is not None or (clock.rule_id, Mark.BREACH.value) in marks


def _unsigned(table: Table) -> tuple[str, ...]:
    """Return what too few answered for; whoever signs a decision answers for what one person had done before it."""
    signers = table.decision.proposal.signers
    missing = ("decision",) if len(table.decision.signed) <= signers else ()
    missing = (*missing, *("disclosure" for _ in table.case.unanswered_disclosures))
    return missing if signers else (*missing, *(held.order.measure for held in table.case.alone))


def _steps(table: Table) -> tuple[str, ...]:
    return tuple(step.id for step in open_steps(table.case, table.pack, before=CLOSE))


def _left_out(table: Table) -> tuple[str, ...]:
    return tuple(step.id for step in alone_left_out(table.case, table.pack, before=(CLOSE,)))


def _orders(table: Table) -> tuple[str, ...]:
    waits = (OrderState.OPEN, OrderState.DEAD)
    return tuple(sorted(key for key, state in table.case.orders.items() if state in waits))


def _effect(table: Table) -> tuple[str, ...]:
    return tuple(str(past.no) for past in announcing.waiting(table.case))


def _return(table: Table) -> tuple[str, ...]:
    clock = restoring.giving_back(table.case, table.clocks) if table.case.countered else None
    return (clock.rule_id,) if clock else ()


def _letters(table: Table) -> tuple[str, ...]:
    silent = table.case.is_withheld(Side.COMPLAINANT)
    unwritten = table.decision.no not in table.case.fanned and not silent
    return (*(("unwritten",) if unwritten else ()), *table.awaited)


def _reasons(table: Table) -> tuple[str, ...]:
    return (str(table.decision.no),) if table.case.owes_reasons(table.decision) else ()


def _clocks(table: Table) -> tuple[str, ...]:
    return uncaused(table.case, table.clocks)


def _running(table: Table) -> tuple[str, ...]:
    return still_run(table.case, table.clocks)


def _appeal(table: Table) -> tuple[str, ...]:
    """Return what an account lost by this decision without any letter: nobody told it why, nor how to appeal."""
    proposal = table.decision.proposal
    if proposal.for_account is not None or table.case.is_withheld(Side.ACCOUNT):
        return ()
    taken = (
        one
        for one in table.decision.orders
        if one.do == APPLY and is_rung(one.measure) and not one.host_decision
    )
    entries = ((one.measure, table.pack.measure(one.measure)) for one in taken)
    return tuple(dict.fromkeys(code for code, entry in entries if entry is not None and entry.takes))


def _issue(table: Table) -> tuple[str, ...]:
    issue = table.case.issue
    return (f"{issue.until:%Y-%m-%d}",) if issue is not None and issue.mended is None else ()


def _silence(table: Table) -> tuple[str, ...]:
    return (Side.ACCOUNT.value,) if silencing.unanswered(table.case) else ()


def _match(table: Table) -> tuple[str, ...]:
    return (str(table.decision.no),) if table.case.unread_match else ()


def _recount(table: Table) -> tuple[str, ...]:
    return scopes.outdated(table.case, table.pack)


def _prevention(table: Table) -> tuple[str, ...]:
    return learning.prevention_owed(table.case, table.pack)


REASONS: Final[Mapping[str, Callable[[Table], tuple[str, ...]]]] = MappingProxyType(
    {
        "signatures": _unsigned,
        "steps": _steps,
        "left_out": _left_out,
        "orders": _orders,
        "effect": _effect,
        "return": _return,
        "letters": _letters,
        "affected": lambda table: table.affected,
        "recount": _recount,
        "reasons": _reasons,
        "appeal": _appeal,
        "silence": _silence,
        "clocks": _clocks,
        RUNNING: _running,
        "own": lambda table: table.own,
        "issue": _issue,
        "match": _match,
        "prevention": _prevention,
    }
)
"""Why a case stays open → the question that finds out of what that is so; nothing means that it does not."""
