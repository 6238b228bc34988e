"""Do the rows around the books agree with them: members, parts, clocks, next steps, and what the modules beside check?"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any, Final
from uuid import UUID

from ombud.core import facts, issues
from ombud.core.audit import Fault
from ombud.core.case import Case, Status
from ombud.core.complaint import Complaint, Standing
from ombud.core.vocabulary import Beside, SubjectKind
from ombud.store import (
    checking_affected,
    checking_clocks,
    checking_conduct,
    checking_hands,
    checking_informal,
    checking_later,
    checking_lessons,
    checking_letters,
    checking_misuse,
    checking_orders,
    checking_strikes,
    checking_teams,
    checking_texts,
    doubt_rows,
    kin_rows,
    rivals,
    rows,
)
from ombud.store.asking import asked
from ombud.store.checking import Examined, differ, rows_by
from ombud.store.kin_rows import BEGINS

_PASSED: Final = {
    "return_at": "what comes back by law has not come back",
    "follow_at": "a step that the house does by itself is not done, or a follow-up lies untouched",
    "effect_at": "the day that was announced has passed without effect",
}
"""Column whose moment has passed → what it means that it still stands there."""
_CASE_TABLES: Final = (
    "hand",
    "ruling",
    "signature",
    "review",
    "access_grant",
    "member",
    "host_order",
    "effect",
    "unfounded",
    "kin",
    *checking_lessons.OF_CASES,
    "task_claim",
    "redress",
    "affected",
    "issue",
    "line",
    "clause_use",
    "doubt",
)


# --- cases --------------------------------------------------------------------------------------------------


def beside_cases(cases: Sequence[Examined[Case]], *, late: datetime) -> Iterator[Fault]:
    """Yield what is wrong around cases."""
    ids = [one.state.id for one in cases]
    tables = {table: rows_by(table, "case_id", ids) for table in _CASE_TABLES}
    letters = rows_by("letter", "case_id", ids)
    clocks = rows_by("clock", "owner", ids)
    keys = rows_by("person_key", "person", [one.state.id for one in cases if one.state.erased_at])
    accounts = _accounts(one.state.subject for one in cases)
    yield from _together(cases, accounts)
    for one in cases:
        case = one.state
        mine = {table: found.get(case.id, []) for table, found in tables.items()}
        yield from checking_hands.hands(one, mine)
        yield from checking_misuse.unfounded(one, mine["unfounded"])
        yield from _kin(one, mine["kin"])
        yield from checking_lessons.of_case(one, mine)
        yield from _works(one, mine)
        yield from checking_affected.of_case(one, mine["affected"], letters=letters.get(case.id, []))
        yield from _issue(one.state, mine["issue"])
        yield from _line(case, mine["line"])
        yield from _members(one, mine["member"])
        yield from _unknown(case, accounts)
        yield from checking_orders.orders(one, mine["host_order"], effects=mine["effect"])
        account = accounts.get(case.subject)
        yield from checking_letters.of_case(
            one, letters.get(case.id, []), account=account, members=mine["member"]
        )
        yield from clock_rows("case", case, clocks.get(case.id, []))
        if case.id in keys:
            yield Fault(
                code="case_key_there", where=f"case {case.id}", detail="its book says that it was destroyed"
            )
        yield from _next_step(one, mine["host_order"], letters.get(case.id, []), late=late)
    yield from checking_texts.of_letters(
        row for several in letters.values() for row in several if row["complaint"] is None
    )
    yield from checking_texts.texts(
        "case",
        {one.state.id: one.lines for one in cases},
        people={one.state.id: one.state.id for one in cases},
    )


def _together(
    cases: Sequence[Examined[Case]], accounts: Mapping[UUID | None, UUID | None]
) -> Iterator[Fault]:
    """Check what several books, or who works here, say together."""
    yield from checking_informal.guards(cases, accounts=accounts)
    yield from checking_strikes.guards(cases, accounts=accounts)
    yield from checking_teams.kept_apart(cases)


def _works(one: Examined[Case], tables: Mapping[str, list[dict[str, Any]]]) -> Iterator[Fault]:
    """Check what began for others, under which clauses a case was decided, which were paused from it, and whose account it gave away."""
    case, where = one.state, f"case {one.state.id}"
    yield from _given_twice(case)
    begun = (line.seq for line in one.lines if isinstance(line.fact, BEGINS))
    yield from differ("redress", where, known=begun, there=(row["seq"] for row in tables["redress"]))
    rows = {"clause_use": doubt_rows.use_rows(case), "doubt": doubt_rows.doubt_rows(case)}
    for table, known in rows.items():
        yield from differ(table, where, known=map(_whole, known), there=map(_whole, tables[table]))


def _whole(row: Mapping[str, Any]) -> tuple[tuple[str, Any], ...]:
    return tuple(sorted(row.items()))


def _accounts(subjects: Iterable[UUID | None]) -> Mapping[UUID | None, UUID | None]:
    """Return the account behind each subject, as far as anybody knows it."""
    found = rows_by("subject", "id", {subject for subject in subjects if subject is not None})
    return {
        row["id"]: row["id"] if row["kind"] == SubjectKind.ACCOUNT else row["account"]
        for several in found.values()
        for row in several
    }


def _line(case: Case, there: list[dict[str, Any]]) -> Iterator[Fault]:
    """Check that exactly those are kept out until a complaint about them is decided whom the book tells."""
    kept = ((row["agent"], row["because"]) for row in there)
    yield from differ("line", f"case {case.id}", known=case.kept_for.items(), there=kept)


def _unknown(case: Case, things: Mapping[UUID | None, UUID | None]) -> Iterator[Fault]:
    """Check that what a case is about has its row."""
    if case.subject is not None and case.subject not in things:
        yield Fault(code="subject_missing", where=f"case {case.id}")


def _kin(one: Examined[Case], there: list[dict[str, Any]]) -> Iterator[Fault]:
    """Check that exactly those stand beside a case whom its book tells; only whoever leads waits for the other's word."""
    yield from differ(
        "kin",
        f"case {one.state.id}",
        known=((line.seq, *said) for line in one.lines for said in kin_rows.told(line.fact)),
        there=((row["seq"], row["kin"], row["kinship"], row["how"]) for row in there),
    )
    for row in there:
        if row["due_at"] is not None and row["how"] != Beside.LEADS:
            yield Fault(code="kin_differs", where=f"case {one.state.id}", detail=f"waits for {row['kin']}")


