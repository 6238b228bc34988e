"""Does the graph of every playbook come to an end, and does every wait begin?"""

from collections.abc import Mapping
from typing import Final

from ombud.core.pack.grading import FOUND, SAID
from ombud.core.pack.kinds import (
    BY_ORDERS,
    CONTAINED,
    COPIES,
    LEAK_TOLD,
    NOTICE,
    OWES,
    PREVENTS,
    REACHED,
    TEAM_SETTLED,
    UNDONE,
)
from ombud.core.pack.lint_kinds import Found, unknown
from ombud.core.pack.lint_marks import MARKS, TOLD
from ombud.core.pack.tools import SEARCH
from ombud.core.pack.types import Pack, Playbook, Step
from ombud.core.pack.words import falls_under
from ombud.core.vocabulary import HELD_ON

MEASURE: Final = "measure"
"""What a step is done on whose own measure is in force."""
RECORDS: Final = frozenset(
    {
        "called_back",
        "payments",
        "data_given",
        "handed_over",
        "debriefed",
        "right_done",
        "promise_kept",
        "looked_in",
        "guardian_stance",
        "posted_again",
        "translated",
        CONTAINED,
        NOTICE,
    }
)
"""What a step can be done by that is a record, and no free note."""
QUIET: Final = "warn_reported_user"
"""Kinds that never do this tell nobody that something of theirs is held."""
VERIFIES: Final = "verify"
"""What a step does that looks at what somebody proved."""
AFTER_DECIDING: Final = frozenset({"decided", "told"})
"""What happens only once a case is decided: nothing before that waits for it."""
HAPPENS: Final = (
    MARKS
    | AFTER_DECIDING
    | {
        "received",
        "waiting",
        "answered",
        "account_asked",
        "account_answered",
        "host_asked",
        "host_told",
        REACHED,
        BY_ORDERS,
        TEAM_SETTLED,
        *PREVENTS,
    }
)
"""What happens in a book that the time of a step can count from, or that it is done on."""


def steps(pack: Pack) -> Found:
    """Yield what is wrong with the order and the waits of playbooks."""
    for playbook in pack.playbooks.values():
        where = f"playbooks.{playbook.id}"
        yield from _graph(playbook, where=where)
        for step in playbook.steps:
            yield from _step(step, playbook=playbook, pack=pack, where=f"{where}.{step.id}")


def _graph(playbook: Playbook, *, where: str) -> Found:
    there = {step.id: step for step in playbook.steps}
    for step in playbook.steps:
        yield from unknown(step.after, there, where=f"{where}.{step.id}", what="step to come after")
        late = [one for one in step.after if one in there and there[one].before != step.before == "decision"]
        yield from ((f"{where}.{step.id}", f"comes before the decision and after {one}") for one in late)
    if _goes_round(there):
        yield where, f"goes round in a circle: {', '.join(_goes_round(there))}"


def _goes_round(there: Mapping[str, Step]) -> tuple[str, ...]:
    """Return the steps of which none can ever be the first."""
    left = dict(there)
    while free := [name for name, step in left.items() if left.keys().isdisjoint(step.after)]:
        for name in free:
            del left[name]
    return tuple(left)


def _step(step: Step, *, playbook: Playbook, pack: Pack, where: str) -> Found:
    names = {one.id for one in playbook.steps if one.id != step.id}
    yield from unknown(
        (*step.when, *step.unless), FOUND | SAID | {OWES, LEAK_TOLD}, where=where, what="finding"
    )
    if step.since is not None:
        yield from unknown([step.since], HAPPENS | names, where=where, what="event or step to count from")
    if step.since is None and (step.wait or step.until):
        yield where, "waits and does not say since when"
    if step.before == "decision" and step.since in AFTER_DECIDING:
        yield where, "comes before the decision and counts from it"
    if step.until is not None and (step.done_on is None or step.wait is not None):
        yield where, "gives time for nothing that it is done on, or is to wait besides"
    if step.holds is not None:
        yield from _holds(step, playbook=playbook, pack=pack, where=where)
    if step.to is not None:
        yield where, "names an authority; the house makes a step for each that is owed a report"
    yield from _needs(step, pack=pack, where=where)
    yield from _grounds(step, where=where)
    if step.records is not None:
        yield from unknown([step.records], RECORDS, where=where, what="thing to record")
    yield from _of_kinds(step, pack=pack, where=where)
    yield from _ordered(step, playbook=playbook, pack=pack, where=where)
    yield from _by_itself(step, where=where)


