"""周 Zhou finds that the host's rule was wrong: it is paused, and everybody it wronged is put right, some at a time."""

from contextlib import suppress
from datetime import timedelta

import pytest

from ombud.core import facts
from ombud.core.case import Status
from ombud.core.intake import SubjectRef
from ombud.core.playbooks import open_steps
from ombud.core.refusals import No
from ombud.core.vocabulary import Outcome, SubjectKind
from ombud.store import orders, packs, redress, subjects, wronged
from ombud.store.drafting import Draft
from ombud.store.models import Alarm, HostOrder, KinRow, RedressRow, Tie
from ombud.store.subjects import Decided
from ombud.usecases.begin_redress import begin_redress
from ombud.usecases.do_step import do_step
from ombud.usecases.look_at_case import look_at_case
from ombud.usecases.open_beside import Beside, open_beside
from ombud.usecases.propose import propose
from ombud.usecases.put_right import put_right
from ombud.usecases.resume_rule import resume_rule
from ombud.usecases.set_beside import set_beside
from ombud.usecases.verify import verify
from tests.cast import AN, MEI, ZHOU

WRONGED = "我的视频被你们误判下架,还给了处罚,我不服,请人工复核恢复。"
MACHINE = {"used": True, "model": "clips-auto", "version": "7"}


