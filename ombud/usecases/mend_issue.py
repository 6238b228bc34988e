"""Say that a fault of ours is mended, and what was done: everybody who met it is told."""

from datetime import datetime

from ombud.core import facts, issues
from ombud.core.ids import Mint
from ombud.core.pack.words import Text
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, CaseId
from ombud.store import incidents, texts
from ombud.store import issues as known_issues
from ombud.store.transactions import one_transaction


@one_transaction
def mend_issue(case_id: CaseId, *, done: Text, by: AgentId, mint: Mint, now: datetime) -> None:
    """Write it into the incident's book and tell whoever complained there; a chore tells everybody beside it.

    Raises: NOT_ALLOWED, NOT_IN_THIS_STATE, FACTS_MISSING, LETTER_PHRASE.
    """
    with incidents.spoken_of(case_id, by=by, now=now) as (book, pack):
        case = book.state
        if case.issue is None or case.issue.first is not None or not issues.is_open(case.issue):
            raise Refused(No.NOT_IN_THIS_STATE, status=case.status.value)
        mended = issues.mended(known_issues.known_of(case_id, case.issue), done)
        issues.check_said(mended, pack=pack)
        words = texts.keep_for(case_id, issues.plain(mended), mint=mint)
        book.write(facts.IssueMended(words=words), by=f"agent:{by}", now=now)
        known_issues.tell_mended(book.state, words, now=now)
