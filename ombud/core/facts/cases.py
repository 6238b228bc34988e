"""What can happen to a case while it is worked on?"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from ombud.core.facts.both import Informal, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A case began; it is judged by the pack named here."""

    subject: UUID | None
    matter: str
    code: str
    severity: str
    lane: str
    lang: str
    jurisdiction: str
    pack: str
    sealed: bool = False
    withheld: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """Parts of complaints joined; `digest` is SHA-256 over the inserted (complaint, part) pairs in order.

    `said` is what they tell for the rules of severity.
    """

    count: int
    digest: str
    severity: str
    first_at: datetime
    said: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """How many of something there are, by the first digit only."""

    name: str
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Established:
    """What the `host` said of the account, an `agent` found out or a `step` found, for the rules of severity; the last of each counts.

    `there_since`: since when what the case is about is there, `strange_since` when something was first done with the account from a
    device that it had not used, as the host says.
    """

    source: str
    facts: tuple[str, ...] = ()
    counts: tuple[Counted, ...] = ()
    earlier: tuple[datetime, ...] = ()
    there_since: datetime | None = None
    strange_since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """The rules of severity that hold now; those that newly hold make it this grave, or ask for a look by a moment.

    `asks` is what they ask of the case and of whoever holds it that nothing asked before: a seal, a clearance, a tier.
    """

    rules: tuple[str, ...]
    severity: str | None = None
    look_by: datetime | None = None
    asks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Graded:
    """The severity changed; `second` signed a step down from S0 or S1, `words` is the reason that a person gave."""

    severity: str
    why: str
    second: UUID | None = None
    words: Words | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recoded:
    """The case turned out to be about something else."""

    code: str
    lane: str
    words: Words
    sealed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectNamed:
    """Somebody said what the case is about, or that it is about nothing that is known; `before` is what it was about until then.

    `evidence` is what the host told of it.
    """

    subject: UUID | None
    before: UUID | None
    words: Words
    evidence: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Paged:
    """The duty `lead` or the `deputy` was called: for a danger nobody took, or about what waits for a second person."""

    role: str
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned:
    """An agent holds the case: by the dispatcher (`next`) or by a lead's act (`lead`)."""

    agent: UUID
    how: str
    words: Words | None = None
    grant: UUID | None = None


