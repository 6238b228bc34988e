"""What did not stand becomes somebody's work; a closed case is looked at blind; what is unsolved is looked at by another person."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from ombud.core import facts, learning
from ombud.core.lessons import LookState, TaskState
from ombud.core.playbooks import open_steps
from ombud.core.refusals import No
from ombud.core.vocabulary import Outcome, Ruling
from ombud.store import lessons, mailroom, packs
from ombud.store.drafting import Fault
from ombud.store.ledger import read_complaint
from ombud.store.models import Alarm, Dose, HostOrder, Letter, ReadLine, TaskClaim, Tie
from ombud.usecases.answer_look import Seen, answer_look
from ombud.usecases.appeal import appeal
from ombud.usecases.check_task import check_task
from ombud.usecases.do_step import do_step
from ombud.usecases.expire_looks import expire_looks
from ombud.usecases.fan_out import fan_out
from ombud.usecases.find_fault import Cause, find_fault
from ombud.usecases.finish_task import finish_task
from ombud.usecases.grant import grant
from ombud.usecases.look_at_case import look_at_case
from ombud.usecases.look_at_complaint import look_at_complaint
from ombud.usecases.look_at_learning import look_at_learning
from ombud.usecases.mark_abuse import Affront, mark_abuse
from ombud.usecases.open_tasks import open_tasks
from ombud.usecases.pick_up_unsolved import pick_up_unsolved
from ombud.usecases.rate import Said, rate
from ombud.usecases.record_cause import record_cause
from ombud.usecases.remind_lessons import remind_lessons
from ombud.usecases.rest import rest
from ombud.usecases.return_look import return_look
from ombud.usecases.settle_look import settle_look
from ombud.usecases.take import take
from ombud.usecases.take_look import take_look
from ombud.usecases.verify import verify
from tests.cast import JUN, MEI, WEI, ZHOU, words
from tests.usecases.ending import over

WHY = "重新看过：没有裸露，画面是医学教学。"
HASTE = Fault(lapse="false_positive", cause="haste", text="只看了封面，没有看完视频。")


# ---- an overturn, its cause and the work that follows


def overturned(work):
    """梅 Mei's removal is appealed, and 君 Jun finds that it was wrong."""
    case = work.ready()
    work.propose(case)
    while fan_out(now=work.now):
        pass
    letter = Letter.objects.get(case_id=case, decision=1, side="complainant")
    work.act(appeal, letter.id, text="那是医学视频")
    assert work.act(take, by=JUN) == case
    for step in open_steps(work.case(case), packs.of_case(work.case(case)), before="decision"):
        work.act(do_step, case, step=step.id, said={"note": "看过了。"}, by=JUN)
    said = {"outcome": Outcome.NO_VIOLATION, "measures": (), "ruling": Ruling.OVERTURNED, "by": JUN}
    whole = {**said, "for_complainant": WHY, "for_account": WHY}
    return case, whole


