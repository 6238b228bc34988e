"""What can happen when a case is protected, decided, carried out, told and appealed?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ombud.core.facts.both import Words
from ombud.core.facts.learning import Fault


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """An amount of money: whole minor units of a `currency` (ISO 4217)."""

    minor: int
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One act the host must carry out; `key` is made of facts, so that doing it twice is harmless.

    `amount` is the sum that it moves, where it moves money and somebody said how much; `territory` is where it holds (ISO 3166-1
    codes), empty where it holds everywhere; `marks` are the events that have
    happened once the host confirmed it, None where the rules it was made by said nothing. One that `block`s keeps out the
    same thing wherever it is put up again, for as long as it holds. `refunds` is the payment that it gives back to who made it.
    `words` are what the host says to whoever it reaches, or shows beside the thing.
    """

    key: str
    do: str
    measure: str
    target: UUID
    until: datetime | None = None
    protective: bool = False
    clause: str | None = None
    host_decision: str | None = None
    marks: tuple[str, ...] | None = None
    amount: Sum | None = None
    block: bool = False
    territory: tuple[str, ...] = ()
    refunds: UUID | None = None
    words: Words | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Announced:
    """Orders that wait for a day: `at` they take effect, if the letter that names the day arrives by `tell_by`.

    `laws` are the clocks that ask for it.
    """

    orders: tuple[Order, ...]
    at: datetime
    tell_by: datetime
    laws: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Protected:
    """A provisional measure, without any finding, for a limited time.

    One that needs a second person's answer at this `level` has a time for it; where it `stays` silence does not undo it.
    One that was taken anew because of a `step` lasts while somebody still has time to answer there.
    `by_alarm`: the house took it by itself, because the host told of something odd. `since` when it holds altogether, where people
    took it anew before anything was decided. Of a shield on an account that whoever is attacked did not give as theirs, or asked not
    to have shielded, it keeps why it is theirs after all (`theirs`).
    """

    order: Order
    words: Words
    review_at: datetime
    level: str | None = None
    answer_by: datetime | None = None
    stays: bool = False
    step: str | None = None
    by_alarm: bool = False
    since: datetime | None = None
    theirs: Words | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Approved:
    """A second person approved a measure that one had taken at once."""

    key: str
    agent: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Unprotected:
    """A provisional measure ended: `expired`, `lifted`, `decided`, `refused` or `unanswered`.

    `told`: whoever waits for an account hears that it is locked no more. The steps in `again` are open again.
    """

    key: str
    why: str
    words: Words | None = None
    told: bool = False
    again: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One finding of fact and the evidence it rests on."""

    words: Words
    evidence: tuple[UUID, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A measure of a proposal; where it touches money, how much; whether it keeps out copies too; in which `territory` alone.

    `words` are what is said by it to others than the two sides.
    """

    measure: str
    target: UUID
    until: datetime | None = None
    host_decision: str | None = None
    amount: Sum | None = None
    block: bool = False
    territory: tuple[str, ...] = ()
    words: Words | None = None


