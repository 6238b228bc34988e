"""What follows when the host says that something has a fingerprint that is kept out, or nearly? A case for a person, and nothing else.

1. Each thing gets a case of its own beside the one that keeps the fingerprint out, once, however often the host tells of it; one that is
   open on it already is drawn in. It goes to the queue as its kind does, sealed as the first is: a person looks.
2. Nothing is done to it on the host's word. A new upload with the very fingerprint is held back by the order in force; what was up before
   and what is only alike stays as it is until somebody decides.
3. Once the fingerprint is kept out no more the host's word counts for nothing.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from ombud.core import fingerprints, kin, placing
from ombud.core.case import Case
from ombud.core.ids import Mint, bucket_of
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import CaseId, Kinship, SubjectId, SubjectKind
from ombud.store import kin as family
from ombud.store import subjects, texts
from ombud.store.ledger import open_case
from ombud.store.order_rows import row_of
from ombud.store.transactions import one_transaction

BY: Final = "chore:matches"
EXACT: Final = "平台报告：指纹完全相同 / the host says: the very same fingerprint"
NEAR: Final = "平台报告：指纹相近，未必是同一影像 / the host says: a fingerprint that is near; it may be another picture"


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Something on the host whose fingerprint is the one kept out, or only `near` to it."""

    platform: str
    kind: SubjectKind
    external: str
    near: bool


class _Overtaken(Exception):  # noqa: N818 - nothing is wrong: somebody complained in this very moment
    """A case on it was opened in this very moment, and is drawn in."""


def keeper_of(key: str) -> CaseId:
    """Return the case whose order keeps a fingerprint out; refuse any other order."""
    row = row_of(key).first()
    named = subjects.find(row.target) if row else None
    if row is None or named is None or named.kind != fingerprints.KIND:
        raise Refused(No.NOT_FOUND, key=key)
    found: CaseId = row.case_id
    return found


def hear(first: CaseId, match: Match, *, key: str, mint: Mint, now: datetime) -> bool:
    """Let a person look at what the host told of; say whether it is news."""
    try:
        other = _set_beside(first, match, key=key, mint=mint, now=now)
    except _Overtaken:
        other = _set_beside(first, match, key=key, mint=mint, now=now)
    if other is not None:
        family.settle(first, other, now=now)
    return other is not None


@one_transaction
def _set_beside(first: CaseId, match: Match, *, key: str, mint: Mint, now: datetime) -> CaseId | None:
    with open_case(first) as book:
        case = book.state
        subject = subjects.keep(match.platform, match.kind.value, match.external)
        if not _is_news(case, subject, key=key):
            return None
        there = family.open_on(subject, placing.matter_of(case.code, subject=subject, complaint=first))
        other = there or mint(bucket_of(subject))
        reason = NEAR if match.near else EXACT
        words = texts.keep_for(first, reason, mint=mint)
        book.write(kin.leads(other, kinship=Kinship.COPY, words=words), by=BY, now=now)
        begins = family.Begins(kind=match.kind, code=case.code, kinship=Kinship.COPY, reason=reason)
        if there is None and not family.begin(
            case, other, subject, as_what=begins, by=BY, mint=mint, now=now
        ):
            raise _Overtaken
    return other


def _is_news(case: Case, subject: SubjectId, *, key: str) -> bool:
    """Say whether the fingerprint is kept out still, and nobody was given this to look at before."""
    held = any(one.order.key == key for one in case.protections)
    beside = subjects.cases_about(subject).filter(id__in=kin.family(case))
    return held and case.erased_at is None and subject != case.subject and not beside.exists()
