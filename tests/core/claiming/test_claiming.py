"""Whoever gets the next claim to an account sees the others, and what was tried."""

from datetime import timedelta

import pytest

from ombud.core import claiming, facts
from ombud.core.refusals import No
from tests.cast import MEI, START, a_case, proposed, words

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


def _decided(outcome: str, *more: facts.CaseFact) -> tuple[facts.CaseFact, ...]:
    decided = facts.Decided(no=1, outcome=outcome, orders=())
    return facts.Assigned(agent=MEI, how="next"), proposed(outcome=outcome), decided, *more


def test_a_claim_that_was_refused_came_from_outside_and_counts_until_it_is_looked_at_again() -> None:
    refused, granted = a_case(*_decided("refused")), a_case(*_decided("granted"))
    again = facts.Appealed(no=1, decision=1, side="complainant", letter=MEI, words=words())
    talked = a_case(facts.Noted(words=words(1), attempt=True), *_decided("refused"))
    asked = [
        len(claiming.attempts(one)) for one in (refused, granted, talked, a_case(*_decided("refused", again)))
    ]
    assert asked == [1, 0, 2, 0]


def test_what_is_refused_to_an_agent_for_want_of_proof_is_known_by_name() -> None:
    assert frozenset({No.NEEDS_VERIFICATION, No.SCORE_TOO_LOW}) == claiming.UNPROVED
