"""Decisions of ours under one clause fall: a lead is called, nobody decides under it alone, and all of them are looked at again."""

from dataclasses import replace
from datetime import timedelta

from ombud.adapters.platform.contract import Account, HostSubject, Snapshot
from ombud.core import facts
from ombud.core.case import Status
from ombud.core.faulty import Sign
from ombud.core.notices import REOPENED
from ombud.core.playbooks import open_steps
from ombud.core.refusals import No
from ombud.core.vocabulary import Outcome, Ruling
from ombud.store import faulty, letters, looking_again, mailroom, orders, packs
from ombud.store.drafting import Fault
from ombud.store.ledger import read_case
from ombud.store.models import Alarm, ClockRow, HostOrder, Letter, RedressRow, Staff
from ombud.usecases.appeal import appeal
from ombud.usecases.begin_again import Period, begin_again
from ombud.usecases.clear_alarm import clear_alarm
from ombud.usecases.do_step import do_step
from ombud.usecases.fan_out import fan_out
from ombud.usecases.look_at_case import look_at_case
from ombud.usecases.look_at_clause import look_at_clause, look_at_paused
from ombud.usecases.pause_clause import pause_clause
from ombud.usecases.put_right import put_right
from ombud.usecases.resume_clause import resume_clause
from ombud.usecases.take import take
from ombud.usecases.verify import verify
from ombud.usecases.watch_rules import watch_rules
from tests.cast import AN, HE, JUN, LIN, MEI, ZHOU

WHY = "重新看过：没有裸露，画面是医学教学。"
HASTE = Fault(lapse="false_positive", cause="policy_wrong", text="这一条把医学教学也算进去了。")
BACK = {"outcome": Outcome.NO_VIOLATION, "measures": (), "for_complainant": WHY, "for_account": WHY}
KIND = "faulty_clause"


def removed(work, name):
    """梅 Mei removes a video under the clause, and everybody is told."""
    case = work.ready(about=name, key=f"key-{name}")
    work.propose(case)
    while fan_out(now=work.now):
        pass
    return case


def contested(work, case):
    """Whoever's it is says that it is wrong."""
    letter = Letter.objects.get(case_id=case, decision=len(work.case(case).decisions), side="complainant")
    work.act(appeal, letter.id, text="那是医学视频")


def judged(work, case, *, by=JUN, falls=True, **said):
    """Somebody without a hand in it gets it, and judges it anew."""
    while work.case(case).agent != by:
        work.act(take, by=by)
    for step in open_steps(work.case(case), packs.of_case(work.case(case)), before="decision"):
        work.act(do_step, case, step=step.id, said={"note": "看过了。"}, by=by)
    whole = {**BACK, "ruling": Ruling.OVERTURNED, "fault": HASTE} if falls else {"ruling": Ruling.UPHELD}
    return work.propose(case, by=by, **{**whole, **said})


def fallen(work, name):
    case = removed(work, name)
    contested(work, case)
    judged(work, case)
    return case


def clause_of(work, case):
    return work.case(case).decisions[0].proposal.clause


def begun_in(work, case):
    """How far it is, as a lead reads on the case."""
    return work.act(look_at_case, case, by=ZHOU).looked


def begin(work, case, **said):
    whole = {"clause": clause_of(work, case), "reason": "条款把医学教学也算进去了", "by": ZHOU, **said}
    period = whole.pop("period", Period(since=work.now - timedelta(days=9), until=None))
    work.act(begin_again, case, period=period, **whole)


def test_three_that_fall_within_an_hour_call_a_lead_once_and_a_click_lets_nobody_decide_alone(work):
    stands = removed(work, "v-0")
    for no in (1, 2):
        fallen(work, f"v-{no}")
    assert watch_rules(now=work.now) == 0
    case = fallen(work, "v-3")
    clause = clause_of(work, case)
    assert watch_rules(now=work.now) == 1
    alarm = Alarm.objects.get(kind=KIND)
    assert (alarm.to_role, alarm.about) == ("lead", clause)
    assert watch_rules(now=work.now) == 0, "once"
    seen = look_at_clause(clause, now=work.now)
    assert (seen.now.contested, seen.now.overturned, seen.signs) == (3, 3, (Sign.OVERTURNED,))
    assert ([one.fell for one in seen.cases], seen.standing) == ([True, True, True, False], 1)
    assert (seen.cases[-1].id, seen.fallen, seen.looked) == (stands, seen.cases[0].id, ())
    assert seen.title is not None
    work.hire(HE, "policy")
    work.hire(LIN, "agent", "senior")
    ask = {"clause": clause, "reason": "先停一停"}
    assert work.refused(pause_clause, case, by=MEI, **ask) is No.NOT_ALLOWED
    work.act(pause_clause, case, by=HE, **ask)
    assert work.refused(pause_clause, stands, by=ZHOU, **ask) is No.ALREADY_DONE
    assert look_at_paused(now=work.now) == {clause: work.now + timedelta(hours=72)}
    assert look_at_clause(clause, now=work.now).paused_until == work.now + timedelta(hours=72)
    work.act(clear_alarm, alarm.id, by=ZHOU)
    assert watch_rules(now=work.now) == 0, "what is paused is nobody's alarm"
    work.later(minutes=5)
    new = work.ready(about="v-9", key="under-pause")
    proposal = work.propose(new)
    assert (proposal.level, proposal.signers) == ("A2", 1)
    assert work.case(new).status is Status.COSIGNING
    assert verify(now=work.now).faults == []
    assert work.refused(resume_clause, clause, reason="看过了", by=HE) is No.SIGNER_ROLE
    work.act(resume_clause, clause, reason="看过了", by=ZHOU)
    assert work.refused(resume_clause, clause, reason="看过了", by=ZHOU) is No.ALREADY_DONE
    assert look_at_paused(now=work.now) == {}
    assert work.propose(work.ready(about="v-11", key="after-it")).signers == 0
    assert verify(now=work.now).faults == []


