"""Who is called when a second person does not answer, and when do the calls end?"""

from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType

import pytest

from ombud.core import calls, facts
from ombud.core.case import SIGNATURE
from tests.cast import JUN, MEI, START, a_case, opened, pack, proposed, words

TAKEN = facts.Assigned(agent=MEI, how="next")
ASKED = START + timedelta(minutes=3)
"""When the proposal was written."""


def waiting(code="CV.SEX.ADULT", severity="S2", *more, level="A2"):
    return a_case(TAKEN, proposed(signers=1, level=level), *more, first=opened(code, severity))


def called(times):
    return tuple((facts.Paged(role="lead", about=SIGNATURE), "chore:page") for _ in range(times))


@pytest.mark.parametrize(
    ("severity", "level", "limit"),
    [
        pytest.param("S0", "A2", timedelta(hours=1), id="danger to life"),
        pytest.param("S1", "A3", timedelta(hours=4), id="severe"),
        pytest.param("S2", "A4", timedelta(hours=48), id="counsel takes longer"),
        pytest.param("S4", "A2", timedelta(hours=72), id="every other"),
    ],
)
def test_each_level_has_a_time_limit_by_severity(severity, level, limit):
    case = waiting("CV.SEX.ADULT", severity, level=level)
    assert calls.sign_by(case, pack=pack()) == ASKED + limit


def test_the_lead_is_called_when_time_is_up_then_the_deputy_and_then_nobody():
    found = [list(calls.following(waiting("CV.SEX.ADULT", "S2", *called(n)), pack=pack())) for n in range(4)]
    due = ASKED + timedelta(hours=24)
    assert [[(one.at, one.role, one.no) for one in several] for several in found] == [
        [(due, "lead", 0)],
        [(due + timedelta(minutes=15), "deputy", 1)],
        [],
        [],
    ]


@pytest.mark.parametrize(
    ("code", "severity"),
    [("SH.SUICIDE", "S0"), ("MN.BULLY", "S2"), ("CV.SEX.MINOR", "S1")],
    ids=["danger to life", "a bullied child", "a child in a film"],
)
def test_in_danger_and_for_a_child_the_calls_go_on_until_somebody_answers(code, severity):
    (call,) = calls.following(waiting(code, severity, *called(5)), pack=pack())
    assert (call.role, call.no) == ("deputy", 5)
    declined = (facts.Declined(no=1, agent=JUN, words=words()), f"agent:{JUN}")
    assert list(calls.following(waiting(code, severity, *called(5), declined), pack=pack())) == []


def test_what_waits_for_nobody_calls_nobody_and_a_new_proposal_starts_anew():
    assert list(calls.following(a_case(TAKEN), pack=pack())) == []
    assert calls.sign_by(waiting(level="A0"), pack=pack()) is None
    offered = facts.OfferedToSign(agent=JUN)
    declined = (facts.Declined(no=1, agent=JUN, words=words()), f"agent:{JUN}")
    again = (*called(2), offered, declined, TAKEN, proposed(signers=1, level="A2"))
    (call,) = calls.following(waiting("CV.SEX.ADULT", "S2", *again), pack=pack())
    assert (call.role, call.no) == ("lead", 0)


def test_after_a_pause_the_calls_go_on_at_their_pace_and_are_not_made_up_for():
    case = waiting("SH.SUICIDE", "S0", *called(1))
    late = ASKED + timedelta(days=5)
    case = replace(case, called_at=MappingProxyType({SIGNATURE: late}))
    (call,) = calls.following(case, pack=pack())
    assert (call.at, call.no) == (late + timedelta(minutes=15), 1)
    in_time = replace(case, called_at=MappingProxyType({SIGNATURE: ASKED + timedelta(hours=1)}))
    (call,) = calls.following(in_time, pack=pack())
    assert call.at == ASKED + timedelta(hours=1, minutes=15)
