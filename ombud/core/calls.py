"""Who is called because nobody answers for what waits for a second person, and when?

A call is a fact of the book; how many there were says who is next. Calls end with the people to ask, but in danger to
life and where a child is concerned they go on from the top until somebody answers. After a pause, because nothing waited or
nothing ran, they go on at their pace.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from ombud.core.case import SIGNATURE, Case, Status
from ombud.core.facts import Protected
from ombud.core.pack.approvals import signers
from ombud.core.pack.promises import of_severity
from ombud.core.pack.types import Pack, Paging
from ombud.core.pack.words import falls_under
from ombud.core.vocabulary import Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """Somebody with this duty is to be woken at a moment; `no` counts the calls about one thing."""

    at: datetime
    role: str
    about: str
    no: int


def sign_by(case: Case, *, pack: Pack) -> datetime | None:
    """Return by when a proposal is to be signed; None where none waits, or its level has no limit."""
    if case.status is not Status.COSIGNING or case.proposal is None or case.proposed_at is None:
        return None
    limit = of_severity(signers(case.proposal.level, pack=pack).within, case.severity)
    return None if limit is None else case.proposed_at + limit


def never_let_go(case: Case, *, pack: Pack) -> bool:
    """Say whether calls about this case go on until somebody answers."""
    return case.severity is Severity.S0 or falls_under(case.code, pack.paging.until_answered)


def following(case: Case, *, pack: Pack) -> Iterator[Call]:
    """Yield the next call about everything that waits for a second person."""
    due = sign_by(case, pack=pack)
    if due is not None:
        yield from _next(
            SIGNATURE, case=case, due=due, paging=pack.paging, endless=never_let_go(case, pack=pack)
        )
    for held in case.unanswered:
        if held.stays and held.answer_by is not None:
            first = held.answer_by - pack.paging.again_after  # who is asked first was called when it was done
            yield from _next(held.order.key, case=case, due=first, paging=pack.paging, endless=True)
    for told in case.unanswered_disclosures:  # what was told cannot be taken back: somebody answers for it
        first = told.fact.answer_by - pack.paging.again_after
        yield from _next(about(told.fact.no), case=case, due=first, paging=pack.paging, endless=True)


def about(no: int) -> str:
    """Return what a call for an answer to a disclosure is about."""
    return f"disclosure:{no}"


def lapsed(case: Case, *, now: datetime) -> tuple[Protected, ...]:
    """Return the measures taken at once that nobody answered for in time and that do not stay without an answer."""
    return tuple(one for one in case.unanswered if not one.stays and one.answer_by and one.answer_by <= now)


def lapses_at(case: Case) -> datetime | None:
    """Return when the first measure is undone for want of an answer."""
    return min((one.answer_by for one in case.unanswered if not one.stays and one.answer_by), default=None)


def _next(about: str, *, case: Case, due: datetime, paging: Paging, endless: bool) -> Iterator[Call]:
    made = case.calls.count(about)
    if made < len(paging.asks) or endless:
        at = due + made * paging.again_after
        last = case.called_at.get(about) if made else None
        if last is not None and at <= last:  # what nobody was called for meanwhile is not made up for
            at = last + paging.again_after
        yield Call(at=at, role=paging.asks[made % len(paging.asks)], about=about, no=made)
