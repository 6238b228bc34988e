"""What does a policy pack say? Every kind of entry, frozen, and the whole."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from ombud.core.pack.abuse import Abuse
from ombud.core.pack.asking import NeverAsked, NeverDone, Question
from ombud.core.pack.authorities import Authority, AuthorityKind
from ombud.core.pack.grading import SeverityRule
from ombud.core.pack.keeping import Retention, Signal, Verification
from ombud.core.pack.kinds import Category, Clause, Elements, Measure, Playbook, Repeat, Step
from ombud.core.pack.layering import Dated, Override, Then
from ombud.core.pack.learning import Cause, Learning, Owner
from ombud.core.pack.misuse import Misuse
from ombud.core.pack.obligations import Obligation
from ombud.core.pack.phrasing import Phrases
from ombud.core.pack.promises import (
    AppealRule,
    ApprovalRule,
    BreakGlass,
    Care,
    ClockRule,
    Ground,
    HelpLine,
    LetterTemplate,
    Paging,
    Precedence,
    Route,
    Signers,
    Spared,
    Wait,
)
from ombud.core.pack.reports import Report
from ombud.core.pack.words import Source, Text, above, falls_under
from ombud.core.pack.working_days import WorkingDays

__all__ = [
    "Abuse",
    "AppealRule",
    "ApprovalRule",
    "Authority",
    "AuthorityKind",
    "BreakGlass",
    "Care",
    "Category",
    "Cause",
    "Clause",
    "ClockRule",
    "Dated",
    "Elements",
    "Ground",
    "HelpLine",
    "Learning",
    "LetterTemplate",
    "Measure",
    "Misuse",
    "NeverAsked",
    "NeverDone",
    "Obligation",
    "Override",
    "Owner",
    "Pack",
    "Paging",
    "Phrases",
    "Playbook",
    "Precedence",
    "Question",
    "Repeat",
    "Report",
    "Retention",
    "Route",
    "SeverityRule",
    "Signal",
    "Signers",
    "Source",
    "Spared",
    "Step",
    "Text",
    "Then",
    "Verification",
    "Wait",
    "WorkingDays",
]


OWN: Final = "own"
"""How sure a source is that is the house's own, and no law's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """Everything that law and policy say for one jurisdiction, named by the digest of its compiled form.

    `books` keeps the playbook of each kind, as `pack.books` made it when it was asked for first.
    """

    id: str
    version: str
    jurisdiction: str
    digest: str
    categories: Mapping[str, Category]
    playbooks: Mapping[str, Playbook]
    measures: Mapping[str, Measure]
    repeats: Mapping[str, Repeat]
    elements: Mapping[str, Elements]
    clauses: Mapping[str, Clause]
    approvals: Mapping[str, ApprovalRule]
    signers: Mapping[str, Signers]
    spared: Mapping[str, Spared]
    severities: Mapping[str, SeverityRule]
    clocks: Mapping[str, ClockRule]
    calendars: Mapping[str, WorkingDays]
    letters: Mapping[str, LetterTemplate]
    grounds: Mapping[str, Ground]
    appeals: Mapping[str, AppealRule]
    external_routes: Mapping[str, Route]
    help_lines: Mapping[str, HelpLine]
    obligations: Mapping[str, Obligation]
    retentions: Mapping[str, Retention]
    phrases: Mapping[str, Phrases]
    verifications: Mapping[str, Verification]
    questions: Mapping[str, Question]
    never_asked: Mapping[str, NeverAsked]
    never_done: Mapping[str, NeverDone]
    authority_kinds: Mapping[str, AuthorityKind]
    authorities: Mapping[str, Authority]
    reports: Mapping[str, Report]
    owners: Mapping[str, Owner]
    causes: Mapping[str, Cause]
    care: Care
    paging: Paging
    break_glass: BreakGlass
    wait: Wait
    precedence: Precedence
    misuse: Misuse
    abuse: Abuse
    learning: Learning
    overrides: Mapping[str, Override]
    dated: Mapping[str, Dated]
    sources: Mapping[str, Source]
    then: Then | None
    versions: Mapping[str, int]
    compiled: bytes = field(repr=False, compare=False)
    books: dict[str, Playbook] = field(init=False, repr=False, compare=False, default_factory=dict)

    @property
    def zone(self) -> str | None:
        """Return whose clock hangs on the wall where these rules are law; None for rules of no place."""
        days = self.calendars.get(self.jurisdiction.partition("-")[0])
        return days.zone if days else None

    def changes_on(self, day: date) -> date | None:
        """Return the first day after this one on which the files would say something else than this pack does."""
        turns = (turn for one in self.dated.values() for turn in one.turns())
        return min((turn for turn in turns if turn > day), default=None)

    @property
    def wait_limit(self) -> timedelta:
        """Return how long a case waits for the complainant."""
        return self.wait.limit

    def category(self, code: str) -> Category:
        """Return the entry of the code, else of the nearest code above it, else what is known about nothing."""
        found = (self.categories[near] for near in above(code) if near in self.categories)
        return next(found, self.categories["SV.UNKNOWN"])

    def silence_of(self, kind: Category) -> str | None:
        """Return on which ground the account of a case of this kind is not told at first, where the law of the place has it."""
        ground = self.grounds.get(kind.starts_withheld or "")
        return None if ground is None or ground.ordered else ground.id

    def playbook(self, code: str) -> Playbook:
        """Return the playbook for a kind of complaint."""
        return self.playbooks[self.category(code).playbook]

    def measure(self, code: str) -> Measure | None:
        """Return the entry of a measure, else of the nearest above it."""
        return next((self.measures[near] for near in above(code) if near in self.measures), None)

    def appeal(self, code: str) -> AppealRule:
        """Return the appeal rule for a kind of complaint."""
        return self.appeals[self.category(code).appeal]

    def clauses_for(self, code: str) -> tuple[Clause, ...]:
        """Return the published rules that can be applied to a kind, or to anything finer than the kind says."""
        return tuple(
            clause
            for clause in self.clauses.values()
            if falls_under(code, clause.covers) or any(falls_under(kind, (code,)) for kind in clause.covers)
        )

    def elements_for(self, code: str, *, side: str) -> tuple[Question, ...]:
        """Return what a side's notice or statement must hold: what the law of the place lists, else what the house does."""
        mine = [one for one in self.elements.values() if one.side == side and falls_under(code, one.applies)]
        law = any(one.source.confidence != OWN for one in mine)
        counted = [one for one in mine if one.always or not law or one.source.confidence != OWN]
        return tuple(
            {
                name: self.questions[name] for one in counted for name in one.asks if name in self.questions
            }.values()
        )

    def clocks_for(self, code: str) -> Iterator[ClockRule]:
        """Yield the clocks that run for a kind of complaint."""
        return (rule for rule in self.clocks.values() if falls_under(code, rule.applies))

    def routes_for(self, code: str, *, side: str) -> tuple[Route, ...]:
        """Return the ways out of the house that one side of such a case has."""
        routes = self.external_routes.values()
        return tuple(route for route in routes if falls_under(code, route.applies) and side in route.sides)

    def authorities_for(self, code: str) -> tuple[Authority, ...]:
        """Return who is owed a report of their own about such a matter, in the places that this pack is of."""
        return tuple(one for one in self.authorities.values() if falls_under(code, one.applies))

    def reported_as(self, code: str) -> tuple[AuthorityKind, ...]:
        """Return what the authority of the place takes such a matter as: the entries nearest to the kind."""
        kinds = self.authority_kinds.values()
        found = (tuple(one for one in kinds if near in one.applies) for near in above(code))
        return next(filter(None, found), ())

    def help_for(self, code: str) -> tuple[HelpLine, ...]:
        """Return the numbers to show for a kind of complaint."""
        return tuple(line for line in self.help_lines.values() if falls_under(code, line.applies))
