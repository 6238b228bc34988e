"""Is everybody whom a leak touched written down as the book tells, told once, and was none forgotten when it was closed?"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from ombud.core import affected, facts
from ombud.core.audit import Fault
from ombud.core.case import Case, Status
from ombud.core.codec import decode
from ombud.core.facts import Line
from ombud.core.notices import BREACH
from ombud.store import scopes
from ombud.store.affected import lang_of, named_letter
from ombud.store.asking import asked
from ombud.store.checking import Examined

Row = Mapping[str, Any]

_TICK: Final = timedelta(microseconds=1)
_LETTER: Final = "SELECT id, template FROM letter WHERE complaint = %s AND template = %s"
_RECEIVED: Final = "SELECT stream, body FROM ledger WHERE stream = ANY(%s) AND kind = 'Received'"


def of_case(one: Examined[Case], there: Iterable[Row], *, letters: Iterable[Row]) -> Iterator[Fault]:
    """Check the accounts that a leak touched: named, told, answered, and reached before the case was closed."""
    rows, where = list(there), f"case {one.state.id}"
    written = {row["id"]: row for row in letters}
    yield from _named(one, rows, where=where)
    for row in rows:
        yield from _told(one.state, row, written=written, where=where)
    yield from _answered(rows, where=where)
    yield from scopes.check(one.state, named=(row["account"] for row in rows), where=where)
    warned = False
    for line in one.lines:
        match line.fact:
            case facts.WarnedPublicly():
                warned = True
            case facts.LeakTold():
                yield from _too_early(line, list(written.values()), warned=warned, where=where)
                if one.state.erased_at is None:
                    yield from _uncounted(line, rows, written=written, where=where)
            case facts.Closed() if one.state.status is Status.CLOSED:
                affected_side = [row for row in written.values() if row["side"] == "affected"]
                yield from _forgotten(line, affected_side, warned=warned, where=where)
            case _:
                pass


def _named(one: Examined[Case], rows: Iterable[Row], *, where: str) -> Iterator[Fault]:
    """Check that each line counts and digests exactly the accounts that it named first."""
    by_line: dict[int, list[tuple[UUID, str, bool]]] = defaultdict(list)
    for row in rows:
        by_line[row["seq"]].append((row["account"], row["lang"], row["child"]))
    for line in one.lines:
        if isinstance(line.fact, facts.AffectedNamed):
            mine = by_line.pop(line.seq, [])
            if (len(mine), affected.digest(mine)) != (line.fact.count, line.fact.digest):
                said = f"line {line.seq}: {len(mine)} of {line.fact.count}"
                yield Fault(code="affected_differs", where=where, detail=said)
    for seq in by_line:
        yield Fault(code="affected_unknown", where=where, detail=f"named at {seq}")


def _told(case: Case, row: Row, *, written: Mapping[UUID, Row], where: str) -> Iterator[Fault]:
    """Yield a letter that is another's or lies nowhere, and somebody who was to be told and whom no chore will tell."""
    letter, account = row["letter"], row["account"]
    if letter is not None and (letter != named_letter(case.id, account) or letter not in written):
        yield Fault(code="letter_missing", where=where, detail=f"{BREACH} {account}")
    elif letter is not None and written[letter]["lang"] != lang_of(case, row["lang"]):
        yield differs(where, written[letter], "lang")
    there = row["complaint"] is not None
    if letter is None and (named_letter(case.id, account) in written or (there and not _wrote_to(row))):
        yield Fault(code="affected_differs", where=where, detail=f"{account} was told")
    if letter is None and not there and case.breach and row["due_at"] is None and case.erased_at is None:
        yield Fault(code="case_lost", where=where, detail=f"{account} is told of the leak by nobody")


def _wrote_to(row: Row) -> bool:
    """Say whether whoever complained over an account has a letter of the leak with their complaint."""
    return bool(asked(_LETTER, row["complaint"], BREACH))


