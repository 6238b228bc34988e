"""What does each person learn of a case? Letters written in the transaction that makes them due.

Every id is made of what the letter is about, so that a letter written twice is written once. What the account side is
told lies in `statements`; rows and seals lie in `mailroom`.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final
from uuid import UUID

from ombud.core import facts, guardians, mandates, notices, proving
from ombud.core.case import Case, Decision
from ombud.core.complaint import Complaint
from ombud.core.ids import bucket_of
from ombud.core.issues import Known
from ombud.core.notices import letter_id
from ombud.core.pack.letters import Rendered
from ombud.core.pack.types import Pack, Question, Step
from ombud.core.receipts import number_of
from ombud.core.refusals import No, Refused
from ombud.core.retention import Against
from ombud.core.vocabulary import CaseId, ComplaintId, Mandate, Outcome, Side
from ombud.store import mailroom, members, owners, packs, penning, reaching, silences, situations
from ombud.store.ledger import read_complaint, read_complaints
from ombud.store.mailroom import Draft, Letter, body, find, of_case, of_complaint
from ombud.store.statements import (
    ENDED,
    account_of,
    is_answered_earlier,
    is_quiet,
    tell_account,
    tell_interim,
)

__all__ = [
    "ENDED",
    "Letter",
    "account_of",
    "answer_erasure",
    "appeal_receipt",
    "ask_for_more",
    "body",
    "end_mandate",
    "find",
    "is_answered_earlier",
    "is_quiet",
    "of_case",
    "of_complaint",
    "of_issue",
    "outcomes",
    "progress",
    "progress_id",
    "put_off",
    "put_off_id",
    "tell_account",
    "tell_guardian",
    "tell_interim",
]

PUT_OFF: Final = "put_off"
PROGRESS: Final = "progress"


def answer_erasure(
    complaint: Complaint, *, against: Against | None, at: datetime | None, now: datetime
) -> UUID:
    """Tell somebody who asked for erasure when it happens, or why it does not yet, by the pack in force."""
    template = "erasure_granted" if against is None else "erasure_refused"
    pen = penning.pen_to(complaint, pack=packs.in_force(complaint.received.jurisdiction))
    values = notices.erasure_values(
        number_of(complaint.id, "C"),
        ground=against.ground if against else "",
        why=against.rule.why if against and against.rule else None,
        until=at,
        pen=pen,
    )
    letter = letter_id(bucket_of(complaint.id), "erasure", complaint.id.hex, str(complaint.seq))
    said = penning.write(template, values, pen=pen)
    mailroom.post((draft(complaint, letter, template, said=said, case_id=None),), now=now)
    return letter


def asking(complaint_id: ComplaintId, text: str, *, missing: Sequence[Question]) -> str:
    """Return what a complainant is asked, in their language: an agent's words, and each thing that their notice lacks."""
    if not missing:
        return text
    return notices.incomplete(text, missing, lang=read_complaint(complaint_id).received.locale)


def ask_for_more(complaint_id: ComplaintId, *, case: Case, text: str, until: datetime, now: datetime) -> UUID:
    """Ask a complainant for more; the complaint's book learns of it when the letter goes out."""
    complaint = read_complaint(complaint_id)
    letter = letter_id(bucket_of(complaint_id), "need_more", case.id.hex, str(case.seq), complaint_id.hex)
    pen = penning.pen_to(complaint, pack=packs.for_reader(case, complaint))
    relation = complaint.received.relation
    level = proving.still_asked(case, complaint_id, relation=relation, pack=packs.of_case(case))
    it = notices.Ask(number=number_of(complaint_id, "C"), question=text, until=until, level=level)
    said = penning.write("need_more", notices.ask_values(it, pen=pen), pen=pen)
    mailroom.post((draft(complaint, letter, "need_more", said=said, case_id=case.id),), now=now)
    return letter


def put_off(case: Case, *, text: str, until: datetime, law: str, pack: Pack, now: datetime) -> bool:
    """Tell everybody who complained until when the answer is put off, and why; say whether anybody can be told.

    Each complaint's book learns of it when its letter goes out.
    """

    def values(number: str, pen: notices.Pen) -> Mapping[str, str]:
        return notices.delay_values(notices.Delay(number=number, reasons=text, until=until, law=law), pen=pen)

    named = partial(put_off_id, case=case, until=until)
    return tell_everybody(case, PUT_OFF, values, named=named, pack=pack, now=now)


def put_off_id(complaint: ComplaintId, case: Case, until: datetime) -> UUID:
    """Return the id of the letter by which a complainant learns of a later date."""
    return letter_id(bucket_of(complaint), PUT_OFF, case.id.hex, until.isoformat(), complaint.hex)


