"""What one person leaves out another stands behind: they read a reason, and have no hand in what is decided."""

import json
from types import MappingProxyType

import pytest

from ombud.core import facts
from ombud.core.decisions import Signer, why_not_sign
from ombud.core.following import may_stand_behind
from ombud.core.learning import check_fresh
from ombud.core.pack.approvals import LEFT_OUT, STOOD_BEHIND, ApprovalFacts, asks_for_second, level
from ombud.core.pack.parse import from_plain
from ombud.core.playbooks import CLOSE, DECISION, alone_left_out, left_out
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import Outcome, Role
from tests.cast import AN, JUN, LETTER, LIN, MEI, ZHOU, a_case, order, pack, proposed, words

LEFT = facts.StepSkipped(step="lower_rung", words=words())
LATER = facts.StepSkipped(step="report_unlawful", words=words())
TAKEN = facts.Assigned(agent=MEI, how="next")
DECIDED = (proposed(), facts.Decided(no=1, outcome="violation", orders=(order(),)))
FILED = facts.Appealed(no=1, decision=1, side="account", letter=LETTER, words=words())


def by(agent, fact):
    return (fact, f"agent:{agent}")


def appealed(agent, *before):
    """The appeal of a decision before which 梅 Mei left a step out is in this agent's hands."""
    return a_case(TAKEN, LEFT, *before, *DECIDED, FILED, by(agent, facts.Assigned(agent=agent, how="next")))


def test_whoever_stands_behind_it_has_no_hand_in_the_decision_and_a_first_one_has():
    second = a_case(TAKEN, LEFT, by(ZHOU, LEFT))
    assert (second.steps_left, second.prepared, second.took_part()) == ({}, {MEI}, {MEI})
    assert second.have_stood == {ZHOU}
    first = a_case(TAKEN, by(ZHOU, LEFT))
    assert ZHOU in first.took_part(), "whoever leaves it out first did decide that"


def test_somebody_else_who_has_the_case_now_works_on_it_and_reads_no_reason_only():
    handed = a_case(
        TAKEN,
        LEFT,
        facts.Returned(agent=MEI, why="shift_end"),
        by(JUN, facts.Assigned(agent=JUN, how="next")),
        by(JUN, LEFT),
    )
    assert (handed.steps_left, handed.took_part()) == ({}, {MEI, JUN})


def test_whoever_stood_behind_it_may_sign_and_judges_the_appeal_with_another_only():
    signs = a_case(TAKEN, LEFT, by(ZHOU, LEFT), proposed(signers=1, level="A2"))
    lead = Signer(agent=ZHOU, roles=frozenset({"lead"}))
    assert why_not_sign(signs, lead, pack=pack()) is None
    fresh, stood = appealed(JUN, by(ZHOU, LEFT)), appealed(ZHOU, by(ZHOU, LEFT))
    assert STOOD_BEHIND not in left_out(fresh, pack())
    assert STOOD_BEHIND in left_out(stood, pack())
    alone, two = (
        level(pack(), category="CV.SEX.ADULT", measures=[], facts=ApprovalFacts(stood_behind=true))
        for true in (False, True)
    )
    assert (alone < "A2", two) == (True, "A2")


@pytest.mark.parametrize(
    ("proposes", "why"),
    [
        pytest.param(JUN, None, id="beside a fresh one"),
        pytest.param(ZHOU, No.HAND_IN_IT, id="two who stood behind it"),
    ],
)
def test_of_those_who_judge_an_appeal_one_stood_behind_nothing(proposes, why):
    other = facts.StepSkipped(step="exceptions", words=words())
    stood = (by(ZHOU, LEFT), other, by(AN, other))
    case = a_case(
        TAKEN,
        LEFT,
        *stood,
        *DECIDED,
        FILED,
        by(proposes, facts.Assigned(agent=proposes, how="next")),
        by(proposes, proposed(no=2, agent=proposes, appeal=1, ruling="upheld", signers=1, level="A2")),
    )
    no = why_not_sign(case, Signer(agent=AN, roles=frozenset({"senior"})), pack=pack())
    assert (no.code if no else None) is why
    assert why_not_sign(case, Signer(agent=LIN, roles=frozenset({"senior"})), pack=pack()) is None, (
        "a fresh one"
    )


