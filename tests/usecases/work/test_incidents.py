"""A leak and two complaints of it: one investigation, two answers; a process that dies in between leaves nothing undone."""

import pytest

from ombud.core import facts
from ombud.core.case import Status
from ombud.core.playbooks import open_steps
from ombud.core.preventing import next_at
from ombud.core.receipts import number_of
from ombud.core.refusals import No
from ombud.store import incidents, kin, mailroom, packs, rows, texts
from ombud.store.ledger import read_lines
from ombud.store.models import KinRow
from ombud.store.transactions import one_transaction
from ombud.usecases.ask_who_looked import enter_who_looked
from ombud.usecases.check_task import check_task
from ombud.usecases.do_step import do_step
from ombud.usecases.fan_out import fan_out
from ombud.usecases.find_fault import Cause, find_fault
from ombud.usecases.finish_task import finish_task
from ombud.usecases.follow import follow
from ombud.usecases.keep_out import keep_out
from ombud.usecases.let_in import let_in
from ombud.usecases.look_at_case import look_at_case
from ombud.usecases.open_beside import Beside, open_beside
from ombud.usecases.open_tasks import open_tasks
from ombud.usecases.set_beside import set_beside
from ombud.usecases.skip_step import skip_step
from ombud.usecases.take import take
from ombud.usecases.verify import verify
from tests import cast
from tests.cast import JUN, MEI, ZHOU

LEAKED = "平台把我的手机号和地址泄露给了别人。"
SAID = {
    "kinds": "手机号、地址",
    "cause": "一个导出任务没有关",
    "harm": "可能有骚扰电话",
    "remedies": "任务已停，密钥已换",
    "self_help": "陌生来电不要给验证码",
}
WHY = "同一次导出"


NOTE = {"note": "已经查明"}
CONTAINED = {"contained_what": "任务停了", "contained_by": "安全组", "contained_on": "10:20"}


@pytest.fixture
def leak(work):
    """Two complained of one leak: 梅 Mei holds the first case, and the second waits in its lane."""
    first = work.file(LEAKED, kind="PR.PLATFORM", contact={"email": "lan@example.org"})
    assert take(by=MEI, now=work.now) == first
    return first, work.file(LEAKED, kind="PR.PLATFORM", contact={"email": "tao@example.org"})


def beside(work, first, *numbers):
    named = Beside(named=numbers, kinship="incident", reason=WHY)
    return work.act(open_beside, first, beside=named)


def linked(work, leak):
    first, other = leak
    (made,) = beside(work, first, number_of(other, "K"))
    assert (made.case, made.begun) == (other, False)
    return first, other


HANDED = {
    "basis": "网络数据安全管理条例",
    "found": "订单表被整表导出",
    "preserved": "访问日志",
    "persons_at_risk": "三千人",
    "receipt": "受理号 2026-77",
}


def turn(work):
    while set_beside(now=work.now):
        pass


def test_two_complaints_of_a_leak_have_a_case_each_and_both_books_say_that_they_belong_together(work, leak):
    first, other = linked(work, leak)
    assert first != other
    assert [one.case for one in work.case(other).kin] == [first]
    left = work.case(other).steps_skipped
    assert {"prevention", "handled", "incident_summary"} <= left
    pointer = next(
        line.fact.words for line in read_lines(other) if getattr(line.fact, "step", "") == "prevention"
    )
    assert texts.read(other, pointer.id) == number_of(first, "K")
    assert (
        work.refused(
            open_beside, first, beside=Beside(named=[number_of(other, "K")], kinship="incident", reason=WHY)
        )
        is No.ALREADY_DONE
    )


