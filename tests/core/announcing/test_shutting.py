"""What keeps an account shut lasts until it is back with its owner, and nothing else that is provisional does."""

from dataclasses import replace
from datetime import timedelta

import pytest

from ombud.core import facts, shutting
from ombud.core.case import Case
from ombud.core.refusals import No, Refused
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
CLAIMED_TOO = replace(NOT_ME, side="complainant", complaint=MEI, claims=True)
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
        pytest.param(case_of(CLAIMED_TOO), True, id="somebody else claimed it, and nobody has looked"),
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


def hidden(code: str, severity: str = "S2", *then: facts.CaseFact, measure: str = "P2", ends=ENDS) -> Case:
    return a_case(TAKEN, held(measure, ends=ends), *then, first=opened(code, severity))


DECIDED = (
    proposed(outcome="no_violation", measures=()),
    facts.Decided(no=1, outcome="no_violation", orders=()),
)


@pytest.mark.parametrize(
    ("case", "anew"),
    [
        pytest.param(hidden("MN.PRIVACY"), True, id="a child's school and address"),
        pytest.param(hidden("PR.NCII", "S1"), True, id="an intimate image"),
        pytest.param(hidden("CV.VIO.LIVE", "S0"), True, id="danger to life"),
        pytest.param(hidden("PR.POST"), False, id="an ID card of a grown-up comes back on its day"),
        pytest.param(hidden("MN.PRIVACY", measure="P3"), False, id="what is only recommended no more"),
        pytest.param(hidden("MN.PRIVACY", "S2", *DECIDED), False, id="somebody decided"),
        pytest.param(hidden("MN.PRIVACY", ends=None), False, id="what has no end"),
    ],
)
def test_what_was_hidden_for_a_child_or_in_danger_is_shown_again_by_nobodys_silence(case, anew) -> None:
    (one,) = case.protections
    at = ENDS - timedelta(minutes=30)
    assert shutting.stays_hidden(case, one, pack=pack(), now=at) is anew
    assert not shutting.stays_hidden(case, one, pack=pack(), now=ENDS - timedelta(hours=2))


def test_an_account_is_back_once_what_gives_it_took_effect() -> None:
    assert [shutting.is_back(one) for one in (case_of(), case_of(NOT_ME), case_of(TOOK))] == [
        False,
        False,
        True,
    ]
    punished = a_case(TAKEN, proposed(), facts.Decided(no=1, outcome="violation", orders=(GIVES,)))
    assert not shutting.is_back(punished), "what was undone gave nobody an account"


# --- before anything is decided


def locked(*then: facts.CaseFact, measure: str = "P5", code: str = "AS.TAKEOVER", **said) -> Case:
    lock = order("p1", measure=measure, target=ACCOUNT, protective=True, until=said.pop("ends", ENDS))
    held_ = facts.Protected(order=lock, words=words(), review_at=START, **said)
    risk = facts.Established(source="host", facts=("risk_signal",))
    return a_case(TAKEN, risk, held_, *then, first=opened(code, "S2"))


def anew(case: Case, *, at=ENDS - timedelta(hours=1), rules=None) -> shutting.Anew:
    return shutting.anew(case, case.protections[0], pack=rules or pack(), now=at)


GIVEN = proposed(outcome="granted", gives_to=COMPLAINT)
DECIDED = facts.Decided(no=1, outcome="granted", orders=())


@pytest.mark.parametrize(
    ("case", "warned"),
    [
        pytest.param(locked(), True, id="an account that is locked while somebody looks"),
        pytest.param(locked(code="MN.BULLY"), False, id="what never was about whose it is"),
        pytest.param(locked(measure="P4"), False, id="its money"),
        pytest.param(locked(ends=None), False, id="what has no end"),
        pytest.param(locked(GIVEN, DECIDED), False, id="it is decided"),
        pytest.param(case_of(NOT_ME), False, id="it waits to go back, and is taken anew by itself"),
        pytest.param(
            case_of(NOT_ME, DROPPED), True, id="the give-back was dropped, and another person looks"
        ),
    ],
)
def test_a_lead_is_warned_a_day_before_a_lock_ends_that_no_decision_ends(case, warned) -> None:
    assert shutting.warns_at(case, case.protections[0]) == (ENDS - timedelta(days=1) if warned else None)


def test_it_is_taken_anew_for_as_long_as_at_first_counted_from_its_beginning() -> None:
    first = anew(locked())
    assert first == shutting.Anew(
        since=START, until=ENDS + timedelta(days=7, hours=-1), review_at=ENDS + timedelta(hours=23)
    )
    last = anew(locked(since=START - timedelta(days=19)))
    assert (last.until, last.review_at) == (START + timedelta(days=9), START + timedelta(days=7, hours=23))


@pytest.mark.parametrize(
    ("case", "at", "no"),
    [
        pytest.param(locked(), ENDS - timedelta(days=1, minutes=1), No.LOCK_RUNS, id="before its last day"),
        pytest.param(locked(measure="P4"), ENDS, No.MEASURE_NOT_ALLOWED, id="what is no lock"),
        pytest.param(
            locked(since=START - timedelta(days=21)),
            ENDS,
            No.LOCKED_LONGEST,
            id="for longer than the pack says",
        ),
    ],
)
def test_what_is_not_taken_anew(case, at, no) -> None:
    with pytest.raises(Refused) as refused:
        anew(case, at=at)
    assert refused.value.code is no


def test_a_lock_is_taken_anew_only_where_the_pack_says_how_long_and_while_what_it_was_taken_on_holds() -> (
    None
):
    rules = pack()
    for measures in ({}, {"P5": replace(rules.measures["P5"], longest=None)}):
        with pytest.raises(Refused) as refused:
            anew(locked(), rules=replace(rules, measures=measures))
        assert refused.value.code is No.MEASURE_NOT_ALLOWED
    with pytest.raises(Refused) as refused:
        anew(locked(facts.Established(source="host")))
    assert refused.value.code is No.NEEDS_VERIFICATION