def progress(case: Case, it: notices.Progress, *, pack: Pack, now: datetime) -> bool:
    """Tell everybody who complained how far their case is; say whether anybody can be told."""

    def values(number: str, pen: notices.Pen) -> Mapping[str, str]:
        return notices.progress_values(it, number=number, pen=pen)

    named = partial(progress_id, case_id=case.id, seq=case.seq)
    return tell_everybody(case, PROGRESS, values, named=named, pack=pack, now=now)


def of_issue(
    case: Case, template: str, known: Known, *, until: datetime | None, pack: Pack, now: datetime
) -> None:
    """Tell everybody who complained of a fault that they met: what is known, a new date, that it is mended, or is another matter."""

    def values(number: str, pen: notices.Pen) -> Mapping[str, str]:
        return notices.issue_values(number, issue=known.title, said=known.answer, until=until, pen=pen)

    def named(complaint: ComplaintId) -> UUID:
        asked = next((one for one in case.open_appeals if one.complaint == complaint), None)
        if template == notices.ISSUE_OTHER and asked is not None:
            return receipt_id(asked.letter, no=asked.no)
        said = case.issue.no if case.issue else 0
        return letter_id(bucket_of(complaint), template, case.id.hex, str(said), complaint.hex)

    tell_everybody(case, template, values, named=named, pack=pack, now=now)


def tell_everybody(
    case: Case,
    template: str,
    values: Callable[[str, notices.Pen], Mapping[str, str]],
    *,
    named: Callable[[ComplaintId], UUID],
    only: Collection[ComplaintId] | None = None,
    pack: Pack,
    now: datetime,
) -> bool:
    """Write to everybody who complained, or `only` to these, and may be told of the case; say whether anybody can be told."""
    drafts = []
    joined = [one for one in members.everybody(case.id) if only is None or one in only]
    silent = silences.among(case, joined)
    for complaint in read_complaints(one for one in joined if one not in silent):
        pen = penning.pen_to(complaint, pack=pack)
        said = penning.write(template, values(number_of(complaint.id, "C"), pen), pen=pen)
        drafts.append(draft(complaint, named(complaint.id), template, said=said, case_id=case.id))
    return bool(mailroom.post(drafts, now=now))


def word_later(case: Case, several: Iterable[ComplaintId], *, now: datetime) -> None:
    """Write to those who are told nothing of the case for now: that somebody has looked, once, and nothing that tells of it."""
    drafts = []
    for complaint in read_complaints(several):
        number, pen = (
            number_of(complaint.id, "C"),
            penning.pen_to(complaint, pack=packs.of_complaint(complaint)),
        )
        values = {"number": number, "status_url": pen.places.status(number)}
        letter = letter_id(bucket_of(complaint.id), notices.WORD_LATER, case.id.hex, complaint.id.hex)
        said = penning.write(notices.WORD_LATER, values, pen=pen)
        drafts.append(draft(complaint, letter, notices.WORD_LATER, said=said, case_id=case.id))
    mailroom.post(drafts, now=now)


def end_mandate(case: Case, complaint: Complaint, *, why: str, now: datetime) -> UUID:
    """Write to whoever spoke for another that they do no more, why, and that this complaint tells them nothing from now on."""
    letter = letter_id(
        bucket_of(complaint.id), notices.MANDATE_ENDED, case.id.hex, str(case.seq), complaint.id.hex
    )
    pen = penning.pen_to(complaint, pack=packs.for_reader(case, complaint))
    said = _mandate(complaint, notices.MANDATE_ENDED, why=why, pen=pen)
    made = draft(complaint, letter, notices.MANDATE_ENDED, said=said, case_id=case.id)
    mailroom.post((made,), now=now)
    return letter


def _mandate(complaint: Complaint, template: str, *, why: str, pen: notices.Pen) -> Rendered:
    """Return what whoever speaks for another no more is told: nothing of the case, and nothing of whom they spoke for."""
    number = number_of(complaint.id, "C")
    values = {"number": number, "status_url": pen.places.status(number)}
    values |= {"why": mandates.WHY[Mandate(why)].say(pen.lang)} if why else {}
    return penning.write(template, values, pen=pen)


def progress_id(complaint: ComplaintId, case_id: CaseId, *, seq: int) -> UUID:
    """Return the id of the letter by which a complainant learns how far the case is that its book had so many lines of."""
    return letter_id(bucket_of(complaint), PROGRESS, case_id.hex, str(seq), complaint.hex)


