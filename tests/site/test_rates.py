"""How often may somebody ask? As often as the class of the door allows, in all processes together."""

import json
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from functools import partial

import psycopg
import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client, RequestFactory

from ombud.adapters import here
from ombud.adapters.limits import limits
from ombud.core.refusals import No, Refused
from ombud.interfaces.api.asking import callers
from ombud.interfaces.firehose.hose import Firehose
from ombud.interfaces.firehose.ledgers import Ledgers
from ombud.site.proxies import Proxies
from ombud.store.models import Complaint
from ombud.store.rates import take
from ombud.usecases.forget_rates import forget_rates
from ombud.usecases.make_api_key import make_api_key
from ombud.wire.doors import Rate
from ombud.wire.rates import Rates, rates
from tests.api.doors import Django, Hose
from tests.portal.conftest import Browser, clock, house  # noqa: F401 - fixtures

KEY = re.compile(r'name="key" value="([^"]+)"')
DAY = timedelta(days=1)
WORDS = "这个账号冒充我,骗了我朋友三千块钱。"
DANGER = "我不想活了,药已经买好了,今晚就结束。"


@pytest.fixture
def only(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Allow only so much, in a process that has just started."""

    def allow(said: str) -> None:
        monkeypatch.setenv("OMBUD_RATES", said)
        rates.forget()

    yield allow
    rates.forget()


def spent(process, *, now, who="203.0.113.0/24", rate=Rate.FILING):
    try:
        process.spend(rate, who, now=now)
    except Refused as refused:
        return refused.code, refused.facts["seconds"]
    return None


def test_two_processes_share_a_limit_and_the_next_window_is_new(db, only, now):
    only("filing=5/60")
    web, firehose = Rates(), Rates()
    assert [spent(one, now=now) for one in (web, web, firehose, web, firehose)] == [None] * 5
    assert spent(web, now=now) == spent(firehose, now=now) == (No.TOO_FAST, 61)
    assert spent(web, now=now, who="198.51.100.0/24") is None
    assert spent(firehose, now=now + timedelta(seconds=59)) == (No.TOO_FAST, 2)
    assert spent(firehose, now=now + timedelta(seconds=60)) is None


def test_of_many_at_once_exactly_as_many_pass_as_are_allowed(database, transactional_db, only, now):
    only("filing=20/60")

    def one(_):
        with psycopg.connect(database.app) as link:
            return [spent_by(Rates(), partial(take, link=link), now) for _ in range(10)]

    with ThreadPoolExecutor(4) as several:
        got = [code for result in several.map(one, range(4)) for code in result]
    assert got.count(None) == 20
    assert got.count(No.TOO_FAST) == 20


def spent_by(process, how, now):
    try:
        process.spend(Rate.FILING, "net", now=now, take=how)
    except Refused as refused:
        return refused.code
    return None


def test_of_a_wide_limit_a_process_takes_many_at_once_and_never_too_many(only, now):
    only("machine=2500/60")
    asked = []

    def shared(_key, *, amount, window, now):
        asked.append(amount)
        return sum(asked), now + window

    here_, there = Rates(), Rates()
    passed = 0
    for _ in range(1300):
        for process in (here_, there):
            try:
                process.spend(Rate.MACHINE, "Clips", now=now, take=shared)
            except Refused:
                continue
            passed += 1
    assert passed == 2500
    assert set(asked) == {2}
    assert len(asked) == 2500 // 2 + 2


def test_without_a_limit_nobody_is_counted_and_without_a_database_nobody_is_refused(only, now):
    def broken(_key, **_said):
        raise psycopg.OperationalError

    def forbidden(_key, **_said):
        raise AssertionError

    only("page=0/60 filing=1/60")
    Rates().spend(Rate.PAGE, "net", now=now, take=forbidden)
    process = Rates()
    for _ in range(3):
        process.spend(Rate.FILING, "net", now=now, take=broken)


@pytest.mark.parametrize("said", ["filing", "filing=3", "filing=3/0", "parties=3/60", "filing=-1/60"])
def test_a_limit_that_cannot_be_read_is_told(said):
    with pytest.raises(ValueError, match="OMBUD_RATES"):
        limits({"OMBUD_RATES": said})


def test_every_class_has_a_limit_and_what_the_setting_does_not_name_keeps_its_own():
    assert set(limits({})) == {rate.value for rate in Rate}
    said = limits({"OMBUD_RATES": "filing=7/60"})
    assert (said["filing"].allowed, said["filing"].window) == (7, timedelta(minutes=1))
    assert said["page"] == limits({})["page"]


def test_who_asked_cannot_be_read_and_is_forgotten_when_it_no_longer_counts(
    owner, transactional_db, only, now
):
    only("filing=5/60")
    client = Client(REMOTE_ADDR="203.0.113.77")
    client.post("/staff/login/", {"login": "mei", "password": "wrong, wrong, wrong"})
    spent(Rates(), now=now)
    for table, count in {"rate_window": 2, "shared_cache": 1}.items():
        rows = owner.execute(f"SELECT t::text, encode(t::text::bytea, 'escape') FROM {table} t").fetchall()
        assert len(rows) >= count
        assert not any("203.0.113" in text or "mei" in text for row in rows for text in row)
    assert forget_rates(now=now - DAY) == 0
    assert forget_rates(now=here.now() + 30 * DAY) >= 3
    assert owner.execute("SELECT count(*) FROM rate_window").fetchone() == (0,)
    assert owner.execute("SELECT count(*) FROM shared_cache").fetchone() == (0,)


# ---- at the doors


def test_page_the_portal_says_in_the_readers_language_when_to_come_back_and_where_help_is(house, only):  # noqa: F811
    only("page=2/60")
    wei = Browser("en")
    assert [wei.get("/rules/").status_code for _ in range(3)] == [200, 200, 429]
    answer = wei.get("/")
    assert answer["Retry-After"] == "61"
    assert "Too many requests from this network" in answer.text
    assert "tel:" in answer.text
    assert "这个网络来的请求太多了" in Browser("zh").get("/").text
    house.on(seconds=61)
    assert wei.get("/").status_code == 200


def test_filing_too_often_keeps_what_was_written_and_the_empty_form_still_opens(house, only):  # noqa: F811
    only("filing=1/60 page=100/60")
    lan, wei = Browser("zh"), Browser("en")
    assert lan.send(text=WORDS).status_code == 303
    answer = wei.send(text=WORDS, email="wei@example.org", way="confidential")
    assert answer.status_code == 429
    assert answer["Retry-After"] == "61"
    assert "Too many requests; try again in 61 seconds." in answer.text
    assert WORDS in answer.text
    assert "wei@example.org" in answer.text
    assert Complaint.objects.count() == 1
    house.on(seconds=61)
    key = KEY.search(answer.text)[1]
    assert wei.post("/file/", key=key, text=WORDS, danger="no", way="anonymous").status_code == 303


@pytest.mark.parametrize(
    "said",
    [
        pytest.param({"text": DANGER}, id="by its words"),
        pytest.param({"text": WORDS, "danger": "yes"}, id="because the form says so"),
    ],
)
def test_danger_to_life_is_never_refused(house, only, said):  # noqa: F811
    only("filing=1/60 page=1/60")
    assert Browser().send(text=WORDS).status_code == 303
    assert Browser().send(text=WORDS).status_code == 429
    assert [Browser().send(**said).status_code for _ in range(3)] == [303] * 3


def test_what_a_complainant_adds_too_often_stays_in_the_field(house, only):  # noqa: F811
    lan = Browser()
    number, code = lan.file(WORDS)
    lan.enter(number, code)
    only("filing=2/60")  # the complaint itself was one
    assert lan.post(f"/c/{number}", do="write", text="补充一句").status_code == 303
    answer = lan.post(f"/c/{number}", do="write", text="再补充一句,很重要。")
    assert answer.status_code == 429
    assert "再补充一句,很重要。" in answer.text
    assert lan.post(f"/c/{number}", do="write", text=DANGER).status_code == 303


def test_codes_wrong_ones_are_counted_by_network_and_a_right_one_passes(house, only):  # noqa: F811
    number, code = Browser().file(WORDS)
    only("codes=2/3600")
    guesser = Browser("en", Client(enforce_csrf_checks=True, REMOTE_ADDR="203.0.113.7"))
    neighbour = Browser("en", Client(enforce_csrf_checks=True, REMOTE_ADDR="203.0.113.200"))
    got = [guesser.enter(number, "AAAA-AAAA-AAAA-AAAA-AAAA-A") for _ in range(3)]
    assert [answer.status_code for answer in got] == [403, 403, 429]
    assert got[-1]["Retry-After"] == "3601"
    rates.forget()  # another process
    assert neighbour.enter(number, "AAAA-AAAA-AAAA-AAAA-AAAA-A").status_code == 429
    assert neighbour.enter(number, code).status_code == 303


def test_staff_are_counted_by_themselves(db, mint, only):
    only("staff=2/60")
    people = []
    for name in ("mei", "jun"):
        user = get_user_model().objects.create_user(
            name, "a long secret, a long secret", id=mint(), name=name, roles=["agent"]
        )
        client = Client(headers={"accept-language": "en"})
        client.force_login(user)
        people.append(client)
    mei, jun = people
    assert [mei.get("/staff/password/change/").status_code for _ in range(3)] == [200, 200, 429]
    assert jun.get("/staff/password/change/").status_code == 200


def test_the_staff_entrance_counts_wrong_passwords_in_all_processes(db, mint, only):
    get_user_model().objects.create_user(
        "mei", "a long secret of Mei", id=mint(), name="梅 Mei", roles=["agent"]
    )
    said = {"login": "mei", "password": "not the secret of Mei"}
    answers = [
        Client(headers={"accept-language": "en"}, REMOTE_ADDR=f"203.0.{tried}.1").post("/staff/login/", said)
        for tried in range(7)
    ]
    assert "Too many failed login attempts" not in answers[3].text
    assert "Too many failed login attempts" in answers[6].text
    right = {**said, "password": "a long secret of Mei"}
    assert Client(REMOTE_ADDR="198.51.100.1").post("/staff/login/", right).status_code == 200
    assert settings.CACHES["default"]["BACKEND"].endswith("DatabaseCache")


@pytest.fixture(params=["django", "firehose"])
def door(request, database, house):  # noqa: F811
    """One of the two doors that take complaints."""
    callers.known.clear()
    if request.param == "django":
        yield Django(Client(headers={"Accept-Language": "en"}))
        return
    hose = Hose(Firehose(Ledgers.at(database.app), "http://127.0.0.1:8000"))
    yield hose
    hose.close()


def test_machines_are_counted_by_key_at_both_doors_of_the_api(door, only):
    keys = [
        make_api_key(name, scopes=frozenset({"file"}), mint=here.mint, now=here.now()).key
        for name in ("Clips", "another")
    ]
    only("machine=2/60")
    body = json.dumps({"text": WORDS}).encode()

    def file(key):
        return door.send("POST", "/api/v1/complaints", body, authorization=f"Bearer {key}")

    got = [file(keys[0]) for _ in range(3)]
    assert [answer.status for answer in got] == [201, 201, 429]
    assert got[-1].json()["code"] == "too_fast"
    assert got[-1].headers["retry-after"] == "61"
    assert file(keys[1]).status == 201


@pytest.mark.parametrize(
    ("proxies", "said", "counted"),
    [
        pytest.param(0, "203.0.113.9", "10.0.0.1", id="without a proxy the header is nobody's word"),
        pytest.param(1, "203.0.113.9", "203.0.113.9", id="what our proxy saw"),
        pytest.param(1, "198.51.100.1, 203.0.113.9", "203.0.113.9", id="not what the client claims"),
        pytest.param(2, "203.0.113.9, 10.0.0.2", "203.0.113.9", id="two proxies"),
        pytest.param(2, "203.0.113.9", "10.0.0.1", id="fewer hops than there are proxies"),
    ],
)
def test_the_address_is_the_one_that_our_own_proxy_saw(monkeypatch, proxies, said, counted):
    monkeypatch.setattr(settings, "OMBUD_PROXIES", proxies)
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", headers={"X-Forwarded-For": said})
    Proxies(lambda it: it)(request)
    assert request.META["REMOTE_ADDR"] == counted


def test_a_day_later_the_same_network_has_another_name(db, only):
    only("filing=5/172800")
    spent(Rates(), now=datetime.fromisoformat("2026-11-23T10:00:00+00:00"))
    spent(Rates(), now=datetime.fromisoformat("2026-11-24T10:00:00+00:00"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM rate_window")
        assert cursor.fetchone() == (2,)
