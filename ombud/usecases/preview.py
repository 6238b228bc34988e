"""Show what a decision would do before anybody confirms it: computed in full, then undone."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction

from ombud.core import facts
from ombud.core.case import Case
from ombud.core.ids import Mint
from ombud.core.pack.letters import Rendered
from ombud.core.pack.types import Pack
from ombud.core.vocabulary import AgentId, CaseId, Side
from ombud.store import deciding, letters, members, packs
from ombud.store.drafting import Draft, proposal_of
from ombud.store.ledger import open_case, read_complaint

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


def preview(case_id: CaseId, *, draft: Draft, seen: int, by: AgentId, mint: Mint, now: datetime) -> Preview:
    """Decide as if every signature were there, read what follows, and roll all of it back."""
    with transaction.atomic():
        with open_case(case_id, seen=seen) as book:
            pack = packs.of_case(book.state)
            proposal = proposal_of(book.state, draft, pack=pack, by=by, mint=mint, now=now)
            book.write(proposal, by=f"agent:{by}", now=now)
            deciding.decide(book, pack=pack, by=f"agent:{by}", now=now)
            fresh = [line.fact for line, _, _ in book.fresh]
            shown = _shown(book.state, proposal, pack=pack, now=now, fresh=fresh)
            book.fresh.clear()
        transaction.set_rollback(True)
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
