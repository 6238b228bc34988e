"""What does the Union's transparency report say of notices, orders, measures and appeals (DSA art. 15, 24(1))?

1. **A notice** is a complaint from the Union with a matter whose kind has a category of the Union's list, and which is no order of an
   authority. It counts in the time in which it was sorted, seconds after it came, under the first such matter.
2. **An action** is a decision that newly takes something from somebody; it counts in the time in which it was decided, under the kind
   that the case was of then. How long it took is counted from the first notice of its case.
3. **An appeal** counts as filed in the time in which it came, and as upheld, partly or wholly reversed in that in which it was judged; how
   long it took, from filing to ruling. It is about what the decision restricted that it is against.
4. **Data that was given** to an authority counts by its kind in the time in which somebody wrote it down, also what was told in
   an emergency; what is withheld in some territories, in each of them.
5. **People that were told** something by a measure (a correction, a warning, a recall) count in the time in which the host said how
   many, and once more when they were told that it holds no longer.
6. What was **asked off the record** is told apart (`informal`): it is no order.
7. What a trusted flagger brought counts in both columns. No action is automated: people propose and sign each.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from ombud.core import facts
from ombud.core.figures.book import CaseBook, Ruled
from ombud.core.figures.complaints import ComplaintBook
from ombud.core.figures.informal import OffRecord
from ombud.core.figures.periods import Period
from ombud.core.figures.spread import Spread
from ombud.core.pack.dsa import CATEGORIES
from ombud.core.pack.grading import TRUSTED
from ombud.core.pack.records import Answer
from ombud.core.pack.reports import Report
from ombud.core.pack.types import Category, Pack
from ombud.core.pack.words import falls_under
from ombud.core.vocabulary import Ruling

ALL: Final = "TOTAL"
LAW: Final = "law"
TERMS: Final = "terms"
ABOUT: Final = (
    ("visibility", "VISIBILITY_"),
    ("provision", "PROVISION_"),
    ("account", "ACCOUNT_"),
    ("monetary", "MONETARY_"),
)
"""What an appeal can be about → how the codes of such restrictions begin."""
NO_ACTION: Final = "no_action"
NO_ACTION_TRUSTED: Final = "no_action_trusted"
RULINGS: Final = (Ruling.UPHELD, Ruling.CHANGED, Ruling.OVERTURNED)


@dataclass(slots=True)
class _Row:
    """What is counted under one category or keyword, of everybody's notices or of trusted flaggers' alone."""

    notices: int = 0
    items: int = 0
    law: int = 0
    terms: int = 0
    took: Spread = field(default_factory=Spread)

    def figures(self) -> dict[str, Any]:
        return {
            "notices": self.notices,
            "items": self.items,
            LAW: self.law,
            TERMS: self.terms,
            "median_hours": self.took.median(),
        }


@dataclass(slots=True)
class _Appeals:
    """What is counted of appeals against decisions of one sort."""

    filed: int = 0
    rulings: Counter[str] = field(default_factory=Counter)
    took: Spread = field(default_factory=Spread)

    def figures(self) -> dict[str, Any]:
        ruled = {ruling.value: self.rulings[ruling.value] for ruling in RULINGS}
        return {"filed": self.filed, **ruled, "median_hours": self.took.median()}


@dataclass(slots=True)
class _Orders:
    """What is counted of authorities' orders to do one thing."""

    received: int = 0
    items: int = 0
    told: Spread = field(default_factory=Spread)
    done: Spread = field(default_factory=Spread)

    def figures(self) -> dict[str, Any]:
        return {
            "received": self.received,
            "items": self.items,
            "median_hours_to_acknowledge": self.told.median(),
            "median_hours_to_effect": self.done.median(),
        }


