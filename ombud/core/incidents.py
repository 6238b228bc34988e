"""What is done once for an incident, and what does each case beside it still owe by itself?

A leak is one matter with many complaints. The case that leads is the incident: it is investigated, reported and put right
once. Each complaint keeps a case of its own beside it, with its own answer, reasons and appeal.
1. What was done of a `shared` step in the incident is done in every case beside it, and so is what was left out; what a ground of
   law had freed both from, and was done after all, too.
2. What is `left` to the incident (its report, the checks after 30 and 90 days) keeps no case beside it open.
   A report counts for the authority that got it: what one was told, no other was. A place whose authorities nobody named
   counts as told where its law is one of the incident's.
3. The incident is of every place that a case beside it is of: each authority there is owed its report once, in the incident.
4. Whoever is kept out of the incident is kept out of every case beside it.
"""

from collections.abc import Iterator
from typing import Final

from ombud.core.case import Case, Status
from ombud.core.facts import LawAdded
from ombud.core.pack.authorities import REPORT
from ombud.core.pack.types import Pack, Step
from ombud.core.playbooks import is_over, playbook_of
from ombud.core.vocabulary import AgentId, Beside, CaseId, Kinship

DONE: Final = "done"
"""How a step is shared that counts for all once it is done."""
RECEIVED: Final = "received"
LEFT: Final = "left"
"""How a step is shared that the incident alone owes."""
OPEN_TO: Final = frozenset({Status.QUEUED, Status.IN_HAND, Status.WAITING, Status.DECIDED})
"""Where a case may learn what was done elsewhere: not while somebody signs what they read, nor after its end."""


def led_by(case: Case) -> tuple[CaseId, ...]:
    """Return the cases that a case leads as their incident."""
    return tuple(one.case for one in case.kin if one.how == Beside.LEADS and one.kinship == Kinship.INCIDENT)


def repeats(first: Case, other: Case, *, pack: Pack) -> Iterator[tuple[Step, bool]]:
    """Yield the steps of the other case's playbook that are over because of the incident, and whether each was done there."""
    same_law = {law.jurisdiction for law in first.laws} >= {law.jurisdiction for law in other.laws}
    for step in playbook_of(other, pack).steps:
        elsewhere = step.letter == REPORT and step.to is None and not same_law
        late = step.id in other.excused and step.id in first.steps_done
        if step.shared is None or (is_over(other, step) and not late) or elsewhere:
            continue
        if step.shared == LEFT or step.id in first.steps_skipped:
            yield step, False
        elif step.id in first.steps_done:
            yield step, True


def laws_of(other: Case) -> tuple[LawAdded, ...]:
    """Return the places that a case beside an incident is of, each since when somebody there wrote."""
    wrote = min((at for event, at in other.moved if event == RECEIVED), default=other.opened_at)
    return tuple(
        LawAdded(jurisdiction=law.jurisdiction, pack=law.pack, since=law.since or wrote) for law in other.laws
    )


def newly_kept_out(first: Case, other: Case) -> tuple[AgentId, ...]:
    """Return who is kept out of the incident and not of the other case yet."""
    return tuple(sorted(first.out_themselves - other.kept_out))
