"""Can somebody get around the seal of a case by giving it another name?"""

from datetime import timedelta

import pytest

from ombud.core.case import Status
from ombud.core.refusals import No, Refused
from ombud.store.models import Case as CaseRow
from ombud.store.models import Staff
from ombud.usecases.grant import grant
from ombud.usecases.recode import recode
from ombud.usecases.take import take
from tests.cast import MEI, ZHOU


def again(floor, case, code="CV.SEX.ADULT"):
    recode(case, code=code, reason="not about a child", by=MEI, mint=floor.mint, now=floor.now)


def sealed_case(floor):
    case = floor.open("MN.BULLY")
    assert take(by=MEI, now=floor.now) == case
    assert floor.case(case).sealed
    return case


def test_without_a_grant_nobody_takes_the_seal_off(floor):
    floor.hire(MEI, "senior", clearances=["minors", "intimate", "crisis"])
    case = sealed_case(floor)
    with pytest.raises(Refused) as no:
        again(floor, case)
    assert no.value.code is No.NEEDS_GRANT
    assert floor.case(case).sealed


def test_whoever_may_open_it_may_say_that_it_is_another_matter(floor):
    floor.hire(MEI, "senior", clearances=["minors", "intimate", "crisis"])
    floor.hire(ZHOU, "lead")
    case = sealed_case(floor)
    grant(case, to=MEI, reason="to sort it", by=ZHOU, mint=floor.mint, now=floor.now)
    again(floor, case)
    assert not floor.case(case).sealed


def test_a_name_that_is_sealed_as_well_needs_no_leave(floor):
    floor.hire(MEI, "senior", clearances=["minors", "intimate", "crisis"])
    case = sealed_case(floor)
    again(floor, case, "MN.SEX")
    assert floor.case(case).sealed


def test_whoever_lost_the_clearance_takes_no_seal_off_whatever_was_granted(floor):
    floor.hire(MEI, "senior", clearances=["minors", "intimate", "crisis"])
    floor.hire(ZHOU, "lead")
    case = sealed_case(floor)
    grant(case, to=MEI, reason="to sort it", by=ZHOU, mint=floor.mint, now=floor.now)
    Staff.objects.filter(id=MEI).update(clearances=[])
    with pytest.raises(Refused) as no:
        again(floor, case)
    assert (no.value.code, no.value.facts["clearance"]) == (No.NO_CLEARANCE, "minors")
    assert floor.case(case).sealed


def test_a_question_that_turns_out_a_danger_is_grave_paged_and_out_of_hands_not_cleared_for_it(floor):
    """The first step of a question is to see that no danger hides in it; who finds one has called somebody by saying so."""
    floor.hire(MEI, "senior", clearances=["intimate"])
    case = floor.open("SV.QUESTION")
    assert take(by=MEI, now=floor.now) == case
    again(floor, case, "MN.SEX.GROOM")
    now = floor.case(case)
    assert (now.severity, now.status, now.agent, now.sealed) == ("S0", Status.QUEUED, None, True)
    assert now.is_withheld("account")
    row = CaseRow.objects.get(id=case)
    assert row.danger
    assert row.page_at == floor.now + timedelta(minutes=2)


def test_who_lacks_the_clearance_that_a_new_name_asks_for_gives_the_case_back(floor):
    floor.hire(MEI, "senior", clearances=[])
    case = floor.open("PR.PLATFORM")
    assert take(by=MEI, now=floor.now) == case
    again(floor, case, "PR.NCII")
    assert (floor.case(case).status, floor.case(case).severity) == (Status.QUEUED, "S1")
