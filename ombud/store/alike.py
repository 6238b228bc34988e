"""How does a case that goes along with a first get its proposal: its steps, its evidence, its aim?"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from ombud.core import along, facts
from ombud.core.along import Aim, Own
from ombud.core.case import Case, Status
from ombud.core.ids import Mint
from ombud.core.pack.types import Pack
from ombud.core.playbooks import DECISION, open_steps
from ombud.core.receipts import number_of
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, CaseId, Outcome, SubjectKind
from ombud.store import exposure, fitting, packs, staff, subjects, texts
from ombud.store.drafting import Draft, proposal_of
from ombud.store.ledger import Book, read_case
from ombud.store.statements import account_of


def aim_of(case: Case) -> Aim:
    """Return what a case is about, for a measure to fall on."""
    named = subjects.find(case.subject) if case.subject else None
    is_decision = named is not None and named.kind == SubjectKind.DECISION
    return Aim(
        subject=case.subject,
        is_account=named is not None and named.kind == SubjectKind.ACCOUNT,
        account=account_of(case),
        host_decision=named.external if named and is_decision else None,
    )


def propose(
    book: Book[Case],
    *,
    first: Case,
    draft: Draft,
    why: str,
    by: AgentId,
    mint: Mint,
    now: datetime,
    looked: bool = True,
    own: Own | None = None,
) -> facts.Proposed:
    """Write into the book of a case that goes along what was done in the first, and the proposal: the same, or its `own`."""
    case, actor = book.state, f"agent:{by}"
    if case.id not in along.beside(first):
        raise Refused(No.NOT_FOUND, field="beside")
    fitting.check_may_judge(case, staff.colleague(by), now=now)
    pack = packs.of_case(case)
    shown = tuple(one.evidence for one in case.evidence)[-1:]
    words = texts.keep_for(case.id, f"{number_of(first.id, 'K')}: {why}", mint=mint)
    left = open_steps(case, pack, before=DECISION)
    for fact in along.steps(first, case, left, shown=shown, words=words):
        book.write(fact, by=actor, now=now)
    aim, said = aim_of(first), draft if own is None else _by_itself(draft, own, first=first, pack=pack)
    mine = replace(
        said,
        findings=tuple((text, shown) for text, _ in said.findings),
        measures=along.measures(said.measures, first=aim, other=aim_of(case), pack=pack),
        alike=first.id,
        unfounded=None,
        gives_to=None,
        clears=(),
    )
    proposal = proposal_of(book.state, mine, pack=pack, by=by, mint=mint, now=now)
    if looked:
        exposure.note(book.state, agent=by, now=now)
    book.write(proposal, by=actor, now=now)
    return proposal


def _by_itself(draft: Draft, own: Own, *, first: Case, pack: Pack) -> Draft:
    """Return the draft for one that is judged by what it did itself: what it did is what is found, and what its account reads."""
    measures = along.own_measures(own, draft.measures, first=aim_of(first), pack=pack)
    return replace(
        draft,
        outcome=draft.outcome if measures else Outcome.NO_VIOLATION,
        findings=((own.did, ()),),
        measures=measures,
        for_account=own.did if measures else "",
        why_not_lower=draft.why_not_lower if measures else "",
    )


def together(case: Case) -> tuple[Case, ...]:
    """Return the cases that were proposed alike with this one and wait for a signature, the first of them first."""
    first = case.proposal.alike if case.proposal else None
    if first is None:
        return ()
    leader = read_case(first)
    return tuple(
        one
        for one in (leader, *led(leader))
        if one.status is Status.COSIGNING and one.proposal is not None and one.proposal.alike == first
    )


def led(first: Case) -> tuple[Case, ...]:
    """Return the cases that a first leads, as their books tell them."""
    return tuple(read_case(one) for one in along.led(first))


def held_by(beside: Iterable[Case], agent: AgentId) -> tuple[CaseId, ...]:
    """Return which of those that a first leads the same agent holds: they may be proposed alike."""
    return tuple(
        one.id for one in beside if one.status is Status.IN_HAND and one.agent == agent and not one.decisions
    )


def waiting(beside: Iterable[Case]) -> tuple[CaseId, ...]:
    """Return on which of those that a first leads nobody works: they may be taken along."""
    return tuple(one.id for one in beside if one.status is Status.QUEUED and not one.decisions)
