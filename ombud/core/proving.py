"""What must somebody prove, and before what? As little as will do, and danger never waits for it.

1. A provisional measure that takes something from somebody is taken on a claim alone only where the kind asks for no proof
   (`to_protect` V0). Else a complainant's standing was proved, or something was found that speaks for itself (`protect_if`).
2. In S0 and S1 it goes first. The case says what is still to be asked for; what was done stands for its time all the same.
   Not where the claim itself may be the attack (`wary`): a rival would only have to say that it is urgent. There the host's
   own risk check stands in for proof, and nobody's word.
3. A notice is complete, for the clocks of law, once somebody who reports has proved what the kind asks for (`to_report`).
4. Whoever somebody says they are opens nothing; and what could not be proved is held against nobody.
5. What only an authority may ask for (`to_protect` V5) is done once somebody who asks has proved to be one, in danger too: that a
   step looked at it is no proof, and a forged letter always is in a hurry.
"""

from typing import Final
from uuid import UUID

from ombud.core import owning
from ombud.core.case import Case
from ombud.core.pack.types import Measure, Pack, Step
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import HOST, Relation, Severity

DANGER: Final = frozenset({Severity.S0, Severity.S1})
"""How grave it is where a measure goes first and proof is asked for afterwards."""
NOTHING: Final = "V0"
"""The level of whoever has proved nothing."""
AUTHORITY: Final = "V5"
"""The level of an authority."""
REACHABLE: Final = "V1"
"""The level of whoever answers where they said that they can be reached."""
NOTICE: Final = "valid_notice"
"""What a step marks that takes a notice as complete."""


def check_protects(case: Case, measure: Measure, *, pack: Pack) -> None:
    """Refuse to take something from somebody on a claim alone, but in danger."""
    level = to_protect(case, measure, pack=pack)
    if level is not None and not goes_first(case, pack=pack):
        raise Refused(No.NEEDS_VERIFICATION, level=level, why="protect")


def goes_first(case: Case, *, pack: Pack) -> bool:
    """Say whether this is danger in which a measure goes first and proof is asked for afterwards."""
    return case.severity in DANGER and not pack.category(case.code).wary


def to_protect(case: Case, measure: Measure, *, pack: Pack) -> str | None:
    """Return the proof that is missing for a provisional measure; None where it needs none, or has it."""
    category = pack.category(case.code)
    stands_in = not _found(case, wary=category.wary).isdisjoint(category.protect_if)
    if not measure.takes or _is_proved(case, category.to_protect, pack=pack) or stands_in:
        return None
    return category.to_protect


def _is_proved(case: Case, level: str, *, pack: Pack) -> bool:
    """Say whether anybody who complained proved a level: what an account asks for adds up, whatever was written down."""
    asking = {one.complaint for one in case.verified}
    return level == NOTHING or any(owning.reaches(case, one, level=level, pack=pack) for one in asking)


def _found(case: Case, *, wary: bool) -> frozenset[str]:
    """Return what was found: by anybody, or by the host alone where a claim may be the attack."""
    told = case.known.get(HOST)
    if wary:
        return frozenset(told[1].facts if told else ())
    return case.found


def owed(case: Case, *, pack: Pack) -> str | None:
    """Return the proof that is still to be asked for because a measure in force went first."""
    held = filter(None, (pack.measure(one.order.measure) for one in case.protections))
    return next(filter(None, (to_protect(case, one, pack=pack) for one in held)), None)


def check_notice(case: Case, step: Step, *, pack: Pack) -> None:
    """Refuse to call a notice complete before somebody who reports has proved what the kind asks for."""
    level = to_report(case, pack=pack)
    if NOTICE in step.marks and level is not None:
        raise Refused(No.NEEDS_VERIFICATION, level=level, why="report")


def check_order(case: Case, *, asks: bool, pack: Pack) -> None:
    """Refuse to do what an authority `asks` for before it has proved to be one."""
    if asks and pack.category(case.code).to_protect == AUTHORITY and shown(case) < AUTHORITY:
        raise Refused(No.NEEDS_VERIFICATION, level=AUTHORITY, why="order")


def still_asked(case: Case, complaint: UUID, *, relation: str, pack: Pack) -> str:
    """Return the proof that this complainant has still to bring, empty where none: of a guardian what opens a child's matters.

    To be reachable is no proof that anybody has to be asked for.
    """
    category = pack.category(case.code)
    needed = [category.to_report, category.to_protect]
    needed += [category.to_disclose] if relation == Relation.GUARDIAN else []
    level = max(needed)
    return level if level > REACHABLE and case.proved(complaint) < level else ""


def to_report(case: Case, *, pack: Pack) -> str | None:
    """Return the proof that whoever reports is still asked for; None where it needs none, or is there."""
    level = pack.category(case.code).to_report
    return level if shown(case) < level else None


def shown(case: Case) -> str:
    """Return up to which level anybody who complained has proved their standing."""
    return max((one.level for one in case.verified), default=NOTHING)
