"""What does a host platform promise, and how may it answer?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Final, Literal, Protocol, TypeAlias

from ombud.core.facts import Sum


@dataclass(frozen=True, slots=True)
class HostSubject:
    """Something on the host: a video, an account, an order."""

    platform: str
    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class HostOrder:
    """A measure to be applied or lifted; `key` makes doing it twice harmless, `no` rises for each target.

    `amount` is the sum that an applied measure moves, in whole minor units; without it the host moves what its own rules say.
    """

    key: str
    no: int
    do: Literal["apply", "lift"]
    measure: str
    subject: HostSubject
    until: datetime | None = None
    clause: str | None = None
    params: Mapping[str, Any] = field(default_factory=dict)
    amount: Sum | None = None


NO_EARLIER: Final = "no_earlier_channel"
"""Why a host refuses a message to the earlier channels of an account: it knows none."""


To: TypeAlias = Literal["inbox", "earlier", "earlier_mail"]


@dataclass(frozen=True, slots=True)
class InApp:
    """A message to an account inside the host, with a link to a letter.

    One to its `earlier` channels goes to every phone and address that was linked before the last change of one that no order
    of ours made, and not into the inbox: somebody else may be reading that. Putting one back is such an order. One to its
    `earlier_mail` goes to those addresses alone, where a stranger may have the telephone. A host that knows none refuses with `NO_EARLIER`.
    """

    key: str
    account: str
    lang: Literal["zh", "en"]
    text: str
    link: str
    to: To = "inbox"


class Why(StrEnum):
    """Why there is no answer to build on; each of these is worth another try."""

    NO_CONNECTION = "no_connection"
    TIMED_OUT = "timed_out"
    STATUS = "status"
    MALFORMED = "malformed"
    TOO_LARGE = "too_large"
    WRONG_KEY = "wrong_key"


@dataclass(frozen=True, slots=True)
class Confirmed:
    """The order is in effect, since `at` where the host says that; of one that tells others something, how many it `reached`."""

    key: str
    detail: str = ""
    reached: int | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Accepted:
    """The host took the order or message and will call back."""

    key: str


@dataclass(frozen=True, slots=True)
class Delivered:
    """The message lies in the account's inbox."""

    key: str


@dataclass(frozen=True, slots=True)
class RefusedByHost:
    """The host says no, and would say it again: a person must look."""

    key: str
    detail: str


@dataclass(frozen=True, slots=True)
class Unreachable:
    """Nobody knows whether it happened: ask again with the same key."""

    why: Why
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Media:
    """One picture of a subject; `poster` is an address or a data address of a still."""

    kind: str
    poster: str


@dataclass(frozen=True, slots=True)
class Snapshot:
    """How the subject looks now."""

    title: str = ""
    text: str = ""
    media: tuple[Media, ...] = ()
    posted_at: datetime | None = None
    state: str = ""


@dataclass(frozen=True, slots=True)
class Risk:
    """What the host's own models think of the account: 0 is calm, 1 is certain harm.

    `other_hands`: its risk check says that somebody else than the owner holds it. Whoever claims an account proves nothing
    by that; this is what lets it be locked.
    """

    score: float = 0.0
    signals: tuple[str, ...] = ()
    other_hands: bool = False


@dataclass(frozen=True, slots=True)
class Money:
    """The account's balance in the host's currency."""

    balance: float = 0.0
    frozen: bool = False


@dataclass(frozen=True, slots=True)
class Account:
    """Who stands behind the subject; `place` is whose law protects them, as in a complaint's `jurisdiction`.

    `business`: it offers goods or services to consumers, so that laws on business users count for it. `number_reassigned`: the
    carrier gave a phone number that is, or was, linked to it to somebody else: whoever answers from it is not its owner by that.
    `no_earlier_channel`: the host knows no phone or address that was linked before the last change; nobody can be asked there;
    `only_phone_before`: it knows phones alone, and no e-mail address.
    """

    id: str
    name: str = ""
    created_at: datetime | None = None
    followers: int = 0
    minor: bool = False
    closed: bool = False
    verified: bool = False
    livelihood: bool = False
    risk: Risk = field(default_factory=Risk)
    money: Money = field(default_factory=Money)
    place: str = ""
    business: bool = False
    number_reassigned: bool = False
    no_earlier_channel: bool = False
    only_phone_before: bool = False


