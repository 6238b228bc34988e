"""Is what counts against somebody what decisions found, and does it end where an appeal ended it?"""

from collections.abc import Iterator
from typing import Any

from ombud.core import facts
from ombud.core.audit import Fault
from ombud.core.case import Case
from ombud.core.pack.records import FALLEN
from ombud.store.checking import Examined, differ


def unfounded(one: Examined[Case], there: list[dict[str, Any]]) -> Iterator[Fault]:
    """Check that each decision counts what it found, once for each way in which the person is known; none once erased."""
    found: dict[int, facts.Unfounded] = {}
    known: list[tuple[Any, ...]] = []
    who = None
    for line in one.lines:
        match line.fact:
            case facts.Proposed(no=no, unfounded=facts.Unfounded() as said):
                found[no] = said
            case facts.Decided(no=no, counted=counted) if counted:
                here = found.get(no)
                who = here.complaint if here is not None else who
                answer, until = (FALLEN, None) if here is None else (here.answer, here.until)
                known += [(no, who, line.at, answer, until, way) for way in range(counted)]
            case _:
                pass
    columns = ("decision", "complaint", "at", "answer", "until")
    ways: dict[int, int] = {}
    rows = []
    for row in there:
        way = ways[row["decision"]] = ways.get(row["decision"], -1) + 1
        rows.append((*(row[name] for name in columns), way))
    erased = one.state.erased_at is not None
    yield from differ("unfounded", f"case {one.state.id}", known=() if erased else known, there=rows)
