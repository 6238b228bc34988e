"""How long is money held while somebody still has time to answer? Until they answered, and as long as it takes to look at it.

What is provisional ends by itself at its limit. Where the law gives somebody longer than that to say what they want, the money
would be gone before they said it. A step that gives the time and `holds` a measure keeps it: it is taken anew before it ends, each
time for no longer than the pack allows at once, and never longer than the time to answer and one review after it. A hold that
nobody asked anybody about ends as it was said.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from ombud.core import decisions, facts
from ombud.core.case import Case
from ombud.core.following import lapses_at
from ombud.core.pack.types import Measure, Pack, Step
from ombud.core.playbooks import applies, playbook_of
from ombud.core.shutting import AHEAD


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A measure taken anew for a `step`: `until` when, looked at when, `answer_by` when, and at the `latest` until when."""

    step: str
    answer_by: datetime
    until: datetime
    review_at: datetime
    latest: datetime


def kept(case: Case, held: facts.Protected, *, pack: Pack, now: datetime) -> Kept | None:
    """Return how a provisional measure that is about to end is taken anew; None where it ends as it was said.

    What one person did and no second has answered for is kept by nobody's answer to something else. Once the time to answer is
    over, or the answer there, a lead is to look at it at once.
    """
    entry, ends = pack.measure(held.order.measure), held.order.until
    if entry is None or ends is None or ends > now + AHEAD or not _is_held_before(case, held):
        return None
    several = (_kept(step, at, entry, now=now) for step, at in _asked(case, held, pack=pack))
    return next((one for one in several if one.until > max(ends, now)), None)


def _is_held_before(case: Case, held: facts.Protected) -> bool:
    """Say whether it is held before anything is decided, and by whoever may hold it."""
    return held in case.provisional and held not in case.unanswered


def _asked(case: Case, held: facts.Protected, *, pack: Pack) -> Iterator[tuple[Step, datetime]]:
    """Yield the steps that hold this measure, each with when whoever was asked has answered, or has no more time to."""
    for step in playbook_of(case, pack).steps:
        if step.holds == held.order.measure and applies(case, step):
            at = case.steps_at.get(step.id, lapses_at(case, step))
            if at is not None:
                yield step, at


def _kept(step: Step, at: datetime, entry: Measure, *, now: datetime) -> Kept:
    until, review_at = decisions.until(entry, now)
    latest = at + (review_at - now)
    return Kept(
        step=step.id,
        answer_by=at,
        until=min(until, latest),
        review_at=min(review_at, max(at, now)),
        latest=latest,
    )
