"""Who answers for a complaint that went to several cases: who may, who has to take over, and what do they see of it?"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final
from uuid import UUID

from django.db import connection

from ombud.core import contacts, facts, notices
from ombud.core.case import Case
from ombud.core.complaint import Complaint, Part
from ombud.core.pack.types import Pack
from ombud.core.receipts import number_of
from ombud.core.refusals import No, Refused
from ombud.core.seals import clearances
from ombud.core.vocabulary import CASE_WORK, AgentId, CaseId, ComplaintId
from ombud.store import access, fitting, letters, mailroom, packs, penning, staff, texts
from ombud.store.asking import asked
from ombud.store.conduct import conduct_letter_id
from ombud.store.ledger import read_case, read_complaints
from ombud.store.models import Case as CaseRow
from ombud.store.models import Complaint as ComplaintRow
from ombud.store.staff import Colleague

_OWED: Final = """
SELECT c.id, c.received_at FROM complaint c LEFT JOIN staff s ON s.id = c.contact
WHERE c.parts > 1 AND c.standing IN ('open', 'waiting') AND (c.received_at, c.id) > (%(at)s, %(after)s)
AND (SELECT count(DISTINCT p.case_id) FROM part p WHERE p.bucket = c.bucket AND p.complaint = c.id) > 1
AND (
  (c.contact IS NOT NULL AND (s.is_active IS NOT TRUE OR NOT s.roles && %(roles)s::varchar[]))
  OR EXISTS (
    SELECT FROM part p JOIN case_row k ON k.bucket = get_byte(uuid_send(p.case_id), 15) AND k.id = p.case_id
    LEFT JOIN subject o ON o.id = k.subject
    WHERE p.bucket = c.bucket AND p.complaint = c.id AND (
      (c.contact IS NULL AND k.agent IS NOT NULL)
      OR EXISTS (SELECT FROM tie t WHERE t.agent = c.contact AND t.ended_at IS NULL AND t.subject IN (k.subject, o.account))
      OR replace(c.contact::text, '-', '') = ANY(string_to_array(k.kept_out, ' ')))))
ORDER BY c.received_at, c.id LIMIT %(limit)s
"""
"""Where nobody is named and somebody holds a part; where who is named left, has a tie to a part, or is kept out of one."""


MOST: Final = 50
"""So many are on a desk at once."""


def owed(*, together: int) -> Iterator[ComplaintId]:
    """Yield the complaints to look at, so many read at once: whether somebody is to be named, or to take over.

    Of those for whom nobody is there now the next are not kept waiting.
    """
    at, after, roles = datetime.min.replace(tzinfo=UTC), UUID(int=0), sorted(one.value for one in CASE_WORK)
    while True:
        with connection.cursor() as cursor:
            cursor.execute(_OWED, {"at": at, "after": after, "limit": together, "roles": roles})
            found = cursor.fetchall()
        yield from (one for one, _ in found)
        if len(found) < together:
            return
        after, at = found[-1]


def late(*, now: datetime) -> tuple[tuple[ComplaintId, str, datetime], ...]:
    """Return the complaints whose contact has not said by their day how far all of it is, each with its number and the day."""
    said = "SELECT id, number, contact_due FROM complaint WHERE contact_due <= %s ORDER BY contact_due, id"
    return tuple((one, number, due) for one, number, due in asked(said, now))


def cases_of(it: Complaint) -> tuple[Case, ...]:
    """Return the cases of a complaint, each once."""
    return tuple(read_case(one) for one in dict.fromkeys(part.case for part in it.parts) if one is not None)


def successor(it: Complaint, cases: tuple[Case, ...]) -> tuple[AgentId, str] | None:
    """Return who is the contact from now on, and why, if that is somebody else than now."""
    named = it.contact.agent if it.contact is not None else None
    leads = sorted(staff.leads())
    asked = {named, *leads, *(case.agent for case in cases)} - {None}
    able = frozenset(one for one in asked if one is not None and _is_able(one, cases))
    return contacts.successor(it, cases, able=able, leads=leads)


def _is_able(agent: AgentId, cases: Iterable[Case]) -> bool:
    """Say whether somebody may answer for all of it."""
    with suppress(Refused):
        check_able(agent, cases)
        return True
    return False


def check_able(agent: AgentId, cases: Iterable[Case]) -> None:
    """Refuse whoever does not work here, is kept out of one of them, or has a tie to what one is about.

    Raises: NOT_FOUND, NOT_ALLOWED, KEPT_OUT, CONFLICT.
    """
    person = staff.colleague(agent)
    if not person.roles & CASE_WORK:
        raise Refused(No.NOT_ALLOWED)
    for case in cases:
        if agent in case.kept_out:
            raise Refused(No.KEPT_OUT)
        fitting.check_untied(case, person)


def may_answer(it: Complaint, cases: tuple[Case, ...], *, by: AgentId) -> bool:
    """Say whether somebody is the contact, and has not lost what lets them be it since."""
    return it.contact is not None and it.contact.agent == by and _is_able(by, cases)


def may_change(it: Complaint, cases: tuple[Case, ...], *, person: Colleague) -> bool:
    """Say whether somebody may name another contact."""
    return contacts.may_change(it, cases, by=person.id, leads=leads_any(cases, person))


def leads_any(cases: Iterable[Case], person: Colleague) -> bool:
    """Say whether somebody does what a lead does in one of these cases."""
    return any(access.leads(case, person) for case in cases)


def tell_changed(it: Complaint, *, mask: str, until: datetime, now: datetime) -> UUID:
    """Write to whoever complained that another person answers for all of it from now on, and by when they write."""
    pen = penning.pen_to(it, pack=packs.in_force(it.received.jurisdiction))
    values = notices.other_contact_values(number=number_of(it.id, "C"), contact=mask, until=until, pen=pen)
    letter = conduct_letter_id(it.id, notices.OTHER_CONTACT, seq=it.seq)
    said = penning.write(notices.OTHER_CONTACT, values, pen=pen)
    mailroom.post((letters.draft(it, letter, notices.OTHER_CONTACT, said=said, case_id=None),), now=now)
    return letter


def tell(it: Complaint, progress: notices.Progress, *, contact: facts.ContactNamed, now: datetime) -> UUID:
    """Write to whoever complained how far each part is; never by a name of ours."""
    number = number_of(it.id, "C")
    pen = penning.pen_to(it, pack=packs.in_force(it.received.jurisdiction))
    parts = ((part.no, part.code, part.outcome is not None) for part in it.parts)
    values = notices.parts_values(progress, parts, number=number, contact=contact.mask, pen=pen)
    letter = conduct_letter_id(it.id, notices.PARTS, seq=it.seq)
    said = penning.write(notices.PARTS, values, pen=pen)
    mailroom.post((letters.draft(it, letter, notices.PARTS, said=said, case_id=None),), now=now)
    return letter


@dataclass(frozen=True, slots=True, kw_only=True)
class PartSeen:
    """A part as the contact sees it: how far, and by when; without `code` where its case is sealed to them, `case` where it opens."""

    no: int
    code: str
    number: str
    case: CaseId | None
    status: str
    due_by: datetime | None
    ended: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A complaint that a contact answers for: no word of anybody, only how far each part is. `wrote`: messages since their last.

    `why` a person named them, `others` who may be named instead, for whoever may do that.
    """

    complaint: ComplaintId
    number: str
    mask: str
    name: str
    word_by: datetime | None
    spoken_at: datetime | None
    wrote: int
    parts: tuple[PartSeen, ...]
    titles: Mapping[str, tuple[str, str]]
    mine: bool
    why: str = field(default="", repr=False)
    others: tuple[tuple[AgentId, str], ...] = ()


