"""What does a policy pack say? Every kind of entry, frozen."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from ombud.core.pack.words import Source, Text, above, falls_under
from ombud.core.vocabulary import Class, class_of

__all__ = [
    "AppealRule",
    "ApprovalRule",
    "Care",
    "Category",
    "Clause",
    "ClockRule",
    "Ground",
    "HelpLine",
    "LetterTemplate",
    "Measure",
    "Pack",
    "Paging",
    "Playbook",
    "Route",
    "Signers",
    "Source",
    "Step",
    "Text",
    "Wait",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A kind of complaint; `dose` is what one case costs an agent: minutes of viewing × weight of the exposure.

    `protect` and `rungs` name the measures allowed here (a prefix allows what is below it), `outcomes` how a case may
    end, `letters` the templates that must exist, `never` what nobody may do here, `work` how long a case usually takes.
    """

    code: str
    title: Text
    help: Text
    playbook: str
    exposure: str
    dose: float
    default_severity: str
    appeal: str
    letters: tuple[str, ...]
    outcomes: tuple[str, ...]
    protect: tuple[str, ...] = ()
    rungs: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    sealed: bool = False
    clearance: str | None = None
    tier: str = "general"
    starts_withheld: str | None = None
    one_to_one: bool = False
    to_report: str = "V0"
    to_protect: str = "V0"
    to_disclose: str = "V2"
    work: timedelta = timedelta(minutes=10)
    dsa: tuple[str, ...] = ()
    listed: bool = True

    @property
    def cls(self) -> Class:
        """Return the class of triage that this kind belongs to."""
        return class_of(self.code)

    def allows(self, measure: str) -> bool:
        """Say whether the measure may be taken in a case of this kind."""
        return falls_under(measure, (*self.protect, *self.rungs))


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a playbook; `does` is check, look_up, protect, ask, verify, tell, refer, search or undo.

    It must be over before the `decision` or the `close`; `skip` is `never` or `reason`; while it is open and not
    skipped the measures in `forbids` are refused; `evidence` asks for an evidence id or a note.
    """

    id: str
    title: Text
    help: Text
    does: str
    mandatory: bool = True
    before: str = "decision"
    skip: str = "reason"
    evidence: bool = False
    measure: str | None = None
    role: str | None = None
    forbids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Playbook:
    """What must be done for a kind of complaint, in order."""

    id: str
    title: Text
    done: Text
    steps: tuple[Step, ...]

    def step(self, step: str) -> Step | None:
        """Return the step of that name."""
        return next((item for item in self.steps if item.id == step), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """Something that can be done to an item, an account, money or contact.

    A protective one needs no finding but has a `limit`, after which it lapses, and a `review` before that.
    """

    code: str
    title: Text
    scope: str
    protective: bool = False
    dsa: str | None = None
    limit: timedelta | None = None
    review: timedelta | None = None
    level: str = "A0"
    notice: str | None = None
    exclusive_of: tuple[str, ...] = ()
    dated: bool = False
    to_host: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A published rule; `covers` are the kinds it can be applied to."""

    id: str
    title: Text
    text: Text
    covers: tuple[str, ...]
    version: str = "1"


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalRule:
    """One row: where everything said here is true, the level is needed."""

    id: str
    level: str
    why: Text
    categories: tuple[str, ...] = ("*",)
    measures: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    followers_over: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Signers:
    """Who signs besides the first: how many, and the role that at least one of them holds."""

    extra: int
    role: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockRule:
    """When something is owed: `amounts` by severity (`all` where it does not matter), in time or working days."""

    id: str
    kind: str
    party: str
    starts: str
    stops: str
    source: Source
    note: Text
    amounts: Mapping[str, timedelta | int]
    statutory: bool = False
    unit: str = "elapsed"
    calendar: str | None = None
    warn_at: float = 0.75
    escalate_at: float = 0.9
    applies: tuple[str, ...] = ("*",)
    jurisdictions: tuple[str, ...] = ()
    pauses: bool = False

    def amount(self, severity: str) -> timedelta | int | None:
        """Return how much time the severity leaves, or None where this clock does not run."""
        return self.amounts.get(severity, self.amounts.get("all"))


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterTemplate:
    """A letter to one person; sending is refused while one of `fields` is empty."""

    id: str
    notice: str
    audience: str
    title: Text
    body: Text
    fields: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    child: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A reason not to tell a side yet, who approves it and when it is looked at again."""

    id: str
    title: Text
    approver: str
    review_after: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealRule:
    """Who may ask for another look, until when, who looks and how soon."""

    id: str
    window: timedelta
    sides: tuple[str, ...]
    targets: Mapping[str, timedelta]
    tier: str = "senior"
    levels: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Care:
    """How much harm one person may look at in a day, and when they must stop looking."""

    daily_cap: float
    weights: Mapping[str, float]
    caps: Mapping[str, timedelta]
    graphic_from: str
    break_after: timedelta
    break_for: timedelta
    after_s0: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging:
    """How soon a danger that nobody took goes to the duty lead and to the deputy."""

    lead_after: timedelta
    deputy_after: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """How long a case waits for an answer, and what happens then."""

    limit: timedelta
    remind_after: timedelta
    then: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """A way out of the house: a court, an authority, a body that settles disputes."""

    id: str
    title: Text
    text: Text
    applies: tuple[str, ...] = ("*",)
    sides: tuple[str, ...] = ("complainant", "account")


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpLine:
    """A number to call now; `applies` are the kinds it is shown for."""

    id: str
    number: str
    title: Text
    applies: tuple[str, ...] = ("*",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """Everything that law and policy say for one jurisdiction, named by the digest of its compiled form."""

    id: str
    version: str
    jurisdiction: str
    digest: str
    categories: Mapping[str, Category]
    playbooks: Mapping[str, Playbook]
    measures: Mapping[str, Measure]
    clauses: Mapping[str, Clause]
    approvals: Mapping[str, ApprovalRule]
    signers: Mapping[str, Signers]
    clocks: Mapping[str, ClockRule]
    letters: Mapping[str, LetterTemplate]
    grounds: Mapping[str, Ground]
    appeals: Mapping[str, AppealRule]
    external_routes: Mapping[str, Route]
    help_lines: Mapping[str, HelpLine]
    care: Care
    paging: Paging
    wait: Wait
    compiled: bytes = field(repr=False, compare=False)

    @property
    def wait_limit(self) -> timedelta:
        """Return how long a case waits for the complainant."""
        return self.wait.limit

    def category(self, code: str) -> Category:
        """Return the entry of the code, else of the nearest code above it, else what is known about nothing."""
        found = (self.categories[near] for near in above(code) if near in self.categories)
        return next(found, self.categories["SV.UNKNOWN"])

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

    def clocks_for(self, code: str) -> Iterator[ClockRule]:
        """Yield the clocks that run for a kind of complaint."""
        return (rule for rule in self.clocks.values() if falls_under(code, rule.applies))

    def routes_for(self, code: str, *, side: str) -> tuple[Route, ...]:
        """Return the ways out of the house that one side of such a case has."""
        routes = self.external_routes.values()
        return tuple(route for route in routes if falls_under(code, route.applies) and side in route.sides)

    def help_for(self, code: str) -> tuple[HelpLine, ...]:
        """Return the numbers to show for a kind of complaint."""
        return tuple(line for line in self.help_lines.values() if falls_under(code, line.applies))
