"""What 梅 Mei does with a case in her hands: steps, notes, grades, kinds, proofs, protection, questions."""

from datetime import timedelta

import pytest

from ombud.core import closing, facts
from ombud.core.complaint import Standing
from ombud.core.intake import TEXT_LIMIT
from ombud.core.pack.tools import OTHERS
from ombud.core.playbooks import open_steps
from ombud.core.receipts import number_of
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import Outcome, Severity
from ombud.store import orders, packs, texts
from ombud.store.ledger import read_complaint, read_lines
from ombud.store.models import Alarm, Staff
from ombud.store.transactions import one_transaction
from ombud.usecases.answer import answer
from ombud.usecases.ask import ask
from ombud.usecases.cosign import cosign
from ombud.usecases.do_step import do_step
from ombud.usecases.grade import grade
from ombud.usecases.look_at_case import look_at_case
from ombud.usecases.note import note
from ombud.usecases.protect import protect
from ombud.usecases.recode import recode
from ombud.usecases.skip_step import skip_step
from ombud.usecases.take import take
from ombud.usecases.unprotect import unprotect
from ombud.usecases.verify import verify
from ombud.usecases.verify_standing import verify_standing
from tests.cast import HE, JUN, LIN, MEI, ZHOU, proposed
from tests.usecases.searching import search_made
from tests.usecases.sorting.scene import SELF_HARM
from tests.usecases.stories import CLEARED


def plain_step(work, case, *, before, evidence=False):
    """A step that asks for nothing, or for evidence."""
    book = packs.by_digest(work.case(case).pack).playbook(work.case(case).code)
    return next(
        step
        for step in book.steps
        if step.before == before and step.evidence is evidence and step.does not in {"protect", "verify"}
    )


def test_a_step_is_done_with_evidence_a_note_or_if_it_asks_for_neither_with_nothing(work):
    case = work.in_hand()
    search_made(case, by=MEI, mint=work.mint, now=work.now)
    shown, bare = (plain_step(work, case, before="decision", evidence=one) for one in (True, False))
    assert work.refused(do_step, case, step=shown.id) is No.STEP_NEEDS_EVIDENCE
    work.act(do_step, case, step=shown.id, evidence=[work.complaint(case)])
    work.act(do_step, case, step=bare.id)
    assert work.refused(do_step, case, step="no_such_step") is No.STEP_UNKNOWN
    assert {shown.id, bare.id} <= work.case(case).steps_done


def test_what_is_for_a_senior_is_neither_done_nor_left_out_by_anybody_else(work):
    case = work.in_hand(text="我孩子在学校被同学拍视频羞辱,视频发到了平台上")
    shown = {"step": "guardian_risk", "said": {"note": "父母已核对"}}
    Staff.objects.filter(id=MEI).update(roles=["agent"])
    assert work.refused(skip_step, case, step="guardian_risk", reason="没空") is No.STEP_ROLE
    assert work.refused(do_step, case, **shown) is No.STEP_ROLE
    Staff.objects.filter(id=MEI).update(roles=["lead"])
    work.act(verify_standing, case, complaint=work.complaint(case), level="V4", method="document_seen")
    work.act(do_step, case, **shown)
    assert "guardian_risk" in work.case(case).steps_done


RUDE = "客服态度太差,复制粘贴三遍就挂断了。"


def test_whoever_is_complained_of_does_not_look_into_it(work):
    mine = number_of(work.complaint(work.in_hand()), "C")
    nobodys = number_of(work.mint(), "C")
    rude = work.filed(f"{RUDE}编号 {mine.lower()}，不是 {nobodys}，也不是 C-AAAA-AAAA-AAAA-A", about="v-2")
    assert work.case(rude).code in {"SV.CONDUCT", "UF.SUPPORT"}
    with pytest.raises(Refused) as no:
        work.act(take)
    assert (no.value.code, no.value.facts["because"]) == (No.NOTHING_WAITING, "hand_in_it")
    assert work.act(take, by=JUN) == rude
    assert work.refused(do_step, rude, step="other_team", by=JUN) is No.STEP_NEEDS_EVIDENCE, "nobody ticks it"
    work.in_hand(text=f"{RUDE}我没有编号", about="v-3")
    assert verify(now=work.now).is_clean


