"""Somebody complains of a decision that the platform took by itself and never told us of: it is asked why, and has its time."""

from datetime import timedelta
from functools import partial

import pytest

from ombud.adapters.platform.contract import (
    Account,
    HostDecision,
    HostEffect,
    HostSubject,
    RefusedByHost,
    Unreachable,
    Why,
)
from ombud.core import facts
from ombud.core.case import Status
from ombud.core.following import Stand, steps
from ombud.core.intake import SubjectRef
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import Outcome, SubjectKind, lane_of
from ombud.store import host_rulings, packs, subjects
from ombud.store.ledger import read_case, read_lines
from ombud.store.models import Letter, Subject
from ombud.usecases.find_accounts import find_accounts
from ombud.usecases.follow import follow
from ombud.usecases.import_decisions import Taken, import_decisions
from ombud.usecases.propose import Draft, propose
from ombud.usecases.skip_step import skip_step
from ombud.usecases.verify import verify
from tests import cast
from tests.usecases.orders.scene import VIDEO

WRONGED = "我的视频被你们误判下架,还给了处罚,我不服,请人工复核恢复。"
HD = HostSubject("clips", "decision", "hd-88")
STEP = "host_says_why"
HOURS = timedelta(hours=1)


def ruled(stage, **said):
    effects = (HostEffect("L4", VIDEO),)
    whole = {
        "id": "hd-88",
        "at": stage.now,
        "subject": VIDEO,
        "account": "a-tao",
        "effects": effects,
        "clause": "CLIPS.3.2",
        "reasons": "模型判定含裸露",
    }
    return HostDecision(**{**whole, **said})


@pytest.fixture
def case(stage):
    """涛 Tao complains of a decision of which Clips knows, and says nothing."""
    stage.host.know(HD, account=Account("a-tao", name="涛"))
    about = SubjectRef(platform="clips", kind=SubjectKind.DECISION, external="hd-88")
    return stage.case(WRONGED, subject=about, contact={"account": "a-tao"})


def stands(stage, case):
    told = read_case(case)
    return {one.step.id: one.stand for one in steps(told, packs.of_case(told), now=stage.now)}[STEP]


def ask(stage):
    return find_accounts(platform=stage.host, mint=stage.mint, now=stage.now)


def tells(stage, **said):
    return import_decisions((ruled(stage, **said),), mint=stage.mint, now=stage.now)[0].taken


def answers(case):
    return [line.fact for line in read_lines(case) if isinstance(line.fact, facts.HostTold)]


def others_done(stage, case):
    """Every step but the wait is over."""
    told = read_case(case)
    for one in packs.of_case(told).playbook(told.code).steps:
        if one.id != STEP and one.before == "decision":
            stage.write(case, facts.StepDone(step=one.id))


def proposes(stage, case, outcome, *measures, for_account=""):
    told = read_case(case)
    draft = Draft(
        outcome=outcome,
        clause="CLIPS.8.1",
        findings=(("看过原视频，没有裸露。", (stage.lan,)),),
        measures=measures,
        for_complainant="您的视频没有违规。",
        for_account=for_account,
        why_not_lower="",
    )
    return propose(case, draft=draft, seen=told.seq, by=cast.MEI, mint=stage.mint, now=stage.now)


def no(act):
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.code


def test_what_the_host_says_in_time_does_the_step_and_is_kept_as_evidence(stage, case):
    assert stands(stage, case) is Stand.WAITING
    others_done(stage, case)
    assert no(lambda: proposes(stage, case, Outcome.GRANTED)) is No.STEPS_OPEN
    stage.later(hours=11)
    assert tells(stage) is Taken.NEW
    [told] = answers(case)
    assert told.known
    assert follow(now=stage.now) == 1
    assert stands(stage, case) is Stand.DONE
    assert tells(stage) is Taken.KNOWN, "told once more"
    assert len(answers(case)) == 1
    assert follow(now=stage.now) == 0
    assert ask(stage) == 0, "nothing is asked any more"
    assert proposes(stage, case, Outcome.REFUSED).outcome == "refused"
    assert verify(now=stage.now).faults == []


