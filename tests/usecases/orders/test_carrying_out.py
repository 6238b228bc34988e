"""Is every order carried out once, one at a time, in its order, and undone only when nothing else needs it?"""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from django.db.models import F

from ombud.adapters.platform.contract import Account, HostSubject, Unreachable, Why
from ombud.core import enforcement, facts
from ombud.core.case import Status
from ombud.core.playbooks import SECOND_LOOK, open_steps, playbook_of
from ombud.core.refusals import No, Refused
from ombud.store import closing, lists_office_promises, orders, packs, rows
from ombud.store.ledger import read_case, read_lines
from ombud.store.models import Alarm, HostOrder
from ombud.store.models import Case as CaseRow
from ombud.usecases.carry_out import _asked, carry_out
from ombud.usecases.confirm_order import confirm_order
from ombud.usecases.do_step import do_step
from ombud.usecases.look_at_late import look_at_late
from ombud.usecases.note_orders import _tell_the_book, note_orders
from ombud.usecases.override_order import override_order
from ombud.usecases.record_cause import record_cause
from ombud.usecases.revive_order import revive_order
from ombud.usecases.sweep import sweep
from ombud.usecases.verify import verify
from tests import cast
from tests.usecases.searching import search_made

DOWN = Unreachable(Why.NO_CONNECTION)


def test_an_order_is_carried_out_once_and_the_case_hears_of_it(stage):
    case = stage.case()
    stage.decide(case, "L4")
    assert stage.carry() == 1
    assert stage.carry() == 0
    assert stage.did() == [("apply", "L4", "v-1")]
    assert set(read_case(case).orders.values()) == {"confirmed"}


def test_an_order_that_pays_says_how_much_and_its_lift_moves_no_sum(stage):
    case = stage.case()
    sum_ = facts.Sum(minor=120_050, currency="CNY")
    paid = facts.Chosen(measure="L7", target=read_case(case).subject, amount=sum_)
    stage.decide(case, paid, "L4", outcome="granted")
    stage.carry()
    assert {one.measure: one.amount for one in stage.host.effects} == {"L7": sum_, "L4": None}
    assert verify(now=stage.now).is_clean
    HostOrder.objects.filter(measure="L7").update(minor=1)
    assert [one.code for one in verify(now=stage.now).faults] == ["order_differs"]
    HostOrder.objects.filter(measure="L7").update(minor=sum_.minor)
    stage.tell()
    stage.appeal(case)
    stage.overturn(case)
    stage.carry()
    lifted = next(one for one in stage.host.effects if (one.do, one.measure) == ("lift", "L7"))
    assert lifted.amount is None


def test_what_others_are_told_goes_to_the_host_alone_and_the_book_keeps_how_many_they_were(stage):
    case = stage.case()
    said = stage.words(case, "更正：照片是去年的。")
    told = facts.Chosen(measure="C.SEEN", target=read_case(case).subject, words=said)
    stage.host.reached = {"C.SEEN": 5}
    stage.decide(case, told, clause="CLIPS.4.3")
    stage.carry()
    (asked,) = stage.host.effects
    assert asked.params == {"words": "更正：照片是去年的。"}
    lines = [line.fact for line in read_lines(case) if isinstance(line.fact, facts.Confirmed)]
    assert lines == [facts.Confirmed(key=asked.key, reached=5, at=lines[0].at)]
    assert verify(now=stage.now).is_clean
    for change in ({"reached": 6}, {"params": {"words": str(UUID(int=7))}}):
        kept = HostOrder.objects.filter(measure="C.SEEN").values(*change).get()
        HostOrder.objects.filter(measure="C.SEEN").update(**change)
        assert [one.code for one in verify(now=stage.now).faults] == ["order_differs"]
        HostOrder.objects.filter(measure="C.SEEN").update(**kept)


