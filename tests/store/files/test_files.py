import hashlib
import io
import os
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ombud.core.ids import mint
from ombud.core.refusals import No, Refused
from ombud.store import files
from ombud.store.files import CHUNK, FileGone, drop, is_kept, keep, matches, open_file, sweep
from ombud.store.sealing import SealBroken

KEY = b"k" * 32
NAME = mint(1_795_000_000_000, bytes(10), 0xA7)
OTHER = mint(1_795_000_000_000, b"\x01" * 10, 0xA7)
SEALED_CHUNK = CHUNK + 16
HEADER = 24
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


def kept(folder, content, name=NAME, limit=64 << 20):
    return keep(folder, name, io.BytesIO(content), KEY, limit=limit)


def content(folder, name=NAME, key=KEY):
    return b"".join(open_file(folder, name, key))


def stored(folder, name=NAME):
    return folder / "a7" / name.hex


class Trickle(io.BytesIO):
    """A socket that gives a little at a time."""

    def read(self, size=-1, /):
        return super().read(min(size, 99_991))


@pytest.mark.parametrize(
    "size",
    [0, 1, CHUNK - 17, CHUNK - 16, CHUNK - 15, CHUNK, 2 * CHUNK - 16, 2 * CHUNK + 5],
)
def test_what_is_kept_is_read_again(tmp_path, size):
    plain = os.urandom(size)
    found = kept(tmp_path, plain)
    assert (found.name, found.size) == (NAME, size)
    assert content(tmp_path) == plain
    assert matches(tmp_path, NAME, KEY, found.digest)


@pytest.mark.parametrize(
    "part",
    [
        range(1),
        range(5, 40),
        range(CHUNK - 17, CHUNK - 15),
        range(CHUNK - 16, CHUNK - 15),
        range(10, 2 * CHUNK),
        range(2 * CHUNK + 4, 2 * CHUNK + 5),
        range(2 * CHUNK + 5),
    ],
)
def test_a_part_is_read_from_the_chunks_it_lies_in(tmp_path, part):
    plain = os.urandom(2 * CHUNK + 5)
    kept(tmp_path, plain)
    assert b"".join(open_file(tmp_path, NAME, KEY, part=part)) == plain[part.start : part.stop]


def test_a_part_of_a_chunk_that_was_moved_does_not_open(tmp_path):
    kept(tmp_path, os.urandom(3 * CHUNK))
    raw = stored(tmp_path).read_bytes()
    first, second = HEADER + SEALED_CHUNK, HEADER + 2 * SEALED_CHUNK
    stored(tmp_path).write_bytes(raw[:first] + raw[HEADER:first] + raw[second:])
    assert b"".join(open_file(tmp_path, NAME, KEY, part=range(9)))
    with pytest.raises(SealBroken):
        b"".join(open_file(tmp_path, NAME, KEY, part=range(CHUNK, CHUNK + 9)))


def test_short_reads_are_not_the_end(tmp_path):
    plain = os.urandom(CHUNK + 12_345)
    assert keep(tmp_path, NAME, Trickle(plain), KEY, limit=CHUNK * 2).size == len(plain)
    assert content(tmp_path) == plain


def test_the_path_is_made_of_the_random_name_only_and_nobody_else_may_look(tmp_path):
    kept(tmp_path / "evidence", b"x")
    found = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert found == [tmp_path / "evidence" / "a7" / NAME.hex]
    assert stat.S_IMODE(found[0].stat().st_mode) == 0o600
    assert stat.S_IMODE(found[0].parent.stat().st_mode) == 0o700


def test_the_raw_file_shows_nothing_and_the_digest_is_salted(tmp_path):
    found = kept(tmp_path, b"canary" * 100)
    assert b"canary" not in stored(tmp_path).read_bytes()
    assert found.digest != hashlib.sha256(b"canary" * 100).digest()
    assert found.digest != kept(tmp_path, b"canary" * 100, OTHER).digest


@pytest.mark.parametrize("limit", [0, 9, CHUNK + 1])
def test_too_large_a_file_is_refused_and_leaves_nothing_behind(tmp_path, limit):
    with pytest.raises(Refused) as no:
        kept(tmp_path, bytes(limit + 1), limit=limit)
    assert no.value.code is No.FILE_TOO_LARGE
    assert no.value.facts == {"limit": limit}
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
    assert kept(tmp_path, bytes(limit), limit=limit).size == limit


def test_an_upload_that_breaks_off_leaves_nothing_behind(tmp_path):
    class Cut:
        def read(self, size, /):
            raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        keep(tmp_path, NAME, Cut(), KEY, limit=9)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_a_name_is_never_written_twice(tmp_path):
    kept(tmp_path, b"first")
    with pytest.raises(FileExistsError):
        kept(tmp_path, b"second")
    assert content(tmp_path) == b"first"


