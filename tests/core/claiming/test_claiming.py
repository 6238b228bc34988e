"""Whoever gets the next claim to an account sees the others, and what was tried."""

from datetime import timedelta

import pytest

from ombud.core import claiming, facts
from ombud.core.refusals import No
from tests.cast import COMPLAINT, MEI, START, a_case, order, proposed, words

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


def test_whoever_has_the_next_claim_hears_that_it_went_back_before_and_when_it_did_last() -> None:
    back = (None, START - DAY, START - 3 * DAY)
    found = claiming.claims([START], [], back=back, now=START)
    assert (found.given_back, found.tells) == (START - DAY, True)
    assert claiming.claims([START], [], back=(None,), now=START).given_back is None


def test_an_account_is_back_once_it_was_ordered_and_not_while_it_cools_down() -> None:
    gives, taken = order("r1", measure="R"), facts.Assigned(agent=MEI, how="next")
    waits = facts.Announced(orders=(gives,), at=START + DAY, tell_by=START, laws=())
    given = proposed(outcome="granted", gives_to=COMPLAINT)
    announced = facts.Decided(no=1, outcome="granted", orders=(), announced=waits)
    took = facts.TookEffect(decision=1, orders=(gives,))
    assert claiming.went_back(a_case(taken, given, announced)) is None
    assert claiming.went_back(a_case(taken, given, announced, took)) == START + DAY
    assert claiming.went_back(a_case(*_decided("granted"))) is None


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