def test_five_that_are_contested_call_a_lead_and_from_none_of_them_can_all_be_looked_at(work):
    cases = [removed(work, f"v-{no}") for no in range(5)]
    for case in cases[1:]:
        contested(work, case)
    assert watch_rules(now=work.now) == 0
    contested(work, cases[0])
    assert watch_rules(now=work.now) == 1
    seen = look_at_clause(clause_of(work, cases[0]), now=work.now)
    assert (seen.now.contested, seen.signs, seen.fallen) == (5, (Sign.CONTESTED,), None)


def test_what_fell_of_late_is_held_against_what_usually_falls(work, monkeypatch):
    said = faulty.numbers()
    monkeypatch.setattr(faulty, "numbers", lambda: replace(said, fewest=2, one_in=2))
    fallen(work, "v-1")
    assert watch_rules(now=work.now, compare=True) == 0, "one is too few"
    case = fallen(work, "v-2")
    assert watch_rules(now=work.now, compare=True) == 1
    clause = clause_of(work, case)
    lately = look_at_clause(clause, now=work.now).of_late
    assert (lately.lately.n, lately.lately.fell, lately.before.n) == (2, 2, 0)
    work.later(days=8)
    assert look_at_clause(clause, now=work.now).of_late.before.fell == 2
    assert look_at_clause("no.such", now=work.now).title is None


def test_all_that_stand_are_looked_at_again_by_somebody_else_told_of_it_and_what_falls_is_restored(
    work, monkeypatch
):
    monkeypatch.setattr(looking_again, "PAGE", 2)
    early = removed(work, "v-early")
    work.later(minutes=30)
    cases = {removed(work, f"v-{no}") for no in range(3)}
    upheld = removed(work, "v-upheld")
    contested(work, upheld)
    judged(work, upheld, falls=False)
    waits = removed(work, "v-waits")
    first = fallen(work, "v-first")
    contested(work, waits)
    work.later(minutes=5)
    clause = clause_of(work, first)
    ask = {"clause": clause, "reason": "条款把医学教学也算进去了"}
    ask["period"] = Period(since=work.now - timedelta(minutes=10), until=None)
    for by in (MEI, AN):
        assert work.refused(begin_again, first, by=by, **ask) is No.SIGNER_ROLE
    work.act(begin_again, first, by=ZHOU, **ask)
    assert work.refused(begin_again, first, by=ZHOU, **ask) is No.LOOKING_AGAIN
    [far] = begun_in(work, first)
    assert (far.whole, far.left, far.opened) == (4, 4, 0)
    assert work.act(put_right) == 2
    [far] = look_at_clause(clause, now=work.now).looked
    assert (far.whole, far.left, far.opened, far.judged) == (4, 2, 2, 0)
    assert verify(now=work.now).faults == []
    while RedressRow.objects.exclude(due_at=None).exists():
        work.act(put_right)
    assert not work.case(early).on_appeal, "decided before that time"
    assert len(work.case(waits).appeals) == 1, "somebody judges it anew already"
    for case in (*cases, upheld):
        it = work.case(case)
        [asked] = it.open_appeals
        assert (asked.again, asked.decision, asked.side) == (first, len(it.decisions), "account")
        told = Letter.objects.filter(case_id=case, template=REOPENED)
        assert sorted(told.values_list("side", flat=True)) == ["account", "complainant"]
        for letter in told:
            said = mailroom.words(mailroom.those([letter.id])[0])[0].body
            assert "没有站住脚" in said
            assert "条款把医学教学也算进去了" not in said, "what a lead wrote stays in the house"
        due = [row.due_at for row in ClockRow.objects.filter(owner=case, kind="appeal", state="running")]
        assert due, "and a clock runs"
        assert letters.review_by(it, pack=packs.of_case(it), since=work.now) > work.now
    assert verify(now=work.now).faults == []
    assert work.refused(take, by=MEI) is No.NOTHING_WAITING, "who decided judges none of them"
    work.later(minutes=1)
    fell, kept = min(cases), upheld
    judged(work, fell)
    work.hire(LIN, "agent", "senior", clearances=("intimate",))
    judged(work, kept, by=LIN, falls=False)
    assert work.refused(begin_again, first, by=ZHOU, **ask) is No.NEEDS_REASON, "it was done before"
    work.act(begin_again, first, by=ZHOU, **ask, once_more="后来又有两件站不住")
    work.act(put_right)
    assert not RedressRow.objects.exclude(due_at=None).exists(), "nothing is looked at twice"
    assert ("lift", "L4") in {(one.do, one.measure) for one in orders.of_case(fell)}
    far = begun_in(work, first)[0]
    assert (far.left, far.opened, far.judged, far.fell, far.restored) == (0, 4, 2, 1, 0)
    before = dict(HostOrder.objects.filter(case_id=fell).values_list("key", "state"))
    HostOrder.objects.filter(case_id=fell).update(state="confirmed")
    assert begun_in(work, first)[0].restored == 1
    for key, state in before.items():
        HostOrder.objects.filter(key=key).update(state=state)
    while fan_out(now=work.now):
        pass
    said = Letter.objects.filter(case_id=fell, decision=2).values_list("template", flat=True)
    assert "appeal_outcome_appellant" not in said, "nobody had asked"
    assert work.case(fell).levels == 1, "it costs nobody an appeal"
    assert verify(now=work.now).faults == []


