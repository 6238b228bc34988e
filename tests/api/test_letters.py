"""兰 Lan reads her letter over the API and asks for another look."""

import json

import pytest

from ombud.core.receipts import number_of
from ombud.core.vocabulary import Relation

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


def rates(client, number, code, **said):
    return client.post(
        f"/api/v1/letters/{number}/rating",
        json.dumps({"solved": False, **said}),
        content_type="application/json",
        headers={"Authorization": f"Receipt {code}"},
    )


def test_who_says_by_the_api_that_it_is_unsolved_gets_another_pair_of_eyes_once(client, letter, stage):
    from ombud.adapters import here
    from ombud.store.ledger import read_case, read_complaint
    from ombud.usecases.pick_up_unsolved import pick_up_unsolved

    mine = letter["number"], letter["code"]
    assert read(client, *mine).json()["can_rate"] is True
    assert rates(client, *mine, solved="perhaps").status_code in (400, 422)
    assert rates(client, *mine, stars=5).status_code in (400, 422)
    answered = rates(client, *mine, heard=True, clear=False, text="视频还在。")
    assert answered.status_code == 201
    assert answered.json()["at"]
    assert read(client, *mine).json()["can_rate"] is False
    again = rates(client, *mine, solved=True)
    assert (again.status_code, again.json()["code"]) == (409, "already_done")
    [(_, said)] = read_complaint(stage.lan).ratings
    assert (said.solved, said.heard, said.clear) == (False, True, False)
    assert pick_up_unsolved(now=here.now()) == 1
    assert [one.drawn.kind for one in read_case(said.case).lessons.looks][-1] == "unsolved"


def test_a_letter_that_tells_no_end_to_a_complainant_is_not_rated(client, letter, stage):
    from ombud.store.models import Letter
    from ombud.store.vault import vault

    to_account = Letter.objects.filter(side="account").first()
    code = vault().code(to_account.id, to_account.key_version)
    assert read(client, to_account.number, code).json()["can_rate"] is False
    refused = rates(client, to_account.number, code)
    assert (refused.status_code, refused.json()["code"]) == (404, "not_found")


def test_a_letter_opens_by_number_and_code_and_says_until_when_to_appeal(client, letter):
    said = read(client, letter["number"], letter["code"]).json()
    assert said["template"] == "decision_complainant"
    assert "您反映的视频确实违规" in said["body"]
    assert said["can_appeal"] is True
    assert said["appeal_until"]


@pytest.mark.parametrize("act", [read, appeal, rates])
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


@pytest.fixture
def asked(stage):
    """The letter that asks 涛 Tao for his side before 梅 Mei decides: case, number and code."""
    from ombud.store import mailroom
    from ombud.store.ledger import read_case
    from ombud.store.vault import vault
    from ombud.usecases.ask_account import ask_account
    from tests import cast

    case = stage.case("这个视频盗用我的原创作品,侵犯著作权。", relation=Relation.RIGHTS_HOLDER, kind="CV.IP")
    ask_account(case, text="有人认为音乐不是您写的", by=cast.MEI, mint=stage.mint, now=stage.now)
    stage.tell()
    letter = mailroom.find(read_case(case).waiting_for.letter)
    return case, letter.number, vault().code(letter.id, letter.key_version)


def says(client, number, code, text="音乐是我自己写的"):
    return client.post(
        f"/api/v1/letters/{number}/answer",
        json.dumps({"text": text}),
        content_type="application/json",
        headers={"Authorization": f"Receipt {code}"},
    )


def test_an_account_answers_over_the_api_once_and_its_words_lie_with_the_case(client, stage, asked):
    from ombud.store import texts
    from ombud.store.ledger import read_case

    case, number, code = asked
    assert read(client, number, code).json()["answer_until"]
    assert says(client, number, UNKNOWN).status_code == 401
    assert says(client, number, code, text=" ").status_code == 422
    assert read_case(case).account_said == ()
    assert says(client, number, code).status_code == 201
    (words,) = read_case(case).account_said
    assert texts.read(case, words.id) == "音乐是我自己写的"
    again = says(client, number, code)
    assert (again.status_code, again.json()["code"]) == (409, "answer_closed")
    assert read(client, number, code).json()["answer_until"] is None


def test_an_answer_that_comes_too_late_and_one_to_another_letter_are_refused(client, stage, letter, asked):
    _, number, code = asked
    other = says(client, letter["number"], letter["code"])
    assert (other.status_code, other.json()["code"]) == (409, "answer_closed")
    stage.later(days=30)
    late = says(client, number, code)
    assert (late.status_code, late.json()["code"]) == (409, "answer_closed")