def test_after_the_decision_only_who_took_part_does_or_skips_what_is_left(work):
    case = work.ready()
    work.propose(case)
    step = plain_step(work, case, before="close")
    assert work.refused(do_step, case, step=step.id, by=JUN) is No.NOT_YOURS
    assert work.refused(skip_step, case, step=step.id, reason="不适用", by=JUN) is No.NOT_YOURS
    work.act(skip_step, case, step=step.id, reason="不适用")
    assert step.id in work.case(case).steps_skipped
    search_made(case, by=MEI, mint=work.mint, now=work.now)
    work.act(do_step, case, step=step.id, said={"note": "还是做了"})
    assert step.id not in work.case(case).steps_skipped


def test_what_one_person_leaves_out_takes_a_second_signature_or_a_lead(work):
    case = work.in_hand()
    work.act(skip_step, case, step="lower_rung", reason="一看就够重")
    work.steps(case, before="decision")
    made = work.propose(case)
    assert (made.level, made.signers) == ("A2", 1)
    assert work.act(take, to_sign=True, by=JUN) == case
    assert work.act(cosign, case, seen=work.case(case).seq, by=JUN) is True
    assert work.case(case).steps_left == {}, "whoever signed read why"
    assert verify(now=work.now).is_clean


def test_a_lead_stands_behind_what_was_left_out_and_it_takes_nobody_else(work):
    case = work.in_hand()
    work.act(skip_step, case, step="lower_rung", reason="一看就够重")
    work.act(skip_step, case, step="lower_rung", reason="看过，同意", by=ZHOU)
    work.steps(case, before="decision")
    assert work.propose(case).signers == 0


def _kept(work, case):
    read = work.case(case)
    return {one.reason for one in closing.keeps_open(read, packs.of_case(read), clocks=())}


def test_what_is_left_out_of_a_decided_case_waits_for_a_lead_who_is_called_once(work):
    case = work.ready()
    work.propose(case)
    alone = {"step": "report_unlawful", "reason": "成年人之间，不违法"}
    work.act(skip_step, case, **alone)
    work.act(skip_step, case, **alone)
    called = Alarm.objects.filter(owner=case, kind="left_out", cleared_at=None)
    assert called.count() == 1
    assert "left_out" in _kept(work, case)
    assert work.refused(skip_step, case, **alone, by=JUN) is No.NOT_YOURS
    work.act(skip_step, case, step="report_unlawful", reason="看过，确实不违法", by=ZHOU)
    assert not called.exists()
    assert "left_out" not in _kept(work, case)
    assert verify(now=work.now).is_clean


def test_where_the_one_lead_holds_the_case_herself_whoever_signed_stands_behind_what_she_leaves_out(work):
    Staff.objects.filter(id=ZHOU).update(roles=["agent"])
    Staff.objects.filter(id=MEI).update(roles=["agent", "senior", "lead"])
    case = work.filed(text=SELF_HARM)
    later = {"step": "follow_24h", "reason": "已由家人和医院接手，不再打扰"}
    _decided_by_two(work, case)
    for nobody in (JUN, ZHOU):
        assert work.refused(skip_step, case, **later, by=nobody) is No.STEP_NEEDS_LEAD
    work.act(skip_step, case, **later)
    assert "left_out" in _kept(work, case)
    assert work.refused(skip_step, case, **later, by=ZHOU) is No.STEP_NEEDS_LEAD
    work.act(skip_step, case, step="follow_24h", reason="看过，确实不该再打扰", by=JUN)
    assert "left_out" not in _kept(work, case)


def test_where_the_only_lead_decided_and_left_it_out_alone_whoever_may_sign_opens_the_case_and_stands_behind(
    work,
):
    Staff.objects.filter(id=ZHOU).update(roles=["agent"])
    Staff.objects.filter(id=MEI).update(roles=["agent", "senior", "lead"])
    case, left = work.ready(), {"step": "report_unlawful", "reason": "成年人之间，不违法"}
    work.propose(case)
    assert work.refused(look_at_case, case, by=JUN) is No.NOT_FOUND
    work.act(skip_step, case, **left)
    called = Alarm.objects.get(owner=case, kind="left_out", cleared_at=None)
    assert called.to_role == "operator", "there is no other lead whom one could call"
    assert work.refused(look_at_case, case, by=ZHOU) is No.NOT_FOUND
    assert work.refused(skip_step, case, **left, by=ZHOU) is No.NOT_YOURS
    assert work.act(look_at_case, case, by=MEI).seconds == frozenset(), "nobody is their own second"
    assert work.act(look_at_case, case, by=JUN).seconds == {"report_unlawful"}
    work.act(skip_step, case, step="report_unlawful", reason="看过，确实不违法", by=JUN)
    assert "left_out" not in _kept(work, case)
    assert JUN not in work.case(case).took_part()
    assert work.refused(look_at_case, case, by=JUN) is No.NOT_FOUND, "there is nothing left to read"
    assert verify(now=work.now).is_clean


