"""Does every date that comes find somebody who acts on it?"""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from ombud.core import enforcement, facts
from ombud.core.ids import bucket_of
from ombud.core.refusals import No, Refused
from ombud.store import ledger, lists_office, texts
from ombud.store.ledger import open_case
from ombud.store.models import Alarm, Staff
from ombud.store.transactions import one_transaction
from ombud.usecases.expire_leases import expire_leases
from ombud.usecases.expire_protections import expire_protections
from ombud.usecases.expire_waits import expire_waits
from ombud.usecases.measure_sorting import measure_sorting
from ombud.usecases.page import page
from ombud.usecases.record_cause import record_cause
from ombud.usecases.remind_reviews import remind_reviews
from ombud.usecases.sweep import sweep
from ombud.usecases.verify import verify
from tests import cast
from tests.usecases.sorting.scene import SELF_HARM, SHOWS_NAKED, video
from tests.usecases.sorting.test_join import ask, close


def minutes(count):
    return timedelta(minutes=count)


def one_case(house, text=SHOWS_NAKED, **said):
    (lan,) = house.file(text, subject=video("v-1"), **said)
    house.drain()
    return lan, ledger.read_complaint(lan).parts[0].case


def test_a_danger_nobody_takes_pages_the_lead_and_then_the_deputy_once_each(house):
    _, case = one_case(house, SELF_HARM)
    asked = {minutes(1.9): 0, minutes(2): 1, minutes(3): 0, minutes(5): 1, minutes(60): 0}
    for after, raised in asked.items():
        assert page(now=house.now + after) == raised
    assert house.rows("SELECT to_role FROM alarm WHERE kind = 'page' ORDER BY raised_at") == [
        ("lead",),
        ("deputy",),
    ]
    assert ledger.read_case(case).paged == {"lead", "deputy"}


def test_a_danger_that_was_taken_pages_nobody(house):
    _, case = one_case(house, SELF_HARM)
    with open_case(case) as book:
        mei = house.mint()
        book.write(facts.Assigned(agent=mei, how="next"), by=f"agent:{mei}", now=house.now)
    assert page(now=house.now + minutes(10)) == 0


def test_whoever_takes_a_danger_ends_its_pages_in_that_commit_and_its_return_pages_anew(house):
    _, case = one_case(house, SELF_HARM)
    assert page(now=house.now + minutes(2)) == 1
    mei = house.mint()
    with open_case(case) as book:
        book.write(facts.Assigned(agent=mei, how="next"), by=f"agent:{mei}", now=house.now + minutes(3))
    cleared = "SELECT cleared_by, cleared_at FROM alarm WHERE kind = 'page'"
    assert house.rows(cleared) == [(mei, house.now + minutes(3))]
    assert page(now=house.now + minutes(10)) == 0, "the deputy is left in peace"
    assert verify(now=house.now).faults == []
    house.rows("UPDATE alarm SET cleared_at = NULL, cleared_by = NULL WHERE kind = 'page' RETURNING id")
    assert [fault.code for fault in verify(now=house.now).faults] == ["page_stands"]
    with open_case(case) as book:
        book.write(facts.Returned(agent=mei, why="break"), by=f"agent:{mei}", now=house.now + minutes(20))
    assert [page(now=house.now + minutes(after)) for after in (21, 22, 25)] == [0, 1, 1]


def test_a_clock_is_marked_at_each_moment_and_alarms_a_lead(house):
    _, case = one_case(house, at=None)
    ((rule, due_at),) = house.rows(
        "SELECT rule, due_at FROM clock WHERE owner = %s AND rule = 'decide_target'", case
    )
    lasts = due_at - house.now
    for share, mark in ((0.76, "warn"), (0.91, "escalate"), (1.01, "breach")):
        sweep(now=house.now + lasts * share)
        assert (rule, mark) in ledger.read_case(case).marks
    alarms = house.rows(
        "SELECT about FROM alarm WHERE kind = 'clock' AND about LIKE '%%decide_target' ORDER BY raised_at"
    )
    assert alarms == [("escalate:decide_target",), ("breach:decide_target",)]
    assert house.rows("SELECT state, next_at FROM clock WHERE owner = %s AND rule = %s", case, rule) == [
        ("breached", None)
    ]
    assert sweep(now=due_at + timedelta(days=1)) == 0
    assert verify(now=house.now).faults == []


