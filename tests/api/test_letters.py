"""兰 Lan reads her letter over the API and asks for another look."""

import json

import pytest

from ombud.core.receipts import number_of

UNKNOWN = "AAAA-AAAA-AAAA-AAAA-AAAA-A"


@pytest.fixture
def letter(client, stage):
    """The decision as it was told to 兰 Lan: number and code."""
    from ombud.store.vault import vault

    case = stage.case()
    stage.decide(case, "L4")
    stage.all()
    code = vault().code(stage.lan, vault().code_version)
    said = client.get(
        f"/api/v1/complaints/{number_of(stage.lan, 'C')}", headers={"Authorization": f"Receipt {code}"}
    ).json()
    return next(one for one in said["letters"] if one["appeal_until"])


def read(client, number, code):
    return client.get(f"/api/v1/letters/{number}", headers={"Authorization": f"Receipt {code}"})


def appeal(client, number, code, text="我不同意,请再看一次"):
    return client.post(
        f"/api/v1/letters/{number}/appeals",
        json.dumps({"text": text}),
        content_type="application/json",
        headers={"Authorization": f"Receipt {code}"},
    )


def test_a_letter_opens_by_number_and_code_and_says_until_when_to_appeal(client, letter):
    said = read(client, letter["number"], letter["code"]).json()
    assert said["template"] == "decision_complainant"
    assert "您反映的视频确实违规" in said["body"]
    assert said["can_appeal"] is True
    assert said["appeal_until"]


@pytest.mark.parametrize("act", [read, appeal])
def test_a_wrong_code_and_an_unknown_letter_are_answered_alike(client, letter, stage, act):
    wrong = act(client, letter["number"], UNKNOWN)
    unknown = act(client, number_of(stage.lan, "L"), letter["code"])
    malformed = act(client, "L-1", letter["code"])
    assert {one.status_code for one in (wrong, unknown, malformed)} == {401}
    for one in (wrong, unknown, malformed):
        said = one.json()
        said.pop("instance")
        assert said == {k: v for k, v in wrong.json().items() if k != "instance"}


def test_an_appeal_is_filed_once(client, letter):
    filed = appeal(client, letter["number"], letter["code"])
    assert (filed.status_code, filed.json()["appeal"]) == (201, 1)
    again = appeal(client, letter["number"], letter["code"])
    assert (again.status_code, again.json()["code"]) == (409, "appeal_already")


def test_after_the_window_an_appeal_is_refused(client, letter, stage):
    stage.later(days=400)
    late = appeal(client, letter["number"], letter["code"])
    assert (late.status_code, late.json()["code"]) == (409, "appeal_closed")
    assert read(client, letter["number"], letter["code"]).json()["can_appeal"] is False


def test_an_appeal_says_why(client, letter):
    assert appeal(client, letter["number"], letter["code"], text=" ").status_code == 422
