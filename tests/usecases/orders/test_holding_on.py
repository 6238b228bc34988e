"""A share of a child's gifts is held while the guardian has thirty days to answer: on the host, in the book and in a letter."""

from datetime import timedelta

import pytest

from ombud.core import facts
from ombud.core.vocabulary import Relation
from ombud.store import mailroom
from ombud.store.ledger import read_case, read_lines
from ombud.store.letters import account_of
from ombud.store.models import Alarm, Letter, Staff
from ombud.usecases.ask import ask
from ombud.usecases.do_step import do_step
from ombud.usecases.expire_protections import expire_protections
from ombud.usecases.grant import grant as let_in
from ombud.usecases.protect import protect
from ombud.usecases.remind_reviews import remind_reviews
from ombud.usecases.verify import verify
from tests import cast

TIPPED = "我儿子12岁,用我的账号打赏主播三千元,请退款。"


def test_what_was_hidden_for_a_child_stays_hidden_and_somebody_is_called_each_week_until_it_is_decided(stage):
    case = stage.case(
        "有人把我女儿的学校和住址发出来了,她才10岁。", kind="MN.PRIVACY", relation=Relation.GUARDIAN
    )
    assert read_case(case).code == "MN.PRIVACY"
    stage.protect(case)
    first = held(case)
    for asked in ("lead", "deputy", "deputy"):
        stage.now = held(case).order.until - timedelta(minutes=30)
        assert (expire_protections(now=stage.now), expire_protections(now=stage.now)) == (1, 0)
        stage.carry()
        assert {one.do for one in stage.host.effects} == {"apply"}, "at no moment is it seen"
        assert Alarm.objects.filter(kind="approval", to_role=asked).exists()
        assert {one.code for one in verify(now=stage.now).faults} <= {"case_late"}, (
            "it lies with 梅 Mei, and nobody hurries"
        )
    assert held(case).order.until > first.order.until + timedelta(days=13)
    assert [line.fact.why for line in read_lines(case) if isinstance(line.fact, facts.Unprotected)] == [
        "prolonged"
    ] * 3
    told = [one for one in mailroom.of_case(case) if one.template == "interim_measure"]
    assert len(told) == 4, "whose it is is told each time, once a ground to wait is gone"


def test_whoever_must_answer_for_what_was_hidden_at_once_still_must_when_it_is_hidden_anew(stage):
    case = stage.case("有陌生人私信我女儿要照片,还叫她别告诉爸妈,她11岁。", relation=Relation.GUARDIAN)
    Staff.objects.filter(id=cast.MEI).update(clearances=["minors"], roles=["agent", "senior"])
    hides = {"measure": "P2", "target": read_case(case).subject, "reason": "先遮住"}
    protect(case, **hides, by=cast.MEI, mint=stage.mint, now=stage.now)
    first = held(case)
    assert (first.level, first.stays) == ("A2", True)
    stage.now = first.order.until - timedelta(minutes=30)
    assert expire_protections(now=stage.now) == 1
    again = held(case)
    assert (again.level, again.answer_by, again.stays) == ("A2", first.answer_by, True)


@pytest.fixture
def case(stage):
    """梅 Mei holds the share of 涛 Tao and asks the guardian of a child of twelve."""
    case = stage.case(TIPPED, relation=Relation.GUARDIAN)
    Staff.objects.filter(id=cast.MEI).update(clearances=["minors"], roles=["agent", "senior"])
    let_in(case, to=cast.MEI, reason="核对", by=cast.ZHOU, mint=stage.mint, now=stage.now)
    said = {"by": cast.MEI, "mint": stage.mint}
    protect(case, measure="P4", target=account_of(read_case(case)), reason="先停住", now=stage.now, **said)
    stage.write(case, facts.Verified(complaint=stage.lan, level="V4", method="family_register"))
    for step in ("hold_share", "relation_and_payer", "pattern_of_use", "host_knew"):
        do_step(case, step=step, said={"note": "看过"}, now=stage.now, **said)
    do_step(
        case, step="age_band_rule", said={"note": "十二岁"}, found=("partly_able",), now=stage.now, **said
    )
    ask(case, complaint=stage.lan, text="您是否追认？", now=stage.now, **said)
    return case


def held(case):
    (one,) = read_case(case).protections
    return one


def told(case):
    return [one for one in mailroom.of_case(case) if one.template == "still_held"]


def test_it_is_taken_anew_twice_told_each_time_looked_at_and_ends_three_days_after_the_last_answer(
    stage, case
):
    first, answer_by = held(case), read_case(case).waiting_for.until
    for _ in range(2):
        stage.now = held(case).order.until - timedelta(minutes=59)
        assert (expire_protections(now=stage.now), expire_protections(now=stage.now)) == (1, 0)
        assert verify(now=stage.now).is_clean
    last = held(case)
    assert (last.step, last.order.target) == ("ratified", first.order.target)
    assert last.order.until == answer_by + timedelta(days=3)
    ends = [line.fact.why for line in read_lines(case) if isinstance(line.fact, facts.Unprotected)]
    assert ends == ["held_on", "held_on"]
    assert len({one.id for one in told(case)}) == 2
    stage.carry()
    assert [what for what in stage.did() if what[0] == "lift"] == []
    stage.now = answer_by + timedelta(minutes=1)
    remind_reviews(now=stage.now)
    assert Alarm.objects.filter(owner=case, kind="review", about="protection:P4", to_role="lead").exists()
    stage.now = last.order.until + timedelta(minutes=1)
    assert (
        expire_protections(now=stage.now) == 1
    )  # nobody decided: what is provisional never lasts by silence
    assert read_case(case).protections == ()
    stage.carry()
    assert [what for what in stage.did() if what[0] == "lift"] == [("lift", "P4", "a-tao")]


def test_who_comes_late_takes_it_anew_all_the_same_and_what_nobody_was_asked_about_just_ends(stage, case):
    stage.now = held(case).order.until + timedelta(hours=5)
    assert expire_protections(now=stage.now) == 1
    assert held(case).step == "ratified"


def test_verify_names_a_hold_that_nobody_was_told_of(stage, case):
    stage.now = held(case).order.until - timedelta(minutes=30)
    expire_protections(now=stage.now)
    Letter.objects.filter(id__in=[one.id for one in told(case)]).delete()
    assert "letter_missing" in {one.code for one in verify(now=stage.now).faults}
