"""Which cases of one kind were decided last? Their books are read, never their words."""

from collections.abc import Iterator
from typing import Final

from ombud.core.case import Case
from ombud.core.precedents import LOOKED_AT, Precedent, of
from ombud.store import bulk
from ombud.store.ledger import read_case

_ENDED: Final = (
    "SELECT id FROM case_row WHERE code = %s AND status IN ('decided', 'closed') AND id <> %s"
    " ORDER BY opened_at DESC LIMIT %s"
)


def like(case: Case) -> Iterator[Precedent]:
    """Yield how the newest others of a case's kind were decided."""
    with bulk.cursor() as cursor:
        cursor.execute(_ENDED, (case.code, case.id, LOOKED_AT))
        found = [row for (row,) in cursor]
    for one in found:
        taught = of(read_case(one))
        if taught is not None:
            yield taught