def outcomes(
    complaints: Iterable[Complaint],
    *,
    case: Case,
    decision: Decision,
    told_before: frozenset[ComplaintId],
    pack: Pack,
    now: datetime,
) -> tuple[Draft, ...]:
    """Return the letters that tell complainants how the case was decided, for `mailroom.post`."""
    ends = _End(
        case=case,
        decision=decision,
        until=None,
        words=penning.opened(case, decision),
        host=penning.by_host(case, decision),
        left=penning.after(case, decision),
    )
    drafts = []
    for complaint in complaints:
        letter = outcome_id(complaint.id, case_id=case.id, decision=decision.no)
        pen = penning.pen_to(complaint, pack=packs.for_reader(case, complaint))
        before = complaint.id in told_before
        until = penning.appeal_until(case, Side.COMPLAINANT, complaint=complaint.id, pack=pack, now=now)
        ends = replace(ends, until=until)
        template, said = _ended(ends, complaint, told_before=before, pen=pen)
        appeals = None if complaint.id in case.unmandated else until
        made = draft(complaint, letter, template, said=said, case_id=case.id, no=decision.no, until=appeals)
        if pen.child:
            _, grown_up = _ended(ends, complaint, told_before=before, pen=replace(pen, child=False))
            made = replace(made, grown_up=grown_up)
        drafts.append(made)
    return tuple(drafts)


@dataclass(frozen=True, slots=True, kw_only=True)
class _End:
    """How a case ended, with its words opened, what is so after it, until when one may ask for another look, what the host had decided."""

    case: Case
    decision: Decision
    until: datetime | None
    words: Mapping[UUID, str]
    host: Mapping[str, Any] | None
    left: penning.After


def _ended(ends: _End, complaint: Complaint, *, told_before: bool, pen: notices.Pen) -> tuple[str, Rendered]:
    """Return by which letter one of them learns of the end, and what it says."""
    case, decision = ends.case, ends.decision
    if complaint.id in case.unmandated:
        return notices.MANDATE_OVER, _mandate(complaint, notices.MANDATE_OVER, why="", pen=pen)
    it = penning.outcome(
        case,
        decision,
        side=Side.COMPLAINANT,
        letter=outcome_id(complaint.id, case_id=case.id, decision=decision.no),
        number=number_of(complaint.id, "C"),
        until=ends.until,
        words=ends.words,
        left=ends.left,
    )
    it = replace(
        it,
        of_another=_is_of_another(case, decision, complaint, level=pen.pack.category(case.code).to_disclose),
    )
    if decision.gives_another(complaint.id):
        it = notices.not_proved(it, pen=pen)
    template = _template(case, decision, complaint=complaint.id, told_before=told_before)
    values = dict(notices.outcome_values(it, pen=pen))
    values |= {
        **penning.mended_by(case, decision, pen=pen),
        **penning.translated(case, complaint, pen=pen),
        **penning.by_team(case, decision, pen=pen),
        **penning.unexplained(case, decision, pen=pen),
        **penning.by_whom(
            case,
            decision,
            complaint,
            host=None if it.of_another else ends.host,
            is_theirs=_is_theirs(case, complaint),
            pen=pen,
        ),
    }
    found = decision.proposal.unfounded
    if found is not None and found.complaint == complaint.id:
        template = notices.UNFOUNDED[found.answer]
        why = ends.words.get(found.words.id, "")
        values |= notices.unfounded_values(found, why=why, pen=pen)
    return template, penning.write(template, values, pen=pen)


def _is_of_another(case: Case, decision: Decision, complaint: Complaint, *, level: str) -> bool:
    """Say whether what the host did to somebody else's account is undone: only who proved this level learns what it was."""
    if not facts.undoes_host(decision.proposal.measures) or case.proved(complaint.id) >= level:
        return False
    return not _is_theirs(case, complaint)


def _is_theirs(case: Case, complaint: Complaint) -> bool:
    """Say whether the account behind what a case is about is for sure that of whoever complained."""
    account = owners.account_named(case.subject)
    return account is not None and owners.is_owner(complaint, account)