def test_what_did_not_stand_becomes_one_work_by_a_day_and_another_person_looks_whether_it_holds(work):
    case, again = overturned(work)
    by = again.pop("by")
    with pytest.raises(Exception, match=No.CAUSE_MISSING):
        work.propose(case, by=by, **again)
    with pytest.raises(Exception, match=No.FACTS_MISSING):
        work.propose(case, by=by, **again, fault=Fault(lapse="technical", cause="haste", text=" "))
    work.propose(case, by=by, **again, fault=HASTE)
    assert open_tasks(now=work.now) == 1
    assert open_tasks(now=work.now) == 0
    other = work.in_hand(about="v-2", key="second")
    clause = work.case(case).lessons.found[0].clause
    found = Cause(cause="haste", clause=clause or "", text="同样的原因，这次还没决定就发现了。")
    assert work.refused(find_fault, other, found=found, by=JUN) is No.NOT_YOURS
    assert work.refused(find_fault, other, found=Cause(cause="mei", clause="", text="x")) is No.UNKNOWN_WORD
    wrong = Cause(cause="haste", clause="moon", text="x")
    assert work.refused(find_fault, other, found=wrong) is No.CLAUSE_UNKNOWN
    work.act(find_fault, other, found=found)
    work.act(find_fault, other, found=Cause(cause="tool", clause="", text="截图总是黑的。"), by=ZHOU)
    assert open_tasks(now=work.now) == 2
    haste, tool = sorted(lessons.tasks(limit=9), key=lambda one: one.cause)
    assert (haste.case, haste.count, tool.case, tool.count) == (case, 2, other, 1)
    assert work.refused(finish_task, case, no=1, text="改了") is No.NOT_ALLOWED
    seen = look_at_learning(now=work.now)
    texts = [text for task in seen.tasks for _, text in task.found]
    assert sorted(texts) == sorted([HASTE.text, found.text, "截图总是黑的。"])
    [(family, changed)] = seen.overturns
    assert (family, changed.k, changed.n) == ("CV", 1, 1)
    assert seen.lapses == (("false_positive", 1),)
    assert [n for *_, n in seen.causes] == [2, 1]
    work.later(days=15)
    assert remind_lessons(now=work.now) == 2
    assert remind_lessons(now=work.now) == 0
    assert set(Alarm.objects.filter(kind="learning").values_list("to_role", flat=True)) == {"lead"}
    work.act(finish_task, case, no=1, text="看完视频才能决定。", by=ZHOU)
    check = {"no": 1, "found": "held", "text": "看了二十件，没有再发生。"}
    assert work.refused(check_task, case, by=ZHOU, **check) is No.SAME_SIGNER
    assert work.refused(check_task, case, by=JUN, **check) is No.NOT_BEFORE
    work.later(days=30)
    work.act(check_task, case, by=JUN, **check)
    assert work.case(case).lessons.task(1).state is TaskState.DONE
    assert look_at_learning(now=work.now).tasks[-1].checks == ((True, check["text"]),)
    work.later(days=60)
    work.act(check_task, case, by=JUN, **check)
    assert work.case(case).lessons.task(1).state is TaskState.HELD
    assert [one.case for one in lessons.tasks(limit=9)] == [other]
    assert not learning.prevention_owed(work.case(case), packs.of_case(work.case(case)))


def test_two_workers_who_begin_the_same_at_once_begin_one(work, monkeypatch):
    found = Cause(cause="haste", clause="", text="只看了封面。")
    cases = [work.in_hand(about=f"v-{no}", key=f"key-{no}") for no in (1, 2)]
    for case in cases:
        work.act(find_fault, case, found=found)
    both = Barrier(2)
    real = lessons.bulk.insert_new

    def at_once(table, rows, **said):
        if table is TaskClaim:
            both.wait(20)  # neither sees a task of the other's
        return real(table, rows, **said)

    monkeypatch.setattr(lessons.bulk, "insert_new", at_once)
    monkeypatch.setattr(lessons, "unassigned", lambda **_: (cases.pop(),))

    def worker(_):
        try:
            return open_tasks(now=work.now)
        finally:
            connection.close()

    first, second = sorted(cases)
    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(worker, range(2))) == [1, 1]
    [task] = lessons.tasks(limit=9)
    assert task.count == 2
    told = sorted(name for case in (first, second) for name in work.told(case) if name.startswith("Task"))
    assert told == ["TaskJoined", "TaskOpened"]
    assert verify(now=work.now).faults == []


def test_what_came_again_after_it_held_is_a_work_of_its_own(work):
    found = Cause(cause="haste", clause="", text="只看了封面。")
    first, second, third = (work.in_hand(about=f"v-{no}", key=f"key-{no}") for no in range(3))
    work.act(find_fault, first, found=found)
    assert open_tasks(now=work.now) == 1
    work.act(finish_task, first, no=1, text="看完视频才能决定。", by=ZHOU)
    for days in (30, 60):
        work.later(days=days)
        work.act(check_task, first, no=1, found="held", text="没有再发生。", by=JUN)
    for case in (second, third):
        work.act(find_fault, case, found=found)
    assert open_tasks(now=work.now) == 2
    assert [(one.case, one.count) for one in lessons.tasks(limit=9)] in ([(second, 2)], [(third, 2)])
    assert sorted(TaskClaim.objects.values_list("nth", flat=True)) == [1, 2]


# ---- a blind look


