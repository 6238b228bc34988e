"""Say what a second pair of eyes saw: no order and no letter comes from a blind look, whatever it says."""

from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Final

from ombud.adapters.hearing import heard_in
from ombud.core import facts, later, learning, seals
from ombud.core.case import Case
from ombud.core.complaint import Complaint
from ombud.core.ids import Mint
from ombud.core.intake import check_text
from ombud.core.lessons import Look, LookState, Opinion
from ombud.core.notices import check_phrases
from ombud.core.notices.record import COVER
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, CaseId, LookKind, Reading, Side
from ombud.store import access, appealing, exposure, fitting, giving_record, packs, reopening, staff, texts
from ombud.store import later as of_later
from ombud.store.ledger import Book, open_case, read_complaint, read_lines
from ombud.store.transactions import one_transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """How somebody would decide, whether they open the case again, or what later words lead to that they saw up to a line; and why.

    Of a record that is handed over, what in it to `cover`, one a line.
    """

    text: str = field(repr=False)
    outcome: str = ""
    clause: str = ""
    rung: str = ""
    reopens: bool | None = None
    leads: str = ""
    upto: int = 0
    cover: str = field(default="", repr=False)


@one_transaction
def answer_look(
    case_id: CaseId, *, no: int, seen: Seen, opened_for: str = "", by: AgentId, mint: Mint, now: datetime
) -> None:
    """Keep the answer. Of what is unsolved the complainant is told why it stays, or that it is opened again, and by when.

    Nobody judges what they could not read: where it is sealed they have opened it, with a grant and `opened_for` a reason.

    Raises: NOT_FOUND, NOT_YOURS, CONFLICT, NO_CLEARANCE, NEEDS_GRANT, NEEDS_REASON, OUTCOME_NOT_ALLOWED,
        CLAUSE_UNKNOWN, MEASURE_NOT_ALLOWED, TEXT_EMPTY, BAD_INPUT, MOVED_ON,
        ANSWER_MISSING, and all that keeps a record from being handed over.
    """
    check_text(seen.text)
    with open_case(case_id) as book:
        case = book.state
        look = case.lessons.look(no)
        if look.state is not LookState.IN_HAND or look.agent != by:
            raise Refused(No.NOT_YOURS, status=look.state.value)
        person = staff.colleague(by)
        fitting.check_may_keep(case, person)
        seals.check(access.seal_of(case, person, pack=packs.of_case(case), now=now), reason=opened_for)
        answer = _ANSWERS[LookKind(look.drawn.kind)]
        exposure.note(case, agent=by, now=now)
        answer(book, look, seen, by=by, mint=mint, now=now)


def _blind(book: Book[Case], look: Look, seen: Seen, *, by: AgentId, mint: Mint, now: datetime) -> None:
    case = book.state
    opinion = Opinion(outcome=seen.outcome, clause=seen.clause or None, rung=seen.rung)
    learning.check_opinion(case, opinion, pack=packs.of_case(case))
    fact = facts.LookAnswered(
        no=look.drawn.no,
        agent=by,
        words=texts.keep_for(case.id, seen.text, mint=mint),
        outcome=opinion.outcome,
        clause=opinion.clause,
        rung=opinion.rung,
    )
    book.write(fact, by=f"agent:{by}", now=now)


def _unsolved(book: Book[Case], look: Look, seen: Seen, *, by: AgentId, mint: Mint, now: datetime) -> None:
    case, pack = book.state, packs.of_case(book.state)
    if seen.reopens is None:
        raise Refused(No.ANSWER_MISSING, why="choice")
    check_phrases(seen.text, pack=pack, side=Side.COMPLAINANT, field="text")
    words = texts.keep_for(case.id, seen.text, mint=mint)
    fact = facts.LookAnswered(no=look.drawn.no, agent=by, words=words, reopens=seen.reopens)
    book.write(fact, by=f"agent:{by}", now=now)
    if seen.reopens:
        reopening.reopen(book, look, words=words, text=seen.text, by=f"agent:{by}", pack=pack, now=now)
    else:
        reopening.tell_kept(book.state, look, text=seen.text, now=now)


def _later(book: Book[Case], look: Look, seen: Seen, *, by: AgentId, mint: Mint, now: datetime) -> None:
    """Keep what comes of words and files that came after the end; whoever sent them is told, unless their account is told nothing.

    That it is another matter they are told once that is filed.
    """
    case, pack = book.state, packs.of_case(book.state)
    it = read_complaint(look.drawn.complaint or case.id)
    at = of_later.began(it, look)
    leads = later.check(
        read_lines(it.id), seen=seen.upto, leads=seen.leads, known=of_later.may_lead(case, it, at=at)
    )
    for side in (Side.COMPLAINANT, Side.ACCOUNT) if leads is Reading.EVIDENCE else (Side.COMPLAINANT,):
        check_phrases(seen.text, pack=pack, side=side, field="text")
    words, agent = texts.keep_for(case.id, seen.text, mint=mint), f"agent:{by}"
    reopens = leads in later.REOPENS
    fact = facts.LookAnswered(
        no=look.drawn.no, agent=by, words=words, reopens=reopens, leads=leads.value, seen=seen.upto
    )
    book.write(fact, by=agent, now=now)
    if leads is Reading.EVIDENCE:
        reopening.reopen(book, look, words=words, text=seen.text, by=agent, pack=pack, now=now)
    elif leads is Reading.APPEAL:
        said, letter = of_later.said(it, upto=seen.upto), of_later.appealable(case, it, at=at)
        appealing.begin(book, letter, said, because=heard_in(said), by=agent, mint=mint, now=now)
    elif leads is Reading.RECORD:
        _hand_over(book, it, seen, by=by, mint=mint, now=now)
    elif leads is Reading.NOTHING and of_later.hears(case, it):
        of_later.tell(book.state, look, it, leads=leads, text=seen.text, now=now)


def _hand_over(
    book: Book[Case], it: Complaint, seen: Seen, *, by: AgentId, mint: Mint, now: datetime
) -> None:
    """Hand them the record of what was done to them, as the step would have while the case was open."""
    case, pack = book.state, packs.of_case(book.state)
    step = giving_record.step_of(case, pack=pack)
    if step is None:
        raise Refused(No.OUTCOME_NOT_ALLOWED, field="leads")
    said = {"note": seen.text, COVER: seen.cover}
    for given in giving_record.give(case, step, only=it.id, said=said, by=by, pack=pack, mint=mint, now=now):
        book.write(given, by=f"agent:{by}", now=now)


_ANSWERS: Final = MappingProxyType(
    {LookKind.BLIND: _blind, LookKind.UNSOLVED: _unsolved, LookKind.LATER: _later}
)
