"""What was asked off the record, by whom and from where, and what came of it?

1. A request counts in the time in which it was written down, under who asked and of which country; never by a name.
2. What came of it is what is so at the end of the time: it was answered that nothing is done because of it; what it was about was
   looked at under our own rules, in a case beside it; that look found a violation, or none, or is not over.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from ombud.core.case import Case
from ombud.core.figures.book import CaseBook
from ombud.core.figures.periods import Period
from ombud.core.happening import UNFOUNDED
from ombud.core.vocabulary import Beside, CaseId, Kinship

FOUND: Final = ("violation", "nothing_found")
"""How a look ends."""
_Key = tuple[str, str]


@dataclass(slots=True)
class OffRecord:
    """What is counted of it; of each look under our own rules, whose request it stands beside and how it ended."""

    period: Period
    rows: dict[_Key, Counter[str]] = field(default_factory=dict)
    wants: dict[_Key, Counter[str]] = field(default_factory=dict)
    looks: dict[_Key, set[CaseId]] = field(default_factory=dict)
    ended: dict[CaseId, str] = field(default_factory=dict)

    def add(self, book: CaseBook) -> None:
        """Count one case: a request, or how a look beside one ended."""
        case = book.case
        if any(_looks(case, led=False)) and case.decision is not None:
            self.ended[case.id] = FOUND[case.decision.proposal.outcome in UNFOUNDED]
        if case.informal is None or not self.period.covers(case.opened_at):
            return
        asked, looks = case.informal.asked, set(_looks(case, led=True))
        key = asked.asker, asked.country
        found = {
            "asked": 1,
            "pressed": asked.pressed,
            "answered": bool(case.decisions),
            "looked_at": bool(looks),
        }
        self.rows.setdefault(key, Counter()).update({name: int(n) for name, n in found.items()})
        self.wants.setdefault(key, Counter())[asked.wants] += 1
        self.looks.setdefault(key, set()).update(looks)

    def figures(self) -> list[dict[str, Any]]:
        """Return what was counted, by who asked and of which country, as plain data."""
        return [
            {
                "asker": key[0],
                "country": key[1],
                **row,
                **self._found(key),
                "wants": dict(sorted(self.wants[key].items())),
            }
            for key, row in sorted(self.rows.items())
        ]

    def _found(self, key: _Key) -> dict[str, int]:
        ends = Counter(self.ended[one] for one in self.looks[key] if one in self.ended)
        return {name: ends[name] for name in FOUND}


def _looks(case: Case, *, led: bool) -> Iterator[CaseId]:
    """Yield the cases beside it in which something is looked at under our own rules, or because of which it is."""
    for one in case.kin:
        if one.kinship == Kinship.UNASKED and (one.how == Beside.LEADS) is led:
            yield one.case
