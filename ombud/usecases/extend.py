"""Take more time, once, where the rules allow it, and tell whoever waits until when and why."""

from datetime import datetime

from ombud.core import facts
from ombud.core.extending import extension
from ombud.core.ids import Mint
from ombud.core.notices import check_phrases
from ombud.core.refusals import No, Refused
from ombud.core.restoring import gives_back_at
from ombud.core.vocabulary import AgentId, CaseId, Side
from ombud.store import access, countering, letters, packs, rows, staff, texts
from ombud.store.ledger import open_case
from ombud.store.transactions import one_transaction


@one_transaction
def extend(
    case_id: CaseId,
    *,
    clock: str,
    text: str,
    seen: int | None = None,
    by: AgentId,
    mint: Mint,
    now: datetime,
) -> datetime:
    """Extend a clock and write in the same commit, so that none is extended without a word.

    The complainants are told, or the account where what was hidden comes back later: because of a notary, for one.

    Raises: NOT_YOURS, NEEDS_REASON, LETTER_PHRASE, NOT_EXTENDABLE (or nobody can be told), ALREADY_DONE, TIME_IS_UP.
    """
    if not text.strip():
        raise Refused(No.NEEDS_REASON, field="text")
    person = staff.colleague(by)
    with open_case(case_id, seen=seen) as book:
        case = book.state
        if not access.may_extend(case, person):
            raise Refused(No.NOT_YOURS, status=case.status.value)
        pack = packs.of_case(case)
        after = rows.case_clocks(case, now=now, extending=clock)
        due = extension(rows.case_clocks(case, now=now), after, clock=clock, now=now)
        until = max(
            (gives_back_at(one) for one in after if one.rule_id == clock and one.gives_back), default=due
        )
        rule = packs.rule_of(case, clock)
        law = rule.source.cited if rule.statutory else ""
        side, put_off = Side.COMPLAINANT, letters.put_off
        if rule.gives_back:
            side, put_off = Side.ACCOUNT, countering.put_off_return
        check_phrases(text, pack=pack, side=side, field="text")
        told = put_off(case, text=text, until=until, law=law, pack=pack, now=now)
        if case.is_withheld(side) or not told:
            raise Refused(No.NOT_EXTENDABLE, clock=clock)
        words = texts.keep_for(case_id, text, mint=mint)
        book.write(facts.ClockExtended(clock=clock, until=until, words=words), by=f"agent:{by}", now=now)
    return until
