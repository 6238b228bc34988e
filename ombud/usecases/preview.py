"""Show what a decision would do before anybody confirms it: computed in full, then undone."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import Final

from ombud.core import facts
from ombud.core.along import Own
from ombud.core.case import Case
from ombud.core.ids import Mint
from ombud.core.pack.letters import Rendered
from ombud.core.pack.types import Pack
from ombud.core.receipts import number_of
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, CaseId, Side
from ombud.store import alike, caseviews, deciding, letters, members, packs
from ombud.store.drafting import Draft, proposal_of
from ombud.store.ledger import Book, open_case, read_case, read_complaint
from ombud.store.transactions import rehearsed

Act = Callable[[Book[Case], Pack], facts.Proposed]

ONE: Final = 1
_FIRST: Final = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterShown:
    """A letter as its reader would get it; `withheld` says that they do not get it yet."""

    side: str
    lang: str
    title: str
    body: str
    appeal_until: datetime | None
    withheld: bool
    readers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What would be ordered, now and on a later day, who else must sign, what each side would read."""

    proposal: facts.Proposed
    orders: tuple[facts.Order, ...]
    announced: facts.Announced | None
    undone: tuple[facts.Order, ...]
    letters: tuple[LetterShown, ...]
    along: tuple["Gone", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """A case that would be proposed alike: what would follow there, or why it cannot go along."""

    case: CaseId
    number: str
    subject: tuple[str, str, str] | None
    preview: Preview | None = None
    no: Refused | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Along:
    """Which cases go along, what makes them alike, and which of them is judged by what it did itself."""

    cases: tuple[CaseId, ...] = ()
    why: str = ""
    own: Mapping[CaseId, Own] = field(default_factory=lambda: MappingProxyType({}))


NOBODY: Final = Along()


def preview(
    case_id: CaseId,
    *,
    draft: Draft,
    along: Along = NOBODY,
    seen: int,
    by: AgentId,
    mint: Mint,
    now: datetime,
) -> Preview:
    """Decide as if every signature were there, read what follows, and roll all of it back; likewise for each that goes along."""
    if along.cases and not along.why.strip():
        raise Refused(No.NEEDS_REASON)
    first = read_case(case_id)
    mine = replace(draft, alike=case_id) if along.cases else draft

    def propose(book: Book[Case], pack: Pack) -> facts.Proposed:
        proposal = proposal_of(book.state, mine, pack=pack, by=by, mint=mint, now=now)
        book.write(proposal, by=f"agent:{by}", now=now)
        return proposal

    def follow(book: Book[Case], _pack: Pack) -> facts.Proposed:
        own = along.own.get(book.id)
        return alike.propose(
            book, first=first, draft=draft, why=along.why, own=own, by=by, mint=mint, now=now
        )

    shown = _decided(case_id, propose, seen=seen, by=by, now=now)
    return replace(shown, along=tuple(_gone(one, follow, by=by, now=now) for one in along.cases))


def _gone(case_id: CaseId, act: Act, *, by: AgentId, now: datetime) -> Gone:
    case = read_case(case_id)
    seen = Gone(case=case_id, number=number_of(case_id, "K"), subject=caseviews.subject_of(case.subject))
    try:
        return replace(seen, preview=_decided(case_id, act, seen=None, by=by, now=now))
    except Refused as no:
        return replace(seen, no=no)


def _decided(case_id: CaseId, act: Act, *, seen: int | None, by: AgentId, now: datetime) -> Preview:
    with rehearsed(), open_case(case_id, seen=seen) as book:
        pack = packs.of_case(book.state)
        proposal = act(book, pack)
        deciding.decide(book, pack=pack, by=f"agent:{by}", now=now)
        fresh = [line.fact for line, _, _ in book.fresh]
        shown = _shown(book.state, proposal, pack=pack, now=now, fresh=fresh)
        book.fresh.clear()
    return shown


def _shown(
    case: Case, proposal: facts.Proposed, *, pack: Pack, now: datetime, fresh: list[facts.Fact]
) -> Preview:
    decision = case.decisions[-1]
    undone = tuple(order for fact in fresh if isinstance(fact, facts.Reversed) for order in fact.orders)
    return Preview(
        proposal=proposal,
        orders=decision.orders,
        announced=decision.announced,
        undone=undone,
        letters=(*_to_complainants(case, pack=pack, now=now), *_to_account(case)),
    )


def _to_complainants(case: Case, *, pack: Pack, now: datetime) -> tuple[LetterShown, ...]:
    found = case.decisions[-1].proposal.unfounded
    first = [one.complaint for one in members.first(case.id, limit=ONE)]
    named = [found.complaint] if found else first
    if not named:
        return ()
    complaint = read_complaint(named[0])
    told = frozenset({complaint.id}) if len(case.decisions) > _FIRST else frozenset()
    drafts = letters.outcomes(
        (complaint,), case=case, decision=case.decisions[-1], told_before=told, pack=pack, now=now
    )
    return tuple(
        _as_shown(
            Side.COMPLAINANT,
            draft.lang,
            draft.said,
            until=draft.appeal_until,
            withheld=case.is_withheld(Side.COMPLAINANT),
            readers=case.members,
        )
        for draft in drafts
    )


def _to_account(case: Case) -> tuple[LetterShown, ...]:
    no = case.decisions[-1].no
    found = (one for one in letters.of_case(case.id) if one.decision == no and one.side == Side.ACCOUNT)
    return tuple(
        _as_shown(
            Side.ACCOUNT,
            letter.lang,
            letters.body(letter),
            until=letter.appeal_until,
            withheld=letter.state == "withheld",
            readers=ONE,
        )
        for letter in found
    )


def _as_shown(
    side: Side, lang: str, said: Rendered, *, until: datetime | None, withheld: bool, readers: int
) -> LetterShown:
    return LetterShown(
        side=side.value,
        lang=lang,
        title=said.title,
        body=said.body,
        appeal_until=until,
        withheld=withheld,
        readers=readers,
    )
