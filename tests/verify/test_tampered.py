"""Every change behind the application's back is named: lines, cached columns, missing and invented rows."""

from collections.abc import Iterator
from unittest.mock import patch

import psycopg
import pytest

from ombud.store import checking
from ombud.usecases.verify import verify


@pytest.fixture
def root(server, database) -> Iterator[psycopg.Connection]:
    """Somebody whom no right and no key of the database stops; what they do is undone."""
    name = psycopg.conninfo.conninfo_to_dict(database.owner)["dbname"]
    with psycopg.connect(server.superuser_url(), dbname=name) as link:
        yield link
        link.rollback()


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


# ---- columns that a book tells

KEYS = {"bucket", "id", "stream", "case_id", "complaint", "no", "key", "target", "measure", "cause"}
OPERATIONAL = {
    "ledger": set(),
    "complaint": {"sort_due_at", "attempts"},
    "part": {"due_at"},
    "member": set(),
    "case_row": set(),
    "clock": {"owner"},
    "host_order": {"noted", "attempts", "due_at", "detail", "made_at"},
    "effect": {"lift_due_at"},
    "hand": set(),
    "ruling": set(),
    "signature": set(),
    "review": set(),
    "access_grant": set(),
    "evidence": {"scan", "scan_due_at", "scans"},
    "sealed_text": {"owner"},
    "person_key": {"same_as"},
    "target": set(),
    "letter": {"state", "attempts", "due_at", "detail", "delivered_at", "read_at", "opened_at", "made_at"},
}
OTHER = {
    "boolean": "NOT coalesce({0}, false)",
    "smallint": "coalesce({0}, 0) + 1",
    "integer": "coalesce({0}, 0) + 1",
    "bigint": "coalesce({0}, 0) + 1",
    "uuid": "gen_random_uuid()",
    "timestamp with time zone": "coalesce({0}, now()) + interval '1 hour'",
    "bytea": "'\\x00'::bytea",
}
TEXT = "CASE WHEN {0} IS NULL OR {0} <> 'x' THEN 'x' ELSE 'y' END"


def columns(root, table) -> list[tuple[str, str]]:
    """The columns of a table that a book tells."""
    rows = root.execute(
        "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = %s"
        " AND table_schema = 'public' ORDER BY ordinal_position",
        [table],
    ).fetchall()
    return [(name, kind) for name, kind in rows if name not in KEYS | OPERATIONAL[table]]


def test_every_cached_column_that_was_altered_is_named(house, case, root):
    unseen = []
    for table in sorted(OPERATIONAL):
        for name, kind in columns(root, table):
            other = OTHER.get(kind, TEXT).format(f'"{name}"')
            if not told(
                root,
                house,
                f'UPDATE {table} SET "{name}" = {other} WHERE ctid = (SELECT min(ctid) FROM {table})',
            ):
                unseen.append(f"{table}.{name}")
    assert not unseen, " ".join(unseen)


ROOTED = (
    *("ledger", "complaint", "part", "case_row", "member", "hand", "ruling", "clock", "host_order", "effect"),
    *("target", "letter", "sealed_text", "person_key", "subject", "access_grant", "compiled_pack"),
    *("signature", "review", "evidence"),
)


def test_a_deleted_row_of_every_rooted_table_is_named(house, case, root):
    unseen = [
        table
        for table in ROOTED
        if not told(root, house, f"DELETE FROM {table} WHERE ctid = (SELECT min(ctid) FROM {table})")
    ]
    assert not unseen, " ".join(unseen)


def told(root, house, said: str) -> bool:
    """Say whether `verify` finds anything after this, which is then undone."""
    root.execute("SET session_replication_role = replica")
    try:
        done = root.execute(said)
        if not done.rowcount:
            return False  # nothing to alter: this life should have had one
        with patch.object(checking, "connection", root):
            return not verify(now=house.now).is_clean
    except psycopg.IntegrityError:  # a check of the database refuses it
        return True
    finally:
        root.rollback()
