"""What is in force on an item or a person at this moment?"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from clips.clock import written
from clips.measures import COUNTED, GUARDS, ON_THE_ACCOUNT
from clips.storage import Book, Row

Standing = Mapping[str, Sequence[Row]]


def _weigh(rows: Iterable[Row], now: str) -> Standing:
    """Keep the highest number of each target and origin, then what has not run out."""
    latest: dict[tuple[str, ...], Row] = {}
    for row in rows:
        target = (row["origin"], row["kind"], row["subject"], row["measure"])
        alone = row["measure"] in COUNTED or row["origin"] == "host"
        place = (*target, row["source"]) if alone else target
        if place not in latest or row["no"] > latest[place]["no"]:
            latest[place] = row
    found: dict[str, list[Row]] = defaultdict(list)
    for row in latest.values():
        if row["until"] is None or row["until"] > now:
            found[row["measure"]].append(row)
    return dict(found)


def is_withheld(standing: Standing, place: str) -> bool:
    """Say whether something is not shown in a country, by any of the orders in force: each names where it holds."""
    return any(place in json.loads(row["params"]).get("territory", ()) for row in standing.get("L3", ()))


def on_item(book: Book, kind: str, subject: str, *, now: datetime) -> Standing:
    """Return the measures in force on exactly this subject."""
    rows = book.execute(
        "SELECT * FROM measure WHERE kind = ? AND subject = ? AND lifted_at IS NULL ORDER BY at",
        (kind, subject),
    )
    return _weigh(rows, written(now))


def on_person(book: Book, account: str, *, now: datetime) -> Standing:
    """Return the measures in force on an account, those it owes to its items included."""
    rows = book.execute(
        "SELECT * FROM measure WHERE account = ? AND lifted_at IS NULL ORDER BY at", (account,)
    )
    fallen = (row for row in rows if row["kind"] == "account" or row["measure"] in ON_THE_ACCOUNT)
    return _weigh(fallen, written(now))


def balance(book: Book, account: str) -> int:
    """Return an account's money in cents: what it had and every movement since."""
    found = book.execute(
        "SELECT (SELECT balance FROM person WHERE id = :id)"
        " + COALESCE((SELECT SUM(amount) FROM money WHERE account = :id), 0) AS cents",
        {"id": account},
    ).fetchone()
    return int(found["cents"] or 0)


def owner_of(book: Book, kind: str, subject: str) -> str | None:
    """Return the account behind a subject, if Clips knows it."""
    match kind:
        case "account":
            row = book.execute("SELECT id AS owner FROM person WHERE id = ?", (subject,)).fetchone()
        case "change":
            row = book.execute("SELECT account AS owner FROM change WHERE id = ?", (subject,)).fetchone()
        case "decision":
            row = book.execute("SELECT account AS owner FROM decision WHERE id = ?", (subject,)).fetchone()
        case _:
            row = book.execute("SELECT owner FROM item WHERE kind = ? AND id = ?", (kind, subject)).fetchone()
    return None if row is None else str(row["owner"])


def falls_on(book: Book, measure: str, kind: str, subject: str) -> str | None:
    """Return the account that a measure on this subject falls on: what guards a child, on who paid for it."""
    if kind == "order" and measure in GUARDS:
        row = book.execute("SELECT other FROM item WHERE kind = 'order' AND id = ?", (subject,)).fetchone()
        return None if row is None else str(row["other"])
    return owner_of(book, kind, subject)
