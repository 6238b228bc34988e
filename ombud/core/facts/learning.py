"""What can happen to a case when something is learned from it: whose work a fault is, and what a second pair of eyes saw?"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ombud.core.facts.both import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Of which kind a mistake is and why it came about; no name of whoever made it.

    `lapse` is empty where nothing was decided wrongly; a fault of ours that we admitted all the same says by what.
    """

    lapse: str
    cause: str
    words: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultFound:
    """Somebody found by hand what must not happen again: what prevents it becomes somebody's work."""

    fault: Fault
    clause: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskOpened:
    """What the case's `fault` of this number comes from is somebody's work, by a day."""

    no: int
    fault: int
    owner: str
    due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskJoined:
    """The `fault` of this number has a cause and a clause that are somebody's work already: the `task` of that case."""

    fault: int
    case: UUID
    task: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskDone:
    """Somebody says what was changed; from a day on it is looked at whether that holds."""

    no: int
    agent: UUID
    words: Words
    check_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskChecked:
    """Another person looked whether it holds; if it came back it is open again until `next_at`, else it is looked at again then.

    Where data got out once more that is a leak of its own: its `incident`, a case beside this one.
    """

    no: int
    agent: UUID
    held: bool
    words: Words
    next_at: datetime | None = None
    incident: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LookDrawn:
    """Somebody without a hand in it is to look once more: `blind`, as it was drawn; since it is `unsolved`; since more came `later`."""

    no: int
    kind: str
    decision: int
    due_at: datetime
    stratum: str = ""
    complaint: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LookTaken:
    """The dispatcher gave the look to somebody, until a moment."""

    no: int
    agent: UUID
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class LookReturned:
    """The look went back: `gave_back`, or the time with it was over."""

    no: int
    agent: UUID
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LookAnswered:
    """What the second pair of eyes saw: of a blind look how it would decide, of the others whether the case is opened again.

    Of what came later also what it `leads` to, and up to which line of the complaint's book it was `seen`.
    """

    no: int
    agent: UUID
    words: Words
    outcome: str = ""
    clause: str | None = None
    rung: str = ""
    reopens: bool = False
    leads: str = ""
    seen: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LookSettled:
    """A lead looked at two answers that differ: the decision is kept, or the case is opened again."""

    no: int
    agent: UUID
    reopens: bool
    words: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class ClausePaused:
    """A clause of ours is in doubt: until a day nobody decides under it alone."""

    clause: str
    until: datetime
    words: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseResumed:
    """A lead lets a clause be used as before, and says why."""

    clause: str
    words: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class AgainBegun:
    """Every decision made under a clause from a day until another, and still standing, is looked at again by somebody else.

    A lead who found that the clause went wrong begins it, and says why; what falls is undone as after an appeal.
    """

    clause: str
    since: datetime
    until: datetime
    agent: UUID
    words: Words
