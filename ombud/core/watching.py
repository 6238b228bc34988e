"""Has somebody strange come back to an account that is watched?

An account that goes back to its owner can be watched for a time. That begins when it is back and not before, since until then it is
locked, and it ends on its day by itself. Within it, a change of a way in, of the payee or the real name counts whoever made it,
and anything from a device that the account had not used; what an order of ours brought about does not.

1. What the pack has taken at once (`alarm`) is taken by the house itself, on the host's word alone, and in a case of its own
   beside the first: with its own clocks and severity, and nobody in it is bound by what the first found.
2. It has an end, a review and a person who is called until one answers for it: it stands, or it was the owner and is lifted.
   So it is where nobody watches, once a person who looks again after some days says that it came back; else they say that it
   held, and why where the host tells of something odd.
3. Each change counts once, however often the host tells of it. One that comes while it is locked is only written down.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Final, Protocol
from uuid import UUID

from ombud.core import facts
from ombud.core.case import Case
from ombud.core.enforcement import APPLY
from ombud.core.owning import GIVES
from ombud.core.pack.kinds import CAME_BACK, STAYED
from ombud.core.pack.types import Measure, Pack, Step
from ombud.core.refusals import No, Refused

WATCH: Final = "W"
"""The measure by which an account is watched."""
SOURCE: Final = "watch"
"""Who tells a case that an account which went back may be in other hands again."""
TAKEN_AGAIN: Final = "taken_again"
"""What a case knows by that, for the rules of severity."""
WAYS_IN: Final = frozenset({"factor", "payee", "real_name"})
"""Changes by which an account or its money goes elsewhere, from whatever device."""


class Change(Protocol):
    """What the host tells of one change."""

    @property
    def id(self) -> str:
        """Return how the host calls it."""

    @property
    def at(self) -> datetime:
        """Return when it was."""

    @property
    def kind(self) -> str:
        """Return what changed."""

    @property
    def strange(self) -> bool:
        """Say whether it came from a device that the account had not used."""

    @property
    def order(self) -> str:
        """Return the order of ours that made it."""


def odd(changes: Iterable[Change], *, since: datetime) -> tuple[str, ...]:
    """Return the changes since the watch began that a person must look at, oldest first."""
    found = (
        one for one in changes if one.at > since and not one.order and (one.strange or one.kind in WAYS_IN)
    )
    return tuple(one.id for one in sorted(found, key=lambda one: one.at))


def known(case: Case) -> facts.Established | None:
    """Return what a case knows once the host told of something odd; None if its book says so already."""
    return None if SOURCE in case.known else facts.Established(source=SOURCE, facts=(TAKEN_AGAIN,))


def at_once(case: Case, pack: Pack) -> tuple[Measure, ...]:
    """Return what the house takes by itself here: what the pack names, the kind allows, and is not held already.

    What a step forbids before it was looked into is not held against it: the host's own word is that look.
    """
    watch, kind = pack.measure(WATCH), pack.category(case.code)
    held = {one.order.measure for one in case.protections}
    named = (pack.measure(code) for code in (watch.alarm if watch else ()) if kind.allows(code))
    return tuple(one for one in named if one is not None and one.code not in held)


def owner(case: Case) -> UUID | None:
    """Return whose complaint it was that an account went back on last."""
    gave = (past.proposal.gives_to for past in reversed(case.decisions))
    return next((one for one in gave if one is not None), None)


def back_at(case: Case) -> datetime | None:
    """Return since when an account is with its owner again: as soon as the host did all of that; None where it went to nobody."""
    last = case.decision
    if last is None:
        return None
    back = (case.confirmed_at.get(one.key) for one in last.orders if one.measure == GIVES and one.do == APPLY)
    return max((at for at in back if at is not None), default=last.at)


def check_ended(
    case: Case, step: Step, ended: str, *, changed: Collection[str], says_why: bool, since: datetime | None
) -> str:
    """Return how a step that looks again ended; nothing of any other. `changed` is what is odd of what the host told.

    Raises: STEP_NEEDS_EVIDENCE.
    """
    if not step.ends:
        return ""
    looked = case.looked_up_at is not None and (since is None or case.looked_up_at >= since)
    lacks = {
        "ended": ended not in step.ends,
        "looked_later": not looked,
        "nothing_odd": ended == CAME_BACK and case.goes_on_in is None,
        "odd": ended == STAYED and bool(changed) and not says_why,
    }
    why = next((name for name, holds in lacks.items() if holds), None)
    if why is not None:
        raise Refused(No.STEP_NEEDS_EVIDENCE, step=step.id, why=why)
    return ended
