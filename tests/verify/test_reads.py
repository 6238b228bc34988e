"""Who looked at what is a chain of its own for each case: nobody thins it out unseen."""

from datetime import timedelta
from importlib import import_module
from types import SimpleNamespace
from unittest.mock import Mock

import pytest

from ombud.adapters.checkpoints import Shelf
from ombud.core.audit import reads_of
from ombud.store import readings
from ombud.store.models import ReadLine
from ombud.usecases.check_since import check_since
from ombud.usecases.checkpoint import checkpoint
from ombud.usecases.verify import verify
from tests import cast


@pytest.fixture
def looked(house, case, mint):
    """Three looks at one case."""
    for what in ("page", "case", "file"):
        readings.log_read(
            case, by=cast.MEI, what=what, reason=" it is mine ", grant=None, mint=mint, now=house.now
        )
    return case


def faults(house):
    return {(fault.code, fault.where) for fault in verify(now=house.now).faults}


def test_looks_follow_each_other_and_are_clean(house, looked):
    seen = []
    assert verify(now=house.now, progress=lambda part, count: seen.append((part, count))).is_clean
    assert sum(count for part, count in seen if part == "read") == 3
    assert readings.has_read(
        looked, by=cast.MEI, what="page", reason="it is mine", since=house.now - timedelta(seconds=1)
    )


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE read_log SET reason = 'a court asks' WHERE owner = %s AND seq = 2", "chain_broken"),
        ("UPDATE read_log SET at = at + interval '1 minute' WHERE owner = %s AND seq = 3", "chain_broken"),
        ("DELETE FROM read_log WHERE owner = %s AND seq = 2", "chain_gap"),
        ("DELETE FROM read_log WHERE owner = %s AND seq = 1", "chain_gap"),
        ("UPDATE read_log SET seq = 9 WHERE owner = %s AND seq = 2", "chain_broken"),
    ],
)
def test_a_look_that_was_changed_or_taken_out_is_named(house, looked, owner, statement, code):  # noqa: PLR0917 - fixtures
    assert owner.execute(statement, [looked]).rowcount
    assert (code, str(reads_of(looked))) in faults(house)


def test_looks_cut_off_at_the_end_fit_and_the_checkpoint_names_them(house, looked, owner, tmp_path):
    folder = tmp_path / "checkpoints"
    folder.mkdir()
    shelf = Shelf(folder, b"s" * 32)
    witness = checkpoint(shelf, now=house.now)
    assert check_since(witness, key=shelf.key) == []
    assert owner.execute("DELETE FROM read_log WHERE owner = %s AND seq = 3", [looked]).rowcount == 1
    assert faults(house) == set()
    gone = [(fault.code, fault.where) for fault in check_since(witness, key=shelf.key)]
    assert gone == [("checkpoint_gone", str(reads_of(looked)))]


def test_looks_from_before_there_were_chains_are_chained_as_they_lie(looked):
    kept = list(ReadLine.objects.filter(owner=looked).order_by("seq"))
    told = [name for name in vars(kept[0]) if name not in {"_state", "seq", "digest"}]
    before = [
        SimpleNamespace(**{name: getattr(row, name) for name in told}, save=lambda **_said: None)
        for row in kept
    ]
    manager = Mock(**{"order_by.return_value.iterator.return_value": before})
    apps = Mock(**{"get_model.return_value.objects": manager})
    import_module("ombud.store.migrations.0021_reads")._chain(apps, None)
    assert [(row.seq, row.digest) for row in before] == [(row.seq, bytes(row.digest)) for row in kept]
