"""Was what a decision refers outside handed over, when and to whom, or was it left out?

1. Choosing it does nothing: a step hands it over, one of the kind's own playbook, else one of `referral`.
2. Until that step is done nobody is told that it was; once it is, or a lead left it out, that is what they are told.
3. A pack from before knows no such step: of its cases is said what was decided, and nothing of what became of it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from ombud.core.case import Case
from ombud.core.pack.kinds import REFERRAL, refers
from ombud.core.pack.types import Pack, Step
from ombud.core.playbooks import applies, handing_over, is_over


class Handed(StrEnum):
    """How far it is."""

    OWED = "owed"
    DONE = "done"
    LEFT = "left"
    CHOSEN = "chosen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral:
    """A measure that refers outside, how far it is, and, once it is done, since when and to which authority, if the pack names one."""

    measure: str
    handed: Handed
    at: datetime | None = None
    to: str = ""


def referrals(case: Case, chosen: Iterable[str], *, pack: Pack) -> tuple[Referral, ...]:
    """Return what of these measures refers outside, each as it stands."""
    return tuple(
        one for measure in dict.fromkeys(chosen) if refers(measure) for one in _of(case, measure, pack)
    )


def _of(case: Case, measure: str, pack: Pack) -> Iterator[Referral]:
    several = handing_over(case, measure, pack=pack)
    if not several and REFERRAL not in pack.playbooks:
        yield Referral(measure=measure, handed=Handed.CHOSEN)
        return
    mine = tuple(step for step in several if applies(case, step))
    if any(step.id not in case.done_at and not is_over(case, step) for step in mine):
        yield Referral(measure=measure, handed=Handed.OWED)
    done = tuple(step for step in mine if step.id in case.done_at)
    yield from (_done(case, measure, step) for step in done)
    if not done and all(is_over(case, step) for step in mine):
        yield Referral(measure=measure, handed=Handed.LEFT)


def _done(case: Case, measure: str, step: Step) -> Referral:
    return Referral(measure=measure, handed=Handed.DONE, at=case.done_at[step.id], to=step.to or "")


def by_step(case: Case, step: Step, *, pack: Pack) -> tuple[Referral, ...]:
    """Return what a decision in force refers outside and this step handed over, or would have; nothing while it is owed."""
    chosen = (one for one in sorted(case.measures_in_force) if refers(one))
    mine = (one for one in chosen if step.id in {each.id for each in handing_over(case, one, pack=pack)})
    found = (one for measure in mine for one in _of(case, measure, pack))
    return tuple(
        one
        for one in found
        if one.handed is Handed.LEFT or (one.handed is Handed.DONE and one.to == (step.to or ""))
    )


def dropped(case: Case, *, pack: Pack) -> tuple[Referral, ...]:
    """Return what was referred outside until the last decision, which took it away before anybody handed it over.

    Whoever was told that it is still to be done was promised to hear of it.
    """
    before = frozenset(filter(refers, case.measures_before)) - case.measures_in_force
    return tuple(
        Referral(measure=measure, handed=Handed.LEFT)
        for measure in sorted(before)
        if (several := handing_over(case, measure, pack=pack))
        and not any(step.id in case.done_at for step in several)
    )


def carried_out(case: Case, chosen: Iterable[str], *, pack: Pack) -> tuple[str, ...]:
    """Return these measures without those that refer outside and that nobody has handed over."""
    several = tuple(chosen)
    done = {one.measure for one in referrals(case, several, pack=pack) if one.handed is Handed.DONE}
    return tuple(one for one in several if one in done or not refers(one))
