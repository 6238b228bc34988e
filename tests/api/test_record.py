"""The record that was kept goes out over the API to whoever holds the code of its letter, and to nobody else."""

from base64 import b64encode
from hashlib import sha256
from io import BytesIO
from zipfile import ZipFile

import pytest

from ombud.core import facts
from ombud.core.receipts import number_of
from ombud.store import mailroom
from ombud.store.ledger import read_lines
from ombud.store.vault import vault
from tests.usecases.orders import test_record as handing

LETTER = "kept_record"


@pytest.fixture
def letter(stage):
    """The letter by which the family got the record: its number and code."""
    case = handing.begun(stage)
    handing.proves(stage, case)
    handing.decided(stage, case)
    handing.gives(stage, case)
    stage.carry()
    stage.tell()
    return _named(next(one for one in mailroom.of_complaint(stage.lan) if one.template == LETTER))


def _named(one):
    return one.number, vault().code(one.id, one.key_version)


def get(client, address, code):
    return client.get(f"/api/v1/letters/{address}", headers={"Authorization": f"Receipt {code}"})


def fetched(stage):
    return [line.fact for line in read_lines(stage.lan) if isinstance(line.fact, facts.RecordFetched)]


def test_whoever_holds_the_letter_fetches_the_archive_and_can_check_every_file(client, stage, letter):
    number, code = letter
    said = get(client, number, code).json()["record"]
    assert said["url"] == f"/api/v1/letters/{number}/record"
    assert fetched(stage) == []  # to read of it is not to fetch it
    answer, again = (get(client, f"{number}/record", code) for _ in range(2))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/zip")
    assert answer["Cache-Control"] == "no-store"
    assert answer["Repr-Digest"] == f"sha-256=:{b64encode(sha256(answer.content).digest()).decode()}:"
    assert answer.content == again.content
    with ZipFile(BytesIO(answer.content)) as packed:
        for one in said["files"]:
            assert sha256(packed.read(one["name"])).hexdigest() == one["sha256"]
        assert [one["name"] for one in said["files"]] == ["manifest.json", "01.txt"]
        assert said["files"][0]["sha256"] in packed.read("letter.txt").decode()
    assert len(fetched(stage)) == 2


def test_each_time_stands_in_the_book_and_whoever_complained_sees_it(client, stage, letter):
    get(client, f"{letter[0]}/record", letter[1])
    mine = vault().code(stage.lan, vault().code_version)
    page = client.get(
        f"/api/v1/complaints/{number_of(stage.lan, 'C')}", headers={"Authorization": f"Receipt {mine}"}
    ).json()
    assert any("kept for you was fetched" in one["text"] for one in page["timeline"])


def test_no_other_code_opens_it_and_no_other_letter_has_one(client, stage, letter):
    number, _ = letter
    assert get(client, f"{number}/record", vault().code(stage.lan, vault().code_version)).status_code == 401
    assert get(client, f"{number}/record", "AAAA-AAAA-AAAA-AAAA-AAAA-A").status_code == 401
    assert client.get(f"/api/v1/letters/{number}/record").status_code == 401
    bearer = {"Authorization": "Bearer whatever"}
    assert client.get(f"/api/v1/letters/{number}/record", headers=bearer).status_code == 401
    others = [one for one in mailroom.of_complaint(stage.lan) if one.template != LETTER]
    (case,) = {one.case_id for one in others if one.case_id}
    whose = [*others, *mailroom.of_case(case)]
    assert {one.side for one in whose} == {"complainant", "account"}
    for one in whose:
        if one.state in mailroom.UNREAD:
            continue
        theirs = _named(one)
        assert get(client, *theirs).json()["record"] is None
        assert get(client, f"{theirs[0]}/record", theirs[1]).status_code == 404
    assert fetched(stage) == []