def _decided_by_two(work, case):
    """梅 Mei proposes to grant it, and 君 Jun signs."""
    said = proposed(findings=(), measures=(), outcome="granted", signers=1, level="A2")
    work.write(case, facts.Assigned(agent=MEI, how="next"), said, by=f"agent:{MEI}")
    signed = (facts.OfferedToSign(agent=JUN), facts.Cosigned(no=1, agent=JUN))
    work.write(case, *signed, facts.Decided(no=1, outcome="granted", orders=()), by=f"agent:{JUN}")


REPORTS = ("report_authority:cn_police", "report_authority:cn_cyberspace_children")
GROOMED = "有陌生人私信我女儿要照片，她11岁"


def _all_but_the_report(work, case):
    """Do all other steps; the platform says that the account wrote to no other child."""
    book = packs.by_digest(work.case(case).pack).playbook(work.case(case).code)
    search_made(case, by=MEI, mint=work.mint, now=work.now, tool=OTHERS)
    work.act(do_step, case, step="other_victims")
    for step in (one for one in book.steps if one.id not in {"report_authority", "other_victims"}):
        wrote = (
            [facts.Recorded(step=step.id, what=step.records, words=kept(work, case))] if step.records else []
        )
        work.write(case, facts.StepDone(step=step.id), *wrote, by=f"agent:{MEI}")


@one_transaction
def kept(work, case):
    return texts.keep_for(case, "看过。", mint=work.mint)


def test_not_to_report_a_childs_case_is_signed_by_child_safety_and_counsel_whatever_the_agent_declares(work):
    work.hire(HE, "child_safety", clearances=CLEARED)
    work.hire(LIN, "legal", clearances=CLEARED)
    case = work.in_hand(text=GROOMED)
    _all_but_the_report(work, case)
    nothing = {"outcome": Outcome.NO_VIOLATION, "measures": (), "for_account": ""}
    work.reads(case)
    assert work.refused(work.propose, case, **nothing) is No.STEPS_OPEN
    for step in REPORTS:
        work.act(skip_step, case, step=step, reason="核对后是同班同学开玩笑，双方家长在场说明")
    made = work.propose(case, **nothing)
    assert (made.level, made.signers) == ("A4", 2)
    for nobody in (ZHOU, LIN):
        with pytest.raises(Refused) as no:
            work.act(take, to_sign=True, by=nobody)
        assert no.value.facts["because"] == No.SIGNER_ROLE
    assert work.act(take, to_sign=True, by=HE) == case
    work.reads(case, by=HE)
    assert work.act(cosign, case, seen=work.case(case).seq, by=HE) is False
    assert work.act(take, to_sign=True, by=LIN) == case
    work.reads(case, by=LIN)
    assert work.act(cosign, case, seen=work.case(case).seq, by=LIN) is True
    assert verify(now=work.now).is_clean


def test_who_reported_it_after_all_needs_nobody_for_that(work):
    case = work.in_hand(text=GROOMED)
    _all_but_the_report(work, case)
    for step in REPORTS:
        work.act(skip_step, case, step=step, reason="先等一等")
        said = {"receipt": "已报，回执 2026-1123"}
        with pytest.raises(Refused):
            work.act(do_step, case, step=step, said={"note": "报过了"})
        work.act(do_step, case, step=step, said=said)
    made = work.propose(case, outcome=Outcome.NO_VIOLATION, measures=(), for_account="")
    assert (made.level, made.signers) == ("A0", 0)


def test_a_step_is_left_out_by_who_holds_the_case_and_with_a_reason(work):
    case = work.in_hand()
    book = packs.by_digest(work.case(case).pack).playbook(work.case(case).code)
    step = next(one for one in book.steps if one.skip != "never")
    assert work.refused(skip_step, case, step=step.id, reason=" ") is No.NEEDS_REASON
    assert work.refused(skip_step, case, step=step.id, reason="没有", by=JUN) is No.NOT_YOURS
    work.act(skip_step, case, step=step.id, reason="没有")
    assert step.id in work.case(case).steps_skipped


