"""Which guardian may be written to about a child, and when?

Only one who complained and whose guardianship was proved; only after two people decided; and never where home may be
the danger. A step that looks at that danger forbids P9 until it was done: leaving it out is no look.
"""

from typing import Final
from uuid import UUID

from ombud.core.case import ACCOUNT, Case
from ombud.core.owning import reaches
from ombud.core.pack.types import Pack, Step
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import Relation

LETTER: Final = "guardian"
CONTACT: Final = "P9"
NEVER: Final = "tell_guardian"


def check_safe(case: Case, step: Step, *, pack: Pack) -> None:
    """Refuse to tell any guardian of this case before it is decided by two and the danger at home was looked at.

    That look is the step that writes, where it asks for a note, and every step that forbids the contact.
    """
    category = pack.category(case.code)
    risks = tuple(one.id for one in pack.playbook(case.code).steps if CONTACT in one.forbids)
    if LETTER not in category.letters or NEVER in category.never or not (risks or step.evidence):
        raise Refused(No.MEASURE_NOT_ALLOWED, measure=CONTACT)
    if case.decision is None or case.on_appeal or not case.decision.proposal.signers:
        raise Refused(No.NOT_DECIDED)
    done = case.steps_done | (case.cut_short.done if case.cut_short else frozenset())
    missing = tuple(one for one in risks if one not in done)
    if missing:
        raise Refused(No.STEPS_OPEN, steps=missing)


OWN: Final = "V2"
"""What shows that an account is somebody's own: what was done to it was done to them, and the record of it is theirs."""


AFFECTED: Final = "V3"
"""The highest level that whom something was done to can prove: above it stand guardians and authorities."""


def is_own(case: Case, complaint: UUID, *, relation: str, pack: Pack) -> bool:
    """Say whether this complainant says that it was done to them, and proved it: what the kind asks for, and that an account is theirs.

    So does whoever speaks for them by a power that was seen, to what the kind asks for of anybody else: of a child's kinds that is what
    it asks for of a guardian, and what is looked at before a guardian is told is looked at for them too (`for_child`).

    Of a child's kinds that is the child; of an account whose it is whoever it was given to, and nobody else once it was.
    """
    asked = pack.category(case.code).to_disclose
    level = OWN if asked > AFFECTED else max(OWN, asked)
    if relation == Relation.REPRESENTATIVE:
        level = max(AFFECTED, asked)
    if relation not in {Relation.AFFECTED, Relation.REPRESENTATIVE} or case.proved(complaint) < level:
        return False
    if not case.code.startswith(ACCOUNT):
        return True
    gave = [past.proposal.gives_to for past in case.decisions if past.proposal.gives_to is not None]
    return gave[-1:] in ([], [complaint]) and reaches(case, complaint, level=OWN, pack=pack)


def for_child(case: Case, *, relation: str, pack: Pack) -> bool:
    """Say whether whoever complained so speaks for a child: home may have sent them, as it may be where the guardian is."""
    return relation == Relation.REPRESENTATIVE and pack.category(case.code).to_disclose > AFFECTED


def may_read(case: Case, complaint: UUID, *, relation: str, pack: Pack) -> bool:
    """Say whether this complainant is a guardian who has proved it."""
    return relation == Relation.GUARDIAN and case.proved(complaint) >= pack.category(case.code).to_disclose
