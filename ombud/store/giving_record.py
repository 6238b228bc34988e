"""Who gets the record of what was done to them, and what is in it? By a letter, with the line of the read log."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from ombud.core import facts, guardians, notices, seals
from ombud.core.case import Case
from ombud.core.complaint import Complaint
from ombud.core.ids import Mint, bucket_of
from ombud.core.notices import letter_id
from ombud.core.notices import record as records
from ombud.core.notices.record import Kept
from ombud.core.pack.types import Pack, Step
from ombud.core.receipts import number_of
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import HOST, AgentId
from ombud.store import (
    access,
    letters,
    mailroom,
    packs,
    penning,
    reaching,
    readings,
    situations,
    staff,
    texts,
)
from ombud.store.ledger import read_complaints, read_lines
from ombud.store.statements import account_of

PRESERVES: Final = "P1"
WHAT: Final = "record"
"""What the line of the read log says was opened."""


def give(
    case: Case, step: Step, *, said: Mapping[str, str], by: AgentId, pack: Pack, mint: Mint, now: datetime
) -> tuple[facts.RecordGiven, ...]:
    """Write to whom it was done to, and to a proved guardian where that is safe; return what the book says of it.

    It opens what is sealed: that takes a grant and a reason, which is the note of the step. Once each, whoever asks again.

    Raises: NO_CLEARANCE, NEEDS_GRANT, NEEDS_VERIFICATION, STEP_NEEDS_EVIDENCE, and all that keeps a guardian from being told.
    """
    reason = said.get("note", "")
    leave = seals.check(access.seal_of(case, staff.colleague(by), pack=pack, now=now), reason=reason)
    known = {_letter(case, reader): reader for reader in _readers(case, step, pack=pack)}
    several = _kept(case, cover=_named(said.get(records.COVER, "")))
    if not several:
        raise Refused(No.STEP_NEEDS_EVIDENCE, step=step.id)
    grant = leave.grant if leave else None
    readings.log_read(case.id, by=by, what=WHAT, reason=reason, grant=grant, mint=mint, now=now)
    there = {one.id for one in mailroom.those(known)}
    drafts = [
        _draft(case, reader, several, salt=mint(bucket_of(letter)), now=now)
        for letter, reader in known.items()
        if letter not in there
    ]
    lie = mailroom.post([one for one, _ in drafts], now=now)
    return tuple(given for one, given in drafts if one.id in lie)


def _readers(case: Case, step: Step, *, pack: Pack) -> tuple[Complaint, ...]:
    """Return who gets it: whose account it is, and every guardian who proved it where nobody at home may be the danger."""
    asked = read_complaints(dict.fromkeys(fact.complaint for fact in case.verified))
    own = [one for one in asked if guardians.is_own(case, one.id, relation=one.received.relation)]
    family = situations.proved_guardians(case, pack=pack)
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


def _kept(case: Case, *, cover: frozenset[str]) -> tuple[Kept, ...]:
    """Return what the host showed, each time that it looked otherwise, oldest first."""
    at = {
        line.fact.evidence: line.at
        for line in read_lines(case.id)
        if isinstance(line.fact, facts.EvidenceAdded) and line.fact.source == HOST
    }
    known = texts.read_many(case.id, at)
    found = (records.kept(known[one], at=when, cover=cover) for one, when in at.items() if one in known)
    return records.once(filter(None, found))


def _named(said: str) -> frozenset[str]:
    return frozenset(filter(None, (line.strip() for line in said.splitlines())))


def _letter(case: Case, reader: Complaint) -> UUID:
    parts = (records.RECORD, case.id.hex, reader.id.hex)
    return letter_id(bucket_of(reader.id), *parts)


def _draft(
    case: Case, reader: Complaint, several: tuple[Kept, ...], *, salt: UUID, now: datetime
) -> tuple[mailroom.Draft, facts.RecordGiven]:
    letter, number = _letter(case, reader), number_of(reader.id, "C")
    pen = penning.pen_to(reader, pack=packs.for_reader(case, reader))
    record = records.bind(several, number=number, salt=salt, made_at=now, pen=pen)
    held = [one.order.until for one in case.protections if one.order.measure == PRESERVES]
    until = max(filter(None, held), default=None)
    it = notices.Given(number=number, code=case.code, record=record, kept=several, kept_until=until)
    words = penning.write(records.RECORD, notices.record_values(it, pen=pen), pen=pen)
    made = letters.draft(reader, letter, records.RECORD, said=words, case_id=case.id, record=record)
    given = facts.RecordGiven(
        complaint=reader.id, letter=letter, fingerprint=record.fingerprint, n=len(several)
    )
    return made, given
