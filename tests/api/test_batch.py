"""Thousands of complaints in one request: the same at both doors."""

import json

from ombud.store.models import Complaint


def post(door, lines, *, key, idem=None, media="application/x-ndjson"):
    raw = b"\n".join(line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines)
    headers = {"Authorization": f"Bearer {key}"} | ({"Idempotency-Key": idem} if idem else {})
    return door.send("POST", "/api/v1/complaints:batch", raw, media=media, **headers)


def test_good_lines_are_taken_although_others_are_bad(door, key):
    answer = post(door, [{"text": "一"}, b"{", {"text": ""}, b"", {"text": "五"}], key=key)
    assert answer.status == 200
    assert answer.headers["content-type"] == "application/x-ndjson"
    lines = answer.lines()
    assert [(one["line"], one["status"]) for one in lines] == [(1, 201), (2, 400), (3, 422), (5, 201)]
    assert [one["problem"]["code"] for one in lines[1:3]] == ["bad_input", "text_empty"]
    assert {one["receipt"]["number"] for one in (lines[0], lines[3])} == set(
        Complaint.objects.values_list("number", flat=True)
    )


def test_the_same_batch_again_gives_the_same_receipts(door, key):
    lines = [{"text": f"第{n}件"} for n in range(20)]
    first, again = (post(door, lines, key=key, idem="nightly").lines() for _ in range(2))
    assert first == again
    assert Complaint.objects.count() == 20


def test_a_changed_line_is_a_conflict_and_the_others_are_not(door, key):
    post(door, [{"text": "一"}, {"text": "二"}], key=key, idem="nightly")
    lines = post(door, [{"text": "一"}, {"text": "贰"}, {"text": "三"}], key=key, idem="nightly").lines()
    assert [one["status"] for one in lines] == [201, 409, 201]
    assert Complaint.objects.count() == 3


def test_too_many_lines_are_refused_before_any_is_taken(door, key):
    answer = post(door, [b'{"text":"x"}'] * 10_001, key=key)
    assert (answer.status, answer.json()["code"]) == (413, "too_many_lines")
    assert not Complaint.objects.exists()


def test_a_line_beyond_the_limit_is_refused(door, key):
    answer = post(door, [b'{"text":"' + b"x" * 600_000 + b'"}'], key=key)
    assert (answer.status, answer.json()["code"]) == (413, "body_too_large")


def test_another_content_type_is_refused(door, key):
    assert post(door, [{"text": "x"}], key=key, media="application/json").status == 415


def test_without_a_key_nobody_files(door):
    assert post(door, [{"text": "x"}], key="nobody").status == 401


def test_a_body_of_untold_length_is_never_taken_for_an_empty_one(client, key):
    said = {"Authorization": f"Bearer {key}", "Transfer-Encoding": "chunked"}
    answer = client.generic(
        "POST", "/api/v1/complaints:batch", b"", content_type="application/x-ndjson", headers=said
    )
    assert (answer.status_code, answer.json()["code"]) == (411, "length_required")


def test_nothing_is_nothing(door, key):
    answer = post(door, [b"", b""], key=key)
    assert (answer.status, answer.body) == (200, b"")