@dataclass(frozen=True, slots=True)
class Reach:
    """How far the subject has spread."""

    views: int = 0
    views_per_hour: int = 0
    shares: int = 0


@dataclass(frozen=True, slots=True)
class Earlier:
    """A measure that was taken before, by Ombud or by the host."""

    key: str
    measure: str
    at: datetime
    until: datetime | None = None
    lifted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """Something that happened to an account.

    `kind`: `login`, `device`, `factor`, `password`, `payee`, `real_name`, `name`, `avatar`, `bio`, `post`, `follow` (it follows another
    account since), `app` (something else may act for it since).
    Never what it was changed from or to: no number, address or name. `strange`: from a device the account had not used.
    An order about a subject of kind `change` with this id takes the change back, but for what one of its `params.keeps`
    requires: measures that other decisions hold in force on the account. `order`: the key of the order of ours that made it.
    """

    id: str
    at: datetime
    kind: str
    device: str = ""
    place: str = ""
    strange: bool = False
    undone: bool = False
    order: str = ""


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum in whole minor units by ISO 4217."""

    minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class Payment:
    """A payment that an account made, or that an order is: for what, how much, and whether it went back since."""

    id: str
    at: datetime
    amount: Amount
    what: str = ""
    returned: bool = False


@dataclass(frozen=True, slots=True)
class Automation:
    """Whether a machine decided, and how sure it was."""

    used: bool = False
    model: str = ""
    version: str = ""
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class HostEffect:
    """One effect of a host decision; a `lift` with `host_decision` undoes it. `amount`: what it took, where it took money."""

    measure: str
    subject: HostSubject
    until: datetime | None = None
    amount: Amount | None = None


@dataclass(frozen=True, slots=True)
class HostDecision:
    """What the host decided on its own."""

    id: str
    at: datetime
    subject: HostSubject
    account: str = ""
    clause: str = ""
    automation: Automation = field(default_factory=Automation)
    effects: tuple[HostEffect, ...] = ()
    reasons: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """What the host knows of a subject."""

    subject: HostSubject
    found: bool
    snapshot: Snapshot | None = None
    account: Account | None = None
    reach: Reach = field(default_factory=Reach)
    earlier: tuple[Earlier, ...] = ()
    decisions: tuple[HostDecision, ...] = ()
    changes: tuple[Change, ...] = ()
    payments: tuple[Payment, ...] = ()


@dataclass(frozen=True, slots=True)
class LookedUp:
    """The answer to a look-up: what it says, and the very bytes, to be kept as evidence."""

    seen: Seen
    raw: bytes = field(repr=False)


class Likeness(StrEnum):
    """In what two things on the host are alike."""

    HASH = "hash"
    NEAR = "near"
    DEVICE = "device"
    PAYMENT = "payment"
    RULE = "rule"
    CUT = "cut"
    """One was cut from the other: the replay and the clips of a live stream, and the stream itself."""
    WROTE = "wrote"
    """Whoever is behind the subject wrote it to another child: of each child the newest message."""


@dataclass(frozen=True, slots=True)
class Alike:
    """Something that is like what was asked about: in what, whose it is, and how it looks in a list."""

    subject: HostSubject
    why: Likeness
    account: str = ""
    title: str = ""
    state: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A page of what is alike; `next` is where the next one begins, empty on the last.

    `answered` are the ways that the host knows of those it was asked for: of any other, nothing told is no answer.
    """

    items: tuple[Alike, ...] = ()
    next: str = ""
    answered: tuple[str, ...] = ()


