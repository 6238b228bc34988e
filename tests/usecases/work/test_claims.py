"""What somebody says of themselves at the door is a claim: it proves nothing and opens nothing."""

import pytest

from ombud.core import facts, guardians
from ombud.core.refusals import No
from ombud.core.vocabulary import Relation, Severity
from ombud.store import packs
from ombud.store.ledger import read_complaint
from ombud.usecases.do_step import do_step
from ombud.usecases.establish import establish
from ombud.usecases.protect import protect
from ombud.usecases.verify import verify
from ombud.usecases.verify_standing import verify_standing

STOLEN = "我的账号登录不上了,昨晚手机号被改了,请帮我找回账号。"
CHEATED = "我被骗了三千块钱,转账给了这个卖家,他收了钱就不发货,是诈骗。"
COPIED = "这个视频盗用我的原创作品,侵犯著作权。"
CHILD = "我孩子在学校被同学拍视频羞辱,视频发到了平台上"


@pytest.mark.parametrize("relation", Relation, ids=str)
def test_whoever_somebody_says_they_are_nothing_is_proved_by_it(work, relation):
    case_id = work.filed(text=CHILD, relation=relation)
    case, complaint = work.case(case_id), work.complaint(case_id)
    pack = packs.by_digest(case.pack)
    assert read_complaint(complaint).received.relation == relation
    assert case.proved(complaint) == "V0"
    assert not guardians.may_read(case, complaint, relation=relation, pack=pack)


def test_whoever_says_that_an_account_is_theirs_locks_nobody_out_before_it_is_proved(work):
    case = work.in_hand(text=STOLEN, relation=Relation.AFFECTED)
    lock = {"measure": "P5", "target": work.case(case).subject, "reason": "他说是他的"}
    work.act(do_step, case, step="risk_signal", said={"note": "查过，没有异常"})
    assert work.case(case).severity not in {Severity.S0, Severity.S1}
    assert work.refused(protect, case, **lock) is No.NEEDS_VERIFICATION
    work.act(
        verify_standing, case, complaint=work.complaint(case), level="V2", signals=("old_device", "payment")
    )
    work.act(protect, case, **lock)
    assert [one.order.measure for one in work.case(case).protections] == ["P5"]


def test_a_step_says_what_it_found_out_in_the_same_breath_and_nothing_else(work):
    case = work.in_hand(text=CHEATED, kind="CV.FRAUD", relation=Relation.AFFECTED)
    done = {"step": "money_trail", "said": {"note": "转账截图和对方账号"}}
    assert work.refused(do_step, case, **done, found=["minor_confirmed"]) is No.UNKNOWN_WORD
    assert not work.case(case).steps_done
    work.act(do_step, case, **done, found=["loss_confirmed"])
    assert (work.case(case).found, work.case(case).steps_done) == ({"loss_confirmed"}, {"money_trail"})


def test_what_the_host_says_of_the_account_locks_it_and_what_an_agent_thinks_does_not(work):
    case = work.in_hand(text=STOLEN, relation=Relation.AFFECTED)
    lock = {"measure": "P5", "target": work.case(case).subject, "reason": "像是被盗了"}
    work.act(do_step, case, step="risk_signal", said={"note": "说得很像"})
    work.act(establish, case, found=["risk_signal"])
    assert work.refused(protect, case, **lock) is No.NEEDS_VERIFICATION
    work.write(case, facts.Established(source="host", facts=("risk_signal",)), by="chore:accounts")
    work.act(protect, case, **lock)
    assert verify(now=work.now).is_clean


def test_a_notice_does_not_count_before_whoever_sends_it_has_proved_to_hold_the_right(work):
    case = work.in_hand(text=COPIED, kind="CV.IP", relation=Relation.RIGHTS_HOLDER)
    complete = {"step": "complete_notice", "said": {"note": "六项齐全"}}
    assert work.refused(do_step, case, **complete) is No.NEEDS_VERIFICATION
    assert "valid_notice" not in {event for event, _ in work.case(case).moved}
    work.act(verify_standing, case, complaint=work.complaint(case), level="V3", method="document_seen")
    work.act(do_step, case, **complete)
    assert "valid_notice" in {event for event, _ in work.case(case).moved}