def test_placing_the_same_order_twice_places_it_once(stage):
    case = stage.case()
    stage.decide(case, "L4")
    again = read_case(case).decisions[0].orders
    orders.place(case, again, cause=enforcement.cause_of(1), now=stage.now)
    stage.carry()
    assert stage.did() == [("apply", "L4", "v-1")]


def test_a_worker_killed_after_the_lease_leaves_the_order_due_with_the_same_key_and_number(stage):
    case = stage.case()
    stage.decide(case, "L4")
    target = read_case(case).subject
    first = orders.lease(target, now=stage.now)
    assert first is not None
    assert stage.carry() == 0, "somebody may still be calling the host"
    stage.later(seconds=61)
    second = orders.lease(target, now=stage.now)
    assert second is not None
    assert (second.order.key, second.order.no) == (first.order.key, first.order.no)


def test_a_worker_killed_after_the_host_did_it_does_it_no_second_time(stage):
    case = stage.case()
    stage.decide(case, "L4")
    leased = orders.lease(read_case(case).subject, now=stage.now)
    stage.host.act(_asked(leased), now=stage.now)
    stage.later(seconds=61)
    stage.carry()
    assert stage.did() == [("apply", "L4", "v-1")]
    assert set(read_case(case).orders.values()) == {"confirmed"}


@pytest.mark.parametrize("about", [pytest.param("v-1", id="confirmed"), pytest.param("v-unknown", id="dead")])
def test_noting_twice_writes_one_fact(stage, about):
    case = stage.case(about=about)
    stage.decide(case, "L4")
    carry_out(platform=stage.host, now=stage.now)
    (order,) = orders.unnoted(10)
    note_orders(now=stage.now)
    seq = read_case(case).seq
    _tell_the_book(order, now=stage.now)
    assert read_case(case).seq == seq


def test_orders_to_one_target_are_numbered_and_sent_one_at_a_time(stage):
    case = stage.case()
    stage.decide(case, "L1", "L2")
    target = read_case(case).subject
    assert orders.lease(target, now=stage.now) is not None
    assert orders.lease(target, now=stage.now) is None
    stage.later(seconds=61)
    stage.carry()
    assert sorted(one.no for one in orders.of_case(case)) == [1, 2]


def test_a_protective_order_overtakes_what_waits_but_not_what_is_being_sent(stage):
    first, second = stage.case(), stage.case("这个视频泄露了我的身份证号和家庭住址")
    assert first != second
    stage.decide(first, "L1", "L2")
    target = read_case(first).subject
    being_sent = orders.lease(target, now=stage.now)
    stage.protect(second)
    assert orders.lease(target, now=stage.now) is None
    stage.later(seconds=61)
    overtaken = orders.lease(target, now=stage.now)
    assert overtaken.order.protective
    assert overtaken.order.no == being_sent.order.no + 1


def test_a_host_that_is_down_is_asked_again_with_growing_pauses_for_three_days_then_a_person_is_alarmed(
    stage,
):
    case = stage.case()
    stage.decide(case, "L4")
    began, gaps, asked = stage.now, [], stage.now
    while orders.of_case(case)[0].state != "dead":
        stage.host.outages.append(DOWN)
        carry_out(platform=stage.host, now=stage.now)
        due = orders.of_case(case)[0].due_at
        if due is not None:
            gaps.append(due - asked)
            stage.now = asked = due
    assert gaps == sorted(gaps)
    assert gaps[0] <= timedelta(seconds=5)
    assert timedelta(days=2, hours=20) <= stage.now - began <= timedelta(days=3, hours=4)
    assert Alarm.objects.filter(kind="order_dead", owner=case, to_role="lead").count() == 1
    note_orders(now=stage.now)
    assert set(read_case(case).orders.values()) == {"dead"}
    assert stage.did() == []


def _refused(stage, *measures: str) -> tuple:
    """The host refuses the first of several orders, or this one."""
    case = stage.case(about="v-unknown")
    stage.decide(case, *(measures or ("L4", "L5")))
    stage.carry()
    dead = next(one for one in orders.of_case(case) if one.state == "dead")
    return case, dead


