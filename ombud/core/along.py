"""What of a first case's decision goes along to a case beside it, and what does not?

1. The same is found, ruled and said; each case keeps its own proposal, letter and appeal, and rests on its own evidence.
   Of a crowd each is judged by what it did: it may have a measure and a finding of its own, or be spared.
2. A measure on the item falls on the other's item, one on the account on the other's account. One that finds nothing to fall
   on is left out; a sum of money never goes along, because nobody looked at what the other got.
3. What was done before deciding the first counts for the other where it can: not somebody's proof, not a letter, not a
   record of what was done or translated for that one, not a protective measure that the other never bore.
4. Nobody is punished along who has somebody else working on their case, or asks for another look.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from ombud.core import facts
from ombud.core.case import Case, Status
from ombud.core.happening import begun
from ombud.core.pack.kinds import NOTICE
from ombud.core.pack.types import Measure, Pack, Step
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, Beside, Kinship

ON_ITEM: Final = "item"
_OWN: Final = frozenset({"verify", "refer", "disclose", "beside"})
"""What a step does that must be done for each case by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """What a case is about: its subject, whether that is an account, the account behind it, the host's decision that it is."""

    subject: UUID | None
    is_account: bool
    account: UUID | None
    host_decision: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """What one that goes along did itself, in words that it reads, and its own measure; none: it only answered back, and is spared."""

    did: str
    measure: str = ""


def own_measures(
    own: Own, chosen: Iterable[facts.Chosen], *, first: Aim, pack: Pack
) -> tuple[facts.Chosen, ...]:
    """Return what falls on one for what it did itself: one measure, until the day of the first's if it has an end, or nothing.

    It keeps out what comes again where the first's of that name does.

    Raises: FACTS_MISSING, UNKNOWN_WORD.
    """
    if not own.did.strip():
        raise Refused(No.FACTS_MISSING, field="own_did")
    if not own.measure:
        return ()
    entry = pack.measure(own.measure)
    if entry is None:
        raise Refused(No.UNKNOWN_WORD, field="measure", value=own.measure)
    until = next((one.until for one in chosen if one.until is not None), None) if entry.dated else None
    target = first.subject if entry.scope == ON_ITEM else first.account or first.subject
    block = any(one.block for one in chosen if one.measure == own.measure)
    own_one = facts.Chosen(measure=own.measure, target=target, until=until, block=block) if target else None
    return () if own_one is None else (own_one,)


def led(first: Case) -> tuple[UUID, ...]:
    """Return the cases that this one leads."""
    return tuple(one.case for one in first.kin if one.how == Beside.LEADS)


def is_led(case: Case) -> bool:
    """Say whether a case stands beside an incident, which owes what is owed once for all."""
    return any(one.how != Beside.LEADS and one.kinship == Kinship.INCIDENT for one in case.kin)


def beside(first: Case) -> frozenset[UUID]:
    """Return the cases that this one leads, whoever its rule wronged included: those are many, and decided by the house."""
    return first.wronged | {*led(first)}


def check_takes(first: Case, other: Case, *, by: AgentId) -> None:
    """Refuse to take along what the first does not lead, what somebody works on, what was decided or is asked about anew."""
    if other.id not in led(first):
        raise Refused(No.NOT_FOUND, field="beside")
    if first.status is not Status.IN_HAND or first.agent != by:
        raise Refused(No.NOT_YOURS, status=first.status.value)
    if other.status is not Status.QUEUED or other.decisions:
        raise Refused(No.NOT_IN_THIS_STATE, status=other.status.value)


def measures(
    chosen: Iterable[facts.Chosen], *, first: Aim, other: Aim, pack: Pack
) -> tuple[facts.Chosen, ...]:
    """Return the measures as they fall on the other; refuse a sum, and where none finds anything to fall on."""
    asked = tuple(chosen)
    paid = next((one for one in asked if one.amount is not None), None)
    if paid is not None:
        raise Refused(No.MEASURE_NOT_ALLOWED, measure=paid.measure)
    found = tuple(
        facts.Chosen(
            measure=one.measure,
            target=target,
            until=one.until,
            host_decision=other.host_decision if one.host_decision else None,
            block=one.block,
            territory=one.territory,
        )
        for one in asked
        if (target := _target(one, pack.measure(one.measure), first=first, other=other)) is not None
    )
    if asked and not found:
        raise Refused(No.MEASURE_NEEDS_TARGET, measure=asked[0].measure)
    return found


def _target(one: facts.Chosen, entry: Measure | None, *, first: Aim, other: Aim) -> UUID | None:
    if one.target not in {first.subject, first.account}:
        return None
    if one.target == first.account and not (entry is not None and entry.scope == ON_ITEM):
        return other.account
    if entry is not None and entry.scope == ON_ITEM and other.is_account:
        return None
    return other.subject if one.target == first.subject else other.account


def steps(
    first: Case,
    other: Case,
    open_there: Iterable[Step],
    *,
    shown: tuple[UUID, ...],
    words: facts.Words,
) -> tuple[facts.StepDone | facts.StepSkipped, ...]:
    """Return what counts as done or left out in the other because it was in the first; the rest stays open there."""
    made: list[facts.StepDone | facts.StepSkipped] = []
    borne = {held.order.measure for held in other.protections}
    for step in open_there:
        own = step.does in _OWN or step.letter is not None or step.dated or step.records not in {None, NOTICE}
        lacks = step.does == "protect" and step.measure not in borne
        skippable = not step.mandatory or step.skip != "never"
        if step.id in first.steps_done and not own and not lacks:
            since = begun(other, step.marks)
            done = facts.StepDone(step=step.id, evidence=shown, words=words, marks=step.marks, since=since)
            made.append(done)
        elif skippable and (lacks or step.id in first.steps_skipped):
            made.extend(_left(first, step, words=words))
    return tuple(made)


def _left(first: Case, step: Step, *, words: facts.Words) -> Iterator[facts.StepSkipped]:
    """Yield what leaves a step out as the first did: on its ground of law, and what takes one is left open where it had none."""
    ground = first.excused.get(step.id, "") if step.grounds else ""
    if ground or not step.grounds:
        yield facts.StepSkipped(step=step.id, words=words, ground=ground, marks=step.spares if ground else ())
