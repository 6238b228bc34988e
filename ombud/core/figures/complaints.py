"""How many complaints of some kinds came in a time, what became of them, and how long did it take?

1. A matter counts in the time in which it was sorted, seconds after its complaint came, under the kind that it was sorted as. What nobody
   had sorted by the end of the time is told apart and counts in the next.
2. It ends once: by the first outcome that it was given. That it ended counts in the time in which it did, whenever it came.
3. What was reopened on appeal counts where it was appealed, and is not ended twice.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import takewhile
from typing import Any, Final

from ombud.core import facts
from ombud.core.enforcement import APPLY
from ombud.core.facts import Line
from ombud.core.figures.book import CaseBook
from ombud.core.figures.periods import Period
from ombud.core.figures.spread import Spread
from ombud.core.pack.reports import Report
from ombud.core.pack.words import falls_under

FROM_COMPANY: Final = "claims_company"
RECEIPT: Final = "receipt"


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintBook:
    """A complaint as it stood at a moment: when it came and was sorted, by which rules, its matters, how each first ended."""

    received: facts.Received
    at: datetime
    sorted_at: datetime | None
    pack: str | None
    parts: tuple[facts.SortedPart, ...]
    ended: tuple[tuple[int, datetime, str], ...]
    acknowledged_at: datetime | None
    reopened: tuple[tuple[datetime, int], ...]


def read_complaint(lines: Iterable[Line], *, until: datetime) -> ComplaintBook | None:
    """Return a complaint as it stood at a moment; none where it had not come yet."""
    several = takewhile(lambda line: line.at < until, lines)
    first = next(several, None)
    if first is None or not isinstance(first.fact, facts.Received):
        return None
    sorted_at: datetime | None = None
    pack: str | None = None
    parts: tuple[facts.SortedPart, ...] = ()
    ended: dict[int, tuple[datetime, str]] = {}
    reopened: list[tuple[datetime, int]] = []
    acknowledged_at = None
    for line in several:
        match line.fact:
            case facts.Sorted():
                sorted_at, pack, parts = line.at, line.fact.pack, line.fact.parts
            case facts.PartEnded(part=no, outcome=outcome):
                ended.setdefault(no, (line.at, outcome))
            case facts.PartReopened(part=no):
                reopened.append((line.at, no))
            case facts.Told(template=template) if template == RECEIPT:
                acknowledged_at = acknowledged_at or line.at
            case _:
                pass
    return ComplaintBook(
        received=first.fact,
        at=first.at,
        sorted_at=sorted_at,
        pack=pack,
        parts=parts,
        ended=tuple((no, *how) for no, how in sorted(ended.items())),
        acknowledged_at=acknowledged_at,
        reopened=tuple(reopened),
    )


@dataclass(slots=True)
class Complaints:
    """What is counted of complaints, in room that does not grow with how many there are."""

    report: Report
    period: Period
    received: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[tuple[str, str]] = field(default_factory=Counter)
    appealed: Counter[str] = field(default_factory=Counter)
    measures: Counter[str] = field(default_factory=Counter)
    took: dict[str, Spread] = field(default_factory=dict)
    whole: Spread = field(default_factory=Spread)
    open: int = 0
    unsorted: int = 0

    def add_complaint(self, book: ComplaintBook) -> None:
        """Count one complaint."""
        self.unsorted += book.sorted_at is None
        for part in book.parts:
            if self._counts(part):
                self._add(part, book)

    def _add(self, part: facts.SortedPart, book: ComplaintBook) -> None:
        self.received[part.code] += book.sorted_at is not None and self.period.covers(book.sorted_at)
        how = next(((at, outcome) for no, at, outcome in book.ended if no == part.no), None)
        self.open += how is None
        if how is not None and self.period.covers(how[0]):
            self.outcomes[part.code, how[1]] += 1
            self.took.setdefault(part.code, Spread()).add(how[0] - book.at)
            self.whole.add(how[0] - book.at)
        self.appealed[part.code] += sum(self.period.covers(at) for at, no in book.reopened if no == part.no)

    def _counts(self, part: facts.SortedPart) -> bool:
        company = FROM_COMPANY in part.said and falls_under(part.code, self.report.from_company)
        return company or falls_under(part.code, self.report.of)

    def add_case(self, book: CaseBook) -> None:
        """Count what the host was asked to do by the decisions of a case: each measure of each decision once."""
        for ruled in book.ruled:
            if self.period.covers(ruled.decision.at) and falls_under(ruled.code, self.report.of):
                self.measures.update({one.measure for one in ruled.decision.orders if one.do == APPLY})

    def figures(self) -> dict[str, Any]:
        """Return what was counted, as plain data."""
        kinds = sorted({*+self.received, *(code for code, _ in self.outcomes), *+self.appealed})
        return {
            "received": self.received.total(),
            "ended": self.whole.n,
            "open": self.open,
            "unsorted": self.unsorted,
            "appealed": self.appealed.total(),
            "mean_hours": self.whole.mean(),
            "median_hours": self.whole.median(),
            "outcomes": _sums(outcome for (_, outcome), n in self.outcomes.items() for _ in range(n)),
            "measures": dict(sorted(self.measures.items())),
            "kinds": [self._kind(code) for code in kinds],
        }

    def _kind(self, code: str) -> dict[str, Any]:
        took = self.took.get(code, Spread())
        return {
            "code": code,
            "received": self.received[code],
            "ended": took.n,
            "appealed": self.appealed[code],
            "mean_hours": took.mean(),
            "median_hours": took.median(),
            "outcomes": {outcome: n for (kind, outcome), n in sorted(self.outcomes.items()) if kind == code},
        }


def _sums(several: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(several).items()))
