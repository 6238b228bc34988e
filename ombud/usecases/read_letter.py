"""Open a letter by its number and code, or once by its link."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from ombud.core import announcing, facts, issues, rating
from ombud.core.case import Case, Status
from ombud.core.complaint import Complaint
from ombud.core.notices import ASKED, COUNTER, RECORD, Record
from ombud.core.pack.letters import Rendered
from ombud.core.pack.types import Question
from ombud.core.receipts import number_of
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import CaseId, ComplaintId, Side
from ombud.store import (
    affected,
    arriving,
    countering,
    keeping,
    letters,
    mailroom,
    packs,
    penning,
    reaching,
    statements,
)
from ombud.store.ledger import open_case, open_complaint, read_case, read_complaint
from ombud.store.mailroom import Letter
from ombud.store.transactions import one_transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadLetter:
    """A letter as its reader sees it; what was erased has no words, but says when.

    `statement`: what its reader must say to state that nothing is infringed; that is passed on to the other side, as the law asks.
    `answer_until`: before anything is decided an account may say its side; `suit_until`: whoever proved the right may show
    that they went to court. `effective_at`: what the decision announced has not taken effect, and does so then.
    `record`: what came with it. `child`: whoever reads it wrote as one, or is one as the host says, and may
    show a `grown_up` what those read of it.
    `review_by`: another look was asked for from this letter, and is promised by then.
    `outcome_of`: whose complaint and which case it tells the end of; `can_rate`: something may be said of that end now.
    `zone`: by whose clock its moments are told, unless its reader has another; `jurisdiction`: of which place it is.
    `matched`: it answers with a known fault alone, and its reader may say in one tap that theirs is another matter.
    `to_child`: it went to a child whom a case protects and who complained to nobody; they may write back.
    `goes_on`: number and id of the letter by which the same reader hears how it went on, where an account's inbox may be another's by then.
    `leak`: it tells of a leak whoever never complained: `open` while they have not, then `complained`.
    """

    id: UUID
    number: str
    template: str
    side: str
    lang: str
    title: str
    body: str = field(repr=False)
    made_at: datetime
    appeal_until: datetime | None
    can_appeal: bool
    complaint_number: str | None
    case_number: str | None
    erased_at: datetime | None = None
    statement: tuple[Question, ...] = ()
    answer_until: datetime | None = None
    suit_until: datetime | None = None
    effective_at: datetime | None = None
    record: Record | None = field(default=None, repr=False)
    complaint: ComplaintId | None = None
    child: bool = False
    grown_up: Rendered | None = field(default=None, repr=False)
    review_by: datetime | None = None
    leak: str = ""
    to_child: bool = False
    matched: bool = False
    outcome_of: tuple[ComplaintId, CaseId] | None = None
    can_rate: bool = False
    zone: ZoneInfo | None = None
    jurisdiction: str = ""
    goes_on: tuple[str, UUID] | None = None


@one_transaction
def read_letter(
    number: str = "",
    *,
    code: str | None = None,
    token: str | None = None,
    letter: UUID | None = None,
    holds: UUID | None = None,
    now: datetime,
) -> ReadLetter:
    """Return a letter and write down that it was read.

    A wrong number, a wrong code and a spent link are refused alike. A complainant's link opens once; the door then keeps a signed
    session and gives the letter's id. That of an account, which has no other way back, opens until nobody can appeal. `holds`: the
    complaint that the same reader has proved to hold; with the link to its own contact they have shown that they are reached there.
    Neither is enough alone: whoever writes under another's address holds the complaint and not the link, and whose address it is
    the link and not the complaint.
    """
    if letter is not None:
        found = mailroom.find(letter)
    elif token is not None:
        found = mailroom.by_link(number, token, now=now)
    else:
        found = mailroom.by_code(number, code or "")
    if found.state in mailroom.UNREAD or not _mark_read(
        found, by_link=token is not None, holds=holds, now=now
    ):
        raise Refused(No.WRONG_CODE)
    (said, grown_up), erased_at = _said(found)
    case = read_case(found.case_id) if found.case_id else None
    complaint = read_complaint(found.complaint) if found.complaint else None
    return ReadLetter(
        id=found.id,
        number=found.number,
        template=found.template,
        side=found.side,
        lang=found.lang,
        title=said.title,
        body=said.body,
        made_at=found.made_at,
        appeal_until=found.appeal_until,
        can_appeal=erased_at is None and _is_open_to(found, case, now=now),
        complaint_number=number_of(found.complaint, "C") if found.complaint else None,
        case_number=number_of(found.case_id, "K") if found.case_id and not found.complaint else None,
        erased_at=erased_at,
        statement=_statement(found, case),
        answer_until=_answer_until(found, case, now=now),
        suit_until=_suit_until(found, case, now=now),
        effective_at=_effective_at(found, case),
        record=mailroom.record(found) if found.template == RECORD and erased_at is None else None,
        complaint=found.complaint,
        child=_is_childs(found) if complaint is None else complaint.child,
        grown_up=grown_up,
        review_by=_review_by(found, case),
        leak=_leak(found) if erased_at is None else "",
        to_child=found.side == Side.CHILD and erased_at is None,
        matched=complaint is not None and case is not None and issues.may_deny(case, found.decision),
        outcome_of=_outcome_of(found),
        can_rate=erased_at is None and _can_rate(found, complaint, now=now),
        zone=_zone(complaint, case),
        jurisdiction=_place(complaint, case),
        goes_on=_goes_on(found, case),
    )


def _goes_on(letter: Letter, case: Case | None) -> tuple[str, UUID] | None:
    """Return the letter in which it went on for whoever reads this one."""
    told = statements.goes_on_in(case, letter) if case is not None and case.erased_at is None else None
    return (told.number, told.id) if told is not None else None


def _mark_read(letter: Letter, *, by_link: bool, holds: UUID | None, now: datetime) -> bool:
    """Write down that it was read, and that the contact it went to is the reader's own; say no if the link was spent."""
    if letter.delivered_at is None and letter.read_at is None:
        arriving.note(letter, by="complainant", now=now)
        if letter.template == COUNTER and letter.case_id is not None:
            _begin(letter.case_id, letter, now=now)
    if not by_link or letter.complaint is None or letter.complaint != holds:
        return mailroom.mark_read(letter, by_link=by_link, now=now)
    with open_complaint(letter.complaint) as book:
        fresh = mailroom.mark_read(letter, by_link=by_link, now=now)
        way = reaching.sent_by(reaching.ways(book.state))
        if fresh and letter.state == "delivered" and way and way not in book.state.proved:
            book.write(facts.ContactProved(letter=letter.id, way=way), by="complainant", now=now)
    return fresh