def tell_guardian(
    case: Case, step: Step, *, only: ComplaintId | None = None, pack: Pack, now: datetime
) -> None:
    """Write to the guardian who complained and proved it; where several did, to the one that is named, and to no other by that.

    One of them may be the danger: whoever writes says to whom it is safe. Whoever sits in the account that was complained of is never
    written to, named or not.

    Raises: NEEDS_VERIFICATION, STEP_NEEDS_EVIDENCE, MEASURE_NOT_ALLOWED, and all that keeps any guardian from being told.
    """
    guardians.check_safe(case, step, pack=pack)
    decision = case.decision
    proved = situations.proved_guardians(case, pack=pack)
    readers = tuple(one for one in proved if only in {None, one.id})
    if decision is None or not readers:
        raise Refused(No.NEEDS_VERIFICATION, level=pack.category(case.code).to_disclose)
    if len(readers) > 1:
        raise Refused(No.STEP_NEEDS_EVIDENCE, step=step.id, why="guardian")
    complaint = readers[0]
    if reaching.is_account(complaint.id, account_of(case)):
        raise Refused(No.MEASURE_NOT_ALLOWED, measure=guardians.CONTACT)
    words = penning.opened(case, decision)
    letter = letter_id(
        bucket_of(complaint.id), guardians.LETTER, case.id.hex, str(decision.no), complaint.id.hex
    )
    pen = penning.pen_to(complaint, pack=packs.for_reader(case, complaint))
    number = number_of(complaint.id, "C")
    it = penning.outcome(
        case, decision, side=Side.COMPLAINANT, letter=letter, number=number, until=None, words=words
    )
    said = penning.write(guardians.LETTER, notices.guardian_values(it, pen=pen), pen=pen)
    mailroom.post((draft(complaint, letter, guardians.LETTER, said=said, case_id=case.id),), now=now)


def outcome_id(complaint: ComplaintId, *, case_id: CaseId, decision: int) -> UUID:
    """Return the id of the letter by which a complainant learns of a decision."""
    return letter_id(bucket_of(complaint), "decision", case_id.hex, str(decision), complaint.hex)


def _template(case: Case, decision: Decision, *, complaint: ComplaintId, told_before: bool) -> str:
    if decision.proposal.ruling is None and case.informal is not None:
        return notices.INFORMAL_REFUSED
    if decision.proposal.ruling is None:
        return "answered" if decision.proposal.outcome == Outcome.ANSWERED else "decision_complainant"
    mine = penning.is_appellant(case, decision, side=Side.COMPLAINANT, complaint=complaint)
    return "appeal_outcome_appellant" if told_before and mine else "appeal_outcome_other"


def draft(
    complaint: Complaint,
    letter: UUID,
    template: str,
    *,
    said: Rendered,
    case_id: CaseId | None,
    no: int | None = None,
    until: datetime | None = None,
    record: notices.Record | None = None,
) -> Draft:
    """Return a letter to a complainant, ready to be sealed."""
    return Draft(
        id=letter,
        template=template,
        said=said,
        side=Side.COMPLAINANT,
        person=complaint.received.person,
        lang=complaint.received.locale,
        state="due",
        complaint=complaint.id,
        case_id=case_id,
        decision=no,
        appeal_until=until,
        record=record,
    )


def review_by(case: Case, *, pack: Pack, since: datetime) -> datetime:
    """Return by when an appeal filed then is answered, as its receipt promises."""
    targets = pack.appeal(case.code).targets
    ordinary = targets.get(case.severity, targets.get("all", pack.wait_limit))
    sooner = (
        rule.amount(case.severity)
        for rule in pack.clocks_for(case.code)
        if rule.of_appeal and rule.measures and rule.after(case.measures_appealed)
    )
    return since + min([ordinary, *(one for one in sooner if isinstance(one, timedelta))])


def receipt_id(letter: UUID, *, no: int) -> UUID:
    """Return the id of the letter by which whoever appeals against what a letter tells hears that somebody looks again."""
    return letter_id(bucket_of(letter), "appeal", letter.hex, str(no))


def appeal_receipt(case: Case, *, letter: Letter, pack: Pack, now: datetime) -> UUID:
    """Say that an appeal came in and by when it is answered, to whoever filed it."""
    made = receipt_id(letter.id, no=len(case.appeals))
    decide_by = review_by(case, pack=pack, since=now)
    pen = penning.pen_to_account(case, pack=pack)
    number, status = letter.number, pen.places.letter(letter.number)
    if letter.complaint is not None:
        complaint = read_complaint(letter.complaint)
        pen = penning.pen_to(complaint, pack=packs.for_reader(case, complaint))
        number = number_of(letter.complaint, "C")
        status = pen.places.status(number)
    values = notices.appeal_receipt_values(number, decide_by=decide_by, status_url=status, pen=pen)
    receipt = Draft(
        id=made,
        template="appeal_receipt",
        said=penning.write("appeal_receipt", values, pen=pen),
        side=Side(letter.side),
        person=letter.person,
        lang=letter.lang,
        state="due",
        complaint=letter.complaint,
        case_id=case.id,
        account=letter.account,
    )
    mailroom.post((receipt,), now=now)
    return made
