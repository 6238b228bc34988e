"""Whoever comes back to an account that went back to its owner is seen, and the owner's own evening is nobody's alarm."""

from dataclasses import replace
from datetime import timedelta

import pytest

from ombud.adapters.platform.contract import Change
from ombud.core import watching
from tests.cast import START

THEN = START + timedelta(days=1)


@pytest.mark.parametrize(
    ("change", "odd"),
    [
        pytest.param(Change("c", THEN, "login"), False, id="the owner logs in on their own telephone"),
        pytest.param(Change("c", THEN, "login", strange=True), True, id="a strange device"),
        pytest.param(Change("c", THEN, "factor"), True, id="another telephone is linked"),
        pytest.param(Change("c", THEN, "payee"), True, id="the money goes elsewhere"),
        pytest.param(Change("c", THEN, "name"), False, id="another name"),
        pytest.param(Change("c", THEN, "factor", order="07ab"), False, id="by an order of ours"),
        pytest.param(Change("c", START, "payee", strange=True), False, id="before it was back"),
    ],
)
def test_what_is_odd_on_a_watched_account_is_told(change, odd) -> None:
    assert watching.odd((change,), since=START) == (("c",) if odd else ())


def test_it_is_told_in_the_order_in_which_it_happened() -> None:
    late = Change("late", THEN, "payee")
    assert watching.odd((late, replace(late, id="early", at=START + timedelta(hours=1))), since=START) == (
        "early",
        "late",
    )
