"""What does Clips know about a subject when Ombud looks it up?"""

import base64
import json
from datetime import datetime
from typing import Any, Final

from clips import changes, leaks
from clips.copies import NO_PICTURE, is_blocked
from clips.measures import CLOSES, OUT_OF_SIGHT
from clips.poster import poster
from clips.standing import Standing, balance, on_item, on_person, owner_of
from clips.storage import Book, Row
from clips.tells import NO_MAIL, NOWHERE

Shape = dict[str, Any]

EARLIER: Final = 50
"""How many earlier measures a look-up shows, the latest first."""


def _still(scene: str, seed: str) -> Shape:
    picture = base64.b64encode(poster(scene, seed=seed).encode()).decode()
    return {"kind": "image", "poster": f"data:image/svg+xml;base64,{picture}"}


def state_of(standing: Standing, owner: Standing) -> str:
    """Say in one word how the public sees an item."""
    if "L4" in standing:
        return "removed"
    if OUT_OF_SIGHT & standing.keys():
        return "hidden"
    if CLOSES & owner.keys():
        return "account_closed"
    return "withheld" if "L3" in standing else "public"


def _state(book: Book, row: Row, standing: Standing, *, now: datetime) -> str:
    state = state_of(standing, on_person(book, row["owner"], now=now))
    return "blocked" if state == "public" and is_blocked(book, row, now=now) else state


def _of_item(book: Book, row: Row, *, now: datetime) -> Shape:
    standing = on_item(book, row["kind"], row["id"], now=now)
    pictured = row["kind"] in {"video", "live"} or (row["kind"] == "comment" and row["scene"] != NO_PICTURE)
    media = [_still(row["scene"], row["id"])] if pictured else []
    return {
        "title": row["title"],
        "text": row["text"],
        "media": media,
        "posted_at": row["posted_at"],
        "state": _state(book, row, standing, now=now),
    }


def _of_person(book: Book, row: Row, *, now: datetime) -> Shape:
    standing = on_person(book, row["id"], now=now)
    words = {"L9": "closed", "L8": "suspended", "P5": "locked", "L4": "removed", "P2": "hidden"}
    state = next((word for measure, word in words.items() if measure in standing), "public")
    return {
        "title": row["name"],
        "text": row["bio"],
        "media": [],
        "posted_at": row["created_at"],
        "state": state,
    }


def snapshot_of(book: Book, kind: str, subject: str, *, now: datetime) -> Shape | None:
    """Return title, text, media, time and state of a subject; nothing when Clips does not know it."""
    match kind:
        case "account":
            person = book.execute("SELECT * FROM person WHERE id = ?", (subject,)).fetchone()
            return None if person is None else _of_person(book, person, now=now)
        case "decision":
            row = book.execute("SELECT * FROM decision WHERE id = ?", (subject,)).fetchone()
            if row is None:
                return None
            about = snapshot_of(book, row["kind"], row["subject"], now=now) or {}
            return {**about, "text": f"{row['reasons']}\n\n{about.get('text', '')}".strip()}
        case leaks.KIND:
            shape: Shape = {"title": subject, "text": "", "media": [], "posted_at": None, "state": "public"}
            return shape if leaks.is_one(book, subject) else None
        case "platform":
            return {"title": "Clips", "text": "", "media": [], "posted_at": None, "state": "public"}
        case _:
            item = book.execute("SELECT * FROM item WHERE kind = ? AND id = ?", (kind, subject)).fetchone()
            return None if item is None else _of_item(book, item, now=now)


def _account(book: Book, account: str, *, now: datetime) -> Shape | None:
    row = book.execute("SELECT * FROM person WHERE id = ?", (account,)).fetchone()
    if row is None:
        return None
    standing = on_person(book, account, now=now)
    signals = json.loads(row["signals"])
    return {
        "id": row["id"],
        "name": row["name"],
        "created_at": row["created_at"],
        "followers": row["followers"],
        "minor": bool(row["minor"]),
        "closed": "L9" in standing,
        "verified": bool(row["verified"]),
        "livelihood": bool(row["livelihood"]),
        "place": row["place"],
        "number_reassigned": "number_reassigned" in signals,
        "no_earlier_channel": NOWHERE in signals,
        "only_phone_before": NO_MAIL in signals,
        "risk": {
            "score": row["risk"],
            "signals": signals,
            "other_hands": not changes.TAKEOVER.isdisjoint(signals),
        },
        "money": {"balance": balance(book, account) / 100, "frozen": "P4" in standing},
    }


def _reach(book: Book, kind: str, subject: str) -> Shape:
    row = book.execute(
        "SELECT views, views_per_hour, shares FROM item WHERE kind = ? AND id = ?", (kind, subject)
    ).fetchone()
    return {"views": 0, "views_per_hour": 0, "shares": 0} if row is None else dict(row)


def _earlier(book: Book, kind: str, subject: str, account: str | None) -> list[Shape]:
    rows = book.execute(
        "SELECT source, measure, at, until, lifted_at FROM measure WHERE (kind = ? AND subject = ?) OR account = ?"
        " ORDER BY at DESC, no DESC LIMIT ?",
        (kind, subject, account, EARLIER),
    )
    return [
        {
            "key": row["source"],
            "measure": row["measure"],
            "at": row["at"],
            "until": row["until"],
            "lifted_at": row["lifted_at"],
        }
        for row in rows
    ]


def _payments(book: Book, kind: str, subject: str) -> list[Shape]:
    """Return what an account paid to Clips or over it, or how an order was paid, the newest first."""
    whose = {"account": "account = ?", "order": "id = ?"}.get(kind)
    if whose is None:
        return []
    wanted = f"SELECT * FROM payment WHERE {whose} ORDER BY at DESC LIMIT ?"  # noqa: S608 - our own words
    rows = book.execute(wanted, (subject, EARLIER))
    return [
        {
            "id": row["id"],
            "at": row["at"],
            "amount": {"minor": row["amount"], "currency": row["currency"]},
            "what": row["what"],
            "returned": row["returned_by"] is not None,
        }
        for row in rows
    ]


def decision_shape(row: Row) -> Shape:
    """Return a host decision as it goes over the wire."""
    return {
        "id": row["id"],
        "at": row["at"],
        "subject": {"platform": "clips", "kind": row["kind"], "id": row["subject"]},
        "account": row["account"],
        "clause": row["clause"],
        "automation": json.loads(row["automation"]),
        "effects": json.loads(row["effects"]),
        "reasons": row["reasons"],
    }


def look_up(book: Book, kind: str, subject: str, *, now: datetime) -> Shape:
    """Return everything a fair judge should see, and nothing about who complained."""
    snapshot = snapshot_of(book, kind, subject, now=now)
    account = owner_of(book, kind, subject)
    decisions = book.execute(
        "SELECT * FROM decision WHERE id = ? OR (kind = ? AND subject = ?) OR (account = ? AND ? = 'account')"
        " ORDER BY at DESC LIMIT ?",
        (subject if kind == "decision" else None, kind, subject, account, kind, EARLIER),
    )
    return {
        "subject": {"platform": "host" if kind == leaks.KIND else "clips", "kind": kind, "id": subject},
        "found": snapshot is not None,
        "snapshot": snapshot,
        "account": None if account is None else _account(book, account, now=now),
        "reach": _reach(book, kind, subject),
        "earlier": _earlier(book, kind, subject, account),
        "decisions": [decision_shape(row) for row in decisions],
        "changes": changes.of(book, account) if kind == "account" else [],
        "payments": _payments(book, kind, subject),
    }
