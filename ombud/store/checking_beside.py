"""Do the rows around the books agree with them: hands, orders, effects, members, letters, clocks, texts?"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any, Final
from uuid import UUID

from django.db import connection

from ombud.core import enforcement, facts
from ombud.core.audit import Fault
from ombud.core.case import Case, OrderState, Status
from ombud.core.complaint import Complaint, Standing
from ombud.core.vocabulary import Hand
from ombud.store import rows
from ombud.store.checking import Examined

Rows = dict[UUID, list[dict[str, Any]]]

_CASE_TABLES: Final = (
    "hand",
    "ruling",
    "signature",
    "review",
    "access_grant",
    "member",
    "host_order",
    "effect",
)


def _by(table: str, column: str, owners: Sequence[UUID]) -> Rows:
    """Return the rows of a table by the book they belong to."""
    found: Rows = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} WHERE {column} = ANY(%s)", (list(owners),))  # noqa: S608 - our own names
        names = [one.name for one in cursor.description or ()]
        for row in cursor.fetchall():
            whole = dict(zip(names, row, strict=True))
            found[whole[column]].append(whole)
    return found


def _differ(code: str, where: str, *, known: Iterable[object], there: Iterable[object]) -> Iterator[Fault]:
    """Yield what a book knows and the table lacks, and what the table has and no book knows."""
    expected, found = set(known), set(there)
    for item in sorted(expected - found, key=repr):
        yield Fault(code=f"{code}_missing", where=where, detail=repr(item))
    for item in sorted(found - expected, key=repr):
        yield Fault(code=f"{code}_unknown", where=where, detail=repr(item))


# --- cases --------------------------------------------------------------------------------------------------


def beside_cases(cases: Sequence[Examined[Case]], *, late: datetime) -> Iterator[Fault]:
    """Yield what is wrong around cases."""
    ids = [one.state.id for one in cases]
    tables = {table: _by(table, "case_id", ids) for table in _CASE_TABLES}
    letters = _by("letter", "case_id", ids)
    clocks = _by("clock", "owner", ids)
    for one in cases:
        case = one.state
        mine = {table: found.get(case.id, []) for table, found in tables.items()}
        yield from _hands(one, mine)
        yield from _members(one, mine["member"])
        yield from _orders(one, mine["host_order"], mine["effect"])
        yield from _letters(one, letters.get(case.id, []), owner=f"case {case.id}")
        yield from _clock_rows("case", case, clocks.get(case.id, []))
        yield from _next_step(one, mine["host_order"], letters.get(case.id, []), late=late)
    yield from _texts([(one.state.id, one.lines) for one in cases])


def _hands(one: Examined[Case], mine: Mapping[str, list[dict[str, Any]]]) -> Iterator[Fault]:
    case, where = one.state, f"case {one.state.id}"
    yield from _differ(
        "hand",
        where,
        known=((hand.decision, hand.agent, hand.role.value) for hand in case.hands),
        there=((row["decision"], row["agent"], row["role"]) for row in mine["hand"]),
    )
    took = Hand.TOOK_PART.value
    signed: dict[str, list[tuple[int, int, UUID, str]]] = {"ruling": [], "signature": []}
    for line in one.lines:
        match line.fact:
            case facts.Proposed(no=no, agent=agent):
                signed["ruling"].append((line.seq, no, agent, took))
            case facts.Cosigned(no=no, agent=agent):
                signed["signature"].append((line.seq, no, agent, took))
            case _:
                pass
    for table, known in signed.items():
        there = ((row["seq"], row["decision"], row["agent"], row["role"]) for row in mine[table])
        yield from _differ(table, where, known=known, there=there)
    yield from _differ(
        "review",
        where,
        known=_reviews(one.lines),
        there=((row["decision"], row["ruling"], row["agent"]) for row in mine["review"]),
    )
    yield from _differ(
        "grant",
        where,
        known=((fact.grant, fact.agent, fact.until) for fact in case.grants),
        there=((row["id"], row["agent"], row["until"]) for row in mine["access_grant"]),
    )


def _reviews(lines: Iterable[facts.Line]) -> Iterator[tuple[int, int, UUID]]:
    """Yield who judged which earlier decision, for every proposal and signature on an appeal."""
    on_appeal = False
    for line in lines:
        match line.fact:
            case facts.Proposed(no=no, agent=agent, appeal=appeal):
                on_appeal = appeal is not None
                signer = agent
            case facts.Cosigned(no=no, agent=agent):
                signer = agent
            case _:
                continue
        if on_appeal:
            yield from ((past, no, signer) for past in range(1, no))


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


def ordered(lines: Iterable[facts.Line]) -> Iterator[tuple[str, facts.Order | None]]:
    """Yield the key of every order that a book gave, with the order where the fact holds it."""
    applied: dict[str, facts.Order] = {}
    for line in lines:
        match line.fact:
            case facts.Protected(order=order):
                applied[order.key] = order
                yield order.key, order
            case facts.Decided(orders=several) | facts.Reversed(orders=several):
                yield from ((order.key, order) for order in several)
            case facts.Unprotected(key=key):
                yield enforcement.lift_key(key), None
            case _:
                pass


_SAME: Final = ("do", "measure", "target", "until", "protective", "clause", "host_decision")
_STATES: Final[Mapping[OrderState, frozenset[str]]] = {
    OrderState.OPEN: frozenset({"new", "sent", "accepted", "confirmed", "needless", "dead"}),
    OrderState.CONFIRMED: frozenset({"confirmed", "needless"}),
    OrderState.DEAD: frozenset({"dead", "new", "sent", "accepted", "confirmed", "needless"}),
    OrderState.OVERRIDDEN: frozenset(
        {"overridden", "dead", "new", "sent", "accepted", "confirmed", "needless"}
    ),
}


def _orders(
    one: Examined[Case], there: list[dict[str, Any]], effects: list[dict[str, Any]]
) -> Iterator[Fault]:
    where = f"case {one.state.id}"
    given = dict(ordered(one.lines))
    by_key = {row["key"]: row for row in there}
    yield from _differ("order", where, known=given, there=by_key)
    for key, order in given.items():
        row = by_key.get(key)
        if row is None:
            continue
        state = one.state.orders.get(key)
        if state is not None and row["state"] not in _STATES[state]:
            yield Fault(code="order_differs", where=where, detail=f"{key}: {row['state']}, not {state.value}")
        if state is OrderState.OPEN and row["noted"]:
            yield Fault(code="order_differs", where=where, detail=f"{key}: noted, but no fact says so")
        for name in _SAME if order is not None else ():
            if row[name] != getattr(order, name):
                yield Fault(code="order_differs", where=where, detail=f"{key}: {name} {row[name]!r}")
    applied = [row for row in there if row["do"] == "apply"]
    yield from _differ(
        "effect",
        where,
        known=((row["target"], row["measure"], row["cause"]) for row in applied),
        there=((row["target"], row["measure"], row["cause"]) for row in effects),
    )
    yield from _lifted(where, there, effects)


def _lifted(where: str, orders: list[dict[str, Any]], effects: list[dict[str, Any]]) -> Iterator[Fault]:
    """Check that an effect is lifted if, and only if, its reversal was ordered and had its turn in the target's line."""
    back = {(row["target"], row["measure"], row["cause"]): row for row in orders if _lifts(row)}
    for row in effects:
        key = row["target"], row["measure"], row["cause"]
        if row["lifted"] and key not in back:
            yield Fault(code="effect_differs", where=where, detail=f"{key}: lifted, but nothing ordered it")
        if key in back and not row["lifted"] and _had_its_turn(back[key]):
            yield Fault(code="effect_differs", where=where, detail=f"{key}: should be lifted")


