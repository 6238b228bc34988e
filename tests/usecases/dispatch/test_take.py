"""Does the dispatcher hand out every case once, the right one first, and only to who may have it?"""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from uuid import UUID

import pytest
from django.db import connection

from ombud.core import facts
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import LEASE
from ombud.store import packs, staff
from ombud.store.models import Member
from ombud.usecases.ask import ask
from ombud.usecases.assign import assign
from ombud.usecases.expire_leases import expire_leases
from ombud.usecases.give_back import give_back
from ombud.usecases.note import note
from ombud.usecases.page import page
from ombud.usecases.propose import Draft, propose
from ombud.usecases.protect import protect
from ombud.usecases.rest import rest
from ombud.usecases.take import take
from tests.cast import AN, JUN, MEI, TAO, ZHOU
from tests.usecases.sorting.scene import SHOWS_NAKED, video


def agents(count: int) -> list[UUID]:
    return [UUID(int=MEI.int + (place << 32)) for place in range(1, count + 1)]


def test_fifty_agents_asking_at_once_never_get_the_same_case(floor):
    people = agents(50)
    for person in people:
        floor.hire(person, lanes=("content_violation.zh.general",))
    cases = {floor.open() for _ in range(45)}
    start = Barrier(50)

    def ask(person: UUID) -> UUID | No:
        try:
            start.wait(timeout=30)
            return take(by=person, now=floor.now)
        except Refused as no:
            return no.code
        finally:
            connection.close()

    with ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(ask, people))
    got = [one for one in answers if isinstance(one, UUID)]
    assert max(Counter(got).values()) == 1
    assert set(got) == cases
    assert answers.count(No.NOTHING_WAITING) == 5
    assert all(
        floor.case(case).agent == person
        for person, case in zip(people, answers, strict=True)
        if case in cases
    )


def test_danger_comes_first_then_the_smallest_slack_and_none_starves(floor):
    floor.hire(MEI)
    old = floor.open("SV.ACCESS", "S3", now=floor.now - timedelta(days=20))
    fresh = floor.open("CV.SEX.ADULT", "S2")
    danger = floor.open("SH.SUICIDE", "S0", now=floor.now + timedelta(minutes=1))
    floor.hire(JUN, "agent", clearances=["minors", "intimate", "crisis"])
    taken = [take(by=JUN, now=floor.now + timedelta(minutes=2)) for _ in range(3)]
    assert taken == [danger, old, fresh]


def test_the_next_case_is_not_one_that_the_agent_may_not_have(floor):
    account = floor.subject("account", name="tao")
    case = floor.open(subject=floor.subject(account=account))
    floor.hire(MEI, lanes=("privacy.zh.general",))
    floor.hire(JUN, until=floor.now - timedelta(days=1))
    floor.hire(ZHOU, languages=["en"])
    floor.hire(AN, ties=[account])
    refused = {}
    for person in (MEI, JUN, ZHOU, AN):
        with pytest.raises(Refused) as no:
            take(by=person, now=floor.now)
        refused[person] = no.value.facts["because"]
    assert refused == {MEI: None, JUN: "not_certified", ZHOU: "no_language", AN: "conflict"}
    floor.hire(TAO)
    assert take(by=TAO, now=floor.now) == case


def test_what_somebody_gave_back_comes_to_them_again_only_when_nothing_else_waits(floor):
    floor.hire(JUN)
    first = floor.open()
    assert take(by=JUN, now=floor.now) == first
    give_back(first, why="not_this_one", by=JUN, now=floor.now)
    second = floor.open(now=floor.now + timedelta(minutes=5))
    later = floor.now + timedelta(minutes=6)
    assert take(by=JUN, now=later) == second
    assert take(by=JUN, now=later) == first, "nothing is starved"
    give_back(first, why="not_this_one", by=JUN, now=later)
    floor.hire(MEI)
    assert take(by=MEI, now=later) == first
    give_back(first, why="break", by=MEI, now=later)
    third = floor.open(now=later)
    assert take(by=MEI, now=later) == third, "what no person took up yet goes first"
    assert take(by=JUN, now=later) == first, "somebody else had it since"


def test_who_hoards_gets_no_more_but_a_danger(floor):
    floor.hire(MEI)
    most = packs.in_force("CN").care.most_in_hand
    for _ in range(most + 1):
        floor.open("SV.ACCESS", "S3")
    for _ in range(most):
        held = take(by=MEI, now=floor.now)
    with pytest.raises(Refused) as no:
        take(by=MEI, now=floor.now)
    assert no.value.facts["because"] == No.HANDS_FULL
    danger = floor.open("SH.SUICIDE", "S0")
    assert take(by=MEI, now=floor.now) == danger
    for case in (held, danger):
        give_back(case, why="break", by=MEI, now=floor.now)
    assert take(by=MEI, now=floor.now + timedelta(hours=1)) == danger


