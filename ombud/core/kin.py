"""Which cases stand beside a case, and what goes with them from the first?

1. A case reaches one subject and one account. What else belongs to the matter (a copy, an account of the same ring, a
   victim of the same rule) gets a case of its own, so that each has its own severity, rights, letter and appeal.
2. Both books say that they stand beside each other. One that is open already on that matter is drawn in, not doubled.
3. A case that is begun beside another is sealed where the first is, asks what the first asks of whoever holds it, keeps out
   whom it keeps out, and its account is told no sooner: what must not be seen or known in the first would otherwise show in the second.
4. Nobody picks a named case: what is begun goes to the queue, and nobody begins one about somebody they are tied to.
"""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime
from typing import Final
from uuid import UUID

from ombud.core import facts, placing
from ombud.core.case import Case
from ombud.core.grading import at_the_door, heard
from ombud.core.notices import RECORD
from ombud.core.pack.types import Pack
from ombud.core.pack.words import falls_under
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import PUNISHES, SEALED, Beside, CaseId, Kinship, Severity, Side, SubjectKind

MOST: Final = 20
"""How many cases one act sets beside another."""


def check(kinship: str, *, reason: str, named: int) -> Kinship:
    """Return why the cases belong together; refuse no reason, nothing named, or more than a person looks at in one act."""
    if kinship not in frozenset(Kinship):
        raise Refused(No.UNKNOWN_WORD, field="kinship", value=kinship, known=[one.value for one in Kinship])
    if not reason.strip():
        raise Refused(No.NEEDS_REASON)
    if not named:
        raise Refused(No.BAD_INPUT, field="beside")
    if named > MOST:
        raise Refused(No.TOO_MANY_LINES, most=MOST)
    return Kinship(kinship)


def check_new(case: Case, other: CaseId) -> None:
    """Refuse a case as its own kin, and one that stands beside it already."""
    if other == case.id or other in case.wronged or other in {one.case for one in case.kin}:
        raise Refused(No.ALREADY_DONE, field="beside")


def opening(first: Case, subject: UUID | None, *, kind: SubjectKind, code: str, pack: Pack) -> facts.Opened:
    """Return the first fact of a case beside the first, by the same rules as a complaint is sorted by; nobody claims anything.

    Refuse an item where the kind is about an account.
    """
    if pack.category(code).of_account and kind is not SubjectKind.ACCOUNT:
        raise Refused(No.NOT_AN_ACCOUNT, kind=code)
    said = heard((), relation=None, subject_kind=kind)
    least = Severity(pack.category(code).default_severity)
    severity, _ = at_the_door(least, code=code, said=said, pack=pack)
    return placing.opened(
        code,
        severity=severity.value,
        complaint=first.id,
        subject=subject,
        lang=first.opened.lang,
        pack=pack,
    )


def leads(other: CaseId, *, kinship: Kinship, words: facts.Words) -> facts.SetBeside:
    """Return what the first case's book says of the other."""
    return facts.SetBeside(case=other, kinship=kinship.value, how=Beside.LEADS.value, words=words)


IGNORED: Final = "UF"
"""Complaints that we judged wrongly: what is opened anew because of one is no such complaint itself."""


def check_anew(first: Case, *, kinship: Kinship, code: str) -> None:
    """Refuse to open anew, as one more complaint about us, what somebody had reported in vain."""
    if opens_anew(first, kinship) and falls_under(code, (IGNORED,)):
        raise Refused(No.BAD_INPUT, field="code")


def keeps_hands_out(first: Case, kinship: Kinship) -> bool:
    """Say whether nobody with a hand in a case judges what begins beside it: what is judged anew, or under our own rules alone."""
    return opens_anew(first, kinship) or kinship is Kinship.UNASKED


def opens_anew(first: Case, kinship: Kinship) -> bool:
    """Say whether a case is begun because a complaint about us found that something was judged wrongly."""
    return kinship is Kinship.ANEW and falls_under(first.code, (IGNORED,))


def anew(case: Case) -> UUID | None:
    """Return the case in which a matter was opened anew that this one found wrongly judged."""
    led = (one for one in case.kin if one.how == Beside.LEADS and one.kinship == Kinship.ANEW)
    return next((one.case for one in led), None)


def begun(
    first: Case, *, kinship: Kinship, words: facts.Words, hands: Collection[UUID] = ()
) -> facts.SetBeside:
    """Return what the book of a case says that begins beside the first; `hands` judge nothing in it."""
    return facts.SetBeside(
        case=first.id,
        kinship=kinship.value,
        how=Beside.BEGUN.value,
        words=words,
        asks=tuple(sorted(first.asks | ({SEALED} if first.sealed else set()))),
        kept_out=tuple(sorted(first.out_themselves | {*hands})),
    )


def drawn(first: CaseId, *, kinship: str) -> facts.SetBeside:
    """Return what the book of a case says that was open already; the reason stays with the first, which may be sealed."""
    return facts.SetBeside(case=first, kinship=kinship, how=Beside.DRAWN.value)


def withheld(
    first: Case, *, own: Iterable[facts.Withheld], pack: Pack, now: datetime
) -> tuple[facts.Withheld, ...]:
    """Return from which side the new case keeps silence: as its kind begins, and as the first does to its account."""
    held = {one.side: one for one in own}
    for one in first.withheld:
        here = pack.grounds.get(one.ground)
        if one.side == Side.ACCOUNT and one.side not in held and not (here and here.ordered):
            held[one.side] = replace(one, review_at=now + pack.grounds[one.ground].review_after)
    return tuple(held.values())


SOMEBODY_ELSES: Final = frozenset({Kinship.REDRESS, Kinship.INCIDENT, Kinship.SISTER, Kinship.VICTIM})
"""Cases beside a case that are about somebody else by what they are: other victims of one rule, one leak, one fault, one account."""


def check_same_victim(
    first: Case, other: Case, *, others: Collection[UUID], strangers: Collection[UUID], pack: Pack
) -> None:
    """Refuse to hand over what was kept in a case beside it, unless all of it was done to whoever this case protects.

    `others` are those who say there that it was done to them or their child, and get no record of this one: then it is their
    record; `strangers` are accounts that were shielded there and not here. Nobody is named to anybody of whom nothing was
    found, and a kind that hands no record to its own gives none away here. `pack` is the other's.

    Raises: NOT_FOUND, RECORD_APART, MEASURE_NOT_ALLOWED.
    """
    kinship = next((one.kinship for one in first.kin if one.case == other.id), None)
    if kinship is None:
        raise Refused(No.NOT_FOUND, field="also")
    if kinship in SOMEBODY_ELSES or others or strangers:
        raise Refused(No.RECORD_APART)
    if all(step.letter != RECORD for step in pack.playbook(other.code).steps):
        raise Refused(No.MEASURE_NOT_ALLOWED, measure=RECORD)
    last = other.decision
    if last is None or other.on_appeal or last.proposal.outcome not in PUNISHES:
        raise Refused(No.RECORD_APART)


def family(case: Case) -> tuple[UUID, ...]:
    """Return the cases that stand beside a case, in the order in which they came."""
    return tuple(one.case for one in case.kin)
