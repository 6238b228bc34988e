"""Look at the letters that are held back, why, and at what may hold each back longer."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from ombud.core import silencing
from ombud.core.case import Case
from ombud.core.pack.promises import ORDERED, Ground
from ombud.core.receipts import number_of
from ombud.core.vocabulary import CaseId, Side
from ombud.store import due, lists_office_people, packs, texts
from ombud.store.ledger import read_case, read_cases
from ombud.store.lists_office_people import WithheldSeen

MOST: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """The grounds of a case's places, and why its side is still not told as somebody said at the last review."""

    grounds: Mapping[str, Ground] = field(default_factory=dict)
    why: str = field(default="", repr=False)


def look_at_withheld() -> tuple[tuple[WithheldSeen, Waits], ...]:
    """Return letters held back, with the date by which each must be looked at again, and what is known of its waiting."""
    held = lists_office_people.withheld(limit=MOST)
    cases = {one.case_id: read_case(one.case_id) for one in held if one.case_id is not None}
    return tuple((one, _waits(cases[one.case_id], one.side) if one.case_id else Waits()) for one in held)


def _waits(case: Case, side: str) -> Waits:
    held = case.withheld_from(side)
    words = held.words if held is not None else None
    why = texts.read_many(case.id, (words.id,)).get(words.id, "") if words else ""
    return Waits(grounds=packs.over(case, side).grounds, why=why)


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """A case whose account is told nothing although no letter waits, or of which a second person has yet to say whether it is real."""

    case_id: CaseId
    number: str
    ground: str
    review_at: datetime
    until: datetime | None
    answer_by: datetime | None
    waits: Waits


def look_at_silences() -> tuple[Silence, ...]:
    """Return the accounts that are told nothing and have no letter held back yet, or wait for a second person.

    Those that wait come first, then the soonest look. All of them: a protective measure that somebody looks at again hides none.
    """
    lettered = {one.case_id for one in lists_office_people.withheld(limit=MOST) if one.side == Side.ACCOUNT}
    found = _silences(lettered)
    return tuple(sorted(found, key=lambda one: (one.answer_by is None, one.review_at, one.number)))


def _silences(lettered: set[CaseId | None]) -> Iterator[Silence]:
    for case in _withheld():
        held = case.withheld_from(Side.ACCOUNT)
        if held is not None and (case.id not in lettered or silencing.unanswered(case)):
            yield Silence(
                case_id=case.id,
                number=number_of(case.id, "K"),
                ground=held.ground,
                review_at=held.review_at,
                until=case.silent_until if held.ground == ORDERED else None,
                answer_by=held.answer_by,
                waits=_waits(case, Side.ACCOUNT),
            )


def _withheld() -> Iterator[Case]:
    after = None
    while ids := due.withheld(after=after, limit=MOST):
        yield from read_cases(ids)
        after = ids[-1]
