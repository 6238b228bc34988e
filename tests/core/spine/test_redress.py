"""A rule of the host's was wrong: who may say so, what is ordered, and when it goes on."""

from dataclasses import replace

import pytest

from ombud.core import enforcement, facts, redress
from ombud.core.redress import Rule
from ombud.core.refusals import No, Refused
from tests.cast import ACCOUNT, MEI, START, SUBJECT, ZHOU, a_case, proposed, words

RULE = Rule(platform="clips", clause="CLIPS.3.2", model="clips-auto", version="2026.10")
LEAD = frozenset({"lead"})
BACK = (facts.Chosen(measure="R", target=SUBJECT, host_decision="hd-1"),)
TAKEN = (facts.Assigned(agent=MEI, how="next"), f"agent:{MEI}")


def decided(*more, **said):
    whole = {"outcome": "granted", "measures": BACK, "signers": 0, **said}
    fact = facts.Decided(no=1, outcome=whole["outcome"], orders=())
    return a_case(TAKEN, (proposed(**whole), f"agent:{MEI}"), fact, *more)


def begun(case):
    pause = redress.pause(case, ACCOUNT)
    return facts.RedressBegun(pause=pause, since=START, agent=ZHOU, words=words())


def asks(case, **said):
    whole = {"rule": RULE, "by": ZHOU, "roles": LEAD, "reason": "误判", **said}
    return redress.check(case, whole.pop("rule"), **whole)


@pytest.mark.parametrize(
    ("case", "said", "no"),
    [
        pytest.param(decided(), {"roles": frozenset({"senior"})}, No.SIGNER_ROLE, id="no lead"),
        pytest.param(decided(), {"by": MEI}, No.HAND_IN_IT, id="who decided it"),
        pytest.param(decided(), {"reason": " "}, No.NEEDS_REASON, id="no reason"),
        pytest.param(a_case(TAKEN), {}, No.NOT_IN_THIS_STATE, id="not decided yet"),
        pytest.param(decided(), {"rule": None}, No.NOT_IN_THIS_STATE, id="no decision of the host's"),
        pytest.param(decided(), {"rule": replace(RULE, model="")}, No.NOT_IN_THIS_STATE, id="no machine"),
        pytest.param(decided(outcome="refused", measures=()), {}, No.NOT_DECIDED, id="it stands"),
        pytest.param(decided(measures=()), {}, No.NOT_DECIDED, id="nothing was reversed"),
        pytest.param(decided(begun(decided())), {}, No.ALREADY_DONE, id="begun already"),
    ],
)
def test_who_may_not_begin_and_when(case, said, no):
    with pytest.raises(Refused) as refused:
        asks(case, **said)
    assert refused.value.code is no


def test_a_lead_without_a_hand_in_it_pauses_the_rule_and_lets_it_go_on_once_it_is_mended():
    case = decided()
    assert asks(case) == RULE
    fact = begun(case)
    paused = decided(fact)
    assert (fact.pause.measure, fact.pause.target) == (redress.PAUSE, ACCOUNT)
    assert fact.pause.key in paused.orders
    assert not redress.is_resumed(paused)
    found = redress.check_resumes(paused, roles=LEAD, reason="改好了")
    order = redress.resumed(found)
    assert (order.do, order.key) == ("lift", enforcement.lift_key(fact.pause.key))
    over = decided(fact, facts.RuleResumed(order=order, words=words()))
    assert redress.is_resumed(over)
    for it, roles, reason, no in (
        (over, LEAD, "改好了", No.ALREADY_DONE),
        (case, LEAD, "改好了", No.ALREADY_DONE),
        (paused, frozenset({"agent"}), "改好了", No.SIGNER_ROLE),
        (paused, LEAD, "", No.NEEDS_REASON),
    ):
        with pytest.raises(Refused) as refused:
            redress.check_resumes(it, roles=roles, reason=reason)
        assert refused.value.code is no


def test_a_rule_is_named_by_clause_machine_and_version():
    assert RULE.external == "CLIPS.3.2/clips-auto/2026.10"
    assert len(replace(RULE, version="x" * 400).external) == 256