def test_a_closed_case_is_decided_once_more_by_somebody_who_sees_no_decision(work):
    case = over(work)
    [look] = work.case(case).lessons.looks
    assert (look.drawn.kind, look.drawn.stratum, look.state) == ("blind", "a_danger", LookState.WAITING)
    assert work.refused(take_look, by=MEI) is No.NOTHING_WAITING
    work.act(rest, by=JUN, resting=True)
    assert work.refused(take_look, by=JUN) is No.ON_A_BREAK
    work.act(rest, by=JUN, resting=False)
    assert work.act(take_look, by=JUN) == (case, 1)
    assert work.act(take_look, by=JUN) == (case, 1)
    seen = work.act(look_at_case, case, by=JUN)
    assert (seen.blind, seen.case.decisions, seen.names, seen.orders) == (True, (), {}, ())
    assert seen.conducts == {}, "how somebody speaks to staff is nothing to judge by"
    shown = str([seen.words, seen.case, seen.lines, seen.reports])
    assert "您反映的视频确实违规。" not in shown
    assert str(MEI) not in shown
    assert [text for voice in seen.voices for _, text in voice.words], (
        "but what the complainant sent is there"
    )
    assert work.refused(return_look, case, no=1, by=MEI) is No.NOT_YOURS
    work.later(minutes=3)
    work.act(return_look, case, no=1, by=JUN)
    [dose] = Dose.objects.filter(agent=JUN)
    assert (dose.minutes, dose.s0) == (3, True)
    assert work.refused(take_look, by=JUN) is No.NOTHING_WAITING, "after something heavy comes a rest"
    work.later(hours=2)
    assert work.act(take_look, by=JUN) == (case, 1)
    work.later(hours=5)
    assert expire_looks(now=work.now) == 1
    assert expire_looks(now=work.now) == 0
    work.later(hours=2)
    assert work.act(take_look, by=JUN) == (case, 1)
    letters, orders = Letter.objects.count(), HostOrder.objects.count()
    clause = work.case(case).decisions[0].proposal.clause or ""
    wrong = Seen(text="x", outcome="granted", clause=clause)
    assert work.refused(answer_look, case, no=1, seen=wrong, by=JUN) is No.OUTCOME_NOT_ALLOWED
    work.act(
        answer_look, case, no=1, seen=Seen(text=WHY, outcome="violation", clause=clause, rung="L4"), by=JUN
    )
    assert (Letter.objects.count(), HostOrder.objects.count()) == (letters, orders)
    assert work.case(case).lessons.look(1).state is LookState.DISPUTED
    assert work.refused(answer_look, case, no=1, seen=Seen(text="x"), by=JUN) is No.NOT_YOURS
    [dispute] = look_at_learning(now=work.now).disputes
    assert dispute.text == WHY
    settle = {"no": 1, "reopens": True, "text": "两个人判断不同，重新决定。"}
    assert work.refused(settle_look, case, by=JUN, **settle) is No.NOT_ALLOWED
    work.act(settle_look, case, by=ZHOU, **settle)
    assert work.refused(settle_look, case, by=ZHOU, **settle) is No.NOT_IN_THIS_STATE
    assert work.case(case).on_appeal
    told = Letter.objects.filter(case_id=case, template="reopened")
    assert [one.side for one in told] == ["complainant"]
    for had in (MEI, JUN):
        assert work.refused(take, by=had) is No.NOTHING_WAITING
    seen = look_at_learning(now=work.now)
    assert (seen.whole.drawn, seen.whole.agrees.n, seen.whole.agrees.observed) == (1, 1, 0.0)
    assert [(one.stratum, one.drawn) for one in seen.strata] == [("a_danger", 1)]
    assert verify(now=work.now).faults == []


def test_what_is_sealed_is_shown_to_whoever_looks_blind_by_a_grant_and_a_reason_and_judged_by_nobody_unread(
    work,
):
    child = facts.Weighed(rules=("a_child",), asks=("sealed", "minors"))
    case = over(work, weighed=child)
    assert work.case(case).status == "closed", "a look that waits holds up nothing"
    work.hire(WEI, "agent", "senior")
    assert work.refused(take_look, by=WEI) is No.NOTHING_WAITING, "not cleared for children"
    work.act(take_look, by=JUN)
    clause = work.case(case).decisions[0].proposal.clause or ""
    answer = {"no": 1, "seen": Seen(text=WHY, outcome="violation", clause=clause, rung="L4"), "by": JUN}

    def seen(**said):
        return work.act(look_at_case, case, by=JUN, **said)

    def is_shut(shown):
        return (shown.blind, shown.shown, shown.words, shown.snapshot, shown.reports) == (
            True,
            False,
            {},
            {},
            (),
        )

    assert is_shut(seen())
    assert is_shut(seen(reason="复核")), "a reason is no grant"
    assert not any(text for voice in seen().voices for _, text in voice.words)
    assert work.refused(answer_look, case, **answer, opened_for="复核") is No.NEEDS_GRANT
    work.act(grant, case, to=JUN, reason="抽查复核", by=ZHOU)
    assert is_shut(seen())
    assert work.refused(answer_look, case, **answer) is No.NEEDS_REASON
    before = ReadLine.objects.filter(owner=case).count()
    opened = seen(reason="抽查复核")
    assert (opened.blind, opened.shown, opened.case.sealed, opened.names) == (True, True, True, {})
    assert [text for voice in opened.voices for _, text in voice.words]
    assert opened.case.decisions == ()
    assert ReadLine.objects.filter(owner=case).count() == before + 1, "each look at what is sealed is logged"
    work.act(answer_look, case, **answer, opened_for="抽查复核")
    assert work.case(case).lessons.look(1).state is LookState.DISPUTED
    assert verify(now=work.now).faults == []


