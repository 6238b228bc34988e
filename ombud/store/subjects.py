"""How are things on the host named here, and which account stands behind which?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from ombud.core.ids import Mint, bucket_of
from ombud.core.vocabulary import SubjectId
from ombud.store.models import HostDecision, Subject
from ombud.store.vault import vault


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A thing on the host: its row here and its name there."""

    id: SubjectId
    platform: str
    kind: str
    external: str
    account: SubjectId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A decision the host made by itself."""

    platform: str
    external: str
    at: datetime
    item: SubjectId
    account: SubjectId | None
    clause: str
    automation: Mapping[str, Any]
    effects: Sequence[Mapping[str, Any]]
    reasons: str


def find(subject: SubjectId) -> Named | None:
    """Return what a subject is called on the host."""
    row = Subject.objects.filter(bucket=bucket_of(subject), id=subject).first()
    if row is None:
        return None
    return Named(id=row.id, platform=row.platform, kind=row.kind, external=row.external, account=row.account)


def keep(platform: str, kind: str, external: str) -> SubjectId:
    """Make sure that a thing has a row, and return its id."""
    subject = vault().subject_id(platform, kind, external)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO subject (bucket, id, platform, kind, external) VALUES (%s, %s, %s, %s, %s)"
            " ON CONFLICT DO NOTHING",
            (bucket_of(subject), subject, platform, kind, external),
        )
    return subject


def link(subject: SubjectId, *, account: SubjectId) -> None:
    """Write down which account stands behind a thing; an account stands for itself."""
    if subject != account:
        Subject.objects.filter(bucket=bucket_of(subject), id=subject).update(account=account)


def keep_decision(decided: Decided, *, mint: Mint) -> bool:
    """Write a host decision down, once; say whether it is new."""
    subject = keep(decided.platform, "decision", decided.external)
    row = {
        "bucket": bucket_of(subject),
        "id": mint(bucket_of(subject)),
        "external": decided.external,
        "subject": subject,
        "account": decided.account,
        "item": decided.item,
        "at": decided.at,
        "clause": decided.clause[:200],
        "automated": bool(decided.automation.get("used")),
        "automation": dict(decided.automation),
        "effects": list(decided.effects),
        "reasons": decided.reasons,
    }
    found = HostDecision.objects.filter(bucket=bucket_of(subject), subject=subject)
    if found.exists():
        return False
    HostDecision.objects.bulk_create([HostDecision(**row)], ignore_conflicts=True)
    return True


def decision_of(subject: SubjectId) -> Mapping[str, Any] | None:
    """Return the host decision that a subject is, as it was imported."""
    row = HostDecision.objects.filter(bucket=bucket_of(subject), subject=subject).values().first()
    return None if row is None else dict(row)
