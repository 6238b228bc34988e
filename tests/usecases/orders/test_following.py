"""What has to wait waits, what the house knows it does itself, and a follow-up outlives whoever had it."""

from datetime import timedelta

import pytest

from ombud.core import facts
from ombud.core.case import Status
from ombud.core.following import PATIENCE
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import lane_of
from ombud.store import due, queue
from ombud.store.ledger import read_case, read_complaint
from ombud.store.models import Alarm, Certificate, Staff
from ombud.store.models import Case as Row
from ombud.usecases.answer_letter import answer_letter
from ombud.usecases.ask_account import ask_account
from ombud.usecases.assign import assign
from ombud.usecases.check_task import check_task
from ombud.usecases.do_step import do_step
from ombud.usecases.expire_waits import expire_waits
from ombud.usecases.find_fault import Cause, find_fault
from ombud.usecases.finish_task import finish_task
from ombud.usecases.follow import follow
from ombud.usecases.look_at_desk import look_at_desk
from ombud.usecases.open_tasks import open_tasks
from ombud.usecases.skip_step import skip_step
from ombud.usecases.take import take
from ombud.usecases.verify import verify
from tests import cast
from tests.usecases.sorting.scene import SELF_HARM

HOURS = timedelta(hours=1)


def check(stage, case, *, found, by):
    return check_task(case, no=1, found=found, text="试过了", by=by, mint=stage.mint, now=stage.now)


def turned(stage, code):
    """A case that turned out to be about this."""
    case = stage.case()
    lane = lane_of(code, "zh", "general")
    stage.write(case, facts.Recoded(code=code, lane=lane, words=stage.words(case, "改类")))
    return case


def does(stage, case, step, *, by=cast.MEI):
    do_step(case, step=step, said={"note": "看过了"}, by=by, mint=stage.mint, now=stage.now)


def skips(stage, case, step, *, by=cast.MEI, ground=""):
    skip_step(case, step=step, reason="不需要", ground=ground, by=by, mint=stage.mint, now=stage.now)


def code_of(act, *args, **said):
    with pytest.raises(Refused) as no:
        act(*args, **said)
    return no.value.code, no.value.facts


def decided(stage, code="HA.INSULT"):
    """A decided pile-on of which only the looks after 24 and 72 hours are left."""
    case = turned(stage, code)
    stage.decide(case, "L4")
    skips(stage, case, "evidence_export")
    skips(stage, case, "evidence_export", by=cast.ZHOU)  # who stands behind it
    return case


def test_a_protective_step_is_done_by_the_measure_that_is_in_force(stage):
    case = turned(stage, "HA.INSULT")
    stage.write(
        case, facts.Recoded(code="PR.POST", lane="privacy.zh.general", words=stage.words(case, "改类"))
    )
    stage.protect(case)
    follow(now=stage.now)
    assert "hide_first" not in read_case(case).steps_done
    stage.carry()
    assert Row.objects.get(id=case).follow_at == stage.now
    assert verify(now=stage.now + HOURS).faults[0].code == "case_late"
    assert follow(now=stage.now) == 1
    assert "hide_first" in read_case(case).steps_done
    assert follow(now=stage.now) == 0
    assert verify(now=stage.now).faults == []


def test_looking_again_waits_its_days_and_only_a_lead_leaves_it_out_before(stage):
    case = decided(stage)
    stage.carry()
    at = stage.now
    assert Row.objects.get(id=case).act_at == at + 24 * HOURS
    assert code_of(does, stage, case, "after_24h") == (
        No.STEP_WAITS,
        {"step": "after_24h", "at": at + 24 * HOURS},
    )
    assert code_of(does, stage, case, "after_72h")[0] is No.STEP_AFTER
    assert code_of(skips, stage, case, "after_72h")[0] is No.STEP_NEEDS_LEAD
    stage.later(hours=24)
    does(stage, case, "after_24h")
    skips(stage, case, "after_72h", by=cast.ZHOU)
    assert read_case(case).steps_skipped == {"evidence_export", "after_72h"}
    for _ in range(3):
        stage.carry()
        stage.tell()
        stage.close()
    assert read_case(case).status is Status.CLOSED
    assert read_case(case).closed.appeal_until > stage.now
    assert (Row.objects.get(id=case).act_at, Row.objects.get(id=case).follow_at) == (None, None)
    assert verify(now=stage.now + 200 * 24 * HOURS).faults == []


