"""A clause of our own is in doubt: what is counted, who pauses it, and which decisions are looked at again."""

from datetime import timedelta

import pytest

from ombud.core import clauses, facts
from ombud.core.clauses import Period
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import LookKind
from tests.cast import CASE, EVIDENCE, JUN, LETTER, MEI, START, ZHOU, a_case, proposed, words

CLAUSE = "P.1"
LEAD, POLICY = frozenset({"lead"}), frozenset({"policy"})
TAKEN = (facts.Assigned(agent=MEI, how="next"), f"agent:{MEI}")
HERS = facts.Fault(lapse="false_positive", cause="haste", words=words())
LATER = facts.Fault(lapse="technical", cause="new_facts", words=words())
DAY = timedelta(days=1)


def decided(no=1, *, by=MEI, **said):
    """A decision under the clause, unless said otherwise, by one who has it in hand."""
    fact = proposed(**{"no": no, "agent": by, "clause": CLAUSE, **said})
    over = facts.Decided(no=no, outcome=fact.outcome, orders=(), appeal=fact.appeal, ruling=fact.ruling)
    return (facts.Assigned(agent=by, how="next"), f"agent:{by}"), (fact, f"agent:{by}"), over


def appealed(no=1, decision=1, **said):
    return facts.Appealed(
        **{"no": no, "decision": decision, "side": "account", "letter": LETTER, "words": words(), **said}
    ), "account"


def judged(no, appeal, ruling="overturned", **said):
    """君 Jun judges it anew."""
    fault = None if ruling == "upheld" else said.pop("fault", HERS)
    return decided(no, by=JUN, appeal=appeal, ruling=ruling, fault=fault, **said)


FELL = (*decided(), appealed(), *judged(2, 1, clause=None))


def used(*several):
    return {one.no: one for one in clauses.uses(a_case(*several))}


def test_a_decision_under_a_clause_stands_until_another_finds_it_wrong():
    stood = used(*decided())
    assert list(stood) == [1]
    assert (stood[1].clause, stood[1].stands, stood[1].judged_at, stood[1].fell_at) == (
        CLAUSE,
        True,
        None,
        None,
    )
    assert used(*decided(clause=None)) == {}
    fell = used(*FELL)[1]
    assert (fell.stands, fell.contested_at) == (False, START + timedelta(minutes=5))
    assert fell.judged_at == fell.fell_at == START + timedelta(minutes=8)
    late = used(*decided(), appealed(), *judged(2, 1, fault=LATER))
    assert (late[1].stands, late[1].fell_at) == (False, None), "nobody could have known"
    assert list(late) == [1], "by which another fell is the other look itself"
    erased = (facts.Erased(person=CASE, why="time"), "chore:retain")
    assert not used(*decided(), facts.Closed(decision=1, appeal_until=START), erased)[1].stands


def test_what_was_upheld_stands_with_what_upheld_it_and_both_fall_together():
    upheld = (*decided(), appealed(), *judged(2, 1, "upheld"))
    assert [one.stands for one in used(*upheld).values()] == [True, True]
    both = used(*upheld, appealed(2, 2), *judged(3, 2, clause=None))
    assert [one.stands for one in both.values()] == [False, False]
    assert both[1].judged_at < both[1].fell_at == both[2].judged_at == both[2].fell_at


@pytest.mark.parametrize(
    "said",
    [
        pytest.param({"look": 1}, id="a second look"),
        pytest.param({"unread": True}, id="nobody had read it"),
        pytest.param({"again": EVIDENCE}, id="the clause is in doubt"),
        pytest.param({"claims": True}, id="somebody else claimed the account"),
    ],
)
def test_only_what_a_party_contests_is_counted(said):
    drawn = facts.LookDrawn(no=1, kind=LookKind.BLIND.value, decision=1, due_at=START)
    assert used(*decided(), drawn, appealed(**said))[1].contested_at is None
    case = a_case(*decided(), drawn, appealed(**said), *judged(2, 1))
    assert case.levels == 1, "what we look at again ourselves costs nobody an appeal"


def test_what_is_looked_at_again_covers_what_it_left_as_it_was():
    upheld = (*decided(), appealed(), *judged(2, 1, "upheld"))
    again = used(*upheld, appealed(2, 2, again=EVIDENCE))
    assert [one.again for one in again.values()] == [EVIDENCE, EVIDENCE]
    before = used(*decided(), appealed(1, 1, again=EVIDENCE), *judged(2, 1))
    assert [one.again for one in before.values()] == [EVIDENCE]
    kept = used(*decided(), appealed(1, 1, again=EVIDENCE), *judged(2, 1, "upheld"))
    assert [one.again for one in kept.values()] == [EVIDENCE, EVIDENCE], "so is what came of it"


