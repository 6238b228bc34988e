"""How are things on the host named here, and which account stands behind which?"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import connection
from django.db.models import Q, QuerySet

from ombud.core.case import Status
from ombud.core.ids import Mint, bucket_of
from ombud.core.vocabulary import HOST, CaseId, SubjectId, SubjectKind
from ombud.store import asking
from ombud.store.models import Case, HostDecision, Subject
from ombud.store.vault import vault

LOOK_AGAIN: Final = tuple(timedelta(seconds=each) for each in (60, 300, 900, 3600, 6 * 3600))
"""After each time the host was asked in vain who is behind something."""

FLOOD: Final = 32
"""About how many cases of one thing the host's answer is written down at once."""

CHANGE: Final = "change"
"""What a change of an account is, as a subject of orders to the host."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A thing on the host: its row here and its name there."""

    id: SubjectId
    platform: str
    kind: str
    external: str
    account: SubjectId | None
    looks: int = 0


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
    told_at: datetime | None = None


_NAMES: Final = "id, platform, kind, external, account, looks"


def find(subject: SubjectId) -> Named | None:
    """Return what a subject is called on the host."""
    found = asking.named(
        f"SELECT {_NAMES} FROM subject WHERE bucket = %s AND id = %s",  # noqa: S608 - our own names
        bucket_of(subject),
        subject,
    )
    return Named(**found[0]) if found else None


def find_all(several: Iterable[SubjectId]) -> Mapping[SubjectId, Named]:
    """Return what several subjects are called on the host, by one query."""
    wanted = frozenset(several)
    rows = Subject.objects.filter(bucket__in={bucket_of(one) for one in wanted}, id__in=wanted)
    return {row.id: _named(row) for row in rows}


def platform_of(subject: SubjectId | None) -> str:
    """Return what the platform of a thing is called; of none, that of any thing that is known, for a form to begin with."""
    rows = Subject.objects.exclude(platform=HOST)
    if subject is not None:
        rows = rows.filter(bucket=bucket_of(subject), id=subject)
    return rows.values_list("platform", flat=True).first() or ""


def _named(row: Subject) -> Named:
    return Named(
        id=row.id,
        platform=row.platform,
        kind=row.kind,
        external=row.external,
        account=row.account,
        looks=row.looks,
    )


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


def known_as(platform: str, kind: str, external: str) -> SubjectId:
    """Return the id that a thing has here, or would have."""
    return vault().subject_id(platform, kind, external)


def link(subject: SubjectId, *, account: SubjectId, asks_on: bool = False) -> None:
    """Write down which account stands behind a thing; an account stands for itself. Then nothing else is asked, unless it says so."""
    row = Subject.objects.filter(bucket=bucket_of(subject), id=subject)
    row.update(account=None if subject == account else account)
    if not asks_on:
        give_up_looking(subject)


def ask_about(subjects: Collection[SubjectId], *, now: datetime) -> None:
    """Plan to ask the host about things of one bucket that cases were opened about; about a platform there is nothing to ask."""
    if not subjects:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH held AS (SELECT bucket, id FROM subject WHERE bucket = %s AND id = ANY(%s) AND kind <> %s"
            " ORDER BY id FOR UPDATE)"
            " UPDATE subject s SET look_due_at = COALESCE(s.look_due_at, %s),"
            " looks = CASE WHEN s.look_due_at IS NULL THEN 0 ELSE s.looks END"
            " FROM held WHERE s.bucket = held.bucket AND s.id = held.id",
            (bucket_of(next(iter(subjects))), list(subjects), SubjectKind.PLATFORM.value, now),
        )


def cases_about(subject: SubjectId) -> QuerySet[Case]:
    """Return the cases about a thing: those of its bucket, and those that lie where their first complaint lies."""
    return Case.objects.filter(Q(bucket=bucket_of(subject), subject=subject) | Q(subject=subject, far=True))


def cases_about_account(account: SubjectId) -> QuerySet[Case]:
    """Return the cases about an account and about anything that it stands behind, of the latest of a flood of things."""
    behind = Subject.objects.filter(account=account).order_by("-id").values_list("id", flat=True)[:FLOOD]
    several = (account, *behind)
    there = Q(bucket__in={bucket_of(one) for one in several}, subject__in=several)
    return Case.objects.filter(there | Q(subject__in=several, far=True))


def judged_of_account(account: SubjectId) -> QuerySet[Case]:
    """Return the cases about an account, and about all that it stands behind, that somebody judged: nobody else makes them many."""
    behind = Subject.objects.filter(account=account).values("id")
    about = Case.objects.filter(Q(subject=account) | Q(subject__in=behind))
    return about.filter(status__in=(Status.DECIDED, Status.CLOSED), on_appeal=False)


def far_from(subject: SubjectId) -> tuple[CaseId, ...]:
    """Return the open cases about a thing that lie in another bucket, the newest of a flood; a look without a lock."""
    cases = Case.objects.filter(subject=subject, far=True).exclude(status=Status.CLOSED)
    return tuple(cases.order_by("-opened_at").values_list("id", flat=True)[:FLOOD])


def asked_of_afar(*, now: datetime, limit: int) -> tuple[SubjectId, ...]:
    """Return things that cases of another bucket began with, about which nobody plans to ask the host; a look without a lock."""
    found = asking.asked(
        "SELECT subject FROM case_row WHERE ask_at <= %s ORDER BY ask_at LIMIT %s", now, limit
    )
    several = dict.fromkeys(one for (one,) in found if one is not None)
    unplanned = (
        Subject.objects.filter(bucket=bucket_of(one), id=one, look_due_at=None)
        .values_list("id", flat=True)
        .first()
        for one in several
    )
    return tuple(one for one in unplanned if one is not None)


def hold(subject: SubjectId) -> tuple[CaseId, ...]:
    """Lock a thing until the end of the transaction and return the open cases about it in its bucket, the newest of a flood."""
    row = Subject.objects.filter(bucket=bucket_of(subject), id=subject).select_for_update()
    row.values_list("id").get()
    cases = Case.objects.filter(bucket=bucket_of(subject), subject=subject).exclude(status=Status.CLOSED)
    newest = cases.order_by("-opened_at").values_list("id", flat=True)[:FLOOD]
    return tuple(sorted(newest))


def to_look_up(*, now: datetime, limit: int) -> tuple[Named, ...]:
    """Return things whose account nobody knows yet and whose time to ask has come; a look without a lock."""
    said = f"SELECT {_NAMES} FROM subject WHERE look_due_at <= %s ORDER BY look_due_at LIMIT %s"  # noqa: S608 - our own names
    return tuple(Named(**row) for row in asking.named(said, now, limit))


def lease_look(named: Named, *, now: datetime) -> bool:
    """Take the asking for one worker, and plan the next for when it fails; say no if somebody was faster."""
    row = Subject.objects.filter(bucket=bucket_of(named.id), id=named.id, looks=named.looks)
    pause = LOOK_AGAIN[min(named.looks, len(LOOK_AGAIN) - 1)]
    return bool(row.filter(look_due_at__lte=now).update(looks=named.looks + 1, look_due_at=now + pause))


def give_up_looking(subject: SubjectId) -> None:
    """Ask no more by ourselves: the host does not know it, names nobody, or has told all."""
    Subject.objects.filter(bucket=bucket_of(subject), id=subject).update(look_due_at=None)


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
        "told_at": decided.told_at,
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