def _begin(case_id: CaseId, letter: Letter, *, now: datetime) -> None:
    """Write into the case's book that a right holder has what the account stated, whom no mail had reached: their wait begins."""
    with open_case(case_id) as book:
        begun = countering.begun_unreached(book.state, (letter,))
        if begun and book.state.status is not Status.CLOSED:
            told = facts.Told(
                letter=letter.id,
                template=letter.template,
                side=letter.side,
                case=case_id,
                decision=letter.decision,
                marks=begun,
            )
            book.write(told, by="complainant", now=now)


def _outcome_of(letter: Letter) -> tuple[ComplaintId, CaseId] | None:
    """Return whose complaint and which case a letter tells the end of."""
    if letter.complaint is None or letter.case_id is None or letter.decision is None:
        return None
    return letter.complaint, letter.case_id


def _can_rate(letter: Letter, complaint: Complaint | None, *, now: datetime) -> bool:
    """Say whether whoever reads of an end may still say something of it."""
    if complaint is None or _outcome_of(letter) is None:
        return False
    return letter.case_id in rating.may_rate(complaint, pack=packs.of_complaint(complaint), now=now)


def _place(complaint: Complaint | None, case: Case | None) -> str:
    """Return where its reader is, as far as we know: the numbers to call are those of that place."""
    if complaint is not None:
        return complaint.received.jurisdiction
    return (case.law_of_account or case.laws[0]).jurisdiction if case is not None else ""


def _zone(complaint: Complaint | None, case: Case | None) -> ZoneInfo | None:
    """Return by whose clock the letter itself tells a moment."""
    if complaint is not None:
        return penning.zone_of(packs.of_complaint(complaint))
    return penning.zone_of_account(case) if case is not None else None


def _statement(letter: Letter, case: Case | None) -> tuple[Question, ...]:
    """Return what an appeal from this letter must say to be passed on to whoever proved the right, or an answer to it before that."""
    if case is not None and letter.template == ASKED:
        return countering.asked_first(case, pack=packs.of_case(case))
    if case is None or letter.decision is None:
        return ()
    return countering.asked_of(case, letter.side, pack=packs.of_case(case))


def _answer_until(letter: Letter, case: Case | None, *, now: datetime) -> datetime | None:
    """Return until when an account may say its side, if this letter asks for it and nobody has answered."""
    if letter.template != ASKED or case is None:
        return None
    return case.waiting_for.until if case.waiting_for and case.awaits_account(letter.id, now=now) else None


def _is_childs(letter: Letter) -> bool:
    """Say whether whoever reads a letter that goes with no complaint is a child."""
    return letter.side == Side.CHILD or affected.is_childs(letter)


def _leak(letter: Letter) -> str:
    """Say whether the letter tells of a leak, and whether its reader complained because of that."""
    row = affected.of_letter(letter)
    if row is None:
        return ""
    return "complained" if row.complaint is not None else "open"


def _effective_at(letter: Letter, case: Case | None) -> datetime | None:
    """Return when what the letter's decision announced takes effect, as it was said last."""
    waits = announcing.waiting(case) if case else ()
    return next((past.effective_at for past in waits if past.no == letter.decision), None)


def _suit_until(letter: Letter, case: Case | None, *, now: datetime) -> datetime | None:
    """Return until when whoever reads of a counter-statement may show that they complained or sued."""
    if letter.template != COUNTER or case is None:
        return None
    return countering.suit_until(case, letter, now=now)


def _review_by(letter: Letter, case: Case | None) -> datetime | None:
    """Return by when the look is promised that was asked for from this very letter."""
    if case is None or all(one.letter != letter.id for one in case.open_appeals):
        return None
    filed = [at for code, at in case.moved if code == "appeal_filed"]
    return letters.review_by(case, pack=packs.of_case(case), since=filed[-1])


def _is_open_to(letter: Letter, case: Case | None, *, now: datetime) -> bool:
    """Say whether its reader may still appeal from it: in time, and not for another for whom they speak no more."""
    speaks = case is None or letter.complaint not in case.unmandated
    return speaks and letter.appeal_until is not None and now <= letter.appeal_until


def _said(letter: Letter) -> tuple[tuple[Rendered, Rendered | None], datetime | None]:
    """Return what a letter says, or nothing and when it was erased: with its complainant, or with its case."""
    try:
        return mailroom.words(letter), None
    except Refused:
        owner = letter.complaint or letter.case_id
        erased_at = keeping.erased_at(owner) if owner else None
        if erased_at is None:
            raise
        return (Rendered(title="", body=""), None), erased_at
