"""Which book is meant by a number, who may hold it, and when was it erased?"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Final
from uuid import UUID

from ombud.core import facts
from ombud.core.case import Case
from ombud.core.complaint import Complaint
from ombud.core.receipts import parse_number
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, Role
from ombud.store import complaints, staff
from ombud.store.ledger import Book, open_case, open_complaint, read_lines
from ombud.store.models import Case as CaseRow

HOLDERS: Final = frozenset({Role.PRIVACY, Role.LEGAL})
LOOKERS: Final = HOLDERS | {Role.AUDITOR}


def check_may_hold(agent: AgentId) -> None:
    """Refuse everybody but privacy and legal."""
    if not staff.colleague(agent).roles & HOLDERS:
        raise Refused(No.NOT_ALLOWED)


def check_may_look(agent: AgentId) -> None:
    """Refuse everybody but privacy, legal and audit."""
    if not staff.colleague(agent).roles & LOOKERS:
        raise Refused(No.NOT_ALLOWED)


def find(number: str) -> tuple[UUID, bool]:
    """Return the id of the complaint or case of a number, and whether it is a case."""
    parsed = parse_number(number)
    if parsed.prefix == "K":
        row = CaseRow.objects.filter(bucket=parsed.bucket, number=parsed.text)
        case_id = row.values_list("id", flat=True).first()
        if case_id is not None:
            return case_id, True
    found = complaints.by_number(parsed)
    if found is None:
        raise Refused(No.NOT_FOUND)
    return found.id, False


@contextmanager
def open_by_number(number: str) -> Iterator[Book[Case] | Book[Complaint]]:
    """Open the book of a complaint or a case for one commit."""
    book_id, is_case = find(number)
    if is_case:
        with open_case(book_id) as case:
            yield case
    else:
        with open_complaint(book_id) as complaint:
            yield complaint


def erased_at(book: UUID) -> datetime | None:
    """Return when the words of a complaint or a case were erased, if they were."""
    lines = read_lines(book)
    first = lines[0].fact if lines else None
    owner = first.person if isinstance(first, facts.Received) else book
    gone = (line.at for line in lines if isinstance(line.fact, facts.Erased) and line.fact.person == owner)
    return next(gone, None)