def test_a_case_about_a_child_needs_clearance(floor):
    case = floor.open("MN.BULLY", "S2")
    floor.hire(MEI)
    clearance = "minors"
    with pytest.raises(Refused) as no:
        take(by=MEI, now=floor.now)
    assert no.value.facts["because"] == No.NO_CLEARANCE
    floor.hire(JUN, clearances=[clearance])
    assert take(by=JUN, now=floor.now) == case


def test_a_day_with_enough_harm_brings_only_mild_cases(floor):
    floor.hire(MEI)
    graphic = floor.open("CV.SEX.ADULT", "S2")
    mild = floor.open("SV.ACCESS", "S3", now=floor.now + timedelta(minutes=5))
    for hour in range(8):
        staff.note_dose(MEI, minutes=60, exposure="E4", now=floor.now - timedelta(minutes=hour))
    later = floor.now + timedelta(minutes=6)
    assert take(by=MEI, now=later) == mild
    with pytest.raises(Refused) as no:
        take(by=MEI, now=later)
    assert no.value.facts["because"] == No.DOSE_SPENT
    assert take(by=MEI, now=floor.now + timedelta(days=2)) == graphic


def test_after_a_danger_somebody_rests_with_mild_cases_and_the_next_danger_is_others(floor):
    cleared = {"clearances": ["minors", "intimate", "crisis"]}
    floor.hire(MEI, **cleared)
    first = floor.open("SH.SUICIDE", "S0")
    assert take(by=MEI, now=floor.now) == first
    give_back(first, why="escalated", by=MEI, now=floor.now)
    mild = floor.open("SV.ACCESS", "S3")
    assert take(by=MEI, now=floor.now + timedelta(minutes=1)) == mild
    with pytest.raises(Refused) as no:
        take(by=MEI, now=floor.now + timedelta(minutes=9))
    assert no.value.facts["because"] == No.RESTING
    assert page(now=floor.now + timedelta(minutes=9)) >= 1, "nothing is starved: the lead is paged"
    floor.hire(JUN, **cleared)
    assert take(by=JUN, now=floor.now + timedelta(minutes=9)) == first


def test_when_the_rest_has_passed_the_same_danger_may_come_again(floor):
    floor.hire(MEI)
    first = floor.open("SH.SUICIDE", "S0")
    take(by=MEI, now=floor.now)
    give_back(first, why="break", by=MEI, now=floor.now)
    with pytest.raises(Refused) as no:
        take(by=MEI, now=floor.now + timedelta(minutes=9, seconds=59))
    assert no.value.facts["because"] == No.RESTING
    assert take(by=MEI, now=floor.now + timedelta(minutes=10)) == first


def test_nobody_on_a_break_is_handed_anything(floor):
    floor.hire(MEI)
    floor.open()
    rest(by=MEI, resting=True, now=floor.now)
    with pytest.raises(Refused) as no:
        take(by=MEI, now=floor.now)
    assert no.value.code is No.ON_A_BREAK


def test_what_somebody_saw_is_noted_in_raw_minutes_when_it_leaves_their_hands(floor):
    floor.hire(MEI)
    case = floor.open()
    assert take(by=MEI, now=floor.now) == case
    note(case, text="looked at it", by=MEI, mint=floor.mint, now=floor.now + timedelta(minutes=6))
    give_back(case, why="break", by=MEI, now=floor.now + timedelta(minutes=60))
    (seen,) = staff.spent(MEI, now=floor.now + timedelta(minutes=60))
    assert (seen.minutes, seen.exposure) == (21.0, floor_exposure(floor, case))


def test_a_case_that_nobody_gave_a_sign_of_was_looked_at_all_the_same(floor):
    floor.hire(MEI)
    graphic, other = floor.open(), floor.open()
    for case in (graphic, other):
        floor.give(case, MEI)
    gone = floor.now + LEASE
    assert expire_leases(now=gone) == 2
    assert expire_leases(now=gone) == 0
    seen = staff.spent(MEI, now=gone)
    assert [(one.minutes, one.exposure) for one in seen] == [(15.0, floor_exposure(floor, graphic))] * 2


def test_what_was_noted_when_a_complainant_was_asked_is_not_counted_again(floor):
    floor.hire(MEI)
    case = floor.file(SHOWS_NAKED, subject=video("v-1"), contact={"email": "lan@example.org"})
    complaint = Member.objects.get(case_id=case).complaint
    floor.give(case, MEI)
    floor.now += timedelta(minutes=10)
    ask(case, complaint=complaint, text="哪一段?", by=MEI, mint=floor.mint, now=floor.now)
    floor.hire(ZHOU, "lead")
    assign([case], to=None, reason="她病了", by=ZHOU, mint=floor.mint, now=floor.now + timedelta(hours=5))
    assert sum(one.minutes for one in staff.spent(MEI, now=floor.now + timedelta(hours=5))) == 10.0