class Answer(StrEnum):
    """What the host answers to something that somebody says of an account."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Vouched:
    """Which of what somebody says of an account is so, by what the host knows: never what it knows."""

    answers: Mapping[str, Answer]


@dataclass(frozen=True, slots=True)
class Access:
    """A look at an account's data by somebody who works for the host, or by a program: who, what they saw, and on which ticket, if any."""

    at: datetime
    who: str = field(repr=False)
    what: str = ""
    ticket: str = ""


@dataclass(frozen=True, slots=True)
class Accesses:
    """All looks at an account's data that the host's log knows of in a time."""

    looks: tuple[Access, ...]


@dataclass(frozen=True, slots=True)
class TouchedAccount:
    """An account whose data a leak touched, the language its owner reads and whether that is a child, where known."""

    account: str = field(repr=False)
    lang: Literal["", "zh", "en"] = ""
    child: bool = False


@dataclass(frozen=True, slots=True)
class Scope:
    """What got out over a part of the host's systems: since when and until when, of how many which kinds of data, and of whom."""

    since: datetime
    until: datetime
    kinds: Mapping[str, int]
    accounts: tuple[TouchedAccount, ...]


SYSTEM: Final = "system"
"""The kind of a part of the host's own systems: a key, an endpoint, an export, a copy that got out; the host names it.

Of what is asked about these, and about who looked at an account, the subject's platform is `host`.
"""


class Platform(Protocol):
    """A host platform.

    Nothing here raises for what the host or the network does: every outcome is a value.

    * `act` may be called any number of times with one key: the effect happens at most once, and a host that
      has confirmed goes on confirming, since when it did. The same key with another order is refused. An order whose `no` is
      lower than one already taken for the same subject and measure is confirmed but does not override it.
      An `apply` of a measure that is in force already sets its end; one with `params.holds` (the key of the
      order that goes on) does nothing else: what happens once is not done again. A restoration (`R`) ends the
      measures of ours that `params.measures` names; those in `params.keeps` stay, as something in force requires them.
      A `lift` of what is counted (strikes, sums) names in `params.lifts` the key of the one that ends: the others stand.
    * `look_up` changes nothing. A subject the host does not know is an answer (`found` false), not a refusal.
    * `tell` may be repeated likewise; `Delivered` means the account can read it, nothing less.
    * `vouch` changes nothing: it answers each signal by its name with yes, no or that it cannot know, and gives nothing away.
    * `accesses` and `scope` change nothing and never answer with a part: the whole log of that time, everybody who is touched as
      far as the host knows by now. A host without such a log, or that does not know the system, refuses.
    * `alike` changes nothing either. It never names the subject itself, tells the same page for the same `after`, and at
      most `limit` things a page; a host that cannot search refuses, and a subject that it does not know has nothing alike.
    """

    def act(self, order: HostOrder, *, now: datetime) -> Confirmed | Accepted | RefusedByHost | Unreachable:
        """Ask the host to apply or lift a measure."""
        ...

    def look_up(self, subject: HostSubject, *, now: datetime) -> LookedUp | RefusedByHost | Unreachable:
        """Ask the host what it knows of a subject."""
        ...

    def tell(self, message: InApp, *, now: datetime) -> Delivered | Accepted | RefusedByHost | Unreachable:
        """Ask the host to put a message into an account's inbox."""
        ...

    def vouch(
        self, account: HostSubject, *, said: Mapping[str, str], now: datetime
    ) -> Vouched | RefusedByHost | Unreachable:
        """Ask the host which of what somebody says of an account is so."""
        ...

    def accesses(
        self, account: HostSubject, *, since: datetime, until: datetime, now: datetime
    ) -> Accesses | RefusedByHost | Unreachable:
        """Ask the host who looked at an account's data in a time."""
        ...

    def scope(self, system: HostSubject, *, now: datetime) -> Scope | RefusedByHost | Unreachable:
        """Ask the host whose data, and which, got out over a part of its systems."""
        ...

    def alike(
        self, subject: HostSubject, *, whys: frozenset[Likeness], after: str = "", limit: int, now: datetime
    ) -> Found | RefusedByHost | Unreachable:
        """Ask the host what is like a subject in any of these ways."""
        ...