def test_what_the_host_refuses_is_dead_at_once_and_blocks_its_followers(stage):
    case, dead = _refused(stage)
    assert sorted(one.state for one in orders.of_case(case)) == ["dead", "new"]
    stage.later(days=2)
    assert stage.carry() == 0
    stage.tell()
    assert stage.close() == 0
    assert read_case(case).status is Status.DECIDED
    assert read_case(case).orders[dead.key] == "dead"


def test_what_was_given_up_was_missed_in_that_moment_and_the_reason_is_why(stage):
    case, dead = _refused(stage, "L4")
    override_order(
        case, key=dead.key, reason="对方平台已无此内容", by=cast.ZHOU, mint=stage.mint, now=stage.now
    )
    known = read_case(case)
    assert (("removal_target", "breach") in known.marks, "removal_target" in known.causes) == (True, True)
    assert known.late_by == {"host"}
    assert look_at_late()[0] == ()
    assert verify(now=stage.now).is_clean


def test_a_removal_that_the_host_confirmed_late_is_found_by_the_office_until_somebody_says_why(stage):
    case = stage.case()
    stage.decide(case, "L4")
    stage.later(hours=9)
    stage.carry()
    known = read_case(case)
    assert ("removal_target", "breach") in known.marks, (
        "nobody had looked in between: the confirmation says so"
    )
    stage.later(minutes=1)
    (late,) = (one for one in look_at_late()[0] if one.rule == "removal_target")
    assert (late.owner, late.book, late.running) == (case, "case", False)
    assert [one.rule_id for one in rows.case_clocks(known) if one.owes_cause and one.breached_at] == [
        "removal_target"
    ]
    stage.tell()
    stage.finish(case)
    assert [one.of for one in closing.keeps_open(read_case(case), now=stage.now)] == [("removal_target",)]
    assert stage.close() == 0
    said = {"book": "case", "clock": "removal_target", "cause": "other", "text": "平台那边积压。"}
    record_cause(case, **said, by=cast.ZHOU, mint=stage.mint, now=stage.now)
    assert "removal_target" not in {one.rule for one in look_at_late()[0]}
    assert stage.close() == 1
    assert verify(now=stage.now).is_clean
    CaseRow.objects.filter(id=case).update(uncaused="removal_target")
    assert {one.code for one in verify(now=stage.now).faults} == {"row_differs"}


def broke(stage) -> int:
    """How many of the cases that were opened today broke a promise, as the office counts."""
    return lists_office_promises.days(now=stage.now, zone=ZoneInfo("UTC"))[-1].broken


@pytest.mark.parametrize("swept", [True, False], ids=["marked meanwhile", "nobody looked"])
def test_a_removal_that_we_heard_of_late_was_not_late(stage, swept):
    case = stage.case()
    stage.decide(case, "L4")
    done = stage.now + timedelta(minutes=1)
    key = orders.of_case(case)[0].key
    stage.later(hours=9)
    if swept:
        assert sweep(now=stage.now)
        assert ("removal_target", "breach") in read_case(case).marks
        assert "removal_target" in {one.rule for one in look_at_late()[0]}
        assert broke(stage)
    confirm_order(key, confirmed=True, at=done, now=stage.now)
    note_orders(now=stage.now)
    known = read_case(case)
    (told,) = (line for line in read_lines(case) if isinstance(line.fact, facts.Confirmed))
    saved = ("protect_target", "removal_target") if swept else ()
    assert (told.fact.at, told.fact.in_time) == (done, saved)
    assert told.at == stage.now
    (clock,) = (one for one in rows.case_clocks(known) if one.rule_id == "removal_target")
    assert (clock.state, clock.stopped_at, clock.breached_at) == ("met", done, None)
    assert "removal_target" not in {one.rule for one in look_at_late()[0]}
    assert ("removal_target", "breach") not in known.marks
    assert not broke(stage), "the office counts no broken promise"
    assert not Alarm.objects.filter(owner=case, about="breach:removal_target", cleared_at=None)
    stage.tell()
    stage.finish(case)
    assert stage.close() == 1
    assert verify(now=stage.now).is_clean
    HostOrder.objects.filter(key=key).update(confirmed_at=done + timedelta(minutes=1))
    assert {one.code for one in verify(now=stage.now).faults} == {"order_differs"}