NOT_THIS_ONE: Final = "not_this_one"
"""Why somebody gives a case back: nobody asks further, and it goes to others first."""
ATTACKED: Final = "attacked"
"""Why somebody gives a case back in which they were insulted or threatened: it goes to others first, too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """The case went back to its lane."""

    agent: UUID
    why: str
    words: Words | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Granted:
    """A manager let one agent open sealed material, for a reason, until a time."""

    grant: UUID
    agent: UUID
    words: Words
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StepDone:
    """A step of the playbook was done; one that verifies names whose complaint, one that tells of a breach keeps what is `told`.

    `marks` are the events that have happened by it, for the clocks, `since` when that was, where not only now.
    Of a report that went to an authority it keeps the `receipt`: how it went, and what shows that it arrived. What everybody
    who complained is told of compensation, whoever joins later too, is `compensated`. Whoever did one `apart` decides nothing here.
    One that holds a notice against what it must hold names the `elements` that are there; one with which a `report` to an
    authority was written says so, and one that notes until when an authority silences us names that moment (`until`). One by
    which everybody who complained was advised names the letter that `advised` them. One that says anew since when something is so
    names the moment that it `corrects`. One that finds copies says of how many it told why they `stay`.
    One that looks again says how it `ended`.
    """

    step: str
    evidence: tuple[UUID, ...] = ()
    words: Words | None = None
    complaint: UUID | None = None
    told: Words | None = None
    marks: tuple[str, ...] = ()
    since: datetime | None = None
    receipt: Words | None = None
    compensated: Words | None = None
    apart: bool = False
    elements: tuple[str, ...] = ()
    report: bool = False
    until: datetime | None = None
    advised: str = ""
    ended: str = ""
    corrects: datetime | None = None
    stay: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class StepSkipped:
    """A step was left out, with a reason; by a `ground` of law, where the step knows some, clocks wait no more for its `marks`."""

    step: str
    words: Words
    ground: str = ""
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StepLapsed:
    """What a step waited for did not happen in time: nobody answered, and the step is over."""

    step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HostAsked:
    """The case is about a decision of the host's own that it never told us of; it is asked for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HostTold:
    """The host told its decision, kept in `words` as it told it; one that is not `known` it says that it never took."""

    words: Words
    known: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A complainant was asked for more, or the account for its side where no complaint is named; the case waits until a date.

    `elements` are what is missing from a notice that it names.
    """

    complaint: UUID | None
    letter: UUID
    words: Words
    until: datetime
    elements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """The wait ended: whoever was asked answered, an account in `words` that lie here, or the time was up.

    `stands`: where a law of the place asks it, whether what was posted is stood by, with all that is asked then. `identity` are the
    name and address that the account gave for that; it `passes` them on where whoever posted it agreed that whoever complained has them.
    """

    complaint: UUID | None
    why: str
    words: Words | None = None
    stands: bool | None = None
    identity: Words | None = None
    passes: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """Somebody's standing was proved to a level, by a method; the `documents` that showed it are deleted in time.

    `signals` are what was shown for a level that adds them up; of one below it they are kept until there are enough. `words` are what
    they said of themselves, and what a person saw of it; of that the host `confirmed` some and `denied` some, by what it knows of the
    account; None in lines from before it was asked.
    """

    complaint: UUID
    level: str
    method: str
    documents: tuple[UUID, ...] = ()
    signals: tuple[str, ...] = ()
    words: Words | None = None
    confirmed: tuple[str, ...] | None = None
    denied: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MandateEnded:
    """Somebody speaks for another no more: their proof counts no more, and they are told nothing of the case from then on.

    `why` it ended; `word_of` whose complaint it is who took it back, having proved to be whom they spoke for; `again` are the steps that
    rested on their proof alone, and are done anew. `names` is whose complaint it is whom the power names, as whoever held both papers
    side by side says; None where it is forged, and in lines from before that was asked.
    """

    complaint: UUID
    why: str
    words: Words
    letter: UUID
    word_of: UUID | None = None
    again: tuple[str, ...] = ()
    names: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockExtended:
    """A clock was extended, once and in time; whoever waits, every complainant or the account, is told until when, and why."""

    clock: str
    until: datetime
    words: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressTold:
    """Everybody who complained is written to: what was done, what comes next, and by when."""

    words: Words
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CalledBack:
    """Somebody here called an authority back: `words` say whom, over which published number, who answered, what was asked."""

    step: str
    words: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """Somebody wrote down, line by line, what a step asks for: data that was given, what was done or seen.

    Of data it names which `kinds` they were of.
    """

    step: str
    what: str
    words: Words
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordGiven:
    """What was kept went, by a letter, to whom it was done to; `fingerprint` is the SHA-256 of its salted manifest, `n` how much.

    In it is what was kept in these cases beside it, too: what was done to the same person (`also`).
    """

    complaint: UUID
    letter: UUID
    fingerprint: str
    n: int
    also: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LawAdded:
    """Somebody of another place complains: its duties count besides, as if all before had happened when that one wrote."""

    jurisdiction: str
    pack: str
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountPlaced:
    """The host says where the account is: what the law there owes an account counts from then on, and its letters go by it."""

    jurisdiction: str
    pack: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LawSettled:
    """Two duties of an entry contradict each other: a person says that one `place`'s is followed, not that `over` there, and why."""

    entry: str
    place: str
    key: str
    over: str
    over_key: str
    words: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class PackChanged:
    """From here on the case is judged by another pack: of the place it began with, or of one that was added."""

    pack: str
    jurisdiction: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptOut:
    """A colleague may not see, or act in, this case from here on: whoever is suspected does not look into it.

    `because`: a complaint about them by whoever complained here; once that is decided they may again.
    """

    agent: UUID
    words: Words
    because: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamKeptOut:
    """A complaint about our own staff is for another team: `members` are kept out with those whom it is `about`.

    Unless somebody `elsewhere` could take it: without `members` colleagues of the same team handle it then, with some those who
    were of another when it came. `about` is empty where nobody knows.
    """

    about: tuple[UUID, ...]
    members: tuple[UUID, ...] = ()
    elsewhere: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedInformally:
    """Somebody asked off the record: whoever was asked neither sees the case nor judges what it is about, from here on."""

    complaint: UUID
    asked: Informal


