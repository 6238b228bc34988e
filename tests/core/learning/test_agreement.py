"""How far two agree: golden values of the papers, and what holds of all tables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ombud.core.agreement import agreement, share

SKEWED = [("+", "+")] * 118 + [("+", "-")] * 5 + [("-", "+")] * 2
"""Gwet 2002: two raters who agree about 118 of 125, and chance would have it that they hardly do."""
COHEN = [("A", "A")] * 20 + [("A", "B")] * 5 + [("B", "A")] * 10 + [("B", "B")] * 15


@pytest.mark.parametrize(
    ("pairs", "observed", "kappa", "ac1"),
    [
        pytest.param(SKEWED, 0.944, -0.0234, 0.9408, id="nearly all alike: kappa says nothing, AC1 does"),
        pytest.param(COHEN, 0.7, 0.4, 0.4059, id="a table where both say nearly the same"),
        pytest.param([("a", "a"), ("b", "b"), ("c", "c")], 1.0, 1.0, 1.0, id="three kinds, all agree"),
        pytest.param([("a", "b"), ("b", "a")], 0.0, -1.0, -1.0, id="never"),
    ],
)
def test_kappa_and_ac1_are_those_of_the_papers(pairs, observed, kappa, ac1):
    found = agreement(pairs)
    assert found is not None
    assert (round(found.observed, 4), round(found.kappa, 4), found.n) == (observed, kappa, len(pairs))
    assert round(found.ac1, 4) == ac1


def test_where_all_said_the_same_chance_explains_it_and_kappa_is_not_made_up():
    found = agreement([("a", "a")] * 9)
    assert (found.observed, found.kappa, found.ac1) == (1.0, None, 1.0)
    assert agreement([]) is None


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1))
def test_nobody_agrees_more_than_fully_and_order_does_not_matter(pairs):
    found, turned = agreement(pairs), agreement([(other, one) for one, other in reversed(pairs)])
    for name in ("observed", "kappa", "ac1"):
        mine, other = getattr(found, name), getattr(turned, name)
        assert mine is None or -1 - 1e-9 <= mine <= 1 + 1e-9
        assert mine == pytest.approx(other)


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [
        pytest.param(0, 10, 0.0, 0.2775, id="none of ten is not never"),
        pytest.param(1, 20, 0.0089, 0.2361, id="one of twenty"),
        pytest.param(10, 10, 0.7225, 1.0, id="all of ten is not always"),
        pytest.param(0, 0, 0.0, 1.0, id="of nothing nothing is known"),
    ],
)
def test_a_share_says_how_little_a_few_cases_tell(k, n, low, high):
    found = share(k, n)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)
