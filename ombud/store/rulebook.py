"""Which pack is in force? SQL and rows, no framework: the fast door asks too."""

from hashlib import sha256
from time import monotonic
from typing import Final

from psycopg import Connection

from ombud.core.pack.parse import from_compiled
from ombud.core.pack.types import Pack
from ombud.core.refusals import No, Refused

FRESH: Final = 2.0
"""Seconds after which a process looks again whether another one activated a pack."""
_MOST: Final = 64
_active: dict[str, tuple[float, str]] = {}
_read: dict[str, Pack] = {}

_IN_FORCE: Final = """
SELECT digest FROM (
  SELECT p.digest, v.at FROM pack_verdict v JOIN pack_proposal p ON p.id = v.proposal
  WHERE v.verdict = 'signed' AND p.jurisdiction = %(place)s
  UNION ALL SELECT digest, at FROM pack_turn WHERE jurisdiction = %(place)s
  UNION ALL SELECT digest, NULL FROM (
    SELECT digest FROM compiled_pack WHERE jurisdiction = %(place)s ORDER BY stored_at, digest LIMIT 1
  ) AS first
) AS known ORDER BY at DESC NULLS LAST LIMIT 1
"""
"""The last one that was signed, or that one turned into on its day; before any was, the one that this house began with."""


def in_force(jurisdiction: str, *, connection: Connection) -> Pack:
    """Return the pack that new cases of a jurisdiction are judged by."""
    looked_at, digest = _active.get(jurisdiction, (-FRESH, ""))
    if monotonic() - looked_at >= FRESH:
        row = connection.execute(_IN_FORCE, {"place": jurisdiction}).fetchone()
        if row is None:
            raise Refused(No.PACK_BROKEN, jurisdiction=jurisdiction)
        digest = str(row[0])
        _active[jurisdiction] = (monotonic(), digest)
    return by_digest(digest, connection=connection)


def by_digest(digest: str, *, connection: Connection) -> Pack:
    """Return the pack of a digest, read once; refuse a body that is another's."""
    if digest not in _read:
        row = connection.execute("SELECT body FROM compiled_pack WHERE digest = %s", (digest,)).fetchone()
        if row is None or sha256(body := bytes(row[0])).hexdigest() != digest:
            raise Refused(No.PACK_BROKEN, digest=digest)
        if len(_read) == _MOST:
            _read.clear()
        _read[digest] = from_compiled(body)
    return _read[digest]


def forget(*, bodies: bool = False) -> None:
    """Look again which packs are in force; with `bodies`, also read again what they say."""
    _active.clear()
    if bodies:
        _read.clear()
