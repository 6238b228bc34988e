"""Remind people of what they promised to look at again: withheld letters and provisional measures; and warn of a lock that ends.

A secrecy that nobody ends is asked about again and again, each time its ground has it looked at: clearing the alarm ends
nothing, only telling the side or approving a new date does. One that the law of the account does not have, from before that was
asked, ends with that look; one person's word for an authority's request asks for a second.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from ombud.core import shutting
from ombud.core.case import Case
from ombud.core.receipts import number_of
from ombud.core.vocabulary import CaseId, Role
from ombud.store import alarms, due, packs, silencing
from ombud.store.alarms import Raised
from ombud.store.in_turn import each
from ombud.store.ledger import open_case, read_case
from ombud.store.transactions import one_transaction

BY: Final = "chore:reviews"


def remind_reviews(*, now: datetime, limit: int = 200) -> int:
    """Raise one alarm for each review whose date has come, of withheld letters each time anew; return how many are new."""
    raised = 0
    after = None
    while ids := due.reviews(now=now, after=after, limit=limit):
        raised += each(ids, lambda one: _remind(one, now=now), what="reviews", now=now)
        after = ids[-1]
    return raised


@one_transaction
def _remind(case_id: CaseId, *, now: datetime) -> int:
    case = read_case(case_id)
    if silencing.is_due(case, now=now):
        with open_case(case_id) as book:
            silencing.settle(book, by=BY, now=now)
        case = book.state
    return alarms.put(_overdue(case, now), now=now)


def _overdue(case: Case, now: datetime) -> Iterator[Raised]:
    for item in case.withheld:
        if item.review_at <= now:
            ground = packs.over(case, item.side).grounds.get(item.ground)
            role = Role.LEAD.value if ground is None or item.answer_by else ground.approver
            at = item.review_at if ground is None else _last_due(item.review_at, ground.review_after, now)
            review = _review(case, role, about=f"withheld:{item.side}", at=at)
            if at == item.review_at or not alarms.is_open(review):
                yield review
    for held in case.provisional:
        if held.review_at <= now:
            about = f"protection:{held.order.measure}"
            yield _review(case, Role.LEAD.value, about=about, at=held.review_at)
        warned = shutting.warns_at(case, held)
        if warned is not None and warned <= now:
            number, once = number_of(case.id, "K"), held.order.key
            yield Raised(
                owner=case.id, kind=alarms.LOCK_ENDS, to_role=Role.LEAD.value, about=number, once=once
            )


def _last_due(first: datetime, every: timedelta, now: datetime) -> datetime:
    """Return when a review was last due that comes round again; whoever asks twice in between is told the same moment."""
    return first + (now - first) // every * every


def _review(case: Case, role: str, *, about: str, at: datetime) -> Raised:
    return Raised(owner=case.id, kind=alarms.REVIEW, to_role=role, about=about, once=at.isoformat())