def letter(case: Case, row: Row, *, where: str) -> Iterator[Fault]:
    """Check a letter to somebody whom a leak touched: it is theirs, in the words of the case, and was written once."""
    expected = {
        "template": BREACH,
        "complaint": None,
        "person": case.id,
        "decision": None,
    }
    for name, value in expected.items():
        if row[name] != value:
            yield differs(where, row, name)
    if row["account"] is None or row["id"] != named_letter(case.id, row["account"]):
        yield differs(where, row, "account")


def differs(where: str, row: Row, name: str) -> Fault:
    """Return the fault that a letter is not as it should be."""
    return Fault(code="letter_differs", where=where, detail=f"{row['number']}: {name} {row[name]}")


def _answered(rows: Iterable[Row], *, where: str) -> Iterator[Fault]:
    """Check that each complaint that came of a letter says itself that it answers that letter."""
    came = {row["complaint"]: row["letter"] for row in rows if row["complaint"] is not None}
    lines = {one: decode(bytes(body)).fact for one, body in asked(_RECEIVED, list(came))} if came else {}
    for complaint, answered in came.items():
        said = lines.get(complaint)
        if not isinstance(said, facts.Received) or said.letter != answered:
            yield Fault(code="affected_differs", where=where, detail=f"{complaint} answers another letter")


def _too_early(line: Line, letters: Iterable[Row], *, warned: bool, where: str) -> Iterator[Fault]:
    """Yield a line that says that everybody was told, where a letter of before had not arrived, and nobody was warned in public."""
    mine = (row for row in letters if row["template"] == BREACH and row["made_at"] <= line.at)
    late = [row for row in mine if not _arrived(row, at=line.at)]
    owing = [row for row in late if not (row["detail"] == "erased" or (warned and _given_up(row)))]
    if owing:
        said = f"line {line.seq}: {len(owing)} had no letter about the leak"
        yield Fault(code="told_too_early", where=where, detail=said)


def _uncounted(
    line: Line, rows: Iterable[Row], *, written: Mapping[UUID, Row], where: str
) -> Iterator[Fault]:
    """Yield a line that says that everybody was told while somebody named by then had no letter, or that counts others than it had.

    What arrives while the line is written may be counted or not.
    """
    mine = [row for row in written.values() if row["template"] == BREACH]
    before = (row for row in rows if row["seq"] < line.seq)
    unwritten = sum(not _was_written(row, written, at=line.at) for row in before)
    if unwritten:
        said = f"line {line.seq}: {unwritten} had no letter"
        yield Fault(code="told_too_early", where=where, detail=said)
    arrived = sum(_arrived(row, at=line.at - _TICK) for row in mine)
    ever = sum(row["delivered_at"] is not None or row["read_at"] is not None for row in mine)
    fact = line.fact
    if isinstance(fact, facts.LeakTold) and not (
        arrived <= fact.count <= ever and fact.warned <= len(mine) - arrived
    ):
        said = f"line {line.seq}: {fact.count} and {fact.warned} of {len(mine)}, {arrived} arrived"
        yield Fault(code="told_miscounted", where=where, detail=said)


def _was_written(row: Row, written: Mapping[UUID, Row], *, at: datetime) -> bool:
    """Say whether somebody named was written to by then, here or with a complaint of theirs."""
    letter = written.get(row["letter"])
    return row["complaint"] is not None or (letter is not None and bool(letter["made_at"] <= at))


def _given_up(row: Row) -> bool:
    return bool(row["state"] == "overridden")


def _forgotten(line: Line, letters: Iterable[Row], *, warned: bool, where: str) -> Iterator[Fault]:
    """Yield a line that closed the case while somebody's letter had not arrived, and no warning was given in public."""
    late = [row for row in letters if not _arrived(row, at=line.at)]
    owing = [row for row in late if not warned or row["state"] == "due"]
    if owing:
        said = f"line {line.seq}: {len(owing)} letters about the leak"
        yield Fault(code="closed_too_early", where=where, detail=said)


def _arrived(row: Row, *, at: datetime) -> bool:
    moments = (row[name] for name in ("delivered_at", "read_at"))
    return any(moment is not None and moment <= at for moment in moments)