def _issue(case: Case, there: list[dict[str, Any]]) -> Iterator[Fault]:
    """Check that a fault which is known by a case that leads has its row, and nothing else has one."""
    leads = case.issue is not None and case.issue.first is None
    known = [(case.issue.until, case.issue.mended is not None)] if case.issue is not None and leads else []
    yield from differ(
        "issue", f"case {case.id}", known=known, there=((row["until"], row["mended"]) for row in there)
    )


def _given_twice(case: Case) -> Iterator[Fault]:
    """Yield where an account went to somebody though another case had given it to somebody else, and nobody read both since."""
    for other in rivals.unread(case):
        yield Fault(code="given_twice", where=f"case {case.id}", detail=f"it had gone to somebody by {other}")


def _members(one: Examined[Case], members: list[dict[str, Any]]) -> Iterator[Fault]:
    """Check that each `Joined` counts and digests exactly the members that joined with it."""
    where = f"case {one.state.id}"
    joined: dict[int, list[tuple[UUID, int]]] = defaultdict(list)
    for row in members:
        joined[row["joined_seq"]].append((row["complaint"], row["part"]))
    for line in one.lines:
        if not isinstance(line.fact, facts.Joined):
            continue
        pairs = sorted(joined.pop(line.seq, []), key=lambda pair: (pair[0].bytes, pair[1]))
        digest = sha256(b"".join(complaint.bytes + bytes([part]) for complaint, part in pairs)).hexdigest()
        if (len(pairs), digest) != (line.fact.count, line.fact.digest):
            yield Fault(
                code="member_differs",
                where=where,
                detail=f"line {line.seq}: {len(pairs)} of {line.fact.count}",
            )
    for seq in joined:
        yield Fault(code="member_unknown", where=where, detail=f"joined at {seq}")
    yield from _untold(one.state, members)


