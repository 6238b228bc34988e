"""What keeps an account shut lasts until it is back with its owner, and nothing else that is provisional does."""

from datetime import timedelta

import pytest

from ombud.core import facts, shutting
from ombud.core.case import Case
from tests.cast import ACCOUNT, COMPLAINT, LETTER, MEI, START, a_case, opened, order, pack, proposed, words

TAKEN = facts.Assigned(agent=MEI, how="next")
ENDS = START + timedelta(days=7)
GIVES = order("r1", measure="R", target=ACCOUNT)
ANNOUNCED = facts.Announced(
    orders=(GIVES,),
    at=START + timedelta(days=2),
    tell_by=START + timedelta(days=1),
    laws=("account_cooling",),
)
NOT_ME = facts.Appealed(no=1, decision=1, side="account", letter=LETTER, words=words())
TOOK = facts.TookEffect(decision=1, orders=(GIVES,))
DROPPED = facts.Reversed(decision=1, orders=(), dropped=("r1",))


def held(measure: str = "P5", *, ends=ENDS) -> facts.Protected:
    lock = order("p1", measure=measure, target=ACCOUNT, protective=True, until=ends)
    return facts.Protected(order=lock, words=words(), review_at=START)


def case_of(*then: facts.CaseFact, measure: str = "P5", ends=ENDS) -> Case:
    given = proposed(outcome="granted", gives_to=COMPLAINT)
    decided = facts.Decided(no=1, outcome="granted", orders=(), announced=ANNOUNCED)
    return a_case(TAKEN, held(measure, ends=ends), given, decided, *then, first=opened("AS.TAKEOVER", "S2"))


def lasts(case: Case, *, at=ENDS - timedelta(minutes=30)) -> bool:
    return shutting.lasts(case, case.protections[0], pack=pack(), now=at)


@pytest.mark.parametrize(
    ("case", "anew"),
    [
        pytest.param(case_of(), True, id="it cools down, and the letter is late"),
        pytest.param(case_of(NOT_ME), True, id="somebody said that was not me, and nobody has looked"),
        pytest.param(case_of(measure="P4"), True, id="the money stays frozen as long"),
        pytest.param(case_of(measure="P10"), False, id="a warning to contacts takes nothing and just ends"),
        pytest.param(case_of(measure="L8"), False, id="what danger took at once from the ladder ends"),
        pytest.param(case_of(measure="P99"), False, id="what the pack knows no more"),
        pytest.param(case_of(TOOK), False, id="it is back"),
        pytest.param(case_of(NOT_ME, DROPPED), False, id="the give-back was overturned"),
        pytest.param(case_of(ends=None), False, id="what has no end"),
    ],
)
def test_what_keeps_an_account_shut_is_taken_anew_only_while_it_waits_to_go_back(case, anew) -> None:
    assert lasts(case) is anew


def test_it_is_taken_anew_an_hour_ahead_so_that_there_is_no_moment_without() -> None:
    assert not lasts(case_of(), at=ENDS - timedelta(hours=2))
    assert lasts(case_of(), at=ENDS - shutting.AHEAD)
    assert lasts(case_of(), at=ENDS + timedelta(days=1))


def test_a_lock_before_anything_was_decided_ends_as_it_was_said() -> None:
    case = a_case(TAKEN, held(), first=opened("AS.TAKEOVER", "S2"))
    assert not lasts(case)


def test_an_account_is_back_once_what_gives_it_took_effect() -> None:
    assert [shutting.is_back(one) for one in (case_of(), case_of(NOT_ME), case_of(TOOK))] == [
        False,
        False,
        True,
    ]
    punished = a_case(TAKEN, proposed(), facts.Decided(no=1, outcome="violation", orders=(GIVES,)))
    assert not shutting.is_back(punished), "what was undone gave nobody an account"
