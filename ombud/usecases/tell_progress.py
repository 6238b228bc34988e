"""Tell everybody who complained how far their case is: what was done, what comes next, and by when."""

from datetime import datetime

from ombud.core import facts, publicity
from ombud.core.ids import Mint
from ombud.core.notices import Progress, check_phrases
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, CaseId, Side
from ombud.store import access, letters, packs, staff, texts
from ombud.store.ledger import open_case
from ombud.store.transactions import one_transaction


@one_transaction
def tell_progress(
    case_id: CaseId,
    *,
    progress: Progress,
    seen: int | None = None,
    by: AgentId,
    mint: Mint,
    now: datetime,
) -> None:
    """Write the letters and the line in the same commit; clocks hear of it once the last of the letters has arrived.

    Raises: NOT_YOURS, BAD_TIME, LETTER_FIELD_EMPTY, LETTER_PHRASE, NOT_IN_THIS_STATE (nobody can be told).
    """
    person = staff.colleague(by)
    with open_case(case_id, seen=seen) as book:
        case = book.state
        if not access.may_tell_progress(case, person):
            raise Refused(No.NOT_YOURS, status=case.status.value)
        publicity.check_answers(case, person.roles)
        if progress.until is None or progress.until <= now:
            raise Refused(No.BAD_TIME, field="until")
        pack = packs.of_case(case)
        for name, text in (("done", progress.done), ("next", progress.next)):
            check_phrases(text, pack=pack, side=Side.COMPLAINANT, field=name)
        if case.is_withheld(Side.COMPLAINANT) or not letters.progress(case, progress, pack=pack, now=now):
            raise Refused(No.NOT_IN_THIS_STATE, status=case.status.value)
        words = texts.keep_for(case_id, f"{progress.done}\n\n{progress.next}", mint=mint)
        book.write(facts.ProgressTold(words=words, until=progress.until), by=f"agent:{by}", now=now)
