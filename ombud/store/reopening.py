"""Who is told that we looked once more ourselves, and how is a case opened again by that?"""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from ombud.core import appeals, facts, learning, notices
from ombud.core.case import Case
from ombud.core.ids import bucket_of
from ombud.core.lessons import Look, LookState
from ombud.core.notices import letter_id
from ombud.core.pack.types import Pack
from ombud.core.receipts import number_of
from ombud.core.vocabulary import CaseId, ComplaintId, LookKind, Reading, Side
from ombud.store import letters, mailroom, members, packs, penning, silences, statements
from ombud.store.ledger import Book, read_complaint, read_complaints
from ombud.store.mailroom import Draft


def kept_id(case: Case, look: facts.LookDrawn) -> UUID:
    """Return the id of the letter by which a complainant learns why it stays."""
    return _id(notices.KEPT, case, str(look.no), look.complaint)


def _id(template: str, case: Case, key: str, complaint: ComplaintId | None) -> UUID:
    to = complaint.hex if complaint else Side.ACCOUNT.value
    return letter_id(bucket_of(complaint or case.id), template, case.id.hex, key, to)


def _key(appeal: facts.Appealed) -> str:
    """Return what the letters are told apart by of a case that was opened again as one of many."""
    return f"again-{appeal.no}"


def letters_of(case: Case) -> Iterator[UUID]:
    """Yield the letters that lie there since a second look ended, or a clause or rule was in doubt, as far as the book alone knows them."""
    for appeal in case.appeals:
        if appeal.again is not None and _has_account(case, appeal.decision):
            yield _id(notices.REOPENED, case, _key(appeal), None)
    for look in case.lessons.looks:
        unsolved = look.drawn.kind == LookKind.UNSOLVED and look.drawn.complaint not in case.unmandated
        if unsolved and look.state is LookState.KEPT:
            yield kept_id(case, look.drawn)
        if unsolved and look.state is LookState.REOPENED:
            yield _id(notices.REOPENED, case, str(look.drawn.no), look.drawn.complaint)
        by_house = look.answer is None or look.answer.leads != Reading.APPEAL
        if by_house and look.state is LookState.REOPENED and _has_account(case, look.drawn.decision):
            yield _id(notices.REOPENED, case, str(look.drawn.no), None)


def _has_account(case: Case, decision: int) -> bool:
    """Say whether the account was to be told of a decision."""
    return case.decisions[decision - 1].proposal.for_account is not None


def tell_kept(case: Case, look: Look, *, text: str, now: datetime) -> None:
    """Tell a complainant who says that it is unsolved why another person finds that it stays."""
    it = notices.Again(reasons=text, until=None)
    mailroom.post((_to_complainant(case, str(look.drawn.no), it, look.drawn.complaint),), now=now)


def reopen(
    book: Book[Case], look: Look, *, words: facts.Words, text: str, by: str, pack: Pack, now: datetime
) -> None:
    """Open the case again as an appeal does, and tell the parties: whoever said so, or everybody where it was drawn."""
    case = book.state
    side, complaint = _for_whom(case, look)
    letter = _told_by(case, look.drawn.decision, complaint)
    appealed = appeals.asked(
        case,
        decision=look.drawn.decision,
        side=side.value,
        letter=letter,
        words=words,
        complaint=complaint,
        look=look.drawn.no,
    )
    book.write(appealed, by=by, now=now)
    it = notices.Again(reasons=text, until=letters.review_by(case, pack=pack, since=now))
    to = None if look.drawn.complaint is None else _hearing(case, look.drawn.complaint)
    mailroom.post(_everybody(book.state, appealed, it, key=str(look.drawn.no), to=to, pack=pack), now=now)


def reopen_for_all(
    book: Book[Case],
    because: notices.Under | notices.ByRule,
    *,
    first: CaseId,
    words: facts.Words,
    by: str,
    now: datetime,
) -> None:
    """Open the case again as one of many, because of a clause or a rule, and tell everybody; `first` is where that began."""
    case, pack = book.state, packs.of_case(book.state)
    decision = len(case.decisions)
    told = _has_account(case, decision)
    complaint = None if told else next(iter(members.everybody(case.id)), None)
    appealed = appeals.asked(
        case,
        side=(Side.ACCOUNT if told else Side.COMPLAINANT).value,
        letter=_told_by(case, decision, complaint),
        words=words,
        complaint=complaint,
        again=first,
    )
    book.write(appealed, by=by, now=now)
    it = notices.Again(reasons=because, until=letters.review_by(case, pack=pack, since=now))
    mailroom.post(_everybody(book.state, appealed, it, key=_key(appealed), pack=pack), now=now)


def _hearing(case: Case, complaint: ComplaintId) -> tuple[ComplaintId, ...]:
    """Return them, where they may hear of it."""
    it = read_complaint(complaint)
    silent = it.erased or case.is_withheld(Side.COMPLAINANT) or silences.holds(case, it)
    return () if silent else (complaint,)


def _for_whom(case: Case, look: Look) -> tuple[Side, ComplaintId | None]:
    side = learning.speaks_for(look)
    if side is Side.ACCOUNT and _has_account(case, look.drawn.decision):
        return side, None
    return Side.COMPLAINANT, look.drawn.complaint or next(iter(members.everybody(case.id)), None)


def _told_by(case: Case, decision: int, complaint: ComplaintId | None) -> UUID:
    """Return the letter by which that side learned of the decision."""
    if complaint is not None:
        return letters.outcome_id(complaint, case_id=case.id, decision=decision)
    return letter_id(bucket_of(case.id), "decision", case.id.hex, str(decision), Side.ACCOUNT)


def _everybody(
    case: Case,
    appeal: facts.Appealed,
    it: notices.Again,
    *,
    key: str,
    to: tuple[ComplaintId, ...] | None = None,
    pack: Pack,
) -> tuple[Draft, ...]:
    """Return the letters to these complainants, to all without, and to the account where it was told of the decision."""
    drafts = [_to_complainant(case, key, it, one) for one in to or ()]
    if to is None and not case.is_withheld(Side.COMPLAINANT):
        drafts += [
            _to_complainant(case, key, it, one.id)
            for one in read_complaints(members.everybody(case.id))
            if not one.erased
        ]
    if _has_account(case, appeal.decision):
        drafts.append(_to_account(case, key, it, pack=pack))
    return tuple(drafts)


def _to_complainant(case: Case, key: str, it: notices.Again, complaint: ComplaintId | None) -> Draft:
    """Return the letter that it stays, or that it is opened again and by when it is decided."""
    template = notices.KEPT if it.until is None else notices.REOPENED
    told = read_complaint(complaint or case.id)
    pen = penning.pen_to(told, pack=packs.for_reader(case, told))
    values = notices.again_values(it, number=number_of(told.id, "C"), pen=pen)
    said = penning.write(template, values, pen=pen)
    return letters.draft(told, _id(template, case, key, told.id), template, said=said, case_id=case.id)


def _to_account(case: Case, key: str, it: notices.Again, *, pack: Pack) -> Draft:
    """Return the letter to the account; it waits where that side is not told yet, and never says who complained."""
    if isinstance(it.reasons, str):
        statements.guard(case, it.reasons, field="text")
    pen = penning.pen_to_account(case, pack=pack)
    values = notices.again_values(it, number=number_of(case.id, "K"), pen=pen)
    said = penning.write(notices.REOPENED, values, pen=pen)
    letter = _id(notices.REOPENED, case, key, None)
    return statements.draft(
        case, letter, notices.REOPENED, said=said, lang=pen.lang, account=letters.account_of(case)
    )
