"""Look at the letters that are held back, and at what may hold each back longer."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from ombud.core.pack.promises import Ground
from ombud.store import lists_office_people, packs
from ombud.store.ledger import read_case
from ombud.store.lists_office_people import WithheldSeen

MOST: Final = 100


def look_at_withheld() -> tuple[tuple[WithheldSeen, Mapping[str, Ground]], ...]:
    """Return letters held back, with the date by which each must be looked at again, and the grounds of its case's places."""
    held = lists_office_people.withheld(limit=MOST)
    found = {one.case_id: _grounds(one.case_id) for one in held if one.case_id is not None}
    return tuple((one, found[one.case_id] if one.case_id else {}) for one in held)


def _grounds(case_id: UUID) -> Mapping[str, Ground]:
    return packs.of_case(read_case(case_id)).grounds
