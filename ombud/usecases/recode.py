"""Say what a case is really about."""

from datetime import datetime

from ombud.core import facts, informal, pointing, recoding, seals, silencing
from ombud.core.case import Case
from ombud.core.decisions import check_in_hand
from ombud.core.ids import Mint
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import SEALED, AgentId, CaseId, SubjectKind, lane_of
from ombud.store import access, contradicting, exposure, packs, staff, subjects, texts
from ombud.store.ledger import open_case
from ombud.store.transactions import one_transaction


def _nothing_yet(case: Case, reason: str, *, mint: Mint) -> tuple[facts.SubjectNamed, ...]:
    """Return that the case is about nothing that is known, where it was about an item; refuse where something follows from that."""
    about = subjects.find(case.subject) if case.subject else None
    if about is None or about.kind == SubjectKind.ACCOUNT:
        return ()
    pointing.check_free(case)
    return (pointing.named(case, None, words=texts.keep_for(case.id, reason, mint=mint)),)


@one_transaction
def recode(case_id: CaseId, *, code: str, reason: str, by: AgentId, mint: Mint, now: datetime) -> None:
    """Change the kind of a case: its playbook, clocks and allowed measures change with it.

    It is as grave as its new kind at least, and whom that kind does not tell yet is not told from here on. If the case now
    belongs to another lane, or asks for a clearance that its agent lacks, it goes back to the queue: a danger is paged there.
    Only whoever may open what is sealed can say that it need not be: nobody gets around clearance and grant by giving a case
    another name. Duties that contradict each other in the new kind alarm a lead. One that is about an account from here on is
    about no item: what it was about was the other side's, and somebody says what it is about.
    """
    with open_case(case_id) as book:
        case = book.state
        check_in_hand(case, by)
        pack = packs.of_case(case)
        if code not in pack.categories:
            raise Refused(No.UNKNOWN_WORD, field="code", value=code)
        if not reason.strip():
            raise Refused(No.NEEDS_REASON)
        informal.check_recoded(case, code)
        category = pack.category(code)
        agent = staff.colleague(by)
        if case.sealed and not (category.sealed or SEALED in case.asks):
            seal = access.seal_of(case, agent, pack=pack, now=now)
            seals.check(seal, reason=reason)
        words = texts.keep_for(case_id, reason, mint=mint)
        lane = lane_of(code, case.opened.lang, category.tier)
        fact = facts.Recoded(code=code, lane=lane, words=words, sealed=category.sealed)
        aside = _nothing_yet(case, reason, mint=mint) if category.of_account else ()
        graver = recoding.follows(case, code, pack=pack)
        silent = silencing.begins(case, code, law=packs.over_account(case), now=now)
        several: tuple[facts.Fact, ...] = (fact, *aside, *graver, *silent)
        for one in several:
            book.write(one, by=f"agent:{by}", now=now)
        cleared = seals.clearances(category, asks=case.asks) <= agent.clearances
        if book.state.lane != case.lane or not cleared:
            exposure.note(case, agent=by, now=now)
            book.write(facts.Returned(agent=by, why="escalated"), by=f"agent:{by}", now=now)
        contradicting.alarm((book.state,), now=now)
