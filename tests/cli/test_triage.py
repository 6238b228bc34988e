"""Does `ombud triage` sort a file without a database, and say in one sentence what it cannot read?"""

import json
from pathlib import Path

import pytest

from ombud.interfaces.cli import main

NAKED = {
    "id": 1,
    "text": "这个视频里有人裸露,全是色情内容,请删除。",
    "category": "content_violation",
    "lang": "zh",
}
HACKED = {"id": "b", "text": "My account was hacked and I cannot log in.", "category": "account_security"}


@pytest.fixture
def file(tmp_path: Path):
    """A file of these lines."""

    def written(*lines: object) -> Path:
        path = tmp_path / "texts.jsonl"
        said = [line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines]
        path.write_text("\n".join(said), encoding="utf-8")
        return path

    return written


def test_every_line_is_answered_under_its_own_id(file, capsys):
    assert main(["triage", str(file(NAKED, "", HACKED))]) == 0
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(one["id"], one["category"]) for one in answers] == [
        ("1", "content_violation"),
        ("b", "account_security"),
    ]
    assert all(abs(sum(one["proba"].values()) - 1) < 0.01 for one in answers)


def test_a_score_is_printed_instead_of_the_predictions(file, capsys):
    assert main(["triage", str(file(NAKED, HACKED)), "--score"]) == 0
    said = capsys.readouterr().out
    assert "n=2 acc=1.000" in said
    assert "proba" not in said


def test_without_categories_nothing_is_scored_and_it_is_said(file, capsys):
    assert main(["triage", str(file({"id": 1, "text": "hello"})), "--score"]) == 0
    assert "nothing to score" in capsys.readouterr().out


def test_predictions_go_into_a_file_and_not_to_the_screen(file, tmp_path, capsys):
    out = tmp_path / "predictions.jsonl"
    assert main(["triage", str(file(NAKED)), "--out", str(out)]) == 0
    assert json.loads(out.read_text(encoding="utf-8"))["id"] == "1"
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("line", "said"),
    [
        pytest.param({"text": "hello"}, "has no id", id="no id"),
        pytest.param({"id": 1}, "has no text", id="no text"),
        pytest.param({"id": 1, "text": 5}, "has no text", id="a number for a text"),
        pytest.param("[1]", "not a JSON object", id="a list"),
        pytest.param("{half", "not JSON", id="half a line"),
    ],
)
def test_a_line_that_cannot_be_sorted_is_named_by_its_number_and_nothing_is_printed(line, said, file, capsys):
    assert main(["triage", str(file(NAKED, line))]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert said in told.err
    assert "texts.jsonl:2:" in told.err
    assert "此行" in told.err


def test_a_file_that_is_not_there_is_said_in_one_sentence(tmp_path, capsys):
    assert main(["triage", str(tmp_path / "none.jsonl")]) == 2
    told = capsys.readouterr()
    assert (told.out, len(told.err.splitlines())) == ("", 1)