def _of_kinds(step: Step, *, pack: Pack, where: str) -> Found:
    """Yield what is wrong with whose step it is, and with what it holds a notice against."""
    yield from unknown(step.of, pack.categories, where=where, what="category")
    if step.elements:
        yield where, "lists elements; those are of the kind at its place"


def _holds(step: Step, *, playbook: Playbook, pack: Pack, where: str) -> Found:
    """Yield what keeps a step from holding somebody's money on: no end, no money, or nobody who may be told."""
    yield from unknown([step.holds or ""], HELD_ON, where=where, what="measure to hold on to")
    if step.until is None:
        yield where, "holds a measure on without an end"
    quiet = (
        kind.code for kind in pack.categories.values() if kind.playbook == playbook.id and QUIET in kind.never
    )
    yield from ((where, f"holds a measure on and {code} never warns whom it falls on") for code in quiet)


def _ordered(step: Step, *, playbook: Playbook, pack: Pack, where: str) -> Found:
    """Yield what keeps a step from being done by the orders that it names: none, unknown ones, or ones that its kinds do not allow."""
    measures = [one for one in step.ordered if one not in {COPIES, UNDONE}]
    yield from unknown(measures, pack.measures, where=where, what="measure to be ordered")
    if bool(step.ordered) is not (step.done_on == BY_ORDERS):
        yield where, "is done on what was ordered and names nothing, or names what nothing waits for"
    if step.done_on == BY_ORDERS and step.before != "close":
        yield where, "is done by orders of a decision and comes before it"
    kinds = (kind for kind in pack.categories.values() if kind.playbook == playbook.id)
    for kind in kinds if measures == list(step.ordered) else ():
        concerned = not step.of or falls_under(kind.code, step.of)
        if concerned and measures and not any(kind.allows(one) for one in measures):
            yield where, f"is done by orders that {kind.code} does not allow"
    if step.calls and (step.before != "close" or step.wait is None):
        yield where, "calls somebody to what has no day after the decision"


def _grounds(step: Step, *, where: str) -> Found:
    """Yield what lets somebody leave a step out on a ground of law alone, or lets a clock go without one."""
    if step.grounds and step.skip != "lead":
        yield where, "knows grounds of law, and leaving it out takes no lead"
    if step.clears and step.tool != SEARCH:
        yield where, "clears what nobody searches for"
    if step.spares and not step.grounds:
        yield where, "spares a clock and knows no ground of law"
    yield from unknown(step.spares, MARKS | {TOLD}, where=where, what="event to be spared")


def _needs(step: Step, *, pack: Pack, where: str) -> Found:
    """Yield what makes a level of proof one that nobody is asked for, or that nothing waits for."""
    if not step.needs:
        return
    yield from unknown([step.needs], pack.verifications, where=where, what="level of proof")
    if step.does != VERIFIES or not step.forbids:
        yield where, "needs a proof and verifies nobody, or nothing waits for it"


def _by_itself(step: Step, *, where: str) -> Found:
    """Yield what keeps the house from doing a step by itself, as it says."""
    if step.done_on is None:
        return
    yield from unknown([step.done_on], HAPPENS | {MEASURE}, where=where, what="event to be done on")
    if step.done_on == MEASURE and step.measure is None:
        yield where, "is done on its measure and names none"
    needs = {
        "evidence": step.evidence and step.until is None,
        "a letter": step.letter,
        "a day": step.dated or step.silences,
        "a record": step.records,
        "a finding": step.finds,
        "a role": step.role,
        "a proof": step.does == VERIFIES,
    }
    yield from (
        (where, f"is done by the house and asks for {what}") for what, asked in needs.items() if asked
    )
