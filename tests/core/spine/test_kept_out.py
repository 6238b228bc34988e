"""Does somebody who is kept out of a case neither act in it nor get it, and does that end?"""

import pytest

from ombud.core import facts
from ombud.core.case import Status
from ombud.core.refusals import No, Refused
from tests.cast import JUN, MEI, START, ZHOU, a_case, proposed, words

OUT = facts.KeptOut(agent=MEI, words=words())
IN_AGAIN = facts.LetIn(agent=MEI, words=words())
LEAD = f"agent:{ZHOU}"


@pytest.mark.parametrize(
    "fact",
    [
        facts.Noted(words=words()),
        facts.LetIn(agent=MEI, words=words()),
        facts.Graded(severity="S1", why="x"),
        facts.Withheld(side="account", ground="safety", approver=MEI, review_at=START),
    ],
    ids=lambda fact: type(fact).__name__,
)
def test_nothing_they_do_is_ever_written(fact):
    with pytest.raises(Refused) as no:
        a_case((OUT, LEAD), (fact, f"agent:{MEI}"))
    assert no.value.code is No.KEPT_OUT


@pytest.mark.parametrize(
    "fact",
    [
        facts.Assigned(agent=MEI, how="next"),
        facts.Granted(grant=JUN, agent=MEI, words=words(), until=START),
    ],
    ids=lambda fact: type(fact).__name__,
)
def test_nobody_puts_it_into_their_hands(fact):
    with pytest.raises(Refused) as no:
        a_case((OUT, LEAD), (fact, LEAD))
    assert no.value.code is No.KEPT_OUT
    assert a_case((OUT, LEAD), (facts.Assigned(agent=JUN, how="next"), LEAD)).agent == JUN


def test_nor_is_a_proposal_offered_to_them_to_sign():
    held = (facts.Assigned(agent=JUN, how="next"), proposed(agent=JUN))
    with pytest.raises(Refused) as no:
        a_case(*held, (OUT, LEAD), (facts.OfferedToSign(agent=MEI), "chore:test"))
    assert no.value.code is No.KEPT_OUT


def test_it_ends_when_somebody_else_lets_them_in():
    case = a_case((OUT, LEAD), (IN_AGAIN, LEAD), (facts.Assigned(agent=MEI, how="next"), LEAD))
    assert (case.kept_out, case.agent, case.status) == (frozenset(), MEI, Status.IN_HAND)