def test_a_note_says_something(work):
    case = work.in_hand()
    assert work.refused(note, case, text=" \n") is No.TEXT_EMPTY
    work.act(note, case, text="像是同一伙人。")
    assert work.told(case)[-1] == "Noted"
    assert work.case(case).attempts == ()
    work.act(note, case, text="他想绕过核实。", attempt=True)
    assert len(work.case(case).attempts) == 1


def test_standing_is_proved_to_a_level_by_a_method_that_has_a_name(work):
    case = work.in_hand()
    said = {"complaint": work.complaint(case), "level": "V3", "method": "document_and_payment"}
    for change, code in (
        ({"level": "V9"}, No.UNKNOWN_WORD),
        ({"method": ""}, No.BAD_INPUT),
        ({"method": "身份证 110101199001011234"}, No.BAD_INPUT),
        ({"method": "a" * 41}, No.BAD_INPUT),
        ({"by": JUN}, No.NOT_YOURS),
        ({"complaint": case}, No.NOT_FOUND),
    ):
        assert work.refused(verify_standing, case, **{**said, **change}) is code
    work.act(verify_standing, case, **said)
    assert [(one.level, one.method) for one in work.case(case).verified] == [("V3", said["method"])]


def test_who_holds_a_case_may_call_it_graver_and_only_a_lead_less_grave(work):
    case = work.in_hand()
    assert work.refused(grade, case, severity=Severity.S2, why="same") is No.ALREADY_DONE
    assert work.refused(grade, case, severity=Severity.S1, why="viral", by=JUN) is No.NOT_YOURS
    work.act(grade, case, severity=Severity.S1, why="viral")
    graded = read_lines(case)[-1].fact
    assert (graded.why, texts.read_many(case, (graded.words.id,))) == (
        "by_person",
        {graded.words.id: "viral"},
    )
    for who in (MEI, JUN):
        assert (
            work.refused(grade, case, severity=Severity.S3, why="calm", by=who) is No.DOWNGRADE_NEEDS_SECOND
        )
    assert work.refused(grade, case, severity=Severity.S3, why=" ", by=ZHOU) is No.NEEDS_REASON
    work.act(grade, case, severity=Severity.S3, why="calm", by=ZHOU)
    work.act(grade, case, severity=Severity.S2, why="no", by=ZHOU)
    assert [one for _, one in work.case(case).severities] == ["S2", "S1", "S3", "S2"]


def test_a_case_that_nobody_has_looked_at_is_not_called_less_grave_by_a_lead_alone(work):
    case = work.open("CV.SEX.ADULT", "S1")
    assert work.refused(grade, case, severity=Severity.S3, why="calm", by=ZHOU) is No.DOWNGRADE_NEEDS_SECOND


def test_a_lead_who_holds_the_case_herself_needs_another_to_call_it_less_grave(work):
    case = work.open("CV.SEX.ADULT", "S1")
    work.give(case, ZHOU)
    assert work.refused(grade, case, severity=Severity.S3, why="calm", by=ZHOU) is No.DOWNGRADE_NEEDS_SECOND


def test_a_case_of_another_kind_goes_back_to_the_lane_where_it_belongs(work):
    case = work.in_hand()
    work.act(recode, case, code="PR.POST", reason="是隐私")
    moved = work.case(case)
    assert (moved.code, moved.lane.split(".")[0], moved.agent) == ("PR.POST", "privacy", None)
    assert work.told(case)[-2:] == ["Recoded", "Returned"]


def test_a_case_that_stays_in_its_lane_stays_in_hand(work):
    case = work.in_hand()
    lane = work.case(case).lane
    work.act(recode, case, code="CV.OTHER", reason="不是色情")
    assert (work.case(case).agent, work.case(case).lane, work.told(case)[-1]) == (MEI, lane, "Recoded")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        pytest.param({"code": "XX.NONE"}, No.UNKNOWN_WORD, id="no such kind"),
        pytest.param({"reason": " "}, No.NEEDS_REASON, id="no reason"),
        pytest.param({"by": JUN}, No.NOT_YOURS, id="somebody else"),
    ],
)
def test_a_case_is_not_called_something_else_lightly(work, change, code):
    case = work.in_hand()
    assert work.refused(recode, case, **{"code": "PR.POST", "reason": "是隐私", **change}) is code


