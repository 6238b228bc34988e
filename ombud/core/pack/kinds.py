"""What is known about a kind of complaint, and what can be done about it?"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from types import MappingProxyType
from typing import Final

from ombud.core.pack.words import Source, Text, falls_under
from ombud.core.vocabulary import Class, class_of

ADVICE: Final = frozenset(
    {
        "call_bank",
        "stay_safe",
        "family_safe",
        "support",
        "new_account",
        "harden",
        "get_in",
        "stolen_money",
        "where_else",
        "stop_calls",
    }
)
"""Letters by which a step advises everybody who complained; it is done by sending one."""
TO_OWNER: Final = frozenset({"harden", "get_in", "stolen_money"})
"""Those of them that are for whoever has the account again, and for nobody else who claims it."""
STAYED: Final = "stayed"
CAME_BACK: Final = "came_back"
ENDS: Final = (STAYED, CAME_BACK)
"""How a step can end that looks again later whether an account that went back stayed with its owner."""
LEAK_TOLD: Final = "leak_told"
"""What a step waits for that is needed once people were told of a leak, whatever anybody found or unsaid."""
BY_ORDERS: Final = "ordered"
"""What a step is done on that is done by orders of a decision: the host confirmed them, and none is still on its way."""
COPIES: Final = "block"
"""What stands among the measures of such a step for a removal that keeps out copies as well."""
UNDO: Final = "R.UNDO"
"""Takes back one change of an account."""
UNDONE: Final = "undone"
"""What stands among them for all that was ordered undone because another look overturned it."""
STRIKE: Final = "R.STRIKE"
"""Chosen about an account and a decision of the host's own it undoes what the account itself bears by it, and nothing else of it."""
REACHED: Final = "reached"
"""What has happened once the host said how many people it told what a decision tells them."""
REMOVAL_ORDERED: Final = "removal_ordered"
"""What has happened once a decision had the host put something out of sight: from then on our time for it counts."""
BEGUN: Final = "prevention_begun"
HELD_ONCE: Final = "prevention_held_once"
HELD: Final = "prevention_held"
PREVENTS: Final = frozenset({BEGUN, HELD_ONCE, HELD})
"""What becomes of the work that prevents a leak: it is somebody's, it held when it was looked at first, it holds for good."""
CONTAINED: Final = "contained"
"""What a step records that says what contained a leak, where orders to the host did not."""
TEAM_SETTLED: Final = "team_settled"
"""What has happened once the house wrote down whose team a complaint about our own staff is kept from."""
NOBODY_SAYS: Final = frozenset({REACHED, "paid_back", TEAM_SETTLED})
"""What nobody ticks: the host confirms that people were told, and that money went back; the house, who is of another team."""
OWES: Final = "host_owes"
"""What is so of a case about a decision of the host's that it had not told us of when the case began; nobody finds it out."""


OWN_ACCOUNT: Final = "own_account"
ABOUT: Final = ("own", "account", OWN_ACCOUNT)
"""What a kind may be about that a complaint of several matters does not name for it: something of whoever complains, an account
that they name for this very matter, their own account."""
NOTICE: Final = "notice"
"""What a step records that holds a notice against what it must hold."""
OUTSIDE: Final = "X"
"""Begins the code of every measure that refers a case to somebody outside: the host does nothing, a step hands it over."""
TRANSLATION: Final = "translation"
"""The playbook of what is owed first in every case that somebody opened in a language that nobody here reads."""
REFERRAL: Final = "referral"
"""The playbook of what is handed over where a decision refers it outside and no step of the kind's own does that."""


