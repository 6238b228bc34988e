"""Every change behind the application's back is named: lines, cached columns, missing and invented rows."""

import pytest

from ombud.store import rulebook
from ombud.usecases.verify import verify
from tests.verify.everything import columns, fill, leak, tables
from tests.verify.exempt import COLUMNS, ROWS
from tests.verify.noticing import told

# ---- lines: seq 3 of the case's book is neither its first nor its last

CHANGED = "UPDATE ledger SET body = body || ' '::bytea WHERE stream = %(case)s AND seq = 3"
DELETED = "DELETE FROM ledger WHERE stream = %(case)s AND seq = 3"
INSERTED = (
    "INSERT INTO ledger SELECT bucket, stream, (SELECT max(seq) + 1 FROM ledger WHERE stream = %(case)s), book, kind,"
    " body, digest FROM ledger WHERE stream = %(case)s AND seq = 3"
)
REORDERED = (
    "WITH two AS (SELECT * FROM ledger WHERE stream = %(case)s AND seq IN (3, 4))"
    " UPDATE ledger l SET body = o.body, digest = o.digest, kind = o.kind FROM two o"
    " WHERE l.stream = o.stream AND l.seq IN (3, 4) AND o.seq = 7 - l.seq"
)
TRUNCATED = (
    "DELETE FROM ledger WHERE stream = %(case)s AND seq ="
    " (SELECT max(seq) FROM ledger WHERE stream = %(case)s)"
)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        pytest.param(CHANGED, "chain_broken", id="changed"),
        pytest.param(DELETED, "chain_gap", id="deleted"),
        pytest.param(INSERTED, "chain_broken", id="inserted"),
        pytest.param(REORDERED, "chain_broken", id="reordered"),
        pytest.param(TRUNCATED, "chain_head", id="truncated"),
    ],
)
def test_a_line_that_was_tampered_with_is_named(house, case, owner, said, code):  # noqa: PLR0917 - fixtures
    owner.execute(said, {"case": case})
    report = verify(now=house.now)
    assert code in {fault.code for fault in report.faults if str(case) in fault.where}


def test_books_whose_pack_was_altered_are_said_not_to_be_judged(house, case, owner):
    owner.execute("UPDATE compiled_pack SET body = body || ' '::bytea")
    rulebook.forget(bodies=True)
    found = {(fault.code, fault.where) for fault in verify(now=house.now).faults}
    assert {("fold_refused", f"case {case}"), ("pack_missing", "complaint books")} <= found
    assert {code for code, where in found if where.startswith("pack ")} == {"pack_broken"}


# ---- every column of every table, and a row of each


@pytest.fixture
def filled(house, case) -> None:
    """A row in every table."""
    fill(house, case)
    leak(house)


def altered(root, house, table: str) -> dict[str, bool | None]:
    """Say of each column of a table whether it is noticed when altered; those that are exempt are altered at once.

    If anything is noticed then, each of them is altered by itself, too.
    """
    ways = {name: f'"{name}" = {other}' for name, other in columns(root, table).items()}

    def tell(*names: str) -> bool | None:
        said = ", ".join(ways[name] for name in names)
        return told(root, house, f"UPDATE {table} SET {said} WHERE ctid = (SELECT min(ctid) FROM {table})")

    spared = [name for name in ways if name in COLUMNS.get(table, {})]
    at_once = tell(*spared) if spared else True
    quiet = {} if at_once else dict.fromkeys(spared, at_once)
    return quiet | {name: tell(name) for name in ways if name not in quiet}


def test_every_altered_column_is_named_or_exempt_for_a_reason(house, filled, root):
    noticed = {
        (table, name): found for table in tables() for name, found in altered(root, house, table).items()
    }
    exempt = {(table, name) for table, reasons in COLUMNS.items() for name in reasons}
    assert exempt - noticed.keys() == set(), "there is no such column"
    assert {at for at in noticed if noticed[at] is None} == set(), "this life fills no such table"
    assert {at for at in noticed if not noticed[at]} - exempt == set(), "altered, and nobody notices"
    assert {at for at in noticed if noticed[at]} & exempt == set(), "noticed: exempt no longer"


NEEDED = {
    "compiled_pack": "WHERE digest IN (SELECT pack FROM case_row)",
    "subject": "WHERE id IN (SELECT subject FROM complaint)",
    "team_move": "WHERE EXISTS (SELECT FROM team_move l WHERE l.agent = team_move.agent AND l.seq > team_move.seq)",
    "read_log": "WHERE EXISTS (SELECT FROM read_log l WHERE l.owner = read_log.owner AND l.seq > read_log.seq)",
}
"""Which of its rows a book needs, where it does not need them all; what is cut off the end of a log the checkpoint names."""


def test_a_deleted_row_of_every_table_is_named_or_exempt_for_a_reason(house, filled, root):
    noticed = {
        table: told(
            root,
            house,
            f"DELETE FROM {table} WHERE ctid = (SELECT min(ctid) FROM {table} {NEEDED.get(table, '')})",
        )
        for table in tables()
    }
    assert ROWS.keys() - noticed.keys() == set(), "there is no such table"
    assert {table for table in noticed if noticed[table] is None} == set(), "this life fills no such table"
    assert {table for table in noticed if not noticed[table]} - ROWS.keys() == set(), "nobody notices"
    assert {table for table in noticed if noticed[table]} & ROWS.keys() == set(), "exempt no longer"


def test_every_deleted_letter_is_named_also_one_that_has_not_gone_yet(house, filled, root):
    letters = root.execute("SELECT id, template FROM letter WHERE template <> 'receipt'").fetchall()
    assert {"statement_of_reasons", "appeal_receipt"} <= {template for _, template in letters}
    assert [
        template
        for letter, template in letters
        if not told(root, house, f"DELETE FROM letter WHERE id = '{letter}'")
    ] == []
