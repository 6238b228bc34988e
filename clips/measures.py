"""Which measures does Clips know, what do they touch, and what do they do there?"""

from types import MappingProxyType
from typing import Final

KNOWN: Final = MappingProxyType(
    {
        "P1": "snapshot preserved",
        "P2": "hidden pending review",
        "P3": "no longer recommended",
        "P4": "money frozen",
        "P5": "locked for its owner, signed out everywhere",
        "P6": "shielded from strangers",
        "P7": "contact blocked",
        "P8": "crisis help shown",
        "P9": "guardian contacted",
        "P10": "warned whoever was written to",
        "P11": "uploads with this fingerprint kept out",
        "P12": "keys revoked",
        "P13": "way out of data shut",
        "P14": "everybody touched signed out",
        "P15": "what got out taken down",
        "K": "kept for an authority",
        "L0": "no action, rules explained",
        "L1": "labelled",
        "L2": "shown to fewer people",
        "L3": "withheld in a territory",
        "L4": "removed",
        "L4S": "no longer sold",
        "L5": "strike",
        "L6": "features limited",
        "L7": "earnings stopped",
        "L8": "account suspended",
        "L9": "account closed",
        "R": "restored",
        "R.UNDO": "change taken back",
        "W": "watched",
        "U": "number unbound, signed out where it had let somebody in",
        "U.NAME": "real name unbound",
        "Y.MEANS": "strangers' phones and payment means unbound",
        "Y.MODE": "youth mode on",
        "Y.LIMIT": "payments ask for the guardian's password",
        "H1": "rule paused",
        "B": "paid back by Clips",
        "C.SEEN": "corrected before whoever saw or shared it",
        "C.FANS": "followers warned",
        "C.BUYERS": "buyers told",
        "C.REPLY": "the other side's reply shown",
    }
)

ON_THE_ACCOUNT: Final = frozenset(
    {
        "P4",
        "P5",
        "P6",
        "P7",
        "P8",
        "P9",
        "P10",
        "W",
        "U",
        "U.NAME",
        "Y.MEANS",
        "Y.MODE",
        "Y.LIMIT",
        "L5",
        "L6",
        "L7",
        "L8",
        "L9",
        "B",
        "C.FANS",
    }
)
"""These fall on a person: ordered on an item, they fall on its owner."""

GUARDS: Final = frozenset({"Y.MEANS", "Y.MODE", "Y.LIMIT"})
"""These fall on the account that a child uses: ordered on a payment, on the one that paid."""

COUNTED: Final = frozenset({"L3", "L5", "L7", "B"})
"""Each order of these stands for itself: two strikes are two, two sums are two, two places are two; of the others the latest rules."""

SIGNS_OUT: Final = frozenset({"P5", "L8", "L9"})
FREEZES: Final = frozenset({"P4"})
CLOSES: Final = frozenset({"L9"})
OUT_OF_SIGHT: Final = frozenset({"P2", "L4", "R.UNDO"})
NOT_RECOMMENDED: Final = frozenset({"P2", "P3", "R.UNDO", "L4", "L8", "L9"})
PLACES_WITHOUT_OWNER: Final = frozenset({"platform", "decision", "rule", "hash", "system"})