def protecting(work, case):
    return {"measure": "P3", "target": work.case(case).subject, "reason": "传播很快"}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        pytest.param({"reason": " "}, No.NEEDS_REASON, id="no reason"),
        pytest.param({"target": None}, No.MEASURE_NEEDS_TARGET, id="no target"),
        pytest.param({"measure": "L4"}, No.MEASURE_NOT_ALLOWED, id="a measure that needs a finding"),
    ],
)
def test_a_protection_that_may_not_be_orders_nothing(work, change, code):
    case = work.in_hand()
    assert work.refused(protect, case, **{**protecting(work, case), **change}) is code
    assert not orders.of_case(case)
    work.act(protect, case, **protecting(work, case))
    assert [(one.measure, one.do) for one in orders.of_case(case)] == [("P3", "apply")]


def test_a_protection_is_lifted_by_who_holds_the_case_or_a_lead_and_once(work):
    case = work.in_hand()
    key = work.act(protect, case, **protecting(work, case))
    why = {"reason": "对方已经自己删了"}
    assert work.refused(unprotect, case, key=key, **why, by=JUN) is No.NOT_YOURS
    assert work.refused(unprotect, case, key="0" * 42, **why) is No.NOT_FOUND
    assert work.refused(unprotect, case, key=key, reason=" ", by=ZHOU) is No.NEEDS_REASON
    work.act(unprotect, case, key=key, **why, by=ZHOU)
    assert work.case(case).protections == ()
    assert sorted(one.do for one in orders.of_case(case)) == ["apply", "lift"]
    assert work.refused(unprotect, case, key=key, **why) is No.NOT_FOUND


def test_the_record_kept_for_a_family_ends_by_another_person_and_is_to_be_kept_again(work):
    case = work.in_hand(text="我女儿13岁,被同学在视频里点名欺负羞辱,好多人跟着骂她。")
    assert work.case(case).code == "MN.BULLY"
    keeps = {"measure": "P1", "target": work.case(case).subject, "reason": "删除之后家人就拿不到了"}
    key = work.act(protect, case, **keeps)
    work.act(do_step, case, step="keep_for_family")
    why = {"key": key, "reason": "看起来没事了"}
    assert work.refused(unprotect, case, **why) is No.HAND_IN_IT
    work.act(unprotect, case, **why, by=ZHOU)
    line = next(one.fact for one in read_lines(case) if isinstance(one.fact, facts.Unprotected))
    assert (line.why, line.again, line.words is None) == ("lifted", ("keep_for_family",), False)
    still = open_steps(work.case(case), packs.of_case(work.case(case)), before="decision")
    assert "keep_for_family" in {step.id for step in still}
    assert verify(now=work.now).is_clean


def test_only_a_complainant_of_this_case_is_asked_and_with_words(work):
    case, other = work.in_hand(), work.filed(about="v-2")
    asked = {"complaint": work.complaint(case), "text": "是第几秒?"}
    assert work.refused(ask, case, **{**asked, "text": " "}) is No.TEXT_EMPTY
    assert work.refused(ask, case, **{**asked, "complaint": work.complaint(other)}) is No.NOT_FOUND
    work.act(ask, case, **asked)
    assert work.case(case).waiting_for.complaint == asked["complaint"]


def test_what_is_written_later_is_kept_and_ends_a_wait_only_if_there_is_one(work):
    from ombud.adapters.platform.memory import MemoryPlatform
    from ombud.usecases.deliver import Doors, deliver
    from tests.usecases.orders.scene import Post

    case = work.in_hand()
    complaint = work.complaint(case)
    assert work.refused(answer, complaint, text=" ") is No.TEXT_EMPTY
    assert work.refused(answer, complaint, text="长" * (TEXT_LIMIT + 1)) is No.TEXT_TOO_LONG
    work.act(answer, complaint, text="还有一个视频。")
    assert len(read_complaint(complaint).words) == 2
    work.act(ask, case, complaint=complaint, text="是第几秒?")
    post = Post()
    doors = Doors(platform=MemoryPlatform(), mail=post, sms=post, url="https://ombud.example")
    while deliver(doors=doors, now=work.now):
        pass
    assert read_complaint(complaint).standing is Standing.WAITING
    work.later(minutes=5)
    work.act(answer, complaint, text="第三秒。")
    assert read_complaint(complaint).standing is Standing.OPEN
    assert work.case(case).waiting_for is not None
    work.house.drain(now=work.now + timedelta(seconds=1))
    assert work.case(case).waiting_for is None
