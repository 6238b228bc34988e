"""Somebody writes, or sends a file, when no case of theirs is open any more: by when is it read, and what may come of it?

1. It is one thing to read, however many words and files follow before somebody has read them, and it has one day.
2. Whoever sent something again and again that held nothing new is read later, and once for all of it.
3. Whoever reads it had no hand in the case. They say that it holds nothing new, that it is an appeal, that it is new evidence and the
   case is judged anew, that it is a matter of its own, or that they ask for the record of what was done to them, and hand it over.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import takewhile
from typing import Final

from ombud.core import facts
from ombud.core.calendars import Calendar
from ombud.core.case import BEFORE_DECISION, Case
from ombud.core.complaint import Complaint
from ombud.core.counting import Count, Unit
from ombud.core.facts import Line
from ombud.core.intake import TEXT_LIMIT
from ombud.core.pack.learning import Later
from ombud.core.pack.words import Text
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import Reading

BRINGS: Final = (facts.Wrote, facts.EvidenceAdded)
"""By what more comes from whoever complained."""
_BEGINS: Final = (*BRINGS, facts.ReadLater)
REOPENS: Final = frozenset({Reading.APPEAL, Reading.EVIDENCE})
"""What leads to the case being judged anew."""
ONLY_FILES: Final = Text("（没有写文字，只发来了文件。）", "(No words, only files.)")
"""What stands for the words of whoever sent files alone."""
GAP: Final = "\n\n"


def read_by(it: Complaint, rule: Later, *, calendars: Mapping[str, Calendar], now: datetime) -> datetime:
    """Return by when somebody reads what comes now."""
    nothing = takewhile(lambda one: one.leads == Reading.NOTHING, reversed(it.readings))
    days = rule.then if len([*nothing]) >= rule.often else rule.days
    calendar = calendars.get(rule.calendar)
    return Count(Unit.BUSINESS_DAY, calendar).after(now, days) if calendar else now + timedelta(days=days)


def has_ended(fact: facts.Fact, *, before: bool) -> bool:
    """Say whether a complaint has ended by a line, or had before: only then do they know that nobody works on it any more."""
    return isinstance(fact, facts.ComplaintEnded) or (before and not isinstance(fact, facts.PartReopened))


def is_read_anew(case: Case) -> bool:
    """Say whether somebody judges a case, or is about to, and so reads whatever comes."""
    return case.status in BEFORE_DECISION


def since(lines: Iterable[Line], *, seen: int, upto: int | None = None) -> tuple[Line, ...]:
    """Return what came from whoever complained after a line of their book, and `upto` another."""
    last = float("inf") if upto is None else upto
    return tuple(line for line in lines if seen < line.seq <= last and isinstance(line.fact, BRINGS))


def begins(lines: Sequence[Line], *, seen: Callable[[facts.ReadLater], int]) -> int:
    """Return the line after which stands what was last given a day: it came with it, or after what somebody had `seen` by then."""
    days = (no for no, line in enumerate(lines) if isinstance(line.fact, facts.CameLater))
    before = (line for line in reversed(lines[: max(days, default=0)]) if isinstance(line.fact, _BEGINS))
    return next(
        (seen(line.fact) if isinstance(line.fact, facts.ReadLater) else line.seq - 1 for line in before),
        0,
    )


def check(lines: Iterable[Line], *, seen: int, leads: str, known: Iterable[str]) -> Reading:
    """Refuse what cannot come of it, and whoever has not seen the last of what came, or says that they saw what has not come.

    Raises: OUTCOME_NOT_ALLOWED, BAD_INPUT, MOVED_ON.
    """
    may, lines = tuple(known), tuple(lines)
    if leads not in may:
        raise Refused(No.OUTCOME_NOT_ALLOWED, field="leads", why="leads", known=list(may))
    if seen > max(line.seq for line in lines):
        raise Refused(No.BAD_INPUT, field="upto")
    for line in since(lines, seen=seen):
        raise Refused(No.MOVED_ON, by=line.by, what=type(line.fact).__name__, at=line.at, seq=line.seq)
    return Reading(leads)


def said(words: Iterable[str], *, lang: str) -> str:
    """Return what was written after the end as one text, all of it."""
    return GAP.join(words) or ONLY_FILES.say(lang)


def pieces(text: str, *, room: int) -> Iterator[str]:
    """Yield a text in as many pieces as it takes: the first has so much room, the others as much as a message may hold."""
    yield text[:room]
    for begin in range(room, len(text), TEXT_LIMIT):
        yield text[begin : begin + TEXT_LIMIT]
