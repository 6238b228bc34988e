"""Is a step over that tells others something, and who says so?"""

import pytest

from ombud.core import besides, enforcement, facts, playbooks
from ombud.core.following import by_itself
from ombud.core.refusals import No, Refused
from tests import cast
from tests.cast import MEI, SUBJECT, a_case, opened, pack, proposed, words

CORRECT = pack().playbooks["misinformation"].step("correct_reach")
SAID = facts.Chosen(measure="C.SEEN", target=SUBJECT, words=words(8))


def decided(outcome: str = "violation", *more: facts.CaseFact):
    """A case about a falsehood whose decision has it corrected, up to then and with what follows."""
    proposal = proposed(outcome=outcome, measures=(SAID,), signers=0)
    before = a_case(facts.Assigned(agent=MEI, how="next"), first=opened("MI.HEALTH"))
    ordered = enforcement.orders_of(before, no=1, chosen=(SAID,), clause=None, pack=pack())
    made = facts.Decided(no=1, outcome=outcome, orders=ordered)
    told = facts.Assigned(agent=MEI, how="next")
    return a_case(told, proposal, made, *more, first=opened("MI.HEALTH")), ordered[0]


@pytest.mark.parametrize(
    ("reached", "over"),
    [
        pytest.param(5, True, id="five were told"),
        pytest.param(0, True, id="nobody had seen it, and the host says so"),
        pytest.param(None, False, id="the host did it and says no number"),
    ],
)
def test_a_correction_is_brought_by_the_hosts_number_alone(reached, over):
    _, order = decided()
    case, _ = decided("violation", facts.Confirmed(key=order.key, reached=reached))
    assert [step.id for step, _, _ in by_itself(case, pack())] == (["correct_reach"] if over else [])
    with pytest.raises(Refused) as no:
        playbooks.check_done(case, CORRECT, shows=True, concerns=None)
    assert no.value.code is No.STEP_NEEDS_EVIDENCE, "nobody ticks it"


@pytest.mark.parametrize(
    ("outcome", "owed"),
    [
        pytest.param("violation", True, id="a falsehood"),
        pytest.param("no_violation", False, id="true after all: there is nothing to correct"),
    ],
)
def test_a_correction_is_owed_where_something_was_wrong(outcome, owed):
    case, _ = decided(outcome)
    assert playbooks.applies(case, CORRECT) is owed


def test_a_number_for_what_tells_nobody_anything_brings_no_correction():
    made = facts.Decided(no=1, outcome="violation", orders=(cast.order("k1"),))
    case = a_case(
        facts.Assigned(agent=MEI, how="next"),
        proposed(signers=0),
        made,
        facts.Confirmed(key="k1", reached=5),
        first=opened("MI.HEALTH"),
    )
    assert by_itself(case, pack()) == ()


def test_the_order_names_where_the_words_lie_and_its_lift_says_nothing():
    _, order = decided()
    assert besides.asked(order) == {"words": str(SAID.words.id)}
    (lift,) = enforcement.lifts(a_case(), (order,))
    assert (lift.do, lift.words) == ("lift", None)


@pytest.mark.parametrize("found", [(), ("scam_found",)])
def test_a_fan_is_warned_only_where_somebody_was_tricked(found):
    step = pack().playbooks["impersonation"].step("warn_fans")
    case = a_case(
        facts.Assigned(agent=MEI, how="next"),
        proposed(signers=0),
        facts.Decided(no=1, outcome="violation", orders=()),
        facts.Established(source="agent", facts=found),
        first=opened("IM.PERSON"),
    )
    assert playbooks.applies(case, step) is bool(found)