def test_what_was_erased_is_judged_by_nobody_and_waits_for_nobody(work):
    case = over(work)
    work.act(take_look, by=JUN)
    work.write(case, facts.Erased(person=case, why="time", retention="K1"), by="chore:retain")
    assert work.case(case).lessons.look(1).state is LookState.OVERTAKEN
    gone = Seen(text=WHY, outcome="violation", clause="", rung="L4")
    assert work.refused(answer_look, case, no=1, seen=gone, by=JUN) is No.NOT_YOURS
    assert work.refused(look_at_case, case, by=JUN) is No.NOT_FOUND
    work.later(hours=9)
    assert expire_looks(now=work.now) == 0
    assert work.refused(take_look, by=JUN) is No.NOTHING_WAITING


def test_two_who_agree_trouble_nobody_and_a_lead_may_keep_what_two_see_differently(work):
    first = over(work)
    work.later(hours=2)
    other = over(work, about="v-2", key="second")
    clause = work.case(first).decisions[0].proposal.clause or ""
    for no, outcome in enumerate(("no_violation", "violation")):
        case, _ = work.act(take_look, by=JUN)
        assert case == (first, other)[no]
        work.act(answer_look, case, no=1, seen=Seen(text=WHY, outcome=outcome, clause=clause), by=JUN)
        work.later(hours=2)
    assert work.case(first).lessons.look(1).state is LookState.AGREED
    letters = Letter.objects.count()
    work.act(settle_look, other, no=1, reopens=False, text="边界情况，维持。", by=ZHOU)
    assert work.case(other).lessons.look(1).state is LookState.KEPT
    assert Letter.objects.count() == letters
    assert work.refused(take_look, by=JUN) is No.NOTHING_WAITING
    assert verify(now=work.now).faults == []


def test_nobody_gets_a_look_without_the_lane_or_with_a_tie(work):
    case = over(work)
    work.hire(WEI, "agent", lanes=())
    assert work.refused(take_look, by=WEI) is No.NOTHING_WAITING
    Tie(agent=JUN, subject=work.case(case).subject).save(force_insert=True)
    assert work.refused(take_look, by=JUN) is No.NOTHING_WAITING


# ---- what is unsolved


def test_what_is_unsolved_is_looked_at_by_another_person_who_answers_with_reasons(work):
    case = over(work, grave=False)
    mine = work.complaint(case)
    work.later(minutes=1)
    assert look_at_complaint(mine, now=work.now).rateable == (case,)
    said = Said(solved=False, heard=True, clear=False, text="视频还在。")
    work.act(rate, mine, case=case, said=said)
    assert work.refused(rate, mine, case=case, said=said) is No.ALREADY_DONE
    assert look_at_complaint(mine, now=work.now).rateable == ()
    assert pick_up_unsolved(now=work.now) == 1
    assert pick_up_unsolved(now=work.now) == 0
    assert work.refused(take_look, by=MEI) is No.NOTHING_WAITING
    no = work.case(case).lessons.looks[-1].drawn.no
    assert work.act(take_look, by=JUN) == (case, no)
    seen = work.act(look_at_case, case, by=JUN)
    assert (seen.blind, seen.standing, len(seen.case.decisions)) == (False, "looks", 1)
    said = "又看了一遍：画面是医学教学。"
    assert work.refused(answer_look, case, no=no, seen=Seen(text=said), by=JUN) is No.ANSWER_MISSING
    work.act(answer_look, case, no=no, seen=Seen(text=said, reopens=False), by=JUN)
    letter = next(one for one in mailroom.of_complaint(mine) if one.template == "looked_again")
    assert "医学教学" in mailroom.body(letter).body
    assert work.case(case).status == "closed"
    [rated] = look_at_learning(now=work.now).rated
    assert (rated.outcome, rated.told, rated.solved.n, rated.solved.k) == ("no_violation", 1, 1, 0)
    assert (rated.heard.k, rated.heard.n, rated.clear.k) == (1, 1, 0)
    assert verify(now=work.now).faults == []