def test_the_hosts_word_on_one_thing_takes_back_nothing_that_was_missed_by_another(stage):
    stage.house.put_in_force(cast.pack("US"), now=stage.now)
    case = stage.case("有人把我的私密照片发到网上了，我没有同意。", jurisdiction="US")
    begun = stage.now
    known = read_case(case)
    (step,) = (one for one in playbook_of(known, packs.of_case(known)).steps if "valid_notice" in one.marks)
    done = facts.StepDone(step=step.id, marks=step.marks, elements=step.elements, since=begun)
    stage.write(case, done)
    stage.later(hours=49)
    late = ("us_take_it_down", "breach")
    due = begun + timedelta(hours=48)
    stage.write(case, facts.ClockMarked(clock=late[0], mark=late[1], due_at=due))
    hears(stage, stage.protect(case))
    assert late in read_case(case).marks
    stage.later(hours=1)
    stage.write(case, replace(done, since=begun + timedelta(hours=10), corrects=begun))
    stage.later(hours=1)
    stage.decide(case, "L2")
    told = hears(stage, read_case(case).decision.orders[0].key)
    assert told.in_time == ()
    assert late in read_case(case).marks, "it was missed, whoever corrects the beginning says why"
    assert verify(now=stage.now).is_clean
    stage.write(case, replace(told, in_time=("us_take_it_down",)))
    assert {one.code for one in verify(now=stage.now).faults} >= {"in_time_wrongly"}


def hears(stage, key) -> facts.Confirmed:
    """What the case is told when the host confirms now."""
    HostOrder.objects.filter(key=key).update(state="accepted", due_at=None)
    confirm_order(key, confirmed=True, at=stage.now, now=stage.now)
    note_orders(now=stage.now)
    case = HostOrder.objects.get(key=key).case_id
    (told,) = (
        line.fact
        for line in read_lines(case)
        if getattr(line.fact, "key", None) == key and isinstance(line.fact, facts.Confirmed)
    )
    return told


@pytest.mark.parametrize(
    ("said", "counts"),
    [(timedelta(days=-1), timedelta(0)), (timedelta(days=1), timedelta(hours=9)), (None, timedelta(hours=9))],
    ids=["before it was given", "in our future", "nothing said"],
)
def test_the_hosts_moment_is_believed_between_the_order_and_its_word(stage, said, counts):
    case = stage.case()
    stage.decide(case, "L4")
    made = orders.of_case(case)[0]
    stage.later(hours=9)
    confirm_order(made.key, confirmed=True, at=None if said is None else stage.now + said, now=stage.now)
    assert orders.find(made.key).confirmed_at == made.made_at + counts


def test_what_the_host_did_too_late_is_late_whenever_we_hear_of_it(stage):
    case = stage.case()
    stage.decide(case, "L4")
    key = orders.of_case(case)[0].key
    stage.later(hours=9)
    confirm_order(key, confirmed=True, at=stage.now - timedelta(hours=1), now=stage.now)
    note_orders(now=stage.now)
    assert ("removal_target", "breach") in read_case(case).marks
    assert verify(now=stage.now).is_clean


def test_a_protective_order_passes_a_dead_one(stage):
    _case, _dead = _refused(stage)
    stage.host.know(HostSubject("clips", "video", "v-unknown"), account=Account("a-x"))
    other = stage.case("这个视频泄露了我的身份证号和家庭住址", about="v-unknown")
    stage.protect(other)
    assert stage.carry() == 1
    assert stage.did() == [("apply", "P2", "v-unknown")]