def mine(person: Colleague) -> tuple[Answered, ...]:
    """Return the complaints that somebody is the contact of, the soonest word first."""
    rows = ComplaintRow.objects.filter(contact=person.id).order_by("contact_due", "id")
    found = of(rows.values_list("id", flat=True)[:MOST], person=person)
    return tuple(
        sorted((one for one in found if one.mine), key=lambda one: (one.word_by is None, one.word_by))
    )


def of(several: Iterable[ComplaintId], *, person: Colleague) -> tuple[Answered, ...]:
    """Return what a colleague may see of all parts of these complaints; of none that nobody answers for."""
    named = (it for it in read_complaints(several) if it.contact is not None and contacts.is_several(it))
    return tuple(_answered(it, person=person) for it in named)


def _answered(it: Complaint, *, person: Colleague) -> Answered:
    cases, pack = cases_of(it), packs.of_complaint(it)
    due = dict(CaseRow.objects.filter(id__in=[case.id for case in cases]).values_list("id", "due_by"))
    by_id = {case.id: case for case in cases}
    seen = tuple(
        _part(part, by_id[part.case], due=due, person=person) for part in it.parts if part.case is not None
    )
    since = it.spoken_at or it.received_at
    return Answered(
        complaint=it.id,
        number=number_of(it.id, "C"),
        mask=it.contact.mask if it.contact else "",
        name=staff.names().get(it.contact.agent, "") if it.contact else "",
        word_by=it.word_by,
        spoken_at=it.spoken_at,
        wrote=sum(at > since for at, _ in it.words),
        parts=seen,
        titles={one.code: _title(pack, one.code) for one in seen if one.code},
        mine=may_answer(it, cases, by=person.id),
        why=_why(it),
        others=_others(it, cases) if may_change(it, cases, person=person) else (),
    )


def _why(it: Complaint) -> str:
    words = it.contact.words if it.contact is not None else None
    return texts.read_many(it.id, (words.id,)).get(words.id, "") if words else ""


def _others(it: Complaint, cases: Iterable[Case]) -> tuple[tuple[AgentId, str], ...]:
    """Return who works on cases and is kept out of none of these, by name; whether one has a tie is asked when they are named."""
    out = {one for case in cases for one in case.kept_out} | {it.contact.agent if it.contact else None}
    return tuple((one, name) for one, name in staff.workers().items() if one not in out)


def _title(pack: Pack, code: str) -> tuple[str, str]:
    title = pack.category(code).title
    return title.zh, title.en


def _part(part: Part, case: Case, *, due: Mapping[CaseId, datetime | None], person: Colleague) -> PartSeen:
    pack = packs.of_case(case)
    hidden = case.sealed and not clearances(pack.category(case.code), asks=case.asks) <= person.clearances
    return PartSeen(
        no=part.no,
        code="" if hidden else part.code,
        number=number_of(case.id, "K"),
        case=case.id if access.standing(case, person) is not None else None,
        status=case.status.value,
        due_by=due.get(case.id),
        ended=part.outcome is not None,
    )
