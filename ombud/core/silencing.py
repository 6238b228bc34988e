"""May an account be told nothing yet? As the law of the place where it is has it, once the host says where that is.

Until then as all places of those who complained have it together: what one of them does not allow does not begin. What began goes on:
a place that somebody claims to be of warns nobody; only the host's word or a person ends it. Whoever complained
from where a house may be silent does not take from an account what the law of its own place gives it, nor the other way round (0084).
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from ombud.core import facts
from ombud.core.case import Case
from ombud.core.pack.promises import ORDERED, Ground
from ombud.core.pack.types import Pack
from ombud.core.vocabulary import Side

SECOND: Final = timedelta(hours=24)
"""Within which a second person says whether an authority's request for silence is real."""
LONGEST: Final = timedelta(days=366)
"""How far off the day that an authority named may be at most where the law says nothing of it; it may be renewed."""
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
    held = case.withheld_from(Side.ACCOUNT)
    ground = law.grounds.get(held.ground) if held is not None else None
    return ground.id if ground is not None and ground.ordered else None


def ends(case: Case, *, law: Pack) -> Iterator[facts.Released]:
    """Yield that the account may be told, where the law of its place does not have the ground on which it is not."""
    if against(case, law=law) is not None:
        yield facts.Released(side=Side.ACCOUNT.value, why=BY_LAW)


def before(case: Case, fact: facts.Withheld) -> facts.Withheld | None:
    """Return on what an account was told nothing before an authority asked for it, too; None where nothing did."""
    held = case.withheld_from(Side.ACCOUNT)
    if fact.ground != ORDERED or held is None:
        return None
    return case.silent_before if held.ground == ORDERED else held


def kept(case: Case) -> tuple[str, ...]:
    """Return the ground that an authority's request took the place of, if there is one."""
    return () if case.silent_before is None else (case.silent_before.ground,)


def denied(case: Case, *, law: Pack) -> facts.Withheld | facts.Released:
    """Return what becomes of a silence that no authority asked for: what it took the place of goes on, where the law has that still."""
    past = case.silent_before
    ground = law.grounds.get(past.ground) if past is not None else None
    if past is None or ground is None or ground.ordered:
        return facts.Released(side=Side.ACCOUNT.value)
    return past


def alone(case: Case, *, law: Pack, now: datetime) -> bool:
    """Say whether one person's word silences an account whose law wants a second, and nobody was asked to stand by it."""
    held = _ordered(case)
    bare = held is not None and held.answer_by is None and not case.silence_stood
    return bare and _longest(law) is not None and not _is_over(case, now=now)


def too_long(case: Case, fact: facts.Withheld, *, law: Pack, now: datetime) -> datetime | None:
    """Return until when the law lets an authority silence us at most, where a silence has no day, or a later one."""
    longest = _longest(law)
    if fact.ground != ORDERED or longest is None:
        return None
    until = fact.until or case.silent_until
    return now + longest if until is None or until > now + longest else None


def renewed(case: Case, *, law: Pack, now: datetime) -> Iterator[facts.Withheld]:
    """Yield an authority's request as the law of the account has it: with a second person, and no longer than it says."""
    held = case.withheld_from(Side.ACCOUNT)
    if held is None or case.placed is None or _is_over(case, now=now):
        return
    until = too_long(case, held if held.until else replace(held, until=case.silent_until), law=law, now=now)
    asked = alone(case, law=law, now=now)
    if not asked and until is None:
        return
    answer_by = now + SECOND if asked else held.answer_by
    review_at = min(one for one in (held.review_at, answer_by, until) if one is not None)
    yield replace(held, until=until, answer_by=answer_by, review_at=review_at)


def _ordered(case: Case) -> facts.Withheld | None:
    """Return the authority's request on which the account is told nothing; None without."""
    held = case.withheld_from(Side.ACCOUNT)
    return held if held is not None and held.ground == ORDERED else None


def _longest(law: Pack) -> timedelta | None:
    ground = law.grounds.get(ORDERED)
    return ground.longest if ground is not None else None


def _is_over(case: Case, *, now: datetime) -> bool:
    """Say whether the day is over that an authority had named: nobody is silenced by it any more, somebody tells."""
    return case.silent_until is not None and case.silent_until <= now


def unanswered(case: Case) -> facts.Withheld | None:
    """Return the silence towards the account that a second person has yet to stand by; None without."""
    held = case.withheld_from(Side.ACCOUNT)
    return held if held is not None and held.answer_by is not None else None


def answer_by(case: Case, *, side: str, ground: Ground, seconded: bool, now: datetime) -> datetime | None:
    """Return until when a second person stands by an authority's request; None where nobody has to, or somebody did already.

    Somebody has to where the form asks for it (`seconded`), and wherever the law has nothing but such a request. One that goes on waits on.
    """
    if side != Side.ACCOUNT or ground.id != ORDERED:
        return None
    held = _ordered(case)
    if held is not None and (held.answer_by is not None or case.silence_stood):
        return held.answer_by
    return now + SECOND if seconded or ground.longest is not None else None
