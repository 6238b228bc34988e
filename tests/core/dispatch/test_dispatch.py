"""The house picks the case: who may have it, and which is next."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ombud.core.dispatch import (
    NO_PROMISE,
    Candidate,
    Wanted,
    first_for,
    may_take,
    next_page_at,
    pages,
    queue_key,
)
from ombud.core.pack.types import Paging
from ombud.core.refusals import No

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
MEI, JUN = UUID(int=1), UUID(int=2)
LANE = "minors.zh.senior"

CASE = Wanted(
    case=UUID(int=9),
    lane=LANE,
    lang="zh",
    s0=False,
    start_by=NOW + HOUR,
    opened_at=NOW - HOUR,
    exposure="E4",
    clearances=frozenset({"minors"}),
    parties=frozenset({"tao", "lan"}),
    hands=frozenset({JUN}),
)
AGENT = Candidate(
    agent=MEI,
    present=True,
    lanes=MappingProxyType({LANE: NOW + HOUR}),
    langs=frozenset({"zh"}),
    clearances=frozenset({"minors"}),
    ties=frozenset({"mei"}),
)


@pytest.mark.parametrize(
    ("case", "agent", "refused"),
    [
        pytest.param({}, {}, None, id="everything fits"),
        pytest.param({}, {"present": False}, No.ON_A_BREAK, id="on a break"),
        pytest.param({"s0": True}, {"present": False}, No.ON_A_BREAK, id="on a break, even for a danger"),
        pytest.param({}, {"lanes": {}}, No.NOT_CERTIFIED, id="never certified for this lane"),
        pytest.param({}, {"lanes": {LANE: NOW}}, No.NOT_CERTIFIED, id="certificate ended this very moment"),
        pytest.param({}, {"langs": frozenset({"en"})}, No.NO_LANGUAGE, id="does not read Chinese"),
        pytest.param({"lang": "und"}, {"langs": frozenset()}, None, id="a language nobody here reads"),
        pytest.param({}, {"clearances": frozenset()}, No.NO_CLEARANCE, id="no clearance for minors"),
        pytest.param(
            {"clearances": frozenset()}, {"clearances": frozenset()}, None, id="a case that needs none"
        ),
        pytest.param({}, {"agent": JUN}, No.HAND_IN_IT, id="took part in the decision under appeal"),
        pytest.param({}, {"ties": frozenset({"tao"})}, No.CONFLICT, id="a relation is the accused"),
        pytest.param(
            {"s0": True}, {"ties": frozenset({"lan"})}, No.CONFLICT, id="or the complainant, S0 or not"
        ),
        pytest.param({}, {"tired_of": frozenset({"E4"})}, No.DOSE_SPENT, id="enough for today"),
        pytest.param({}, {"tired_of": frozenset({"E5"})}, None, id="enough of worse things only"),
        pytest.param(
            {"s0": True}, {"tired_of": frozenset({"E4"})}, None, id="a danger may pass the soft cap"
        ),
        pytest.param({}, {"rests_from": frozenset({"E4"})}, No.RESTING, id="rests"),
        pytest.param(
            {"s0": True}, {"rests_from": frozenset({"E4"})}, No.RESTING, id="rests, and a danger is others'"
        ),
        pytest.param({"exposure": "E1"}, {"rests_from": frozenset({"E4"})}, None, id="rests, and it is mild"),
        pytest.param({"s0": True}, {"closed_to": frozenset({"E4"})}, No.DOSE_SPENT, id="never the hard one"),
    ],
)
def test_who_may_have_a_case(case, agent, refused):
    assert may_take(replace(CASE, **case), replace(AGENT, **agent), now=NOW) is refused


@pytest.mark.parametrize(
    ("first", "then"),
    [
        pytest.param(
            {"s0": True, "start_by": NOW + 9 * HOUR}, {"start_by": NOW}, id="danger before any deadline"
        ),
        pytest.param({"start_by": NOW}, {"start_by": NOW + HOUR}, id="the smaller slack"),
        pytest.param({"opened_at": NOW - 2 * HOUR}, {}, id="of two equal ones the older"),
        pytest.param({"start_by": NOW}, {"start_by": None, "opened_at": NOW}, id="a promise before none"),
        pytest.param(
            {"start_by": None, "opened_at": NOW - NO_PROMISE}, {"start_by": NOW + HOUR}, id="none starves"
        ),
    ],
)
def test_which_case_is_next(first, then):
    one, other = replace(CASE, **first), replace(CASE, **then)
    assert queue_key(one) < queue_key(other)
    assert first_for(AGENT, (other, one), now=NOW) == one


def test_a_case_that_is_not_for_them_is_passed_over():
    refused = replace(CASE, s0=True, lang="en")
    assert first_for(AGENT, (refused, CASE), now=NOW) == CASE
    assert first_for(AGENT, (refused,), now=NOW) is None


cases = st.lists(
    st.builds(
        lambda s0, gap, lang: replace(CASE, s0=s0, start_by=NOW + gap * HOUR, lang=lang),
        st.booleans(),
        st.integers(-50, 50),
        st.sampled_from(["zh", "en"]),
    ),
    max_size=12,
)


@given(waiting=cases, order=st.randoms(use_true_random=False))
def test_nobody_fitting_waits_behind_somebody_less_urgent(waiting, order):
    found = first_for(AGENT, waiting, now=NOW)
    fitting = [one for one in waiting if may_take(one, AGENT, now=NOW) is None]
    assert (found is None) is (not fitting)
    assert all(queue_key(found) <= queue_key(one) for one in fitting)
    order.shuffle(waiting)
    again = first_for(AGENT, waiting, now=NOW)
    assert found is again is None or queue_key(again) == queue_key(found)


PAGING = Paging(lead_after=timedelta(minutes=2), deputy_after=timedelta(minutes=5))


@pytest.mark.parametrize(
    ("minutes", "paged", "woken", "then"),
    [
        pytest.param(1, (), (), 2, id="two minutes for the lane"),
        pytest.param(2, (), ("lead",), 2, id="then the duty lead"),
        pytest.param(4, ("lead",), (), 5, id="once"),
        pytest.param(5, ("lead",), ("deputy",), 5, id="then the deputy"),
        pytest.param(9, (), ("lead", "deputy"), 2, id="a late sweep wakes both"),
        pytest.param(9, ("lead", "deputy"), (), None, id="nobody twice"),
    ],
)
def test_a_danger_nobody_took_wakes_people(minutes, paged, woken, then):
    now = NOW + timedelta(minutes=minutes)
    assert pages(NOW, paging=PAGING, now=now, paged=frozenset(paged)) == woken
    expected = None if then is None else NOW + timedelta(minutes=then)
    assert next_page_at(NOW, paging=PAGING, paged=frozenset(paged)) == expected
