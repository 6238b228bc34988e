"""What does Ombud order, and is it an order at all?"""

import json
from dataclasses import dataclass
from typing import Any

from clips.clock import read, written


@dataclass(frozen=True, slots=True)
class Order:
    """One order as it came over the wire."""

    key: str
    no: int
    do: str
    measure: str
    platform: str
    kind: str
    subject: str
    until: str | None
    clause: str | None
    params: dict[str, Any]
    cents: int | None
    currency: str
    body: str


def parse(raw: object) -> Order | None:
    """Read an order from plain data; nothing when it is not one."""
    if not isinstance(raw, dict):
        return None
    match raw:
        case {
            "key": str(key),
            "no": int(no),
            "do": "apply" | "lift" as do,
            "measure": str(measure),
            "subject": {"platform": str(platform), "kind": str(kind), "id": str(subject)},
        } if key:
            pass
        case _:
            return None
    until, clause, params = raw.get("until"), raw.get("clause"), raw.get("params") or {}
    if (
        not isinstance(until, str | None)
        or not isinstance(clause, str | None)
        or not isinstance(params, dict)
    ):
        return None
    match raw.get("amount"):
        case None:
            cents, currency = None, ""
        case {"minor": int(cents), "currency": str(currency)}:
            pass
        case _:
            return None
    try:
        limit = None if until is None else written(read(until))
    except ValueError:
        return None
    body = json.dumps(raw, sort_keys=True, ensure_ascii=False)
    return Order(key, no, do, measure, platform, kind, subject, limit, clause, params, cents, currency, body)
