"""What does `ombud import` take in, and what does it say of the rest?"""

import json
from argparse import Namespace
from contextlib import nullcontext
from pathlib import Path

import pytest

from ombud.interfaces.cli import import_
from tests.usecases.sorting.scene import SHOWS_NAKED

DEV = Path(__file__).parents[4] / "shared" / "data" / "complaints_dev.jsonl"


@pytest.fixture
def take(house, tmp_path, monkeypatch, capsys):
    """Import a file of these contents; return the exit code, what was said and the report."""
    monkeypatch.setattr(import_, "opened", nullcontext)

    def run(content, name="in.csv", source=None):
        path = content if isinstance(content, Path) else tmp_path / name
        if not isinstance(content, Path):
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        report = tmp_path / "report.jsonl"
        code = import_.run(Namespace(file=path, report=report, source=source))
        lines = report.read_text("utf-8").splitlines() if report.exists() else []
        return code, capsys.readouterr().out.split(" / ")[0], [json.loads(line) for line in lines]

    return run


def test_a_table_is_taken_by_its_columns_and_only_once(house, take):
    first = f'1,"{SHOWS_NAKED}",clips,video,v-1,lan@example.org,red'
    table = f"id,text,subject_platform,subject_kind,subject_id,email,colour\n{first}\n2,hello,,,,,\n"
    assert take(table) == (0, "2 taken, 0 known already, 0 refused", [])
    assert take(table) == (0, "0 taken, 2 known already, 0 refused", [])
    assert house.rows("SELECT count(*), count(subject) FROM complaint") == [(2, 1)]


def test_a_line_without_an_id_is_known_by_its_place_and_words(house, take):
    take("text\nhello\nhello\n")
    assert take("text\nhello\nhello\nhello\n")[1] == "1 taken, 2 known already, 0 refused"


def test_bad_lines_are_named_and_good_ones_taken(house, take):
    lines = [
        {"id": 1, "text": "hello"},
        {"id": 2, "text": "  "},
        {"id": 3},
        {"id": 1, "text": "SECRET other words"},
        {"id": 4, "text": "x", "subject_platform": "clips", "subject_kind": "SECRET", "subject_id": "1"},
    ]
    content = "\n".join(json.dumps(line) for line in lines) + "\n{SECRET\n[1]\n\n"
    code, said, report = take(content, name="in.txt")
    assert (code, said) == (1, "1 taken, 0 known already, 6 refused")
    assert [line["line"] for line in report] == [2, 3, 4, 5, 6, 7]
    assert [line["error"] for line in report] == [
        "text_empty",
        "bad_input",
        "key_reused",
        "bad_input",
        "bad_input",
        "bad_input",
    ]
    assert "SECRET" not in json.dumps(report)


def test_the_same_ids_of_another_source_are_other_complaints(house, take):
    take("id,text\n1,hello\n", name="a.csv")
    assert take("id,text\n1,goodbye\n", name="b.csv")[1] == "1 taken, 0 known already, 0 refused"
    assert (
        take("id,text\n1,hello\n", name="c.csv", source="a.csv")[1] == "0 taken, 1 known already, 0 refused"
    )


def test_semicolons_a_mark_at_the_start_and_lines_inside_a_field_are_read(house, take):
    assert take(b'\xef\xbb\xbfid;text\r\n1;"one\r\ntwo"\r\n2;x;y\r\n3;\xff\r\n')[1:] == (
        "1 taken, 0 known already, 2 refused",
        [
            {"line": 4, "error": "bad_input", "why": "too_many_columns"},
            {"line": 5, "error": "bad_input", "field": "text"},
        ],
    )


@pytest.mark.parametrize(
    "content", [b"", b"id,text\n", b"\x00\x01\x02\xff"], ids=["empty", "a header alone", "no text"]
)
def test_a_file_without_a_complaint_is_said_so(take, content):
    assert take(content)[0] == 2


def test_a_file_that_is_not_there_is_said_so(take, tmp_path):
    assert take(tmp_path / "nothing.csv")[0] == 2


def test_danger_in_a_file_is_seen_at_the_door(house, take):
    take(json.dumps({"text": "hello", "danger_now": True}), name="in.jsonl")
    assert house.rows("SELECT urgent FROM complaint") == [(True,)]


@pytest.mark.skipif(not DEV.exists(), reason="the folder of real complaints is not here")
def test_every_real_complaint_is_taken_sorted_and_clean(house, take):
    from ombud.usecases.verify import verify

    assert take(DEV)[:2] == (0, "552 taken, 0 known already, 0 refused")
    late = house.now.replace(year=house.now.year + 1)
    house.drain(now=late)
    assert house.rows("SELECT standing, acknowledged, count(*) FROM complaint GROUP BY 1, 2") == [
        ("open", True, 552)
    ]
    assert verify(now=house.now).faults == []
