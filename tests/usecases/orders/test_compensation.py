"""Whoever complained of a leak is told whether they are compensated: how much, how and when, or why not, and where to go from there."""

import pytest

from ombud.core import facts
from ombud.core.notices import COMPENSATION
from ombud.core.playbooks import open_steps
from ombud.core.refusals import No, Refused
from ombud.store import packs, passing_on
from ombud.store.ledger import read_case
from ombud.store.models import Letter
from ombud.usecases.do_step import do_step
from ombud.usecases.read_letter import read_letter
from ombud.usecases.skip_step import skip_step
from ombud.usecases.verify import verify
from tests import cast
from tests.usecases.orders.test_following import turned

YES = {"sum": "200 元", "how_when": "原付款方式，十个工作日内", "why": "换号的花费和误工"}
NO_MONEY = {"why": "只涉及昵称，没有损失"}
ABROAD = {
    "sum_other": "200 yuan",
    "how_when_other": "The way you paid, in ten days",
    "why_other": "A new number",
}


@pytest.fixture
def leak(stage):
    """A leak of ours was found, and 梅 Mei decided that the complaint is right."""
    case = turned(stage, "PR.PLATFORM")
    stage.decide(case, outcome="granted", why=None)
    stage.write(case, facts.Established(source="agent", facts=("leak_confirmed",)))
    return case


def decides(stage, case, said, *, by=cast.ZHOU):
    do_step(case, step="compensation", said=said, by=by, mint=stage.mint, now=stage.now)


def letters():
    return Letter.objects.filter(template=COMPENSATION)


def body(stage, letter=None):
    stage.tell()
    return read_letter(letter=(letter or letters().get()).id, now=stage.now).body


def test_yes_says_how_much_how_and_when_and_how_to_appeal(stage, leak):
    decides(stage, leak, YES)
    said = body(stage)
    assert all(text in said for text in YES.values())
    assert "从您的决定信申诉" in said
    assert "不予赔偿" not in said
    assert read_case(leak).compensation is not None
    assert {one.code for one in verify(now=stage.now).faults} <= {"looked_at_no_log"}, "ticked by hand here"


def test_no_says_why_and_how_to_appeal(stage, leak):
    decides(stage, leak, NO_MONEY)
    said = body(stage)
    assert "这次不予赔偿" in said
    assert NO_MONEY["why"] in said
    assert "从您的决定信申诉" in said
    assert "我们赔偿您" not in said
    assert {one.code for one in verify(now=stage.now).faults} <= {"looked_at_no_log"}, "ticked by hand here"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        pytest.param({"note": "赔过了"}, "why", id="nothing"),
        pytest.param({"why": "误工", "sum": "200 元"}, "how_when", id="a sum, and nobody says how to get it"),
        pytest.param({"why": "误工", "how_when": "十日内"}, "sum", id="how, and not how much"),
        pytest.param({"sum": "200 元", "how_when": "十日内"}, "why", id="no reason"),
        pytest.param({**YES, "sum_other": "200 yuan"}, "how_when_other", id="half of it in another language"),
    ],
)
def test_what_says_too_little_is_not_sent(stage, leak, said, field):
    with pytest.raises(Refused) as refused:
        decides(stage, leak, said)
    assert (refused.value.code, refused.value.facts["field"]) == (No.LETTER_FIELD_EMPTY, field)
    assert not letters().exists()
    assert "compensation" not in read_case(leak).steps_done


def test_a_lead_decides_it_and_the_case_stays_open_until_somebody_has(stage, leak):
    owed = {step.id for step in open_steps(read_case(leak), packs.of_case(read_case(leak)), before="close")}
    assert "compensation" in owed
    with pytest.raises(Refused) as refused:
        decides(stage, leak, YES, by=cast.MEI)
    assert refused.value.code is No.STEP_ROLE


def test_it_is_not_decided_before_the_case_is_nor_where_nothing_leaked(stage):
    case = turned(stage, "PR.PLATFORM")
    owed = {step.id for step in open_steps(read_case(case), packs.of_case(read_case(case)), before="close")}
    assert "compensation" not in owed, "nobody found a leak"
    with pytest.raises(Refused):
        decides(stage, case, YES, by=cast.MEI)


def test_whoever_joins_later_is_told_the_same_and_each_in_their_language(stage, leak):
    decides(stage, leak, {**YES, **ABROAD})
    first = letters().get()
    passing_on.tell_joiners(read_case(leak), [first.complaint], now=stage.now)
    assert letters().count() == 1, "nobody twice"
    assert "200 元" in body(stage, first)


def test_a_lead_who_is_kept_out_neither_decides_it_nor_leaves_it_or_a_report_out(stage, leak):
    kept_out = facts.KeptOut(agent=cast.ZHOU, words=stage.words(leak, "事情与他有关"))
    stage.write(leak, kept_out)
    with pytest.raises(Refused) as refused:
        decides(stage, leak, YES)
    assert refused.value.code is No.KEPT_OUT
    for step in ("compensation", "tell_authority:cn_cyberspace"):
        with pytest.raises(Refused) as refused:
            skip_step(leak, step=step, reason="不用", by=cast.ZHOU, mint=stage.mint, now=stage.now)
        assert refused.value.code is No.NOT_YOURS