@dataclass(slots=True)
class Transparency:
    """What is counted for the report, in room that does not grow with how many cases there are.

    `law_of` are the rules that a book is read by.
    """

    report: Report
    period: Period
    law_of: Callable[[ComplaintBook | CaseBook], Pack]
    rows: dict[tuple[str, bool], _Row] = field(default_factory=dict)
    measures: Counter[tuple[str, str, bool]] = field(default_factory=Counter)
    appeals: dict[str, _Appeals] = field(default_factory=dict)
    act: _Orders = field(default_factory=_Orders)
    tell: _Orders = field(default_factory=_Orders)
    given: Counter[str] = field(default_factory=Counter)
    withheld_in: Counter[str] = field(default_factory=Counter)
    messages: Counter[tuple[str, str]] = field(default_factory=Counter)
    told: Counter[tuple[str, str]] = field(default_factory=Counter)
    informal: OffRecord = field(init=False)
    newly: int = 0
    disputes: int = 0
    settled: Spread = field(default_factory=Spread)
    followed: int = 0
    suspended: int = 0
    people: int = 0
    processed: Counter[bool] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        """Begin to count what was asked off the record."""
        self.informal = OffRecord(self.period)

    def add_complaint(self, book: ComplaintBook) -> None:
        """Count one complaint, as a notice or as an order."""
        if book.sorted_at is None or not self.period.covers(book.sorted_at):
            return
        codes = [part.code for part in book.parts]
        for orders, kinds in ((self.act, self.report.orders), (self.tell, self.report.information)):
            if any(falls_under(code, kinds) for code in codes):
                self._order(orders, book)
                return
        pack = self.law_of(book)
        matter = next((part for part in book.parts if categories(pack.category(part.code))), None)
        if matter is not None:
            self._notice(matter, book, category=pack.category(matter.code))

    def _order(self, orders: _Orders, book: ComplaintBook) -> None:
        orders.received += 1
        orders.items += book.received.subject is not None
        if book.acknowledged_at is not None:
            orders.told.add(book.acknowledged_at - book.at)

    def _notice(self, matter: facts.SortedPart, book: ComplaintBook, *, category: Category) -> None:
        trusted = TRUSTED in matter.said
        self.processed[trusted] += any(no == matter.no for no, _, _ in book.ended)
        for row in self._rows(category, trusted=trusted):
            row.notices += 1
            row.items += book.received.subject is not None

    def _rows(self, category: Category, *, trusted: bool) -> Iterator[_Row]:
        """Yield the rows that something of a category belongs to: the whole, its category, and its keywords."""
        main, *keywords = categories(category)
        names = (ALL, main, *(f"{main}/{keyword}" for keyword in keywords))
        for name in dict.fromkeys(names):
            for flagged in (False, True) if trusted else (False,):
                yield self.rows.setdefault((name, flagged), _Row())

    def add_case(self, book: CaseBook) -> None:
        """Count what became of one case."""
        pack = self.law_of(book)
        for ruled in book.ruled:
            if self.period.covers(ruled.decision.at):
                self._ruled(ruled, book, pack=pack)
        for at, appeal in book.appealed:
            if self.period.covers(at) and asked(appeal):
                for sort in about(appeal, book, pack=pack):
                    self._appeals(sort).filed += 1
        self.given.update(kind for at, kind in book.given if self.period.covers(at))
        for at, order, people in book.reached:
            if self.period.covers(at):
                self.messages[order.measure, order.do] += 1
                self.told[order.measure, order.do] += people
        self.informal.add(book)
        self._outside(book)
        self._effect(book)

    def _ruled(self, ruled: Ruled, book: CaseBook, *, pack: Pack) -> None:
        found = ruled.decision.proposal.unfounded
        self.suspended += found is not None and found.answer == Answer.SUSPENDED
        self.withheld_in.update(place for order in ruled.restricts for place in order.territory)
        codes = restrictions(ruled, pack=pack)
        category = pack.category(ruled.code)
        ordered = falls_under(ruled.code, (*self.report.orders, *self.report.information))
        if codes and not ordered:
            self._action(ruled, book, codes=codes, category=category, ground=ground(ruled, pack=pack))
        appeals = [one for one in ruled.appeals if asked(one[1])]
        self.newly += bool(appeals and codes)
        for at, appeal in appeals:
            for sort in about(appeal, book, pack=pack):
                self._appeals(sort).rulings[str(ruled.decision.proposal.ruling)] += 1
                self._appeals(sort).took.add(ruled.decision.at - at)

    def _action(
        self, ruled: Ruled, book: CaseBook, *, codes: tuple[str, ...], category: Category, ground: str
    ) -> None:
        self.people += 1
        self.measures.update((code, ground, ruled.trusted) for code in codes)
        if not categories(category):
            return
        for row in self._rows(category, trusted=ruled.trusted):
            row.law += ground == LAW
            row.terms += ground == TERMS
            row.took.add(ruled.decision.at - book.received_at)

    def _appeals(self, sort: str) -> _Appeals:
        return self.appeals.setdefault(sort, _Appeals())

    def _outside(self, book: CaseBook) -> None:
        """Count what went to a body for settlement out of court, and how it ended."""
        ours = {
            one.taken.no: one.taken.at for one in book.case.outside if one.taken.route in self.report.bodies
        }
        self.disputes += sum(self.period.covers(at) for at in ours.values())
        for _, ruling in book.settled:
            if ruling.no in ours and self.period.covers(ruling.at):
                self.settled.add(ruling.at - ours[ruling.no])
                self.followed += ruling.followed

    def _effect(self, book: CaseBook) -> None:
        """Count how long it took to give effect to an authority's order: until the host had done the last of what was decided."""
        first = next(iter(book.ruled), None)
        if first is None or not falls_under(first.code, (*self.report.orders, *self.report.information)):
            return
        done = _done(first, book)
        if done is not None and self.period.covers(done):
            orders = self.act if falls_under(first.code, self.report.orders) else self.tell
            orders.done.add(done - book.received_at)

    def figures(self) -> dict[str, Any]:
        """Return what was counted, as plain data."""
        return {
            "notices": [
                {"name": name, "trusted": trusted, **row.figures()}
                for (name, trusted), row in sorted(self.rows.items())
            ],
            "notices_decided": self.processed.total(),
            "notices_decided_trusted": self.processed[True],
            "actions": self.people,
            "actions_automated": 0,
            "measures": [
                {"restriction": code, "ground": ground, "trusted": trusted, "n": n}
                for (code, ground, trusted), n in sorted(self.measures.items())
            ],
            "orders_to_act": self.act.figures(),
            "orders_to_tell": self.tell.figures(),
            "data_given": [{"kind": kind, "n": n} for kind, n in sorted(self.given.items())],
            "reached": [
                {"measure": measure, "do": do, "messages": n, "people": self.told[measure, do]}
                for (measure, do), n in sorted(self.messages.items())
            ],
            "informal": self.informal.figures(),
            "withheld_in": [{"territory": place, "n": n} for place, n in sorted(self.withheld_in.items())],
            "appeals": {name: found.figures() for name, found in sorted(self.appeals.items())},
            "newly_restricted_on_appeal": self.newly,
            "disputes": {
                "submitted": self.disputes,
                "ended": self.settled.n,
                "followed": self.followed,
                "median_hours": self.settled.median(),
            },
            "suspended_for_unfounded_notices": self.suspended,
        }


