"""How many must sign, and who?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from ombud.core.pack.types import ApprovalRule, Pack, Signers, Spared
from ombud.core.pack.words import falls_under

LEAST = "A0"
LEFT_OUT: Final = "step_left_out"
"""What is true while nobody else stands behind it that somebody left out a step which the decision needs."""
STOOD_BEHIND: Final = "stood_behind"
"""What is true where whoever judges an appeal stood behind a step that was left out of what is appealed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalFacts:
    """What is known about the people and the choice; rows of the pack name these fields."""

    complainant_is_company: bool = False
    complainant_is_official: bool = False
    followers: int = 0
    amount: int = 0
    currency: str = ""
    livelihood: bool = False
    business_account: bool = False
    own_motion: bool = False
    verified_account: bool = False
    account_of_minor: bool = False
    no_earlier_channel: bool = False
    only_phone_before: bool = False
    control_change: bool = False
    minor_disclosure: bool = False
    no_report: bool = False
    refused: bool = False
    granted: bool = False
    other_hands: bool = False
    concludes: bool = False
    first_took_two: bool = False
    account_was_shut: bool = False
    taken_over: bool = False
    groomed_child: bool = False
    good_faith: bool = False
    in_crisis: bool = False
    cluster: bool = False
    unread_language: bool = False
    step_left_out: bool = False
    stood_behind: bool = False
    clause_paused: bool = False


NOTHING_SPECIAL = ApprovalFacts()
DECLARED: Final = (
    "complainant_is_company",
    "complainant_is_official",
    "minor_disclosure",
    "no_report",
    "business_account",
    "own_motion",
    "taken_over",
    "groomed_child",
    "good_faith",
    "in_crisis",
)
"""What only an agent can know and says; the rest is read from the host's snapshot and from the proposal."""


CLAIMS: Final[Mapping[str, str]] = MappingProxyType(
    {"claims_company": "complainant_is_company", "claims_authority": "complainant_is_official"}
)
"""What somebody says of themselves → what that alone makes true here: it grants nothing, and asks for more signatures."""


def claimed(heard: Iterable[str]) -> frozenset[str]:
    """Return what is true of whoever asks because somebody says so."""
    return frozenset(CLAIMS[one] for one in heard if one in CLAIMS)


def rows(
    pack: Pack, *, category: str, measures: Iterable[str], facts: ApprovalFacts = NOTHING_SPECIAL
) -> tuple[ApprovalRule, ...]:
    """Return the rows that apply, so that a page can say why somebody must sign."""
    chosen = tuple(measures)
    return tuple(
        row for row in pack.approvals.values() if _fits(row, category=category, measures=chosen, facts=facts)
    )


def level(
    pack: Pack, *, category: str, measures: Iterable[str], facts: ApprovalFacts = NOTHING_SPECIAL
) -> str:
    """Return the highest level that a row or a chosen measure itself asks for."""
    chosen = tuple(measures)
    asked = [row.level for row in rows(pack, category=category, measures=chosen, facts=facts)]
    asked += [entry.level for entry in map(pack.measure, chosen) if entry is not None]
    return max(asked, default=LEAST)


def asks_for_second(pack: Pack) -> bool:
    """Say whether this pack has anybody stand behind what another left out: one from before does not, and its cases keep it."""
    return any(row.facts == (LEFT_OUT,) for row in pack.approvals.values())


def signers(needed: str, *, pack: Pack) -> Signers:
    """Return who signs besides the first at this level."""
    return pack.signers[needed]


def spared(
    pack: Pack, *, category: str, measure: str, facts: ApprovalFacts = NOTHING_SPECIAL
) -> Spared | None:
    """Return why this measure is never taken against somebody in this situation, None where it may be."""
    rows = pack.spared.values()
    return next(
        (row for row in rows if _holds(row, category=category, measures=(measure,), facts=facts)), None
    )


def _fits(row: ApprovalRule, *, category: str, measures: tuple[str, ...], facts: ApprovalFacts) -> bool:
    followed = row.followers_over is None or facts.followers > row.followers_over
    return (
        followed and _is_over(row, facts) and _holds(row, category=category, measures=measures, facts=facts)
    )


def _is_over(row: ApprovalRule, facts: ApprovalFacts) -> bool:
    """Say whether more money moves than a row lets pass; of a currency that it does not name nothing passes."""
    return not row.amount_over or facts.amount > row.amount_over.get(facts.currency, 0)


def _holds(
    row: ApprovalRule | Spared, *, category: str, measures: tuple[str, ...], facts: ApprovalFacts
) -> bool:
    """Say whether everything is true that a row says of the kind, the measures and the situation."""
    if not falls_under(category, row.categories):
        return False
    if row.measures and not any(falls_under(measure, row.measures) for measure in measures):
        return False
    return all(getattr(facts, name) for name in row.facts)
