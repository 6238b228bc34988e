"""Say what a case is about: an item or an account that its complaint did not name, or named wrongly."""

from datetime import datetime
from typing import Final, assert_never
from uuid import UUID

from ombud.adapters.platform.contract import (
    HostSubject,
    LookedUp,
    Platform,
    RefusedByHost,
    Seen,
    Unreachable,
)
from ombud.adapters.platform.told import account_of, rulings, told
from ombud.core import facts, intake, pointing
from ombud.core.decisions import check_in_hand
from ombud.core.ids import Mint
from ombud.core.intake import SubjectRef
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, CaseId, SubjectId
from ombud.store import exposure, host_rulings, packs, silencing, staff, subjects, texts
from ombud.store.ledger import open_case, read_case
from ombud.store.transactions import one_transaction

SOURCE: Final = "host"
CONFLICT: Final = "conflict"


def name_subject(
    case_id: CaseId,
    *,
    named: str,
    platform_name: str = "",
    reason: str,
    by: AgentId,
    platform: Platform,
    mint: Mint,
    now: datetime,
) -> bool:
    """Ask the host about what is named, outside of any transaction, and write down that the case is about it; say whether it stays.

    The host must know it. What it tells is kept as evidence. It proves nothing: standing is asked for as before. Whoever is tied to
    it, or to the account behind it, loses the case in the same commit; others who are do by the chore.

    Raises: NOT_YOURS, NEEDS_REASON, BAD_INPUT, NOT_AN_ACCOUNT, SUBJECT_STANDS, ALREADY_DONE, HOST_KNOWS_NONE, NOT_FOUND.
    """
    thing = intake.thing_pointed_at(named, platform=platform_name)
    case = read_case(case_id)
    check_in_hand(case, by)
    category = packs.of_case(case).category(case.code)
    pointing.check(case, thing.kind, category=category, reason=reason)
    answer = platform.look_up(HostSubject(thing.platform, thing.kind.value, thing.external), now=now)
    match answer:
        case Unreachable(why=why):
            raise Refused(No.NOT_FOUND, field="host", why=why.value)
        case RefusedByHost():
            raise Refused(No.HOST_KNOWS_NONE, field="subject")
        case LookedUp(seen=Seen(found=False)):
            raise Refused(No.HOST_KNOWS_NONE, field="subject")
        case LookedUp():
            subject, account = _know(thing, answer, mint=mint, now=now)
            return _write(case_id, subject, answer, account=account, reason=reason, by=by, mint=mint, now=now)
        case _:
            assert_never(answer)


def _know(
    thing: SubjectRef, answer: LookedUp, *, mint: Mint, now: datetime
) -> tuple[SubjectId, SubjectId | None]:
    """Keep the thing, who is behind it, and the host's own decision if it is one; each in a commit of its bucket."""
    subject = one_transaction(subjects.keep)(thing.platform, thing.kind.value, thing.external)
    kept = subjects.Named(
        id=subject, platform=thing.platform, kind=thing.kind.value, external=thing.external, account=None
    )
    told_of, unknown = rulings(answer)
    host_rulings.keep_asked(kept, told_of, unknown=unknown, mint=mint, now=now)
    account = None
    if answer.seen.account is not None:
        account = one_transaction(subjects.keep)(thing.platform, "account", answer.seen.account.id)
        one_transaction(subjects.link)(subject, account=account)
    return subject, account


@one_transaction
def _write(
    case_id: CaseId,
    subject: SubjectId,
    answer: LookedUp,
    *,
    account: UUID | None,
    reason: str,
    by: AgentId,
    mint: Mint,
    now: datetime,
) -> bool:
    actor = f"agent:{by}"
    with open_case(case_id) as book:
        case = book.state
        check_in_hand(case, by)
        pointing.check_free(case)
        said = answer.raw.decode("utf-8", "replace")
        shown = texts.keep_answer(case_id, said, source=SOURCE, mint=mint, size=len(answer.raw))
        words = texts.keep_for(case_id, reason, mint=mint)
        book.write(pointing.named(case, subject, words=words, evidence=shown.evidence), by=actor, now=now)
        book.write(shown, by=actor, now=now)
        book.write(told(answer.seen), by=actor, now=now)
        silencing.place(book, account_of(answer.seen).place, by=actor, now=now)
        tied = not staff.colleague(by).ties.isdisjoint({subject, account})
        if tied:
            exposure.note(case, agent=by, now=now)
            book.write(facts.Returned(agent=by, why=CONFLICT), by=actor, now=now)
    return not tied
