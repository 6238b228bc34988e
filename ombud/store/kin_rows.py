"""Which rows of kin, and of what many share, follow from the lines of a book?"""

from collections.abc import Sequence
from typing import Final

from ombud.core import facts
from ombud.core.facts import Line
from ombud.core.ids import bucket_of
from ombud.core.vocabulary import Beside, CaseId, Kinship
from ombud.store.models import IssueRow, KinRow, RedressRow

BEGINS: Final = (facts.RedressBegun, facts.ClearingBegun, facts.AgainBegun)
"""What begins that others are put right, or looked at again, some at a time."""


def told(fact: facts.Fact) -> tuple[tuple[CaseId, str, str], ...]:
    """Return whom a line sets beside its case: of which kinship, and how."""
    match fact:
        case facts.SetBeside(case=other, kinship=kinship, how=how):
            return ((other, kinship, how),)
        case facts.WrongedFound(cases=cases):
            return tuple((one, Kinship.REDRESS.value, Beside.LEADS.value) for one in cases)
        case _:
            return ()


def save(case_id: CaseId, lines: Sequence[Line]) -> None:
    """Write down who stands beside a case, whose books are due to say so, and whom it has put right."""
    KinRow.objects.bulk_create(
        KinRow(
            bucket=bucket_of(case_id),
            case_id=case_id,
            kin=other,
            kinship=kinship,
            how=how,
            seq=line.seq,
            due_at=line.at if how == Beside.LEADS else None,
        )
        for line in lines
        for other, kinship, how in told(line.fact)
    )
    RedressRow.objects.bulk_create(
        RedressRow(bucket=bucket_of(case_id), case_id=case_id, seq=line.seq, due_at=line.at)
        for line in lines
        if isinstance(line.fact, BEGINS)
    )
    for line in lines:
        _save_issue(case_id, line.fact)


def _save_issue(case_id: CaseId, fact: facts.Fact) -> None:
    """Write down a fault that is known, where its case leads; those beside it have no row."""
    bucket = bucket_of(case_id)
    match fact:
        case facts.IssueKnown(first=None, until=until):
            said = {"until": until, "mended": False, "due_at": until}
            IssueRow.objects.update_or_create(bucket=bucket, case_id=case_id, defaults=said)
        case facts.IssueMended():
            IssueRow.objects.filter(bucket=bucket, case_id=case_id).update(mended=True, due_at=None)
        case _:
            return
