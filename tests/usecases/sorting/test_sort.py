"""What happens to a complaint between the door and the queue?"""

from datetime import timedelta

import pytest

from ombud.adapters.rules import triage_rules
from ombud.core import facts
from ombud.core.ids import bucket_of
from ombud.core.vocabulary import Class, class_of
from ombud.store import ledger, packs
from ombud.usecases.look_at_receipt import look_at_receipt
from ombud.usecases.verify import verify
from tests.usecases.sorting.scene import SELF_HARM, SHOWS_NAKED, video


def test_a_complaint_is_sorted_placed_and_acknowledged_in_one_commit(house):
    (lan,) = house.file(SHOWS_NAKED, subject=video("v-1"), contact={"email": "lan@example.org"})
    assert house.sort() == 1

    told = ledger.read_complaint(lan)
    assert [type(line.fact).__name__ for line in ledger.read_lines(lan)] == [
        "Received",
        "Sorted",
        "Placed",
        "Told",
    ]
    assert class_of(told.parts[0].code) is Class.CONTENT
    (row,) = house.rows(
        "SELECT standing, sort_due_at, acknowledged, parts, seq FROM complaint WHERE id = %s", lan
    )
    assert row == ("open", None, True, 1, 4)
    assert house.rows("SELECT case_id, due_at FROM part WHERE complaint = %s", lan) == [
        (told.parts[0].case, house.now)
    ]
    ((letter, state, due, template),) = house.rows(
        "SELECT id, state, due_at, template FROM letter WHERE complaint = %s", lan
    )
    assert (letter, state, due, template) == (told.told[0][1].letter, "due", house.now, "receipt")


def test_nothing_is_due_twice(house):
    house.file(SHOWS_NAKED)
    assert house.sort() == 1
    assert house.sort() == 0
    assert house.join() == 1
    assert house.join() == 0
    assert house.rows("SELECT count(*) FROM letter") == [(1,)]
    assert house.rows("SELECT count(*) FROM case_row") == [(1,)]


def test_joining_opens_the_case_in_its_lane_with_its_clocks(house):
    (lan,) = house.file(SHOWS_NAKED, subject=video("v-1"), at=house.now - timedelta(minutes=3))
    house.drain()
    case = ledger.read_case(ledger.read_complaint(lan).parts[0].case)
    assert case.lane == "content_violation.zh.general"
    assert case.members == 1
    assert case.pack == packs.in_force("CN").digest
    (row,) = house.rows(
        "SELECT status, members, matter, due_by IS NOT NULL FROM case_row WHERE id = %s", case.id
    )
    assert row == ("queued", 1, "content_violation", True)
    ((rule, due),) = house.rows(
        "SELECT rule, due_at FROM clock WHERE owner = %s AND rule = 'decide_target'", case.id
    )
    assert rule == "decide_target"
    assert due == house.now - timedelta(minutes=3) + packs.in_force("CN").clocks["decide_target"].amount(
        case.severity
    )


def test_the_receipt_can_be_read_by_nobody_else_and_says_by_when(house):
    from ombud.store import texts

    house.file(SHOWS_NAKED, anonymous=True)
    house.sort()
    ((letter, text, state, due),) = house.rows("SELECT id, text, state, due_at FROM letter")
    assert (state, due) == ("kept", None)
    said = texts.read(letter, text)
    assert "2026年11月" in said
    assert "C-" in said
    assert SHOWS_NAKED not in said


def test_the_same_subject_and_class_is_one_case_and_another_subject_is_not(house):
    one, two = house.file(SHOWS_NAKED, SHOWS_NAKED, subject=video("v-1"))
    (three,) = house.file(SHOWS_NAKED, subject=video("v-2"))
    house.drain()
    cases = [ledger.read_complaint(each).parts[0].case for each in (one, two, three)]
    assert cases[0] == cases[1] != cases[2]
    assert ledger.read_case(cases[0]).members == 2


def test_complaints_without_a_subject_and_questions_stay_apart(house):
    house.file(SHOWS_NAKED, SHOWS_NAKED)
    house.file("How do I change my email address?", "How do I change my email address?", subject=video("v-1"))
    house.drain()
    assert house.rows("SELECT count(*), max(members) FROM case_row") == [(4, 1)]


def test_danger_said_at_the_door_overtakes_the_backlog(house):
    house.file(*[SHOWS_NAKED] * 30, subject=video("v-1"), at=house.now - timedelta(hours=1))
    (lan,) = house.file(SELF_HARM)
    assert house.sort(limit=10) == 1
    assert house.rows("SELECT standing FROM complaint WHERE id = %s", lan) == [("open",)]
    house.sort(limit=10)
    assert house.join(limit=10) == 1
    ((severity, danger, page_at),) = house.rows("SELECT severity, danger, page_at FROM case_row")
    assert (severity, danger, page_at) == ("S0", True, house.now + timedelta(minutes=2))


def test_whoever_waited_longest_is_sorted_and_joined_first_however_many_came_since(house):
    (first,) = house.file(SHOWS_NAKED, subject=video("v-1"), at=house.now - timedelta(minutes=2))
    other = next(
        name
        for name in (f"v-{no}" for no in range(2, 99))
        if bucket_of(house.held.subject_id("clips", "video", name)) != bucket_of(first)
    )
    late = house.file(*[SHOWS_NAKED] * 3, subject=video(other), at=house.now - timedelta(minutes=1))
    assert bucket_of(first) != bucket_of(late[0])
    assert [house.sort(now=house.now + timedelta(seconds=turn)) for turn in range(3)] == [1, 3, 0]
    assert house.join(now=house.now + timedelta(seconds=3)) == 1
    assert house.rows("SELECT complaint FROM member") == [(first,)]