def _untold(case: Case, members: Iterable[Mapping[str, Any]]) -> Iterator[Fault]:
    """Yield a decision whose letters were all made, and as many have none as the book says sit in an account that is told nothing."""
    if case.decision is None or case.decision.no not in case.fanned:
        return
    untold = {row["complaint"] for row in members if row["told"] < case.decision.no}
    if len(untold) != case.in_the_dark:
        detail = f"{len(untold)} not told of {case.decision.no}, {case.in_the_dark} of them for now"
        yield Fault(code="member_differs", where=f"case {case.id}", detail=detail)


def _next_step(
    one: Examined[Case],
    orders: list[dict[str, Any]],
    letters: list[dict[str, Any]],
    *,
    late: datetime,
) -> Iterator[Fault]:
    """Every open case has an agent with a lease, a place in a queue, a wait with a date, or a chore that is due."""
    case, row, where = one.state, one.row, f"case {one.state.id}"
    if case.status is Status.IN_HAND and (row["agent"] is None or row["lease_until"] is None):
        yield Fault(code="case_lost", where=where, detail="in hand, but nobody holds it")
    if case.status is Status.IN_HAND and row["lease_until"] is not None and row["lease_until"] < late:
        yield Fault(code="case_late", where=where, detail="the lease ended and nobody noticed")
    passed = (said for column, said in _PASSED.items() if row[column] is not None and row[column] < late)
    yield from (Fault(code="case_late", where=where, detail=said) for said in passed)
    if case.status in (Status.QUEUED, Status.COSIGNING) and row["start_by"] is None:
        yield Fault(code="case_lost", where=where, detail="queued without a place")
    if case.status is Status.WAITING and (row["wait_until"] is None or row["wait_until"] < late):
        yield Fault(code="case_lost", where=where, detail="waits without a date to come")
    if case.status is Status.DECIDED:
        due = (
            row["fan_due_at"]
            or row["close_due_at"]
            or row["return_at"]
            or row["effect_at"]
            or row["follow_at"]
        )
        waits = any(order["due_at"] or order["state"] == "dead" or not order["noted"] for order in orders)
        told = any(letter["due_at"] or letter["state"] in ("dead", "withheld") for letter in letters)
        withheld = bool(case.withheld) or issues.is_open(case.issue)
        if not (due or waits or told or withheld or row["agent"] or row["act_at"] or row["match_at"]):
            yield Fault(
                code="case_lost", where=where, detail="decided, but nothing is due that would close it"
            )


# --- complaints ---------------------------------------------------------------------------------------------


