"""What changes on Clips when a measure begins or ends?"""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from itertools import combinations
from types import MappingProxyType
from typing import Final, Protocol

from clips import audience, changes, fingerprints, leaks
from clips.clock import written
from clips.measures import COUNTED, KNOWN, PLACES_WITHOUT_OWNER, SIGNS_OUT
from clips.order import Order
from clips.snapshot import snapshot_of
from clips.standing import falls_on, owner_of
from clips.storage import Book, Row

TOGETHER: Final = 16
"""So many payments are looked at for those that make a sum."""
OVERTAKEN: Final = "overtaken by a later order"


class Act(Protocol):
    """Something an order does to the book; returns a sentence for the log."""

    def __call__(self, book: Book, order: Order, *, now: datetime) -> str:
        """Do it."""


def apply(book: Book, order: Order, *, now: datetime) -> str:
    """Put a measure in force, unless a later lift or restoration is already here."""
    ended = _ended_by_later(book, order)
    if order.measure == "R":
        _restore(book, order, now=now)
    book.execute(
        "INSERT INTO measure(source, origin, no, measure, kind, subject, account, until, clause, params, at, lifted_at,"
        " lifted_by) VALUES (?, 'ombud', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            order.key,
            order.no,
            order.measure,
            order.kind,
            order.subject,
            None
            if order.kind in PLACES_WITHOUT_OWNER
            else falls_on(book, order.measure, order.kind, order.subject),
            order.until,
            order.clause,
            json.dumps(order.params, ensure_ascii=False),
            written(now),
            written(now) if ended else None,
            ended,
        ),
    )
    if ended or _stands_behind(book, order):
        return OVERTAKEN
    if "holds" not in order.params:  # then it only tells the end of what began long ago
        _once(book, order, now=now)
    return KNOWN[order.measure]


def lift(book: Book, order: Order, *, now: datetime) -> str:
    """End a measure: one host decision's, one order's, or every earlier order's on this target."""
    decision = order.params.get("host_decision")
    if decision:
        query = "origin = 'host' AND params = ? AND measure = ?"
        values: tuple[object, ...] = (str(decision), order.measure)
    elif order.params.get("lifts"):
        query, values = "origin = 'ombud' AND source = ?", (str(order.params["lifts"]),)
    else:
        query = "origin = 'ombud' AND kind = ? AND subject = ? AND measure = ? AND no < ?"
        values = (order.kind, order.subject, order.measure, order.no)
    rows = book.execute(f"SELECT * FROM measure WHERE {query} AND lifted_at IS NULL", values).fetchall()  # noqa: S608 - fixed texts
    for row in rows:
        _end(book, row, by=order.key, now=now)
    return f"{KNOWN[order.measure]}: lifted" if rows else f"{KNOWN[order.measure]}: nothing to lift"


APPLY: Final[Mapping[str, Act]] = MappingProxyType({"apply": apply, "lift": lift})


def _ended_by_later(book: Book, order: Order) -> str | None:
    """Return the key of a later lift or restoration that reached Clips before this order."""
    rows = book.execute(
        "SELECT key, measure, body FROM taken WHERE kind = ? AND subject = ? AND no > ? AND state = 'confirmed'"
        " AND ((do = 'lift' AND measure = ?) OR (do = 'apply' AND measure = 'R' AND ? <> 'R')) ORDER BY no",
        (order.kind, order.subject, order.no, order.measure, order.measure),
    )
    for row in rows:
        params = json.loads(row["body"]).get("params") or {}
        named = params.get("measures") if row["measure"] == "R" else None
        meant = not params.get("host_decision") and params.get("lifts") in (None, order.key)
        if meant and (named is None or order.measure in named):
            return str(row["key"])
    return None


def _stands_behind(book: Book, order: Order) -> bool:
    """Say whether a later order of the same measure on the same target rules already."""
    if order.measure in COUNTED:
        return False
    later = book.execute(
        "SELECT 1 FROM measure WHERE origin = 'ombud' AND kind = ? AND subject = ? AND measure = ? AND no > ? LIMIT 1",
        (order.kind, order.subject, order.measure, order.no),
    )
    return later.fetchone() is not None


def _restore(book: Book, order: Order, *, now: datetime) -> None:
    """End what came before on this target, or only the measures named; of a host decision that is named, everything."""
    rows = book.execute(
        "SELECT * FROM measure WHERE kind = ? AND subject = ? AND measure <> 'R' AND lifted_at IS NULL"
        " AND ((origin = 'ombud' AND no < ?) OR (origin = 'host' AND params = ?))",
        (order.kind, order.subject, order.no, str(order.params.get("host_decision", ""))),
    ).fetchall()
    named = order.params.get("measures")
    for row in rows:
        if row["origin"] == "host" or named is None or row["measure"] in named:
            _end(book, row, by=order.key, now=now)


def _end(book: Book, row: Row, *, by: str, now: datetime) -> None:
    book.execute(
        "UPDATE measure SET lifted_at = ?, lifted_by = ? WHERE source = ?", (written(now), by, row["source"])
    )
    if row["measure"] == "R.UNDO":
        changes.redo(book, row["subject"], now=now)
    if row["measure"] == changes.REMOVES and row["kind"] == "account":
        changes.undo(book, f"{row['source']}:name", key=by, now=now)
    if row["measure"] == changes.MEANS:
        changes.bind_again(book, row["source"], now=now)
    if row["measure"] in audience.WHO:
        audience.withdraw(book, row["source"], by=by, now=now)
    book.execute("UPDATE payment SET returned_by = NULL WHERE returned_by = ?", (row["source"],))
    moved = book.execute(
        "SELECT account, SUM(amount) AS cents FROM money WHERE source = ? GROUP BY account", (row["source"],)
    )
    for line in moved.fetchall():
        if line["cents"]:
            _move(
                book,
                line["account"],
                cents=-line["cents"],
                why=f"returned: {by}",
                source=row["source"],
                now=now,
            )


