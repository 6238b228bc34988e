"""A complaint comes in over HTTP."""

import json
import re

import pytest
from django.test import Client

from ombud.store.models import Complaint, LedgerLine

FULL = {
    "subject": {"platform": "clips", "kind": "video", "id": "v-1029", "url": None, "span": [12.0, 31.5]},
    "text": "有人冒充我卖东西",
    "lang": None,
    "kind": None,
    "answers": {"danger_now": False},
    "jurisdiction": "CN",
    "complainant": {
        "relation": "affected",
        "anonymous": False,
        "contact": {"email": "someone@example.org"},
        "locale": "zh",
    },
}


def post(client: Client, body: object, *, key: str, idem: str | None = None, **more):
    raw = body if isinstance(body, (bytes, str)) else json.dumps(body)
    headers = {"Authorization": f"Bearer {key}"} | ({"Idempotency-Key": idem} if idem is not None else {})
    return client.post("/api/v1/complaints", raw, **({"content_type": "application/json"} | more), headers=headers)


def test_a_whole_complaint_is_kept_and_receipted(client, key):
    answer = post(client, FULL, key=key)
    assert answer.status_code == 201
    said = answer.json()
    assert set(said) == {"number", "code", "received_at", "status_url"}
    assert re.fullmatch(r"C-[0-9A-Z-]+", said["number"])
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", said["received_at"])
    assert said["status_url"].endswith("/" + said["number"])
    assert said["code"] not in said["status_url"]
    row = Complaint.objects.get()
    assert (row.number, row.urgent, row.standing) == (said["number"], False, "unsorted")


def test_the_same_key_and_body_give_the_same_answer(client, key):
    first, again = (post(client, FULL, key=key, idem="one") for _ in range(2))
    assert first.status_code == again.status_code == 201
    assert first.json() == again.json()
    assert Complaint.objects.count() == 1


def test_the_same_key_with_another_body_is_a_conflict(client, key):
    post(client, FULL, key=key, idem="one")
    other = post(client, FULL | {"text": "别的事"}, key=key, idem="one")
    assert other.status_code == 409
    assert other.json()["code"] == "key_reused"
    assert Complaint.objects.count() == 1


def test_without_a_key_the_same_words_are_two_complaints(client, key):
    assert post(client, FULL, key=key).json()["number"] != post(client, FULL, key=key).json()["number"]


@pytest.mark.parametrize(
    ("said", "urgent"),
    [
        pytest.param({"answers": {"danger_now": True}}, True, id="ticked"),
        pytest.param({"text": "我不想活了,今晚就跳楼"}, True, id="a phrase"),
        pytest.param({}, False, id="neither"),
    ],
)
def test_danger_is_seen_at_the_door(client, key, said, urgent):
    post(client, FULL | said, key=key)
    assert Complaint.objects.get().urgent is urgent


