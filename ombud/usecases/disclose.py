"""Write down that rescuers or the police were told, in danger to life, the least that helps; a second person answers for it."""

from datetime import datetime

from ombud.core import calls, disclosing, facts
from ombud.core.disclosing import Given
from ombud.core.following import check_due
from ombud.core.ids import Mint
from ombud.core.playbooks import playbook_of
from ombud.core.vocabulary import AgentId, CaseId
from ombud.store import calling, packs, texts
from ombud.store import disclosing as telling
from ombud.store.ledger import open_case
from ombud.store.transactions import one_transaction


@one_transaction
def disclose(
    case_id: CaseId, *, given: Given, seen: int | None = None, by: AgentId, mint: Mint, now: datetime
) -> int:
    """Write it, withhold it from whoever it was about on a ground with a day to look again, do the step, and call the second.

    The letter that tells them lies ready from the same commit on. Returns the number of the disclosure.
    """
    with open_case(case_id, seen=seen) as book:
        case, pack = book.state, packs.of_case(book.state)
        step, level, answer_by = disclosing.check(case, given, pack=pack, by=by, now=now)
        check_due(case, step, playbook_of(case, pack), now=now)
        words = texts.keep_for(case_id, given.note, mint=mint)
        fact = facts.Disclosed(
            no=len(case.disclosures) + 1,
            kinds=given.kinds,
            to=given.to,
            channel=given.channel,
            ground=disclosing.GROUND,
            words=words,
            level=level,
            answer_by=answer_by,
        )
        held = disclosing.withheld(case, pack=pack, now=now)
        done = facts.StepDone(step=step.id, words=words, marks=step.marks)
        for one in (fact, held, done):
            if one is not None:
                book.write(one, by=f"agent:{by}", now=now)
        calling.call(book, pack.paging.asks[0], about=calls.about(fact.no), by=f"agent:{by}", now=now)
        telling.tell(book.state, fact, pack=pack, now=now)
    return fact.no