def test_what_was_urgent_at_the_door_is_s0_whatever_the_words_say(house):
    (lan,) = house.file("hello", answers={"danger_now": True})
    house.drain()
    assert ledger.read_complaint(lan).parts[0].severity == "S0"


def test_two_matters_of_one_complaint_go_to_two_cases(house):
    (lan,) = house.file(
        "My account was hacked and my password was changed. Somebody posted my home address and phone number without consent.",
        subject=video("v-1"),
    )
    house.drain()
    parts = ledger.read_complaint(lan).parts
    assert len({part.case for part in parts}) == len(parts) == 2
    assert house.rows("SELECT count(*) FROM member") == [(2,)]


def test_a_text_nobody_here_reads_goes_to_the_experienced(house):
    (lan,) = house.file("Привет, помогите пожалуйста с моим вопросом")
    house.drain()
    assert ledger.read_case(ledger.read_complaint(lan).parts[0].case).lane == "other_service.und.senior"


def test_who_was_erased_is_sorted_by_the_claims_at_the_door_and_written_to_by_nobody(house):
    from ombud.store import texts

    (lan,) = house.file(SELF_HARM, kind="privacy")
    texts.destroy(ledger.read_complaint(lan).received.person)
    assert house.sort() == 1
    told = ledger.read_complaint(lan)
    assert class_of(told.parts[0].code) is Class.PRIVACY
    assert told.parts[0].severity == "S0"
    assert house.rows("SELECT count(*) FROM letter") == [(0,)]


def test_the_reason_of_a_sorting_names_the_version_of_the_rules(house):
    (lan,) = house.file(SHOWS_NAKED)
    house.sort()
    (found,) = [one.fact for one in ledger.read_lines(lan) if isinstance(one.fact, facts.Sorted)]
    assert found.rules == triage_rules().digest
    assert found.parts[0].because


@pytest.mark.parametrize("text", [SHOWS_NAKED, SELF_HARM], ids=["usual", "urgent"])
def test_what_cannot_be_sorted_is_tried_again_and_then_given_to_a_person(house, owner, caplog, text):
    (lan,) = house.file(text, kind="privacy")
    (tao,) = house.file(SHOWS_NAKED)
    owner.execute("UPDATE sealed_text SET body = 'broken'::bytea WHERE owner = %s", (lan,))
    at = house.now
    house.drain(now=at)
    assert ledger.read_complaint(tao).standing == "open"
    for tried in range(1, 5):
        ((attempts, due),) = house.rows("SELECT attempts, sort_due_at FROM complaint WHERE id = %s", lan)
        assert attempts == tried
        assert due > at
        assert house.sort(now=at) == 0
        at = due
        assert house.sort(now=at) == 1
    house.join(now=at)
    case = ledger.read_case(ledger.read_complaint(lan).parts[0].case)
    assert (case.lane, case.code) == ("other_service.und.senior", "SV.UNKNOWN")
    assert case.severity == ("S0" if text == SELF_HARM else "S2")
    assert house.rows("SELECT kind, to_role, owner FROM alarm") == [("sorting", "lead", lan)]
    assert house.rows("SELECT complaint FROM letter WHERE complaint = %s", lan) == [(lan,)]
    assert [one.fact.rules for one in ledger.read_lines(lan) if isinstance(one.fact, facts.Sorted)] == [None]
    assert text not in caplog.text


def test_one_broken_complaint_does_not_stop_its_batch(house, owner):
    ids = house.file(*[SHOWS_NAKED] * 5, subject=video("v-1"))
    owner.execute("UPDATE sealed_text SET body = 'broken'::bytea WHERE owner = %s", (ids[2],))
    house.drain()
    assert [ledger.read_complaint(each).standing for each in ids] == [
        "open",
        "open",
        "unsorted",
        "open",
        "open",
    ]
    assert house.rows("SELECT members FROM case_row") == [(4,)]


def test_what_sorting_leaves_is_clean(house):
    house.file(SHOWS_NAKED, SELF_HARM, subject=video("v-1"))
    house.file(SHOWS_NAKED, "why is my account banned??", "hello")
    house.drain()
    assert verify(now=house.now).faults == []


def test_a_fact_names_what_it_was_decided_by(house):
    (lan,) = house.file(SHOWS_NAKED)
    house.sort()
    (fact,) = [line.fact for line in ledger.read_lines(lan) if isinstance(line.fact, facts.Sorted)]
    assert fact.parts[0].because
    assert 0 < fact.parts[0].confidence <= 1000


def test_a_bucket_whose_complaints_others_hold_is_passed_by(house, owner):
    danger, calm = house.file(SELF_HARM)[0], house.file(SHOWS_NAKED)[0]
    assert bucket_of(danger) != bucket_of(calm)
    with owner.transaction():
        owner.execute("SELECT FROM complaint WHERE id = %s FOR UPDATE", (danger,))
        assert house.sort() == 1
        assert house.sort() == 0
        assert ledger.read_complaint(calm).standing == "open"
    assert ledger.read_complaint(danger).standing == "unsorted"
    assert house.sort() == 1


def test_before_anybody_sorted_it_the_receipt_promises_the_latest_date_that_could_come_true(house):
    (lan,) = house.file(SHOWS_NAKED)
    first = look_at_receipt(lan)
    assert (first.codes, first.urgent) == ((), False)
    house.sort()
    assert house.now < look_at_receipt(lan).decide_by <= first.decide_by