@pytest.mark.parametrize(
    ("raw", "status", "code"),
    [
        pytest.param(b"", 400, "bad_input", id="nothing"),
        pytest.param(b"{", 400, "bad_input", id="cut off"),
        pytest.param(b"\xff\xfe", 400, "bad_input", id="no UTF-8"),
        pytest.param(b'{"text":"\xff"}', 400, "bad_input", id="no UTF-8 inside"),
        pytest.param(b'{"text":"\\ud800"}', 400, "bad_input", id="half a surrogate pair"),
        pytest.param(b'{"text":"\\udc00\\ud800 x"}', 400, "bad_input", id="a pair the wrong way round"),
        pytest.param(b"[" * 100_000, 422, "bad_input", id="deep"),
        pytest.param(b'{"text":"x","answers":{"a":' + b"[" * 100_000, 422, "bad_input", id="deep inside"),
        pytest.param(b"[]", 422, "bad_input", id="a list"),
        pytest.param(b"null", 422, "bad_input", id="null"),
        pytest.param(b"{}", 422, "bad_input", id="no text"),
        pytest.param(b'{"text":""}', 422, "text_empty", id="empty text"),
        pytest.param(b'{"text":" \\n "}', 422, "text_empty", id="blank text"),
        pytest.param(b'{"text":7}', 422, "bad_input", id="a number for text"),
        pytest.param(json.dumps({"text": "x" * 20_001}).encode(), 422, "text_too_long", id="too long"),
        pytest.param(b'{"text":"x","txet":1}', 422, "bad_input", id="an unknown field"),
        pytest.param(b'{"text":"x","kind":"sorcery"}', 422, "bad_input", id="an unknown kind"),
        pytest.param(b'{"text":"x","answers":{"n":' + b"9" * 5000 + b"}}", 422, "bad_input", id="a huge number"),
        pytest.param(b'{"text":"x","answers":{"n":1e400}}', 422, "bad_input", id="an infinite number"),
        pytest.param(
            b'{"text":"x","subject":{"platform":"c","kind":"video","id":"v\\u0000"}}', 422, "bad_input", id="NUL in an id"
        ),
        pytest.param(b'{"text":"x","subject":{"platform":"c","kind":"video"}}', 422, "bad_input", id="a video without id"),
        pytest.param(
            b'{"text":"x","subject":{"platform":"c","kind":"video","id":"v","span":[1]}}', 422, "bad_input", id="half a span"
        ),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_problem(client, key, raw, status, code):
    answer = post(client, raw, key=key)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer["Content-Type"] == "application/problem+json"
    assert {"type", "title", "status", "detail", "code", "instance"} <= set(answer.json())
    assert not LedgerLine.objects.exists()


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param('{"text":"a\\u0000b"}', id="NUL in the text"),
        pytest.param('{"text":"first","text":"second"}', id="a field twice"),
        pytest.param('{"text":"👩‍👩‍👧 Ω≈ç√ مرحبا"}', id="any script"),
        pytest.param('{"text":"x","subject":{"platform":"clips","kind":"platform"}}', id="about the platform itself"),
        pytest.param('{"text":"x","jurisdiction":"XX"}', id="a place no pack is kept for"),
    ],
)
def test_unusual_but_honest_input_is_taken(client, key, raw):
    assert post(client, raw, key=key).status_code == 201


def test_another_content_type_is_refused(client, key):
    answer = post(client, b"text=x", key=key, content_type="application/x-www-form-urlencoded")
    assert (answer.status_code, answer.json()["code"]) == (415, "media_type")


def test_a_body_beyond_the_limit_is_refused(client, key):
    answer = post(client, b'{"text":"' + b"x" * 600_000 + b'"}', key=key)
    assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Bearer nonsense", "Basic eDp5", "Bearer " + "x" * 5000])
def test_without_a_known_key_nobody_files(client, key, header):
    answer = client.post(
        "/api/v1/complaints", json.dumps(FULL), content_type="application/json", headers={"Authorization": header}
    )
    assert (answer.status_code, answer.json()["code"]) == (401, "not_signed_in")
    assert answer["WWW-Authenticate"].startswith("Bearer")


def test_a_key_for_something_else_may_not_file(client, host_key):
    assert post(client, FULL, key=host_key).status_code == 403


def test_words_are_in_the_readers_language(client, key):
    headers = {"Authorization": f"Bearer {key}", "Accept-Language": "zh-CN,zh;q=0.9"}
    zh = client.post("/api/v1/complaints", b"{", content_type="application/json", headers=headers)
    assert "JSON" in zh.json()["detail"]
    assert "有效" in zh.json()["detail"]
    assert post(client, b"{", key=key).json()["title"] == "The request cannot be read"


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/v1/complaints", 405),
        ("PUT", "/api/v1/complaints:batch", 405),
        ("TRACE", "/api/v1/complaints", 405),
        ("BREW", "/api/v1/complaints", 405),
        ("GET", "/api/v1/nowhere", 404),
        ("GET", "/api/", 404),
        ("POST", "/api/v1/complaints/", 404),
        ("GET", "/api/v1/complaints/%00%ff", 401),
    ],
)
def test_every_error_is_a_problem_document(client, db, method, path, status):
    answer = client.generic(method, path)
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["status"] == status
