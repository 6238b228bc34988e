"""A complaint comes in over HTTP: the same cases at Django's door and at the firehose."""

import json
import re

import pytest

from ombud.store.models import Complaint, LedgerLine
from ombud.wire.complaints import filing_of, read

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


def post(door, body, *, key, idem=None, media="application/json", **headers):
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    said = (
        {"Authorization": f"Bearer {key}"} | ({"Idempotency-Key": idem} if idem is not None else {}) | headers
    )
    return door.send("POST", "/api/v1/complaints", raw, media=media, **said)


def test_a_whole_complaint_is_kept_and_receipted(door, key):
    answer = post(door, FULL, key=key)
    assert answer.status == 201
    said = answer.json()
    assert set(said) == {"number", "code", "received_at", "status_url"}
    assert re.fullmatch(r"C-[0-9A-Z-]+", said["number"])
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", said["received_at"])
    assert said["status_url"].endswith("/" + said["number"])
    assert said["code"] not in said["status_url"]
    row = Complaint.objects.get()
    assert (row.number, row.urgent, row.standing) == (said["number"], False, "unsorted")


def test_the_same_key_and_body_give_the_same_answer(door, key):
    first, again = (post(door, FULL, key=key, idem="one") for _ in range(2))
    assert first.status == again.status == 201
    assert first.json() == again.json()
    assert Complaint.objects.count() == 1


def test_the_same_key_with_another_body_is_a_conflict(door, key):
    post(door, FULL, key=key, idem="one")
    other = post(door, FULL | {"text": "别的事"}, key=key, idem="one")
    assert other.status == 409
    assert other.json()["code"] == "key_reused"
    assert Complaint.objects.count() == 1


def test_without_a_key_the_same_words_are_two_complaints(door, key):
    assert post(door, FULL, key=key).json()["number"] != post(door, FULL, key=key).json()["number"]


@pytest.mark.parametrize(
    ("said", "urgent"),
    [
        pytest.param({"answers": {"danger_now": True}}, True, id="ticked"),
        pytest.param({"text": "我不想活了,今晚就跳楼"}, True, id="a phrase"),
        pytest.param({}, False, id="neither"),
    ],
)
def test_danger_is_seen_at_the_door(door, key, said, urgent):
    post(door, FULL | said, key=key)
    assert Complaint.objects.get().urgent is urgent