def _move(book: Book, account: str, *, cents: int, why: str, source: str, now: datetime) -> None:
    book.execute(
        "INSERT INTO money(account, amount, why, source, at) VALUES (?,?,?,?,?)",
        (account, cents, why, source, written(now)),
    )


def _sign_out(book: Book, order: Order, *, now: datetime) -> None:
    account = owner_of(book, order.kind, order.subject)
    book.execute(
        "UPDATE session SET ended_at = ? WHERE account = ? AND ended_at IS NULL", (written(now), account)
    )


def _take_money(book: Book, order: Order, *, now: datetime) -> None:
    """Move the sum the order names from the account, to whoever had bought what it is given back for."""
    cents, account = order.cents, owner_of(book, order.kind, order.subject)
    if cents is None or account is None:
        return
    _move(book, account, cents=-cents, why="L7", source=order.key, now=now)
    match order.params.get("refunds"):
        case {"kind": "order", "id": str(bought)}:
            buyers = "SELECT other FROM item WHERE kind = 'order' AND id = ? AND owner = ?"
            for row in book.execute(buyers, (bought, account)).fetchall():
                _move(book, row["other"], cents=cents, why="L7", source=order.key, now=now)
        case _:  # it is withheld
            pass


def _pay_back(book: Book, order: Order, *, now: datetime) -> None:
    """Put the sum the order names into the account, out of Clips' own pocket."""
    account = owner_of(book, order.kind, order.subject)
    if order.cents is not None and account is not None:
        _move(book, account, cents=order.cents, why="B", source=order.key, now=now)
        _note_returned(book, account, cents=order.cents, by=order.key)


def _note_returned(book: Book, account: str, *, cents: int, by: str) -> None:
    """Note of the newest payments which make this sum that they went back: one, else the fewest."""
    rows = book.execute(
        "SELECT id, amount FROM payment WHERE account = ? AND returned_by IS NULL ORDER BY at DESC LIMIT ?",
        (account, TOGETHER),
    ).fetchall()
    picks = (pick for many in range(1, len(rows) + 1) for pick in combinations(rows, many))
    found = next((pick for pick in picks if sum(row["amount"] for row in pick) == cents), ())
    for row in found:
        book.execute("UPDATE payment SET returned_by = ? WHERE id = ?", (by, row["id"]))


def _preserve(book: Book, order: Order, *, now: datetime) -> None:
    kept = json.dumps(snapshot_of(book, order.kind, order.subject, now=now), ensure_ascii=False)
    book.execute(
        "INSERT INTO preserved(key, kind, subject, snapshot, at) VALUES (?,?,?,?,?)",
        (order.key, order.kind, order.subject, kept, written(now)),
    )


def _recover(book: Book, order: Order, *, now: datetime) -> None:
    """Where an account goes back to its owner: every session and token ends, and the next log-in asks for new secrets."""
    if "recovers" in order.params:
        _sign_out(book, order, now=now)
        changes.note(book, order.subject, "password", key=order.key, device="", now=now)


def _unbind(book: Book, order: Order, *, now: datetime) -> None:
    """Take a number from an account that somebody else holds now: no session that it opened goes on."""
    _sign_out(book, order, now=now)
    changes.note(book, order.subject, "factor", key=order.key, device="", now=now)


def _unbind_strangers(book: Book, order: Order, *, now: datetime) -> None:
    """Take from a child's account the phones and means of payment that came from a device it had not used."""
    account = falls_on(book, order.measure, order.kind, order.subject)
    changes.unbind_strangers(book, account, key=order.key, now=now)


def _unname_legally(book: Book, order: Order, *, now: datetime) -> None:
    """Take the registered identity from an account; whoever uses it goes on using it."""
    changes.note(book, order.subject, "real_name", key=order.key, device="", now=now)


def _unname(book: Book, order: Order, *, now: datetime) -> None:
    if order.kind == "account":
        changes.unname(book, order.subject, key=order.key, now=now)


def _undo(book: Book, order: Order, *, now: datetime) -> None:
    keeps = frozenset(order.params.get("keeps") or ())
    changes.undo(book, order.subject, key=order.key, keeps=keeps, now=now)


def _warn(book: Book, order: Order, *, now: datetime) -> None:
    changes.warn(book, order.subject, key=order.key, now=now)


def _tell_of_alike(book: Book, order: Order, *, now: datetime) -> None:
    fingerprints.tell_of_what_is_there(book, order.key, order.subject, now=now)


_ONCE: Final[Mapping[str, Callable[..., None]]] = MappingProxyType(
    {
        "P1": _preserve,
        "K": _preserve,
        "L7": _take_money,
        "R": _recover,
        "R.UNDO": _undo,
        "L4": _unname,
        "U": _unbind,
        "U.NAME": _unname_legally,
        changes.MEANS: _unbind_strangers,
        "P10": _warn,
        "B": _pay_back,
        **dict.fromkeys(audience.WHO, audience.tell),
        fingerprints.MEASURE: _tell_of_alike,
        leaks.SIGNS_OUT: leaks.sign_out,
        **dict.fromkeys(leaks.MEASURES - {leaks.SIGNS_OUT}, leaks.shut),
    }
    | dict.fromkeys(SIGNS_OUT, _sign_out)
)


def _once(book: Book, order: Order, *, now: datetime) -> None:
    """Do the part of a measure that happens at one moment."""
    act = _ONCE.get(order.measure)
    if act:
        act(book, order, now=now)
