"""A decision ends what was taken from somebody for the time being; what only protects somebody goes on to its limit."""

from dataclasses import replace
from datetime import timedelta

import pytest

from ombud.core import decisions, facts
from tests.cast import LETTER, MEI, START, a_case, opened, order, pack, proposed, words

GROOMING = opened("MN.SEX.GROOM")
TAKEN = facts.Assigned(agent=MEI, how="next")
APPROVED, ALONE, SIGNED = (False, 0), (True, 0), (True, 1)
"""Nobody has to answer for it any more; nobody did, and one decides; nobody did, and two decide."""
ANSWER_BY = START + timedelta(hours=1)


def held(measure: str, *, answer_by: bool = False) -> facts.Protected:
    return facts.Protected(
        order=replace(order(measure, measure=measure), protective=True, until=START + timedelta(days=30)),
        words=words(),
        review_at=START + timedelta(days=7),
        level="A2" if answer_by else None,
        answer_by=ANSWER_BY if answer_by else None,
        stays=answer_by,
    )


@pytest.mark.parametrize(
    ("measure", "outcome", "by", "goes_on"),
    [
        pytest.param("P1", "violation", APPROVED, True, id="evidence, and something was found"),
        pytest.param(
            "P1", "no_violation", APPROVED, True, id="evidence, for an appeal against finding nothing"
        ),
        pytest.param("P6", "violation", APPROVED, True, id="a shield"),
        pytest.param("P6", "no_violation", APPROVED, False, id="a shield, and nothing was found"),
        pytest.param("P7", "refused", APPROVED, False, id="contact cut, and it was refused"),
        pytest.param("P8", "answered", APPROVED, True, id="help offered, and nobody is to blame"),
        pytest.param("P2", "violation", APPROVED, False, id="hidden for now"),
        pytest.param("P5", "granted", APPROVED, False, id="locked for now"),
        pytest.param("L4", "violation", APPROVED, False, id="removed at once in danger"),
        pytest.param("P7", "violation", ALONE, False, id="nobody answered for it, and one decides"),
        pytest.param("P7", "violation", SIGNED, True, id="nobody answered for it, and two decide"),
        pytest.param("P0", "violation", APPROVED, False, id="what these rules do not know"),
    ],
)
def test_what_only_protects_outlasts_a_decision_that_found_something(measure, outcome, by, goes_on):
    alone, signers = by
    one = held(measure, answer_by=alone)
    case = a_case(TAKEN, one, first=GROOMING)
    said = replace(proposed(), outcome=outcome, signers=signers)
    assert decisions.outlasts(case, one, proposal=said, pack=pack()) is goes_on


@pytest.mark.parametrize("found", [True, False])
def test_what_shuts_a_way_out_outlasts_a_refusal_once_a_leak_was_confirmed(found):
    one, said = held("P13"), replace(proposed(), outcome="refused")
    leaked = (facts.Established(source="step", facts=("leak_confirmed",)),) if found else ()
    case = a_case(TAKEN, *leaked, one, first=opened("PR.PLATFORM"))
    assert decisions.outlasts(case, one, proposal=said, pack=pack()) is found


@pytest.mark.parametrize(
    ("code", "seen", "outcome", "goes_on"),
    [
        pytest.param(
            "AS.TAKEOVER", ("risk_signal",), "refused", True, id="no proof, and the host sees a thief"
        ),
        pytest.param("AS.TAKEOVER", ("risk_signal",), "answered", True, id="only answered"),
        pytest.param("AS.TAKEOVER", ("risk_signal",), "granted", False, id="it goes back"),
        pytest.param("AS.TAKEOVER", (), "refused", False, id="the host sees nobody else"),
        pytest.param("MN.ACCT", ("risk_signal",), "refused", False, id="of a kind where no risk check locks"),
    ],
)
def test_a_lock_that_the_hosts_risk_check_asks_for_outlasts_a_refusal(code, seen, outcome, goes_on):
    one = held("P5")
    told = facts.Established(source="host", facts=seen)
    case = a_case(TAKEN, told, one, first=opened(code))
    said = replace(proposed(), outcome=outcome)
    assert decisions.outlasts(case, one, proposal=said, pack=pack()) is goes_on
    again = replace(said, appeal=1, ruling="overturned")
    assert not decisions.outlasts(case, one, proposal=again, pack=pack()), "who holds it was heard"
    silent = a_case(TAKEN, one, first=opened(code))
    assert not decisions.outlasts(silent, one, proposal=said, pack=pack())


def test_once_decided_it_waits_for_its_limit_only_and_an_appeal_has_it_looked_at_again():
    decided = (
        TAKEN,
        held("P7", answer_by=True),
        proposed(),
        facts.Decided(no=1, outcome="violation", orders=()),
    )
    filed = facts.Appealed(no=1, decision=1, side="account", letter=LETTER, words=words())
    before, after, again = (
        a_case(*story, first=GROOMING) for story in (decided[:2], decided, (*decided, filed))
    )
    assert [len(case.protections) for case in (before, after, again)] == [1, 1, 1]
    assert [len(case.provisional) for case in (before, after, again)] == [1, 0, 1]
    assert [len(case.unanswered) for case in (before, after, again)] == [1, 0, 1]


def test_who_signs_a_decision_answers_for_what_was_done_at_once_and_nobody_is_called_about_it_when_it_opens_anew():
    story = (
        TAKEN,
        held("P7", answer_by=True),
        proposed(signers=1),
        facts.Decided(no=1, outcome="violation", orders=()),
        facts.Appealed(no=1, decision=1, side="account", letter=LETTER, words=words()),
    )
    before, again = a_case(*story[:2], first=GROOMING), a_case(*story, first=GROOMING)
    assert [len(case.provisional) for case in (before, again)] == [1, 1]
    assert [len(case.unanswered) for case in (before, again)] == [1, 0]
