"""Whoever writes of a danger later is heard at every door: somebody is called, and a case that can meet it is S0 from then on."""

import pytest

from ombud.core import grading
from ombud.core.case import Status
from ombud.core.vocabulary import Relation
from ombud.store import packs
from ombud.store.ledger import read_case, read_complaint
from ombud.store.models import Alarm, Letter
from ombud.store.models import Case as Row
from ombud.usecases.answer import answer
from ombud.usecases.answer_letter import answer_letter
from ombud.usecases.appeal import appeal
from ombud.usecases.ask_account import ask_account
from ombud.usecases.continue_in import continue_in
from ombud.usecases.draft_from_danger import draft_from_danger
from ombud.usecases.hear_danger import hear_danger
from ombud.usecases.look_at_complaint import look_at_complaint
from ombud.usecases.rate import Said, rate
from ombud.usecases.say_again import say_again
from ombud.usecases.verify import verify
from tests.cast import MEI
from tests.usecases.sorting.scene import video

DESPAIR = "我撑不下去了，今晚就想死，已经买好药了。"
CALM = "我觉得这个决定不对，请再看一次。"


def called(case):
    return list(Alarm.objects.filter(owner=case, kind="danger_written").values_list("to_role", flat=True))


def _removed(stage):
    case = stage.case()
    stage.decide(case, "L4")
    stage.all()
    return case


def _appeals(stage, side, text):
    case = _removed(stage)
    letter = Letter.objects.filter(side=side).exclude(decision=None).get()
    appeal(letter.id, text=text, mint=stage.mint, now=stage.now)
    return case


def _account_answers(stage, text):
    case = stage.case("有人冒充我，头像名字一模一样。", kind="IM.PERSON")
    ask_account(case, text="请说明。", by=MEI, mint=stage.mint, now=stage.now)
    stage.tell()
    letter = Letter.objects.get(case_id=case, template="account_asked")
    answer_letter(letter.id, text=text, mint=stage.mint, now=stage.now)
    return case


def _writes(stage, text):
    case = stage.case()
    answer(stage.lan, text=text, mint=stage.mint, now=stage.now)
    return case


def _says_again(stage, text):
    case = stage.case("同学天天骂我女儿，她才12岁。", relation=Relation.GUARDIAN)
    say_again(stage.lan, text=text, mint=stage.mint, now=stage.now)
    return case


DOORS = {
    "a complainant adds to it": _writes,
    "it happens again": _says_again,
    "a complainant appeals": lambda stage, text: _appeals(stage, "complainant", text),
    "an account appeals": lambda stage, text: _appeals(stage, "account", text),
    "an account says its side": _account_answers,
}


@pytest.mark.parametrize("door", DOORS.values(), ids=DOORS)
def test_a_danger_calls_somebody_and_makes_the_case_grave_through_every_door(stage, door):
    case = door(stage, DESPAIR)
    assert called(case) == ["lead"]
    hear_danger(now=stage.now)
    row = Row.objects.get(id=case)
    assert (row.severity, row.danger) == ("S0", True)
    assert row.status == "in_hand" or row.page_at is not None
    assert draft_from_danger(stage.lan, text=DESPAIR) is None
    assert verify(now=stage.now).is_clean


@pytest.mark.parametrize("door", DOORS.values(), ids=DOORS)
def test_calm_words_call_nobody(stage, door):
    case = door(stage, CALM)
    hear_danger(now=stage.now)
    assert called(case) == []
    assert read_case(case).severity != "S0"


YOUNG = "我今年13岁，我觉得不公平。"


@pytest.mark.parametrize(
    "door", ["a complainant adds to it", "a complainant appeals", "an account says its side"]
)
def test_a_child_that_says_so_later_is_one_from_then_on_through_every_door(stage, door):
    case = DOORS[door](stage, YOUNG)
    stage.tell()
    hear_danger(now=stage.now)
    heard = read_case(case)
    assert (heard.sealed, {"sealed", "minors"} <= heard.asks, called(case)) == (True, True, [])
    assert read_complaint(stage.lan).child is (door != "an account says its side")
    assert (grading.said(heard, "account") == ("child_speaks",)) is (door == "an account says its side")
    assert (hear_danger(now=stage.now), read_case(case).seq) == (0, heard.seq)
    assert verify(now=stage.now).is_clean


def test_what_nobody_is_left_to_hear_is_a_complaint_of_its_own_in_the_words_of_whoever_wrote(stage):
    case = _removed(stage)
    rate(stage.lan, case=case, said=Said(solved=False, text=DESPAIR), mint=stage.mint, now=stage.now)
    assert called(case) == ["lead"]
    assert hear_danger(now=stage.now) == 0
    assert read_case(case).status in {Status.DECIDED, Status.CLOSED}
    filing = draft_from_danger(stage.lan, text=DESPAIR)
    assert filing is not None
    assert filing.text.startswith(DESPAIR)
    assert dict(filing.contact) == {"email": "lan@example.org"}
    (receipt,) = stage.house.receive([filing])
    (again,) = stage.house.receive([filing])
    assert again.again
    continue_in(stage.lan, later=receipt.id, now=stage.now)
    stage.house.drain()
    (part,) = read_complaint(receipt.id).parts
    row = Row.objects.get(id=part.case)
    assert (row.code, row.severity, row.status) == ("SH.IMMINENT", "S0", "queued")
    assert row.page_at == stage.now + packs.in_force("CN").paging.lead_after
    assert {one.template for one in look_at_complaint(receipt.id, now=stage.now).letters} == {
        "receipt",
        "safety",
    }
    assert "continued" in {one.what for one in look_at_complaint(stage.lan, now=stage.now).timeline}
    assert draft_from_danger(stage.lan, text=CALM) is None
    assert verify(now=stage.now).is_clean


def test_a_complaint_nobody_has_sorted_leaves_nobody_to_hear(stage):
    (complaint,) = stage.house.file(
        "怎么改昵称", subject=video("v-9"), answers={"child": True}, relation=Relation.AFFECTED
    )
    filing = draft_from_danger(complaint, text=DESPAIR)
    assert filing is not None
    assert (dict(filing.answers), dict(filing.contact)) == ({"child": True}, {})
