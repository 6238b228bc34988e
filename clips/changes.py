"""What happened to an account, and how is one such change taken back?"""

import json
from datetime import datetime
from typing import Any, Final

from clips import standing
from clips.clock import written
from clips.posting import CHANGES_PATH, post
from clips.storage import Book, Row

SHOWN: Final = 50
"""How many changes a look-up tells, the latest first."""
WORDS: Final = frozenset({"name", "bio"})
"""Changes of what a profile says: these are put back as they were."""
WATCHED: Final = "W"
"""What is in force while Ombud watches an account."""
MEANS: Final = "Y.MEANS"
BOUND: Final = ("factor", "payee")
"""What whoever rented a child's account leaves behind in it: a phone or address, and a means of payment."""
BINDS: Final = ("factor", "payee", "real_name")
"""Changes of what an account is bound to: how it was before is bound again once one is taken back."""
FOLLOW: Final = "follow"
ADDED: Final = (FOLLOW, "app")
"""Changes that added something: another account that is followed, an app that may act. It is gone once the change is taken back."""
REMOVES: Final = "L4"
"""What removes a profile, and with it what it said."""
NAMELESS: Final = "用户"
TAKEOVER: Final = frozenset({"new_device", "new_country", "phone_changed", "payout_changed", "sim_swapped"})
"""Signals by which the risk check says that somebody else holds an account."""
NEUTRAL: Final = (
    "您近期可能收到过以某个账号名义发来的消息。请不要转账，也不要点开其中的链接。",
    "You may have had messages in the name of an account. Please send no money and open no link in them.",
)
"""What whoever was written to is told: nobody's name, and nothing about any case."""


def of(book: Book, account: str | None) -> list[dict[str, Any]]:
    """Return what changed on an account, and never from what or to what."""
    rows = book.execute(
        "SELECT * FROM change WHERE account = ? ORDER BY at DESC LIMIT ?", (account, SHOWN)
    ).fetchall()
    return [
        {
            "id": row["id"],
            "at": row["at"],
            "kind": row["kind"],
            "device": row["device"],
            "place": row["place"],
            "strange": bool(row["strange"]),
            "undone": row["undone_by"] is not None,
            "order": json.loads(row["was"]).get("order", ""),
        }
        for row in rows
    ]


def bound(book: Book, account: str) -> dict[str, str]:
    """Return the phone, payee and real name that an account is bound to now, where Clips was ever told what they are."""
    held: dict[str, str] = {}
    rows = book.execute(
        "SELECT kind, was, undone_by FROM change WHERE account = ? ORDER BY at, id", (account,)
    ).fetchall()
    for row in rows:
        was = json.loads(row["was"])
        if row["kind"] in BINDS and "bound" in was:
            held.setdefault(row["kind"], was["said"])
            held[row["kind"]] = held[row["kind"]] if row["undone_by"] else was["bound"]
    return held


def added(book: Book, account: str) -> dict[str, list[str]]:
    """Return what an account follows, and which apps may act for it, as far as its changes tell."""
    rows = book.execute(
        "SELECT kind, was FROM change WHERE account = ? AND kind IN (?, ?) AND undone_by IS NULL ORDER BY at, id",
        (account, *ADDED),
    ).fetchall()
    return {
        kind: [json.loads(row["was"])["what"] for row in rows if row["kind"] == kind]
        for kind in dict.fromkeys(row["kind"] for row in rows)
    }


def note(
    book: Book, account: str, kind: str, *, key: str, device: str, now: datetime, said: str = ""
) -> None:
    """Write down that something about an account changed by an order; what a profile said before is kept."""
    was = json.dumps({"order": key, "said": said}, ensure_ascii=False)
    book.execute(
        "INSERT INTO change(id, account, at, kind, device, place, strange, was) VALUES (?,?,?,?,?,'',0,?)",
        (f"{key}:{kind}", account, written(now), kind, device, was),
    )


def strange(
    book: Book, account: str, kind: str, *, key: str, now: datetime, was: tuple[str, str] | None = None
) -> None:
    """Write down a change that came from a device the account had not used, and tell Ombud at once where that watches it.

    `was`: what it said or was bound to before, and what now.
    """
    before = {} if was is None else dict(zip(("said", "bound"), was, strict=True))
    book.execute(
        "INSERT INTO change(id, account, at, kind, device, place, strange, was) VALUES (?,?,?,?,'','',1,?)",
        (key, account, written(now), kind, json.dumps(before, ensure_ascii=False)),
    )
    if WATCHED in standing.on_person(book, account, now=now):
        said = {"id": key, "at": written(now), "kind": kind, "strange": True}
        post(book, CHANGES_PATH, {"platform": "clips", "account": account, "changes": [said]}, now=now)


def unname(book: Book, account: str, *, key: str, now: datetime) -> None:
    """Take the name from an account whose profile was removed: it passed for somebody else's."""
    name = book.execute("SELECT name FROM person WHERE id = ?", (account,)).fetchone()["name"]
    note(book, account, "name", key=key, device="", now=now, said=name)
    book.execute("UPDATE person SET name = ? WHERE id = ?", (NAMELESS, account))


