"""The host confirms orders by its signature, and tells what it decided by itself."""

import json
from datetime import timedelta

import pytest

from ombud.adapters.platform.signatures import sign
from tests.adapters.host import OTHER, SECRET

CONFIRMATIONS = "/api/v1/host/confirmations"
DECISIONS = "/api/v1/host/decisions"


@pytest.fixture
def order(stage, monkeypatch):
    """梅 Mei has 涛 Tao's video removed; the host has not answered yet."""
    from ombud.store import orders

    monkeypatch.setenv("OMBUD_PLATFORM_SECRETS", SECRET)
    case = stage.case()
    stage.decide(case, "L4")
    (placed,) = orders.of_case(case)
    return placed


def call(client, body, *, now, secret=SECRET, tampered=None):
    sent = json.dumps(body).encode()
    headers = sign(sent, message_id="msg-1", now=now, secrets=[secret])
    return client.post(CONFIRMATIONS, tampered or sent, content_type="application/json", headers=headers)


def state_of(order):
    from ombud.store import orders

    return orders.find(order.key).state


def test_a_signed_word_confirms_and_the_same_again_changes_nothing(client, stage, order):
    body = {"key": order.key, "state": "confirmed"}
    answers = [call(client, body, now=stage.now) for _ in range(2)]
    assert [one.status_code for one in answers] == [200, 200]
    assert answers[0].json() == answers[1].json() == body
    assert state_of(order) == "confirmed"


def test_a_replay_cannot_take_back_what_was_confirmed(client, stage, order):
    call(client, {"key": order.key, "state": "confirmed"}, now=stage.now)
    assert call(client, {"key": order.key, "state": "failed"}, now=stage.now).status_code == 200
    assert state_of(order) == "confirmed"


def test_what_the_host_will_not_do_is_dead_and_somebody_is_alarmed(client, stage, order):
    from ombud.store.models import Alarm

    assert call(client, {"key": order.key, "state": "failed"}, now=stage.now).status_code == 200
    assert state_of(order) == "dead"
    assert [one.kind for one in Alarm.objects.filter(about=order.key)] == ["order_dead"]


@pytest.mark.parametrize(
    "said",
    [
        pytest.param({"secret": OTHER}, id="another secret"),
        pytest.param({"ago": timedelta(minutes=6)}, id="an old message, replayed"),
        pytest.param({"ago": timedelta(minutes=-6)}, id="from the future"),
        pytest.param({"tampered": b'{"key":"%b","state":"failed"}'}, id="another body"),
    ],
)
def test_what_the_host_did_not_sign_just_now_is_not_believed(client, stage, order, said):
    said = dict(said)
    at = stage.now - said.pop("ago", timedelta())
    if "tampered" in said:
        said["tampered"] %= order.key.encode()
    answer = call(client, {"key": order.key, "state": "confirmed"}, now=at, **said)
    assert (answer.status_code, answer.json()["code"]) == (401, "bad_signature")
    assert state_of(order) == "new"


def test_without_a_signature_or_a_host_nobody_is_believed(client, stage, order, monkeypatch):
    body = json.dumps({"key": order.key, "state": "confirmed"})
    assert client.post(CONFIRMATIONS, body, content_type="application/json").status_code == 401
    monkeypatch.setenv("OMBUD_PLATFORM_SECRETS", "")
    assert call(client, {"key": order.key, "state": "confirmed"}, now=stage.now).status_code == 401
    assert state_of(order) == "new"


def test_an_order_that_nobody_gave_is_not_found(client, stage, order):
    answer = call(client, {"key": "0" * 42, "state": "confirmed"}, now=stage.now)
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def decided(name, **more):
    video = {"platform": "clips", "kind": "video", "id": f"v-{name}"}
    return {
        "id": f"d-{name}",
        "at": "2024-01-02T03:04:05+08:00",
        "subject": video,
        "account": "u-tao",
        "clause": "CLIPS.2.1",
        "automation": {"used": True, "model": "m", "version": "1", "score": 0.9},
        "effects": [{"measure": "L4", "subject": video, "until": None}],
        "reasons": "",
    } | more


def tell(client, key, body):
    return client.post(
        DECISIONS,
        json.dumps(body),
        content_type="application/json",
        headers={"Authorization": f"Bearer {key}"},
    )


CHANGES = "/api/v1/host/changes"


def changed(client, *names, now, secret=SECRET, message="msg-2", account="u-tao"):
    several = [{"id": one, "at": now.isoformat(), "kind": "payee", "strange": True} for one in names]
    sent = json.dumps({"platform": "clips", "account": account, "changes": several}).encode()
    headers = sign(sent, message_id=message, now=now, secrets=[secret])
    return lambda at=CHANGES: client.post(at, sent, content_type="application/json", headers=headers)


@pytest.fixture
def watched(stage, monkeypatch):
    """涛 Tao's account is watched for a month; returns what has happened in the house so far, as often as it is asked."""
    from ombud.core import facts
    from ombud.store.models import Alarm, Case, HostOrder, LedgerLine, Letter

    monkeypatch.setenv("OMBUD_PLATFORM_SECRETS", SECRET)
    case = stage.case()
    tao = stage.subject("account", "u-tao")
    stage.decide(case, facts.Chosen(measure="W", target=tao, until=stage.now + timedelta(days=30)))
    stage.later(minutes=1)
    rows = (Alarm, Case, HostOrder, LedgerLine, Letter)
    return lambda: tuple(model.objects.count() for model in rows)