def test_what_another_decision_in_force_requires_stays_when_one_falls_by_it(stage):
    stage.host.know(
        HostSubject("clips", "video", "v-2"),
        account=Account("a-wei", name="伟"),
        snapshot=Snapshot("医学", "科普"),
    )
    one, two = stage.case(), stage.case("这个视频泄露了我的身份证号和家庭住址")
    first = stage.case(about="v-2")
    for case in (one, two, first):
        stage.decide(case, "L4")
        stage.all()
    stage.appeal(first)
    stage.overturn(first)
    stage.all()
    for by in (JUN, ZHOU):
        Staff.objects.update_or_create(id=by, defaults={"username": f"{by}", "roles": ["lead", "senior"]})
    since = stage.now - timedelta(days=1)
    whole = {"period": Period(since=since, until=None), "reason": "条款错了", "by": ZHOU, "mint": stage.mint}
    stage.later(minutes=1)
    begin_again(first, clause="CLIPS.2.1", **whole, now=stage.now)
    put_right(mint=stage.mint, now=stage.now)
    for case in (one, two):
        [asked] = read_case(case).open_appeals
        assert (asked.again, read_case(case).status) == (first, Status.QUEUED)
        stage.write(case, facts.Assigned(agent=JUN, how="next"), by=JUN)
    assert ("lift", "L4", "v-1") not in stage.did()
    stage.overturn(one)
    stage.all()
    assert ("lift", "L4", "needless") in stage.states(one)
    assert ("lift", "L4", "v-1") not in stage.did(), "the other decision requires it still"
    [far] = look_at_clause("CLIPS.2.1", now=stage.now).looked
    assert (far.opened, far.judged, far.fell, far.restored) == (2, 1, 1, 1)
    stage.overturn(two)
    stage.all()
    assert stage.did().count(("lift", "L4", "v-1")) == 1
    assert verify(now=stage.now).faults == []


def test_nobody_is_called_to_a_clause_under_which_all_is_looked_at_already(work):
    removed(work, "v-0")
    for no in (1, 2, 3):
        case = fallen(work, f"v-{no}")
    work.later(minutes=5)
    begin(work, case)
    assert watch_rules(now=work.now) == 0
    assert not Alarm.objects.filter(kind=KIND).exists()


def test_a_page_waits_for_the_letters_of_the_last_and_what_was_there_first_is_left(work, monkeypatch):
    monkeypatch.setattr(looking_again, "PAGE", 1)
    monkeypatch.setattr(looking_again, "AHEAD", 0)
    cases = [removed(work, f"v-{no}") for no in range(2)]
    first = fallen(work, "v-first")
    work.later(minutes=5)
    begin(work, first)
    real = looking_again.texts.read

    def contests(*said):
        one = min(cases)
        if not work.case(one).on_appeal:
            contested(work, one)
        return real(*said)

    monkeypatch.setattr(looking_again.texts, "read", contests)
    assert work.act(put_right) == 0, "whoever asked in that very moment has their own look"
    assert work.act(put_right) == 1
    assert work.act(put_right) == 0, "a letter to an account is on its way"
    assert RedressRow.objects.exclude(due_at=None).exists()
    work.house.rows("UPDATE letter SET due_at = NULL RETURNING id")
    work.act(put_right)
    assert not RedressRow.objects.exclude(due_at=None).exists()