def undo(book: Book, change: str, *, key: str, keeps: frozenset[str] = frozenset(), now: datetime) -> None:
    """Put back how it was; what was posted is hidden and kept, and what a profile says where a removed one must stay so."""
    row = _row(book, change)
    if row is None or row["undone_by"] is not None or (row["kind"] in WORDS and REMOVES in keeps):
        return
    book.execute("UPDATE change SET undone_by = ? WHERE id = ?", (key, change))
    if row["kind"] == "post":
        _hide(book, row, key=key, now=now)
    if row["kind"] == FOLLOW:
        _unfollow(book, row)
    _swap(book, row)


def unbind_strangers(book: Book, account: str | None, *, key: str, now: datetime) -> None:
    """Unbind every phone, address and means of payment that a strange device brought to an account, and sign that one out."""
    rows = book.execute(
        "SELECT id, device FROM change WHERE account = ? AND strange = 1 AND undone_by IS NULL AND kind IN (?, ?)",
        (account, *BOUND),
    ).fetchall()
    for row in rows:
        undo(book, row["id"], key=key, now=now)
        book.execute(
            "UPDATE session SET ended_at = ? WHERE account = ? AND device = ? AND ended_at IS NULL",
            (written(now), account, row["device"]),
        )


def bind_again(book: Book, key: str, *, now: datetime) -> None:
    """Let what an order unbound be bound again: the decision was overturned."""
    for row in book.execute("SELECT id FROM change WHERE undone_by = ?", (key,)).fetchall():
        redo(book, row["id"], now=now)


def redo(book: Book, change: str, *, now: datetime) -> None:
    """Let a change hold again whose undoing was overturned."""
    row = _row(book, change)
    if row is None or row["undone_by"] is None:
        return
    book.execute("UPDATE change SET undone_by = NULL WHERE id = ?", (change,))
    book.execute(
        "UPDATE measure SET lifted_at = ? WHERE source = ?", (written(now), f"{row['undone_by']}:post")
    )
    if row["kind"] == FOLLOW:
        _follow(book, row)
    _swap(book, row)


def _follow(book: Book, row: Row) -> None:
    said = "INSERT INTO audience VALUES ('account', ?, ?, 'follows', ?) ON CONFLICT DO NOTHING"
    book.execute(said, (json.loads(row["was"])["what"], row["account"], row["at"]))


def _unfollow(book: Book, row: Row) -> None:
    said = "DELETE FROM audience WHERE kind = 'account' AND subject = ? AND person = ? AND how = 'follows'"
    book.execute(said, (json.loads(row["was"])["what"], row["account"]))


def _row(book: Book, change: str) -> Row | None:
    found: Row | None = book.execute("SELECT * FROM change WHERE id = ?", (change,)).fetchone()
    return found


def _swap(book: Book, row: Row) -> None:
    """Exchange how a profile reads now and how it read before."""
    if row["kind"] not in WORDS:
        return
    column = row["kind"]
    now = book.execute(f"SELECT {column} AS said FROM person WHERE id = ?", (row["account"],)).fetchone()  # noqa: S608 - one of two names
    before = json.loads(row["was"])["said"]
    book.execute(f"UPDATE person SET {column} = ? WHERE id = ?", (before, row["account"]))  # noqa: S608 - one of two names
    was = json.dumps({**json.loads(row["was"]), "said": now["said"]}, ensure_ascii=False)
    book.execute("UPDATE change SET was = ? WHERE id = ?", (was, row["id"]))


def _hide(book: Book, row: Row, *, key: str, now: datetime) -> None:
    """Take what a change posted out of sight: it is kept."""
    posted = json.loads(row["was"])
    book.execute(
        "INSERT INTO measure(source, origin, no, measure, kind, subject, params, at)"
        " VALUES (?, 'ombud', 0, 'R.UNDO', ?, ?, '{}', ?)",
        (f"{key}:post", posted["kind"], posted["id"], written(now)),
    )


def warn(book: Book, account: str, *, key: str, now: datetime) -> None:
    """Tell whoever an account wrote to since somebody strange came in, one neutral sentence, once."""
    since = book.execute(
        "SELECT MIN(at) AS at FROM change WHERE account = ? AND strange = 1", (account,)
    ).fetchone()["at"]
    others = book.execute(
        "SELECT DISTINCT p.id, p.lang FROM item i JOIN person p ON p.id = i.other"
        " WHERE i.kind = 'message' AND i.owner = ? AND i.posted_at >= ?",
        (account, since or written(now)),
    ).fetchall()
    for one in others:
        book.execute(
            "INSERT INTO tell(key, account, lang, text, link, at) VALUES (?,?,?,?,'',?) ON CONFLICT(key) DO NOTHING",
            (f"{key}:{one['id']}", one["id"], one["lang"], NEUTRAL[one["lang"] != "zh"], written(now)),
        )