def test_a_lead_overrides_a_dead_order_with_a_reason_and_its_followers_go(stage):
    case, dead = _refused(stage)
    act = {"key": dead.key, "mint": stage.mint, "now": stage.now}
    with pytest.raises(Refused) as no:
        override_order(case, reason="对方平台已无此内容", by=cast.MEI, **act)
    assert no.value.code is No.NOT_ALLOWED
    with pytest.raises(Refused) as no:
        override_order(case, reason=" ", by=cast.ZHOU, **act)
    assert no.value.code is No.NEEDS_REASON
    override_order(case, reason="对方平台已无此内容", by=cast.ZHOU, **act)
    assert read_case(case).orders[dead.key] == "overridden"
    assert stage.carry() == 1
    with pytest.raises(Refused) as no:
        override_order(case, reason="再来一次", by=cast.ZHOU, **act)
    assert no.value.code is No.ALREADY_DONE


def test_a_lead_revives_a_dead_order_and_it_has_all_its_tries_again(stage):
    _case, dead = _refused(stage)
    with pytest.raises(Refused):
        revive_order(dead.key, by=cast.MEI, now=stage.now)
    revive_order(dead.key, by=cast.ZHOU, now=stage.now)
    assert orders.find(dead.key).state == "new"
    assert orders.find(dead.key).attempts == 0


def test_an_order_the_host_only_took_waits_for_the_call_back(stage):
    case = stage.case()
    stage.host.later = frozenset({"L4"})
    stage.decide(case, "L4")
    stage.carry()
    (order,) = orders.of_case(case)
    assert order.state == "accepted"
    confirm_order(order.key, confirmed=True, now=stage.now)
    confirm_order(order.key, confirmed=True, now=stage.now)
    note_orders(now=stage.now)
    assert set(read_case(case).orders.values()) == {"confirmed"}


def test_a_call_back_that_says_failed_alarms_a_person_once(stage):
    case = stage.case()
    stage.host.later = frozenset({"L4"})
    stage.decide(case, "L4")
    stage.carry()
    (order,) = orders.of_case(case)
    for _ in range(2):
        confirm_order(order.key, confirmed=False, detail="not possible", now=stage.now)
    assert orders.find(order.key).state == "dead"
    assert Alarm.objects.filter(kind="order_dead").count() == 1
    with pytest.raises(Refused) as no:
        confirm_order("zz", confirmed=True, now=stage.now)
    assert no.value.code is No.NOT_FOUND


def test_a_round_sends_no_more_than_it_was_asked_to(stage):
    for number in (1, 2):
        stage.host.know(HostSubject("clips", "video", f"v-{number}"), account=Account("a-tao", name="涛"))
        stage.decide(stage.case(about=f"v-{number}"), "L4")
    assert carry_out(platform=stage.host, now=stage.now, limit=1) == 1
    assert stage.carry() == 1


def test_a_turn_before_that_of_an_order_that_was_confirmed_long_before_is_named(stage):
    case = stage.case()
    stage.decide(case, "L4")
    stage.all()
    stage.appeal(case)
    stage.overturn(case)
    stage.all()
    assert verify(now=stage.now).faults == []
    HostOrder.objects.filter(case_id=case).update(no=3 - F("no"))
    assert [fault.code for fault in verify(now=stage.now).faults] == ["order_differs"]


def test_a_won_appeal_undoes_what_was_done(stage):
    case = stage.case()
    stage.decide(case, "L4")
    stage.all()
    stage.appeal(case)
    stage.overturn(case)
    stage.all()
    assert stage.did() == [("apply", "L4", "v-1"), ("lift", "L4", "v-1")]
    assert read_case(case).status is Status.CLOSED