@pytest.mark.parametrize(
    ("raw", "status", "code"),
    [
        pytest.param(b" ", 400, "bad_input", id="nothing"),
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
        pytest.param(b'{"text":"x","kind":"sorcery"}', 422, "unknown_word", id="an unknown kind"),
        pytest.param(
            b'{"text":"x","answers":{"n":' + b"9" * 5000 + b"}}", 422, "bad_input", id="a huge number"
        ),
        pytest.param(b'{"text":"x","answers":{"n":1e400}}', 422, "bad_input", id="an infinite number"),
        pytest.param(
            b'{"text":"x","subject":{"platform":"c","kind":"video","id":"v\\u0000"}}',
            422,
            "bad_input",
            id="NUL in an id",
        ),
        pytest.param(
            b'{"text":"x","subject":{"platform":"c","kind":"video"}}',
            422,
            "bad_input",
            id="a video without id",
        ),
        pytest.param(
            b'{"text":"x","subject":{"platform":"c","kind":"video","id":"v","span":[1]}}',
            422,
            "bad_input",
            id="half a span",
        ),
        pytest.param('{"text":"\u200b\u2060"}'.encode(), 422, "text_empty", id="text that nobody can see"),
        pytest.param(
            b'{"text":"x","complainant":{"contact":{"email":"notanemail"}}}',
            422,
            "bad_input",
            id="no address",
        ),
        pytest.param(
            b'{"text":"x","complainant":{"contact":{"email":"a\\u0000@b.c"}}}',
            422,
            "bad_input",
            id="NUL in an address",
        ),
        pytest.param(
            b'{"text":"x","complainant":{"contact":{"phone":"call me"}}}', 422, "bad_input", id="no number"
        ),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_problem(door, key, *, raw, status, code):
    answer = post(door, raw, key=key)
    assert (answer.status, answer.json()["code"]) == (status, code)
    assert answer.headers["content-type"] == "application/problem+json"
    assert {"type", "title", "status", "detail", "code", "instance"} <= set(answer.json())
    assert not LedgerLine.objects.exists()


@pytest.mark.parametrize(
    ("raw", "field", "zh", "en"),
    [
        pytest.param(b"{}", "text", "缺少“text”。", "“text” is missing.", id="missing"),
        pytest.param(
            b'{"text":"x","txet":1}',
            "txet",
            "没有“txet”这个字段。",
            "There is no field “txet”.",
            id="unknown",
        ),
        pytest.param(
            b'{"text":7}', "text", "“text”应为 str，收到的是 int。", "“text” takes str; int came.", id="type"
        ),
        pytest.param(
            b'{"text":"x","subject":{"platform":"c","kind":"film","id":"v"}}',
            "subject.kind",
            "“subject.kind”不能是“film”；可用的取值见接口文档。",
            "“subject.kind” cannot be “film”; what it takes is in the documents of the API.",
            id="word",
        ),
        pytest.param(
            b'{"text":"x","subject":{"platform":"","kind":"video","id":"v"}}',
            "subject.platform",
            "“subject.platform”太短，最少 1。",
            "“subject.platform” is too short; at least 1.",
            id="short",
        ),
        pytest.param(
            b'{"text":"x","complainant":{"contact":{"email":"?"}}}',
            "complainant.contact.email",
            "“complainant.contact.email”的类型或取值不对；请对照接口文档。",
            "“complainant.contact.email” has the wrong type or value; see the documents of the API.",
            id="shape",
        ),
    ],
)
def test_what_is_wrong_is_said_in_the_readers_own_language_with_its_place(door, key, *, raw, field, zh, en):
    for lang, words in (("zh", zh), ("en", en)):
        said = door.send(
            "POST", "/api/v1/complaints", raw, **{"Authorization": f"Bearer {key}", "Accept-Language": lang}
        ).json()
        assert (said["field"], said["detail"]) == (field, words)


def test_a_span_that_was_given_the_wrong_way_round_is_put_right():
    subject = {"platform": "clips", "kind": "video", "id": "v-1", "span": [31.5, 12]}
    said = read(json.dumps({"text": "x", "subject": subject}).encode())
    assert filing_of(said, sender="clips", key=None).subject.span == (12, 31.5)


@pytest.mark.parametrize(
    ("answers", "code", "pointer", "known"),
    [
        pytest.param({"sorcery": True}, "unknown_question", "/answers/sorcery", [], id="nobody asks this"),
        pytest.param({"a/b~c": 1}, "unknown_question", "/answers/a~1b~0c", [], id="a name with signs"),
        pytest.param(
            {"danger_now": "yes"}, "wrong_answer", "/answers/danger_now", [], id="words for yes or no"
        ),
        pytest.param(
            {"since": None, "image_state": "gone"},
            "wrong_answer",
            "/answers/image_state",
            ["shared", "threatened", "both"],
            id="none of the options",
        ),
    ],
)
def test_an_answer_that_answers_no_question_of_the_pack_is_refused_with_its_place(
    door, key, *, answers, code, pointer, known
):
    answer = post(door, FULL | {"answers": answers}, key=key)
    said = answer.json()
    assert (answer.status, said["code"], said["pointer"], said.get("known", [])) == (
        422,
        code,
        pointer,
        known,
    )
    assert said["field"] == "answers." + next(reversed(answers))
    assert said["field"] in said["detail"]
    assert not LedgerLine.objects.exists()


def test_a_kind_of_the_pack_and_answers_to_its_questions_are_taken(door, key):
    answers = {"image_state": "threatened", "copies": "https://clips.example/v/1", "since": None}
    answers |= {"data_kinds": ["picture", "phone"], "last_control": "2026-11-20"}
    assert post(door, FULL | {"kind": "PR.NCII", "answers": answers}, key=key).status == 201


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(b'{"text":"a\\u0000b"}', id="NUL in the text"),
        pytest.param(b'{"text":"first","text":"second"}', id="a field twice"),
        pytest.param('{"text":"👩‍👩‍👧 Ω≈ç√ مرحبا"}'.encode(), id="any script"),
        pytest.param(
            b'{"text":"x","subject":{"platform":"clips","kind":"platform"}}',
            id="about the platform itself",
        ),
        pytest.param(b'{"text":"x","jurisdiction":"XX"}', id="a place no pack is kept for"),
    ],
)
def test_unusual_but_honest_input_is_taken(door, key, raw):
    assert post(door, raw, key=key).status == 201


def test_another_content_type_is_refused(door, key):
    answer = post(door, b"text=x", key=key, media="application/x-www-form-urlencoded")
    assert (answer.status, answer.json()["code"]) == (415, "media_type")


def test_a_body_beyond_the_limit_is_refused(door, key):
    answer = post(door, b'{"text":"' + b"x" * 600_000 + b'"}', key=key)
    assert (answer.status, answer.json()["code"]) == (413, "body_too_large")


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer ", "Bearer nonsense", "Basic eDp5", "Bearer " + "x" * 5000]
)
def test_without_a_known_key_nobody_files(door, header):
    answer = door.send("POST", "/api/v1/complaints", json.dumps(FULL).encode(), Authorization=header)
    assert (answer.status, answer.json()["code"]) == (401, "not_signed_in")
    assert answer.headers["www-authenticate"].startswith("Bearer")


def test_a_key_for_something_else_may_not_file(door, host_key):
    assert post(door, FULL, key=host_key).status == 403


def test_words_are_in_the_readers_language(door, key):
    zh = post(door, b"{", key=key, **{"Accept-Language": "zh-CN,zh;q=0.9"})
    assert "有效" in zh.json()["detail"]
    assert post(door, b"{", key=key).json()["title"] == "The request cannot be read"


@pytest.mark.parametrize("path", ["/api/v1/complaints", "/api/v1/complaints:batch"])
@pytest.mark.parametrize(
    ("method", "status"), [("GET", 405), ("PUT", 405), ("BREW", 405), ("DELETE", 405), ("OPTIONS", 204)]
)
def test_only_post_is_taken(door, method, path, status):
    answer = door.send(method, path)
    assert answer.status == status
    assert answer.headers["allow"] == "OPTIONS, POST"


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/v1/nowhere", 404),
        ("GET", "/api/", 404),
        ("POST", "/api/v1/complaints/", 404),
        ("GET", "/api/v1/complaints/%00%ff", 401),
    ],
)
def test_every_error_is_a_problem_document(client, db, *, method, path, status):
    answer = client.generic(method, path)
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["status"] == status
