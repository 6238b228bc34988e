"""What came to a sealed case since somebody looked at it? By its book, and by those of whoever complained."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from django.db import connection

from ombud.core import news, seals
from ombud.core.case import Case
from ombud.core.codec import decode
from ombud.core.facts import Line
from ombud.core.ids import bucket_of
from ombud.core.news import SENT, News
from ombud.core.vocabulary import AgentId, CaseId
from ombud.store import access, members
from ombud.store.ledger import read_lines

_SENT_KINDS: Final = [kind.__name__ for kind in SENT]
UNDERWAY: Final = timedelta(minutes=1)
"""How long before a signature a complainant may have begun to send what was written down only after it: their books are others."""


def since_look(case: Case, *, by: AgentId) -> tuple[News, ...] | None:
    """Return what came that somebody has not looked at, oldest first; None where they never looked at all.

    What came in the moment of a look was there to be seen.
    """
    looked = access.looked_at(case.id, by=by, under=seals.grants_of(case, by))
    if looked is None:
        return None
    lines = (*read_lines(case.id), *_sent(case.id))
    return tuple(one for one in news.brought(lines, to=by) if one.at > looked)


def was_read(case: Case, lines: Iterable[Line], *, by: AgentId, at: datetime) -> bool:
    """Say whether somebody who judged at this moment had looked at what had come by then: a case as it was, and its whole book."""
    looked = access.looked_at(case.id, by=by, under=seals.grants_of(case, by), until=at)
    if looked is None:
        return False
    came = (
        *(line for line in lines if line.seq <= case.seq),
        *(line for line in _sent(case.id) if line.at < at - UNDERWAY),
    )
    return all(one.at <= looked for one in news.brought(came, to=by))


def _sent(case_id: CaseId) -> tuple[Line, ...]:
    """Return the lines by which complainants of a case sent something, of all of their books by one query."""
    books = members.everybody(case_id)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT body FROM ledger WHERE bucket = ANY(%s) AND stream = ANY(%s) AND kind = ANY(%s)",
            (sorted({bucket_of(one) for one in books}), list(books), _SENT_KINDS),
        )
        return tuple(decode(bytes(body)) for (body,) in cursor.fetchall())