def test_who_did_not_see_the_answer_looks_at_it_before_deciding(stage, case):
    others_done(stage, case)
    stage.later(hours=13)
    follow(now=stage.now)
    seen = read_case(case).seq
    tells(stage)
    late = partial(propose, case, draft=None, seen=seen, by=cast.MEI, mint=stage.mint, now=stage.now)
    assert no(late) is No.MOVED_ON


def test_a_host_that_never_answers_is_asked_on_and_nothing_it_did_is_upheld(stage, case):
    others_done(stage, case)
    asked = 0
    for _ in range(12):
        stage.later(hours=1)
        asked += ask(stage)
    assert asked >= 4
    assert verify(now=stage.now + HOURS).faults[0].code == "case_late"
    assert follow(now=stage.now) == 1
    assert stands(stage, case) is Stand.LAPSED
    assert no(lambda: proposes(stage, case, Outcome.REFUSED)) is No.UNEXPLAINED
    undo = facts.Chosen(measure="R", target=read_case(case).subject, host_decision="hd-88")
    assert proposes(stage, case, Outcome.GRANTED, undo).outcome == "granted"
    stage.carry()
    stage.tell()
    assert stage.did() == [("apply", "R", "hd-88")]
    [letter] = Letter.objects.filter(case_id=case, decision=1)
    assert "平台当时为什么这样处理，我们问了它" in stage.read(letter)
    assert verify(now=stage.now).faults == []


def test_an_answer_that_comes_too_late_for_the_step_is_shown_and_can_be_judged(stage, case):
    others_done(stage, case)
    stage.later(hours=12)
    follow(now=stage.now)
    stage.later(hours=1)
    stage.host.know(HD, account=Account("a-tao", name="涛"), decisions=(ruled(stage),))
    assert ask(stage) == 1
    assert len(answers(case)) == 1
    assert stands(stage, case) is Stand.LAPSED
    assert ask(stage) == 0
    assert proposes(stage, case, Outcome.REFUSED).outcome == "refused"
    assert verify(now=stage.now).faults == []


def test_a_host_that_knows_no_such_decision_has_answered_and_may_think_better_of_it(stage, case):
    others_done(stage, case)
    stage.host.seen.pop(HD)
    stage.later(minutes=2)
    assert ask(stage) == 1
    [told] = answers(case)
    assert not told.known
    follow(now=stage.now)
    assert stands(stage, case) is Stand.DONE
    assert Subject.objects.get(id=read_case(case).subject).look_due_at is None
    tells(stage)
    assert [one.known for one in answers(case)] == [False, True]
    assert verify(now=stage.now).faults == []


def test_a_host_that_refuses_to_answer_is_asked_on_too_and_no_longer_than_the_case_is_open(stage, case):
    stage.later(minutes=2)
    stage.host.outages.append(RefusedByHost("k", "not_now"))
    assert ask(stage) == 1
    named = Subject.objects.filter(id=read_case(case).subject)
    assert named.get().look_due_at > stage.now
    stage.write(case, facts.Recoded(code="UF.SUPPORT", lane="x", words=stage.words(case, "说的是客服")))
    stage.decide(case, outcome="answered", why=None, clause=None)
    stage.all()
    assert read_case(case).status is Status.CLOSED
    stage.later(hours=7)
    stage.host.outages.append(RefusedByHost("k", "not_now"))
    assert ask(stage) == 1
    assert named.get().look_due_at is None


def test_whoever_dies_while_a_decision_is_told_leaves_nothing_half_done(stage, case, monkeypatch):
    def dies(*_, **__):
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(host_rulings.texts, "keep_for", dies)
        with pytest.raises(KeyboardInterrupt):
            tells(stage)
    assert subjects.decision_of(read_case(case).subject) is None
    assert answers(case) == []
    assert tells(stage) is Taken.NEW
    assert len(answers(case)) == 1


