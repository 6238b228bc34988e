"""Which pack, and with it which calendars, is a case judged by? Stored by digest, never changed."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from types import MappingProxyType
from typing import Final, cast

from django.db import connection
from psycopg import Connection

from ombud.core import facts, silencing
from ombud.core.calendars import Calendar
from ombud.core.case import Case, Law
from ombud.core.clocks import whose
from ombud.core.complaint import Complaint
from ombud.core.intake import JURISDICTIONS
from ombud.core.pack.plain import record
from ombud.core.pack.settling import Choice, Conflict
from ombud.core.pack.types import ClockRule, Pack, WorkingDays
from ombud.core.pack.union import Union, about, union
from ombud.core.vocabulary import Side
from ombud.store import bulk, rulebook
from ombud.store.models import CompiledPack


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPack:
    """A pack that is kept here; `golden` is how many golden cases it passed when it was stored, None untried."""

    digest: str
    version: str
    golden: int | None
    at: datetime


def of_account(case: Case, place: str | None) -> facts.AccountPlaced | None:
    """Return that the law of this place protects the account, if rules are kept for it and the book does not know yet."""
    known = case.placed is not None and case.placed.jurisdiction == place
    if known or place not in JURISDICTIONS or not has_any(place):
        return None
    return facts.AccountPlaced(jurisdiction=place, pack=in_force(place).digest)


APART: Final = "calendars"
"""What calendars were called when they were kept as if they were a pack."""


def store_pack(pack: Pack, *, now: datetime, golden: int | None = None) -> bool:
    """Store a compiled pack with the number of golden cases it passed, None if nobody tried; say whether it is new."""
    row = {
        "digest": pack.digest,
        "pack": pack.id,
        "jurisdiction": pack.jurisdiction,
        "version": pack.version,
        "golden": golden,
        "body": pack.compiled,
        "stored_at": now,
    }
    made = bool(bulk.insert_new(CompiledPack, [row], returning=("digest",)))
    forget()
    return made


def is_stored(digest: str) -> bool:
    """Say whether a pack is stored already."""
    return CompiledPack.objects.filter(digest=digest).exists()


def has_any(jurisdiction: str) -> bool:
    """Say whether a place has a pack at all."""
    return bool(kept_for((jurisdiction,)))


def kept_for(jurisdictions: Iterable[str]) -> tuple[str, ...]:
    """Return which of these places have a pack, in order."""
    rows = CompiledPack.objects.filter(jurisdiction__in=jurisdictions).order_by("jurisdiction")
    return tuple(rows.values_list("jurisdiction", flat=True).distinct())


def stored(jurisdiction: str) -> tuple[StoredPack, ...]:
    """Return what is stored for a place, newest first."""
    rows = CompiledPack.objects.filter(jurisdiction=jurisdiction).order_by("-stored_at")
    return tuple(
        StoredPack(digest=row.digest, version=row.version, golden=row.golden, at=row.stored_at)
        for row in rows.defer("body")
    )


def forget() -> None:
    """Look again which packs are in force."""
    rulebook.forget()


def in_force(jurisdiction: str) -> Pack:
    """Return the pack that new cases of a jurisdiction are judged by."""
    return rulebook.in_force(jurisdiction, connection=_link())


def _link() -> Connection:
    connection.ensure_connection()
    return cast("Connection", connection.connection)


def of_complaint(complaint: Complaint) -> Pack:
    """Return the pack a complaint was sorted by; before that, and for older lines, what is in force now."""
    return by_digest(complaint.pack) if complaint.pack else in_force(complaint.received.jurisdiction)


def by_digest(digest: str) -> Pack:
    """Return the pack of a digest; refuse a body that is another's."""
    return rulebook.by_digest(digest, connection=_link())


@lru_cache(maxsize=64)
def calendars_of(digest: str) -> Mapping[str, Calendar]:
    """Return the calendars that a pack counts by; they are part of it, so its digest pins them, too."""
    entries = tuple(by_digest(digest).calendars.values()) or _kept_apart()
    return MappingProxyType({days.id: days.calendar() for days in entries})


