"""Who gets the record of what was done to them, and what is in it? By a letter, with the line of the read log."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Final, TypeAlias
from uuid import UUID

from ombud.core import facts, guardians, kin, notices, seals
from ombud.core.case import ACCOUNT, Case
from ombud.core.claiming import went_back
from ombud.core.complaint import Complaint
from ombud.core.enforcement import RESTORE
from ombud.core.ids import Mint, bucket_of
from ombud.core.notices import letter_id
from ombud.core.notices import record as records
from ombud.core.notices.record import Kept, Moment
from ombud.core.pack.books import book_of
from ombud.core.pack.types import Pack, Step
from ombud.core.receipts import number_of, parse_number
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import HOST, AgentId, ComplaintId, Relation
from ombud.store import (
    access,
    letters,
    mailroom,
    members,
    packs,
    penning,
    reaching,
    readings,
    situations,
    staff,
    texts,
)
from ombud.store.ledger import read_case, read_complaints, read_lines
from ombud.store.statements import account_of

Answers: TypeAlias = tuple[tuple[datetime, str], ...]
"""What the host answered in a case, and when."""
OWN: Final = frozenset({Relation.AFFECTED, Relation.GUARDIAN})
"""Who says that it was done to them, or to their child."""
PRESERVES: Final = "P1"
WHAT: Final = "record"
"""What the line of the read log says was opened."""


def step_of(case: Case, *, pack: Pack) -> Step | None:
    """Return the step by which the playbook of its kind hands the record over, whether anybody asked for it before or not."""
    return next((one for one in book_of(case.code, pack=pack).steps if one.letter == records.RECORD), None)


def may_ask(case: Case, reader: Complaint, *, pack: Pack) -> bool:
    """Say whether it could still be handed to somebody: the kind keeps one, and they have none yet."""
    if step_of(case, pack=pack) is None:
        return False
    return all(
        one.template != records.RECORD or one.case_id != case.id for one in mailroom.of_complaint(reader.id)
    )


def give(
    case: Case,
    step: Step,
    *,
    only: ComplaintId | None = None,
    said: Mapping[str, str],
    by: AgentId,
    pack: Pack,
    mint: Mint,
    now: datetime,
) -> tuple[facts.RecordGiven, ...]:
    """Write to whom it was done to, and to a proved guardian where that is safe, or to one `only`; return what the book says of it.

    It opens what is sealed: that takes a grant and a reason, which is the note of the step. Once each, whoever asks again. What was
    kept in cases beside it comes with it where whoever gives it says that it was done to the same person, and may open those.

    Raises: NO_CLEARANCE, NEEDS_GRANT, NEEDS_VERIFICATION, STEP_NEEDS_EVIDENCE, all that keeps a guardian from being told, and all that
    keeps a case beside it out.
    """
    reason = said.get("note", "")
    leave = seals.check(access.seal_of(case, staff.colleague(by), pack=pack, now=now), reason=reason)
    readers = tuple(one for one in _readers(case, step, pack=pack) if only in {None, one.id})
    if not readers:
        raise Refused(No.NEEDS_VERIFICATION, level=pack.category(case.code).to_disclose)
    also = _also(case, _named(said.get(records.ALSO, "")), readers=readers)
    opened = {case.id: leave, **_opened(also, by=by, reason=reason, now=now)}
    known = {_letter(case, reader, also): reader for reader in readers}
    cover = _named(said.get(records.COVER, ""))
    told = {one: tuple(_answers(one)) for one in opened}
    several = _kept(told.values(), cover=cover)
    moments = _moments(case, told[case.id], cover=cover, pack=pack)
    if not several:
        raise Refused(No.STEP_NEEDS_EVIDENCE, step=step.id)
    for one, under in opened.items():
        grant = under.grant if under else None
        readings.log_read(one, by=by, what=WHAT, reason=reason, grant=grant, mint=mint, now=now)
    there = {one.id for one in mailroom.those(known)}
    drafts = [
        _draft(case, reader, several, moments=moments, also=also, salt=mint(bucket_of(letter)), now=now)
        for letter, reader in known.items()
        if letter not in there
    ]
    lie = mailroom.post([one for one, _ in drafts], now=now)
    return tuple(given for one, given in drafts if one.id in lie)


def _readers(case: Case, step: Step, *, pack: Pack) -> tuple[Complaint, ...]:
    """Return who gets it: whose account it is, and where nobody at home may be the danger every guardian who proved it.

    Whoever speaks for a child is looked at as a guardian is.
    """
    asked = read_complaints(dict.fromkeys(fact.complaint for fact in case.verified))
    theirs = [
        one for one in asked if guardians.is_own(case, one.id, relation=one.received.relation, pack=pack)
    ]
    sent = [one for one in theirs if guardians.for_child(case, relation=one.received.relation, pack=pack)]
    own = [one for one in theirs if one not in sent]
    family = (*situations.proved_guardians(case, pack=pack), *sent)
    if not own and not family:
        raise Refused(No.NEEDS_VERIFICATION, level=pack.category(case.code).to_disclose)
    try:
        _check_family(case, step, family, pack=pack)
    except Refused:
        if not own:
            raise
        family = ()
    return tuple({one.id: one for one in (*own, *family)}.values())


def _check_family(case: Case, step: Step, family: tuple[Complaint, ...], *, pack: Pack) -> None:
    """Refuse a guardian who is behind what was done, and any before two decided and somebody looked at the danger at home."""
    if family:
        guardians.check_safe(case, step, pack=pack)
    if any(reaching.is_account(one.id, account_of(case)) for one in family):
        raise Refused(No.MEASURE_NOT_ALLOWED, measure=guardians.CONTACT)


def _also(case: Case, named: frozenset[str], *, readers: tuple[Complaint, ...]) -> tuple[Case, ...]:
    """Return the cases beside it that are named, each of which tells of nobody but whoever this one protects."""
    beside = {number_of(one, "K"): one for one in kin.family(case)}
    if unknown := {parse_number(one).text for one in named} - beside.keys():
        raise Refused(No.NOT_FOUND, field=records.ALSO, value=min(unknown))
    also = tuple(read_case(beside[number]) for number in sorted(parse_number(one).text for one in named))
    here, own = _shielded(case), {one.id for one in readers}
    for other in also:
        said = read_complaints(members.everybody(other.id))
        others = [one.id for one in said if one.received.relation in OWN and one.id not in own]
        strangers = _shielded(other) - here
        kin.check_same_victim(case, other, others=others, strangers=strangers, pack=packs.of_case(other))
    return also


def _shielded(case: Case) -> frozenset[UUID]:
    """Return whom this case ever shielded."""
    taken = (line.fact.order for line in read_lines(case.id) if isinstance(line.fact, facts.Protected))
    measures = packs.of_case(case).measures
    return frozenset(one.target for one in taken if one.measure in measures and measures[one.measure].shields)


def _opened(
    also: tuple[Case, ...], *, by: AgentId, reason: str, now: datetime
) -> Mapping[UUID, facts.Granted | None]:
    """Return under which grant each of them is opened; whoever does not work on one needs a grant for it, sealed or not."""
    person, opened = staff.colleague(by), {}
    for other in also:
        if person.id in other.kept_out:
            raise Refused(No.KEPT_OUT)
        seal = access.seal_of(other, person, pack=packs.of_case(other), now=now)
        along = access.standing(other, person) in {None, access.READS}
        opened[other.id] = seals.check(seal, reads=along, reason=reason)
    return opened


def _kept(told: Iterable[Answers], *, cover: frozenset[str]) -> tuple[Kept, ...]:
    """Return what the host showed in each case, each time that it looked otherwise, oldest first."""
    found = (records.kept(raw, at=at, cover=cover) for several in told for at, raw in several)
    return records.once(sorted((one for one in found if one is not None), key=lambda one: one.kept_at))


def _answers(case: UUID) -> Iterator[tuple[datetime, str]]:
    """Yield each answer of the host as it lies in the case, and when it came."""
    at = {
        line.fact.evidence: line.at
        for line in read_lines(case)
        if isinstance(line.fact, facts.EvidenceAdded) and line.fact.source == HOST
    }
    known = texts.read_many(case, at)
    yield from ((when, known[one]) for one, when in at.items() if one in known)


def _moments(case: Case, answers: Answers, *, cover: frozenset[str], pack: Pack) -> tuple[Moment, ...]:
    """Return what happened to an account whose owner this is about: by the host's answers, the last word on each, and by us."""
    if not case.code.startswith(ACCOUNT):
        return ()
    told = {name: one for _, raw in answers for name, one in records.changed(raw, cover=cover).items()}
    taken = (
        (line.at, line.fact.order) for line in read_lines(case.id) if isinstance(line.fact, facts.Protected)
    )
    ours = [
        Moment(at=at, what=pack.measures[one.measure].title)
        for at, one in taken
        if one.measure in pack.measures
    ]
    back = went_back(case)
    ours += [Moment(at=back, what=pack.measures[RESTORE].title)] if back else []
    return (*told.values(), *ours)


