"""May an account be told nothing yet? As the law of the place where it is has it, once the host says where that is.

Until then as all places of those who complained have it together: what one of them does not allow is not allowed. Whoever complained
from where a house may be silent does not take from an account what the law of its own place gives it, nor the other way round (0084).
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from ombud.core import facts
from ombud.core.case import Case
from ombud.core.pack.promises import ORDERED, Ground
from ombud.core.pack.types import Pack
from ombud.core.vocabulary import Side

SECOND: Final = timedelta(hours=24)
"""Within which a second person says whether an authority's request for silence is real."""
BY_LAW: Final = "law"
"""Why a silence ends without anybody's word: where the account is the law has no such ground."""


def begins(case: Case, code: str, *, law: Pack, now: datetime) -> Iterator[facts.Withheld]:
    """Yield that the account is told nothing, for kinds that begin so; not once it was decided: who heard of that is not kept from it."""
    ground = law.silence_of(law.category(code))
    if ground and not case.decisions and not case.is_withheld(Side.ACCOUNT):
        review_at = now + law.grounds[ground].review_after
        yield facts.Withheld(side=Side.ACCOUNT.value, ground=ground, approver=None, review_at=review_at)


def against(case: Case, *, law: Pack) -> str | None:
    """Return the ground on which the account is told nothing although the law has it as none by itself; None without."""
    held = next((one.ground for one in case.withheld if one.side == Side.ACCOUNT), None)
    ground = law.grounds.get(held or "")
    return ground.id if ground is not None and ground.ordered else None


def ends(case: Case, *, law: Pack) -> Iterator[facts.Released]:
    """Yield that the account may be told, where the law of its place does not have the ground on which it is not."""
    if against(case, law=law) is not None:
        yield facts.Released(side=Side.ACCOUNT.value, why=BY_LAW)


def unanswered(case: Case) -> facts.Withheld | None:
    """Return the silence towards the account that a second person has yet to stand by; None without."""
    held = next((one for one in case.withheld if one.side == Side.ACCOUNT), None)
    return held if held is not None and held.answer_by is not None else None


def answer_by(case: Case, *, side: str, ground: Ground, seconded: bool, now: datetime) -> datetime | None:
    """Return until when a second person stands by an authority's request; None where nobody has to, or somebody did already.

    Somebody has to where the form asks for it (`seconded`), and wherever the law has nothing but such a request. One that goes on waits on.
    """
    if side != Side.ACCOUNT or ground.id != ORDERED:
        return None
    held = next((one for one in case.withheld if one.side == side and one.ground == ORDERED), None)
    if held is not None:
        return held.answer_by
    return now + SECOND if seconded or ground.longest is not None else None
