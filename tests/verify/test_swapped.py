"""Two valid values that changed places are named, too: in no row lies anything that could not lie somewhere."""

import os
from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

import pytest

from ombud.store.models import Staff
from ombud.store.vault import vault
from ombud.usecases.verify import verify
from tests.verify.everything import activate, columns, fill, import_decision, leak, tables
from tests.verify.exempt import ALIKE, COLUMNS, SWAPS
from tests.verify.lived import live_on
from tests.verify.noticing import told

ALL = bool(os.environ.get("OMBUD_TEST_ALL"))
BESIDE = ("owner", "complaint", "case_id", "stream", "target")
"""What a row belongs to: two of one book are nearest, and most easily taken for each other."""
PAIR = """
SELECT a.ctid::text, b.ctid::text FROM {table} a JOIN {table} b ON a.ctid < b.ctid
WHERE a."{name}" IS DISTINCT FROM b."{name}" AND to_jsonb(a) - '{name}' <> to_jsonb(b) - '{name}'
ORDER BY {far}, a.ctid, b.ctid LIMIT 1
"""


@pytest.fixture
def crowded(house, case):
    """Two rows at least in every table that a book or the shelf vouches for, an hour later."""
    fill(house, case)
    later = timedelta(hours=1)
    live_on(house, later=later)
    leak(house)
    import_decision(house, "d-2", about="v-3")
    [jun, su] = Staff.objects.filter(username__in=("jun", "su")).order_by("username")
    activate(house, "EU", by=jun.id, signed_by=su.id, days=1)
    house.now += later
    assert verify(now=house.now).faults == []
    return house


def pair(root, table: str, name: str) -> list[str] | None:
    """Return the nearest two rows that this column, and something else, tells apart."""
    parent = next((one for one in BESIDE if one in columns(root, table) and one != name), None)
    far = f'a."{parent}" IS DISTINCT FROM b."{parent}"' if parent else "a.ctid IS NULL"
    found = root.execute(PAIR.format(table=table, name=name, far=far)).fetchone()
    return list(found) if found else None


def swapped(table: str, name: str, rows: list[str]) -> str:
    """Return what lets two rows change places in one column, past every key."""
    two = f'ctid = ANY(\'{{"{rows[0]}","{rows[1]}"}}\'::tid[])'
    return (
        f"CREATE TEMP TABLE two ON COMMIT DROP AS SELECT * FROM {table} WHERE {two}; DELETE FROM {table} WHERE {two};"
        f' UPDATE two SET "{name}" = o."{name}" FROM (SELECT ctid AS its_place, "{name}" FROM two) o WHERE o.its_place <> two.ctid;'
        f" INSERT INTO {table} SELECT * FROM two"
    )


def looked_at(root, table: str) -> Iterable[str]:
    """Return which columns of a table are tried: in `./test --all` all that no reason exempts; else the last that should be noticed.

    That any other value is noticed, of every column and here, too, is what test_tampered shows.
    """
    names = [name for name in columns(root, table) if name not in COLUMNS.get(table, {})]
    if ALL:
        return names
    spared = {*SWAPS.get(table, {}), *ALIKE.get(table, "").split()}
    return [name for name in names if name not in spared][-1:]


def test_two_swapped_values_of_every_column_are_named_or_exempt_for_a_reason(crowded, root):
    noticed: dict[tuple[str, str], bool | None] = {}
    for table in tables():
        for name in looked_at(root, table):
            rows = pair(root, table, name)
            noticed[table, name] = told(root, crowded, swapped(table, name, rows)) if rows else None
    exempt = {(table, name) for table, reasons in SWAPS.items() for name in reasons}
    alike = {(table, name) for table, names in ALIKE.items() for name in names.split()}
    if ALL:
        assert exempt - noticed.keys() == set(), "there is no such column"
        assert alike <= noticed.keys(), "there is no such column"
    assert {at for at in noticed if noticed[at] is None} == alike & noticed.keys(), (
        "two that differ, or none that do"
    )
    assert {at for at in noticed if noticed[at] is False} - exempt == set(), "swapped, and nobody notices"
    assert {at for at in noticed if noticed[at]} & exempt == set(), "noticed: exempt no longer"
    assert len(noticed) > 30, "one of nearly each table at least"


def test_two_files_that_changed_places_are_named(house, case):
    one, other = sorted(path for path in vault().folder.glob("[0-9a-f][0-9a-f]/*") if path.is_file())[:2]
    between = one.with_name("between")
    for what, where in ((one, between), (other, one), (between, other)):
        what.rename(where)
    faults = [fault for fault in verify(now=house.now).faults if fault.code == "file_unreadable"]
    assert {fault.detail for fault in faults} == {str(UUID(hex=path.name)) for path in (one, other)}