def beside_complaints(complaints: Sequence[Examined[Complaint]], *, late: datetime) -> Iterator[Fault]:
    """Yield what is wrong around complaints."""
    ids = [one.state.id for one in complaints]
    parts, members = rows_by("part", "complaint", ids), rows_by("member", "complaint", ids)
    letters, clocks = rows_by("letter", "complaint", ids), rows_by("clock", "owner", ids)
    ratings, conduct = rows_by("rating", "complaint", ids), rows_by("conduct", "complaint", ids)
    keys = rows_by("person_key", "person", [one.state.received.person for one in complaints])
    subjects = rows_by(
        "subject", "id", [one.state.received.subject for one in complaints if one.state.received.subject]
    )
    for one in complaints:
        it, where = one.state, f"complaint {one.state.id}"
        yield from _parts(one, parts.get(it.id, []), members.get(it.id, []))
        yield from checking_letters.of_complaint(one, letters.get(it.id, []))
        yield from checking_conduct.of_complaint(one, conduct.get(it.id, []), letters.get(it.id, []))
        yield from checking_lessons.of_complaint(it, ratings.get(it.id, []))
        yield from checking_later.of_complaint(one, letters.get(it.id, []), late=late)
        if len(one.lines) > 1:  # the hot door writes no clocks: sorting does, with its first line
            yield from clock_rows("complaint", it, clocks.get(it.id, []))
        if it.standing is Standing.UNSORTED and one.row["sort_due_at"] is None:
            yield Fault(code="complaint_lost", where=where, detail="unsorted, and never due to be sorted")
        if it.standing is Standing.WAITING and one.row["wait_until"] is None:
            yield Fault(code="complaint_lost", where=where, detail="waits without a date")
        if it.erased == (it.received.person in keys):
            detail = "its book says that it was destroyed" if it.erased else "no fact says that it was erased"
            code = "person_key_there" if it.erased else "person_key_missing"
            yield Fault(code=code, where=where, detail=detail)
        if it.received.subject and it.received.subject not in subjects:
            yield Fault(code="subject_missing", where=where)
    yield from _open_for_ever(complaints)
    yield from checking_clocks.closed_over(complaints)
    yield from checking_texts.of_letters(row for several in letters.values() for row in several)
    people = {one.state.id: one.state.received.person for one in complaints}
    yield from checking_texts.texts(
        "complaint", {one.state.id: one.lines for one in complaints}, people=people
    )


def _parts(
    one: Examined[Complaint], there: list[dict[str, Any]], members: list[dict[str, Any]]
) -> Iterator[Fault]:
    where = f"complaint {one.state.id}"
    yield from differ(
        "part",
        where,
        known=(
            (part.no, part.code, part.severity, part.subject, " ".join(part.said), part.case, part.outcome)
            for part in one.state.parts
        ),
        there=(
            tuple(row[name] for name in ("no", "code", "severity", "subject", "said", "case_id", "outcome"))
            for row in there
        ),
    )
    joined = {(row["case_id"], row["part"]) for row in members}
    for row in there:
        if row["due_at"] is None and (row["case_id"], row["no"]) not in joined:
            yield Fault(code="part_lost", where=where, detail=f"part {row['no']} is in no case and not due")
    for row in members:
        told = {letter.decision for _, letter in one.state.told if letter.case == row["case_id"]}
        if row["told"] and row["told"] not in told:
            yield Fault(
                code="member_differs", where=where, detail=f"told of {row['told']}, but no letter was"
            )


def _open_for_ever(complaints: Sequence[Examined[Complaint]]) -> Iterator[Fault]:
    """No part waits for another look at a decision that stands in a closed case as its last."""
    again = {
        (one.state.id, part.no): (part.case, part.decision)
        for one in complaints
        for part in one.state.parts
        if part.outcome is None and part.decision is not None
    }
    closed = asked(
        "SELECT k.id, max(r.decision) FROM case_row k JOIN ruling r ON r.bucket = k.bucket AND r.case_id = k.id"
        " WHERE k.id = ANY(%s) AND k.status = 'closed' GROUP BY k.id",
        [case for case, _ in again.values()],
    )
    for (complaint, no), last in again.items():
        if last in closed:
            detail = f"part {no} is open, and its case is closed and told"
            yield Fault(code="complaint_lost", where=f"complaint {complaint}", detail=detail)


# --- both ---------------------------------------------------------------------------------------------------


def clock_rows(book: str, state: Any, there: list[dict[str, Any]]) -> Iterator[Fault]:
    """Check that exactly the running clocks of a book lie beside it."""
    names = ("rule", "book", "kind", "statutory", "due_at", "next_at", "next_mark", "state")
    known = ({name: getattr(row, name) for name in names} for row in rows.clocks_beside(state))
    yield from differ(
        "clock",
        f"{book} {state.id}",
        known=(tuple(str(row[name]) for name in names) for row in known),
        there=(tuple(str(row[name]) for name in names) for row in there),
    )
