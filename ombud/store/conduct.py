"""How did somebody speak to those who work here, in whatever complaint of theirs, and what holds for them now?

What was marked counts by what they are known again by for sure (`known_again`); in the complaint itself it counts in any case.
Under another's address it is held against that complaint and against nobody.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

from ombud.core import facts, limiting, notices
from ombud.core.case import Case
from ombud.core.complaint import Complaint
from ombud.core.ids import bucket_of
from ombud.core.notices import Pen, letter_id
from ombud.core.pack.abuse import Abuse
from ombud.core.pack.records import FALLEN, Mark, Record, record
from ombud.core.pack.types import Pack
from ombud.core.receipts import number_of
from ombud.core.vocabulary import AgentId, ComplaintId, Role
from ombud.store import letters, mailroom, members, packs, penning, staff, texts
from ombud.store.known_again import key_by, keys_of
from ombud.store.ledger import read_complaint, read_complaints
from ombud.store.models import Complaint as ComplaintRow
from ombud.store.models import ConductRow
from ombud.store.staff import Colleague

MOST: Final = 200
"""So many complainants of a case are asked what of theirs was marked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A limit that holds now: by which complaint's book, since when, and what it says."""

    complaint: Complaint
    since: datetime
    fact: facts.ContactLimited


def rule_for(it: Complaint) -> Abuse:
    """Return the rule that holds for somebody: that of the pack in force where they are."""
    return pack_for(it).abuse


def pack_for(it: Complaint) -> Pack:
    """Return the pack in force where somebody is."""
    return packs.in_force(it.received.jurisdiction)


def record_of(it: Complaint, *, now: datetime) -> Record:
    """Return what stands against whoever complained: by this book, and by others of theirs as far as that is sure."""
    others = _marks(keys_of(it, proved=True)) if ConductRow.objects.exists() else ()
    return record([*others, *it.conduct.marks(it.id)], within=rule_for(it).within, now=now)


def limit_of(it: Complaint, *, now: datetime) -> Limit | None:
    """Return the limit that holds for whoever complained, by this complaint's book or another one of theirs."""
    own = _limit(it, now=now)
    if own is not None or not in_force(now=now):
        return own
    return _limit_under(keys_of(it, proved=True), now=now)


def limit_by(way: str, value: str, *, now: datetime) -> facts.ContactLimited | None:
    """Return the limit that holds for whoever is known for sure to be reached in this way; None for anybody else."""
    limit = _limit_under((key_by(way, value),), now=now) if in_force(now=now) else None
    return limit.fact if limit is not None else None


def _limit_under(keys: Iterable[bytes], *, now: datetime) -> Limit | None:
    others = {mark.case for mark in _marks(keys) if mark.until is not None and mark.until > now}
    found = (_limit(read_complaint(one), now=now) for one in sorted(others, key=str) if isinstance(one, UUID))
    return next((one for one in found if one is not None), None)


def _limit(it: Complaint, *, now: datetime) -> Limit | None:
    if it.conduct.limit is None or it.conduct.limit[1].until <= now:
        return None
    return Limit(complaint=it, since=it.conduct.limit[0], fact=it.conduct.limit[1])


def _marks(keys: Iterable[bytes]) -> tuple[Mark, ...]:
    known = tuple(keys)
    rows = ConductRow.objects.filter(bucket__in={key[0] for key in known}, key__in=known)
    return tuple(
        Mark(case=row.complaint, decision=row.no, at=row.at, answer=row.answer, until=row.until)
        for row in rows
    )


