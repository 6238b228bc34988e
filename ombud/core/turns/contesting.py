"""How does a case change when somebody contests it: an appeal, a suit, a body outside, more time?"""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from ombud.core import facts, lessons
from ombud.core.case import UNTAKEN, Case, CutShort, Outside, Status
from ombud.core.clocks import EXTENDED
from ombud.core.facts import Line
from ombud.core.turns.change import Change, Turn, event_at, events_at


def _appealed(case: Case, line: Line, fact: facts.Appealed) -> Change:
    fresh: Change = {
        "steps_done": frozenset(),
        "steps_skipped": frozenset(),
        "steps_lapsed": frozenset(),
        "steps_left": MappingProxyType({}),
        "steps_for": frozenset(),
        "cut_short": _cut_short(case),
        "marks": MappingProxyType({}),
        "agent": None,
        "queued_at": line.at,
    }
    waits = () if case.on_appeal else (UNTAKEN,)
    return {
        "appeals": (*case.appeals, fact),
        "open_appeals": (*case.open_appeals, fact),
        "closed": None,
        "lessons": lessons.overtaken(case.lessons),
        **({} if case.on_appeal else fresh),
        **events_at(case, (*waits, "appeal_filed", *(("countered",) if fact.counter else ())), line),
    }


def _cut_short(case: Case) -> CutShort:
    """Return how far the first playbook was: of a case that was closed all of it was over that was due by then."""
    over = case.status is Status.CLOSED
    begun = case.cut_short or CutShort(code=case.code)
    left = (case.steps_skipped - case.steps_left.keys()) | case.steps_lapsed
    return replace(
        begun, over=begun.over or over, done=begun.done | case.steps_done, skipped=begun.skipped | left
    )


def _suit_shown(case: Case, line: Line, fact: facts.SuitShown) -> Change:
    return {"suits": (*case.suits, fact), **event_at(case, "sued", line)}


def _taken_outside(case: Case, _line: Line, fact: facts.TakenOutside) -> Change:
    begun = Outside(taken=fact, until=fact.until)
    return {"outside": (*case.outside, begun), "moved": (*case.moved, ("taken_outside", fact.at))}


def _put_off_outside(case: Case, line: Line, fact: facts.PutOffOutside) -> Change:
    several = tuple(
        replace(one, until=fact.until) if one.taken.no == fact.no else one for one in case.outside
    )
    marks = MappingProxyType({mark: at for mark, at in case.marks.items() if mark[0] not in fact.clocks})
    extended = (f"{EXTENDED}{clock}" for clock in fact.clocks)
    return {"outside": several, "marks": marks, **events_at(case, extended, line)}


def _ruled_outside(case: Case, line: Line, fact: facts.RuledOutside) -> Change:
    """Let it be over; the clock is, once nothing else is open before any body."""
    several = tuple(replace(one, ruled=fact) if one.taken.no == fact.no else one for one in case.outside)
    over = () if replace(case, outside=several).outside_at else ("outside_over",)
    return {"outside": several, **events_at(case, over, line)}


def _extended(case: Case, line: Line, fact: facts.ClockExtended) -> Change:
    """Let the clock be marked anew: what was nearly late has time again."""
    return {
        "extensions": (*case.extensions, fact),
        "marks": MappingProxyType({mark: at for mark, at in case.marks.items() if mark[0] != fact.clock}),
        **event_at(case, f"extended:{fact.clock}", line),
    }


TURNS: Final[Mapping[type, Turn]] = MappingProxyType(
    {
        facts.Appealed: _appealed,
        facts.SuitShown: _suit_shown,
        facts.TakenOutside: _taken_outside,
        facts.PutOffOutside: _put_off_outside,
        facts.RuledOutside: _ruled_outside,
        facts.ClockExtended: _extended,
    }
)
