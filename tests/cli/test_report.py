"""Does `ombud report` write what a law asks for: whole, twice alike, in calls of a hundred, and without a word that anybody wrote?"""

import csv
import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from ombud.adapters import handing_in, here
from ombud.adapters.home import Home
from ombud.adapters.platform.contract import Account, Snapshot
from ombud.core.figures.statements import Left, Statement, Why
from ombud.core.receipts import number_of
from ombud.interfaces.cli import main
from tests.usecases.orders.scene import VIDEO
from tests.usecases.sorting.scene import SHOWS_NAKED

SECRET = "兰小舟,电话13800138000,她说「你别跑」"
FOUND = "发布者陈大涛,手机13900139000,原话「来啊怕你」"
POSTED = datetime(2026, 11, 20, 12, tzinfo=UTC)
DRAWN = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32,}")
"""Ids and digests: by chance four figures of them are those of a telephone."""


@pytest.fixture
def stage(opened, app_link, mint, *, now, monkeypatch, tmp_path):
    """兰 Lan complained from the Union about two videos; of the second nobody knows since when it is there."""
    from tests.usecases.orders.scene import Stage
    from tests.usecases.sorting.scene import furnish

    stage = Stage(furnish(app_link, now=now, mint=mint), now=now, mint=mint)
    for name, posted in (("v-1", POSTED), ("v-2", None)):
        snapshot = Snapshot("跳舞", "广场舞", posted_at=posted)
        stage.host.know(replace(VIDEO, id=name), account=Account("a-tao", name="涛"), snapshot=snapshot)
        case = stage.case(f"{SHOWS_NAKED}{SECRET}{name}", about=name, jurisdiction="EU")
        stage.later(hours=2)
        stage.decide(case, "L4", why=FOUND)
        stage.all()
        stage.cases = [*getattr(stage, "cases", []), case]
    monkeypatch.setattr(Home, "from_environment", lambda: Home(tmp_path / "home"))
    monkeypatch.setattr(here, "now", lambda: stage.now + timedelta(days=10))
    return stage