def test_after_a_long_sleep_only_the_gravest_mark_is_written(house):
    _, case = one_case(house)
    taken_by = house.now + timedelta(hours=2)
    columns = "SELECT severity, start_by, due_by FROM case_row WHERE id = %s"
    assert house.rows(columns, case) == [("S2", taken_by, taken_by)], (
        "the first person's time orders the queue"
    )
    assert sweep(now=taken_by + timedelta(minutes=1))
    missed = house.rows(
        "SELECT to_role FROM alarm WHERE about = 'breach:first_human_target' AND owner = %s", case
    )
    assert missed == [("lead",)]
    sweep(now=house.now + timedelta(days=30))
    marks = {mark for rule, mark in ledger.read_case(case).marks if rule == "decide_target"}
    assert marks == {"breach"}


def test_a_complaint_that_is_not_sorted_in_time_is_late_too(house):
    (lan,) = house.file(SHOWS_NAKED)
    assert sweep(now=house.now + minutes(1)) == 0
    sweep(now=house.now + minutes(16))
    assert ("ack_target", "breach") in ledger.read_complaint(lan).marks
    assert ledger.read_complaint(lan).standing == "unsorted"
    assert house.sort(now=house.now + minutes(17)) == 1


def test_a_clock_row_that_is_out_of_date_is_drawn_anew_and_not_asked_for_again(house, owner):
    _, case = one_case(house)
    owner.execute("UPDATE clock SET next_at = %s WHERE owner = %s", (house.now, case))
    assert sweep(now=house.now) == 1
    assert sweep(now=house.now) == 0
    assert verify(now=house.now).faults == []


def _lead() -> UUID:
    """周 Zhou, a lead."""
    Staff(id=cast.ZHOU, username="zhou", name="zhou", roles=["lead"]).save(force_insert=True)
    return cast.ZHOU


def test_the_cause_of_a_breach_is_recorded_once(house):
    _, case = one_case(house)
    zhou = _lead()
    said = {
        "book": "case",
        "clock": "decide_target",
        "text": "两人同时病假",
        "by": zhou,
        "mint": house.mint,
        "now": house.now,
    }
    with pytest.raises(Refused) as no:
        record_cause(case, cause="staffing", **said)
    assert no.value.code is No.NOT_IN_THIS_STATE
    sweep(now=house.now + timedelta(days=30))
    for cause, text, code in (("weather", "x", No.UNKNOWN_WORD), ("staffing", " ", No.NEEDS_REASON)):
        with pytest.raises(Refused) as no:
            record_cause(case, cause=cause, **{**said, "text": text})
        assert no.value.code is code
    record_cause(case, cause="staffing", **said)
    (fact,) = [line.fact for line in ledger.read_lines(case) if isinstance(line.fact, facts.CauseRecorded)]
    assert texts.read(case, fact.words.id) == "两人同时病假"
    with pytest.raises(Refused) as no:
        record_cause(case, cause="staffing", **said)
    assert no.value.code is No.ALREADY_DONE


def test_who_had_no_hand_in_a_case_and_leads_nobody_says_nothing_of_its_delays(house):
    _, case = one_case(house)
    for who, name in ((cast.MEI, "mei"), (cast.JUN, "jun")):
        Staff(id=who, username=name, name=name, roles=["agent"]).save(force_insert=True)
    _write(house, case, facts.Assigned(agent=cast.MEI, how="next"), facts.StepDone(step="see_in_context"))
    late = house.now + timedelta(days=30)
    said = {"book": "case", "clock": "decide_target", "cause": "volume", "text": "促销日", "mint": house.mint}
    with pytest.raises(Refused) as no:
        record_cause(case, by=cast.JUN, now=late, **said)
    assert no.value.code is No.NOT_ALLOWED
    record_cause(case, by=cast.MEI, now=late, **said)  # nobody had marked it yet: it reads so
    assert "decide_target" in ledger.read_case(case).causes