def refers(measure: str | None) -> bool:
    """Say whether a measure refers a case to somebody outside."""
    return measure is not None and falls_under(measure, (OUTSIDE,))


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A kind of complaint; `dose` is what one case costs an agent: minutes of viewing × weight of the exposure.

    `protect` and `rungs` name the measures allowed here (a prefix allows what is below it), `outcomes` how a case may
    end, `letters` the templates that must exist, `never` what nobody may do here, `work` how long a case usually takes,
    `jump` the rungs that may be taken here without saying why a lower one would not do, `jump_if` what was found → rungs for
    which that goes where it is referred outside and a step of its own playbook hands it over,
    `advice` what somebody in danger, a child, or a child's guardian can do now, `retention` how long what is kept,
    `to_report`, `to_protect` and `to_disclose` the level of proof before a notice counts, before something is taken from
    somebody for now, and before anything is given away; `protect_if` what was found that stands in for the second; in one
    that is `wary` the claim itself may be the attack: danger does not go first, and only the host's own word stands in.
    in one whose `phone_lost` a stranger has the telephone: no word of a case goes there.
    `not_if` what turned up that makes it another kind: nothing is decided before it is called that.
    `about` what it is about by its nature (`ABOUT`): one about an account is never about an item, nor about an account that was
    named for another matter.
    `asks` the questions and `never_ask` what the form says is never asked, `offered` that the form offers it as a choice,
    `granted_with` the measures without one of which nothing is granted, `granted_by` the steps after the decision by which what
    was granted is done, and `granted_says` that a grant is an answer and no deed (a pack from before says none of the three);
    in one that `acts` nothing is found and left: where there is a violation, a measure is chosen, be it that nothing is done,
    `publish_for` how long notice, statement and outcome stand on a public page where the law of the place asks for that.
    """

    code: str
    title: Text
    help: Text
    asks: tuple[str, ...]
    never_ask: tuple[str, ...]
    playbook: str
    exposure: str
    dose: float
    default_severity: str
    appeal: str
    letters: tuple[str, ...]
    outcomes: tuple[str, ...]
    protect: tuple[str, ...] = ()
    rungs: tuple[str, ...] = ()
    granted_with: tuple[str, ...] = ()
    granted_by: tuple[str, ...] = ()
    granted_says: bool = False
    acts: bool = False
    never: tuple[str, ...] = ()
    sealed: bool = False
    clearance: str | None = None
    tier: str = "general"
    starts_withheld: str | None = None
    one_to_one: bool = False
    to_report: str = "V0"
    to_protect: str = "V0"
    to_disclose: str = "V2"
    protect_if: tuple[str, ...] = ()
    wary: bool = False
    phone_lost: bool = False
    not_if: tuple[str, ...] = ()
    about: str = ""
    work: timedelta = timedelta(minutes=10)
    dsa: tuple[str, ...] = ()
    listed: bool = True
    offered: bool = False
    publish_for: timedelta | None = None
    jump: tuple[str, ...] = ()
    jump_if: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    retention: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    help_child: Text | None = None
    advice: Text | None = None
    advice_child: Text | None = None
    advice_guardian: Text | None = None

    @property
    def cls(self) -> Class:
        """Return the class of triage that this kind belongs to."""
        return class_of(self.code)

    @property
    def of_account(self) -> bool:
        """Return whether it is about an account by its nature, and about nothing else."""
        return self.about in {"account", OWN_ACCOUNT}

    def jumps(self, *, found: Collection[str], referred: bool) -> frozenset[str]:
        """Return the rungs that need no reason why a lower one would not do."""
        proved = {
            rung for fact, rungs in self.jump_if.items() if referred and fact in found for rung in rungs
        }
        return frozenset({*self.jump, *proved})

    def allows(self, measure: str) -> bool:
        """Say whether the measure may be taken in a case of this kind."""
        return falls_under(measure, (*self.protect, *self.rungs))


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a playbook; `does` is check, look_up, protect, ask, verify, tell, refer, search or undo.

    It must be over before the `decision`, before a `refusal` (where it finds nothing, or grants nothing) or before the `close`;
    who leaves it out says why: `never` nobody, a `lead`, or whoever has
    the case and a `second` who stands behind it (`reason`, in packs from before: whoever has the case alone). One that closes is
    needed only where it was `when_decided` so: an outcome, on appeal a ruling. While it is open and not skipped the measures in
    `forbids` are refused, of one that `marks` something even then; `evidence` asks for an evidence id or a note; doing it sends
    `letter` and `marks` events for the clocks.
    One that is `unpublished` is left out where the rules are published: who knows of it would get around it.
    One that is `dated` asks since when what it marks is so: a day, today at the latest; one that notes until when somebody `silences`
    us asks for that day, which is to come, where a side is not told because an authority ordered it.
    One that knows `grounds` is left out on one of them: what a law says that frees us from it, each with its article. What waits for
    one of its `spares` waits no more then.
    Leaving it out makes `if_skipped` true for the decision's approvals, whatever an agent declares.
    Whoever does it says which of what it `finds` is so: that counts for the rules as what an agent found.
    It comes `after` other steps, and is needed only `when` one of these was found, or the host owes its own decision, and not
    where one of those is so that it is needed `unless`. It may
    be done once it has had to `wait` that long `since` an event or another step. It is done by the house (`done_on`) on an event;
    whoever has to answer has `until` then.
    One that is done on what was `ordered` names the measures: it is over once the host confirmed one of them, and each that the
    decision chose of them; nobody ticks it, and nobody decides so that it is needed without choosing any.
    One that is done on what becomes of the work that prevents a leak is over by that alone, and nobody ticks it.
    Until they answered, and as long as it takes to look at that, the measure that it `holds` is taken anew before it ends.
    As soon as one that `calls` is due, whoever is on duty is called to it.
    One that is `by_others` is for nobody who had a hand in a matter whose number the complaint names. One that is done `apart`
    is for somebody who leads and has no part in the case: neither holds it nor decides it, before or afterwards.
    One that `records` a call back asks for all of it: whom, over which published number, who answered, what was asked. One that
    records a notice is over only with each of its `elements`, which nobody writes: they are those of the kind at its place.
    It reads its `inputs`: what the case holds, the answer to a question, what an earlier step brought. Its `tool` is what of
    the house does it; one that searches, or looks up, is done once that has been made. One that `clears` is done once the host said,
    after the decision, that none of the same can be seen any more, or with the reason why what can be seen stays.
    One that writes the report to an authority becomes a step for each that is owed one (`to`, which nobody writes); such a one,
    and any that asks for a `receipt`, is done with what shows that it arrived.
    One that verifies may be done whatever somebody proved; what it forbids waits until they have proved what it `needs`.
    One that is `of` some kinds is needed in those alone.
    One that `ends` in several ways looks whether what was given back stayed so: whoever does it says which, of what the host told
    since it could be done; that it came back is said once a case of its own has begun by that.
    Of an incident and the cases set beside it one that is `shared` is `done` once for all, or is `left` to the incident alone.
    """

    id: str
    title: Text
    help: Text
    does: str
    mandatory: bool = True
    before: str = "decision"
    skip: str = "second"
    evidence: bool = False
    measure: str | None = None
    role: str | None = None
    forbids: tuple[str, ...] = ()
    letter: str | None = None
    unpublished: bool = False
    marks: tuple[str, ...] = ()
    if_skipped: str | None = None
    dated: bool = False
    silences: bool = False
    finds: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    when: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    when_decided: tuple[str, ...] = ()
    since: str | None = None
    wait: timedelta | None = None
    done_on: str | None = None
    ordered: tuple[str, ...] = ()
    calls: bool = False
    until: timedelta | None = None
    holds: str | None = None
    example: Text | None = None
    inputs: tuple[str, ...] = ()
    tool: str = ""
    clears: bool = False
    by_others: bool = False
    apart: bool = False
    records: str | None = None
    shared: str | None = None
    to: str | None = None
    receipt: bool = False
    needs: str = ""
    of: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    elements: tuple[str, ...] = ()
    grounds: Mapping[str, Text] = field(default_factory=lambda: MappingProxyType({}))
    spares: tuple[str, ...] = ()

    @property
    def owes_receipt(self) -> bool:
        """Return whether it is done with what shows that a report arrived."""
        return self.receipt or self.to is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Playbook:
    """What must be done for a kind of complaint, in order; `failures` are the ways in which it goes wrong elsewhere.

    Of the second look `owes_anew` says that what the kind's own steps owe by its decision, and owed by none before, is owed by it,
    also where the case was closed before (a pack from before does not say so).
    """

    id: str
    title: Text
    done: Text
    steps: tuple[Step, ...]
    failures: tuple[Text, ...] = ()
    owes_anew: bool = False

    def step(self, step: str) -> Step | None:
        """Return the step of that name."""
        return next((item for item in self.steps if item.id == step), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """Something that can be done to an item, an account, money or contact.

    A protective one needs no finding but has a `limit`, after which it lapses, and a `review` before that. One that is
    to be explained (`explain`) needs a reason why no lower rung would do. `lasts` is how long it stands where nobody
    names a day: a strike decays. From so many `strikes` in force on, the one at hand counted, the ladder suggests it.
    `marks` are the events that have happened once the host confirmed it, for the clocks, and `marks_granted` those that have besides
    where it gives a sum to whoever asked. One that `shields` falls on the
    account of whoever is to be protected, never on the one behind what the case is about because it is that. One that `guards`
    falls on the account that a child uses: in a case about money on that which paid, which the host knows by the payment. While it is
    in force the house takes what is in `alarm` by itself as soon as the host tells of something odd, until a person answers
    for it. Nothing makes it last for more than its `longest`: of one that is taken before anything was decided that is how
    long two people may take it anew, altogether. One that is `territorial` holds where its decision says and nowhere else.
    One that `says` something does so in at most so many letters, to whom it `reaches` (the host tells how many that were), else
    to whoever sees the thing.
    """

    code: str
    title: Text
    scope: str
    protective: bool = False
    shields: bool = False
    guards: bool = False
    dsa: str | None = None
    limit: timedelta | None = None
    review: timedelta | None = None
    level: str = "A0"
    notice: str | None = None
    exclusive_of: tuple[str, ...] = ()
    dated: bool = False
    to_host: bool = True
    explain: bool = False
    lasts: timedelta | None = None
    strikes: int | None = None
    marks: tuple[str, ...] | None = None
    marks_granted: tuple[str, ...] = ()
    alarm: tuple[str, ...] = ()
    longest: timedelta | None = None
    territorial: bool = False
    says: int = 0
    reaches: str | None = None

    @property
    def takes(self) -> bool:
        """Return whether it takes something from somebody: the host does it, and whoever it falls on is told."""
        return self.to_host and self.notice is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """A rule for who does one thing again and again: from so many `strikes` in force for these kinds, `measure` is suggested.

    It only suggests, as the ladder does, and what `kind` calls them is said beside their number.
    """

    id: str
    of: tuple[str, ...]
    kind: Text
    strikes: int
    measure: str
    note: Text
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Elements:
    """What a law, or else the house, says a notice of a right or a statement against it must hold: the questions it `asks`.

    `side` is whose it is: the complainant's notice or the account's statement. Where a law of the place lists them the house
    asks for no more, but for what it `always` asks.
    """

    id: str
    applies: tuple[str, ...]
    side: str
    asks: tuple[str, ...]
    title: Text
    source: Source
    always: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A published rule; `covers` are the kinds it can be applied to, `law` what makes it illegal, where a law and not only we do."""

    id: str
    title: Text
    text: Text
    covers: tuple[str, ...]
    law: Text | None = None