def in_force(*, now: datetime) -> tuple[ComplaintId, ...]:
    """Return the complaints by whose book contact is limited now, the soonest end first."""
    rows = ComplaintRow.objects.filter(limited_until__gt=now).order_by("limited_until", "id")
    return tuple(rows.values_list("id", flat=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """How one complainant speaks to those who work here, as an agent sees it; never whoever judges the case blind.

    `spared` is why nothing follows, `limits` and `reviews` what the reader may do now. `objection` is in their own words.
    """

    complaint: ComplaintId
    spared: str
    record: Record
    marked: Mapping[UUID, str]
    limit: Limit | None
    answer_at: datetime | None
    objection: str = field(repr=False)
    limits: bool
    reviews: bool
    answers: bool
    rule: Abuse


def spoken(
    several: Iterable[ComplaintId], *, person: Colleague, now: datetime
) -> Mapping[ComplaintId, Spoken]:
    """Return how each of these complainants speaks to those who work here."""
    return {it.id: _spoken(it, person=person, now=now) for it in read_complaints(several)}


def _spoken(it: Complaint, *, person: Colleague, now: datetime) -> Spoken:
    rule, stands, objected = rule_for(it), record_of(it, now=now), it.conduct.objection
    limit = limit_of(it, now=now)
    leads = Role.LEAD in person.roles
    home = limit.complaint if limit is not None else it
    said = texts.read_many(it.id, (objected.words.id,)) if objected is not None else {}
    answer_at = limiting.answerable_at(home, rule=rule, now=now)
    return Spoken(
        complaint=it.id,
        spared=limiting.spared(it, rule=rule),
        record=stands,
        marked={one.fact.message: one.fact.kind for one in it.conduct.standing},
        limit=limit,
        answer_at=answer_at if home.id == it.id else None,
        objection="".join(said.values()),
        limits=leads and limiting.may_limit(it, by=person.id, record=stands, rule=rule, now=now),
        reviews=_may_review(it, person),
        answers=home.id == it.id and limiting.may_answer(it, roles=person.roles, rule=rule, now=now),
        rule=rule,
    )


def _may_review(it: Complaint, person: Colleague) -> bool:
    """Say whether somebody may look again; who leads is asked only where something stands."""
    if not it.conduct.standing:
        return False
    return limiting.may_review(it, by=person.id, roles=person.roles | {person.duty}, leads=staff.leads())


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitedSeen:
    """Somebody whose contact is limited, told by a number; `answer_at`: from when they may be answered together, if they wrote."""

    complaint: ComplaintId
    number: str
    case: UUID | None
    since: datetime
    until: datetime
    contact: str
    answer_at: datetime | None
    objects: bool
    danger_at: datetime | None


def listed(*, now: datetime) -> tuple[LimitedSeen, ...]:
    """Return whose contact is limited now, the soonest end first."""
    return tuple(_seen(read_complaint(one), now=now) for one in in_force(now=now))


def _seen(it: Complaint, *, now: datetime) -> LimitedSeen:
    since, fact = it.conduct.limited[-1]
    return LimitedSeen(
        complaint=it.id,
        number=_number(it),
        case=next((part.case for part in it.parts if part.case is not None), None),
        since=since,
        until=fact.until,
        contact=fact.contact,
        answer_at=limiting.answerable_at(it, rule=rule_for(it), now=now),
        objects=it.conduct.objection is not None,
        danger_at=max((at for at in it.dangers if at > since), default=None),
    )


def count(it: Complaint, mark: Mark) -> int:
    """Write down an entry of a complaint's book under each way by which they are known for sure; return how many."""
    if mark.answer == FALLEN:
        rows = ConductRow.objects.filter(complaint=it.id).exclude(answer=FALLEN)
        keys = sorted({bytes(row.key) for row in rows})
    else:
        keys = sorted(keys_of(it, proved=True))
    ConductRow.objects.bulk_create(
        ConductRow(
            bucket=key[0],
            key=key,
            complaint=it.id,
            no=mark.decision,
            at=mark.at,
            answer=mark.answer,
            until=mark.until,
        )
        for key in keys
    )
    return len(keys)


def bear(case: Case, *, agent: AgentId, now: datetime) -> None:
    """Count for somebody's day what they bore who give a case back because they were insulted or threatened by it."""
    rule = packs.in_force(case.opened.jurisdiction).abuse
    joined = read_complaints(dict.fromkeys(one.complaint for one in members.first(case.id, limit=MOST)))
    minutes = limiting.borne(joined, agent=agent, since=case.held_since or now, rule=rule)
    staff.note_dose(agent, minutes=minutes, exposure=rule.exposure, now=now)


def forget(complaint: ComplaintId) -> None:
    """Remove what counts by a complaint whose person was erased."""
    ConductRow.objects.filter(complaint=complaint).delete()


def warn(it: Complaint, *, kind: str, passage: str, now: datetime) -> UUID:
    """Write the letter that says which passage it was and what may follow."""
    pen = _pen(it)
    values = notices.warning_values(_number(it), kind=kind, passage=passage, rule=pen.pack.abuse, pen=pen)
    return _post(it, notices.WARNING, values, pen=pen, now=now)


def tell_limit(it: Complaint, *, why: str, role: str, until: datetime, now: datetime) -> UUID:
    """Write the letter that limits contact."""
    pen = _pen(it)
    values = notices.limited_values(
        _number(it), why=why, role=role, until=until, rule=pen.pack.abuse, pen=pen
    )
    return _post(it, notices.LIMITED, values, pen=pen, now=now)


def tell_review(it: Complaint, *, why: str, kept: bool, now: datetime) -> UUID:
    """Write the letter that tells what another lead made of it."""
    pen, limit = _pen(it), _limit(it, now=now)
    until = limit.fact.until if limit is not None else None
    values = notices.reviewed_values(_number(it), why=why, until=until, pen=pen)
    return _post(it, notices.KEPT_SO if kept else notices.LIFTED, values, pen=pen, now=now)


def tell_together(it: Complaint, *, answer: str, until: datetime, now: datetime) -> UUID:
    """Write one answer to all that somebody wrote since the last one."""
    pen = _pen(it)
    following = now + pen.pack.abuse.every
    values = notices.together_values(_number(it), answer=answer, following=following, until=until, pen=pen)
    return _post(it, notices.TOGETHER, values, pen=pen, now=now)


def _pen(it: Complaint) -> Pen:
    return penning.pen_to(it, pack=pack_for(it))


def _number(it: Complaint) -> str:
    return number_of(it.id, "C")


def conduct_letter_id(complaint: ComplaintId, template: str, *, seq: int) -> UUID:
    """Return the id of a letter that tells of an entry of a complaint's book that had so many lines."""
    return letter_id(bucket_of(complaint), template, complaint.hex, str(seq))


def _post(it: Complaint, template: str, values: Mapping[str, str], *, pen: Pen, now: datetime) -> UUID:
    letter = conduct_letter_id(it.id, template, seq=it.seq)
    said = penning.write(template, values, pen=pen)
    mailroom.post((letters.draft(it, letter, template, said=said, case_id=None),), now=now)
    return letter