def _named(said: str) -> frozenset[str]:
    return frozenset(filter(None, (line.strip() for line in said.splitlines())))


def _letter(case: Case, reader: Complaint, also: tuple[Case, ...]) -> UUID:
    parts = (records.RECORD, case.id.hex, reader.id.hex, *(one.id.hex for one in also))
    return letter_id(bucket_of(reader.id), *parts)


def _draft(
    case: Case,
    reader: Complaint,
    several: tuple[Kept, ...],
    *,
    moments: tuple[Moment, ...],
    also: tuple[Case, ...],
    salt: UUID,
    now: datetime,
) -> tuple[mailroom.Draft, facts.RecordGiven]:
    letter, number = _letter(case, reader, also), number_of(reader.id, "C")
    pen = penning.pen_to(reader, pack=packs.for_reader(case, reader))
    record = records.bind(several, moments=moments, number=number, salt=salt, made_at=now, pen=pen)
    held = [
        one.order.until for it in (case, *also) for one in it.protections if one.order.measure == PRESERVES
    ]
    until = max(filter(None, held), default=None)
    it = notices.Given(
        number=number,
        code=case.code,
        record=record,
        kept=several,
        kept_until=until,
        moments=len(moments),
    )
    words = penning.write(records.RECORD, notices.record_values(it, pen=pen), pen=pen)
    made = letters.draft(reader, letter, records.RECORD, said=words, case_id=case.id, record=record)
    given = facts.RecordGiven(
        complaint=reader.id,
        letter=letter,
        fingerprint=record.fingerprint,
        n=len(several),
        also=tuple(one.id for one in also),
    )
    return made, given
