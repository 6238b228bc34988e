"""How does Clips answer what Ombud asks: act, look up, tell, what is alike, is that so?"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from clips import alike, leaks, orders, tells, vouching
from clips.clock import written
from clips.order import parse
from clips.signing import fault
from clips.snapshot import look_up
from clips.storage import Book, reading, writing

LARGEST: Final = 256 * 1024
STATUS: Final[Mapping[str, int]] = {"confirmed": 200, "accepted": 202, "refused": 422}

Reply = tuple[int, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Terms:
    """What the wire needs to know of this Clips."""

    home: Path
    secrets: tuple[str, ...]
    later: frozenset[str]


def receive(door: str, body: bytes, *, headers: Mapping[str, str], terms: Terms, now: datetime) -> Reply:
    """Check the signature, read the message and answer it."""
    wrong = fault(body, headers=headers, now=now, secrets=terms.secrets)
    if wrong:
        return 401, {"state": "refused", "detail": wrong}
    try:
        raw = json.loads(body)
    except ValueError:
        raw = None
    if not isinstance(raw, dict):
        return 422, {"state": "refused", "detail": "not_json"}
    if door in _ASKS:
        return _ASKS[door](raw, terms=terms, now=now)
    with writing(terms.home) as book:
        if not _first_or_same(book, headers["webhook-id"], body, now=now):
            return 422, {"state": "refused", "detail": "message_id_reused"}
        return _act(book, raw, terms=terms, now=now) if door == "act" else tells.deliver(book, raw, now=now)


def _first_or_same(book: Book, message_id: str, body: bytes, *, now: datetime) -> bool:
    """Remember a message by its id; the same id with another body is a forgery or a fault."""
    digest = sha256(body).hexdigest()
    book.execute(
        "INSERT INTO heard(id, digest, at) VALUES (?,?,?) ON CONFLICT(id) DO NOTHING",
        (message_id, digest, written(now)),
    )
    kept = book.execute("SELECT digest FROM heard WHERE id = ?", (message_id,)).fetchone()
    return bool(kept["digest"] == digest)


def _act(book: Book, raw: dict[str, Any], *, terms: Terms, now: datetime) -> Reply:
    order = parse(raw.get("order"))
    if order is None:
        return 422, {"state": "refused", "detail": "bad_order"}
    answer = orders.take(book, order, now=now, later=terms.later)
    return STATUS[answer.state], {"key": order.key, **answer.told()}


def _look_up(raw: dict[str, Any], *, terms: Terms, now: datetime) -> Reply:
    match raw.get("subject"):
        case {"platform": "clips", "kind": str(kind), "id": str(subject)} | {
            "platform": "host",
            "kind": ("system" as kind),
            "id": str(subject),
        }:
            with reading(terms.home) as book:
                return 200, look_up(book, kind, subject, now=now)
        case {"platform": str()}:
            return 422, {"state": "refused", "detail": "unknown_platform"}
        case _:
            return 422, {"state": "refused", "detail": "bad_subject"}


def _alike(raw: dict[str, Any], *, terms: Terms, now: datetime) -> Reply:
    match raw:
        case {
            "subject": {"platform": "clips", "kind": str(kind), "id": str(subject)},
            "whys": list(whys),
            "limit": int(limit),
        } if 1 <= limit <= alike.MOST and set(map(str, whys)) <= alike.WAYS.keys():
            with reading(terms.home) as book:
                after = str(raw.get("after") or "")
                return 200, alike.find(book, kind, subject, whys=whys, after=after, limit=limit, now=now)
        case _:
            return 422, {"state": "refused", "detail": "bad_question"}


def _vouch(raw: dict[str, Any], *, terms: Terms, now: datetime) -> Reply:  # noqa: ARG001 - as they are all asked
    match raw:
        case {"subject": {"platform": "clips", "kind": "account", "id": str(account)}, "said": dict(said)}:
            with reading(terms.home) as book:
                found = vouching.answers(book, account, said)
            if found is None:
                return 422, {"state": "refused", "detail": "unknown_account"}
            return 200, {"answers": found}
        case _:
            return 422, {"state": "refused", "detail": "bad_question"}


def _scope(raw: dict[str, Any], *, terms: Terms, now: datetime) -> Reply:
    match raw:
        case {"subject": {"platform": "host", "kind": leaks.KIND, "id": str(system)}}:
            with reading(terms.home) as book:
                found = leaks.scope(book, system, now=now)
            return (200, found) if found else (422, {"state": "refused", "detail": "unknown_system"})
        case _:
            return 422, {"state": "refused", "detail": "bad_question"}


def _accesses(raw: dict[str, Any], *, terms: Terms, now: datetime) -> Reply:  # noqa: ARG001 - as they are all asked
    match raw:
        case {
            "subject": {"platform": "host", "kind": "account", "id": str(account)},
            "since": str(since),
            "until": str(until),
        }:
            with reading(terms.home) as book:
                found = leaks.accesses(book, account, since=since, until=until)
            return (200, found) if found else (422, {"state": "refused", "detail": "unknown_account"})
        case _:
            return 422, {"state": "refused", "detail": "bad_question"}


_ASKS: Final[Mapping[str, Callable[..., Reply]]] = {
    "look_up": _look_up,
    "alike": _alike,
    "vouch": _vouch,
    "scope": _scope,
    "accesses": _accesses,
}
