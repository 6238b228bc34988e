"""Who sees the figures that laws ask for, what the page says and does not say, and who may take the files away?"""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client

from ombud.adapters import here
from ombud.adapters.home import Home
from ombud.adapters.platform.contract import Account, Snapshot
from ombud.interfaces.cli import main
from ombud.store import packs
from ombud.store.models import Staff
from tests import cast
from tests.usecases.orders.scene import VIDEO

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
TRANSPARENCY = {"report": "eu_dsa_report", "period": "2026"}


@pytest.fixture
def house(app_link, mint, *, now, monkeypatch, settings, tmp_path):
    """兰 Lan complained from the Union and from India; 梅 Mei decided; 君 Jun looked again."""
    from contextlib import nullcontext

    from tests.usecases.orders.scene import Stage
    from tests.usecases.sorting.scene import SHOWS_NAKED, furnish

    stage = Stage(furnish(app_link, now=now, mint=mint), now=now, mint=mint)
    for place in ("CN", "EU", "IN", "UK", "US"):
        packs.store_pack(cast.pack(place), now=now)
    for who, name, roles in ((cast.JUN, "jun", ["senior"]), (cast.AN, "an", ["auditor"])):
        Staff(id=who, username=name, name=name, roles=roles, present=True).save(force_insert=True)
    for place in ("EU", "IN"):
        stage.host.know(
            replace(VIDEO, id=f"v-{place}"), account=Account("a-tao", name="涛"), snapshot=Snapshot("跳舞")
        )
        case = stage.case(f"{SHOWS_NAKED}{place}", jurisdiction=place, about=f"v-{place}")
        stage.later(hours=5)
        stage.decide(case, "L4")
        stage.all()
    monkeypatch.setattr("ombud.interfaces.cli.house.opened", nullcontext)
    monkeypatch.setattr(Home, "from_environment", lambda: Home(tmp_path))
    settings.OMBUD_HOME = Home(tmp_path)
    monkeypatch.setattr(here, "now", lambda: stage.now + timedelta(days=60))
    return stage


def at(who=cast.AN, lang="en"):
    client = Client(headers={"accept-language": lang})
    client.force_login(Staff.objects.get(id=who), backend=BACKEND)
    return client


def test_a_time_that_nobody_counted_says_so_and_what_the_platform_must_add(house):
    page = at().get("/office/figures/", TRANSPARENCY).text
    assert "Nobody has counted this time yet" in page
    assert "Human moderators: how many, how qualified, in which languages (part 9)" in page
    assert "no statement that a law is complied with" in page
    assert "Download" not in page
    assert "这段时间还没有统计过" in at(lang="zh-CN").get("/office/figures/", TRANSPARENCY).text


def test_what_was_counted_is_drawn_and_can_be_taken_away(house):
    assert main(["report", "transparency", "--of", "2026", "--quiet"]) == 0
    page = at().get("/office/figures/", TRANSPARENCY).text
    for said in (
        "median time 5.0 hours",
        "Content removed",
        "Other violations of the terms",
        "part_4_notices.csv",
    ):
        assert said in page, said
    assert "not over yet" not in page
    got = at().get("/office/figures/eu_dsa_report/2026/figures.json")
    assert json.loads(got.getvalue())["counted"]["actions"] == 1
    assert got["Content-Disposition"] == 'attachment; filename="eu_dsa_report-2026-figures.json"'
    zh = at(lang="zh-CN").get("/office/figures/", TRANSPARENCY).text
    assert "用时中位数 5.0 小时" in zh
    assert "违反平台规则的其他情形" in zh


@pytest.mark.parametrize(
    ("name", "said", "words"),
    [
        pytest.param(
            "statements", "eu_dsa_statements", "The host has not said since when it is there", id="statements"
        ),
        pytest.param("india", "in_monthly", "average time 10.0 hours", id="complaints"),
    ],
)
def test_each_sort_of_report_is_drawn(house, name, said, words):
    asked = {"report": said, "period": "2026-11"}
    assert main(["report", name, "--of", "2026-11", "--quiet"]) == 0
    assert words in at().get("/office/figures/", asked).text
    later = {"report": said, "period": f"{here.now():%Y-%m}"}
    assert main(["report", name, "--of", later["period"], "--quiet"]) == 0
    page = at().get("/office/figures/", later).text
    assert "This time is not over yet" in page
    assert ("None." in page) == (name == "india"), "what waits is named until it comes"


def test_what_is_not_there_is_no_page_and_no_way_out_of_the_folder(house):
    assert main(["report", "transparency", "--of", "2026", "--quiet"]) == 0
    for path in (
        "eu_dsa_report/2026/part_9_human_resources.csv",
        "eu_dsa_report/2025/figures.json",
        "nothing/2026/figures.json",
        "eu_dsa_report/soon/figures.json",
        "eu_dsa_report/2026/..%2F..%2Frunning.json",
        "eu_dsa_report/2026/.hidden",
    ):
        assert at().get(f"/office/figures/{path}").status_code == 404, path
    assert "Transparency report" in at().get("/office/figures/", {"report": "ghost", "period": "1066"}).text


def test_counting_begins_once_as_a_process_of_its_own(house, monkeypatch, tmp_path):
    begun = []
    monkeypatch.setattr(
        "ombud.interfaces.office.views.figures.subprocess.Popen", lambda said, **_: begun.append(said[3:])
    )
    told = at().post("/office/figures/count/", TRANSPARENCY, follow=True)
    assert "Counting has begun" in told.text
    assert begun == [["report", "eu_dsa_report", "--of", "2026", "--quiet"]]
    running = tmp_path / "figures" / "running.json"
    running.parent.mkdir(exist_ok=True)
    running.write_text(json.dumps({"done": 1, "total": 4}), "utf-8")
    assert "Counting" in at().post("/office/figures/count/", TRANSPARENCY, follow=True).text
    assert len(begun) == 1, "one is under way"
    for wrong in ({"report": "ghost"}, {"period": "1066"}):
        assert at().post("/office/figures/count/", TRANSPARENCY | wrong).status_code == 404


def test_an_agent_has_no_business_here(house):
    for path in ("figures/", "figures/eu_dsa_report/2026/index.csv"):
        assert at(cast.MEI).get(f"/office/{path}").status_code == 403
    assert at(cast.MEI).post("/office/figures/count/", TRANSPARENCY).status_code == 403