def test_the_bytes_then_the_name_then_the_folder_are_made_durable(tmp_path, monkeypatch):
    done = []
    real_fsync, real_rename = os.fsync, Path.rename

    def fsync(descriptor):
        done.append("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "bytes")
        real_fsync(descriptor)

    monkeypatch.setattr(files.os, "fsync", fsync)
    monkeypatch.setattr(Path, "rename", lambda path, to: done.append("name") or real_rename(path, to))
    kept(tmp_path, b"x")
    assert done == ["folder", "bytes", "name", "folder"]  # the first: the new bucket folder in its parent
    done.clear()
    kept(tmp_path, b"x", OTHER)
    assert done == ["bytes", "name", "folder"]


@pytest.mark.parametrize(
    "at", [0, 8, HEADER, HEADER + SEALED_CHUNK, -1], ids=["magic", "key salt", "first", "second", "last tag"]
)
def test_a_changed_byte_is_told(tmp_path, at):
    kept(tmp_path, bytes(2 * CHUNK))
    changed = bytearray(stored(tmp_path).read_bytes())
    changed[at] ^= 1
    stored(tmp_path).write_bytes(changed)
    with pytest.raises(SealBroken):
        content(tmp_path)


@pytest.mark.parametrize(
    "alter",
    [
        pytest.param(lambda head, one, two, end: head + one + two, id="the last chunk cut off"),
        pytest.param(lambda head, one, two, end: head + one + two + end[:-1], id="the last byte cut off"),
        pytest.param(lambda head, one, two, end: head + one + end, id="a chunk taken out"),
        pytest.param(lambda head, one, two, end: head + two + one + end, id="chunks exchanged"),
        pytest.param(lambda head, one, two, end: head + one + one + two + end, id="a chunk repeated"),
        pytest.param(lambda head, one, two, end: head + one + two + end + end, id="the end repeated"),
        pytest.param(lambda head, one, two, end: head + one + two + end + b"x", id="something added"),
        pytest.param(lambda head, one, two, end: head, id="only the header"),
        pytest.param(lambda head, one, two, end: head[:9], id="half a header"),
        pytest.param(lambda head, one, two, end: b"", id="emptied"),
    ],
)
def test_a_cut_or_reordered_file_is_told(tmp_path, alter):
    digest = kept(tmp_path, os.urandom(2 * CHUNK + 100)).digest
    raw = stored(tmp_path).read_bytes()
    head, rest = raw[:HEADER], raw[HEADER:]
    stored(tmp_path).write_bytes(
        alter(head, rest[:SEALED_CHUNK], rest[SEALED_CHUNK : 2 * SEALED_CHUNK], rest[2 * SEALED_CHUNK :])
    )
    with pytest.raises(SealBroken):
        content(tmp_path)
    with pytest.raises(SealBroken):
        matches(tmp_path, NAME, KEY, digest)


def test_another_key_does_not_open_it(tmp_path):
    kept(tmp_path, b"x")
    with pytest.raises(SealBroken):
        content(tmp_path, key=b"l" * 32)


def test_a_file_put_in_the_place_of_another_does_not_open(tmp_path):
    kept(tmp_path, b"one")
    kept(tmp_path, b"two", OTHER)
    stored(tmp_path).write_bytes(stored(tmp_path, OTHER).read_bytes())
    with pytest.raises(SealBroken):
        content(tmp_path)


def test_an_older_file_of_the_same_name_opens_but_does_not_match_the_fact(tmp_path):
    kept(tmp_path, b"one")
    drop(tmp_path, NAME)
    digest = kept(tmp_path, b"two").digest
    drop(tmp_path, NAME)
    kept(tmp_path, b"one")
    assert not matches(tmp_path, NAME, KEY, digest)


def test_a_file_that_is_gone_is_told_before_anything_is_sent(tmp_path):
    assert not is_kept(tmp_path, NAME)
    with pytest.raises(FileGone):
        open_file(tmp_path, NAME, KEY)
    with pytest.raises(FileGone):
        matches(tmp_path, NAME, KEY, b"")


def test_dropping_removes_it_and_may_be_repeated(tmp_path):
    drop(tmp_path, NAME)
    kept(tmp_path, b"x")
    assert is_kept(tmp_path, NAME)
    drop(tmp_path, NAME)
    drop(tmp_path, NAME)
    assert not is_kept(tmp_path, NAME)


def aged(path, hours):
    moment = (NOW - timedelta(hours=hours)).timestamp()
    os.utime(path, (moment, moment))
    return path


def test_a_sweep_finds_what_no_row_names_after_a_day_and_nothing_else(tmp_path):
    young, part, young_part = (mint(0, bytes([n]) * 10, 0xA7) for n in (2, 3, 4))
    for name in (NAME, OTHER, young):
        kept(tmp_path, b"x", name)
        aged(stored(tmp_path, name), 1 if name == young else 25)
    left = stored(tmp_path).with_name(part.hex + ".part")
    left.write_bytes(b"half")
    aged(left, 25)
    fresh = stored(tmp_path).with_name(young_part.hex + ".part")
    fresh.write_bytes(b"half")
    aged(fresh, 1)
    strange = stored(tmp_path).with_name("notes.txt")
    strange.write_bytes(b"not ours")
    aged(strange, 99)
    (tmp_path / "b8").mkdir()
    (tmp_path / "a file").write_bytes(b"")
    assert set(sweep(tmp_path, {NAME}.intersection, now=NOW)) == {stored(tmp_path, OTHER), left}


def test_a_file_that_is_finished_while_a_sweep_looks_is_no_orphan(tmp_path):
    kept(tmp_path, b"x")
    stored(tmp_path, OTHER).symlink_to(tmp_path / "nowhere")
    assert list(sweep(tmp_path, frozenset().intersection, now=NOW - timedelta(days=9_999))) == []
