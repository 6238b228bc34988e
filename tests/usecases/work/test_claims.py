"""What somebody says of themselves at the door is a claim: it proves nothing and opens nothing."""

import pytest

from ombud.core import facts, guardians, playbooks
from ombud.core.intake import SubjectRef
from ombud.core.refusals import No
from ombud.core.vocabulary import Relation, Severity, SubjectKind
from ombud.store import packs
from ombud.store.ledger import read_complaint
from ombud.usecases.ask import ask
from ombud.usecases.do_step import do_step
from ombud.usecases.establish import establish
from ombud.usecases.protect import protect
from ombud.usecases.read_letter import read_letter
from ombud.usecases.verify import verify
from ombud.usecases.verify_standing import verify_standing
from tests.usecases.vouching import shown

ACCOUNT = SubjectRef(platform="clips", kind=SubjectKind.ACCOUNT, external="a-hao")
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
    case = work.in_hand(work.file(STOLEN, subject=ACCOUNT, relation=Relation.AFFECTED))
    lock = {"measure": "P5", "target": work.case(case).subject, "reason": "他说是他的"}
    work.act(do_step, case, step="risk_signal", said={"note": "查过，没有异常"})
    assert work.case(case).severity not in {Severity.S0, Severity.S1}
    assert work.refused(protect, case, **lock) is No.NEEDS_VERIFICATION
    work.act(
        verify_standing, case, complaint=work.complaint(case), level="V2", **shown("old_device", "payment")
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
    case = work.in_hand(work.file(STOLEN, subject=ACCOUNT, relation=Relation.AFFECTED))
    lock = {"measure": "P5", "target": work.case(case).subject, "reason": "像是被盗了"}
    work.act(do_step, case, step="risk_signal", said={"note": "说得很像"})
    work.act(establish, case, found=["risk_signal"])
    assert work.refused(protect, case, **lock) is No.NEEDS_VERIFICATION
    work.write(case, facts.Established(source="host", facts=("risk_signal",)), by="chore:accounts")
    work.act(protect, case, **lock)
    assert verify(now=work.now).is_clean


def test_a_notice_does_not_count_before_whoever_sends_it_has_proved_to_hold_the_right(work):
    case = work.in_hand(text=COPIED, kind="CV.IP", relation=Relation.RIGHTS_HOLDER)
    complete = {"step": "complete_notice", "said": whole_notice(work, case)}
    assert work.refused(do_step, case, **complete) is No.NEEDS_VERIFICATION
    assert "valid_notice" not in {event for event, _ in work.case(case).moved}
    work.act(verify_standing, case, complaint=work.complaint(case), level="V3", method="document_seen")
    work.act(do_step, case, **complete)
    assert "valid_notice" in {event for event, _ in work.case(case).moved}


def whole_notice(work, case, *but):
    """What an agent says who found each thing that the notice must hold, but some."""
    step = playbooks.step_of(work.case(case), "complete_notice", pack=packs.of_case(work.case(case)))
    holds = [one for one in step.elements if one not in but]
    return {f"holds.{one}": "on" for one in holds} | {f"where.{one}": "第二条消息" for one in holds}


def test_each_thing_that_the_law_asks_of_a_notice_is_there_or_the_notice_is_none(work):
    answers = {"right_holder": "青陶", "infringing": "https://clips.example/v/v-1", "truth_statement": False}
    case = work.in_hand(text=COPIED, kind="CV.IP", relation=Relation.RIGHTS_HOLDER, answers=answers)
    work.act(verify_standing, case, complaint=work.complaint(case), level="V3", method="document_seen")
    whole = whole_notice(work, case)
    by_form = {"where.right_holder", "where.infringing"}
    said = {name: text for name, text in whole.items() if name not in by_form}
    step = {"step": "complete_notice"}
    for name in ("right_holder", "first_proof", "truth_statement"):
        lacking = {key: text for key, text in said.items() if not key.endswith(f".{name}")}
        assert work.refused(do_step, case, **step, said=lacking) is No.STEP_NEEDS_EVIDENCE
    nowhere = {key: text for key, text in said.items() if key != "where.truth_statement"}
    assert work.refused(do_step, case, **step, said=nowhere) is No.STEP_NEEDS_EVIDENCE, "the form says no"
    assert "valid_notice" not in {event for event, _ in work.case(case).moved}
    work.act(do_step, case, **step, said=said)
    assert "valid_notice" in {event for event, _ in work.case(case).moved}
    assert work.case(case).elements == {
        *(key.removeprefix("holds.") for key in whole if key.startswith("holds."))
    }
    assert verify(now=work.now).is_clean


def test_whoever_lacks_something_is_written_each_thing_that_is_missing_and_the_time_stands_still(work):
    case = work.in_hand(text=COPIED, kind="CV.IP", relation=Relation.RIGHTS_HOLDER)
    complaint = work.complaint(case)
    missing = {"missing": ["first_proof", "truth_statement"]}
    assert work.refused(ask, case, complaint=complaint, missing=["password"]) is No.BAD_INPUT
    assert work.refused(ask, case, complaint=complaint) is No.TEXT_EMPTY
    work.act(ask, case, complaint=complaint, text="登记证也请一并发来。", **missing)
    asked = work.case(case).waiting_for
    assert asked.elements == ("first_proof", "truth_statement")
    letter = read_letter(letter=asked.letter, now=work.now).body
    for words in ("登记证也请一并发来。", "1. 有什么初步证据", "2. 我承诺以上所述", "期限还没有开始"):
        assert words in letter
    assert "权利人的姓名" not in letter, "what is there is not asked for again"