def test_what_just_happened_to_a_watched_account_is_heard_once(client, stage, watched):
    from ombud.store.models import HostOrder

    send = changed(client, "c-1", now=stage.now)
    assert (send().status_code, send().json()) == (200, {"new": 0})
    after = watched()
    assert HostOrder.objects.filter(measure="P5").count() == 0, (
        "a kind that locks nobody, and still a lead hears"
    )
    assert changed(client, "c-1", now=stage.now, message="msg-3")().json() == {"new": 0}, "by any name"
    assert watched() == after
    assert changed(client, "c-2", now=stage.now)().json() == {"new": 1}


def test_of_an_account_that_nobody_watches_nothing_is_written(client, stage, watched):
    before = watched()
    assert changed(client, "c-1", now=stage.now, account="u-hao")().json() == {"new": 0}
    assert watched() == before


def test_a_forged_or_an_old_word_about_an_account_changes_nothing(client, stage, watched, host_key):
    before = watched()
    forged = changed(client, "c-1", now=stage.now, secret=OTHER)()
    old = changed(client, "c-1", now=stage.now - timedelta(minutes=6))()
    elsewhere = json.dumps({"platform": "clips", "account": "u-tao", "changes": []})
    bearer = client.post(
        CHANGES, elsewhere, content_type="application/json", headers={"Authorization": f"Bearer {host_key}"}
    )
    assert [one.status_code for one in (forged, old, bearer)] == [401, 401, 401]
    assert watched() == before


def test_what_a_fingerprint_is_found_in_is_heard_only_from_the_host_and_only_for_an_order_that_keeps_it_out(
    client, stage, monkeypatch
):
    monkeypatch.setenv("OMBUD_PLATFORM_SECRETS", SECRET)
    video = {"platform": "clips", "kind": "video", "id": "v-7"}
    sent = json.dumps({"order": "0" * 42, "matches": [{"subject": video, "near": True}]}).encode()

    def tells(secret):
        headers = sign(sent, message_id="msg-9", now=stage.now, secrets=[secret])
        return client.post("/api/v1/host/matches", sent, content_type="application/json", headers=headers)

    assert (tells(SECRET).status_code, tells(SECRET).json()["code"]) == (404, "not_found")
    assert tells(OTHER).status_code == 401


def test_decisions_are_taken_one_by_one_new_known_and_refused(client, packs, host_key):
    from ombud.store.models import HostDecision

    assert tell(client, host_key, decided("1")).json() == [{"id": "d-1", "state": "new"}]
    elsewhere = {"platform": "reels", "kind": "video", "id": "v-3"}
    several = [
        decided("1"),
        decided("2"),
        decided("3", effects=[{"measure": "L4", "subject": elsewhere}]),
        decided("4", at="2999-01-01T00:00:00Z"),
    ]
    said = tell(client, host_key, several).json()
    assert [(one["id"], one["state"]) for one in said] == [
        ("d-1", "known"),
        ("d-2", "new"),
        ("d-3", "refused"),
        ("d-4", "refused"),
    ]
    assert [said[2]["problem"]["code"], said[3]["problem"]["code"]] == ["bad_input", "bad_time"]
    assert sorted(HostDecision.objects.values_list("external", flat=True)) == ["d-1", "d-2"]


def test_a_key_that_only_files_tells_no_decisions(client, packs, key):
    answer = tell(client, key, decided("1"))
    assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")


def name(client, key, **body):
    sent = json.dumps(body)
    headers = {"Authorization": f"Bearer {key}"}
    return client.post("/api/v1/host/affected", sent, content_type="application/json", headers=headers)


def test_the_host_names_whom_a_leak_touched_each_once_and_only_for_an_incident(client, stage, host_key, key):
    from ombud.core.receipts import number_of

    stage.house.file("平台把我的手机号泄露给了别人。", kind="PR.PLATFORM", key="leak")
    stage.house.drain()
    leak = stage.house.rows("SELECT number FROM case_row WHERE code = 'PR.PLATFORM'")[0][0]
    said = name(client, host_key, case=leak, accounts=["u-1", "u-2", "u-1", "u 3"])
    assert (said.status_code, said.json()) == (
        200,
        {"new": 2, "known": 0, "bad": [{"line": 4, "why": "several"}]},
    )
    assert name(client, host_key, case=leak, accounts=["u-2"]).json() == {"new": 0, "known": 1, "bad": []}
    refused = (
        (name(client, key, case=leak, accounts=["u-3"]), 403, "not_allowed"),
        (
            name(client, host_key, case=number_of(stage.case(), "K"), accounts=["u-3"]),
            409,
            "not_the_incident",
        ),
        (name(client, host_key, case="K-0000-0000-0000-0", accounts=["u-3"]), 404, "bad_number"),
        (name(client, host_key, case=leak, accounts=[]), 422, "bad_input"),
    )
    assert [(one.status_code, one.json()["code"]) for one, _, _ in refused] == [(s, c) for _, s, c in refused]
