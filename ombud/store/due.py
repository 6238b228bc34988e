"""Which cases and complaints have a date that has come? Read without locks; who acts locks and looks again."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final
from uuid import UUID

from ombud.core.ids import bucket_of
from ombud.store import bulk

TOGETHER: Final = 200
"""How many books of one bucket are opened in one commit."""

_CASES: Final = {
    "page_at": "SELECT id FROM case_row WHERE page_at <= %s ORDER BY page_at LIMIT %s",
    "effect_at": "SELECT id FROM case_row WHERE effect_at <= %s ORDER BY effect_at LIMIT %s",
    "follow_at": "SELECT id FROM case_row WHERE follow_at <= %s ORDER BY follow_at LIMIT %s",
    "lease_until": "SELECT id FROM case_row WHERE lease_until <= %s ORDER BY lease_until LIMIT %s",
    "return_at": "SELECT id FROM case_row WHERE return_at <= %s ORDER BY return_at LIMIT %s",
    "wait_until": "SELECT id FROM case_row WHERE wait_until <= %s ORDER BY wait_until LIMIT %s",
}
_LEFT: Final = """
SELECT k.id FROM case_row k JOIN staff s ON s.id = k.agent
WHERE k.status = 'decided' AND k.act_at <= %s AND NOT s.is_active ORDER BY k.act_at LIMIT %s
"""
_BOOKS: Final = {"complaint": "complaint", "case": "case_row"}
_LAPSED: Final = """
SELECT DISTINCT c.id FROM case_row c JOIN host_order o ON o.case_id = c.id
WHERE c.review_at <= %(now)s AND o.protective AND o.do = 'apply' AND o.until <= %(now)s AND NOT EXISTS (
  SELECT FROM host_order l WHERE l.case_id = c.id AND l.do = 'lift' AND l.cause = o.key
) LIMIT %(limit)s
"""

_ENDING: Final = """
SELECT DISTINCT c.id FROM case_row c JOIN host_order o ON o.case_id = c.id
WHERE (c.effect_at IS NOT NULL OR c.on_appeal OR c.status = 'decided' OR o.measure = ANY(%(held)s)) AND c.review_at <= %(soon)s
AND o.protective AND o.do = 'apply' AND o.until <= %(soon)s AND NOT EXISTS (
  SELECT FROM host_order l WHERE l.case_id = c.id AND l.do = 'lift' AND l.cause = o.key
) LIMIT %(limit)s
"""


def cases(column: str, *, now: datetime, limit: int) -> Iterator[tuple[UUID, ...]]:
    """Yield the cases of which the moment in a column of `_CASES` has come, those of one bucket together."""
    yield from in_buckets(_ids(_CASES[column], now, limit))


def left_lying(*, now: datetime, limit: int) -> Iterator[tuple[UUID, ...]]:
    """Yield the decided cases that are due and lie with somebody who has left."""
    yield from in_buckets(_ids(_LEFT, now, limit))


def lapsed(*, now: datetime, limit: int) -> Iterator[tuple[UUID, ...]]:
    """Yield the cases that hold a provisional measure past its limit; its review always comes before."""
    with bulk.cursor() as cursor:
        cursor.execute(_LAPSED, {"now": now, "limit": limit})
        found = [row for (row,) in cursor]
    yield from in_buckets(found)


def ending(*, soon: datetime, held: Iterable[str], limit: int) -> Iterator[tuple[UUID, ...]]:
    """Yield the cases that hold a provisional measure which ends soon, once decided, or one of these: some are taken anew."""
    with bulk.cursor() as cursor:
        cursor.execute(_ENDING, {"soon": soon, "held": sorted(held), "limit": limit})
        found = [row for (row,) in cursor]
    yield from in_buckets(found)


def reviews(*, now: datetime, after: UUID | None, limit: int) -> list[UUID]:
    """Return a page of the cases where something must be looked at again, by their ids."""
    said = "SELECT id FROM case_row WHERE review_at <= %s AND id > %s ORDER BY id LIMIT %s"
    return _ids(said, now, after or UUID(int=0), limit)


def withheld(*, after: UUID | None, limit: int) -> list[UUID]:
    """Return a page of the cases of which something has a day to be looked at again and a side was once told nothing, by their ids."""
    said = (
        "SELECT c.id FROM case_row c WHERE c.review_at IS NOT NULL AND c.id > %s AND EXISTS ("
        " SELECT FROM ledger l WHERE l.bucket = c.bucket AND l.stream = c.id AND l.kind = 'Withheld')"
        " ORDER BY c.id LIMIT %s"
    )
    return _ids(said, after or UUID(int=0), limit)


def heard(*, since: datetime, limit: int) -> list[UUID]:
    """Return the complaints of which a later message told of a danger, or of a child, since then, the newest first."""
    said = "SELECT id FROM complaint WHERE heard_at > %s ORDER BY heard_at DESC LIMIT %s"
    return _ids(said, since, limit)


def erasures(book: str, *, now: datetime, after: UUID | None, limit: int) -> list[UUID]:
    """Return a page of the complaints or cases of which something is to be erased, by their ids."""
    said = f"SELECT id FROM {_BOOKS[book]} WHERE erase_due_at <= %s AND id > %s ORDER BY id LIMIT %s"  # noqa: S608 - our own names
    return _ids(said, now, after or UUID(int=0), limit)


def held(book: str, *, limit: int) -> list[UUID]:
    """Return the complaints or cases of which nothing may be erased for now."""
    return _ids(f"SELECT id FROM {_BOOKS[book]} WHERE held ORDER BY id LIMIT %s", limit)  # noqa: S608 - our own names


def waits(*, now: datetime, limit: int) -> Iterator[tuple[UUID, ...]]:
    """Yield the complaints whose time to answer is up."""
    said = "SELECT id FROM complaint WHERE wait_until <= %s ORDER BY wait_until LIMIT %s"
    yield from in_buckets(_ids(said, now, limit))


def marks(book: str, *, now: datetime, limit: int) -> Iterator[tuple[UUID, ...]]:
    """Yield the books of a kind with a clock whose next mark has come."""
    said = "SELECT owner FROM clock WHERE next_at <= %s AND book = %s ORDER BY next_at LIMIT %s"
    yield from in_buckets(_ids(said, now, book, limit))


def without_clocks(*, before: datetime, limit: int) -> Iterator[tuple[UUID, ...]]:
    """Yield complaints that came in before then, are not acknowledged, and whose clocks nobody has drawn yet."""
    said = (
        "SELECT c.id FROM complaint c WHERE NOT c.acknowledged AND c.received_at <= %s AND NOT EXISTS ("
        " SELECT FROM clock k WHERE k.bucket = c.bucket AND k.owner = c.id) ORDER BY c.received_at LIMIT %s"
    )
    yield from in_buckets(_ids(said, before, limit))


def in_buckets(ids: Iterable[UUID]) -> Iterator[tuple[UUID, ...]]:
    """Yield ids in groups of one bucket, each in order and none twice."""
    found: dict[int, set[UUID]] = {}
    for one in ids:
        found.setdefault(bucket_of(one), set()).add(one)
    for group in found.values():
        ordered = sorted(group)
        for at in range(0, len(ordered), TOGETHER):
            yield tuple(ordered[at : at + TOGETHER])


def _ids(said: str, *values: object) -> list[UUID]:
    with bulk.cursor() as cursor:
        cursor.execute(said.encode(), values)
        return [row for (row,) in cursor]
