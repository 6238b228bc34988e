"""Was a complaint about our own staff kept from their whole team, and judged by another where the book says so?"""

from collections.abc import Iterator, Sequence

from ombud.core import case_fold, facts, teams
from ombud.core.audit import Fault
from ombud.core.case import Case
from ombud.core.teams import Stay
from ombud.store.checking import Examined
from ombud.store.team_moves import stays


def kept_apart(several: Sequence[Examined[Case]]) -> Iterator[Fault]:
    """Yield, of the books that say whose team is out, where it was not, and who judged it all the same; moves tell who was where when."""
    about_us = [one for one in several if one.state.team is not None]
    there = stays() if about_us else ()
    for one in about_us:
        yield from _of(one, there)


def _of(one: Examined[Case], there: tuple[Stay, ...]) -> Iterator[Fault]:
    case, where = case_fold.begin(one.state.id, one.lines[0]), f"case {one.state.id}"
    for line in one.lines[1:]:
        match line.fact:
            case facts.TeamKeptOut() as said if teams.differs(case, said, there, at=line.at):
                yield Fault(code="team_differs", where=where, detail=f"line {line.seq}")
            case facts.Proposed(agent=by) | facts.Cosigned(agent=by) if teams.misjudged(
                case, by, there, at=line.at
            ):
                yield Fault(code="judged_by_same_team", where=where, detail=f"line {line.seq}: {by}")
            case _:
                pass
        case = case_fold.turn(case, line)
