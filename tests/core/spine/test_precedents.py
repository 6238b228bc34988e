"""What one case teaches the next: what was decided, and nothing of whom."""

from dataclasses import fields, replace
from datetime import timedelta

from ombud.core import facts, precedents
from ombud.core.precedents import Precedent
from tests.cast import JUN, LETTER, MEI, START, a_case, opened, order, proposed, words

TAKEN = facts.Assigned(agent=MEI, how="next")
FIRST = (TAKEN, proposed(), facts.Decided(no=1, outcome="violation", orders=(order(),)))
FILED = facts.Appealed(no=1, decision=1, side="account", letter=LETTER, words=words())


def judged(ruling: str, outcome: str):
    by = f"agent:{JUN}"
    said = replace(proposed(no=2, agent=JUN, appeal=1, ruling=ruling), outcome=outcome, measures=())
    decided = facts.Decided(no=2, outcome=outcome, orders=(), appeal=1, ruling=ruling)
    return a_case(*FIRST, FILED, (facts.Assigned(agent=JUN, how="next"), by), (said, by), (decided, by))


def test_a_case_teaches_by_its_last_decision_and_says_whether_an_earlier_one_fell():
    one = precedents.of(a_case(*FIRST))
    assert (one.outcome, one.measures, one.appealed, one.overturned) == ("violation", ("L4",), False, False)
    fell, held = (
        precedents.of(judged(*how)) for how in (("overturned", "no_violation"), ("upheld", "violation"))
    )
    assert (fell.outcome, fell.appealed, fell.overturned) == ("no_violation", True, True)
    assert (held.appealed, held.overturned) == (True, False)


def test_what_is_undecided_or_judged_anew_teaches_nothing():
    assert precedents.of(a_case(TAKEN, first=opened("CV.SEX.ADULT"))) is None
    assert precedents.of(a_case(*FIRST, FILED)) is None


def test_the_same_clause_comes_first_then_the_newest_and_no_more_than_anybody_reads():
    def one(day: int, clause: str) -> Precedent:
        at = START + timedelta(days=day)
        return Precedent(
            at=at, clause=clause, outcome="violation", measures=(), appealed=False, overturned=False
        )

    found = [one(day, clause) for day, clause in enumerate(("A", "B", "A", "C", "B", "C", "C", "A"))]
    shown = precedents.closest(found, clause="B")
    assert [(it.clause, it.at.day - START.day) for it in shown] == [
        ("B", 4),
        ("B", 1),
        ("A", 7),
        ("C", 6),
        ("C", 5),
        ("C", 3),
    ]
    assert [it.at.day - START.day for it in precedents.closest(found, clause="")] == [7, 6, 5, 4, 3, 2]


def test_nobody_could_be_named_by_one():
    assert {it.name for it in fields(Precedent)} == {
        "at",
        "clause",
        "outcome",
        "measures",
        "appealed",
        "overturned",
    }