def test_an_appeal_before_closing_lets_nobody_off_what_was_to_follow_the_decision(stage):
    case = stage.case()
    copies = {"step": "copies", "said": {"note": "没有副本"}, "mint": stage.mint}
    stage.decide(case, "L4")
    stage.carry()
    stage.tell()
    stage.appeal(case)
    stage.decide(case, "L4", by=cast.JUN, ruling="upheld", appeal=1)
    stage.carry()
    stage.tell()
    pack = packs.of_case(read_case(case))
    own = {one.id for one in pack.playbooks[SECOND_LOOK].steps}
    for step in open_steps(read_case(case), pack, before="close"):
        if step.id in own:
            left_out = facts.StepSkipped(step=step.id, words=stage.words(case, "不适用"))
            stage.write(case, left_out, by=cast.ZHOU)
    assert (stage.close(), verify(now=stage.now).faults) == (0, [])
    search_made(case, by=cast.MEI, mint=stage.mint, now=stage.now)
    do_step(case, by=cast.MEI, now=stage.now, **copies)
    stage.finish(case)
    assert (stage.close(), verify(now=stage.now).faults) == (1, [])


def test_a_won_appeal_leaves_what_another_decision_requires_until_that_one_falls_too(stage):
    one, two = stage.case(), stage.case("这个视频泄露了我的身份证号和家庭住址")
    for case in (one, two):
        stage.decide(case, "L4")
        stage.all()
    stage.appeal(one)
    stage.overturn(one)
    stage.all()
    assert ("lift", "L4", "needless") in stage.states(one)
    assert ("lift", "L4", "v-1") not in stage.did()
    assert read_case(one).status is Status.CLOSED
    stage.appeal(two)
    stage.overturn(two)
    stage.all()
    assert stage.did().count(("lift", "L4", "v-1")) == 1


def test_a_restoration_ends_nothing_that_another_decision_in_force_requires(stage):
    removed, dated = stage.case(), stage.case("这个视频泄露了我的身份证号和家庭住址")
    stage.decide(removed, "L4")
    stage.decide(dated, _dated(stage, dated, 1), "L1")
    stage.protect(dated, "P2")
    stage.all()
    stage.later(days=2)
    back = stage.case("这个视频是我原创的,被别人盗用", about="v-1")
    stage.protect(back, "P3")
    stage.carry()
    stage.decide(back, "R", outcome="granted", why=None)
    leased = orders.lease(read_case(back).subject, now=stage.now)
    stage.host.act(_asked(leased), now=stage.now)
    stage.appeal(removed)
    stage.overturn(removed)
    stage.later(seconds=61)
    stage.all()
    (told,) = [one for one in stage.host.effects if one.measure == "R"]
    assert dict(told.params) == {"measures": ["L2", "P3"], "keeps": ["L1", "L4", "P2"]}
    assert set(stage.states(back)) == {
        ("apply", "P3", "confirmed"),
        ("apply", "R", "confirmed"),
        ("lift", "P3", "confirmed"),
    }
    assert verify(now=stage.now).is_clean
    HostOrder.objects.filter(measure="R").update(params={"measures": ["L2", "P3"], "keeps": ["L1", "P2"]})
    assert [one.code for one in verify(now=stage.now).faults] == ["order_differs"]


def _dated(stage, case, days) -> facts.Chosen:
    until = None if days is None else stage.now + timedelta(days=days)
    return facts.Chosen(measure="L2", target=read_case(case).subject, until=until)


def _ends(stage) -> list[tuple[str, int | None]]:
    """What the host was told, with the days until the end of each."""
    return [(one.do, one.until and round((one.until - stage.now).days)) for one in stage.host.effects]


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        pytest.param(
            9, 3, [("apply", 9), ("apply", 9), ("apply", 3)], id="a longer one falls: the shorter holds"
        ),
        pytest.param(None, 3, [("apply", None), ("apply", None), ("apply", 3)], id="an endless one falls"),
        pytest.param(3, 9, [("apply", 3), ("apply", 9)], id="a shorter one falls: the host knows already"),
        pytest.param(3, 3, [("apply", 3), ("apply", 3)], id="both end alike"),
    ],
)
def test_the_host_hears_the_end_that_holds_when_one_of_two_decisions_falls(stage, first, second, told):
    one, two = stage.case(), stage.case("这个视频泄露了我的身份证号和家庭住址")
    for case, days in ((one, first), (two, second)):
        stage.decide(case, _dated(stage, case, days))
        stage.carry()
    stage.appeal(one)
    stage.overturn(one)
    stage.all()
    assert _ends(stage) == told
    assert read_case(one).status is Status.CLOSED
    lift = next(one for one in orders.of_case(one) if one.do == "lift")
    assert lift.state == ("confirmed" if len(told) == 3 else "needless")
    stage.appeal(two)
    stage.overturn(two)
    stage.all()
    assert _ends(stage) == [*told, ("lift", None)]
    assert verify(now=stage.now).is_clean