@dataclass(frozen=True, slots=True, kw_only=True)
class LedOutside:
    """Every lead is kept out: whoever has this `role`, outside the line, was called and does here what a lead does."""

    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LetIn:
    """A colleague who was kept out may see the case again."""

    agent: UUID
    words: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class SetBeside:
    """Another case stands beside this one: of which `kinship`, `how` it came about, and why.

    `asks` is what the first asks of whoever holds it, `kept_out` whom it keeps out, where this one was begun beside it.
    """

    case: UUID
    kinship: str
    how: str
    words: Words | None = None
    asks: tuple[str, ...] = ()
    kept_out: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarmed:
    """The host told of these changes of an account that went back `given_to` somebody and is watched: they may be somebody else's.

    The words are the host's own.
    """

    changes: tuple[UUID, ...]
    words: Words
    given_to: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AffectedNamed:
    """So many accounts that a leak touched were named for the first time, by a `list` or by the `host`; `known` were before.

    `digest` is SHA-256 over their ids in order; so many lines of the list were `bad`, and are in no book.
    """

    source: str
    count: int
    digest: str
    known: int = 0
    bad: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Data:
    """Of how many people one kind of data got out."""

    name: str
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopeTold:
    """Whom a leak touched over a part of the host's systems, as the `host` says or somebody wrote it down by `hand`: how many, which data.

    `fingerprint` is SHA-256 over whose data and which; another one is another scope. So many whom it named before are `gone`. The
    `evidence` is the answer as it came.
    """

    source: str
    persons: int
    kinds: tuple[Data, ...]
    since: datetime
    until: datetime
    fingerprint: str
    evidence: UUID
    system: UUID | None = None
    children: int = 0
    gone: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class WarnedPublicly:
    """Whoever cannot be reached one by one was warned of a leak in public; the words say where."""

    words: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class LeakTold:
    """Everybody named so far whom a leak touched was told: so many letters arrived, and so many reach nobody who was warned in public."""

    count: int
    warned: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueKnown:
    """A fault of ours is known: the words say what, and by what it is met, `agent` said so; it is mended by `until`.

    `first` is the incident where that was said, in the book of a case beside it.
    """

    words: Words
    until: datetime
    agent: UUID
    first: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueMended:
    """The fault is mended; everybody who met it is told what was done."""

    words: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchAnswered:
    """A `decision` was given with what is known of a fault, in the book of the `first`, before anybody read that complaint."""

    first: UUID
    decision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchRead:
    """Somebody says whether a complaint tells of the fault that it was matched to: an `agent` who read it, else who complained."""

    fits: bool
    agent: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosed:
    """In danger to life these kinds of data went `to` somebody over a proved `channel`, on a `ground` of the pack; never the data.

    Whoever has this `level` answers for it by a moment; the words say who took it.
    """

    no: int
    kinds: tuple[str, ...]
    to: str
    channel: str
    ground: str
    words: Words
    level: str
    answer_by: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosureAnswered:
    """A second person stands by what was told in an emergency, or says why it should not have been."""

    no: int
    agent: UUID
    agrees: bool
    words: Words | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedPublic:
    """A case is in the public eye; the words go to whoever speaks for the house. `press`: it is the press itself that writes here."""

    words: Words
    press: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """A note for colleagues, never for the parties.

    One about an `attempt` to have an account handed over, or locked, by talking is shown with every later claim to that account.
    """

    words: Words
    attempt: bool = False
