"""What is done once for an incident, what is left to it alone, and what does each case beside it still owe?"""

import pytest

from ombud.core import facts, incidents
from ombud.core.case import Status
from ombud.core.pack.union import union
from ombud.core.playbooks import since_when
from ombud.core.vocabulary import Beside
from tests.cast import CASE, JUN, LETTER, MEI, START, SUBJECT, a_case, opened, pack, words

LEAK = opened("PR.PLATFORM", "S2", subject=None)
TAKEN = facts.Assigned(agent=MEI, how="next")
LEADS = facts.SetBeside(case=LETTER, kinship="incident", how=Beside.LEADS.value, words=words())
SISTER = facts.SetBeside(case=SUBJECT, kinship="sister", how=Beside.LEADS.value, words=words())
DRAWN = facts.SetBeside(case=CASE, kinship="incident", how=Beside.DRAWN.value)


def done(step):
    return facts.StepDone(step=step, words=words())


def skipped(step):
    return facts.StepSkipped(step=step, words=words())


def repeated(*in_first, here=(), by=None):
    first = a_case(TAKEN, LEADS, *in_first, first=LEAK)
    other = a_case(TAKEN, DRAWN, *here, first=LEAK)
    return {step.id: was_done for step, was_done in incidents.repeats(first, other, pack=by or pack())}


def test_what_the_incident_alone_owes_keeps_no_case_beside_it_open():
    left = repeated()
    assert set(left.values()) == {False}
    assert {"prevention", "prevention_30d", "prevention_90d", "handled", "incident_summary"} <= set(left)
    assert "tell_person" not in left


def test_what_was_done_there_is_done_here_and_what_was_left_out_there_is_left_out_here():
    found = repeated(done("contain"), skipped("scope_and_risk"))
    assert found["contain"] is True
    assert found["scope_and_risk"] is False


ABROAD = facts.LawAdded(jurisdiction="EU", pack=pack("EU").digest, since=START)
CAC, DPA = "tell_authority:cn_cyberspace", "tell_authority:eu_data_protection"


@pytest.mark.parametrize("over", [done, skipped], ids=["told", "owed nothing"])
def test_what_one_authority_was_told_no_other_was(over):
    both = union((pack("CN"), pack("EU"))).pack
    found = repeated(over(CAC), here=(ABROAD,), by=both)
    assert found[CAC] is (over is done)
    assert DPA not in found
    assert repeated(over(CAC), over(DPA), ABROAD, by=both).keys() >= {CAC, DPA}


def test_where_nobody_named_an_authority_a_report_counts_for_its_law_alone():
    assert "tell_authority" in repeated(done("tell_authority"), by=pack("US"))
    assert "tell_authority" not in repeated(done("tell_authority"), here=(ABROAD,), by=pack("US"))


def test_an_incident_is_of_every_place_that_a_case_beside_it_is_of():
    other = a_case(facts.Joined(count=1, digest="0" * 64, severity="S2", first_at=START), ABROAD, first=LEAK)
    home, abroad = incidents.laws_of(other)
    assert (home.jurisdiction, home.pack, home.since) == ("CN", LEAK.pack, START)
    assert abroad == ABROAD


@pytest.mark.parametrize("over", [done("contain"), skipped("contain")], ids=["done", "left out"])
def test_what_is_over_here_already_is_not_repeated(over):
    assert "contain" not in repeated(done("contain"), here=(over,))


def test_what_a_ground_of_law_had_freed_both_from_is_repeated_once_it_is_done_after_all():
    freed = facts.StepSkipped(step="tell_person", words=words(), ground="authority_order")
    assert repeated(done("tell_person"), here=(freed,))["tell_person"] is True
    assert "tell_person" not in repeated(freed, here=(freed,))


def test_what_each_is_asked_for_itself_is_never_done_by_the_incident():
    assert "only_we_had_it" not in repeated(done("only_we_had_it"))


def test_only_an_incident_is_stirred_and_only_by_whoever_leads_it():
    assert incidents.led_by(a_case(LEADS, SISTER, first=LEAK)) == (LETTER,)
    assert incidents.led_by(a_case(DRAWN, first=LEAK)) == ()


def test_whoever_is_kept_out_there_and_not_here_yet_is_named():
    out = facts.KeptOut(agent=JUN, words=words())
    first, other = a_case(LEADS, out, first=LEAK), a_case(DRAWN, first=LEAK)
    assert incidents.newly_kept_out(first, other) == (JUN,)
    assert incidents.newly_kept_out(first, a_case(DRAWN, out, first=LEAK)) == ()


def test_nobody_is_shown_something_new_while_they_sign():
    assert Status.COSIGNING not in incidents.OPEN_TO
    assert Status.CLOSED not in incidents.OPEN_TO


def test_where_nobody_complained_and_nobody_says_since_when_no_clock_begins_by_it():
    case = a_case(first=opened("PR.PLATFORM"))
    step = pack().playbook("PR.PLATFORM").step("aware_at")
    assert since_when(case, step, None, says_why=False, now=START) is None
