"""Say what is known of a fault of ours that many meet: to the public, to everybody who complained, and to whoever will."""

from dataclasses import dataclass
from datetime import datetime

from ombud.core import facts, issues
from ombud.core.ids import Mint
from ombud.core.pack.words import Text
from ombud.core.vocabulary import AgentId, CaseId
from ombud.store import incidents, texts
from ombud.store import issues as known_issues
from ombud.store.transactions import one_transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What somebody wrote of a fault; `met_by` are phrases, one a line, by which a complaint tells of it.

    Only complaints of these `kinds`, where any are named, and filed `since` a moment, can.
    """

    title: Text
    answer: Text
    met_by: str
    until: datetime | None
    kinds: tuple[str, ...] = ()
    since: datetime | None = None


@one_transaction
def know_issue(case_id: CaseId, *, said: Said, by: AgentId, mint: Mint, now: datetime) -> None:
    """Make a case the incident of a fault; said again, it is a new date, and everybody is told of it.

    A chore sets beside it whoever tells of the fault, and answers who tells of nothing more.

    Raises: NOT_ALLOWED, OUTCOME_NOT_ALLOWED, ALREADY_DONE, FACTS_MISSING, BAD_INPUT, BAD_TIME, LETTER_PHRASE.
    """
    known = issues.Known(
        title=said.title,
        answer=said.answer,
        met_by=issues.phrases(said.met_by),
        kinds=said.kinds,
        since=said.since,
    )
    until = issues.check(known, until=said.until, now=now)
    with incidents.spoken_of(case_id, by=by, now=now) as (book, pack):
        issues.check_leads(book.state, pack=pack)
        issues.check_said(known, pack=pack)
        issues.check_kinds(known, pack=pack)
        words = texts.keep_for(case_id, issues.plain(known), mint=mint)
        again = issues.is_open(book.state.issue)
        book.write(facts.IssueKnown(words=words, until=until, agent=by), by=f"agent:{by}", now=now)
        known_issues.tell_known(book.state, again=again, now=now)
