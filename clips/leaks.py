"""What of Clips' own systems can data get out by, is that shut, whose data did, and who here looked at somebody's?"""

from datetime import datetime
from typing import Any, Final

from clips.clock import read, written
from clips.order import Order
from clips.storage import Book

KIND: Final = "system"
MEASURES: Final = frozenset({"P12", "P13", "P14", "P15"})
"""Keys are revoked, a way out is shut, everybody whom it touched is signed out, what got out is taken down."""
SIGNS_OUT: Final = "P14"


def is_one(book: Book, name: str) -> bool:
    """Say whether Clips has a part of its systems of this name."""
    return book.execute("SELECT 1 FROM system WHERE id = ?", (name,)).fetchone() is not None


def sign_out(book: Book, order: Order, *, now: datetime) -> None:
    """End the sessions of everybody whose data got out by it."""
    book.execute(
        "UPDATE session SET ended_at = ? WHERE ended_at IS NULL"
        " AND account IN (SELECT account FROM leaked WHERE system = ?)",
        (written(now), order.subject),
    )


def shut(book: Book, order: Order, *, now: datetime) -> None:
    """Note until when data got out by it: from then on nothing does."""
    book.execute("UPDATE system SET until = ? WHERE id = ? AND until IS NULL", (written(now), order.subject))


def scope(book: Book, system: str, *, now: datetime) -> dict[str, Any] | None:
    """Return since when and until when what got out by it, and of whom; nothing of a system that nobody knows."""
    known = book.execute("SELECT * FROM system WHERE id = ?", (system,)).fetchone()
    if known is None:
        return None
    rows = book.execute(
        "SELECT l.account, l.kinds, p.lang, p.minor FROM leaked l JOIN person p ON p.id = l.account WHERE l.system = ?"
        " ORDER BY l.account",
        (system,),
    ).fetchall()
    kinds = [kind for row in rows for kind in row["kinds"].split()]
    return {
        "since": known["since"],
        "until": known["until"] or written(now),
        "kinds": {kind: kinds.count(kind) for kind in sorted({*kinds})},
        "accounts": [
            {"account": row["account"], "lang": row["lang"], "child": bool(row["minor"])} for row in rows
        ],
    }


def accesses(book: Book, account: str, *, since: str, until: str) -> dict[str, Any] | None:
    """Return who looked at an account in a time; nothing of one that nobody knows."""
    if book.execute("SELECT 1 FROM person WHERE id = ?", (account,)).fetchone() is None:
        return None
    rows = book.execute(
        "SELECT at, who, what, ticket FROM access WHERE account = ? ORDER BY at, seq", (account,)
    )
    first, last = read(since), read(until)
    return {"looks": [dict(row) for row in rows if first <= read(row["at"]) <= last]}