def ruled(work, name, *, at=None, clause="3.2", platform="clips", **machine):
    """The host decided something by itself, and we were told."""
    video = subjects.keep(platform, "video", f"of-{name}")
    account = subjects.keep(platform, "account", f"by-{name}")
    decided = Decided(
        platform=platform,
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
    decision = subjects.keep(platform, "decision", name)
    subjects.link(decision, account=account)
    return decision


def looked_into(work, name):
    """Somebody complained of one of them, and 梅 Mei has done all that comes before a decision."""
    ruled(work, name)
    about = SubjectRef(platform="clips", kind=SubjectKind.DECISION, external=name)
    case = work.file(WRONGED, subject=about, contact={"account": f"by-{name}"})
    work.give(case, MEI)
    it = work.case(case)
    for step in open_steps(it, packs.of_case(it), before="decision"):
        work.act(do_step, case, step=step.id, said={"note": "看过了。"})
    return case, it


def granted(work, name="hd-1"):
    """梅 Mei reversed one of them."""
    case, it = looked_into(work, name)
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
        ruled(work, "hd-elsewhere", platform="other"),
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
    cases = {work.case(one).subject: work.case(one) for one in work.case(case).wronged}
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
    assert not KinRow.objects.exclude(due_at=None).exists(), "the host named their accounts when it told us"
    assert work.told(case).count("WrongedFound") == 3, "a line a page"
    far = wronged.progress(work.case(case))
    assert (far.wronged, far.decided, far.restored) == (5, 5, 0)
    assert wronged.progress(next(iter(cases.values()))) is None
    assert RedressRow.objects.filter(due_at=None).count() == 1
    assert verify(now=work.now).is_clean


def test_a_process_that_dies_at_every_commit_restores_nobody_twice_and_forgets_nobody(work, monkeypatch):
    monkeypatch.setattr(redress, "PAGE", 2)
    case = granted(work)
    victims = {ruled(work, f"hd-{no}") for no in range(2, 7)}
    begin(work, case)

    deaths: list[int] = []

    def after(real):
        def call(*said, **more):
            before = work.house.rows("SELECT count(*) FROM ledger")
            done = real(*said, **more)
            if work.house.rows("SELECT count(*) FROM ledger") != before:
                raise KeyboardInterrupt
            return done

        return call

    def within(*said, real=redress.deciding.decide, **more):
        real(*said, **more)
        if len(deaths) % 2 == 0:
            raise KeyboardInterrupt

    monkeypatch.setattr(redress, "_begin", after(redress._begin))
    monkeypatch.setattr(redress, "_settle", after(redress._settle))
    monkeypatch.setattr(redress.deciding, "decide", within)
    while RedressRow.objects.exclude(due_at=None).exists():
        with suppress(KeyboardInterrupt):
            work.act(put_right)
            continue
        deaths.append(len(deaths))
    assert len(deaths) > 3 + len(victims), "at each page and at each of them"
    cases = [work.case(one) for one in work.case(case).wronged]
    assert sorted(one.subject for one in cases) == sorted(victims)
    assert [len(one.decisions) for one in cases] == [1] * len(victims)
    [(asked, of)] = work.house.rows(
        "SELECT count(*), count(DISTINCT target) FROM host_order o WHERE o.do = 'lift' AND measure = 'L4' AND case_id <> %s",
        case,
    )
    assert (asked, of) == (len(victims), len(victims))
    [(written,)] = work.house.rows(
        "SELECT count(*) FROM letter WHERE side = 'account' AND case_id <> %s", case
    )
    assert written == len(victims)
    assert verify(now=work.now).is_clean


def test_nothing_more_is_begun_while_what_was_decided_stands_in_line(work, monkeypatch):
    monkeypatch.setattr(redress, "PAGE", 2)
    monkeypatch.setattr(redress, "AHEAD", 2)
    case = granted(work)
    for no in range(2, 7):
        ruled(work, f"hd-{no}")
    begin(work, case)
    assert work.act(put_right) == 2
    assert work.act(put_right) == 0, "two orders and two letters are on their way"
    assert len(work.case(case).wronged) == 2
    work.house.rows("UPDATE letter SET due_at = NULL WHERE side = 'account' RETURNING id")
    assert work.act(put_right) == 2
    work.house.rows("UPDATE host_order SET due_at = NULL, state = 'dead' RETURNING key")
    work.house.rows("UPDATE letter SET due_at = NULL WHERE side = 'account' RETURNING id")
    assert work.act(put_right) == 1, "one that the host refuses holds up nobody"


def test_whoever_complains_in_that_very_moment_keeps_their_own_case(work, monkeypatch):
    case = granted(work)
    ruled(work, "hd-2")
    about = SubjectRef(platform="clips", kind=SubjectKind.DECISION, external="hd-2")
    own = work.file(WRONGED, subject=about, contact={"email": "wei@example.org"})
    real, asked = redress._latest, []

    def late(subject):
        asked.append(subject)
        return real(subject) if len(asked) > 1 else None

    monkeypatch.setattr(redress, "_latest", late)
    begin(work, case)
    until_done(work)
    assert work.case(case).wronged == {own}
    assert work.case(own).status is Status.QUEUED
    assert set_beside(now=work.now) == 1
    [said] = work.case(own).kin
    assert (said.case, said.how, said.kinship) == (case, "drawn", "redress")
    twice = Beside(named=("decision:hd-2",), kinship="redress", reason="同样")
    assert work.refused(open_beside, case, beside=twice, by=ZHOU) is No.ALREADY_DONE
    assert verify(now=work.now).is_clean


def test_an_account_that_nobody_named_is_asked_about_and_one_over_that_gave_back_is_left(work):
    case = granted(work)
    over = granted(work, "hd-2")
    work.house.rows("UPDATE case_row SET status = 'closed' WHERE id = %s RETURNING id", over)
    stranger = ruled(work, "hd-3")
    work.house.rows("UPDATE subject SET account = NULL WHERE id = %s RETURNING id", stranger)
    begin(work, case)
    until_done(work)
    assert not Alarm.objects.filter(kind="sisters").exists()
    [waits] = KinRow.objects.exclude(due_at=None)
    assert work.case(waits.kin).subject == stranger
    work.later(seconds=1)  # what was due before comes before it
    assert set_beside(now=work.now) == 1
    assert [one.id for one in subjects.to_look_up(now=work.now, limit=9)][-1] == stranger


def test_what_has_a_case_or_cannot_go_along_is_left_to_a_person(work):
    case = granted(work)
    ruled(work, "hd-2")
    about = SubjectRef(platform="clips", kind=SubjectKind.DECISION, external="hd-2")
    own = work.file(WRONGED, subject=about, contact={"email": "wei@example.org"})
    tied = ruled(work, "hd-3")
    Tie.objects.create(agent=MEI, subject=tied)
    over = ruled(work, "hd-4")
    ended = work.open("UF.CONTENT", subject=over)
    work.house.rows("UPDATE case_row SET status = 'closed' WHERE id = %s RETURNING id", ended)
    begin(work, case)
    until_done(work)
    assert work.case(own).status is Status.QUEUED
    [waits] = work.case(case).wronged - {own}
    assert work.case(waits).subject == tied
    assert (work.case(waits).status, work.case(waits).decisions) == (Status.QUEUED, ())
    assert work.case(ended).kin == ()
    assert list(Alarm.objects.filter(kind="sisters").values_list("owner", flat=True)) == [ended], (
        "a lead looks"
    )


def refused(work, name):
    """梅 Mei was of the opinion that the host was right."""
    case, it = looked_into(work, name)
    draft = Draft(
        outcome=Outcome.REFUSED,
        clause=packs.of_case(it).clauses_for(it.code)[0].id,
        findings=(("步骤可以照做。", (work.complaint(case),)),),
        measures=(),
        for_complainant="步骤可以照做。",
    )
    work.act(propose, case, draft=draft, seen=work.case(case).seq)
    return case


def test_who_was_told_no_before_is_judged_again_by_somebody_else_and_it_costs_no_appeal(work):
    told = refused(work, "hd-2")
    case = granted(work)
    ruled(work, "hd-3")
    begin(work, case)
    until_done(work)
    assert work.case(case).wronged == {one for one in work.case(case).wronged if one != told} | {told}
    [again] = work.case(told).open_appeals
    assert (again.again, again.is_free, work.case(told).status) == (case, True, Status.QUEUED)
    assert work.case(told).levels == 1
    [letter] = work.house.rows(
        "SELECT count(*) FROM letter WHERE case_id = %s AND template = 'reopened'", told
    )
    assert letter == (1,)
    assert set_beside(now=work.now) == 1
    far = wronged.progress(work.case(case))
    assert (far.wronged, far.decided, far.waits, far.stays) == (2, 1, 1, 0)
    assert not Alarm.objects.filter(kind="sisters").exists()
    work.house.rows("UPDATE redress SET due_at = %s, after = NULL RETURNING case_id", work.now)
    until_done(work)
    assert len(work.case(told).appeals) == 1, "once is enough"
    assert "sisters" in work.case(case).steps_done, "the chore finds who else was wronged"
    [other] = work.case(case).wronged - {told}
    assert {"error_cause", "sisters"} <= work.case(other).steps_done
    assert verify(now=work.now).is_clean


def test_what_was_given_back_and_taken_again_on_appeal_counts_as_restored_no_more(work):
    case = granted(work)
    for name in ("hd-2", "hd-3"):
        ruled(work, name)
    begin(work, case)
    until_done(work)
    HostOrder.objects.filter(do="lift").update(state="confirmed")
    far = wronged.progress(work.case(case))
    assert (far.restored, far.stays) == (2, 0)
    lifted = HostOrder.objects.filter(do="lift", host_decision="hd-2").get()
    lifted.key, lifted.do, lifted.made_at = "taken-back", "apply", work.now + timedelta(days=1)
    lifted.no = None
    lifted.save(force_insert=True)
    far = wronged.progress(work.case(case))
    assert (far.decided, far.restored, far.stays) == (2, 1, 1), "what stands now counts"


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
