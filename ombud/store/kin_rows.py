"""Which rows of kin follow from the lines of a book?"""

from collections.abc import Sequence

from ombud.core import facts
from ombud.core.facts import Line
from ombud.core.ids import bucket_of
from ombud.core.vocabulary import Beside, CaseId
from ombud.store.models import KinRow, RedressRow


def save(case_id: CaseId, lines: Sequence[Line]) -> None:
    """Write down who stands beside a case, whose books are due to say so, and for whose rule others are put right."""
    KinRow.objects.bulk_create(
        KinRow(
            bucket=bucket_of(case_id),
            case_id=case_id,
            kin=line.fact.case,
            kinship=line.fact.kinship,
            how=line.fact.how,
            seq=line.seq,
            due_at=line.at if line.fact.how == Beside.LEADS else None,
        )
        for line in lines
        if isinstance(line.fact, facts.SetBeside)
    )
    RedressRow.objects.bulk_create(
        RedressRow(bucket=bucket_of(case_id), case_id=case_id, seq=line.seq, due_at=line.at)
        for line in lines
        if isinstance(line.fact, facts.RedressBegun)
    )
