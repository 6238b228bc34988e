"""A book rewritten to its end, so that its chain fits again, still differs from a checkpoint kept elsewhere."""

import gzip
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from unittest.mock import patch
from uuid import UUID

import pytest

from ombud.adapters import checkpoints
from ombud.adapters.checkpoints import Shelf
from ombud.core.audit import Head, link
from ombud.core.ids import bucket_of
from ombud.usecases.check_since import check_since
from ombud.usecases.checkpoint import checkpoint
from ombud.usecases.look_at_checkpoint import look_at_checkpoint
from ombud.usecases.verify import verify

BOOK = Head(stream=UUID(int=7), seq=3, digest=b"d" * 32)


@pytest.fixture
def shelf(tmp_path):
    folder = tmp_path / "checkpoints"
    folder.mkdir()
    return Shelf(folder, b"s" * 32)


@pytest.fixture
def witness(house, case, shelf):
    """A checkpoint of a house that has lived."""
    return checkpoint(shelf, now=house.now)


@pytest.fixture
def kept(shelf, now):
    """A checkpoint of one book that never was, for what asks nothing of a database."""
    return shelf.add([BOOK], now=now)


def found(place, shelf, **said):
    return [(fault.code, fault.where) for fault in check_since(place, key=shelf.key, **said)]


def lines(owner, case):
    return owner.execute(
        "SELECT seq, body, digest FROM ledger WHERE stream = %s ORDER BY seq", (case,)
    ).fetchall()


def test_what_follows_a_checkpoint_changes_nothing_for_it(case, owner, shelf, witness):
    *_, (seq, body, digest) = lines(owner, case)
    owner.execute(
        "INSERT INTO ledger VALUES (%s, %s, %s, 'case', 'Noted', %s, %s)",
        (bucket_of(case), case, seq + 1, body, link(digest, case, body)),
    )
    seen = []
    assert found(witness, shelf, progress=lambda part, count: seen.append((part, count))) == []
    assert [part for part, _ in seen] == ["checkpoint"]
    assert seen[0][1] == checkpoints.read(witness, key=shelf.key).books > 1


def test_a_last_line_rewritten_with_its_chain_is_named(house, case, owner, shelf, witness):  # noqa: PLR0917 - fixtures
    """A space more in the bytes, and every digest made anew: no chain is broken, the checkpoint tells."""
    *_, (_, _, before), (seq, body, _) = lines(owner, case)
    forged = body.replace(b'"', b' "', 1)
    digest = link(before, case, forged)
    owner.execute(
        "UPDATE ledger SET body = %s, digest = %s WHERE stream = %s AND seq = %s", (forged, digest, case, seq)
    )
    owner.execute("UPDATE case_row SET digest = %s WHERE id = %s", (digest, case))
    assert verify(now=house.now).is_clean
    assert found(witness, shelf) == [("checkpoint_differs", str(case))]


def test_a_book_cut_short_with_its_row_is_named(house, case, owner, shelf, witness):  # noqa: PLR0917 - fixtures
    *_, (before, _, digest), (seq, _, _) = lines(owner, case)
    owner.execute("DELETE FROM ledger WHERE stream = %s AND seq = %s", (case, seq))
    owner.execute("UPDATE case_row SET seq = %s, digest = %s WHERE id = %s", (before, digest, case))
    assert not {fault.code for fault in verify(now=house.now).faults if fault.code.startswith("chain")}
    assert found(witness, shelf) == [("checkpoint_gone", str(case))]


# ---- the checkpoint itself


def test_a_statement_that_somebody_else_signed_is_not_believed(kept, shelf):
    other = Shelf(shelf.folder, b"o" * 32)
    assert found(kept, other) == [("checkpoint_broken", kept.name)]


@pytest.mark.parametrize("line", ["no", "at", "books", "lines", "heads", "before", "key", "signature"])
def test_a_statement_altered_in_any_line_is_not_believed(kept, shelf, line):
    text = kept.read_text()
    at = text.index(f"{line}: ") + len(line) + 2
    kept.write_text(text[:at] + ("1" if text[at] == "0" else "0") + text[at + 1 :])
    assert found(kept, shelf) == [("checkpoint_broken", kept.name)]


def test_what_is_no_statement_is_not_believed(kept, shelf):
    kept.write_text("once upon a time")
    assert found(kept, shelf) == [("checkpoint_broken", kept.name)]


def test_another_list_than_the_one_signed_is_not_believed(kept, shelf):
    _, listed = checkpoints.files(kept)
    listed.write_bytes(gzip.compress(b""))
    assert found(kept, shelf) == [("checkpoint_broken", kept.name)]
    listed.unlink()
    assert found(kept, shelf) == [("checkpoint_broken", kept.name)]


# ---- one a day, each with the digest of the one before


def test_there_is_one_a_day_and_each_names_the_one_before(kept, shelf, now, transactional_db):
    assert checkpoint(shelf, now=now + timedelta(hours=23)) is None
    second = checkpoint(shelf, now=now + timedelta(days=1))
    assert checkpoints.read(kept, key=shelf.key).before == checkpoints.NONE
    assert checkpoints.read(second, key=shelf.key).before == sha256(kept.read_bytes()).hexdigest()
    assert [path.name for path in sorted(shelf.folder.glob("[!.]*.txt"))] == ["000001.txt", "000002.txt"]


def test_of_two_who_write_at_once_one_wins_and_leaves_nothing_half(kept, shelf, now, monkeypatch):
    monkeypatch.setattr(Shelf, "newest", lambda _shelf: None)
    assert shelf.add([], now=now) is None
    assert sorted(path.name for path in shelf.folder.iterdir()) == ["000001.heads.gz", "000001.txt"]
    assert list(checkpoints.heads(kept, checkpoints.read(kept, key=shelf.key))) == [[BOOK]]


def test_the_last_eight_lists_stay_and_every_statement(kept, shelf, now):
    for _ in range(9):
        shelf.add([BOOK], now=now)
    assert len(list(shelf.folder.glob("*.txt"))) == 10
    assert min(path.name for path in shelf.folder.glob("*.gz")) == "000003.heads.gz"


def test_anybody_can_see_the_newest_which_is_read_once(kept, shelf):
    with patch.object(Path, "read_text", autospec=True, side_effect=Path.read_text) as reading:
        shown, text = look_at_checkpoint(shelf)
    assert reading.call_count == 1
    assert shown == checkpoints.read(kept, key=shelf.key)
    assert text == kept.read_text()


def test_before_the_first_there_is_none_to_see(shelf):
    assert look_at_checkpoint(shelf) is None