def test_the_end_that_holds_is_told_once_under_one_key_although_the_first_answer_was_lost(stage):
    one, two = stage.case(), stage.case("这个视频泄露了我的身份证号和家庭住址")
    for case, days in ((one, 9), (two, 3)):
        stage.decide(case, _dated(stage, case, days))
        stage.carry()
    stage.appeal(one)
    stage.overturn(one)
    leased = orders.lease(read_case(one).subject, now=stage.now)
    stage.host.act(_asked(leased), now=stage.now)
    stage.later(seconds=61)
    stage.carry()
    (*_, last) = stage.host.effects
    assert len(stage.host.effects) == 3
    assert (last.key, last.params["holds"]) == (leased.order.key, leased.told.key)
    assert leased.told.case_id == two


def test_of_two_strikes_the_one_that_falls_is_named_and_the_other_is_told_nothing(stage):
    one, two = stage.case(), stage.case("这个视频泄露了我的身份证号和家庭住址")
    for case, days in ((one, 9), (two, 3)):
        until = stage.now + timedelta(days=days)
        stage.decide(case, facts.Chosen(measure="L5", target=read_case(case).subject, until=until))
        stage.carry()
    stage.appeal(one)
    stage.overturn(one)
    stage.all()
    assert _ends(stage) == [("apply", 9), ("apply", 3), ("lift", None)]
    given, kept, lifted = stage.host.effects
    assert lifted.params == {"lifts": given.key}, "or the host would end both, or neither"
    assert kept.key != given.key


def test_an_effect_past_its_date_holds_nothing_up(stage):
    one, two = stage.case(), stage.case("这个视频泄露了我的身份证号和家庭住址")
    stage.decide(one, "L2")
    dated = facts.Chosen(measure="L2", target=read_case(two).subject, until=stage.now + timedelta(days=1))
    stage.decide(two, dated)
    stage.all()
    stage.later(days=2)
    stage.appeal(one)
    stage.overturn(one)
    stage.all()
    assert ("lift", "L2", "confirmed") in stage.states(one)


def test_an_undo_that_the_host_owes_since_the_last_look_keeps_the_case_open(stage, monkeypatch):
    case = stage.case()
    until = stage.now + timedelta(days=1)
    stage.decide(case, facts.Chosen(measure="L2", target=read_case(case).subject, until=until))
    stage.finish(case)
    stage.carry()
    stage.tell()
    state = read_case(case)
    done = enforcement.protective_order(state, cast.pack().measure("P2"), target=state.subject, until=until)
    orders.place(case, enforcement.lifts(state, (done,)), cause=done.key, now=stage.now)
    with monkeypatch.context() as patched:
        patched.setattr(closing, "to_close", lambda **_: (case,))
        assert stage.close() == 0
    assert read_case(case).status is Status.DECIDED
    stage.all()
    assert read_case(case).status is Status.CLOSED


def test_a_decision_ends_the_protection_it_replaces(stage):
    case = stage.case()
    stage.protect(case)
    stage.carry()
    stage.decide(case, "L4")
    stage.all()
    assert stage.did() == [("apply", "P2", "v-1"), ("apply", "L4", "v-1"), ("lift", "P2", "v-1")]
