"""What is a complaint, which facts may happen to it when, and how does it become what it is?"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final, TypeAlias
from uuid import UUID

from ombud.core import conduct, facts
from ombud.core.clocks import noted
from ombud.core.conduct import Conduct
from ombud.core.facts import Line
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import OWN_WORDS_OF_A_CHILD, CaseId, ComplaintId, SubjectId


class Standing(StrEnum):
    """Where a complaint stands."""

    UNSORTED = "unsorted"
    OPEN = "open"
    WAITING = "waiting"
    ENDED = "ended"


_ALWAYS: Final = (
    facts.EvidenceAdded,
    facts.Scanned,
    facts.Told,
    facts.Arrived,
    facts.Linked,
    facts.ContinuedIn,
    facts.ContactProved,
    facts.ChildHeard,
    facts.ContactNamed,
    facts.PartsTold,
    facts.RecordFetched,
    facts.Erased,
    facts.FileErased,
    facts.ErasureAnswered,
    facts.Rated,
    facts.CameLater,
    facts.GivenToRead,
    facts.ReadLater,
    facts.HoldSet,
    facts.HoldLifted,
    facts.ClockMarked,
    facts.CauseRecorded,
    *conduct.TURNS,
)

LIFE: Final = MappingProxyType(
    {
        **{(standing, kind): standing for standing in Standing for kind in _ALWAYS},
        (Standing.UNSORTED, facts.Sorted): Standing.OPEN,
        (Standing.UNSORTED, facts.Wrote): Standing.UNSORTED,
        (Standing.OPEN, facts.Wrote): Standing.OPEN,
        (Standing.WAITING, facts.Wrote): Standing.WAITING,
        (Standing.ENDED, facts.Wrote): Standing.ENDED,
        (Standing.OPEN, facts.Placed): Standing.OPEN,
        (Standing.WAITING, facts.Placed): Standing.WAITING,
        (Standing.OPEN, facts.Moved): Standing.OPEN,
        (Standing.WAITING, facts.Moved): Standing.WAITING,
        (Standing.OPEN, facts.AskedFor): Standing.WAITING,
        (Standing.WAITING, facts.AskedFor): Standing.WAITING,
        (Standing.OPEN, facts.HeldBack): Standing.WAITING,
        (Standing.WAITING, facts.WaitEnded): Standing.OPEN,
        (Standing.OPEN, facts.PutOff): Standing.OPEN,
        (Standing.WAITING, facts.PutOff): Standing.WAITING,
        (Standing.OPEN, facts.PartEnded): Standing.OPEN,
        (Standing.WAITING, facts.PartEnded): Standing.OPEN,
        (Standing.OPEN, facts.ComplaintEnded): Standing.ENDED,
        (Standing.OPEN, facts.PartReopened): Standing.OPEN,
        (Standing.ENDED, facts.PartReopened): Standing.OPEN,
    }
)
"""(where a complaint stands, what happens) → where it stands then; what is not here cannot happen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One matter of a complaint and the case it belongs to; `put_off` is the later date that was told.

    It is about its `subject`: `apart` from what the complaint names, where it is of a kind that cannot be about that.
    """

    no: int
    code: str
    severity: str
    subject: SubjectId | None = None
    apart: bool = False
    said: tuple[str, ...] = ()
    case: CaseId | None = None
    put_off: datetime | None = None
    decision: int | None = None
    outcome: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Later:
    """What came after the end and nobody has read yet: `at` when first, by when it is read, and as which look at which case."""

    at: datetime
    read_by: datetime
    case: CaseId | None = None
    look: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """The fold of a complaint's book; `moved` holds (event, time) pairs that clocks are read from, `marks` when each was marked.

    `pack` is what its own clocks are read by once it is sorted. `child` says that triage heard a child speak for itself:
    it is written to in a child's words. `gone` are files, and keys besides the person's, that were destroyed; `erase_on` is
    the date that was promised to somebody who asked for erasure. `held_until`: whoever sent it was suspended, and it is dealt with
    from then on. `awaited` are letters about a decision that have not arrived. `proved`: by which of the ways they gave they are
    known to be reached themselves. `conduct` is how they spoke to those who work here, and what followed; `dangers` when a later
    message was heard to tell of a danger, `child_since` when one was first heard to say that whoever wrote it is a child. `contact` is who
    answers for all parts of it, `word_by` by when they say how far it is, `spoken_at` when they last did. `later` came after the end,
    `readings` what came of such words and files before.
    """

    id: ComplaintId
    seq: int
    standing: Standing
    received: facts.Received
    received_at: datetime
    lang: str
    parts: tuple[Part, ...] = ()
    words: tuple[tuple[datetime, facts.Words], ...] = ()
    evidence: tuple[facts.EvidenceAdded, ...] = ()
    asked: facts.AskedFor | None = None
    told: tuple[tuple[datetime, facts.Told], ...] = ()
    awaited: frozenset[UUID] = frozenset()
    moved: tuple[tuple[str, datetime], ...] = ()
    marks: MappingProxyType[tuple[str, str], datetime] = field(default_factory=lambda: MappingProxyType({}))
    causes: frozenset[str] = frozenset()
    erased_at: datetime | None = None
    erase_on: datetime | None = None
    gone: frozenset[UUID] = frozenset()
    holds: frozenset[UUID] = frozenset()
    child: bool = False
    pack: str | None = None
    held_until: datetime | None = None
    ratings: tuple[tuple[datetime, facts.Rated], ...] = ()
    proved: frozenset[str] = frozenset()
    conduct: Conduct = field(default_factory=Conduct)
    dangers: tuple[datetime, ...] = ()
    child_since: datetime | None = None
    contact: facts.ContactNamed | None = None
    word_by: datetime | None = None
    spoken_at: datetime | None = None
    later: Later | None = None
    readings: tuple[facts.ReadLater, ...] = ()

    @property
    def written(self) -> Mapping[UUID, datetime]:
        """Return when each of their texts was written, also what they wrote as they rated how it ended."""
        rated = ((at, one.words) for at, one in self.ratings if one.words is not None)
        return {words.id: at for at, words in (*self.words, *rated)}

    @property
    def waits_until(self) -> datetime | None:
        """Return until when it waits: for an answer of theirs, or because whoever sent it is suspended."""
        if self.asked is not None:
            return self.asked.until
        return self.held_until if self.standing is Standing.WAITING else None

    @property
    def erased(self) -> bool:
        """Return whether nobody can read any more what this person wrote or sent."""
        return self.erased_at is not None

    def part(self, no: int) -> Part:
        """Return a part by its number."""
        for part in self.parts:
            if part.no == no:
                return part
        raise Refused(No.NOT_FOUND, part=no)


BRINGS_WORDS: Final = frozenset(
    {
        facts.Wrote,
        facts.EvidenceAdded,
        facts.CauseRecorded,
        facts.HoldSet,
        facts.ErasureAnswered,
        facts.Rated,
        facts.PartsTold,
        *conduct.TURNS,
    }
)
"""What cannot happen once the keys are destroyed: there is nothing to seal it with."""

FIRST_WORD: Final = timedelta(days=3)
"""So soon after somebody was named do they say how far all of it is."""

RECEIPT: Final = "receipt"

Turn: TypeAlias = Callable[[Complaint, Line, Any], dict[str, Any]]


def _with_part(complaint: Complaint, no: int, **change: Any) -> dict[str, Any]:
    complaint.part(no)
    return {"parts": tuple(replace(part, **change) if part.no == no else part for part in complaint.parts)}


def _event(complaint: Complaint, code: str, line: Line) -> dict[str, Any]:
    return {"moved": (*complaint.moved, (code, line.at))}


def _sorted(complaint: Complaint, line: Line, fact: facts.Sorted) -> dict[str, Any]:
    named = complaint.received.subject
    parts = tuple(
        Part(
            no=part.no,
            code=part.code,
            severity=part.severity,
            subject=part.subject if part.apart else named,
            apart=part.apart,
            said=part.said,
        )
        for part in fact.parts
    )
    child = complaint.child or any(OWN_WORDS_OF_A_CHILD in part.because for part in fact.parts)
    return {
        "lang": fact.lang,
        "parts": parts,
        "child": child,
        "pack": fact.pack,
        **_event(complaint, "sorted", line),
    }


def _scanned(complaint: Complaint, _line: Line, fact: facts.Scanned) -> dict[str, Any]:
    """Quarantine a file for good when the scan says so; a quarantine never ends by a scan."""
    return {
        "evidence": tuple(
            replace(one, quarantined=True) if fact.quarantined and one.evidence == fact.evidence else one
            for one in complaint.evidence
        )
    }


def _told(complaint: Complaint, line: Line, fact: facts.Told) -> dict[str, Any]:
    """Note a letter; clocks hear of the receipt and of what tells how it ended: whoever is only asked or put off is not told.

    One that arrives tells nobody before it has.
    """
    told = {"told": (*complaint.told, (line.at, fact))}
    if fact.arrives:
        return {**told, "awaited": complaint.awaited | {fact.letter}}
    event = "acknowledged" if fact.template == RECEIPT else "told" if fact.decision is not None else None
    return {**told, **(_event(complaint, event, line) if event else {})}


def _arrived(complaint: Complaint, line: Line, fact: facts.Arrived) -> dict[str, Any]:
    """Note that a letter has arrived: they are told once that is so of the last letter of each of their cases."""
    last = {told.case: told.letter for _, told in complaint.told if told.arrives}
    left = complaint.awaited - {fact.letter}
    told = fact.letter in last.values() and left.isdisjoint(last.values())
    return {"awaited": left, **(_event(complaint, "told", line) if told else {})}


def _wrote(complaint: Complaint, line: Line, fact: facts.Wrote) -> dict[str, Any]:
    """Keep what they wrote, and when it told of a danger, or that they are a child."""
    danger, child = tells_of_danger(fact.because), OWN_WORDS_OF_A_CHILD in fact.because
    return {
        "words": (*complaint.words, (line.at, fact.words)),
        "dangers": (*complaint.dangers, line.at) if danger else complaint.dangers,
        **(_grew_young(complaint, line) if child else {}),
    }


def _grew_young(complaint: Complaint, line: Line) -> dict[str, Any]:
    """Let it be a child's, and let its cases hear so, since the first of their words that said it."""
    return {"child": True, "child_since": complaint.child_since or line.at}


