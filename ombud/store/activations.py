"""Which packs were proposed, signed or declined, and which cases are judged by another one than they should be?"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db.utils import IntegrityError

from ombud.core.ids import Mint
from ombud.core.pack.activation import AppliesTo, Proposal, Verdict
from ombud.core.pack.types import Pack, Text, Then
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId
from ombud.store import bulk, due, packs
from ombud.store.asking import asked
from ombud.store.models import PackProposal, PackTurn, PackVerdict

SHOWN = 50
"""How far back the history of a place is shown on one page."""

_OTHERS = """ARRAY(
  SELECT digest FROM compiled_pack WHERE jurisdiction = %(place)s AND digest <> %(digest)s
)"""
_JUDGED = f"""c.status IN ('queued', 'in_hand', 'waiting') AND (%(decided)s OR NOT c.on_appeal) AND (
  c.pack = ANY({_OTHERS}) OR (c.laws <> '' AND string_to_array(c.laws, ' ')::varchar[] && {_OTHERS}))"""
_BEHIND = f"SELECT c.id FROM case_row c WHERE {_JUDGED} ORDER BY c.pack, c.id LIMIT %(limit)s"  # noqa: S608 - our own words
_TOUCHED = (
    f"SELECT c.code, count(*) FROM case_row c WHERE {_JUDGED} GROUP BY c.code ORDER BY count(*) DESC, c.code"  # noqa: S608
)
_NEWEST = (
    f"SELECT c.number FROM case_row c WHERE {_JUDGED} ORDER BY c.opened_at DESC, c.id DESC LIMIT %(limit)s"  # noqa: S608
)


def propose(proposal: Proposal) -> None:
    """Write a proposal down."""
    PackProposal(
        id=proposal.id,
        jurisdiction=proposal.jurisdiction,
        digest=proposal.digest,
        before=proposal.before,
        applies_to=proposal.applies_to.value,
        why_zh=proposal.why.zh,
        why_en=proposal.why.en,
        by=proposal.by,
        at=proposal.at,
    ).save(force_insert=True)


def settle(proposal: Proposal, verdict: Verdict, *, by: AgentId, now: datetime) -> None:
    """Write the verdict down; whoever comes second is told so."""
    row = PackVerdict(proposal=proposal.id, proposed_by=proposal.by, by=by, verdict=verdict.value, at=now)
    try:
        row.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(No.PROPOSAL_OVER, jurisdiction=proposal.jurisdiction) from error
    packs.forget()


def find(proposal: UUID) -> Proposal:
    """Return one proposal."""
    row = PackProposal.objects.filter(id=proposal).first()
    if row is None:
        raise Refused(No.NOT_FOUND)
    return _read([row])[0]


def history(jurisdiction: str, *, limit: int = SHOWN) -> tuple[Proposal, ...]:
    """Return what was proposed for a place, newest first."""
    return _read(list(PackProposal.objects.filter(jurisdiction=jurisdiction).order_by("-at", "-id")[:limit]))


def was_signed(digest: str) -> bool:
    """Say whether a pack was ever signed to be in force, itself or with one that turned into it, however long ago."""
    proposals = PackProposal.objects.filter(digest=digest).values("id")
    signed = PackVerdict.objects.filter(verdict=Verdict.SIGNED.value, proposal__in=proposals).exists()
    return signed or PackTurn.objects.filter(digest=digest).exists()


_LAST_SIGNED: Final = """
SELECT DISTINCT ON (p.jurisdiction) p.id FROM pack_proposal p JOIN pack_verdict v ON v.proposal = p.id AND v.verdict = %s
WHERE p.jurisdiction = ANY(%s) ORDER BY p.jurisdiction, p.at DESC, p.id DESC
"""


def last_signed(jurisdictions: Iterable[str]) -> tuple[Proposal, ...]:
    """Return for each place the proposal by which its pack in force came about; none for what the house began with."""
    ids = [proposal for (proposal,) in asked(_LAST_SIGNED, Verdict.SIGNED.value, [*jurisdictions])]
    return _read(list(PackProposal.objects.filter(id__in=ids).order_by("jurisdiction"))) if ids else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Turned:
    """A pack came into force on its day, as was signed with the one before."""

    before: str
    digest: str
    day: date
    at: datetime


def turn(pack: Pack, then: Then, *, mint: Mint, now: datetime) -> None:
    """Put the pack in force that this one turns into."""
    PackTurn(
        id=mint(0),
        jurisdiction=pack.jurisdiction,
        before=pack.digest,
        digest=then.digest,
        day=then.day,
        at=now,
    ).save(force_insert=True)
    packs.forget()


def turns(jurisdiction: str, *, limit: int = SHOWN) -> tuple[Turned, ...]:
    """Return when the packs of a place turned, newest first."""
    rows = PackTurn.objects.filter(jurisdiction=jurisdiction).order_by("-at", "-id")[:limit]
    return tuple(Turned(before=row.before, digest=row.digest, day=row.day, at=row.at) for row in rows)


def waits(jurisdiction: str) -> bool:
    """Say whether the newest proposal of a place waits for its verdict."""
    return any(one.verdict is None for one in history(jurisdiction, limit=1))


def _read(rows: list[PackProposal]) -> tuple[Proposal, ...]:
    verdicts = {
        one.proposal: one for one in PackVerdict.objects.filter(proposal__in=[row.id for row in rows])
    }
    return tuple(_proposal(row, verdicts.get(row.id)) for row in rows)


def _proposal(row: PackProposal, verdict: PackVerdict | None) -> Proposal:
    return Proposal(
        id=row.id,
        jurisdiction=row.jurisdiction,
        digest=row.digest,
        before=row.before,
        applies_to=AppliesTo(row.applies_to),
        why=Text(zh=row.why_zh, en=row.why_en),
        by=row.by,
        at=row.at,
        verdict=Verdict(verdict.verdict) if verdict else None,
        verdict_by=verdict.by if verdict else None,
        verdict_at=verdict.at if verdict else None,
    )


def behind(proposal: Proposal, *, limit: int) -> Iterator[tuple[UUID, ...]]:
    """Yield the cases that a signed proposal applies to and that another pack still judges, by bucket."""
    with bulk.cursor() as cursor:
        cursor.execute(_BEHIND, {**_asked(proposal), "limit": limit})
        found = [row for (row,) in cursor]
    yield from due.in_buckets(found)


def touched(proposal: Proposal) -> tuple[tuple[str, int], ...]:
    """Return how many cases of each kind would change to the proposed pack now, most first."""
    if proposal.applies_to is AppliesTo.NEW:
        return ()
    with bulk.cursor() as cursor:
        return tuple(cursor.execute(_TOUCHED, _asked(proposal)).fetchall())


def newest(proposal: Proposal, *, limit: int = SHOWN) -> tuple[str, ...]:
    """Return the numbers of the cases that would change to the proposed pack now, those opened last first."""
    if proposal.applies_to is AppliesTo.NEW:
        return ()
    with bulk.cursor() as cursor:
        rows = cursor.execute(_NEWEST, {**_asked(proposal), "limit": limit}).fetchall()
    return tuple(number for (number,) in rows)


def _asked(proposal: Proposal) -> dict[str, object]:
    return {
        "place": proposal.jurisdiction,
        "digest": proposal.digest,
        "decided": proposal.applies_to is AppliesTo.ALL,
    }
