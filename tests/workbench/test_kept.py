"""What 梅 Mei sent after her log-in had ended: nothing is done with it, and she gets it back (I7)."""

import re
from datetime import timedelta
from uuid import UUID

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from ombud.adapters import here
from ombud.site.shifts import USED
from ombud.store.models import Staff
from tests.cast import JUN, MEI
from tests.workbench.scene import PASSWORD

NOTE = "兰女士来电:对方又用新账号找她。\n已告诉她怎么保留证据。"
FRAUD = "这个账号是骗子,骗了我5000元,转账以后就把我拉黑了"
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
HTMX = {"HX-Request": "true"}


@pytest.fixture
def case(floor) -> UUID:
    for agent in (MEI, JUN):
        floor.hire(agent, password=True)
    found = floor.file(FRAUD)
    floor.give(found, MEI)
    return found


@pytest.fixture
def mei(case) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(Staff.objects.get(id=MEI))
    client.get("/work/")
    session = client.session
    session[USED] = here.now().timestamp() - 31 * 60
    session.save()
    return client


def wrote(client, case, **headers):
    said = {"note_text": NOTE, "seen": "3"}
    return client.post(
        f"/work/case/{case}/note/",
        said,
        headers={"Referer": f"http://testserver/work/case/{case}/", **headers},
    )


def log_in(client, agent=MEI):
    said = {"login": f"u{agent.hex}", "password": PASSWORD, "next": "/staff/kept/"}
    answer = client.post("/staff/login/", said)
    assert (answer.status_code, answer["Location"]) == (302, "/staff/kept/")


def notes(client, case):
    return client.get(f"/work/case/{case}/").text.count("已告诉她怎么保留证据")


def test_it_comes_back_after_logging_in_and_is_sent_by_hand(mei, case):
    answer = wrote(mei, case)
    assert (answer.status_code, answer["Location"]) == (302, "/staff/login/?next=/staff/kept/")
    log_in(mei)
    page = mei.get("/staff/kept/").text
    assert NOTE in page
    assert f'action="/work/case/{case}/note/"' in page
    assert f'href="/work/case/{case}/"' in page
    assert dict(HIDDEN.findall(page))["seen"] == "3"
    assert notes(mei, case) == 0
    mei.post(f"/work/case/{case}/note/", {"note_text": NOTE})
    assert notes(mei, case) == 1
    assert mei.get("/staff/kept/")["Location"] == "/work/"


def test_a_request_of_htmx_is_led_to_the_log_in_as_a_whole_page(mei, case):
    answer = wrote(mei, case, **HTMX)
    assert answer["HX-Redirect"] == "/staff/login/?next=/staff/kept/"
    log_in(mei)
    assert NOTE in mei.get("/staff/kept/").text


def test_no_word_of_it_lies_open_in_the_database_and_it_lies_there_for_a_quarter_of_an_hour(mei, case, owner):
    wrote(mei, case)
    (left,) = Session.objects.all()
    assert left.expire_date - here.now() <= timedelta(minutes=15)
    said = str(left.get_decoded())
    assert "kept" in said
    assert not [word for word in ("兰女士", "note", str(case)) if word in said]


def test_a_colleague_who_logs_in_at_the_same_desk_sees_nothing_and_it_is_gone(mei, case):
    wrote(mei, case)
    log_in(mei, JUN)
    assert mei.get("/staff/kept/")["Location"] == "/work/"
    mei.post("/staff/logout/")
    log_in(mei)
    assert mei.get("/staff/kept/")["Location"] == "/work/"


def test_after_a_quarter_of_an_hour_it_is_gone(mei, case, monkeypatch):
    wrote(mei, case)
    log_in(mei)
    later = here.now() + timedelta(minutes=16)
    monkeypatch.setattr("ombud.adapters.here.now", lambda: later)
    assert mei.get("/staff/kept/")["Location"] == "/work/"


def test_the_new_log_in_lasts_as_long_as_any_other(mei, case):
    wrote(mei, case)
    log_in(mei)
    mei.get("/work/")
    assert mei.session.get_expiry_age() > 11 * 3600


def test_whoever_was_never_logged_in_leaves_nothing_behind(case):
    stranger = Client()
    assert wrote(stranger, case)["Location"] == "/staff/login/?next=/staff/kept/"
    assert not Session.objects.exists()