def test_only_a_lead_goes_on_before_the_time_is_up_and_that_is_no_ground_either(stage, case):
    others_done(stage, case)
    skip = partial(skip_step, case, step=STEP, reason="对方已说不再答复", mint=stage.mint, now=stage.now)
    assert no(partial(skip, by=cast.MEI)) is No.STEP_NEEDS_LEAD
    skip(by=cast.ZHOU)
    assert no(lambda: proposes(stage, case, Outcome.REFUSED)) is No.UNEXPLAINED
    undo = facts.Chosen(measure="R", target=read_case(case).subject, host_decision="hd-88")
    proposes(stage, case, Outcome.GRANTED, undo)
    stage.carry()
    stage.tell()
    [letter] = Letter.objects.filter(case_id=case, decision=1)
    assert "我们问了它" not in stage.read(letter), "its time was not up"


def test_one_that_was_told_before_and_one_of_ours_on_appeal_wait_for_nobody(stage):
    tells(stage)
    about = SubjectRef(platform="clips", kind=SubjectKind.DECISION, external="hd-88")
    known = stage.case(WRONGED, subject=about)
    assert stands(stage, known) is Stand.NOT_NEEDED
    ours = stage.case()
    stage.decide(ours, "L4")
    stage.tell()
    stage.appeal(ours)
    assert stands(stage, ours) is Stand.NOT_NEEDED
    stage.overturn(ours)
    assert read_case(ours).status is Status.DECIDED
    assert verify(now=stage.now).faults == []


def test_an_appeal_of_what_we_decided_without_the_host_s_answer_waits_for_it_no_more(stage, case):
    stage.later(hours=12)
    follow(now=stage.now)
    stage.decide(case, "R", outcome="granted", why="我们弄错了。")
    stage.tell()
    stage.appeal(case)
    assert stands(stage, case) is Stand.NOT_NEEDED
    assert follow(now=stage.now + 99 * HOURS) == 0
    stage.decide(case, by=cast.JUN, outcome="refused", ruling="overturned", appeal=1, why="原处理成立。")
    assert read_case(case).status is Status.DECIDED
    assert verify(now=stage.now).faults == []


def test_a_case_of_another_kind_about_it_neither_waits_nor_is_held_up(stage, case):
    lane = lane_of("SV.GENERAL", "zh", "general")
    stage.write(case, facts.Recoded(code="UF.SUPPORT", lane=lane, words=stage.words(case, "说的是客服")))
    told = read_case(case)
    assert STEP not in {one.id for one in packs.of_case(told).playbook(told.code).steps}
    assert told.host_silent
    stage.host.outages.append(Unreachable(Why.TIMED_OUT))
    assert follow(now=stage.now + 99 * HOURS) == 0


def test_an_owner_learns_what_falls_though_a_stranger_asked_and_the_stranger_not_what_it_was(stage):
    tells(stage)
    about = SubjectRef(platform="clips", kind=SubjectKind.DECISION, external="hd-88")
    case = stage.case(WRONGED, subject=about, contact={"email": "rival@example.org", "account": "a-rival"})
    others_done(stage, case)
    undo = facts.Chosen(measure="R", target=read_case(case).subject, host_decision="hd-88")
    with pytest.raises(Refused) as refused:
        proposes(stage, case, Outcome.GRANTED, undo)
    assert (refused.value.code, refused.value.facts["why"]) == (No.REASONS_MISSING, "owner")
    proposes(stage, case, Outcome.GRANTED, undo, for_account="自动系统误判了，是我们错了。")
    stage.carry()
    stage.tell()
    told = {one.side: stage.read(one) for one in Letter.objects.filter(case_id=case, decision=1)}
    assert told.keys() == {"account", "complainant"}
    assert "自动系统误判了，是我们错了。" in told["account"]
    assert "处罚记录和款项" in told["account"], "all that comes back"
    assert "处罚记录" not in told["complainant"], "nothing of somebody else's strikes, reach and money"
    assert "已全部或部分撤销" in told["complainant"]
    assert verify(now=stage.now).faults == []
