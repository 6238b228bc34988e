"""A kept file whose bytes changed, went, or lie under another's name is named."""

from pathlib import Path

import pytest

from ombud.store.vault import vault
from ombud.usecases.verify import verify


@pytest.fixture
def file(house, case) -> Path:
    return min(path for path in vault().folder.glob("[0-9a-f][0-9a-f]/*") if path.is_file())


def flipped(file, at):
    body = bytearray(file.read_bytes())
    body[at] ^= 1
    file.write_bytes(body)


@pytest.mark.parametrize(
    ("harm", "code"),
    [
        pytest.param(lambda file: flipped(file, -1), "file_unreadable", id="a byte flipped"),
        pytest.param(
            lambda file: file.write_bytes(file.read_bytes()[:-20]), "file_unreadable", id="cut short"
        ),
        pytest.param(lambda file: file.write_bytes(b""), "file_unreadable", id="emptied"),
        pytest.param(Path.unlink, "file_missing", id="gone"),
    ],
)
def test_a_file_that_was_harmed_is_named(house, file, harm, code):
    whole = file.read_bytes()
    assert verify(now=house.now).is_clean
    harm(file)
    assert {fault.code for fault in verify(now=house.now).faults} == {code}
    file.write_bytes(whole)
    assert verify(now=house.now).is_clean


def test_another_file_sealed_well_under_this_name_is_named(house, file, monkeypatch):
    """Whoever has the keys could write another file; the digest in the book still tells."""
    from io import BytesIO
    from uuid import UUID

    from ombud.store import evidence
    from ombud.store.models import Evidence

    row = Evidence.objects.get(id=UUID(hex=file.name))
    file.unlink()
    evidence.keep(row.id, source=BytesIO(b"something else"), person=row.person)
    assert {fault.code for fault in verify(now=house.now).faults} == {"file_differs"}
