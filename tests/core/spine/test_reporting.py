"""Is each authority owed a report of its own, and does the clock of one stop only by what that one was told?"""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from ombud.core import clocks, facts, following, playbooks
from ombud.core.case import Case
from ombud.core.pack.types import Pack
from ombud.core.pack.union import union
from ombud.core.refusals import No, Refused
from tests.cast import LETTER, MEI, START, a_case, opened, pack, proposed, words

LEAK = opened("PR.PLATFORM", "S1", subject=None)
TAKEN = facts.Assigned(agent=MEI, how="next")
AWARE = facts.StepDone(step="aware_at", marks=("aware",), words=words())
CAC, DPA = "tell_authority:cn_cyberspace", "tell_authority:eu_data_protection"
ALL = timedelta(days=5)


def both() -> Pack:
    return union((pack("CN"), pack("EU"))).pack


def told(step: str) -> facts.StepDone:
    return facts.StepDone(
        step=step, marks=(f"reported:{step.partition(':')[2]}",), words=words(), receipt=words()
    )


def leak(*happened: Any) -> Case:
    return a_case(TAKEN, AWARE, *happened, first=LEAK)


def running(case: Case) -> dict[str, bool]:
    rules = [rule for rule in both().clocks_for("PR.PLATFORM") if rule.to]
    read = clocks.read(
        rules,
        events=tuple(clocks.Event(code, at) for code, at in case.moved),
        severity=case.severities,
        calendars={},
        now=START + ALL,
    )
    return {one.rule_id: one.stopped_at is None for one in read}


def steps(case: Case, law: Pack) -> dict[str, Any]:
    return {step.id: step for step in playbooks.playbook_of(case, law).steps}


def test_each_authority_of_the_places_of_a_case_is_a_step_of_its_own():
    several = steps(leak(), both())
    assert {CAC, DPA} <= several.keys()
    assert "tell_authority" not in several
    assert several[CAC].title.zh == "按时限报告主管部门：省级网信部门"
    assert several[DPA].help.en.startswith("That of the main establishment")
    assert (several[DPA].to, several[DPA].marks) == ("eu_data_protection", ("reported:eu_data_protection",))
    assert CAC not in steps(leak(), pack("EU"))


def test_where_no_authority_is_named_there_is_one_step_as_it_is_written():
    assert "tell_authority" in steps(leak(), pack("US"))
    assert "refer_out" not in steps(leak(), pack("CN"))
    assert "report_unlawful" in steps(a_case(first=opened("CV.VIO", "S2")), pack("CN"))


def test_in_india_two_authorities_are_told_apart():
    assert {"tell_authority:in_board", "tell_authority:in_cert"} <= steps(leak(), pack("IN")).keys()


def test_what_comes_after_the_report_comes_after_every_report():
    case = a_case(first=opened("MN.SEX.GROOM", "S0"))
    after = steps(case, pack("CN"))["call_back"].after
    assert after == ("report_authority:cn_cyberspace_children", "report_authority:cn_police")
    assert steps(case, pack("IN"))["call_back"].after == ("report_authority:in_police",)
    shown = a_case(first=opened("CV.SEX.MINOR", "S0"))
    assert steps(shown, pack("IN"))["call_back"].after == ("report_authority:in_police",)
    assert steps(case, pack("US"))["call_back"].after == ("report_authority:us_ncmec",)


def test_a_clock_stops_by_the_report_to_its_own_authority_and_no_other():
    assert running(leak()) == {"cn_incident_report": True, "eu_gdpr_breach": True}
    assert running(leak(told(CAC))) == {"cn_incident_report": False, "eu_gdpr_breach": True}
    assert running(leak(told(DPA))) == {"cn_incident_report": True, "eu_gdpr_breach": False}
    assert running(leak(told(DPA), told(CAC))) == {"cn_incident_report": False, "eu_gdpr_breach": False}


def test_where_it_was_nothing_no_authority_is_owed_anything():
    nothing = facts.StepDone(step="tell_authority", marks=("reported",), words=words())
    assert running(leak(nothing)) == {"cn_incident_report": False, "eu_gdpr_breach": False}


def test_what_waits_since_a_report_waits_since_the_last_one():
    case = leak(told(CAC), told(DPA))
    step = replace(steps(case, both())["contain"], since="reported", wait=timedelta(hours=72))
    assert following.due_from(case, step) == case.moved[-1][1] + timedelta(hours=72)
    assert case.moved[-1][0] == "reported:eu_data_protection"


def test_a_report_without_a_receipt_is_none():
    step = steps(leak(), both())[DPA]
    with pytest.raises(Refused) as refused:
        playbooks.receipt_of(step, {"note": "打过电话", "receipt": "  "})
    assert (refused.value.code, refused.value.facts["why"]) == (No.STEP_NEEDS_EVIDENCE, "receipt")
    assert playbooks.receipt_of(step, {"receipt": " IE-4471 "}) == "IE-4471"
    assert playbooks.receipt_of(steps(leak(), both())["contain"], {}) is None


def test_each_report_is_named_with_its_authority():
    found = playbooks.title_of(DPA, both())
    assert found is not None
    assert found.en == "Tell the authority in time: the data protection authority"
    plain = playbooks.title_of("contain", both())
    assert plain is not None
    assert plain.zh.startswith("先堵口子")
    assert playbooks.title_of("unheard_of", both()) is None


def decided(outcome: str, *after: Any) -> Case:
    ruled = (proposed(outcome=outcome), facts.Decided(no=1, outcome=outcome, orders=()))
    return leak(*ruled, *after)


def test_a_case_that_owes_two_reports_is_held_until_each_is_made_or_left_out():
    held = {step.id for step in playbooks.open_steps(decided("granted"), both(), before="close")}
    assert {CAC, DPA} <= held
    one = decided("granted", told(CAC))
    assert {CAC, DPA} & {step.id for step in playbooks.open_steps(one, both(), before="close")} == {DPA}
    over = decided("granted", told(CAC), facts.StepSkipped(step=DPA, words=words()))
    assert not {CAC, DPA} & {step.id for step in playbooks.open_steps(over, both(), before="close")}


@pytest.mark.parametrize(
    ("case", "lead"),
    [
        pytest.param(leak(), True, id="nothing decided yet"),
        pytest.param(decided("granted"), True, id="something leaked"),
        pytest.param(decided("refused"), False, id="nothing leaked"),
        pytest.param(
            decided(
                "refused", facts.Appealed(no=1, decision=1, side="complainant", letter=LETTER, words=words())
            ),
            True,
            id="whether something did is looked at again",
        ),
    ],
)
def test_a_lead_leaves_a_report_out_but_where_a_decision_found_nothing(case: Case, lead: bool):
    step = steps(case, both())[DPA] if not case.on_appeal else steps(leak(), both())[DPA]
    assert following.takes_lead(case, step, now=START + ALL) is lead