def tells_of_danger(because: Iterable[str]) -> bool:
    """Say whether words tell of a danger: that whoever writes is a child is none by itself."""
    return any(rule != OWN_WORDS_OF_A_CHILD for rule in because)


def _named(complaint: Complaint, line: Line, fact: facts.ContactNamed) -> dict[str, Any]:
    """Name the contact; what one before promised binds whoever takes over."""
    return {"contact": fact, "word_by": complaint.word_by or line.at + FIRST_WORD}


def _given_to_read(complaint: Complaint, _line: Line, fact: facts.GivenToRead) -> dict[str, Any]:
    later = complaint.later
    return {"later": later and replace(later, case=fact.case, look=fact.look)}


def _conducted(complaint: Complaint, line: Line, fact: facts.Fact) -> dict[str, Any]:
    return {"conduct": conduct.turn(complaint.conduct, line, fact, written=complaint.written)}


TURNS: Final[Mapping[type, Turn]] = MappingProxyType(
    {
        **dict.fromkeys(conduct.TURNS, _conducted),
        facts.Sorted: _sorted,
        facts.Placed: lambda it, _line, fact: _with_part(it, fact.part, case=fact.case),
        facts.Moved: lambda it, _line, fact: _with_part(it, fact.part, case=fact.case),
        facts.EvidenceAdded: lambda it, _line, fact: {"evidence": (*it.evidence, fact)},
        facts.Scanned: _scanned,
        facts.Wrote: _wrote,
        facts.AskedFor: lambda it, line, fact: {"asked": fact, **_event(it, "waiting", line)},
        facts.HeldBack: lambda it, line, fact: {"held_until": fact.until, **_event(it, "waiting", line)},
        facts.WaitEnded: lambda it, line, _fact: {"asked": None, **_event(it, "resumed", line)},
        facts.PutOff: lambda it, _line, fact: {
            "parts": tuple(
                replace(part, put_off=fact.until) if part.case == fact.case else part for part in it.parts
            )
        },
        facts.Told: _told,
        facts.Arrived: _arrived,
        facts.PartEnded: lambda it, line, fact: {
            **_with_part(it, fact.part, decision=fact.decision, outcome=fact.outcome),
            **_event(it, "decided", line),
            "asked": None,
        },
        facts.ComplaintEnded: lambda it, line, _fact: _event(it, "ended", line),
        facts.PartReopened: lambda it, line, fact: {
            **_with_part(it, fact.part, outcome=None),
            **_event(it, "appeal_filed", line),
        },
        facts.Linked: lambda _it, _line, _fact: {},
        facts.ContinuedIn: lambda _it, _line, _fact: {},
        facts.ChildHeard: lambda it, line, _fact: _grew_young(it, line),
        facts.RecordFetched: lambda _it, _line, _fact: {},
        facts.ContactProved: lambda it, _line, fact: {"proved": it.proved | {fact.way}},
        facts.ContactNamed: _named,
        facts.PartsTold: lambda _it, line, fact: {"word_by": fact.until, "spoken_at": line.at},
        facts.Erased: lambda it, line, fact: (
            {"erased_at": line.at, "later": None}
            if fact.person == it.received.person
            else {"gone": it.gone | {fact.person}}
        ),
        facts.FileErased: lambda it, _line, fact: {"gone": it.gone | {fact.evidence}},
        facts.ErasureAnswered: lambda _it, _line, fact: {"erase_on": fact.at} if fact.granted else {},
        facts.CameLater: lambda _it, line, fact: {"later": Later(at=line.at, read_by=fact.read_by)},
        facts.GivenToRead: _given_to_read,
        facts.ReadLater: lambda it, _line, fact: {"later": None, "readings": (*it.readings, fact)},
        facts.Rated: lambda it, line, fact: {"ratings": (*it.ratings, (line.at, fact))},
        facts.HoldSet: lambda it, _line, fact: {"holds": it.holds | {fact.hold}},
        facts.HoldLifted: lambda it, _line, fact: {"holds": it.holds - {fact.hold}},
        facts.ClockMarked: lambda it, line, fact: noted(it.marks, it.causes, fact, at=line.at),
        facts.CauseRecorded: lambda it, _line, fact: {"causes": it.causes | {fact.clock}},
    }
)