def _lifts(row: dict[str, Any]) -> bool:
    """Say whether an order ends an effect of ours; a lift of a host decision ends the host's own."""
    return row["do"] == "lift" and row["host_decision"] is None


def _had_its_turn(row: dict[str, Any]) -> bool:
    return row["no"] is not None or row["state"] == "needless"


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
    if case.status in (Status.QUEUED, Status.COSIGNING) and row["start_by"] is None:
        yield Fault(code="case_lost", where=where, detail="queued without a place")
    if case.status is Status.WAITING and (row["wait_until"] is None or row["wait_until"] < late):
        yield Fault(code="case_lost", where=where, detail="waits without a date to come")
    if case.status is Status.DECIDED:
        due = row["fan_due_at"] or row["close_due_at"]
        waits = any(order["due_at"] or order["state"] == "dead" or not order["noted"] for order in orders)
        told = any(letter["due_at"] or letter["state"] in ("dead", "withheld") for letter in letters)
        withheld = bool(case.withheld)
        if not (due or waits or told or withheld or row["agent"]):
            yield Fault(
                code="case_lost", where=where, detail="decided, but nothing is due that would close it"
            )


# --- complaints ---------------------------------------------------------------------------------------------


def beside_complaints(complaints: Sequence[Examined[Complaint]], *, late: datetime) -> Iterator[Fault]:
    """Yield what is wrong around complaints."""
    del late
    ids = [one.state.id for one in complaints]
    parts, members = _by("part", "complaint", ids), _by("member", "complaint", ids)
    letters, clocks = _by("letter", "complaint", ids), _by("clock", "owner", ids)
    keys = _by("person_key", "person", [one.state.received.person for one in complaints])
    subjects = _by(
        "subject", "id", [one.state.received.subject for one in complaints if one.state.received.subject]
    )
    for one in complaints:
        it, where = one.state, f"complaint {one.state.id}"
        yield from _parts(one, parts.get(it.id, []), members.get(it.id, []))
        yield from _letters(one, letters.get(it.id, []), owner=where)
        if len(one.lines) > 1:  # the hot door writes no clocks: sorting does, with its first line
            yield from _clock_rows("complaint", it, clocks.get(it.id, []))
        if it.standing is Standing.UNSORTED and one.row["sort_due_at"] is None:
            yield Fault(code="complaint_lost", where=where, detail="unsorted, and never due to be sorted")
        if it.standing is Standing.WAITING and one.row["wait_until"] is None:
            yield Fault(code="complaint_lost", where=where, detail="waits without a date")
        if not it.erased and it.received.person not in keys:
            yield Fault(code="person_key_missing", where=where, detail="no fact says that it was erased")
        if it.received.subject and it.received.subject not in subjects:
            yield Fault(code="subject_missing", where=where)
    yield from _texts([(one.state.id, one.lines) for one in complaints])