def test_a_shop_that_is_silent_is_heard_by_time_and_one_that_answers_by_its_answer(stage):
    case = turned(stage, "EC.ORDER")
    assert code_of(does, stage, case, "shop_heard") == (
        No.STEP_WAITS,
        {"step": "shop_heard", "why": "begins"},
    )
    ask_account(case, text="有买家说没有收到货", by=cast.MEI, mint=stage.mint, now=stage.now)
    follow(now=stage.now + 47 * HOURS)
    assert "shop_heard" not in read_case(case).steps_lapsed
    stage.later(hours=48)
    expire_waits(now=stage.now)
    follow(now=stage.now)
    assert read_case(case).steps_lapsed == {"shop_heard"}
    assert verify(now=stage.now).faults == []


def test_whoever_is_on_duty_is_called_to_look_in_as_soon_as_it_is_due_and_once(stage):
    case = turned(stage, "SH.DESPAIR")
    stage.decide(case, outcome="answered", why=None)
    called = Alarm.objects.filter(owner=case, kind="looking_in", to_role="lead")
    stage.later(hours=23)
    follow(now=stage.now)
    assert called.count() == 0
    stage.later(hours=1)
    follow(now=stage.now)
    follow(now=stage.now)
    assert called.count() == 1, "once, and not only whoever has the case"
    assert code_of(does, stage, case, "follow_24h")[1]["why"] == "looked_in", "a note is no look"
    looked = {"looked_how": "信", "looked_on": "今天", "looked_back": "好多了"}
    do_step(case, step="follow_24h", said=looked, by=cast.MEI, mint=stage.mint, now=stage.now)
    stage.later(days=6)
    follow(now=stage.now)
    assert called.count() == 2
    assert verify(now=stage.now).faults == []


def test_a_follow_up_that_lies_goes_back_to_dispatch_and_a_lead_hears_of_it(stage):
    case = decided(stage)
    [mine] = [one for one in look_at_desk(by=cast.MEI, now=stage.now).cases if one.id == case]
    assert (mine.role, mine.act_at) == ("finishes", stage.now + 24 * HOURS)
    stage.later(hours=24)
    assert follow(now=stage.now) == 0
    stage.now += PATIENCE[read_case(case).severity]
    assert follow(now=stage.now) == 1
    held = read_case(case)
    assert (held.status, held.agent) == (Status.DECIDED, None)
    assert [one.about for one in Alarm.objects.filter(owner=case, kind="follow_up")] == ["not_followed"]
    assert verify(now=stage.now + 48 * HOURS).faults == []
    person(cast.JUN, "jun", lane=held.lane, until=stage.now + 99 * HOURS)
    assert take(by=cast.JUN, now=stage.now) == case
    held = read_case(case)
    assert (held.status, held.agent) == (Status.DECIDED, cast.JUN)
    assert cast.JUN not in held.took_part()
    does(stage, case, "after_24h", by=cast.JUN)
    assert [one.id for one in look_at_desk(by=cast.JUN, now=stage.now).cases] == [case]


def test_a_follow_up_of_somebody_who_has_left_goes_back_once_it_is_due_and_a_lead_may_give_it(stage):
    case = decided(stage)
    Staff.objects.filter(id=cast.MEI).update(is_active=False)
    assert follow(now=stage.now) == 0
    stage.later(hours=24)
    assert follow(now=stage.now) == 1
    assert (read_case(case).agent, follow(now=stage.now)) == (None, 0)
    assert [one.about for one in Alarm.objects.filter(owner=case, kind="follow_up")] == ["left"]
    person(cast.JUN, "jun", lane=read_case(case).lane, until=stage.now + 99 * HOURS)
    assign([case], to=cast.JUN, reason="请接手回看", by=cast.ZHOU, mint=stage.mint, now=stage.now)
    skips(stage, case, "after_24h", by=cast.JUN)
    assert read_case(case).steps_skipped == {"evidence_export", "after_24h"}


def test_danger_comes_before_a_follow_up_and_who_may_not_have_it_gets_another_case(stage):
    case = decided(stage)
    stage.later(hours=99)
    follow(now=stage.now)
    person(cast.JUN, "jun", lane="privacy.zh.general", until=stage.now + 99 * HOURS)
    assert code_of(take, by=cast.JUN, now=stage.now)[0] is No.NOTHING_WAITING
    lane = read_case(case).lane
    Certificate(agent=cast.JUN, lane=lane, until=stage.now + 99 * HOURS).save(force_insert=True)
    [filed] = stage.house.file(SELF_HARM, key="danger", at=stage.now)
    stage.house.drain(now=stage.now)
    danger = read_case(read_complaint(filed).parts[0].case)
    Certificate(agent=cast.JUN, lane=danger.lane, until=stage.now + 99 * HOURS).save(force_insert=True)
    assert [take(by=cast.JUN, now=stage.now) for _ in range(2)] == [danger.id, case]