def begin(complaint_id: ComplaintId, line: Line) -> Complaint:
    """Return the complaint that its first line receives."""
    match line.fact:
        case facts.Received() as received:
            return Complaint(
                id=complaint_id,
                seq=line.seq,
                standing=Standing.UNSORTED,
                received=received,
                received_at=line.at,
                lang=received.locale,
                words=((line.at, received.words),),
                moved=(("received", line.at),),
                child=received.child,
            )
        case _:
            pass
    raise Refused(No.NOT_IN_THIS_STATE, fact=type(line.fact).__name__, status="unreceived")


def turn(complaint: Complaint, line: Line) -> Complaint:
    """Return the complaint after one more line; refuse what its life does not allow there."""
    kind = type(line.fact)
    standing = LIFE.get((complaint.standing, kind))
    if standing is None:
        raise Refused(No.NOT_IN_THIS_STATE, fact=kind.__name__, status=complaint.standing.value)
    if complaint.erased and kind in BRINGS_WORDS:
        raise Refused(No.ERASED)
    return replace(complaint, seq=line.seq, standing=standing, **TURNS[kind](complaint, line, line.fact))


def fold(complaint_id: ComplaintId, lines: Iterable[Line]) -> Complaint:
    """Return the complaint that its whole book tells."""
    several = iter(lines)
    complaint = begin(complaint_id, next(several))
    for line in several:
        complaint = turn(complaint, line)
    return complaint
