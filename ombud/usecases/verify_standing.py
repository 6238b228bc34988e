"""Write down that somebody's standing was proved, by which method; the proof itself is not kept for long.

What only the host knows of an account it is asked, outside of any transaction, with what they say of it; its answer is what counts.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Final, assert_never
from uuid import UUID

from ombud.adapters.platform.contract import (
    Answer,
    HostSubject,
    Platform,
    RefusedByHost,
    Unreachable,
    Vouched,
)
from ombud.core import facts, mandates, owning
from ombud.core.case import Case
from ombud.core.decisions import STANDING
from ombud.core.following import check_may_prove
from ombud.core.ids import Mint
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, CaseId, ComplaintId
from ombud.store import evidence, mailroom, members, packs, silences, statements, subjects, texts
from ombud.store.ledger import open_case, read_case, read_complaint
from ombud.store.transactions import one_transaction

METHOD_LIMIT: Final = 40
SIGNALS: Final = "signals"
"""The method of a level that adds up what was shown."""
LOWEST: Final = STANDING[0]
"""The level by which the host's answers are kept where they are not enough."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What somebody showed: `signals` that a person saw, and in `text` what of them; `said` what they say of what the host knows."""

    signals: Collection[str] = ()
    text: str = ""
    said: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    documents: Iterable[UUID] = ()


NO_MORE: Final = Shown()


def verify_standing(
    case_id: CaseId,
    *,
    complaint: ComplaintId,
    level: str,
    method: str = SIGNALS,
    shown: Shown = NO_MORE,
    by: AgentId,
    platform: Platform,
    mint: Mint,
    now: datetime,
) -> None:
    """Record a verification level (V0 to V5) and the method's code, such as `birth_certificate`.

    A level that adds up signals is refused until what was shown by now, these too, reaches it; with a lower level they
    are kept until there is enough. What the host answered is kept either way.
    Whoever comes back after the decision, with a receipt of the police for example, proves it to whoever has a part in it then, and
    after the end to whoever reads what they sent.
    The documents that showed it are files of that complaint; they are deleted when the pack says (K3), the record stays.
    """
    if level not in STANDING:
        raise Refused(No.UNKNOWN_WORD, field="level", value=level, known=list(STANDING))
    relation = read_complaint(complaint).received.relation if members.has(case_id, complaint) else ""
    seen = bool([*shown.documents] or shown.text.strip())
    mandates.check_power(relation, level=level, method=method, seen=seen)
    if not method or len(method) > METHOD_LIMIT or not method.replace("_", "").isalnum():
        raise Refused(No.BAD_INPUT, field="method")
    case = read_case(case_id)
    check_may_prove(case, by, complaint)
    _check(case, complaint, shown)
    answers = _ask(case, shown.said, platform=platform, now=now)
    try:
        _keep(case_id, complaint, level, shown, method=method, answers=answers, by=by, mint=mint, now=now)
    except Refused as no:
        if no.code is No.SCORE_TOO_LOW and answers:
            _keep(
                case_id, complaint, LOWEST, shown, method=method, answers=answers, by=by, mint=mint, now=now
            )
        raise


def _check(case: Case, complaint: ComplaintId, shown: Shown) -> None:
    """Refuse what nobody of this case can have shown, and what a person ticks that they cannot know."""
    pack = packs.of_case(case)
    if not members.has(case.id, complaint):
        raise Refused(No.NOT_FOUND, complaint=complaint)
    if not {*shown.documents} <= {file.id for file in evidence.of(complaint)}:
        raise Refused(No.NOT_FOUND, field="documents")
    owning.check_signals((*shown.signals, *shown.said), pack=pack)
    owning.check_own(case, shown.signals, words=bool(shown.text.strip()), pack=pack)
    if shown.said and not case.was_about_account:
        raise Refused(No.ASK_HOST, why="no_account", signal=min(shown.said))


def _ask(
    case: Case, said: Mapping[str, str], *, platform: Platform, now: datetime
) -> Mapping[str, Answer] | None:
    """Return what the host answers; None where nobody said anything that it is asked about."""
    wanted = {name: text.strip() for name, text in said.items() if text.strip()}
    if not wanted:
        return None
    account = statements.account_of(case)
    named = subjects.find(account) if account else None
    if named is None:
        raise Refused(No.ASK_HOST, why="no_account", signal=min(wanted))
    answer = platform.vouch(HostSubject(named.platform, named.kind, named.external), said=wanted, now=now)
    match answer:
        case Unreachable() | RefusedByHost():
            raise Refused(No.ASK_HOST, why="silent", signal=min(wanted))
        case Vouched(answers=answers):
            return answers
        case _:
            assert_never(answer)


@one_transaction
def _keep(
    case_id: CaseId,
    complaint: ComplaintId,
    level: str,
    shown: Shown,
    *,
    method: str,
    answers: Mapping[str, Answer] | None,
    by: AgentId,
    mint: Mint,
    now: datetime,
) -> None:
    confirmed = _named(answers, Answer.YES)
    signals = tuple(sorted({*shown.signals, *confirmed}))
    with open_case(case_id) as book:
        check_may_prove(book.state, by, complaint)
        was_over = complaint in book.state.unmandated
        pack = packs.of_case(book.state)
        owning.check_reaches(book.state, complaint, level=level, pack=pack, more=signals)
        fact = facts.Verified(
            complaint=complaint,
            level=level,
            method=method,
            documents=tuple(dict.fromkeys(shown.documents)),
            signals=signals,
            words=_sealed(case_id, shown, mint=mint),
            confirmed=confirmed,
            denied=_named(answers, Answer.NO),
        )
        book.write(fact, by=f"agent:{by}", now=now)
        if was_over and mandates.gives_back(fact) and not silences.among(book.state, (complaint,)):
            mailroom.let_go_to((complaint,), case_id=case_id, now=now)


def _named(answers: Mapping[str, Answer] | None, which: Answer) -> tuple[str, ...]:
    return tuple(sorted(name for name, answer in (answers or {}).items() if answer is which))


def _sealed(case_id: CaseId, shown: Shown, *, mint: Mint) -> facts.Words | None:
    """Seal what they said of what only the host knows, and what a person saw."""
    said = [f"{name}: {text.strip()}" for name, text in shown.said.items() if text.strip()]
    whole = "\n".join(filter(None, (*said, shown.text.strip())))
    return texts.keep_for(case_id, whole, mint=mint) if whole else None