def test_what_is_found_out_once_counts_in_every_case_beside_it(work, leak):
    first, other = linked(work, leak)
    work.act(do_step, first, step="aware_at", said=NOTE)
    work.act(do_step, first, step="contain", said=CONTAINED)
    looks = {"step": "who_had_access", "said": NOTE, "found": ["leak_confirmed"]}
    assert work.refused(do_step, first, **looks) is No.HAND_IN_IT
    assert work.refused(do_step, first, **looks, by=JUN) is No.NOT_YOURS
    work.act(enter_who_looked, first, account="", text="9:01 导出", why="平台没有日志", by=ZHOU)
    work.act(do_step, first, **looks, by=ZHOU)
    turn(work)
    case = work.case(other)
    assert {"aware_at", "contain", "who_had_access"} <= case.steps_done
    assert "only_we_had_it" not in case.steps_done
    assert "leak_confirmed" in case.found
    assert case.agent is None
    assert case.hands == frozenset()
    before = len(read_lines(other))
    incidents.share(first, other, now=work.now)
    assert len(read_lines(other)) == before


def test_beside_an_incident_we_know_of_the_leak_from_the_first_complaint_there_and_the_book_says_so(
    work, leak
):
    first, other = linked(work, leak)
    wrote = next(at for code, at in work.case(other).moved if code == "received")
    work.later(hours=30)
    work.act(do_step, first, step="aware_at", said=NOTE)
    turn(work)
    said = next(line.fact for line in read_lines(other) if getattr(line.fact, "step", "") == "aware_at")
    assert said.since == wrote
    [clock] = [one for one in rows.case_clocks(work.case(other)) if one.rule_id == "cn_leak_told"]
    assert clock.started_at == wrote


def test_everybody_in_every_case_is_told_once_and_whoever_joins_later_too(work, leak):
    first, other = linked(work, leak)
    work.act(do_step, first, step="tell_person", said=SAID)
    assert "tell_person" not in work.case(other).steps_done
    turn(work)
    assert "tell_person" in work.case(other).steps_done
    rows = work.house.rows("SELECT count(*), count(DISTINCT complaint) FROM letter WHERE template = 'breach'")
    assert rows == [(2, 2)]
    incidents.share(first, other, now=work.now)
    assert work.house.rows("SELECT count(*) FROM letter WHERE template = 'breach'") == [(2,)]
    kept = work.case(other).breach
    assert all(said in texts.read(other, kept.id) for said in SAID.values())
    assert verify(now=work.now).is_clean


def test_what_is_left_out_in_the_incident_is_left_out_beside_it(work, leak):
    first, other = linked(work, leak)
    step, why = "tell_authority:cn_cyberspace", "两个人，没到报告标准"
    assert work.refused(work.act, skip_step, first, step=step, reason=why) is No.STEP_NEEDS_LEAD
    work.act(skip_step, first, step=step, reason=why, by=ZHOU)
    turn(work)
    assert step in work.case(other).steps_skipped


def test_an_incident_owes_what_the_places_of_its_cases_ask_for_and_tells_each_authority_once(work, leak):
    packs.store_pack(cast.pack("EU"), now=work.now)
    first, _ = leak
    abroad = work.file(LEAKED, kind="PR.PLATFORM", jurisdiction="EU", contact={"email": "mia@example.org"})
    beside(work, first, number_of(abroad, "K"))
    work.act(do_step, first, step="aware_at", said=NOTE)
    turn(work)
    assert [law.jurisdiction for law in work.case(first).laws] == ["CN", "EU"]
    kin.settle(first, abroad, now=work.now)
    assert len(work.case(first).laws) == 2
    cac, dpa = "tell_authority:cn_cyberspace", "tell_authority:eu_data_protection"
    owed = {one.id for one in open_steps(work.case(first), packs.of_case(work.case(first)), before="close")}
    assert {cac, dpa} <= owed
    work.act(do_step, first, step=cac, said={"receipt": "回执 2026-88"})
    turn(work)
    assert runs(work, first, "eu_gdpr_breach")
    assert runs(work, abroad, "eu_gdpr_breach")
    assert dpa not in work.case(abroad).steps_done
    work.act(do_step, first, step=dpa, said={"receipt": "IE-4471"})
    turn(work)
    assert not runs(work, first, "eu_gdpr_breach")
    assert not runs(work, abroad, "eu_gdpr_breach")
    assert dpa in work.case(abroad).steps_done
    assert verify(now=work.now).is_clean


def runs(work, case, rule):
    (clock,) = (one for one in rows.case_clocks(work.case(case), now=work.now) if one.rule_id == rule)
    return clock.stopped_at is None


