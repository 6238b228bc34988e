"""What is owed: signatures, answers in time, letters, another look, care for those who do the work."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final, TypeVar

from ombud.core.pack.authorities import apart
from ombud.core.pack.words import Source, Text, falls_under

A = TypeVar("A")


def of_severity(amounts: Mapping[str, A], severity: str) -> A | None:
    """Return what is said for a severity, else for `all`, else nothing."""
    return amounts.get(severity, amounts.get("all"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalRule:
    """One row: where everything said here is true, the level is needed.

    `amount_over` is currency (ISO 4217) → whole minor units; of a currency that is not there any amount is over.
    """

    id: str
    level: str
    why: Text
    categories: tuple[str, ...] = ("*",)
    measures: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    followers_over: int | None = None
    amount_over: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Spared:
    """Somebody who is never punished: where everything said here is true, these measures are refused."""

    id: str
    why: Text
    measures: tuple[str, ...]
    categories: tuple[str, ...] = ("*",)
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Signers:
    """Who signs besides the first: how many, in which roles, who may not, and by when.

    Each of `roles` asks one signature of somebody who holds any of those in it; the last to sign are they, in this order.
    Where it is one role alone, `role` says so.
    `excludes` are names of `core.decisions.EXCLUSIONS`; `within` is by severity, `all` where it does not matter.
    """

    extra: int
    role: str | None = None
    roles: tuple[tuple[str, ...], ...] = ()
    excludes: tuple[str, ...] = ("signed", "earlier")
    within: Mapping[str, timedelta] = field(default_factory=dict)

    @property
    def groups(self) -> tuple[tuple[str, ...], ...]:
        """Return the roles that are asked for, of each group one signature."""
        return self.roles or (((self.role,),) if self.role else ())


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakGlass:
    """What one person may do at once, before a second has agreed, and by when a second must answer for it.

    In `severities` that goes for `measures` of the ladder, too, for a `limit` and with a `review`, as a protective one;
    of what is protective it goes for all but `never`. `within` is by severity, `all` where it does not matter.
    """

    severities: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    level: str = "A2"
    limit: timedelta = timedelta(hours=72)
    review: timedelta = timedelta(hours=24)
    within: Mapping[str, timedelta] = field(default_factory=dict)
    never: tuple[str, ...] = ()

    def covers(self, measure: str, *, severity: str) -> bool:
        """Say whether a measure of the ladder may be taken at once in this severity."""
        return severity in self.severities and measure in self.measures


EXCUSED: Final = "excused:"
"""Begins the code of the event that a ground of law, or a decision, leaves nobody to do what would have stopped a clock."""
AWAITED: Final = frozenset({"valid_notice", "aware", "arrived", "goods_back", "handled", "reposted"})
"""Beginnings that somebody has to note: a notice is complete, we know of a breach, a letter reached the party, goods came back,
an incident is over, the same was removed twice before and is posted again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockRule:
    """When something is owed: `amounts` by severity (`all` where it does not matter), in a unit of `core.counting`.

    `rolls`: an end on a day off moves to the next working day. `not_before`: what is owed must not be done earlier.
    `recurs`: each stop starts the next run, until the event `ends` (or `or_ends`). `ahead`: counted back from the moment
    that the start event announces. `extends_by`: how much is added once, by severity, if that was told in time. `suspends`: this law
    itself lets the clock stand while we wait; where it `waits_for` an event, in those waits alone.
    `phrase`: the law's own word (及时, promptly) where it has no number; the
    amounts are then the operator's published target. `extends_unit`: where what is added is counted in another unit.
    `measures`: what is owed ahead is the announcement of these, for an account of which these `facts` of approvals are true,
    but for the reasons named under `at_once`; `room`: how many days are left besides for the letter to arrive. Of an appeal
    they are what it is against: its clock runs only where one of them is.
    `gives_back`: what a decision hid comes back by itself once `not_before` is over, or at once where there is none, `unless`
    an event comes first; with `bars` whoever had it hidden may not ask for the same again.
    One that an authority is owed stops by what reached that one (`to`), or where all of them are owed nothing.
    `units`: severities that are counted in a unit of their own. `from_then`: a severity counts from when it was reached, not from
    the start, and one that was over before the start not at all. `again`: the event that begins it once more after it has stopped.
    `owes_cause`: a promise of ours that, once it was missed, holds the case as a law's does until somebody says why.
    """

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
    rolls: bool = False
    not_before: timedelta | int | None = None
    recurs: bool = False
    ends: str | None = None
    or_ends: str | None = None
    ahead: bool = False
    measures: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    at_once: Mapping[str, Text] = field(default_factory=dict)
    room: int = 0
    extends_by: Mapping[str, timedelta | int] = field(default_factory=dict)
    suspends: bool = False
    phrase: Text | None = None
    extends_unit: str | None = None
    gives_back: bool = False
    unless: str | None = None
    bars: bool = False
    to: str | None = None
    units: Mapping[str, str] = field(default_factory=dict)
    from_then: bool = False
    again: str | None = None
    owes_cause: bool = False
    waits_for: str | None = None

    @property
    def of_appeal(self) -> bool:
        """Say whether it is owed to whoever asked for another look."""
        return self.kind == "appeal"

    def after(self, appealed: Iterable[str]) -> bool:
        """Say whether it runs for whoever appeals against these measures."""
        return not self.of_appeal or not self.measures or not set(self.measures).isdisjoint(appealed)

    @property
    def stopped_by(self) -> frozenset[str]:
        """Return the events that stop it."""
        return frozenset({self.stops} if self.to is None else {self.stops, apart(self.stops, self.to)})

    def amount(self, severity: str) -> timedelta | int | None:
        """Return how much time the severity leaves, or None where this clock does not run."""
        return of_severity(self.amounts, severity)

    def unit_of(self, severity: str) -> str:
        """Return what the time of a severity is counted in."""
        return self.units.get(severity, self.unit)


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterTemplate:
    """A letter to one person; sending is refused while one of `fields` is empty; once it arrived it `marks` events."""

    id: str
    notice: str
    audience: str
    title: Text
    body: Text
    fields: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    child: Text | None = None
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A reason not to tell a side yet, where it comes from, who approves it and when it is looked at again.

    One that is `ordered` is none by itself where it says so: there only an authority's request silences us. One with a `longest`
    takes that request, and the day until which it holds, no later than that.
    """

    id: str
    title: Text
    approver: str
    review_after: timedelta
    source: Source | None = None
    ordered: bool = False
    longest: timedelta | None = None

    def next_look(self, *, ends: datetime | None, now: datetime) -> datetime:
        """Return when it is looked at again: when its time is up, or on the day before that on which it ends."""
        due = now + self.review_after
        return due if ends is None or ends <= now else min(due, ends)


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
    """How much harm one person may look at in a day, and when they must stop looking.

    Nobody is handed more than `most_in_hand` cases at once, a danger apart: who hoards picks.
    After a danger whose exposure is `s0_from` or worse somebody rests; while they rest they get nothing from
    `rest_from` on.
    """

    daily_cap: float
    weights: Mapping[str, float]
    caps: Mapping[str, timedelta]
    graphic_from: str
    break_after: timedelta
    break_for: timedelta
    after_s0: timedelta
    s0_from: str = "E0"
    rest_from: str = "E2"
    most_in_hand: int = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging:
    """How soon a danger that nobody took goes to the duty lead and to the deputy, and who is asked for an approval.

    `asks` are called in turn, `again_after` apart, once an approval is late; in every S0 and for the kinds in
    `until_answered` they are called from the top again until somebody answers.
    """

    lead_after: timedelta
    deputy_after: timedelta
    asks: tuple[str, ...] = ("lead", "deputy")
    again_after: timedelta = timedelta(minutes=15)
    until_answered: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """How long a case waits for an answer, what happens then, and how long for an account's: in `kinds` as a law there has it."""

    limit: timedelta
    remind_after: timedelta
    then: Text
    account: timedelta | None = None
    kinds: Mapping[str, timedelta] = field(default_factory=dict)

    def for_account(self, code: str) -> timedelta:
        """Return how long a case of this kind waits for what the account says."""
        return self.named(code) or self.account or self.limit

    def named(self, code: str) -> timedelta | None:
        """Return how long an account of such a case has by what the place says of the kind; None where it says nothing."""
        found = (length for kind, length in self.kinds.items() if falls_under(code, (kind,)))
        return next(found, None)


ORDERED: Final = "authority_order"
"""The ground on which a side is not told because an authority ordered it: until the day that it named."""
CONCERNS: Final = ("life", "order", "preservation", "deletion", "restoration", "target")
"""What a duty is for, as precedence names it; an `order` of an authority includes one to be silent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Precedence:
    """Which concern comes first where duties of several places contradict each other."""

    order: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """A way out of the house: a court, an authority, a body that settles disputes; `source` says where that was looked up.

    One whose side is `wronged` is for an account on which a notice fell that did not hold: what it may claim of whoever sent it.
    """

    id: str
    title: Text
    text: Text
    source: Source | None = None
    applies: tuple[str, ...] = ("*",)
    sides: tuple[str, ...] = ("complainant", "account")


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpLine:
    """A number to call now; `applies` are the kinds it is shown for, `source` says where it was looked up."""

    id: str
    number: str
    title: Text
    source: Source | None = None
    applies: tuple[str, ...] = ("*",)