def categories(category: Category) -> tuple[str, ...]:
    """Return the main category of a kind and its keywords; nothing where the Union's list has none for it."""
    main = next((one for one in category.dsa if one in CATEGORIES), None)
    return () if main is None else (main, *(one for one in category.dsa if one not in CATEGORIES))


def restrictions(ruled: Ruled, *, pack: Pack) -> tuple[str, ...]:
    """Return what a decision newly restricted, each once."""
    entries = (pack.measure(order.measure) for order in ruled.restricts)
    return tuple(sorted({entry.dsa for entry in entries if entry is not None and entry.dsa is not None}))


def ground(ruled: Ruled, *, pack: Pack) -> str:
    """Say whether a decision rests on a law, or on the terms of the platform alone."""
    clause = pack.clauses.get(ruled.decision.proposal.clause or "")
    return LAW if clause is not None and clause.law is not None else TERMS


def asked(appeal: facts.Appealed) -> bool:
    """Say whether a side asked us: no body outside the house did, not the house itself, as a clause was in doubt, nor another claim."""
    return not (appeal.outside or appeal.claims) and appeal.again is None


def about(appeal: facts.Appealed, book: CaseBook, *, pack: Pack) -> tuple[str, ...]:
    """Return what an appeal is counted under: the whole, and what the decision that it is against restricted, or that it did not."""
    against: Iterable[Ruled] = (one for one in book.ruled if one.decision.no == appeal.decision)
    found = next(iter(against), None)
    codes = restrictions(found, pack=pack) if found is not None else ()
    sorts = tuple(name for name, start in ABOUT if any(code.startswith(start) for code in codes))
    trusted = found is not None and found.trusted
    return (ALL, *(sorts or ((NO_ACTION, NO_ACTION_TRUSTED) if trusted else (NO_ACTION,))))


def _done(ruled: Ruled, book: CaseBook) -> datetime | None:
    """Return when the last of what was decided held; at once where nothing had to be done, not yet where something waits."""
    keys = [order.key for order in ruled.decision.orders]
    if ruled.decision.announced is not None or any(key not in book.confirmed for key in keys):
        return None
    return max([ruled.decision.at, *(book.confirmed[key] for key in keys)])
