"""周 Zhou finds that the host's rule was wrong: it is paused, and everybody it wronged is put right, some at a time."""

from datetime import timedelta

import pytest

from ombud.core import facts
from ombud.core.case import Status
from ombud.core.intake import SubjectRef
from ombud.core.playbooks import open_steps
from ombud.core.refusals import No
from ombud.core.vocabulary import Outcome, SubjectKind
from ombud.store import orders, packs, redress, subjects
from ombud.store.drafting import Draft
from ombud.store.models import HostDecision, RedressRow, Tie
from ombud.store.subjects import Decided
from ombud.usecases.begin_redress import begin_redress
from ombud.usecases.do_step import do_step
from ombud.usecases.look_at_case import look_at_case
from ombud.usecases.propose import propose
from ombud.usecases.put_right import put_right
from ombud.usecases.resume_rule import resume_rule
from ombud.usecases.verify import verify
from tests.cast import AN, MEI, ZHOU

WRONGED = "我的视频被你们误判下架,还给了处罚,我不服,请人工复核恢复。"
MACHINE = {"used": True, "model": "clips-auto", "version": "7"}


def ruled(work, name, *, at=None, clause="3.2", **machine):
    """The host decided something by itself, and we were told."""
    video = subjects.keep("clips", "video", f"of-{name}")
    account = subjects.keep("clips", "account", f"by-{name}")
    decided = Decided(
        platform="clips",
        external=name,
        at=at or work.now,
        item=video,
        account=account,
        clause=clause,
        automation={**MACHINE, **machine},
        effects=[{"measure": "L4", "target": video.hex, "until": None}],
        reasons="自动识别",
    )
    subjects.keep_decision(decided, mint=work.mint)
    decision = subjects.keep("clips", "decision", name)
    subjects.link(decision, account=account)
    return decision


def granted(work, name="hd-1"):
    """梅 Mei reversed one of them."""
    ruled(work, name)
    about = SubjectRef(platform="clips", kind=SubjectKind.DECISION, external=name)
    case = work.file(WRONGED, subject=about, contact={"email": "lan@example.org"})
    work.give(case, MEI)
    it = work.case(case)
    for step in open_steps(it, packs.of_case(it), before="decision"):
        work.act(do_step, case, step=step.id, said={"note": "看过了。"})
    draft = Draft(
        outcome=Outcome.GRANTED,
        clause=packs.of_case(it).clauses_for(it.code)[0].id,
        findings=(("专业演示，有明显提示。", (work.complaint(case),)),),
        measures=(facts.Chosen(measure="R", target=it.subject, host_decision=name),),
        for_complainant="是我们错了，对不起，已经恢复。",
    )
    work.act(propose, case, draft=draft, seen=work.case(case).seq)
    assert work.case(case).status is Status.DECIDED
    return case


def begin(work, case, **said):
    whole = {"since": work.now - timedelta(days=1), "reason": "把演示当成危险操作", "by": ZHOU, **said}
    return work.act(begin_redress, case, **whole)


def until_done(work):
    turns = 0
    while work.act(put_right):
        turns += 1
    return turns


def test_everybody_is_put_right_in_pages_that_a_dead_process_takes_up_again(work, monkeypatch):
    monkeypatch.setattr(redress, "PAGE", 2)
    case = granted(work)
    victims = {ruled(work, f"hd-{no}") for no in range(2, 7)}
    others = (
        ruled(work, "hd-early", at=work.now - timedelta(days=9)),
        ruled(work, "hd-new", version="8"),
        ruled(work, "hd-clause", clause="4.1"),
        ruled(work, "hd-person", used=False),
    )
    begin(work, case)
    assert work.act(put_right) == 2
    real = redress._decide

    def dies(*_said, **_more):
        raise KeyboardInterrupt

    monkeypatch.setattr(redress, "_decide", dies)
    with pytest.raises(KeyboardInterrupt):
        work.act(put_right)
    monkeypatch.setattr(redress, "_decide", real)
    assert verify(now=work.now).is_clean
    assert until_done(work) == 2
    cases = {work.case(one.case).subject: work.case(one.case) for one in work.case(case).kin}
    assert cases.keys() == victims
    assert victims.isdisjoint(others)
    assert {it.status for it in cases.values()} == {Status.DECIDED}
    for it in cases.values():
        decision = it.decisions[-1]
        assert (decision.proposal.agent, decision.proposal.alike) == (MEI, case)
        assert {hand.agent for hand in it.hands} == {MEI, ZHOU}, "two answer for each"
        assert [(one.do, one.measure) for one in decision.orders] == [("lift", "L4")]
        [letter] = work.house.rows(
            "SELECT count(*) FROM letter WHERE case_id = %s AND side = 'account'", it.id
        )
        assert letter == (1,)
    far = redress.progress(work.case(case))
    assert (far.wronged, far.decided, far.restored) == (5, 5, 0)
    assert redress.progress(next(iter(cases.values()))) is None
    assert RedressRow.objects.filter(due_at=None).count() == 1
    assert verify(now=work.now).is_clean