def wrote(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def rows(folder, name):
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_statements_are_written_with_what_is_left_out_and_why_and_again_alike(stage, tmp_path, capsys):
    days = ("--since", "2026-11-23", "--until", "2026-11-24")
    for name in ("one", "two"):
        assert main(["report", "statements", *days, "--to", str(tmp_path / name)]) == 0
    said = capsys.readouterr().out
    one, two = (wrote(tmp_path / name) for name in ("one", "two"))
    assert one == two
    assert sorted(one) == ["figures.json", "index.csv", "left_out.csv", "statements-0001.json"]
    [statement] = json.loads(one["statements-0001.json"])["statements"]
    assert statement["content_date"] == "2026-11-20"
    [indexed], [left] = rows(tmp_path / "one", "index.csv"), rows(tmp_path / "one", "left_out.csv")
    numbers = [number_of(case, "K") for case in stage.cases]
    assert (indexed["puid"], indexed["case"]) == (statement["puid"], numbers[0])
    assert (left["case"], left["reason"], left["may still come"]) == (numbers[1], "no_content_date", "yes")
    assert left["in words"].endswith("The host has not said since when it is there")
    counted = json.loads(one["figures.json"])
    assert (counted["over"], counted["counted"]) == (
        True,
        {"statements": 1, "left_out": {"no_content_date": 1}},
    )
    everything = DRAWN.sub("", b"".join(one.values()).decode() + said)
    secrets = (
        "兰",
        "1380",
        "1390",
        "陈大涛",
        "别跑",
        "怕你",
        "跳舞",
        "v-1",
        "a-tao",
        number_of(stage.lan, "C"),
    )
    assert not [secret for secret in secrets if secret in everything]
    assert not [number for number in numbers if number in one["statements-0001.json"].decode()]


def test_the_other_reports_are_written_to_the_house_and_again_over_themselves(stage, tmp_path, capsys):
    room = tmp_path / "home" / "figures"
    for _ in range(2):
        assert main(["report", "transparency", "--of", "2026-H2"]) == 0
        assert main(["report", "p2b", "--of", "2026", "--quiet"]) == 0
        assert main(["report", "india", "--of", "2026-11"]) == 0
    assert "not over yet" in capsys.readouterr().out
    assert sorted(path.name for path in room.iterdir()) == ["eu_dsa_report", "eu_p2b_figures", "in_monthly"]
    half = room / "eu_dsa_report" / "2026-H2"
    assert sorted(wrote(half)) == [
        "actions.csv", "asked_off_the_record.csv", "figures.json", "part_1_summary.csv", "part_3_member_states_orders.csv", "part_4_notices.csv",
        "part_7_appeals_and_recidivism.csv", "part_8_automated_means.csv", "people_told.csv",
    ]  # fmt: skip
    total = rows(half, "part_4_notices.csv")[0]
    assert total["Number of notices received "] == "2"
    assert total["Number of actions taken on the basis of the terms and conditions of the service"] == "2"
    assert total["Median time to take action (Trusted Flagger notices)"] == "", "nobody knows: never nought"
    assert rows(half, "actions.csv") == [
        {"restriction": "DECISION_VISIBILITY_CONTENT_REMOVED", "ground": "terms", "trusted flagger": "no", "decisions": "2"}
    ]  # fmt: skip
    assert not list(room.rglob(".*"))
    [kinds] = rows(room / "in_monthly" / "2026-11", "complaints.csv")
    assert kinds["received"] == "0"


@pytest.mark.parametrize(
    ("said", "why"),
    [
        pytest.param(("nothing", "--of", "2026"), "There is no report nothing", id="no such report"),
        pytest.param(("transparency",), "may be: year, half", id="no time"),
        pytest.param(("transparency", "--of", "2026-11"), "may be: year, half", id="a time it is never about"),
        pytest.param(("statements", "--of", "soon"), "may be: days, month", id="what names no time"),
        pytest.param(("statements", "--since", "2026-11-24", "--until", "2026-11-23"), "may be: days", id="the wrong way round"),
    ],
)  # fmt: skip
def test_what_cannot_be_written_is_said_in_one_sentence(opened, said, why, *, capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.setattr(Home, "from_environment", lambda: Home(tmp_path / "home"))
    assert main(["report", *said]) == 2
    assert why in capsys.readouterr().err


def test_a_folder_that_holds_something_is_left_alone(opened, capsys, tmp_path, monkeypatch):
    monkeypatch.setattr(Home, "from_environment", lambda: Home(tmp_path / "home"))
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("keep me")
    assert main(["report", "p2b", "--of", "2025", "--to", str(tmp_path / "mine")]) == 2
    assert wrote(tmp_path / "mine") == {"letter.txt": b"keep me"}


def made(n):
    fields = {"puid": f"ombud-{n}"}
    return ("K-1", Statement(decision=1, ready_at=POSTED, fields=fields))


@pytest.mark.parametrize(
    ("n", "sizes"), [(0, []), (1, [1]), (100, [100]), (101, [100, 1]), (250, [100, 100, 50])]
)
def test_a_call_holds_a_hundred_at_most(tmp_path, n, sizes):
    left = ("K-2", Left(decision=0, why=Why.PROVISIONAL, what="P2"))
    counted = handing_in.write_statements(tmp_path, [*map(made, range(n)), left], say=str)
    batches = [json.loads(path.read_text())["statements"] for path in sorted(tmp_path.glob("statements-*"))]
    assert [len(batch) for batch in batches] == sizes
    assert counted == {"statements": n, "left_out": {"provisional": 1}}
    index = rows(tmp_path, "index.csv")
    where = {one["puid"]: int(one["file"][11:15]) for one in index}
    assert where == {one["puid"]: no for no, batch in enumerate(batches, 1) for one in batch}
    assert rows(tmp_path, "left_out.csv")[0]["decision"] == ""


def test_what_goes_wrong_leaves_what_was_there(tmp_path):
    target = tmp_path / "2026"
    with handing_in.filled(target) as folder:
        handing_in.write_json(folder / "figures.json", {"n": 1})
    filling = handing_in.filled(target)
    handing_in.write_json(filling.__enter__() / "figures.json", {"n": 2})
    assert not filling.__exit__(KeyError, KeyError(), None), "and it is not hushed up"
    assert json.loads((target / "figures.json").read_text()) == {"n": 1}
    assert [path.name for path in tmp_path.iterdir()] == ["2026"]
