"""How grave is it, by what is known? Rows over facts; the gravest that holds counts, never an average."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final

from ombud.core.pack.words import Source, Text, falls_under

ANSWERED: Final[Mapping[str, Mapping[object, str]]] = MappingProxyType(
    {
        "child": MappingProxyType({True: "child_concerned"}),
        "contacts_scammed": MappingProxyType({True: "contacts_written"}),
        "data_right": MappingProxyType({"human": "human_wanted"}),
        "effects": MappingProxyType({"visits": "offline_risk"}),
        "extortion": MappingProxyType({True: "extorted"}),
        "harms_now": MappingProxyType({True: "harms_now"}),
        "human_wanted": MappingProxyType({True: "human_wanted"}),
        "hurt": MappingProxyType({True: "hurt"}),
        "live_now": MappingProxyType({True: "subject_live"}),
        "many_accounts": MappingProxyType({True: "many_accounts"}),
        "meeting_planned": MappingProxyType({True: "meeting_planned"}),
        "record_wanted": MappingProxyType({True: "record_wanted"}),
        "offline_risk": MappingProxyType({True: "offline_risk"}),
        "safe_now": MappingProxyType({"unsafe": "child_unsafe"}),
        "shield": MappingProxyType({True: "shield_wanted", False: "shield_declined"}),
        "shown_as": MappingProxyType({"intimate": "shown_intimate"}),
        "shut_out": MappingProxyType({True: "shut_out"}),
        "takes_money": MappingProxyType({True: "takes_money"}),
    }
)
"""Question → answer → what it tells for the rules of severity."""
SHIELD: Final = "shield"
"""The question that only whoever is attacked, or speaks for a child who is, answers for anybody."""
SHIELD_WANTED: Final = "shield_wanted"
SHIELD_DECLINED: Final = "shield_declined"
FINGERPRINTS: Final = "fingerprints_sent"
"""That fingerprints of pictures came with a complaint."""
PRESSED: Final = "pressed"
"""That whoever asked off the record threatened or promised something."""
UNREAD: Final = "unread_language"
"""That it is written in a language that nobody here reads."""
HEARD: Final = frozenset(
    {
        FINGERPRINTS,
        PRESSED,
        UNREAD,
        "danger_now",
        "child_speaks",
        "child_concerned",
        "money_lost",
        "right_now",
        "subject_live",
    }
).union(*(told.values() for told in ANSWERED.values()))
"""What a complaint itself tells, by its words, its form, or what it is about."""
SAID: Final = frozenset(
    {
        FINGERPRINTS,
        PRESSED,
        "child_speaks",
        "contacts_written",
        "money_lost",
        "record_wanted",
        SHIELD_WANTED,
        SHIELD_DECLINED,
    }
)
"""What a complaint tells that a step may be needed for: whoever is asked to protect does so before anything is proved."""
CLAIMED: Final = frozenset(
    {
        "claims_affected",
        "claims_guardian",
        "claims_rights_holder",
        "claims_representative",
        "claims_authority",
        "claims_bystander",
        "claims_company",
    }
)
"""What somebody says they are, and for whom they act."""
SEEN: Final = frozenset(
    {
        "account_of_minor",
        "verified_account",
        "livelihood",
        "taken_again",
        "number_reassigned",
        "no_earlier_channel",
        "only_phone_before",
    }
)
"""What the host says of the account."""
FOUND: Final = frozenset(
    {
        "minor_confirmed",
        "intimate_evidence",
        "leak_confirmed",
        "loss_confirmed",
        "partly_able",
        "own_wages",
        "ring_proved",
        "scam_found",
        "shop_pattern",
        "trade_proved",
        "risk_signal",
        "another_right",
        "taken_over",
        "groomed_child",
        "read_along",
        "record_asked",
    }
)
"""What an agent found out and says so."""
PROVED: Final = frozenset({"guardian_proved", "authority_proved"})
"""Whose standing was proved."""
TRUSTED: Final = "trusted_flagger"
"""That a notice came with the key of whoever is trusted in such matters."""
FACTS: Final = HEARD | CLAIMED | SEEN | FOUND | PROVED | {TRUSTED}

REPORTERS: Final = "reporters"
EARLIER: Final = "earlier"
COUNTS: Final = frozenset({REPORTERS, "followers", "views_per_hour", EARLIER})
"""How many complained, follow the account, see the item in an hour; how often something was done about the account."""
ONLY_A_LOOK: Final = CLAIMED | {REPORTERS, TRUSTED, UNREAD}
"""What anybody can say or bring about, and who says it: it may bring a case to somebody's eyes sooner, and never makes it graver."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeverityRule:
    """One row: where everything said here is true a case is at least so grave, is looked at within a time, or goes elsewhere.

    `facts` must all be true, of each count in `at_least` there must be so many. `within` says how long ago something
    was done about the account to be counted as `earlier`. `asks` is what it brings from then on, whatever follows:
    that the case is `sealed`, a clearance, somebody `senior`.
    """

    id: str
    why: Text
    source: Source
    severity: str | None = None
    look_within: timedelta | None = None
    categories: tuple[str, ...] = ("*",)
    facts: tuple[str, ...] = ()
    at_least: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    within: timedelta | None = None
    asks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known when a case is weighed; `earlier` are the days on which something was done about the account."""

    facts: frozenset[str] = frozenset()
    counts: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    earlier: tuple[datetime, ...] = ()
    at: datetime | None = None

    def count(self, name: str, *, within: timedelta | None) -> int:
        """Return how many there are; of what was done earlier only what is not longer ago than that."""
        if name != EARLIER or within is None or self.at is None:
            return self.counts.get(name, 0)
        return sum(self.at - within <= day for day in self.earlier)


def hits(rows: Iterable[SeverityRule], *, category: str, known: Known) -> tuple[SeverityRule, ...]:
    """Return every row that holds, the gravest first, those that only ask for a look last."""
    found = (row for row in rows if _holds(row, category=category, known=known))
    return tuple(sorted(found, key=lambda row: (row.severity or "S9", row.id)))


def _holds(row: SeverityRule, *, category: str, known: Known) -> bool:
    return (
        falls_under(category, row.categories)
        and known.facts.issuperset(row.facts)
        and all(known.count(name, within=row.within) >= least for name, least in row.at_least.items())
    )


def rounded(count: int) -> int:
    """Return a count with its first digit only: enough for a threshold, too little to tell an account by."""
    return int(f"{str(count)[0]:0<{len(str(count))}}")


def at_most(count: int) -> int:
    """Return the most that a count may have been of which only the first digit is kept."""
    return int(f"{str(count)[0]:9<{len(str(count))}}")
