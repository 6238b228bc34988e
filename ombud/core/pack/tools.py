"""What of the house does a step, and what does a step read?"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

SEARCH: Final = "search"
"""Looks for what is alike among all that the host has; so is the source called of the evidence that it leaves."""
LOOK_UP: Final = "look_up"
ACCESS: Final = "access_log"
"""Asks the host who looked at somebody's data; so is the source called of the log that it leaves."""
SCOPE: Final = "scope"
"""Asks the host whom a leak touched; so is the source called of the evidence that it leaves."""
OTHERS: Final = "others_at_risk"
"""Asks the host to which other children an account wrote; so is the source called of the evidence that it leaves."""
LETTER: Final = "letter"
REPORT: Final = "report"
RECORD: Final = "record"
HAND: Final = "by_hand"
"""Nothing of the house does it: somebody does, and says what came of it."""

DOES: Final[Mapping[str, frozenset[str] | None]] = MappingProxyType(
    {
        SEARCH: frozenset({"search"}),
        LOOK_UP: frozenset({"look_up", "search", "check", "undo"}),
        ACCESS: frozenset({"search"}),
        SCOPE: frozenset({"check"}),
        OTHERS: frozenset({"search"}),
        "precedents": frozenset({"search"}),
        "protect": frozenset({"protect"}),
        "verify": frozenset({"verify"}),
        "ask": frozenset({"ask"}),
        "progress": frozenset({"tell"}),
        "ask_account": frozenset({"ask"}),
        "disclose": frozenset({"disclose"}),
        "beside": frozenset({"beside", "check", "search"}),
        "redress": frozenset({"search", "undo"}),
        "decide": None,
        LETTER: frozenset({"tell", "refer"}),
        REPORT: frozenset({"refer"}),
        RECORD: frozenset({"ask", "check", "verify", "undo", "tell", "refer"}),
        "read": None,
        "recode": frozenset({"check"}),
        "known_faults": frozenset({"search"}),
        "task": frozenset({"check"}),
        "clocks": frozenset({"check"}),
        "house": None,
        HAND: None,
    }
)
"""Tool → what a step `does` that it can do; None: anything."""

HELD: Final = frozenset(
    {
        "complaint",
        "files",
        "snapshot",
        "found_alike",
        "host_decision",
        "first_decision",
        "account_said",
        "messages",
        "orders",
        "clocks",
        "standing",
        "earlier_cases",
        "clauses",
        "findings",
        "incident",
    }
)
"""What every case holds, as far as there is any: what a step may read of it."""
ANSWERS: Final = "answers."
"""What stands before the name of a question whose answer a step reads."""


def question(given: str) -> str | None:
    """Return the question whose answer an input is; None where it is something else."""
    return given.removeprefix(ANSWERS) if given.startswith(ANSWERS) else None
