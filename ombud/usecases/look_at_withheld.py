"""Look at the letters that are held back, why, and at what may hold each back longer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from ombud.core.case import Case
from ombud.core.pack.promises import Ground
from ombud.store import lists_office_people, packs, texts
from ombud.store.ledger import read_case
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
    words = next((item.words for item in case.withheld if item.side == side), None)
    why = texts.read_many(case.id, (words.id,)).get(words.id, "") if words else ""
    return Waits(grounds=packs.over(case, side).grounds, why=why)