def test_a_clause_is_paused_for_a_time_by_whoever_answers_for_the_rules_and_goes_on():
    case = a_case(*decided())
    until = START + DAY
    for roles in (LEAD, POLICY):
        clauses.check_pauses(case, CLAUSE, roles=roles, reason="三件都错了")
    for said, no in (
        ({"roles": frozenset({"senior"})}, No.NOT_ALLOWED),
        ({"reason": " "}, No.NEEDS_REASON),
    ):
        with pytest.raises(Refused) as refused:
            clauses.check_pauses(case, CLAUSE, **{"roles": LEAD, "reason": "x", **said})
        assert refused.value.code is no
    with pytest.raises(Refused) as refused:
        clauses.check_pauses(case, "P.2", roles=LEAD, reason="x")
    assert refused.value.code is No.CLAUSE_UNKNOWN
    stop = facts.ClausePaused(clause=CLAUSE, until=until, words=words())
    other = facts.ClausePaused(clause="P.2", until=until, words=words())
    held = a_case(*decided(), stop, other)
    assert [one.clause for one in clauses.paused(held, now=START)] == [CLAUSE, "P.2"]
    assert clauses.paused(held, now=until) == ()
    clauses.check_resumes(held, CLAUSE, roles=LEAD, reason="看过了", now=START)
    over = a_case(*decided(), stop, other, facts.ClauseResumed(clause=CLAUSE, words=words()))
    assert [one.clause for one in clauses.paused(over, now=START)] == ["P.2"]
    for it, roles, reason, no in (
        (over, LEAD, "看过了", No.ALREADY_DONE),
        (held, POLICY, "看过了", No.SIGNER_ROLE),
        (held, LEAD, "", No.NEEDS_REASON),
    ):
        with pytest.raises(Refused) as refused:
            clauses.check_resumes(it, CLAUSE, roles=roles, reason=reason, now=START)
        assert refused.value.code is no


NOW = START + DAY
WHOLE = Period(since=START, until=None)


@pytest.mark.parametrize(
    ("case", "said", "no"),
    [
        pytest.param(FELL, {"roles": POLICY}, No.SIGNER_ROLE, id="no lead"),
        pytest.param(FELL, {"reason": " "}, No.NEEDS_REASON, id="no reason"),
        pytest.param(decided(), {}, No.NOT_DECIDED, id="nothing fell here"),
        pytest.param(FELL, {"clause": "P.2"}, No.NOT_DECIDED, id="not under that clause"),
        pytest.param(FELL, {"period": Period(since=None, until=None)}, No.BAD_TIME, id="no day"),
        pytest.param(FELL, {"period": Period(since=NOW, until=None)}, No.BAD_TIME, id="a day to come"),
        pytest.param(
            FELL, {"period": Period(since=NOW, until=START)}, No.BAD_TIME, id="over before it begins"
        ),
    ],
)
def test_who_may_not_have_all_looked_at_again_and_when(case, said, no):
    whole = {"clause": CLAUSE, "period": WHOLE, "roles": LEAD, "reason": "错在条款", **said}
    with pytest.raises(Refused) as refused:
        clauses.check_again(a_case(*case), whole.pop("clause"), **whole, now=NOW)
    assert refused.value.code is no


def test_a_lead_names_the_time_and_it_ends_at_the_latest_now():
    ask = {"roles": LEAD, "reason": "错在条款", "now": NOW}
    assert clauses.check_again(a_case(*FELL), CLAUSE, period=WHOLE, **ask) == (START, NOW)
    until = START + timedelta(hours=1)
    some = Period(since=START, until=until)
    assert clauses.check_again(a_case(*FELL), CLAUSE, period=some, **ask) == (START, until)
    late = Period(since=START, until=NOW + DAY)
    assert clauses.check_again(a_case(*FELL), CLAUSE, period=late, **ask) == (START, NOW)


def test_which_decisions_are_looked_at_again():
    begun = facts.AgainBegun(clause=CLAUSE, since=START, until=NOW, agent=ZHOU, words=words())
    assert a_case(*FELL, begun).agains == (begun,)

    def meant(*several, at=NOW):
        return clauses.is_to_look_at(a_case(*several), begun, at=at)

    assert meant(*decided())
    assert meant(*decided(), appealed(), *judged(2, 1, "upheld"))
    assert not meant(*FELL), "what fell stands no more"
    assert not meant(*decided(clause="P.2"))
    assert not meant(*decided(), appealed()), "somebody judges it anew already"
    again = (appealed(again=EVIDENCE), *judged(2, 1, "upheld", clause=None))
    assert not meant(*decided(), *again), "it was looked at before because of the clause"
    since = (appealed(), *judged(2, 1, "upheld", clause=None))
    assert meant(*decided(), *since)
    assert not meant(*decided(), *since, at=START), "somebody has looked since it began"
    early = facts.AgainBegun(
        clause=CLAUSE, since=START - 2 * DAY, until=START - DAY, agent=ZHOU, words=words()
    )
    assert not clauses.is_to_look_at(a_case(*decided()), early, at=NOW)
