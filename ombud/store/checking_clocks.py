"""Was no case closed over a time of law in the book of one of its complaints that was missed without a word why, or still ran?"""

from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

from ombud.core import case_fold, complaint, facts
from ombud.core.audit import Fault
from ombud.core.codec import decode
from ombud.core.complaint import Complaint
from ombud.core.facts import Line
from ombud.store import closing, rows
from ombud.store.asking import asked
from ombud.store.checking import Examined
from ombud.store.ledger import read_lines


def closed_over(complaints: Sequence[Examined[Complaint]]) -> Iterator[Fault]:
    """Yield every case that was closed over what its guard asks of the books of its complaints; before it asked, nothing is said."""
    counted = [
        one for one in complaints if any(clock.statutory for clock in rows.complaint_clocks(one.state))
    ]
    closed = _closed({part.case for one in counted for part in one.state.parts if part.case is not None})
    for one in counted:
        for case in sorted({part.case for part in one.state.parts if part.case in closed}):
            for line in closed[case]:
                yield from _look(one, case, line)


def _closed(cases: Iterable[UUID]) -> dict[UUID, list[Line]]:
    """Return the lines by which cases were closed after that guard had asked."""
    read = asked(
        "SELECT stream, body FROM ledger WHERE stream = ANY(%s) AND kind = 'Closed' ORDER BY stream, seq",
        list(cases),
    )
    found: dict[UUID, list[Line]] = {}
    for stream, body in read:
        line = decode(bytes(body))
        if isinstance(line.fact, facts.Closed) and line.fact.own:
            found.setdefault(stream, []).append(line)
    return found


def _look(one: Examined[Complaint], case: UUID, closed: Line) -> Iterator[Fault]:
    """Look at a complaint and a case as they were when it was closed."""
    then = complaint.fold(one.state.id, (line for line in one.lines if line.at <= closed.at))
    if all(part.case != case for part in then.parts):
        return
    state = case_fold.fold(case, read_lines(case)[: closed.seq])
    held = closing.held_by(then, state, now=closed.at)
    if held:
        detail = f"line {closed.seq}: own {', '.join(held)} of complaint {one.state.id}"
        yield Fault(code="closed_too_early", where=f"case {case}", detail=detail)
