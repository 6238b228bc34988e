"""Who opens an account on Clips, and who is kept out because an account of theirs is closed for good?

An order that closes an account may say that whoever had it opens no other (`block`). Clips knows them by what they had there: a
device at a place, a means of being paid. A name alone keeps nobody out: others bear it, too. As long as the closing holds, and no longer.
"""

import json
from datetime import datetime
from uuid import uuid4

from clips.clock import written
from clips.measures import CLOSES
from clips.storage import Book

_SHUT = (
    "SELECT m.subject, m.params FROM measure m WHERE m.kind = 'account' AND m.origin = 'ombud'"
    " AND m.lifted_at IS NULL AND (m.until IS NULL OR m.until > ?)"
)


def register(book: Book, body: bytes, *, now: datetime) -> str | None:
    """Open an account and return its name; empty for whoever is kept out, nothing where this is no registration."""
    try:
        said = json.loads(body)
    except ValueError:
        return None
    match said:
        case {"name": str(name), "device": str(device), "place": str(place)} if name:
            pass
        case _:
            return None
    means = str(said.get("means") or "")
    if is_kept_out(book, device=(device, place), means=means, now=now):
        return ""
    account = f"u-{uuid4().hex[:12]}"
    at = written(now)
    book.execute(
        "INSERT INTO person VALUES (?,?,?,'zh','',?,0,0,0,0,0,0.5,'[]','CN')",
        (account, name, account[2:], at),
    )
    book.execute("INSERT INTO session VALUES (?,?,?,?,?,NULL)", (f"{account}:0", account, device, place, at))
    if means:
        binds(book, account, means=means, now=now)
    return account


def binds(book: Book, account: str, *, means: str, now: datetime) -> None:
    """Bind where somebody is paid."""
    book.execute("INSERT INTO payee VALUES (?,?,?)", (account, means, written(now)))


def is_kept_out(book: Book, *, device: tuple[str, str], means: str, now: datetime) -> bool:
    """Say whether somebody had an account that is closed so that they open no other."""
    return any(
        _has(book, row["subject"], device=device, means=means)
        for row in book.execute(
            f"{_SHUT} AND m.measure IN ({','.join('?' * len(CLOSES))})", (written(now), *CLOSES)
        )
        if json.loads(row["params"]).get("block") is True
    )


def _has(book: Book, account: str, *, device: tuple[str, str], means: str) -> bool:
    found = book.execute(
        "SELECT 1 FROM session WHERE account = :id AND device = :device AND place = :place"
        " UNION ALL SELECT 1 FROM payee WHERE account = :id AND means = :means LIMIT 1",
        {"id": account, "device": device[0], "place": device[1], "means": means},
    )
    return found.fetchone() is not None