@one_transaction
def _write(house, case, *several):
    with ledger.open_case(case) as book:
        for fact in several:
            book.write(fact, by=f"agent:{cast.MEI}", now=house.now)


def test_the_cause_of_a_late_receipt_goes_into_the_complaint_s_book(house):
    (lan,) = house.file(SHOWS_NAKED)
    sweep(now=house.now + minutes(16))
    record_cause(
        lan,
        book="complaint",
        clock="ack_target",
        cause="volume",
        text="促销日",
        by=_lead(),
        mint=house.mint,
        now=house.now,
    )
    assert "ack_target" in ledger.read_complaint(lan).causes


def test_an_agent_without_a_sign_of_life_loses_the_case(house):
    _, case = one_case(house)
    mei = house.mint()
    with open_case(case) as book:
        book.write(facts.Assigned(agent=mei, how="next"), by=f"agent:{mei}", now=house.now)
    assert expire_leases(now=house.now + minutes(29)) == 0
    assert expire_leases(now=house.now + minutes(30)) == 1
    assert expire_leases(now=house.now + minutes(31)) == 0
    assert house.rows("SELECT status, agent, lease_until FROM case_row") == [("queued", None, None)]


def test_a_wait_ends_in_both_books(house):
    lan, case = one_case(house)
    ask(house, case, lan)
    assert expire_waits(now=house.now + timedelta(days=6)) == 0
    later = house.now + timedelta(days=7)
    assert expire_waits(now=later) == 2
    assert expire_waits(now=later) == 0
    assert ledger.read_case(case).status == "queued"
    assert ledger.read_complaint(lan).standing == "open"
    while house.join(now=later):
        pass
    assert house.rows("SELECT count(*) FROM part WHERE due_at IS NOT NULL") == [(0,)]


def test_a_provisional_measure_is_ordered_undone_at_its_limit(house):
    _, case = one_case(house)
    target = ledger.read_case(case).subject
    words = facts.Words(id=house.mint(bucket_of(case)), digest="00")
    from ombud.store import orders
    from ombud.store.transactions import one_transaction

    @one_transaction
    def protect():
        with open_case(case) as book:
            order = enforcement.protective_order(
                book.state, cast.pack().measure("P3"), target=target, until=house.now + timedelta(hours=72)
            )
            fact = facts.Protected(order=order, words=words, review_at=house.now + timedelta(hours=24))
            book.write(fact, by="chore:test", now=house.now)
            orders.place(case, (order,), cause=order.key, now=house.now)

    protect()
    assert remind_reviews(now=house.now + timedelta(hours=23)) == 0
    assert remind_reviews(now=house.now + timedelta(hours=24)) == 1
    assert remind_reviews(now=house.now + timedelta(hours=25)) == 0
    assert expire_protections(now=house.now + timedelta(hours=71)) == 0
    assert expire_protections(now=house.now + timedelta(hours=72)) == 1
    assert expire_protections(now=house.now + timedelta(hours=73)) == 0
    assert ledger.read_case(case).protections == ()
    assert house.rows("SELECT h.do FROM host_order h ORDER BY made_at") == [("apply",), ("lift",)]


def test_a_withheld_letter_is_looked_at_again_by_who_approves(house):
    _, case = one_case(house, "有人一直私信我12岁的女儿,要她发裸照。")
    withheld = ledger.read_case(case).withheld
    assert [item.side for item in withheld] == ["account"]
    assert remind_reviews(now=withheld[0].review_at) == 1
    assert house.rows("SELECT kind, to_role, about FROM alarm WHERE kind = 'review'") == [
        ("review", "child_safety", "withheld:account")
    ]


