"""Whoever gets the next claim to an account sees the others, and what was tried."""

from datetime import timedelta

import pytest

from ombud.core import claiming, facts
from tests.cast import START, a_case, words

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("days", "attempts", "recent", "tells"),
    [
        pytest.param((0,), 0, 1, False, id="one claim is a person in need"),
        pytest.param((0, 9), 0, 1, False, id="an old one is another story"),
        pytest.param((0, 2, 5), 0, 3, True, id="the third in five days"),
        pytest.param((0,), 2, 1, True, id="somebody tried to talk us into it"),
    ],
)
def test_the_third_claim_in_five_days_is_told_and_the_first_is_not(days, attempts, recent, tells) -> None:
    received = [START - day * DAY for day in days]
    tried = [START - no * DAY for no in range(attempts)]
    found = claiming.claims(received, tried, now=START)
    assert (found.recent, found.attempts, found.tells) == (recent, attempts, tells)
    assert found.last_attempt == (START if attempts else None)


def test_a_case_remembers_attempts_and_no_other_note() -> None:
    case = a_case(facts.Noted(words=words()), facts.Noted(words=words(1), attempt=True))
    assert len(case.attempts) == 1