def test_what_has_a_case_or_cannot_go_along_is_left_to_a_person(work):
    case = granted(work)
    ruled(work, "hd-2")
    about = SubjectRef(platform="clips", kind=SubjectKind.DECISION, external="hd-2")
    own = work.file(WRONGED, subject=about, contact={"email": "wei@example.org"})
    tied = ruled(work, "hd-3")
    Tie.objects.create(agent=MEI, subject=tied)
    over = ruled(work, "hd-4")
    ended = work.open("UF.CONTENT", subject=over)
    HostDecision.objects.filter(subject=over).update(reasons="x")
    work.house.rows("UPDATE case_row SET status = 'closed' WHERE id = %s RETURNING id", ended)
    begin(work, case)
    until_done(work)
    assert work.case(own).status is Status.QUEUED
    assert [one.how for one in work.case(case).kin] == ["leads", "leads"]
    [waits] = [one.case for one in work.case(case).kin if one.case != own]
    assert work.case(waits).subject == tied
    assert (work.case(waits).status, work.case(waits).decisions) == (Status.QUEUED, ())
    assert work.case(ended).kin == ()


def test_the_rule_is_paused_by_an_order_and_goes_on_by_another(work):
    case = granted(work)
    begin(work, case)
    assert ("apply", "H1") in {(one.do, one.measure) for one in orders.of_case(case)}
    work.act(resume_rule, case, reason="新版本", by=ZHOU)
    assert {(one.do, one.measure) for one in orders.of_case(case)} >= {("apply", "H1"), ("lift", "H1")}
    assert work.refused(resume_rule, case, reason="新版本", by=ZHOU) is No.ALREADY_DONE
    assert verify(now=work.now).is_clean


@pytest.mark.parametrize(
    ("said", "no"),
    [
        pytest.param({"by": MEI}, No.SIGNER_ROLE, id="an agent"),
        pytest.param({"by": AN}, No.SIGNER_ROLE, id="an auditor"),
        pytest.param({"since": None}, No.BAD_TIME, id="no day"),
        pytest.param({"reason": ""}, No.NEEDS_REASON, id="no reason"),
    ],
)
def test_who_may_not_begin(work, said, no):
    case = granted(work)
    whole = {"since": work.now, "reason": "误判", "by": ZHOU, **said}
    assert work.refused(begin_redress, case, **whole) is no


def test_a_day_to_come_and_a_case_about_nothing_of_the_hosts_are_refused(work):
    case = granted(work)
    late = work.now + timedelta(days=1)
    assert work.refused(begin_redress, case, since=late, reason="误判", by=ZHOU) is No.BAD_TIME
    other = work.filed(about="v-9")
    whole = {"since": work.now, "reason": "误判", "by": ZHOU}
    assert work.refused(begin_redress, other, **whole) is No.NOT_IN_THIS_STATE


def test_a_lead_without_a_hand_in_it_is_offered_to_put_everybody_right_until_it_was_begun(work):
    case = granted(work)
    assert work.act(look_at_case, case, by=ZHOU).redresses
    assert not work.act(look_at_case, case, by=MEI).redresses
    begin(work, case)
    assert not work.act(look_at_case, case, by=ZHOU).redresses