def test_the_other_person_may_open_it_again_and_that_costs_no_appeal(work):
    case = over(work, grave=False)
    mine = work.complaint(case)
    work.later(minutes=1)
    work.act(rate, mine, case=case, said=Said(solved=False, text="根本没看完，你们都是废物。"))
    assert pick_up_unsolved(now=work.now) == 1
    no = work.case(case).lessons.looks[-1].drawn.no
    work.act(take_look, by=JUN)
    [voice] = work.act(look_at_case, case, by=JUN).voices
    assert voice.words[-1][1] == "根本没看完，你们都是废物。", "whoever looks reads what was said with it"
    work.act(
        answer_look,
        case,
        no=no,
        seen=Seen(text="看得太快，没有看完整段视频，重新决定。", reopens=True),
        by=JUN,
    )
    assert work.case(case).on_appeal
    assert work.case(case).levels == 1
    [letter] = [one for one in mailroom.of_complaint(mine) if one.template == "reopened"]
    assert "看得太快" in mailroom.body(letter).body
    work.act(take, by=ZHOU)
    words = Affront(complaint=mine, message=voice.ids[-1], kind="insult", passage="废物")
    work.act(mark_abuse, case, affront=words, by=ZHOU)
    assert read_complaint(mine).conduct.marked[0].fact.message == voice.ids[-1], (
        "and whoever decides may mark it"
    )
    assert verify(now=work.now).faults == []


def test_whoever_says_that_it_is_solved_troubles_nobody_and_what_is_judged_anew_needs_no_look(work):
    case = over(work, grave=False)
    mine = work.complaint(case)
    letter = Letter.objects.get(case_id=case, decision=1, complaint=mine)
    work.act(rate, mine, case=case, said=Said(solved=False))
    work.act(appeal, letter.id, text="请再看")
    before = len(work.case(case).lessons.looks)
    assert pick_up_unsolved(now=work.now) == 1
    assert len(work.case(case).lessons.looks) == before
    other = over(work, grave=False, about="v-2", key="second")
    work.act(rate, work.complaint(other), case=other, said=Said(solved=True))
    assert pick_up_unsolved(now=work.now) == 0
    assert read_complaint(work.complaint(other)).ratings[0][1].solved


# ---- a time that we missed, and said why only after the end


def test_a_cause_that_lies_with_us_is_somebodys_work_also_after_the_end(work):
    case = over(work, grave=False)
    missed = facts.ClockMarked(clock="decide_target", mark="breach", due_at=work.now)
    work.write(case, missed, by="chore:clocks")
    said = {"book": "case", "clock": "decide_target", "text": "人手不够", "by": ZHOU}
    for root, code in (("", No.CAUSE_MISSING), ("weather", No.UNKNOWN_WORD)):
        assert work.refused(record_cause, case, cause="staffing", root=root, **said) is code
    assert work.case(case).causes == frozenset(), "half of it is not kept"
    work.act(record_cause, case, cause="staffing", root="haste", **said)
    [found] = work.case(case).lessons.found
    assert (found.fault.lapse, found.fault.cause) == ("late", "haste")
    assert open_tasks(now=work.now) == 1
    assert verify(now=work.now).is_clean


def test_whoever_was_late_by_nobodys_fault_owes_nothing_and_an_owed_cause_is_named(work):
    case = over(work, grave=False)
    missed = facts.ClockMarked(clock="decide_target", mark="breach", due_at=work.now)
    work.write(case, missed, by="chore:clocks")
    said = {"book": "case", "clock": "decide_target", "text": "等对方回话", "by": ZHOU}
    work.act(record_cause, case, cause="waiting_on_others", **said)
    assert work.case(case).lessons.found == ()
    assert verify(now=work.now).is_clean
    work.write(
        case, facts.CauseRecorded(clock="start_target", cause="staffing", words=words()), by=f"agent:{ZHOU}"
    )
    assert "late_without_cause" in {one.code for one in verify(now=work.now).faults}