def undoes_host(chosen: Iterable[Chosen]) -> bool:
    """Say whether one of these measures undoes a decision of the host's."""
    return any(one.host_decision is not None for one in chosen)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfounded:
    """A person finds that somebody's notice was manifestly unfounded, and on what that rests; `answer` is what follows for them.

    It is `noted`, they are `warned`, or what they send is `suspended` from being dealt with `until` a day.
    """

    complaint: UUID
    words: Words
    evidence: tuple[UUID, ...]
    answer: str
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StrikeStays:
    """What the host took from an account by a decision of its own stays although it was in other hands then, and why."""

    host_decision: str
    words: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Intruded:
    """Somebody else had an account from a moment until another: what the decisions of these `cases` took from it for that falls.

    What falls of the host's own decisions is among the measures; of those since then, each that `stays` has its reason.
    """

    since: datetime
    until: datetime
    cases: tuple[UUID, ...]
    stays: tuple[StrikeStays, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """An agent proposes how to decide; `signers` further signatures are needed before it holds.

    The last of them come from whoever holds one of `signer_roles`: one signature for each of these groups, in their order.
    A proposal on an appeal names the appeal and the ruling; one that hands over an account names whose complaint gets it.
    `announces` are the clocks of the laws that have its measures announced ahead, `at_once` the reason why one need not be.
    `alike` is the first of several cases that are proposed alike in one act.
    One that changes an earlier decision says in `fault` what was wrong with that and why, one that gives an account back in
    `intruded` who struck it for what was not its owner's doing.
    """

    no: int
    agent: UUID
    outcome: str
    clause: str | None
    findings: tuple[Finding, ...]
    measures: tuple[Chosen, ...]
    for_complainant: Words
    for_account: Words | None
    why_not_lower: Words | None
    level: str
    signers: int
    signer_roles: tuple[tuple[str, ...], ...]
    appeal: int | None = None
    ruling: str | None = None
    gives_to: UUID | None = None
    unfounded: Unfounded | None = None
    announces: tuple[str, ...] = ()
    at_once: str | None = None
    alike: UUID | None = None
    fault: Fault | None = None
    intruded: Intruded | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedToSign:
    """A second agent was given the proposal to look at."""

    agent: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Cosigned:
    """A second person signed."""

    no: int
    agent: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Declined:
    """A second person did not sign, and says why; the case goes back to the first."""

    no: int
    agent: UUID
    words: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """The decision is in force; its orders go out, but for those that are announced for a later day.

    `counted` is in how many ways the person is known against whom, or for whom again, an unfounded notice counts by it.
    """

    no: int
    outcome: str
    orders: tuple[Order, ...]
    appeal: int | None = None
    ruling: str | None = None
    counted: int = 0
    announced: Announced | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TookEffect:
    """The day has come that a decision was announced for: its orders go out now."""

    decision: int
    orders: tuple[Order, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyReturned:
    """Payments go back to whoever made them, an order each, out of what the host said that it still held of an account."""

    decision: int
    orders: tuple[Order, ...]
    held: Sum


@dataclass(frozen=True, slots=True, kw_only=True)
class Postponed:
    """The letter that announced a day came too late for it: what was announced takes effect later, and the account is told."""

    decision: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Reversed:
    """Effects of an overturned decision that nothing else requires were ordered undone.

    Where a `law` gave them back because the account answered it is named by its clock; if it `bars`, whoever had the item
    hidden may not ask for the same again. `dropped` are the keys of what was announced and never takes effect. `hijack` is the
    case that found that the account was in other hands: what was taken from it for that falls, and what was found stands.
    """

    decision: int
    orders: tuple[Order, ...]
    law: str | None = None
    bars: bool = False
    dropped: tuple[str, ...] = ()
    hijack: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed:
    """The host confirmed an order; of one that says something to others, how many it `reached`.

    `at`: since when it was in effect, by the host's word, or when we heard it; None in lines of before. `in_time` are the clocks that were
    marked as missed while nobody had heard, and were not.
    """

    key: str
    reached: int | None = None
    at: datetime | None = None
    in_time: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Died:
    """An order was given up after the last try; a person was alarmed."""

    key: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Overridden:
    """A lead lets the case close in spite of an unconfirmed order; `marks` are what it was for, which was missed by that."""

    key: str
    words: Words
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FannedOut:
    """The letters of a decision to complainants were all made, but for those `waiting` that sit in an account which is told nothing yet."""

    decision: int
    count: int
    waiting: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenUp:
    """Letters that never got through are given up, and why: each stays there to be read with number and code.

    A lead does it; or the house, of what was to go to the earlier channels of an account where the host knows none.

    `decision`: of one to the account that gives the reasons of it, which. The account is not told by that: what the law owed it
    was missed. None for every other letter, and where an older version wrote that it was told. `begins`: what begins all the same,
    as if it had arrived, because whoever cannot be reached bears that.
    """

    letters: tuple[UUID, ...]
    words: Words
    decision: int | None = None
    begins: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """A side is not told yet, on a ground, approved by somebody, to be looked at again on a date; `words` why it goes on.

    `until` is the day that an authority named which renewed its order, `answer_by` when a second person is to stand by it.
    """

    side: str
    ground: str
    approver: UUID | None
    review_at: datetime
    words: Words | None = None
    until: datetime | None = None
    answer_by: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SilenceAnswered:
    """A second person says whether an authority's request to tell the account nothing is real; `words` why it is not."""

    agreed: bool
    words: Words | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Released:
    """A side may be told from now on; `why` is `law` where nobody said so, but the law where the account is has no such ground."""

    side: str
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """Decided, carried out, told; open to appeal until a date.

    `drawn` is the number that its keyed hash draws, `share` below which one is decided once more blind, of 10,000; None before
    anything was drawn. `own` says that the clocks in the books of its complaints were asked, too, `every` that every letter of
    the case was, not only those to whoever complained about a decision, `over` that no time of law of its own ran any more;
    before, they were not.
    """

    decision: int
    appeal_until: datetime
    drawn: int | None = None
    share: int = 0
    own: bool = False
    every: bool = False
    over: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Appealed:
    """One side asks for another look; `complaint` only where that side is a complainant.

    `counter`: the account states that it infringes nobody's right, names itself and wants back what was hidden; `outside`: a
    body outside the house ruled for that side, and we follow it; `look`: the number of the second look by which we open it
    again ourselves; `unread`: nobody had read the complaint when it was answered with what is known of a fault; `child`: whoever
    asks says in it that they are a child; `again`: the case in whose book it began that all decisions under a clause, or by a
    rule of the host's, are looked at; `claims`: somebody else claimed the account while it waited to go back, in the words of
    their complaint.
    """

    no: int
    decision: int
    side: str
    letter: UUID
    words: Words
    complaint: UUID | None = None
    counter: bool = False
    outside: bool = False
    look: int | None = None
    unread: bool = False
    child: bool = False
    again: UUID | None = None
    claims: bool = False

    @property
    def is_free(self) -> bool:
        """Return whether it costs nobody an appeal: nobody used one, or what was decided was never read."""
        return self.is_ours or self.unread or self.claims

    @property
    def is_ours(self) -> bool:
        """Return whether no party asked, and we open the case again ourselves."""
        return self.look is not None or self.again is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class SuitShown:
    """Whoever proved the right tells, from the letter that passed the counter-statement on, that they complained or sued."""

    letter: UUID
    complaint: UUID
    words: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearingBegun:
    """An account is back with its owner: what other cases took from it for what an intruder did is undone, case by case."""

    decision: int
    cases: tuple[UUID, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RedressBegun:
    """A rule of the host's was found wrong `since` a day: it is paused, and whoever it wronged is put right as this case was."""

    pause: Order
    since: datetime
    agent: UUID
    words: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongedFound:
    """Some of those whom the rule wronged: each has a case beside this one now, or had one that was open."""

    cases: tuple[UUID, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RulePaused:
    """A rule of the host's stops while it is looked at: nothing is found yet, so the order has an end."""

    order: Order
    words: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleResumed:
    """A lead lets the rule go on that was paused, and says why."""

    order: Order
    words: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenOutside:
    """A body outside the house took up, `at` a day, what one side brought before it; the next step is due by `until`.

    `letter` is the one that told that side of the decision, `route` the way out that the pack names; the words say which body.
    """

    no: int
    side: str
    letter: UUID
    words: Words
    at: datetime
    until: datetime
    route: str = ""
    complaint: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PutOffOutside:
    """The body outside set another date for the next step; where the matter is complex, these `clocks` run longer."""

    no: int
    until: datetime
    clocks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RuledOutside:
    """The body outside ruled `at` a day; we follow it, or say in words why not."""

    no: int
    followed: bool
    words: Words
    at: datetime
