"""How is a side told nothing yet, on which ground, until when, and who has to stand by it?"""

from collections.abc import Collection
from datetime import datetime

from ombud.core import facts, silencing
from ombud.core.case import Case
from ombud.core.ids import Mint
from ombud.core.pack.promises import ORDERED, Ground
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, Role, Side, may_act_as
from ombud.store import mailroom, packs, staff, texts
from ombud.store.ledger import Book
from ombud.store.silencing import call_second


def keep_back(
    book: Book[Case],
    *,
    side: Side,
    ground: str,
    approver: AgentId,
    why: str = "",
    until: datetime | None = None,
    seconded: bool = False,
    mint: Mint,
    now: datetime,
) -> datetime:
    """Hold letters to a side back and return when it is looked at again; `seconded`: a second person has to stand by it.

    So has one where the law of the place lets nobody but an authority silence us: one person's word for a letter with a seal is not enough.

    Raises: NEEDS_REASON, GROUND_UNKNOWN, SIGNER_ROLE, HAND_IN_IT, SILENCE_OVER, BAD_TIME.
    """
    case = book.state
    if case.is_withheld(side) and not why.strip():
        raise Refused(No.NEEDS_REASON, field="reason")
    known = packs.over(case, side).grounds
    if ground not in known:
        raise Refused(No.GROUND_UNKNOWN, ground=ground, known=sorted(known))
    chosen = known[ground]
    _check_law(chosen, why=why)
    if not may_act_as(chosen.approver, staff.colleague(approver).roles):
        raise Refused(No.SIGNER_ROLE, role=chosen.approver)
    if approver == case.signer or case.has_part(approver):
        raise Refused(No.HAND_IN_IT, case=case.id)
    ends = _ends(case, side=side, ground=chosen, until=until, now=now)
    answer_by = silencing.answer_by(case, side=side, ground=chosen, seconded=seconded, now=now)
    review_at = chosen.next_look(ends=ends, now=now)
    words = texts.keep_for(case.id, why, mint=mint) if why.strip() else None
    fact = facts.Withheld(
        side=side.value,
        ground=ground,
        approver=approver,
        review_at=review_at if answer_by is None else min(review_at, answer_by),
        words=words,
        until=ends if until else None,
        answer_by=answer_by,
    )
    book.write(fact, by=f"agent:{approver}", now=now)
    if side is Side.ACCOUNT:
        mailroom.hold(case.id)
    if answer_by is not None:
        call_second(case.id, at=answer_by, now=now)
    return fact.review_at


def lacks(case: Case, side: str, roles: Collection[str]) -> str | None:
    """Return the role that somebody would need who lets a side be told; None where they may, or it is told.

    A lead may, and whoever may approve its ground, and the one that an authority's request took the place of.
    """
    held = case.withheld_from(side)
    if held is None:
        return None
    before = silencing.kept(case) if side == Side.ACCOUNT else ()
    grounds = packs.over(case, side).grounds
    needed = [grounds[one].approver if one in grounds else Role.LEAD.value for one in (held.ground, *before)]
    return next((one for one in needed if not {Role.LEAD.value, one}.intersection(roles)), None)


def _check_law(ground: Ground, *, why: str) -> None:
    """Refuse a ground that the law of the place does not have, and an order of which nobody says which one it is."""
    if ground.ordered:
        raise Refused(No.GROUND_UNKNOWN, ground=ground.id, why="ordered")
    if ground.longest is not None and not why.strip():
        raise Refused(No.NEEDS_REASON, field="reason", why="which_order")


def _ends(
    case: Case, *, side: Side, ground: Ground, until: datetime | None, now: datetime
) -> datetime | None:
    """Return until when an authority silences us; refuse to go on over the day that it named without another one to come."""
    if side is not Side.ACCOUNT or ground.id != ORDERED:
        return None
    if until is not None and until <= now:
        raise Refused(No.BAD_TIME, field="silent_until")
    if until is None and case.silent_until is not None and case.silent_until <= now:
        raise Refused(No.SILENCE_OVER, at=case.silent_until)
    ends = until or case.silent_until
    latest = now + (ground.longest or silencing.LONGEST)
    if (ends is None and ground.longest is not None) or (ends is not None and ends > latest):
        raise Refused(No.BAD_TIME, field="silent_until", why="longest", at=latest)
    return ends