def person(agent, name, *, lane, until):
    Staff(id=agent, username=name, name=name, roles=["agent", "senior"], languages=["zh"], present=True).save(
        force_insert=True
    )
    Certificate(agent=agent, lane=lane, until=until).save(force_insert=True)


def test_a_case_that_an_older_version_drew_is_drawn_anew_in_the_first_round(stage):
    case = decided(stage)
    Row.objects.filter(id=case).update(act_at=None, follow_at=stage.now)
    assert follow(now=stage.now) == 1
    assert Row.objects.get(id=case).act_at == stage.now + 24 * HOURS
    assert verify(now=stage.now).faults == []


def test_an_answer_does_the_step(stage):
    case = turned(stage, "IM.PERSON")
    ask_account(case, text="有人认为您的账号冒充别人", by=cast.MEI, mint=stage.mint, now=stage.now)
    letter = read_case(case).waiting_for.letter
    answer_letter(letter, text="我是同名的粉丝。", mint=stage.mint, now=stage.now)
    assert follow(now=stage.now) == 1
    assert read_case(case).steps_done == {"their_side"}


def test_of_two_who_ask_at_once_one_gets_the_follow_up(stage, monkeypatch):
    case = decided(stage)
    stage.later(hours=99)
    follow(now=stage.now)
    lane = read_case(case).lane
    for agent, name in ((cast.JUN, "jun"), (cast.HE, "he")):
        person(agent, name, lane=lane, until=stage.now + 99 * HOURS)
    both_saw = queue.follow_ups([lane], now=stage.now)
    assert take(by=cast.JUN, now=stage.now) == case
    monkeypatch.setattr(queue, "follow_ups", lambda *_, **__: both_saw)
    assert code_of(take, by=cast.HE, now=stage.now)[0] is No.NOTHING_WAITING
    assert read_case(case).agent == cast.JUN


def test_what_moved_on_since_it_was_looked_at_stays_where_it_is(stage, monkeypatch):
    case = decided(stage)
    monkeypatch.setattr(due, "left_lying", lambda **_: iter([(case,)]))
    assert follow(now=stage.now) == 1
    assert read_case(case).agent == cast.MEI
    assert not Alarm.objects.filter(owner=case, kind="follow_up")


def test_who_neither_has_a_decided_case_nor_had_a_hand_in_it_leaves_nothing_out(stage):
    case = decided(stage)
    stage.later(hours=24)
    assert code_of(skips, stage, case, "after_24h", by=cast.ZHOU)[0] is No.NOT_YOURS
    assert code_of(does, stage, case, "after_24h", by=cast.ZHOU)[0] is No.NOT_YOURS


def test_prevention_after_a_leak_is_verified_after_30_and_90_days_and_only_after_a_leak(stage):
    case = turned(stage, "PR.PLATFORM")
    stage.decide(case, outcome="granted", why=None)
    assert code_of(does, stage, case, "prevention")[1]["why"] == "task"
    for step in ("tell_authority:cn_cyberspace", "tell_person"):
        skips(stage, case, step, by=cast.ZHOU, ground="low_risk")
    for step in ("handled", "incident_summary", "summary_handed_over"):
        skips(stage, case, step)
    begun = stage.now
    assert Row.objects.get(id=case).act_at is None  # nothing leaked
    stage.write(case, facts.Established(source="agent", facts=("leak_confirmed",)))
    assert Row.objects.get(id=case).act_at == begun, (
        "whether it is compensated is somebody's to decide at once"
    )
    skips(stage, case, "compensation", by=cast.ZHOU)
    assert Row.objects.get(id=case).act_at is None, (
        "the rest is done by the work, and that has days of its own"
    )
    assert code_of(check, stage, case, found="held", by=cast.JUN)[0] is No.NOT_FOUND, (
        "nobody said what it comes from"
    )
    cause = Cause(cause="safeguards", clause="", text="导出没有人审批")
    find_fault(case, found=cause, by=cast.ZHOU, mint=stage.mint, now=stage.now)
    assert open_tasks(now=stage.now) == 1
    follow(now=stage.now)
    assert "prevention" in read_case(case).steps_done
    finish_task(case, no=1, text="导出要双人批准", by=cast.ZHOU, mint=stage.mint, now=stage.now)
    for days, step in ((30, "prevention_30d"), (60, "prevention_90d")):
        assert code_of(does, stage, case, step)[0] in {No.STEP_NEEDS_EVIDENCE, No.STEP_AFTER}
        assert code_of(check, stage, case, found="held", by=cast.JUN)[0] is No.NOT_BEFORE
        stage.later(days=days)
        check(stage, case, found="held", by=cast.JUN)
        follow(now=stage.now)
        assert step in read_case(case).steps_done
    assert Row.objects.get(id=case).act_at is None