def floor_exposure(floor, case: UUID) -> str:
    from ombud.store import packs

    return packs.by_digest(floor.case(case).pack).category("CV.SEX.ADULT").exposure


def test_the_first_signer_is_never_offered_their_own_proposal(floor):
    floor.hire(MEI, "agent", "senior", "lead")
    case = floor.open("SV.ACCESS", "S3")
    floor.give(case, MEI)
    from tests.cast import proposed, words

    floor.write(case, proposed(agent=MEI, signers=1, measures=(), for_account=words(3)), by=f"agent:{MEI}")
    with pytest.raises(Refused) as no:
        take(by=MEI, now=floor.now, to_sign=True)
    assert no.value.facts["because"] == No.SAME_SIGNER
    floor.hire(JUN)
    assert take(by=JUN, now=floor.now, to_sign=True) == case


def test_of_two_who_act_on_one_case_one_wins_and_the_other_learns_who_did_what(floor):
    floor.hire(MEI)
    floor.hire(JUN)
    case = floor.open()
    floor.give(case, MEI)
    seen = floor.case(case).seq
    floor.write(case, facts.Returned(agent=MEI, why="taken_back"), by=f"agent:{ZHOU}")
    floor.give(case, JUN, now=floor.now + timedelta(minutes=1))
    with pytest.raises(Refused) as no:
        propose(
            case,
            draft=Draft(outcome="no_violation", clause=None, findings=(), measures=(), for_complainant="x"),
            seen=seen,
            by=MEI,
            mint=floor.mint,
            now=floor.now,
        )
    assert no.value.code is No.MOVED_ON
    assert (no.value.facts["by"], no.value.facts["what"]) == (f"agent:{ZHOU}", "Returned")


def test_only_who_holds_the_case_may_protect(floor):
    floor.hire(MEI)
    floor.hire(JUN)
    case = floor.open()
    floor.give(case, MEI)
    with pytest.raises(Refused) as no:
        protect(
            case,
            measure="P3",
            target=floor.case(case).subject,
            reason="spreads fast",
            by=JUN,
            mint=floor.mint,
            now=floor.now,
        )
    assert no.value.code is No.NOT_YOURS


def test_a_note_is_written_only_by_who_may_see_the_case(floor):
    floor.hire(MEI)
    floor.hire(JUN)
    case = floor.open()
    floor.give(case, MEI)
    with pytest.raises(Refused) as no:
        note(case, text="hello", by=JUN, mint=floor.mint, now=floor.now)
    assert no.value.code is No.NOT_YOURS


def appealed(floor, by: UUID) -> UUID:
    from tests.cast import LETTER, proposed, words

    case = floor.open("SV.ACCESS", "S3")
    floor.give(case, by)
    floor.write(case, proposed(agent=by, measures=(), for_account=None), by=f"agent:{by}")
    floor.write(case, facts.Decided(no=1, outcome="no_violation", orders=()), by=f"agent:{by}")
    floor.write(
        case,
        facts.Appealed(no=1, decision=1, side="complainant", letter=LETTER, words=words(9)),
        by="complainant",
    )
    return case


def test_an_appeal_never_goes_to_who_had_a_hand_in_the_decision(floor):
    floor.hire(MEI)
    floor.hire(JUN)
    case = appealed(floor, MEI)
    with pytest.raises(Refused) as no:
        take(by=MEI, now=floor.now)
    assert no.value.facts["because"] == No.HAND_IN_IT
    assert take(by=JUN, now=floor.now) == case


def test_two_who_hold_a_stale_page_cannot_both_decide(floor):
    floor.hire(MEI)
    case = floor.open("SV.ACCESS", "S3")
    floor.give(case, MEI)
    seen, start = floor.case(case).seq, Barrier(2)

    def back(_: int) -> No | None:
        try:
            start.wait(timeout=30)
            give_back(case, why="not_this_one", by=MEI, now=floor.now)
        except Refused as no:
            return no.code
        finally:
            connection.close()
        return None

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(back, range(2)))
    assert sorted(answers, key=str) == [None, No.NOT_YOURS]
    assert floor.case(case).seq == seen + 1


def test_a_case_in_a_language_nobody_here_names_may_go_to_anybody_with_the_lane(floor):
    floor.hire(MEI, languages=["zh"])
    case = floor.open(lang="und")
    assert take(by=MEI, now=floor.now) == case


def test_a_queue_of_cases_for_others_does_not_hide_the_one_for_me(floor):
    floor.hire(MEI, languages=["zh"])
    for _ in range(70):
        floor.open("MN.BULLY", "S2")
    mine = floor.open("SV.ACCESS", "S3", now=floor.now + timedelta(minutes=1))
    assert take(by=MEI, now=floor.now + timedelta(minutes=2)) == mine