def test_whoever_is_kept_out_of_the_incident_is_kept_out_of_every_case_beside_it_and_loses_it(work, leak):
    first, other = linked(work, leak)
    assert take(by=JUN, now=work.now) == other
    work.act(keep_out, first, agent=JUN, reason=WHY, by=ZHOU)
    assert work.case(other).agent == JUN
    turn(work)
    assert (work.case(other).agent, work.case(other).kept_out) == (None, {JUN})
    assert work.refused(look_at_case, other, by=JUN) is No.NOT_FOUND
    assert verify(now=work.now).is_clean


def test_a_process_that_dies_before_the_others_heard_of_it_leaves_it_due(work, leak, monkeypatch):
    first, other = leak

    def falls(*_, **__):
        raise RuntimeError("the power is gone")

    with monkeypatch.context() as patch:
        patch.setattr(kin, "settle", falls)
        with pytest.raises(RuntimeError):
            beside(work, first, number_of(other, "K"))
    assert work.case(other).kin == ()
    turn(work)
    assert work.case(other).kin
    assert "prevention" in work.case(other).steps_skipped


def test_a_case_that_somebody_signs_hears_of_it_afterwards(work, leak):
    first, other = linked(work, leak)
    assert take(by=JUN, now=work.now) == other
    work.write(other, *_proposed_by_jun(), by=f"agent:{JUN}")
    assert work.case(other).status is Status.COSIGNING
    work.act(do_step, first, step="contain", said=CONTAINED)
    set_beside(now=work.now)
    row = KinRow.objects.get(case_id=first, kin=other)
    assert row.due_at == work.now + incidents.LATER
    assert "contain" not in work.case(other).steps_done


def _proposed_by_jun():
    return (cast.proposed(agent=JUN, signers=1, clause=None, measures=(), for_account=None, level="A2"),)


@pytest.mark.parametrize(
    ("who", "kept_out"),
    [
        pytest.param(JUN, False, id="whoever does not hold it"),
        pytest.param(MEI, True, id="whoever is kept out of the other"),
    ],
)
def test_who_may_not_say_that_it_belongs_to_an_incident(work, leak, who, kept_out):
    first, other = leak
    if kept_out:
        work.act(keep_out, other, agent=MEI, reason=WHY, by=ZHOU)
    named = Beside(named=[number_of(other, "K")], kinship="incident", reason=WHY)
    assert work.refused(open_beside, first, beside=named, by=who) is (
        No.NOT_FOUND if kept_out else No.NOT_YOURS
    )


def test_a_number_of_nothing_is_refused(work, leak):
    first, _ = leak
    missing = Beside(named=[number_of(work.mint(3), "K")], kinship="incident", reason=WHY)
    assert work.refused(open_beside, first, beside=missing) is No.NOT_FOUND


def test_whoever_was_let_in_to_one_is_kept_out_again_by_the_next_step_of_the_incident(work, leak):
    first, other = linked(work, leak)
    work.act(keep_out, first, agent=JUN, reason=WHY, by=ZHOU)
    turn(work)
    work.act(let_in, other, agent=JUN, reason="弄错了", by=ZHOU)
    work.act(do_step, first, step="contain", said=CONTAINED)
    turn(work)
    assert work.case(other).kept_out == {JUN}
    assert work.told(other).count("KeptOut") == 2


