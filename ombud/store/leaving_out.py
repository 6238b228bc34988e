"""Who stands behind a step that one person left out of a decided case? A lead is asked, or else whoever may sign."""

from datetime import datetime
from typing import Final

from ombud.core.case import Case, Status
from ombud.core.following import may_stand_behind
from ombud.core.pack.types import Pack
from ombud.core.playbooks import CLOSE, alone_left_out
from ombud.core.receipts import number_of
from ombud.core.vocabulary import Role
from ombud.store import access, alarms
from ombud.store.alarms import Raised
from ombud.store.staff import Colleague

LEFT_OUT: Final = "left_out"
"""An alarm: somebody left a step out of a decided case alone, and it stays open until another stands behind that."""


def may_second(case: Case, person: Colleague) -> frozenset[str]:
    """Return the steps that another left out alone and somebody may stand behind."""
    roles = person.roles | ({Role.LEAD.value} if access.leads(case, person) else frozenset())
    several = access.seconds(case, case.steps_left).items()
    return frozenset(
        step for step, asked in several if may_stand_behind(case, step, person.id, roles=roles, asked=asked)
    )


def ask_another(case: Case, *, pack: Pack, now: datetime) -> None:
    """Ask somebody once while something is left out that nobody else stands behind, and no more once somebody does.

    It is a lead who is asked; where there is no other, the operator, who finds somebody who may sign.
    """
    if case.status is not Status.DECIDED:
        return
    steps = alone_left_out(case, pack, before=(CLOSE,))
    about = number_of(case.id, "K")
    asked = tuple(
        Raised(
            owner=case.id,
            kind=LEFT_OUT,
            to_role=_called(case, step.id),
            about=about,
            once=_once(case, step.id),
        )
        for step in steps[:1]
    )
    alarms.put(asked, now=now)
    alarms.lower(case.id, LEFT_OUT, still=asked, by=None, now=now)


def _called(case: Case, step: str) -> str:
    lead = access.seconds(case, (step,))[step] is Role.LEAD
    return (Role.LEAD if lead else Role.OPERATOR).value


def _once(case: Case, step: str) -> str:
    """Tell one leaving out from another: of the same step at another time."""
    return f"{step} {case.steps_at[step].isoformat()}"
