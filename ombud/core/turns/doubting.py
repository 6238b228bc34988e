"""How does a case change when a clause that it was decided under is in doubt?"""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from ombud.core import facts
from ombud.core.case import Case, Doubt
from ombud.core.facts import Line
from ombud.core.turns.change import Change, Turn


def _paused(case: Case, line: Line, fact: facts.ClausePaused) -> Change:
    begun = Doubt(seq=line.seq, clause=fact.clause, at=line.at, until=fact.until)
    return {"doubts": (*case.doubts, begun)}


def _resumed(case: Case, line: Line, fact: facts.ClauseResumed) -> Change:
    ends = (one.clause == fact.clause and one.ended is None for one in case.doubts)
    several = zip(case.doubts, ends, strict=True)
    return {"doubts": tuple(replace(one, ended=line.at) if over else one for one, over in several)}


def _begun(case: Case, _line: Line, fact: facts.AgainBegun) -> Change:
    return {"agains": (*case.agains, fact)}


TURNS: Final[Mapping[type, Turn]] = MappingProxyType(
    {facts.ClausePaused: _paused, facts.ClauseResumed: _resumed, facts.AgainBegun: _begun}
)