def _parts(
    one: Examined[Complaint], there: list[dict[str, Any]], members: list[dict[str, Any]]
) -> Iterator[Fault]:
    where = f"complaint {one.state.id}"
    yield from _differ(
        "part",
        where,
        known=((part.no, part.code, part.severity, part.case, part.outcome) for part in one.state.parts),
        there=((row["no"], row["code"], row["severity"], row["case_id"], row["outcome"]) for row in there),
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


# --- both ---------------------------------------------------------------------------------------------------


def _letters(one: Examined[Any], there: list[dict[str, Any]], *, owner: str) -> Iterator[Fault]:
    """Check that every letter a book tells of lies there as it tells."""
    rows_by_id = {row["id"]: row for row in there}
    for line in one.lines:
        if not isinstance(line.fact, facts.Told):
            continue
        row = rows_by_id.get(line.fact.letter)
        if row is None:
            yield Fault(code="letter_missing", where=owner, detail=str(line.fact.letter))
        elif (row["template"], row["side"]) != (line.fact.template, line.fact.side):
            yield Fault(
                code="letter_differs", where=owner, detail=f"{row['number']}: {row['template']} {row['side']}"
            )


def _clock_rows(book: str, state: Any, there: list[dict[str, Any]]) -> Iterator[Fault]:
    names = ("rule", "book", "kind", "statutory", "due_at", "next_at", "next_mark", "state")
    known = ({name: getattr(row, name) for name in names} for row in rows.clocks_beside(state))
    yield from _differ(
        "clock",
        f"{book} {state.id}",
        known=(tuple(str(row[name]) for name in names) for row in known),
        there=(tuple(str(row[name]) for name in names) for row in there),
    )


def _texts(books: Sequence[tuple[UUID, tuple[facts.Line, ...]]]) -> Iterator[Fault]:
    """Check that every text a fact names lies sealed in its place."""
    there = {
        (row["owner"], row["id"])
        for found in _by("sealed_text", "owner", [own for own, _ in books]).values()
        for row in found
    }
    for owner, lines in books:
        for line in lines:
            for words in words_in(line.fact):
                if (owner, words.id) not in there:
                    yield Fault(code="text_missing", where=str(owner), detail=f"line {line.seq}: {words.id}")


def words_in(fact: object) -> Iterator[facts.Words]:
    """Yield every sealed text that a fact names."""
    if isinstance(fact, facts.Words):
        yield fact
    elif isinstance(fact, tuple):
        for item in fact:
            yield from words_in(item)
    elif hasattr(fact, "__dataclass_fields__"):
        for name in fact.__dataclass_fields__:
            yield from words_in(getattr(fact, name))


# --- looks over whole tables ---------------------------------------------------------------------------------


def _look(code: str, statement: str) -> Callable[[datetime], Iterator[Fault]]:
    def look(_late: datetime) -> Iterator[Fault]:
        with connection.cursor() as cursor:
            cursor.execute(statement)
            for row in cursor.fetchall():
                yield Fault(code=code, where=" ".join(str(item) for item in row))

    return look


LOOKS: Final[Mapping[str, Callable[[datetime], Iterator[Fault]]]] = {
    "letters": _look(
        "letter_unknown",
        "SELECT l.number FROM letter l WHERE NOT EXISTS (SELECT FROM complaint c WHERE c.id = l.complaint)"
        " AND NOT EXISTS (SELECT FROM case_row k WHERE k.id = l.case_id)",
    ),
    "letter texts": _look(
        "text_missing",
        "SELECT l.number FROM letter l WHERE NOT EXISTS"
        " (SELECT FROM sealed_text s WHERE s.bucket = l.bucket AND s.id = l.text)",
    ),
    "orders": _look(
        "order_unknown",
        "SELECT o.key FROM host_order o WHERE NOT EXISTS (SELECT FROM case_row k WHERE k.id = o.case_id)",
    ),
    "targets": _look(
        "target_differs",
        "SELECT o.target, max(o.no) FROM host_order o WHERE o.no IS NOT NULL GROUP BY o.bucket, o.target"
        " HAVING NOT EXISTS (SELECT FROM target t WHERE t.bucket = o.bucket AND t.id = o.target"
        " AND t.next_no > max(o.no))",
    ),
    "members": _look(
        "member_unknown",
        "SELECT m.case_id, m.complaint FROM member m WHERE NOT EXISTS (SELECT FROM case_row k"
        " WHERE k.bucket = m.bucket AND k.id = m.case_id) OR NOT EXISTS (SELECT FROM complaint c"
        " WHERE c.id = m.complaint)",
    ),
    "parts": _look(
        "part_unknown",
        "SELECT p.complaint, p.no FROM part p WHERE NOT EXISTS"
        " (SELECT FROM complaint c WHERE c.bucket = p.bucket AND c.id = p.complaint)",
    ),
    "packs": _look(
        "pack_missing",
        "SELECT k.id, k.pack FROM case_row k WHERE NOT EXISTS (SELECT FROM compiled_pack p WHERE p.digest = k.pack)",
    ),
}
