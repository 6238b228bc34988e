"""Look at what the law has published of cases: notice, statement and outcome."""

from datetime import datetime
from typing import Final

from ombud.core.publishing import Published, published
from ombud.store import packs, publishing
from ombud.store.ledger import read_case

PAGE: Final = 20


def look_at_published(
    place: str, *, before: datetime | None = None, now: datetime
) -> tuple[tuple[Published, ...], datetime | None]:
    """Return a page of what is public in a place, newest first, and the moment that the next page begins before."""
    pack = packs.in_force(place)
    codes = [category.code for category in pack.categories.values() if category.publish_for is not None]
    found = publishing.candidates(codes, before=before or now, limit=PAGE)
    cases = (read_case(case_id) for case_id, _ in found)
    seen = (
        published(case, item=publishing.item_of(case.subject), pack=packs.of_case(case), now=now)
        for case in cases
        if case.opened.jurisdiction == place
    )
    return tuple(one for one in seen if one is not None), found[-1][1] if len(found) == PAGE else None
