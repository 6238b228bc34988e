"""May somebody say of a case what it is about, and that it is about this?

1. Of a case that is about nothing that is known whoever holds it may say so at any time before it is decided once more.
2. What it is about may be corrected while nothing follows from it: no measure was ordered, nothing is decided, and nobody of
   the other side was asked or told.
3. A case of a kind that is about an account is about no item.
4. It proves nothing: what somebody proved, or an agent did, about something else does not count for this.
"""

from collections.abc import Iterator
from uuid import UUID

from ombud.core import facts
from ombud.core.case import Case
from ombud.core.pack.types import Category
from ombud.core.refusals import No, Refused
from ombud.core.turns.working import ACCOUNT_ASKED
from ombud.core.vocabulary import Side, SubjectKind


def check(case: Case, kind: SubjectKind | None, *, category: Category, reason: str) -> None:
    """Refuse to say that a case is about a thing of this kind, or about nothing that is known."""
    if not reason.strip():
        raise Refused(No.NEEDS_REASON)
    if category.of_account and kind not in {SubjectKind.ACCOUNT, None}:
        raise Refused(No.NOT_AN_ACCOUNT, kind=category.code)
    check_free(case)


def check_free(case: Case) -> None:
    """Refuse to change what a case is about where something follows from it already."""
    why = stands_by(case)
    if why:
        raise Refused(No.SUBJECT_STANDS, why=why)


def stands_by(case: Case) -> str:
    """Return what follows from what a case is about, so that it stays so; empty where nothing does."""
    return "" if case.subject is None else next(_follows(case), "")


def _follows(case: Case) -> Iterator[str]:
    if case.decisions:
        yield "decided"
    if case.orders:
        yield "measure"
    if case.disclosures or any(one.side == Side.ACCOUNT for one in case.told):
        yield "told"
    if any(code == ACCOUNT_ASKED for code, _ in case.moved):
        yield "told"


def named(
    case: Case, subject: UUID | None, *, words: facts.Words, evidence: UUID | None = None
) -> facts.SubjectNamed:
    """Return the fact that says so; refuse what it is about already."""
    if subject == case.subject:
        raise Refused(No.ALREADY_DONE, field="subject")
    return facts.SubjectNamed(subject=subject, before=case.subject, words=words, evidence=evidence)
