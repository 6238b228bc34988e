"""Is something on Clips a copy of what was removed, or of a picture whose fingerprint is kept out?"""

import json
from datetime import datetime
from hashlib import sha256
from typing import Final

from clips import fingerprints
from clips.clock import written
from clips.storage import Book, Row

NO_PICTURE: Final = "chat"
"""How a thing looks that is only words."""


def digest(row: Row) -> str:
    """Return what stands for picture and words of an item."""
    said = "".join(f"{row['title']}{row['text']}".split()).casefold()
    return sha256(f"{row['scene']}\0{said}".encode()).hexdigest()


def is_blocked(book: Book, row: Row, *, now: datetime) -> bool:
    """Say whether another item, the very same, is removed by an order in force that keeps out copies, or its picture is kept out."""
    if fingerprints.is_kept_out(book, row, now=now):
        return True
    same = book.execute(
        "SELECT i.*, m.params FROM item i JOIN measure m ON m.kind = i.kind AND m.subject = i.id"
        " WHERE i.kind = ? AND i.scene = ? AND i.id <> ? AND m.origin = 'ombud' AND m.lifted_at IS NULL"
        " AND (m.until IS NULL OR m.until > ?) AND m.no = (SELECT max(n.no) FROM measure n WHERE n.origin = 'ombud'"
        " AND n.kind = m.kind AND n.subject = m.subject AND n.measure = m.measure)",
        (row["kind"], row["scene"], row["id"], written(now)),
    )
    return any(json.loads(one["params"]).get("block") is True and digest(one) == digest(row) for one in same)