def _kept_apart() -> tuple[WorkingDays, ...]:
    """Return the calendars that were kept beside the packs, for those from before they were part of them."""
    row = CompiledPack.objects.filter(pack=APART).order_by("-stored_at").first()
    plain = json.loads(bytes(row.body)) if row else ()
    return tuple(record(WorkingDays, entry, where=APART) for entry in plain)


def days_of(case: Case, law: Law) -> Mapping[str, Calendar]:
    """Return the calendars by which one law of a case counts: its own, and others' where a clock was settled by theirs."""
    others = {days: found for one in case.added for days, found in calendars_of(one.pack).items()}
    return (
        {**others, **calendars_of(case.pack), **calendars_of(law.pack)}
        if case.settled
        else calendars_of(law.pack)
    )


def of_case(case: Case) -> Pack:
    """Return what a case is judged by: its pack, or every duty of the packs of all places that its complainants are of."""
    return law_of(case).pack


def law_of(case: Case) -> Union:
    """Return every duty that counts for a case, with what a person chose where two contradict each other."""
    return joint(tuple(law.pack for law in case.laws), chosen(case.settled))


def chosen(settled: Iterable[facts.LawSettled]) -> tuple[Choice, ...]:
    """Return what a person chose, by the lines that say so."""
    return tuple(
        Choice(entry=one.entry, place=one.place, key=one.key, over=one.over, over_key=one.over_key)
        for one in settled
    )


def for_reader(case: Case, complaint: Complaint) -> Pack:
    """Return the pack by which a complainant is written to: of their own place; else what judges the case."""
    own = complaint.received.jurisdiction
    return next((by_digest(law.pack) for law in case.laws if law.jurisdiction == own), of_case(case))


def over_account(case: Case) -> Pack:
    """Return the pack by which the account may be told nothing, or may not: of where it is, else of all places of the case together.

    On what it is told nothing already by the law that the case began with no other place that somebody claims to be of ends it.
    """
    law = case.law_of_account
    if law is not None:
        return by_digest(law.pack)
    whole, first = of_case(case), by_digest(case.laws[0].pack).grounds
    silent = case.withheld_from(Side.ACCOUNT)
    held = (*((silent.ground,) if silent else ()), *silencing.kept(case))
    running = {ground: first[ground] for ground in held if ground in first and not first[ground].ordered}
    return replace(whole, grounds={**whole.grounds, **running}) if running else whole


def over(case: Case, side: str) -> Pack:
    """Return the pack by whose grounds a side is told nothing."""
    return over_account(case) if side == Side.ACCOUNT else of_case(case)


def for_account(case: Case, whole: Pack) -> Pack:
    """Return the pack by which the account is written to: letters, ways out and windows of the law where it is.

    What the case is judged by, `whole`, says what was decided: kinds, clauses and measures. Where a complainant is shows in none of it.
    """
    law = case.law_of_account
    if law is None:
        return whole
    own = by_digest(law.pack)
    return replace(own, categories=whole.categories, clauses=whole.clauses, measures=whole.measures)


def laws_of(case: Case) -> tuple[Pack, ...]:
    """Return the pack of each place whose duties count, the one that the case began with first, an account's own last."""
    return tuple(by_digest(law.pack) for law in (*case.laws, *case.owed_apart))


def rule_of(case: Case, clock: str) -> ClockRule:
    """Return the rule of a clock that runs for a case, as settled, or else of whichever law owes it: an account's own too."""
    return whose(clock, (of_case(case), *laws_of(case))).rule


def conflicts_of(case: Case) -> tuple[Conflict, ...]:
    """Return where the duties of several places contradict each other in such a case."""
    found = law_of(case)
    return tuple(one for one in found.conflicts if about(one, code=case.code, pack=found.pack))


def joint(digests: tuple[str, ...], choices: tuple[Choice, ...] = ()) -> Union:
    """Return what holds where all of these packs do, and where they contradict each other."""
    return Union(pack=by_digest(digests[0])) if len(digests) == 1 else _joined(digests, choices)


@lru_cache(maxsize=64)
def _joined(digests: tuple[str, ...], choices: tuple[Choice, ...]) -> Union:
    return union(tuple(by_digest(digest) for digest in digests), choices)