def test_whoever_stood_behind_it_later_takes_no_blind_second_look_and_judges_no_appeal_alone():
    case = a_case(TAKEN, *DECIDED, LATER, by(ZHOU, LATER))
    assert (ZHOU in case.took_part(), case.stood) == (False, {(1, ZHOU)})
    with pytest.raises(Refused) as no:
        check_fresh(case, ZHOU)
    assert no.value.code is No.HAND_IN_IT
    check_fresh(case, JUN)
    asked = a_case(
        TAKEN, *DECIDED, LATER, by(ZHOU, LATER), FILED, by(ZHOU, facts.Assigned(agent=ZHOU, how="next"))
    )
    assert asked.stood_behind == {ZHOU}


@pytest.mark.parametrize(
    ("roles", "asked", "may"),
    [
        pytest.param({"lead"}, Role.LEAD, True, id="a lead"),
        pytest.param({"senior"}, Role.LEAD, False, id="a senior, where a lead is there"),
        pytest.param({"senior"}, Role.SENIOR, True, id="a senior, where no other lead is"),
        pytest.param({"agent"}, Role.SENIOR, False, id="an agent"),
    ],
)
def test_a_lead_is_asked_or_where_no_other_is_there_whoever_may_sign(roles, asked, may):
    case = a_case(TAKEN, *DECIDED, LATER)
    assert may_stand_behind(case, LATER.step, JUN, roles=frozenset(roles), asked=asked) is may
    assert not may_stand_behind(case, LATER.step, MEI, roles=frozenset({"lead"}), asked=asked), "it was her"
    assert not may_stand_behind(case, "copies", JUN, roles=frozenset({"lead"}), asked=asked), (
        "nobody left it out"
    )
    out = a_case(TAKEN, *DECIDED, LATER, facts.KeptOut(agent=JUN, words=words()))
    assert not may_stand_behind(out, LATER.step, JUN, roles=frozenset({"lead"}), asked=asked)


def stored_before():
    """The shipped rules as they were stored before anybody stood behind what another left out."""
    plain = json.loads(pack().compiled)
    for name in ("left_out", "stood_behind"):
        del plain["approvals"][name]
    for book in plain["playbooks"].values():
        for step in book["steps"]:
            for key in ("inputs", "tool", "example"):
                step.pop(key, None)
            if step.get("when_decided") == [Outcome.GRANTED]:
                del step["when_decided"]
                step["if_granted"] = True
            if step.get("mandatory", True):
                step.setdefault("skip", "reason")
    return from_plain(plain)


def test_a_pack_from_before_is_read_and_its_cases_are_left_out_of_as_they_were():
    old = stored_before()
    assert (asks_for_second(old), asks_for_second(pack())) == (False, True)
    case = a_case(TAKEN, LEFT, *DECIDED, LATER)
    for before in (DECISION, CLOSE):
        assert alone_left_out(case, old, before=(before,)) == ()
    assert [one.id for one in alone_left_out(case, pack(), before=(CLOSE,))] == [LATER.step]
    undecided = a_case(TAKEN, LEFT)
    assert (LEFT_OUT in left_out(undecided, old), LEFT_OUT in left_out(undecided, pack())) == (False, True)


def test_what_a_pack_from_before_asked_for_where_it_was_granted_is_asked_for_then():
    old, new = stored_before(), pack()
    asked = {one.id: one.when_decided for one in old.playbook("UF.REPORT_IGNORED").steps}
    assert asked == {one.id: one.when_decided for one in new.playbook("UF.REPORT_IGNORED").steps}
    assert asked["opened_anew"] == ("granted",)
    assert old.digest != new.digest
    assert isinstance(old.playbooks, MappingProxyType)
