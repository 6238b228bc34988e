"""Who may look at a case, and what opens its sealed material?"""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from ombud.core import staffing
from ombud.core.case import OPEN, UNDECIDED, Case, Status
from ombud.core.ids import bucket_of
from ombud.core.lessons import Look, LookState
from ombud.core.pack.types import Pack
from ombud.core.seals import Seal, clearances
from ombud.core.vocabulary import AgentId, CaseId, LookKind, Role
from ombud.store import staff
from ombud.store.models import ReadLine
from ombud.store.staff import Colleague

HOLDS, SIGNS, FINISHES, READS, LOOKS = "holds", "signs", "finishes", "reads", "looks"
READERS: Final = frozenset({Role.LEAD, Role.AUDITOR})
"""Roles that may read any case and work on none."""
KEEPERS: Final = frozenset({Role.LEAD, Role.PRIVACY})
"""Roles that may keep a colleague out of a case."""
_AT_THE_CASE: Final = ("case", "page")
"""What is looked at by whoever reads what a case holds."""


def standing(case: Case, person: Colleague) -> str | None:
    """Return how somebody stands to a case: holds, signs, finishes what is left after deciding, reads, or not at all."""
    if person.id in case.kept_out:
        return None
    if case.is_finished_by(person.id):
        return FINISHES
    if person.id == case.agent:
        return HOLDS
    if person.id == case.signer:
        return SIGNS
    if looks_at(case, person) is not None:
        return LOOKS
    reads = person.roles & READERS or leads(case, person) or _is_asked(case, person)
    return READS if reads else None


def leads(case: Case, person: Colleague) -> bool:
    """Say whether somebody does in a case what a lead does: a lead, or whoever was called because every lead is kept out."""
    return Role.LEAD in person.roles or bool(case.led_by and case.led_by in person.roles)


def seconds(case: Case, steps: Collection[str]) -> Mapping[str, Role]:
    """Return which role stands behind each step that one person left out: a lead; once decided, where no other is there, a senior."""
    if not steps or case.status is not Status.DECIDED or case.led_by:
        return dict.fromkeys(steps, Role.LEAD)
    leads = staff.leads() - case.kept_out
    return {step: Role.LEAD if leads - {case.steps_left.get(step)} else Role.SENIOR for step in steps}


def _is_asked(case: Case, person: Colleague) -> bool:
    """Say whether somebody who may sign may open a decided case, since nobody else is there to stand behind a step left out."""
    if case.status is not Status.DECIDED or Role.SENIOR not in person.roles:
        return False
    asked = seconds(case, case.steps_left)
    return any(first != person.id and asked[step] is Role.SENIOR for step, first in case.steps_left.items())


def looks_at(case: Case, person: Colleague) -> Look | None:
    """Return the second look that somebody has in hand; whoever looks blind sees nothing of the case but what it rests on."""
    mine = (one for one in case.lessons.looks if one.state is LookState.IN_HAND and one.agent == person.id)
    return next(mine, None)


def blind_to(case: Case, person: Colleague) -> int | None:
    """Return the decision that somebody is not to see now, if there is one."""
    look = looks_at(case, person)
    return look.drawn.decision if look is not None and look.drawn.kind == LookKind.BLIND else None


def may_extend(case: Case, person: Colleague) -> bool:
    """Say whether somebody may take more time for a case that nobody has decided: whoever holds it, or a lead."""
    return case.status in UNDECIDED and (person.id == case.agent or leads(case, person))


def may_enter(case: Case, person: Colleague) -> bool:
    """Say whether somebody may enter what arrived on paper: whoever holds the case, or a lead."""
    return person.id not in case.kept_out and (person.id == case.agent or leads(case, person))


def may_let_in(case: Case, person: Colleague) -> bool:
    """Say whether somebody may let a colleague see a case again: a manager who is not kept out."""
    return person.id not in case.kept_out and (bool(person.roles & KEEPERS) or leads(case, person))


def may_keep_out(case: Case, person: Colleague) -> bool:
    """Say whether somebody may keep a colleague out of a case: whoever may let them in, and who holds one about our own staff.

    Whom it is about may be known only once the record was read.
    """
    return may_let_in(case, person) or (case.code in staffing.KINDS and person.id == case.agent)


def may_tell_progress(case: Case, person: Colleague) -> bool:
    """Say whether somebody may tell how far a case is: who may put it off, before anything was decided."""
    return may_extend(case, person) and not case.decisions


def may_settle(case: Case, person: Colleague) -> bool:
    """Say whether somebody may settle whose law is followed in an open case."""
    return case.status in OPEN and Role.LEAD in person.roles


def seal_of(case: Case, person: Colleague, *, pack: Pack, now: datetime) -> Seal:
    """Return what sealed material asks of this person, and the newest grant that still holds."""
    needed = clearances(pack.category(case.code), asks=case.asks)
    lacking = needed - person.clearances
    grants = [one for one in case.grants if one.agent == person.id and one.until > now]
    return Seal(
        sealed=case.sealed,
        clearance=min(lacking or needed, default=None),
        cleared=not lacking,
        grant=max(grants, key=lambda one: one.until, default=None),
    )


def looked_at(
    case_id: CaseId, *, by: AgentId, under: Collection[UUID], until: datetime | None = None
) -> datetime | None:
    """Return when it was last written down, by then, that somebody looked at what is sealed under one of these grants.

    To open one file is no look at the case.
    """
    lines = ReadLine.objects.filter(bucket=bucket_of(case_id), owner=case_id, agent=by, grant__in=under)
    lines = lines.filter(what__in=_AT_THE_CASE)
    last = (lines if until is None else lines.filter(at__lte=until)).order_by("-at").first()
    return last.at if last else None
