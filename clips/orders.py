"""How is an order carried out exactly once, in whatever sequence orders arrive?"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any, Final

from clips import audience, effects, fingerprints, leaks
from clips.clock import written
from clips.measures import KNOWN, PLACES_WITHOUT_OWNER
from clips.order import Order, parse
from clips.standing import owner_of
from clips.storage import Book, Row

BOOKKEEPING: Final = timedelta(seconds=1)
"""How long an order that is only accepted waits for the bookkeeping run."""

OWN: Final = MappingProxyType(
    {fingerprints.KIND: frozenset({fingerprints.MEASURE}), leaks.KIND: leaks.MEASURES}
)
"""What is no thing of anybody's on Clips, and the measures that fall on it and on nothing else."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the host says: confirmed, accepted or refused; what is confirmed has been in effect since `at`."""

    state: str
    detail: str = ""
    reached: int | None = None
    at: str = ""

    def told(self) -> dict[str, Any]:
        """Return it as it goes over the wire, with what there is to say."""
        more = {} if self.reached is None else {"reached": self.reached}
        return {
            "state": self.state,
            "detail": self.detail,
            **more,
            **({"confirmed_at": self.at} if self.at else {}),
        }


def take(book: Book, order: Order, *, now: datetime, later: frozenset[str]) -> Answer:
    """Take an order: the same key again gives the same answer and changes nothing."""
    known = book.execute("SELECT * FROM taken WHERE key = ?", (order.key,)).fetchone()
    if known is not None:
        if known["body"] != order.body:
            return Answer("refused", "key_reused")
        book.execute("UPDATE taken SET deliveries = deliveries + 1 WHERE key = ?", (order.key,))
        return Answer(known["state"], known["detail"], audience.reached(book, order), _since(book, order))
    detail = _objection(book, order)
    if detail:
        return _note(book, order, answer=Answer("refused", detail), now=now)
    if order.measure in later:
        return _note(book, order, answer=Answer("accepted", "bookkeeping"), now=now)
    return _note(book, order, answer=_done(book, order, now=now), now=now)


def _done(book: Book, order: Order, *, now: datetime) -> Answer:
    done = _carry_out(book, order, now=now)
    return Answer("confirmed", done, audience.reached(book, order), written(now))


def _since(book: Book, order: Order) -> str:
    """Return since when an order is in effect, which a second delivery does not change; nothing while it is not."""
    found = book.execute("SELECT at FROM effect WHERE key = ?", (order.key,)).fetchone()
    return str(found["at"]) if found else ""


def _objection(book: Book, order: Order) -> str:
    if order.platform != ("host" if order.kind in OWN else "clips"):
        return "unknown_platform"
    if order.measure not in KNOWN or any(
        (order.kind == kind) != (order.measure in several) for kind, several in OWN.items()
    ):
        return "unknown_measure"
    if order.kind == leaks.KIND and not leaks.is_one(book, order.subject):
        return "unknown_system"
    if order.kind == fingerprints.KIND and not fingerprints.is_one(order.subject):
        return "unknown_algorithm"
    if order.kind not in PLACES_WITHOUT_OWNER and owner_of(book, order.kind, order.subject) is None:
        return "unknown_subject"
    if order.do == "apply" and order.measure in audience.SAYS and not order.params.get("words"):
        return "nothing_to_say"
    match order.params.get("refunds"):
        case {"kind": "order", "id": str(bought)} if owner_of(book, "order", bought) != owner_of(
            book, order.kind, order.subject
        ):
            return "unknown_payment"
        case _:
            pass
    return ""


def _note(book: Book, order: Order, *, answer: Answer, now: datetime) -> Answer:
    settle_at = written(now + BOOKKEEPING) if answer.state == "accepted" else None
    book.execute(
        "INSERT INTO taken(key, no, do, measure, kind, subject, body, state, detail, at, settle_at)"
        " VALUES (?,?,?,?,?,?,?,?,?,?,?)",
        (
            order.key,
            order.no,
            order.do,
            order.measure,
            order.kind,
            order.subject,
            order.body,
            answer.state,
            answer.detail,
            written(now),
            settle_at,
        ),
    )
    return answer


def _carry_out(book: Book, order: Order, *, now: datetime) -> str:
    """Do what the order says and write it down once; return `overtaken` when a later order rules already."""
    what = effects.APPLY[order.do](book, order, now=now)
    book.execute(
        "INSERT INTO effect(key, no, do, measure, kind, subject, what, at) VALUES (?,?,?,?,?,?,?,?)",
        (order.key, order.no, order.do, order.measure, order.kind, order.subject, what, written(now)),
    )
    return what


def settle(book: Book, *, now: datetime) -> list[dict[str, Any]]:
    """Carry out what was only accepted and is due; return what is called back of each."""
    due = book.execute(
        "SELECT * FROM taken WHERE state = 'accepted' AND settle_at <= ? ORDER BY at, no", (written(now),)
    ).fetchall()
    return [_settle_one(book, row, now=now) for row in due]


def _settle_one(book: Book, row: Row, *, now: datetime) -> dict[str, Any]:
    order = parse(json.loads(row["body"]))
    if order is None:
        raise ValueError(row["key"])
    answer = _done(book, order, now=now)
    book.execute("UPDATE taken SET state = 'confirmed', detail = ? WHERE key = ?", (answer.detail, order.key))
    return {"key": order.key, **answer.told()}
