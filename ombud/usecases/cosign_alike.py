"""Sign what was proposed alike, each by itself, or take single ones out; the accounts found clean are released."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from ombud.core import decisions, facts
from ombud.core.case import Case
from ombud.core.decisions import Signer
from ombud.core.ids import Mint
from ombud.core.pack.types import Pack
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, CaseId, Side
from ombud.store import (
    alike,
    deciding,
    exposure,
    fitting,
    holding_back,
    packs,
    staff,
    statements,
    texts,
    undoing,
)
from ombud.store.ledger import Book, open_case, read_case
from ombud.store.staff import Colleague
from ombud.store.transactions import one_transaction


class Mark(StrEnum):
    """What a second person makes of one of several proposals."""

    SIGN = "sign"
    OUT = "out"
    CLEAN = "clean"


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """What became of one: decided now, out, or refused."""

    case: CaseId
    decided: bool = False
    no: Refused | None = None


def cosign_alike(
    case_id: CaseId,
    *,
    marks: Mapping[CaseId, Mark],
    reason: str,
    by: AgentId,
    mint: Mint,
    now: datetime,
) -> tuple[Marked, ...]:
    """Go through those that were marked, each in a commit of its own; one that refuses stops no other.

    Whoever was given one of them to sign may sign all, as far as they may sign each. What is taken out goes back to its lane
    with the `reason`; what is clean besides loses its provisional measures, and its account is told.
    """
    case = read_case(case_id)
    if case.signer != by:
        raise Refused(No.NOT_YOURS, status=case.status.value)
    several = {one.id for one in alike.together(case)}
    if not several.issuperset(marks):
        raise Refused(No.NOT_FOUND, field="marks")
    if not reason.strip() and set(marks.values()) - {Mark.SIGN}:
        raise Refused(No.NEEDS_REASON)
    person = staff.colleague(by)
    return tuple(
        _mark(one, mark, reason=reason, person=person, mint=mint, now=now) for one, mark in marks.items()
    )


def _mark(
    case_id: CaseId, mark: Mark, *, reason: str, person: Colleague, mint: Mint, now: datetime
) -> Marked:
    try:
        decided = _write(case_id, mark, reason=reason, person=person, mint=mint, now=now)
    except Refused as no:
        return Marked(case=case_id, no=no)
    return Marked(case=case_id, decided=decided)


@one_transaction
def _write(case_id: CaseId, mark: Mark, *, reason: str, person: Colleague, mint: Mint, now: datetime) -> bool:
    actor = f"agent:{person.id}"
    with open_case(case_id) as book:
        pack = packs.of_case(book.state)
        proposal = _offered(book, person, pack=pack, now=now)
        exposure.note(book.state, agent=person.id, now=now)
        if mark is Mark.SIGN:
            book.write(facts.Cosigned(no=proposal.no, agent=person.id), by=actor, now=now)
            if decisions.is_complete(book.state):
                deciding.decide(book, pack=pack, by=actor, now=now)
            return decisions.is_complete(book.state) or bool(book.state.decisions)
        words = texts.keep_for(case_id, reason, mint=mint)
        book.write(facts.Declined(no=proposal.no, agent=person.id, words=words), by=actor, now=now)
        if mark is Mark.CLEAN:
            for held in book.state.protections:
                undoing.undo(book, held, why="lifted", words=words, pack=pack, by=actor, now=now)
            _tell(book, person, pack=pack, now=now)
    return False


def _tell(book: Book[Case], person: Colleague, *, pack: Pack, now: datetime) -> None:
    """Let a clean account be told, where this person may say so; else its letters wait for whoever may."""
    case, side = book.state, Side.ACCOUNT
    if case.is_withheld(side) and holding_back.lacks(case, side, person.roles) is None:
        book.write(facts.Released(side=side.value), by=f"agent:{person.id}", now=now)
        statements.let_go(book.state, pack=pack, now=now)


def _offered(book: Book[Case], person: Colleague, *, pack: Pack, now: datetime) -> facts.Proposed:
    """Return the proposal that this person may sign; one that nobody looks at is given to them first."""
    signer = Signer(agent=person.id, roles=person.roles)
    if book.state.signer is None:
        no = decisions.why_not_sign(book.state, signer, pack=pack)
        if no is not None:
            raise no
        fitting.check_given(book.state, person, now=now)
        book.write(facts.OfferedToSign(agent=person.id), by=f"agent:{person.id}", now=now)
    proposal = decisions.check_signer(book.state, signer, pack=pack)
    fitting.check_may_judge(book.state, person, now=now)
    return proposal