@pytest.mark.parametrize("left", [False, True], ids=["done", "left out"])
def test_what_a_decision_beside_the_incident_promised_to_report_is_told_to_whoever_reads_it(work, leak, left):
    first, other = linked(work, leak)
    work.act(do_step, first, step="aware_at", said={"note": "昨晚发现的。"})
    turn(work)
    reasons = one_transaction(texts.keep_for)(other, "属实，已经处理。", mint=work.mint)
    proposed = cast.proposed(
        findings=(),
        measures=(facts.Chosen(measure="X.REGULATOR", target=cast.SUBJECT),),
        agent=JUN,
        for_complainant=reasons,
        for_account=None,
        clause=None,
    )
    decided = facts.Decided(no=1, outcome="violation", orders=())
    work.write(other, facts.Assigned(agent=JUN, how="next"), proposed, decided, by=f"agent:{JUN}")
    while fan_out(now=work.now):
        pass
    [step] = [
        one.id
        for one in open_steps(work.case(first), packs.of_case(work.case(first)), before="close")
        if one.id.startswith("tell_authority")
    ]
    if left:
        work.act(skip_step, first, step=step, reason="不在报告范围内", by=ZHOU)
    else:
        work.act(do_step, first, step=step, said=HANDED)
    turn(work)
    mine = [one.template for one in mailroom.of_complaint(work.complaint(other))]
    assert mine.count("referred") == 1


def test_a_leak_has_work_of_its_own_that_is_work_again_where_it_did_not_hold(work, leak):
    """The same cause is somebody's already; what a leak comes from is looked at by the days of that leak all the same."""
    first, _ = leak
    elsewhere = work.file("视频里有广告", kind="CV.SPAM", key="other")
    cause = Cause(cause="safeguards", clause="", text="导出没有人审批")
    work.act(find_fault, elsewhere, found=cause, by=ZHOU)
    assert open_tasks(now=work.now) == 1
    work.act(find_fault, first, found=cause)
    assert open_tasks(now=work.now) == 1
    assert [one.state for one in work.case(first).lessons.tasks] == ["open"]
    follow(now=work.now)
    assert "prevention" in work.case(first).steps_done
    work.act(finish_task, first, no=1, text="导出要双人批准", by=ZHOU)
    work.later(days=30)
    check = {"no": 1, "text": "旧密钥还能用", "by": JUN}
    assert work.act(check_task, first, found="came_back", **check) is None
    follow(now=work.now)
    (task,) = work.case(first).lessons.tasks
    assert (task.state, task.due_at > work.now) == ("open", True)
    assert "prevention_30d" not in work.case(first).steps_done
    assert next_at(work.case(first)) == task.due_at
    assert {one.code for one in verify(now=work.now).faults} == {"case_late"}, "nobody came for its lease"


def test_where_data_got_out_once_more_that_is_an_incident_whose_times_run_from_then(work, leak):
    packs.store_pack(cast.pack("EU"), now=work.now)
    first, _ = leak
    abroad = work.file(LEAKED, kind="PR.PLATFORM", jurisdiction="EU", contact={"email": "mia@example.org"})
    beside(work, first, number_of(abroad, "K"))
    work.write(first, facts.Graded(severity="S1", why="many"))
    other = work.file("视频里有广告", kind="CV.SPAM", key="other")
    for case in (other, first):
        work.act(find_fault, case, found=Cause(cause="safeguards", clause="", text="密钥没有换"), by=ZHOU)
    assert open_tasks(now=work.now) == 2
    turn(work)
    for case in (other, first):
        work.act(finish_task, case, no=1, text="改了", by=ZHOU)
    again = {"no": 1, "text": "又有人接到电话，说的是这一周的订单", "by": JUN}
    assert work.refused(check_task, other, found="leaked", **again) is No.UNKNOWN_WORD
    work.later(days=3)
    made = work.act(check_task, first, found="leaked", **again)
    new = work.case(made)
    assert (new.code, new.status, new.members, new.subject) == ("PR.PLATFORM", Status.QUEUED, 0, None)
    assert {law.jurisdiction for law in new.laws} == {"CN", "EU"}
    for rule in ("cn_incident_report", "eu_gdpr_breach"):
        [clock] = [one for one in rows.case_clocks(new) if one.rule_id == rule]
        assert clock.started_at == work.now, rule
    assert work.case(first).lessons.task(1).checks[-1].incident == made
    assert {one.code for one in verify(now=work.now).faults} == {"case_late"}, "nobody came for its lease"
    alone = facts.TaskChecked(
        no=1, agent=JUN, held=False, words=cast.words(), next_at=work.now, incident=made
    )
    work.write(other, alone, by=f"agent:{JUN}")
    assert "leak_without_incident" in {one.code for one in verify(now=work.now).faults}
