"""What did Clips decide on its own, and how does Ombud learn of it?"""

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from clips.clock import written
from clips.posting import DECISIONS_PATH, post
from clips.snapshot import Shape, decision_shape
from clips.standing import owner_of
from clips.storage import Book

MONEY: Final = "L7"


@dataclass(frozen=True, slots=True)
class HostDecision:
    """A decision of Clips' own moderation, by a machine or by staff; one that takes money takes so many cents."""

    id: str
    kind: str
    subject: str
    clause: str
    reasons: str
    effects: tuple[tuple[str, str, str, str | None], ...]
    automation: dict[str, Any] = field(
        default_factory=lambda: {"used": False, "model": "", "version": "", "score": 0.0}
    )
    takes: int | None = None


def is_paused(book: Book, decision: HostDecision, *, now: datetime) -> bool:
    """Say whether Ombud had this version of the rule paused, and the pause has not ended; what staff decide is no rule's."""
    machine = decision.automation
    named = f"{decision.clause}/{machine['model']}/{machine['version']}"
    rows = book.execute(
        "SELECT 1 FROM measure WHERE kind = 'rule' AND subject = ? AND measure = 'H1' AND lifted_at IS NULL"
        " AND (until IS NULL OR until > ?)",
        (named, written(now)),
    )
    return bool(machine["used"]) and rows.fetchone() is not None


def _sum(decision: HostDecision, measure: str) -> Shape:
    takes = measure == MONEY and decision.takes
    return {"amount": {"minor": decision.takes, "currency": "CNY"}} if takes else {}


def take(book: Book, account: str, *, cents: int, source: str, now: datetime) -> None:
    """Take money from an account: it comes back when what took it ends."""
    book.execute(
        "INSERT INTO money(account, amount, why, source, at) VALUES (?,?,'host',?,?)",
        (account, -cents, source, written(now)),
    )


def decide(book: Book, decision: HostDecision, *, now: datetime) -> bool:
    """Put a decision of the host in force and tell Ombud; the same id again changes nothing."""
    if is_paused(book, decision, now=now):
        return False
    account = owner_of(book, decision.kind, decision.subject) or ""
    effects = [
        {"measure": measure, "subject": {"platform": "clips", "kind": kind, "id": subject}, "until": until}
        | _sum(decision, measure)
        for measure, kind, subject, until in decision.effects
    ]
    added = book.execute(
        "INSERT INTO decision(id, at, kind, subject, account, clause, automation, effects, reasons)"
        " VALUES (?,?,?,?,?,?,?,?,?) ON CONFLICT(id) DO NOTHING",
        (
            decision.id,
            written(now),
            decision.kind,
            decision.subject,
            account,
            decision.clause,
            json.dumps(decision.automation),
            json.dumps(effects, ensure_ascii=False),
            decision.reasons,
        ),
    )
    if not added.rowcount:
        return False
    for line, (measure, kind, subject, until) in enumerate(decision.effects):
        book.execute(
            "INSERT INTO measure(source, origin, no, measure, kind, subject, account, until, clause, params, at)"
            " VALUES (?, 'host', 0, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                f"{decision.id}:{line}",
                measure,
                kind,
                subject,
                owner_of(book, kind, subject),
                until,
                decision.clause,
                decision.id,
                written(now),
            ),
        )
        if measure == MONEY and decision.takes:
            take(book, account, cents=decision.takes, source=f"{decision.id}:{line}", now=now)
    row = book.execute("SELECT * FROM decision WHERE id = ?", (decision.id,)).fetchone()
    post(book, DECISIONS_PATH, decision_shape(row), now=now)
    return True
