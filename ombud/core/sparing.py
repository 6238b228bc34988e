"""Who is never punished, and how much may become of whoever asked for another look?

1. Victims, whoever is in need and whoever reported in good faith are spared by rows of the pack.
2. Whoever asks for another look ends no worse off: no higher rung, no more rungs, no later end and no larger sum than before.
   That goes for an account's appeal, and for a complaint about what the host decided where the pack says so of its kind.
Source: Santa Clara Principles 2.0, appeal; the house's own promise "what is never done".
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from ombud.core import facts
from ombud.core.case import Case
from ombud.core.lessons import RUNG
from ombud.core.pack.approvals import ApprovalFacts, spared
from ombud.core.pack.types import Measure, Pack
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import Outcome, Side

HARSHER: Final = "harsher_than_before"
"""What is never done in a kind of complaint whose complainant bears what was decided before."""
NOTHING_DONE: Final = "L0"
"""Says that a rule is broken and nothing is done, and why."""
MONEY: Final = "money"
"""The scope of a measure that moves a sum."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Borne:
    """A rung that somebody bore before they asked for another look; without `until` for good, without `territory` everywhere."""

    measure: str
    until: datetime | None = None
    amount: facts.Sum | None = None
    territory: tuple[str, ...] = ()


def check_victims(chosen: Iterable[str], *, case: Case, pack: Pack, situation: ApprovalFacts) -> None:
    """Refuse to punish a victim, somebody in need and a good-faith reporter."""
    for one in chosen:
        row = spared(pack, category=case.code, measure=one, facts=situation)
        if row is not None:
            raise Refused(No.SPARED, measure=one, row=row.id, said=row.why)


def check_no_harsher(
    chosen: Iterable[facts.Chosen],
    *,
    case: Case,
    pack: Pack,
    outcome: Outcome,
    host: Iterable[Borne] = (),
) -> None:
    """Refuse to make anything worse for whoever asked for another look; `host` is what the decision that they ask about did."""
    before = borne(case, pack=pack, host=host)
    if before is None:
        return
    rungs = [
        one
        for one in chosen
        if _is_borne(one.measure) and not _pays_back(one, pack.measure(one.measure), outcome)
    ]
    for place, one in enumerate(rungs):
        if place >= len(before) or _is_harsher(one, before):
            raise Refused(No.SPARED, measure=one.measure, why="appellant")


def borne(case: Case, *, pack: Pack, host: Iterable[Borne] = ()) -> tuple[Borne, ...] | None:
    """Return the rungs that whoever asks for another look bore before; None where nobody does who bears anything."""
    asks_about_host = HARSHER in pack.category(case.code).never
    appeals = case.on_appeal and case.open_appeals[0].side == Side.ACCOUNT
    if not appeals and not asks_about_host:
        return None
    ours = case.decisions[-1].proposal.measures if case.on_appeal else ()
    chosen = (
        Borne(measure=one.measure, until=one.until, amount=one.amount, territory=one.territory)
        for one in ours
    )
    both = (*chosen, *(host if asks_about_host else ()))
    return tuple(one for one in both if _is_borne(one.measure))


def is_rung(code: str) -> bool:
    """Say whether a measure stands on the ladder."""
    return code.startswith(RUNG)


def _is_borne(code: str) -> bool:
    """Say whether a measure is a rung that somebody bears; that nothing is done nobody does."""
    return is_rung(code) and code != NOTHING_DONE


def _pays_back(one: facts.Chosen, entry: Measure | None, outcome: Outcome) -> bool:
    """Say whether a measure gives whoever asked their money back."""
    moves = entry is not None and entry.scope == MONEY
    return moves and one.amount is not None and outcome is Outcome.GRANTED


def _is_harsher(one: facts.Chosen, before: tuple[Borne, ...]) -> bool:
    """Say whether a rung is higher than any borne before, lasts longer than it did or those above, or takes a larger sum."""
    same = [past for past in before if past.measure == one.measure]
    as_high = same or [past for past in before if past.measure > one.measure]
    ends = [past.until for past in as_high if past.until is not None]
    longer = len(ends) == len(as_high) and (one.until is None or one.until > max(ends, default=one.until))
    return not as_high or longer or _takes_more(one, before) or _reaches_further(one, same)


def _reaches_further(one: facts.Chosen, same: list[Borne]) -> bool:
    """Say whether what was withheld in some places would be withheld in others too."""
    return bool(same) and not any(
        not past.territory or {*one.territory} <= {*past.territory} for past in same
    )


def _takes_more(one: facts.Chosen, before: tuple[Borne, ...]) -> bool:
    taken = [past.amount for past in before if past.measure == one.measure and past.amount is not None]
    if one.amount is None:
        return False
    return any(past.currency != one.amount.currency or past.minor < one.amount.minor for past in taken)