def test_a_secrecy_is_never_forgotten_it_is_asked_about_until_somebody_ends_or_renews_it(house):
    _, case = one_case(house)
    with open_case(case) as book:
        until = house.now + timedelta(hours=72)
        gag = facts.Withheld(side="account", ground="authority_order", approver=cast.LIN, review_at=until)
        book.write(gag, by=f"agent:{cast.LIN}", now=house.now)
    close(house, case)
    for round_ in range(134):  # over 400 days
        due = until + round_ * timedelta(hours=72)
        assert remind_reviews(now=due - timedelta(seconds=1)) == 0
        assert (remind_reviews(now=due), remind_reviews(now=due + timedelta(hours=1))) == (1, 0)
        clear_all(house, case, at=due + timedelta(hours=2))
        assert remind_reviews(now=due + timedelta(hours=3)) == 0
    asked = house.rows("SELECT DISTINCT to_role, about FROM alarm WHERE kind = 'review'")
    assert asked == [("legal", "withheld:account")]
    later = due + timedelta(days=30)
    assert remind_reviews(now=later) == 1
    assert remind_reviews(now=later + timedelta(days=3)) == 0, "one that still stands is not said twice"
    clear_all(house, case, at=later + timedelta(days=4))
    with open_case(case) as book:
        renewed = replace(gag, review_at=later + timedelta(days=40))
        book.write(renewed, by=f"agent:{cast.LIN}", now=later + timedelta(days=4))
    assert remind_reviews(now=later + timedelta(days=39)) == 0
    assert remind_reviews(now=later + timedelta(days=40)) == 1
    clear_all(house, case, at=later + timedelta(days=41))
    with open_case(case) as book:
        book.write(facts.Released(side="account"), by=f"agent:{cast.LIN}", now=later + timedelta(days=41))
    assert remind_reviews(now=later + timedelta(days=400)) == 0


def clear_all(house, case, *, at):
    for alarm in Alarm.objects.filter(owner=case, kind="review", cleared_at=None):
        assert lists_office.clear(alarm.id, bucket=alarm.bucket, by=cast.ZHOU, now=at)


@pytest.mark.parametrize("apart", [-1, 1])
def test_only_what_is_due_for_a_second_look_is_reminded_of(house, apart):
    _, case = one_case(house, "有人一直私信我12岁的女儿,要她发裸照。")
    (withheld,) = ledger.read_case(case).withheld
    held = facts.Protected(
        order=facts.Order(
            key="p", do="apply", measure="P1", target=ledger.read_case(case).subject, until=None
        ),
        words=facts.Words(id=house.mint(bucket_of(case)), digest="00"),
        review_at=withheld.review_at + timedelta(hours=apart),
    )
    with open_case(case) as book:
        book.write(held, by="chore:test", now=house.now)
    expected = sorted([(held.review_at, "protection:P1"), (withheld.review_at, "withheld:account")])
    for seen, (due, _) in enumerate(expected, start=1):
        assert remind_reviews(now=due) == 1
        told = house.rows("SELECT about FROM alarm WHERE kind = 'review' ORDER BY raised_at")
        assert told == [(about,) for _, about in expected[:seen]]


def test_nothing_is_due_for_a_case_that_ended(house):
    _, case = one_case(house)
    close(house, case)
    far = house.now + timedelta(days=100)
    assert page(now=far) == expire_leases(now=far) == expire_waits(now=far) == 0
    assert house.rows("SELECT count(*) FROM clock WHERE owner = %s", case) == [(0,)]


def test_the_lag_of_sorting_is_seen(house):
    assert measure_sorting(now=house.now).said() == {"waiting": 0, "oldest": 0.0, "danger": 0.0}
    house.file(SHOWS_NAKED, SHOWS_NAKED)
    house.file(SELF_HARM, at=house.now + timedelta(seconds=5))
    assert measure_sorting(now=house.now + timedelta(seconds=9)).said() == {
        "waiting": 3,
        "oldest": 9.0,
        "danger": 4.0,
    }
